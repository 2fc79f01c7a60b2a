"""The `newsarchive` command: finds the subcommand, and turns errors into messages and exit codes."""

from __future__ import annotations

import codecs
import importlib
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from newsarchive.cli.gc_tuning import loading
from newsarchive.cli.stopping import StopAtOnce
from newsarchive.errors import NewsarchiveError
from newsarchive.logs.formats import visible
from newsarchive.logs.speaking import say_error

# Loaded only when asked for: `newsarchive extract` must not pay for Scrapy or SQLAlchemy.
COMMANDS = {
    "crawl": "newsarchive.cli.crawl",
    "db": "newsarchive.cli.db",
    "decode": "newsarchive.cli.decode",
    "demo": "newsarchive.cli.demo",
    "export": "newsarchive.cli.export",
    "extract": "newsarchive.cli.extract",
    "forget": "newsarchive.cli.forget",
    "history": "newsarchive.cli.history",
    "import": "newsarchive.cli.importing",
    "query": "newsarchive.cli.query",
    "reprocess": "newsarchive.cli.reprocess",
    "schedule": "newsarchive.cli.schedule",
    "search": "newsarchive.cli.search",
    "sources": "newsarchive.cli.sources",
    "why": "newsarchive.cli.why",
    "worker": "newsarchive.cli.worker",
}


class CommandLine(click.Group):
    """A group whose commands live in modules of their own, as the module's `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(  # click's signature
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        with loading():
            module = importlib.import_module(COMMANDS[cmd_name])
        command: click.Command = module.command
        return command

    def make_context(self, *words: Any, **more: Any) -> click.Context:
        _let_all_be_written()
        with _visible_errors():
            return super().make_context(*words, **more)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            # Commands with something to finish put their own handlers over StopAtOnce's.
            with StopAtOnce(), _visible_errors():
                return super().invoke(ctx)
        except NewsarchiveError as error:
            say_error(error)
            sys.exit(error.exit_code)


def _let_all_be_written() -> None:
    """Let stdout and stderr take every character: in the locale C, or Latin-1, Python's own do not.

    ASCII means that nobody said what the terminal shows; today that is UTF-8, as click assumes too.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_only = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if ascii_only else stream.encoding, errors="backslashreplace")


@contextmanager
def _visible_errors() -> Iterator[None]:
    """What click says of words it was given, it quotes as they are."""
    try:
        yield
    except click.ClickException as error:
        message = error.format_message()
        if visible(message) == message:
            raise
        raise click.UsageError(visible(message), getattr(error, "ctx", None)) from error


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsarchive", prog_name="newsarchive")
def main() -> None:
    """A news archive crawler that gives back the article a reader of the original saw."""
