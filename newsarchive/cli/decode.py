"""`newsarchive decode`: bytes to characters and nothing more, with the evidence for the charset."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.cli.saved_pages import answer_manifest, check_forms, print_json, read_saved, say_verdicts
from newsarchive.imports.line_results import decoded_line, decoding_record, refused_decoding
from newsarchive.items import DecodedPage
from newsarchive.stages import decode


@click.command()
@click.argument("file", required=False, metavar="FILE|-")
@click.option("--content-type", help="The Content-Type as the server sent it; default: by the file's name.")
@click.option(
    "--manifest", type=click.Path(path_type=Path), metavar="IN.jsonl", help="Many pages, one a line."
)
@click.option("--output", type=click.Path(path_type=Path), metavar="OUT.jsonl", help="Where the texts go.")
@click.option(
    "--jobs", type=click.IntRange(min=0, max=256), help="Worker processes; default: one a processor."
)
def command(
    file: str | None, content_type: str | None, manifest: Path | None, output: Path | None, jobs: int | None
) -> None:
    """Print charset, evidence and text of one saved page (`id` is FILE), or write those of a manifest."""
    check_forms(file, manifest, output, {"--content-type": content_type})
    if manifest is not None and output is not None:
        verdicts = answer_manifest(
            manifest, output, jobs=jobs, answer=decoded_line, refuse=refused_decoding, label="decode"
        )
        say_verdicts(verdicts, output)
    elif file is not None:
        page, found = read_saved(file, content_type=content_type)
        decoded = (
            DecodedPage(page=page, text="", charset=None, error=found.error) if found.error else decode(page)
        )
        print_json(decoding_record(file, decoded))
