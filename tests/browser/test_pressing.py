"""What a watch lets a page ask once a control was pressed, and what it presses; without a browser."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import pytest

from newsarchive.browser.leafing import PageLeafing
from newsarchive.browser.watching import PageWatch
from newsarchive.discovery.sections.list_controls import Control

HOME = "https://h.example/news/"
BUTTON = {
    "number": 1,
    "tag": "button",
    "words": "Load more",
    "names": "",
    "plain": False,
    "options": [],
    "chosen": -1,
    "after": True,
    "tab": False,
    "form": False,
}


class Shown:
    """A page that answers scripts with what it was given, and counts what is pressed."""

    def __init__(self, told: object, url: str = HOME) -> None:
        self.told, self.url, self.pressed = told, url, 0
        self.frames: list[object] = []

    async def evaluate(self, _script: str, *given: object) -> object:
        self.pressed += bool(given)
        return self.told


def watch() -> PageWatch:
    return PageWatch(holds_list=lambda _: True, may_fetch=lambda _: True)


def asks(path: str, body: str) -> Any:
    return SimpleNamespace(
        resource_type="fetch", method="POST", url=f"https://h.example{path}", post_data=body
    )


@pytest.mark.parametrize(("words", "stopped"), [("Load more", False), ("Tuilleadh", True)])
def test_what_no_word_asked_for_changes_nothing(words: str, stopped: bool) -> None:
    seen, shown = watch(), Shown(True)
    control = Control(number=1, tag="button", words=words, after=True)
    asyncio.run(seen._use(shown, control, 1))  # type: ignore[arg-type]
    assert seen.refuses(asks("/api/gefaellt", '{"type": 1, "node_id": 12}')) is stopped
    assert not seen.refuses(asks("/api/weiter", '{"page": 2}'))


@pytest.mark.parametrize("told", [None, "x", [None, 1, []], [{}], [{**BUTTON, "number": {}}], {"a": 1}])
def test_a_page_whose_scripts_lie_has_no_controls(told: object) -> None:
    assert asyncio.run(watch()._controls(Shown(told))) == []  # type: ignore[arg-type]
    assert len(asyncio.run(watch()._controls(Shown([BUTTON])))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(("url", "pressed"), [(HOME, 1), ("https://elsewhere.example/", 0)])
def test_nothing_is_pressed_on_another_site(url: str, pressed: int) -> None:
    leafing, page = PageLeafing(pause=0, seconds=5), Shown([BUTTON], url)
    leafing.page_url = HOME
    asyncio.run(leafing._press_on(page, time.monotonic() + 5))  # type: ignore[arg-type]
    assert page.pressed == pressed
    assert leafing.has_left(page) is (url != HOME)  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["chrome-error://chromewebdata/", "about:blank", ""])
def test_a_page_that_was_stopped_is_left(url: str) -> None:
    leafing = PageLeafing(pause=0, seconds=5)
    leafing.page_url = HOME
    assert leafing.has_left(Shown([], url))  # type: ignore[arg-type]


@pytest.mark.parametrize(("url", "known"), [(HOME, 1), ("https://elsewhere.example/", 0)])
def test_the_links_of_another_site_are_not_the_lists(url: str, known: int) -> None:
    leafing, page = PageLeafing(pause=0, seconds=5), Shown([], url)
    page.frames = [Shown([["https://elsewhere.example/2026/1", "A headline of another site", False]])]
    leafing.page_url = HOME
    asyncio.run(leafing._look(page))  # type: ignore[arg-type]
    assert len(leafing.offered) == known
