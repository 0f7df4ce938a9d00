"""The record of what was done: one SQLite file, written as it happens, by a thread of its own."""
