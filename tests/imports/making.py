"""Invented saved pages and manifests for tests."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

STORY = (
    "The council of Lantern Bay voted on Tuesday to rebuild the old ferry pier after nine years of debate.",
    "Engineers will begin work in the spring, and the ferry company expects the first boat in two years.",
    "Residents who spoke at the meeting asked for a waiting room with heating and a place for bicycles.",
    "The mayor said the money would come from the harbour fund and not from a new tax on visitors.",
)


def html(title: str = "Pier to be rebuilt", paragraphs: tuple[str, ...] = STORY, head: str = "") -> bytes:
    """Return an article page as a small newspaper would serve it."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


class Saved:
    """A folder of page files and the manifest that names them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[dict[str, Any]] = []

    def add(self, name: str, body: bytes | None, **keys: Any) -> None:
        """Write a page (gzipped when named so, not at all for None) and its manifest line."""
        path = self.folder / name
        if body is not None:
            path.write_bytes(gzip.compress(body) if name.endswith(".gz") else body)
        self.lines.append({"id": name, "path": str(path)} | keys)

    def manifest(self, name: str = "in.jsonl") -> Path:
        """Write the manifest and return where."""
        path = self.folder / name
        path.write_text("".join(json.dumps(line) + "\n" for line in self.lines), encoding="utf-8")
        return path
