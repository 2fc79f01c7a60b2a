"""`newsarchive decode`: only decodes bytes to characters, with the evidence for the charset."""

from __future__ import annotations

from pathlib import Path

from newsarchive.cli.saved_pages import answer_manifest, print_json, read_saved, say_verdicts
from newsarchive.imports.line_results import decoded_line, decoding_record, refused_decoding
from newsarchive.stages import decode
from newsarchive.text.decoding.page_decoding import undecoded_page


def decode_manifest(manifest: Path, output: Path, jobs: int | None) -> None:
    """Write the text of each page of the manifest, one per line, and print how many could be decoded."""
    verdicts = answer_manifest(
        manifest, output, jobs=jobs, answer=decoded_line, refuse=refused_decoding, label="decode"
    )
    say_verdicts(verdicts, output)


def decode_file(file: str, content_type: str | None) -> None:
    """Print charset, evidence and text of one page as indented JSON."""
    page, found = read_saved(file, content_type=content_type)
    decoded = undecoded_page(page, found.error) if found.error else decode(page)
    print_json(decoding_record(file, decoded))
