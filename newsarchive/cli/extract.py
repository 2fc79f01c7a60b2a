"""`newsarchive extract`: saved pages to article records, without archive or network."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.cli.saved_pages import answer_manifest, check_forms, print_json, read_saved, say_verdicts
from newsarchive.imports.line_results import extracted_line, refused_extraction
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import run_stages
from newsarchive.workers import open_pool

# Bytes up to which a page is read at once: whatever stands in it takes a few seconds at most, and a worker
# takes a second to start (2026-11).
SMALL = 256 * 1024


@click.command()
@click.argument("file", required=False, metavar="FILE|-")
@click.option("--url", help="The address the page came from.")
@click.option("--content-type", help="The Content-Type as the server sent it; default: by the file's name.")
@click.option(
    "--manifest", type=click.Path(path_type=Path), metavar="IN.jsonl", help="Many pages, one a line."
)
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="OUT.jsonl", help="Where their records go."
)
@click.option(
    "--jobs", type=click.IntRange(min=0, max=256), help="Worker processes; default: one a processor."
)
def command(
    file: str | None,
    url: str | None,
    content_type: str | None,
    manifest: Path | None,
    output: Path | None,
    jobs: int | None,
) -> None:
    """Print the article record of one saved page (indented JSON), or write those of a manifest."""
    check_forms(file, manifest, output, {"--url": url, "--content-type": content_type})
    if manifest is not None and output is not None:
        verdicts = answer_manifest(
            manifest, output, jobs=jobs, answer=extracted_line, refuse=refused_extraction, label="extract"
        )
        say_verdicts(verdicts, output)
    elif file is not None:
        page, found = read_saved(file, url, content_type)
        article = (
            CleanArticle(page=page, verdict="undecodable", charset=None, error=found.error)
            if found.error
            else _read(page)
        )
        print_json(article_record(article))


def _read(page: FetchedPage) -> CleanArticle:
    """A long page is read in a worker process, under the limits of time and memory of a crawl."""
    with open_pool(run_stages, workers=int(len(page.body) > SMALL)) as pool:
        return next(pool.map([page]))
