"""`newsarchive sources`: which sites are declared, what declarations resolve to, whether all are right."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.cli import sources_new
from newsarchive.cli.project import sources_folder
from newsarchive.sources import Source, load_sources, source_names


@click.group("sources")
def command() -> None:
    """Show, check and find sources (settings/sources/NAME.toml)."""


@command.command("list")
def list_sources() -> None:
    """List the declared sources, one a line: name, places to look, title."""
    loaded = load_sources(sources_folder())
    rows = [(source.name, _places(source), source.title) for source in loaded.values()]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    for name, places, title in rows:
        click.echo(f"{name:<{widths[0]}}  {places:<{widths[1]}}  {title}")


@command.command("show")
@click.argument("name")
def show_source(name: str) -> None:
    """Print the declaration of NAME as written, then every field as it stands with defaults."""
    folder = sources_folder()
    source = load_sources(folder, [name])[name]
    path = folder / f"{name}.toml"
    click.echo(f"# {path}\n{path.read_text(encoding='utf-8').rstrip()}\n\n# resolves to")
    for field, value in source.model_dump(mode="json").items():
        click.echo(f"# {field} = {_shown(value)}")


@command.command("check")
@click.argument("names", nargs=-1)
def check_sources(names: tuple[str, ...]) -> None:
    """Check all sources, or those named; each mistake is said with file, field, value and what is allowed."""
    folder = sources_folder()
    load_sources(folder, names or None)
    count = len(names or source_names(folder))
    click.echo(f"{count} source{'s are' if count != 1 else ' is'} right ({_relative(folder)}).")


command.add_command(sources_new.command)


def _places(source: Source) -> str:
    listed = len(source.addresses.urls) + (source.addresses.file is not None)
    counts = {
        "feed": len(source.feeds),
        "sitemap": len(source.sitemaps),
        "section": len(source.sections),
        "address": listed,
    }
    return ", ".join(f"{count} {_plural(word, count)}" for word, count in counts.items() if count)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}es" if word.endswith("s") else f"{word}s"


def _shown(value: object) -> str:
    return "(none)" if value in (None, [], {}) else str(value)


def _relative(folder: Path) -> Path:
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
