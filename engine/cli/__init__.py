"""The command line: `yici COMMAND`. Each command is a module of its own and is imported when it is named."""

from engine.cli.start import main

__all__ = ["main"]
