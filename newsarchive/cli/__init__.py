"""The command line: one command a file, loaded only when asked for."""

from newsarchive.cli.main import main

__all__ = ["main"]
