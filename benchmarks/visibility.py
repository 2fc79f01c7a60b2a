"""What of the archived text a real Chromium shows, and how much of the visible answer is archived.

    python -m benchmarks.visibility RECORDS.jsonl --sets fundus,wcxb_article --minutes 10

RECORDS are what `newsarchive extract --manifest` wrote of the corpora. Each page is laid out with no network
and without scripts, closed details and panels below their button opened; a letter is visible where its box
is. Pages whose sites are kept for scoring are counted, unless --part says otherwise.

Two shares say how much of the archive is invisible. The first counts every letter that this browser does not
show. Sites hide their article until a script or a linked sheet has come, and the corpora have neither: the
people who wrote the answers saw it. So the second leaves out what stands in the answer: what then remains, no
reader is known to have seen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Route, sync_playwright

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.lines import read_lines
from benchmarks.evaluation.sites import Sites, part_of
from newsarchive.browser.chromium import find_chromium
from newsarchive.environment import CHROMIUM
from newsarchive.imports.page_file import read_page_file
from newsarchive.items import FetchedPage
from newsarchive.stages import decode
from newsarchive.text.letters import letters_only

# Letters looked for at a time in a line that is not on the page as a whole.
PIECE = 20
LOOK = """() => {
  const openPanels = button => button.getAttribute("aria-controls").split(/\\s+/).forEach(id => {
    const panel = document.getElementById(id);
    const heads = [panel, panel?.parentElement, panel?.parentElement?.parentElement];
    if (!heads.some(box => box?.previousElementSibling?.contains(button))) return;
    panel.hidden = false;
    panel.style.setProperty("display", "block", "important");
  });
  document.querySelectorAll("noscript").forEach(element => element.remove());
  document.querySelectorAll("details").forEach(element => element.open = true);
  document.querySelectorAll("button[aria-controls], [role=button][aria-controls]").forEach(openPanels);
  const known = new Map();
  const shown = element => {
    if (known.has(element)) return known.get(element);
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const clipped = /hidden|clip/.test(style.overflow) && style.display !== "inline"
      && (box.width <= 2 || box.height <= 2);
    const cut = style.clip.startsWith("rect(0px, 0px") || style.clip.startsWith("rect(1px, 1px")
      || /inset[(](50|100)%/.test(style.clipPath);
    const above = element.parentElement;
    const seen = !clipped && !cut && (!above || shown(above));
    known.set(element, seen);
    return seen;
  };
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || !element || /^(SCRIPT|STYLE|TEMPLATE)$/.test(element.tagName)) continue;
    if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    if (!shown(element)) continue;
    if (parseFloat(getComputedStyle(element).fontSize) <= 1) continue;
    range.selectNodeContents(node);
    const inside = box => box.width > 0 && box.height > 0 && box.right > 0 && box.bottom + scrollY > 0;
    if ([...range.getClientRects()].some(inside)) texts.push(node.data);
  }
  return texts.join(" ");
}"""


@dataclass
class Tally:
    """Letters: archived, of those visible, of the rest in the answer; visible in the answer, and kept."""

    pages: int = 0
    archived: int = 0
    archived_visible: int = 0
    archived_answer: int = 0
    gold_visible: int = 0
    gold_kept: int = 0

    def add(self, archived: Sequence[str], gold: Sequence[str], visible: str) -> None:
        """Count a page; all texts are its lines, `visible` the letters a browser shows."""
        self.pages += 1
        kept, answer = ("".join(map(letters_only, lines)) for lines in (archived, gold))
        for line in map(letters_only, archived):
            self.archived += len(line)
            unseen = [] if line in visible else [piece for piece in _pieces(line) if piece not in visible]
            self.archived_visible += len(line) - _size(unseen)
            self.archived_answer += _size(piece for piece in unseen if piece in answer)
        for line in map(letters_only, gold):
            if line and line in visible:
                self.gold_visible += len(line)
                self.gold_kept += _found(line, kept)

    def report(self) -> str:
        """Return the shares in a line."""
        unseen = 1 - self.archived_visible / max(1, self.archived)
        unknown = unseen - self.archived_answer / max(1, self.archived)
        kept = self.gold_kept / max(1, self.gold_visible)
        return (
            f"{self.pages} pages: {unseen:.3%} of {self.archived} archived letters invisible,"
            f" {unknown:.3%} and not in the answers;"
            f" {kept:.3%} of {self.gold_visible} visible letters of the answers kept"
        )


def _found(line: str, text: str) -> int:
    """How many letters of a line are in a text: all, or those of its pieces that are."""
    return len(line) if line in text else _size(piece for piece in _pieces(line) if piece in text)


def _pieces(line: str) -> list[str]:
    return [line[at : at + PIECE] for at in range(0, len(line), PIECE)]


def _size(pieces: Iterable[str]) -> int:
    return sum(map(len, pieces))


def visible_letters(browser: Browser, source: str, folder: Path) -> str:
    """Return the letters of a page that a browser shows without scripts or a network."""
    file = folder / "page.html"
    # The mark at the beginning, or the browser believes the charset that the page says it has.
    file.write_text(source, "utf-8-sig", errors="replace")
    context = browser.new_context(
        java_script_enabled=False, offline=True, viewport={"width": 1280, "height": 720}
    )
    try:
        page = context.new_page()
        page.route("**/*", lambda route: _only(route, file.as_uri()))
        page.goto(file.as_uri(), wait_until="domcontentloaded", timeout=20_000)
        return letters_only(str(page.evaluate(LOOK)))
    finally:
        context.close()


def _source(page: dict[str, str]) -> str:
    file = read_page_file(page["path"])
    return decode(FetchedPage(url=page["url"], body=file.body)).text


def _only(route: Route, address: str) -> None:
    if route.request.url == address:
        route.continue_()
    else:
        route.abort()


def main() -> None:
    """Lay the pages out and print the shares, set by set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("--sets", default="fundus,wcxb_article")
    parser.add_argument("--part", choices=("score", "look", "all"), default="score")
    parser.add_argument("--minutes", type=float, default=60)
    asked = parser.parse_args()
    chromium = find_chromium(CHROMIUM.given())
    if chromium is None:
        sys.exit("No Chromium is found.")
    until = time.monotonic() + 60 * asked.minutes
    records = {row["id"]: row for row in read_lines(asked.records)}
    corpora, sets = Corpora(), tuple(asked.sets.split(","))
    sites = Sites(corpora, sets).by_page
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in sets:
            tally, failed = Tally(), 0
            for row, page in zip(corpora.gold(name), corpora.manifest(name), strict=True):
                record = records.get(page["id"])
                if record is None or asked.part not in ("all", part_of(sites[page["id"]])):
                    continue
                if time.monotonic() > until:
                    break
                try:
                    visible = visible_letters(browser, _source(page), Path(folder))
                except Error:
                    failed += 1
                    continue
                tally.add(
                    (record.get("text") or "").split("\n"), (row.get("text") or "").split("\n"), visible
                )
            print(f"{name}: {tally.report()}; {failed} failed", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
