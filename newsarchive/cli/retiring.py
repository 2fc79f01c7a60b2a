"""`newsarchive sources retire`: puts a declaration aside; with `--purge` takes down all that was stored."""

from __future__ import annotations

from pathlib import Path

from newsarchive.cli.confirming import can_ask, demand_yes
from newsarchive.cli.progress import ProgressReport
from newsarchive.cli.project import project_sources_folder
from newsarchive.errors import SourceBusyError, UsageError
from newsarchive.logs.console import echo
from newsarchive.logs.formats import how_many
from newsarchive.sources import declaration_file, has_own_folder, source_names
from newsarchive.storage import database_url, open_archive
from newsarchive.storage.frontier.source_statuses import source_statuses
from newsarchive.storage.maintenance.takedown import kept_articles, purge_source
from newsarchive.storage.migrating.revision import checked_connection

_RETIRED = ".retired"


def retire_source(name: str, reason: str | None, *, purge: bool, confirmed: bool) -> None:
    """Retire a source; with `purge` take down its articles too, once that is confirmed.

    Raises UsageError for an unknown source or without a confirmation, SourceBusyError while it is crawled.
    """
    folder = project_sources_folder()
    archive = open_archive(database_url())
    known = archive.sources()
    archive.close()
    declared = name in source_names(folder)
    if not declared and name not in known:
        raise UsageError(
            f"Unknown source {name!r}.",
            hint=f"Known are: {', '.join(sorted({*known, *source_names(folder)}))}.",
        )
    _demand_idle(name)
    if purge:
        _demand_confirmation(name, confirmed=confirmed)
    if declared:
        aside = _put_aside(folder, name)
        echo(
            f"{name} is not crawled any more; its declaration is {aside}. Rename it to crawl again.", err=True
        )
    archive = open_archive(database_url())
    try:
        archive.crawls.retire(name)
    finally:
        archive.close()
    if purge:
        _purge(name, reason or f"source {name} was retired and purged")


def _demand_idle(name: str) -> None:
    from newsarchive import clock  # noqa: PLC0415

    status = source_statuses(database_url(), clock.now()).get(name)
    if status is not None and status.holder is not None:
        raise SourceBusyError(
            f"Source {name} is being crawled by process {status.holder.pid} on {status.holder.host}.",
            hint="Wait until that crawl has ended, or stop its process.",
        )


def _demand_confirmation(name: str, *, confirmed: bool) -> None:
    if confirmed:
        return
    with checked_connection(database_url()) as connection:
        known = kept_articles(connection, name)
    taken = how_many(known.total - known.listed, "article")
    left = f" (kept: {how_many(known.listed, 'article')} that other sources list)" if known.listed else ""
    if not can_ask():
        raise UsageError(
            f"--purge takes down {taken} of {name} for good{left}.", hint="Give --yes if that is meant."
        )
    demand_yes(f"Take down {taken} of {name} for good{left}? Only a backup undoes it")


def _put_aside(folder: Path, name: str) -> Path:
    file = folder / name / "source.toml" if has_own_folder(folder, name) else declaration_file(folder, name)
    aside = file.with_name(file.name + _RETIRED)
    try:
        file.rename(aside)
    except OSError as error:
        raise UsageError(f"{file} cannot be renamed to {aside.name}: {error.strerror}.") from error
    return aside


def _purge(name: str, reason: str) -> None:
    with checked_connection(database_url()) as connection:
        known = kept_articles(connection, name)
    with ProgressReport("purge", known.total - known.listed) as progress:
        done = purge_source(database_url(), name, reason, progress.step)
    echo(
        f"Removed: {how_many(done.articles, 'article')} with {how_many(done.revisions, 'revision')},"
        f" {how_many(done.payloads, 'stored body', 'stored bodies')};"
        f" kept out from now on: {how_many(len(set(done.urls)), 'URL')}.",
        err=True,
    )
    if known.listed:
        echo(f"kept: {how_many(known.listed, 'article')} that other sources list, too", err=True)
    if done.shared:
        bodies = how_many(len(done.shared), "body that is", "bodies that are")
        echo(f"kept: {bodies} also the response of other sources' URLs", err=True)
    if done.traces:
        echo(f"Note: {done.traces}.", err=True)
