"""One score, many shapes: tables and JSON for the command line."""
