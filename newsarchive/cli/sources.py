"""`newsarchive sources`: lists, shows and checks declarations, and records pages."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from newsarchive import clock
from newsarchive.cli.host_lines import host_lines
from newsarchive.cli.project import (
    project_settings,
    project_sources_folder,
    say_misplaced,
    say_without_contact,
)
from newsarchive.cli.tables import print_table
from newsarchive.errors import ArchiveError, SourceError, UsageError
from newsarchive.listings.kind_registry import listing_kinds
from newsarchive.logs.console import echo
from newsarchive.politeness.host_state import authority
from newsarchive.recordings import add_recording, recording_mistakes, write_expected
from newsarchive.sources import Source, declaration_file, load_each_source, load_sources, source_names
from newsarchive.storage import database_url
from newsarchive.storage.frontier.host_records import known_hosts

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")  # TOML 1.0, keys


def list_sources() -> None:
    """Print the declared sources, one per line; raises SourceError, which names invalid declarations."""
    loaded = load_each_source(project_sources_folder())
    print_table((source.name, _places(source), source.title) for source in loaded.sources.values())
    loaded.demand_right()


def show_source(name: str) -> None:
    """Print a declaration as written and with the value of each field.

    Raises SourceError if it is invalid.
    """
    folder = project_sources_folder()
    source = load_sources(folder, [name])[name]
    path = declaration_file(folder, name)
    echo(f"# {path}\n{path.read_text(encoding='utf-8').rstrip()}\n\n# resolves to")
    for field, value in source.model_dump(mode="json").items():
        # A time of day has no seconds in a declaration.
        plain = [each[:5] for each in value] if field == "at" else value
        echo(f"# {field} = {_shown(plain)}")
    for line in _hosts(source):
        echo(f"# {line}")


def check_sources(names: tuple[str, ...]) -> None:
    """Print how many of the sources (all or the named ones) are valid.

    Raises SourceError with each mistake.
    """
    folder = project_sources_folder()
    loaded = load_sources(folder, names or None)
    mistakes = [line for source in loaded.values() for line in recording_mistakes(source, folder)]
    if mistakes:
        raise SourceError("\n".join(mistakes))
    for name, source in loaded.items():
        for url, times in Counter(source.urls()).items():
            if times > 1:
                echo(f"{name}: {url} is declared {times} times; once is enough.", err=True)
    say_misplaced(project_settings())
    say_without_contact(project_settings(), loaded.values())
    count = len(names or source_names(folder))
    echo(f"{count} source{'s are' if count != 1 else ' is'} valid ({_relative(folder)}).")


def record_page(
    name: str,
    page: Path | None,
    *,
    url: str | None,
    fetched_at: datetime | None,
    content_type: str | None,
    listing: str | None,
) -> None:
    """Record a page and the result of the source's rules.

    Raises SourceError, which names the files written.
    """
    folder = project_sources_folder()
    source = load_sources(folder, [name])[name]
    if page is not None:
        if url is None or fetched_at is None:
            raise UsageError("A page is recorded with its URL and time: give --url and --fetched-at.")
        add_recording(
            source,
            folder,
            page,
            url=url,
            fetched_at=fetched_at.replace(tzinfo=UTC),
            content_type=content_type,
            listing=listing,
        )
    written = write_expected(source, folder)
    if written:
        files = "\n".join(f"{file}: written; look it over, and keep it with the source" for file in written)
        raise SourceError(files, hint="Then run 'newsarchive sources check'.")
    echo("Nothing to write: every recorded page has its expected result.")


def _hosts(source: Source) -> Iterator[str]:
    """Yield the state of the hosts that the declaration names; nothing without an archive."""
    named = [source.home, *source.urls()]
    try:
        known = known_hosts(database_url(), {authority(url) for url in named if url})
    except ArchiveError as error:
        yield f"hosts: {error.message}"
        return
    for _, state in sorted(known.items()):
        yield from host_lines(state, clock.now(), source.requests_per_day)


def _places(source: Source) -> str:
    counts = {kind: sum(map(kind.places, source.tables(kind))) for kind in listing_kinds()}
    return ", ".join(
        f"{count} {kind.singular if count == 1 else kind.plural}" for kind, count in counts.items() if count
    )


def _shown(value: object) -> str:
    """Return a value as a declaration has it, without what is not set; texts by themselves have no quotes."""
    plain = _set(value)
    if plain in (None, [], {}):
        return "(none)"
    return plain if isinstance(plain, str) else _toml(plain)


def _set(value: object) -> object:
    """Return the value without the fields of tables that are not set."""
    if isinstance(value, dict):
        return {key: inner for key, each in value.items() if (inner := _set(each)) not in (None, [], {})}
    return [_set(each) for each in value] if isinstance(value, list) else value


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _relative(folder: Path) -> Path:
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
