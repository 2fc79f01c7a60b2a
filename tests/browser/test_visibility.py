"""What a real Chromium shows of the pages that hide a line, beside what the tests of the text say."""

from __future__ import annotations

import json
import subprocess
from html import escape
from pathlib import Path

from tests.text.page.hidden_pages import hiding_pages

# Shown is a line of which a letter can be hit: scrolled to, in the window, cut off by nothing. What a reader
# can open is opened first.
LOOK = """<script>
addEventListener("load", () => {
  const shown = element => {
    if (!element || !element.checkVisibility({opacityProperty: true, visibilityProperty: true})) return false;
    if (parseFloat(getComputedStyle(element).fontSize) <= 1) return false;
    const inside = element.ownerDocument.createRange();
    inside.selectNodeContents(element);
    return [...inside.getClientRects()].some(({left, right, top, bottom}) => {
      const hit = element.ownerDocument.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return hit !== null && element.contains(hit);
    });
  };
  said.textContent = JSON.stringify([...document.querySelectorAll("iframe")].map(frame => {
    const page = frame.contentDocument;
    page.querySelectorAll("details").forEach(details => details.open = true);
    return [shown(page.querySelector(".hidden-one")), shown(page.querySelector(".shown-one"))];
  }));
});
</script>"""


def test_chromium_hides_and_shows_the_same(chromium: str, tmp_path: Path) -> None:
    pages = hiding_pages()
    frames = "".join(
        f'<iframe width=1280 height=720 style="border:0" srcdoc="{escape(page.source)}"></iframe>'
        for page in pages
    )
    page = tmp_path / "pages.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8><pre id=said></pre>{LOOK}{frames}", "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}")
    done = subprocess.run(
        [chromium, *options, "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
        cwd=tmp_path,
    )
    said = json.loads(done.stdout.partition('<pre id="said">')[2].partition("</pre>")[0])
    differing = {one.name: answer for one, answer in zip(pages, said, strict=True) if answer != [False, True]}
    assert differing == {}
