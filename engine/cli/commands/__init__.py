"""One module a command: `arguments` adds what it takes, `run` does it and gives the exit code."""
