"""The coach's knowledge: model, plan, score, session. Pure: imports only itself and the standard library."""
