"""`newsarchive sources new`: looks at a site and writes the declaration of a source."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click
from scrapy.settings import Settings

from newsarchive.cli.bounds import Seconds
from newsarchive.cli.project import project_settings
from newsarchive.cli.survey_report import examples, tried
from newsarchive.discovery.urls import canonical_url, is_http_url
from newsarchive.errors import ConfigurationError, UsageError
from newsarchive.logs.speaking import echo
from newsarchive.sources import load_source, source_names
from newsarchive.sources.finding.evidence import Survey
from newsarchive.sources.finding.proposal import propose
from newsarchive.sources.finding.writing import written


@click.command("new")
@click.argument("url", metavar="URL")
@click.option("--name", help="What the source is called (default: by its host).")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE|-",
    help="Where the declaration goes; '-' only prints it (default: NAME.toml in the folder of sources).",
)
@click.option("--dry-run", is_flag=True, help="Only print the declaration.")
@click.option(
    "--delay",
    type=Seconds(0, 600),
    help="Seconds between two requests, now and as declared (default: 2, or robots.txt's Crawl-delay).",
)
@click.option("--allow-private-addresses", is_flag=True, help="The site is in a private network.")
def command(
    url: str,
    *,
    name: str | None,
    output: Path | None,
    dry_run: bool,
    delay: float | None,
    allow_private_addresses: bool,
) -> None:
    """Look at the site at URL: find feeds, sitemaps and sections, try them, write a declaration.

    The declaration goes to stdout too; what was tried, and three articles as they would be stored, to stderr.
    At most 40 pages are asked for, robots.txt is obeyed. Exits 2, and writes nothing, when no article could
    be read.
    """
    home = _home(url)
    settings = project_settings()
    target = None if dry_run or str(output) == "-" else output or _folder(settings)
    if target is not None and (name is not None or output is not None):
        _refuse_existing(_path(target, name or ""))
    from newsarchive.cli.survey_run import survey_site  # noqa: PLC0415 - `sources list` needs no spider

    survey = survey_site(settings, home, delay=delay, allow_private=allow_private_addresses)
    if survey.failure is not None:
        raise UsageError(
            f"{home} cannot be looked at: {survey.failure.rstrip('.')}.", hint=_hint(survey.failure)
        )
    proposal = propose(survey, name, delay=delay, allow_private=allow_private_addresses)
    for line in tried(survey, proposal):
        echo(line, err=True)
    if not proposal.finds_something:
        raise UsageError(f"No articles were found at {survey.home}.", hint=_nothing(survey))
    text = written(proposal)
    _check(text, proposal.name)
    echo(text, nl=False)
    for line in examples(proposal):
        echo(line, err=True)
    if target is not None:
        echo(f"\nWritten to {_write(_path(target, proposal.name), text)}.", err=True)


def _home(url: str) -> str:
    given = url if "://" in url else f"https://{url}"
    address = canonical_url(given)
    if address is None or not is_http_url(given):
        raise UsageError(f"{url!r} is no address of a site; allowed: an http:// or https:// address.")
    return given


def _folder(settings: Settings) -> Path:
    folder = Path(settings["NEWSARCHIVE_SOURCES"])
    source_names(folder)  # says so when there is no such folder
    return folder


def _path(target: Path, name: str) -> Path:
    return target / f"{name}.toml" if target.is_dir() else target


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise UsageError(
            f"{path} is there already.",
            hint="Give another --name, or --dry-run to see what would be proposed.",
        )


def _write(path: Path, text: str) -> Path:
    """Write the file whole; one that is there stays, whoever made it meanwhile."""
    _refuse_existing(path)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        _refuse_existing(path)
        raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def _check(text: str, name: str) -> None:
    """What is proposed must be right by the loader that will read it; a wrong --name is said here."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.toml"
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--name {name!r} cannot be the name of a file: {error.strerror}.") from error
        try:
            load_source(path)
        except ConfigurationError as error:
            raise UsageError(error.message.replace(f"{folder}/", ""), hint="Give another --name.") from error


def _hint(failure: str) -> str:
    if "private_address" in failure:
        return "It is in a private network; --allow-private-addresses permits that."
    if "robots" in failure:
        return "Its robots.txt forbids it; a source cannot be made of it."
    return "Give the address of a page that shows the site's news."


def _nothing(survey: Survey) -> str:
    if survey.samples and not any(sample.outcome == "article" for sample in survey.samples):
        return (
            f"None of the {len(survey.samples)} pages tried could be read as an article; above each has its"
            " reason.\n  Nothing is written. Does the site answer? Then try again, or declare it by hand."
        )
    if survey.is_shell:
        return (
            'Its pages come empty and are filled by scripts: it needs a browser (render = "browser"), '
            "and its addresses have to be declared by hand."
        )
    return (
        "What was tried is listed above. Try the address of a section, or declare feeds or sections by hand."
    )
