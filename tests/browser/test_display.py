"""How a real Chromium lays out each element of the standard, beside what the text takes it for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from newsarchive.text.page.html_display import BLOCK, IN_SENTENCES, PLAIN_PHRASES, UNSEEN_TAGS
from tests.text.extraction.test_inline_words import OBSOLETE, STANDARD

# Where we differ, and why.
ENDS_A_LINE = {"br"}
# Shown by browsers: no word of the page, but what a control offers or holds, a reading set above its base,
# code, or words for a browser that has no player, picture, frame or scripts.
NO_WORDS = {
    *("annotation", "annotation-xml", "fencedframe", "iframe", "optgroup", "option", "rt", "rtc", "select"),
    *("audio", "canvas", "noscript", "svg", "textarea", "video"),
}
CLOSED = {"dialog"}  # a block once it is open
# What one Chromium hides and another shows, as 150 does an area, or does not know any more.
CHANGING = {"area", "audio", "rp", "param", "fencedframe"}
NAMES = sorted({*STANDARD, *OBSOLETE, *BLOCK, *UNSEEN_TAGS, *PLAIN_PHRASES})
PAGE = """<!DOCTYPE html><html><body><pre id=said></pre><script>
said.textContent = %s.map(name => {
  const holder = document.body.appendChild(document.createElement("div"));
  const element = holder.appendChild(document.createElement(name));
  element.textContent = "x";
  const display = getComputedStyle(element).display;
  holder.remove();
  return name + "=" + display;
}).join("\\n")
</script></body></html>"""


@pytest.fixture(scope="module")
def displays(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What getComputedStyle(…).display says of each element, alone in a div."""
    folder = tmp_path_factory.mktemp("display")
    page = folder / "page.html"
    page.write_text(PAGE % NAMES, "utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    done = subprocess.run(
        [chromium, *options, "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        cwd=Path(folder),
    )
    said = done.stdout.partition('<pre id="said">')[2].partition("</pre>")[0]
    return dict(line.split("=") for line in said.split("\n"))


def test_chromium_was_asked_for_all(displays: dict[str, str]) -> None:
    assert sorted(displays) == NAMES
    assert displays["p"] == "block"
    assert displays["script"] == "none"
    assert displays["b"] == "inline"


def test_blocks_are_its_blocks(displays: dict[str, str]) -> None:
    blocks = {
        name
        for name, display in displays.items()
        if display in ("block", "list-item") or display.startswith("table")
    }
    # A marquee is inline-block: a box in the line, of which is_box asks whether it stands in a sentence.
    assert blocks | ENDS_A_LINE | CLOSED | {"head", "marquee"} == BLOCK
    assert displays["marquee"].startswith("inline") and "marquee" in IN_SENTENCES
    assert displays["button"].startswith("inline") and "button" in IN_SENTENCES


def test_unseen_is_what_it_hides(displays: dict[str, str]) -> None:
    hidden = {name for name, display in displays.items() if display == "none"}
    assert (hidden | NO_WORDS) - CLOSED - CHANGING == UNSEEN_TAGS - CHANGING
    assert CHANGING <= UNSEEN_TAGS


def test_phrases_stand_in_the_line(displays: dict[str, str]) -> None:
    assert {name for name in PLAIN_PHRASES if not displays[name].startswith("inline")} == set()
