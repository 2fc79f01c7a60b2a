"""Lines of commands that run for months: on stderr, with the time in front."""

from __future__ import annotations

import time

import click


def say(text: str) -> None:
    """Print the text on stderr, with the time (UTC) in front of its first line."""
    click.echo(f"{time.strftime('%Y-%m-%d %H:%M:%S', time.gmtime())} {text}", err=True)
