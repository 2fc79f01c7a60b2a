"""The command line: one module per command, imported only when the command runs."""

from newsarchive.cli.main import main

__all__ = ["main"]
