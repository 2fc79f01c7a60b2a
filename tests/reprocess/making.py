"""A folder of saved pages of one declared source; a third of them carry a box that a selector can cut."""

from __future__ import annotations

import json
from pathlib import Path

from tests.asking import ask, change
from tests.cli.inside import run
from tests.text.boilerplate.making import sentences

BOX = "Subscribe to the harbour letter and read it every morning before the first boat leaves the pier."
PLAIN = 'title = "Quay"\n[addresses]\nurls = ["https://quay.example/1"]\n'
CUTTING = PLAIN + '[extraction]\nremove = [".letter"]\n'


def url_of(number: int) -> str:
    return f"https://quay.example/story/{number}"


def has_box(number: int) -> bool:
    return number % 3 == 0


def html(number: int) -> str:
    paragraphs = [f"<p>{line}</p>" for line in sentences(number)]
    if has_box(number):
        paragraphs.insert(2, f'<p class="letter">{BOX}</p>')
    head = f"<title>Lamp {number} is lit</title><meta name=author content='Ada Holm'>"
    body = f"<article><h1>Lamp {number} is lit</h1>{''.join(paragraphs)}</article>"
    return f"<html><head>{head}</head><body>{body}</body></html>"


class Quay:
    """The pages, the source's file, and the command line over an archive."""

    def __init__(self, folder: Path, url: str, pages: int) -> None:
        self.folder, self.url, self.pages = folder, url, pages
        (folder / "sources").mkdir(parents=True)
        self.variables = {
            "NEWSARCHIVE_DATABASE_URL": url,
            "NEWSARCHIVE_SOURCES": str(folder / "sources"),
            "NEWSARCHIVE_WORKERS": "0",  # worker processes have tests of their own
        }
        lines = []
        for number in range(pages):
            (folder / f"{number}.html").write_text(html(number), encoding="utf-8")
            line = {"id": str(number), "path": f"{number}.html", "url": url_of(number), "source": "quay"}
            lines.append(json.dumps(line | {"fetched_at": f"2026-03-14T12:{number % 60:02d}:00Z"}))
        (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def declare(self, toml: str) -> None:
        (self.folder / "sources" / "quay.toml").write_text(toml, encoding="utf-8")

    def run(self, *words: str) -> tuple[int, str, str]:
        """Run the command in this process: code, stdout and stderr; starting Python anew costs 1.5 s each."""
        return run(*words, cwd=self.folder, variables=self.variables)

    def fill(self) -> None:
        self.declare(PLAIN)
        code, _, said = self.run("import", "pages", "in.jsonl")
        assert code == 0, said

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        return ask(self.url, sql)

    def change(self, sql: str) -> None:
        """Change the archive behind its back."""
        change(self.url, sql)

    def contents(self) -> dict[str, list[tuple[object, ...]]]:
        """What the archive holds, without row numbers and the times of recording."""
        return {sql: self.ask(sql) for sql in CONTENTS}


def listed(quay: Quay, *words: str) -> list[dict[str, object]]:
    code, out, said = quay.run("reprocess", "--format", "jsonl", *words)
    assert code == 0, said
    return [json.loads(line) for line in out.splitlines()]


READERS = "SELECT f.url, r.outcome, r.reader FROM rereads r JOIN fetches f ON f.id = r.fetch_id ORDER BY 1"
CONTENTS = (
    "SELECT url, revision, title, text, authors, cause FROM article_history ORDER BY url, revision",
    "SELECT url, revision, title, text, authors, removed_blocks FROM current_articles ORDER BY url",
    "SELECT url, revision, place, kind, rule, text FROM removed_text ORDER BY 1, 2, 3, 4, 5, 6",
    "SELECT url, event, reason, detail FROM url_events e JOIN urls u ON u.id = e.url_id ORDER BY 1, 2",
    READERS,
    "SELECT url, state FROM urls ORDER BY url",
    "SELECT url, outcome, verdict, reason FROM fetches ORDER BY url",
)
