"""Which watch is told of which change: one case a line, and what holds of any texts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.storage.interfaces.watch_store import DeliveryPart, MatchKind, OutgoingMessage, WatchedChange
from newsarchive.watches.channels import mail_route
from newsarchive.watches.delivery import mail_of
from newsarchive.watches.watch_declaration import Watch
from newsarchive.watches.watch_files import read_watch
from newsarchive.watches.watch_matching import WatchIndex, changed_sentences
from newsarchive.watches.watch_messages import composed
from tests.storage.making import NOON

ROUTE = mail_route("smtp://mail.example/?from=a@news.example&to=b@news.example")


def watch(**fields: Any) -> Watch:
    found = read_watch("w", fields)
    assert isinstance(found, Watch), found
    return found


def change(old: str | None, new: str, **facts: Any) -> WatchedChange:
    made = WatchedChange(
        said=MatchKind.NEW if old is None else MatchKind.EDITED,
        revision_id=1,
        event_id=0,
        article_id=1,
        number=1 if old is None else 2,
        source="bay",
        url="https://www.bay.example/politics/1",
        title="Pier",
        text=new,
        authors=("Ada Holm",),
        language="en",
        script=None,
        old_title=None if old is None else "Pier",
        old_text=old,
        old_authors=() if old is None else ("Ada Holm",),
        stealth=False,
        captured_at=NOON,
        at=NOON,
    )
    return replace(made, **facts)


def told(one: Watch, of: WatchedChange) -> MatchKind | None:
    return next((kind for _, kind in WatchIndex([one]).matches(of)), None)


ADDED = {"words": "ferry", "on": ["added"]}
ADDED_TOLD = [
    ("All is well.", "All is well. The ferry is late.", True),
    ("The ferry is late.", "The ferry is late. It rains.", False),
    ("The ferry is late.", "The ferry is very late.", False),
    ("The ferry is late. It rains.", "It rains.", False),
    ("One.\nThe ferry is late.\nTwo.\nThree.", "One.\nTwo.\nThree.\nThe ferry is late.", False),
    ("The ferry is late.", "The ferry is late. Another ferry comes.", True),
    ("The boat is late.", "The ferry is late.", True),
    ("It rains.", "It rains 3.5 mm. The FERRY waits.", True),
]


@pytest.mark.parametrize(("old", "new", "is_told"), ADDED_TOLD)
def test_added_text_only(old: str, new: str, is_told: bool) -> None:
    assert told(watch(**ADDED), change(old, new)) is (MatchKind.ADDED if is_told else None)


@pytest.mark.parametrize(
    ("fields", "of", "kind"),
    [
        ({"words": "渡"}, change(None, "今天没有轮渡。", title="新闻"), MatchKind.NEW),
        ({"words": "輪渡"}, change(None, "今天没有轮渡。"), MatchKind.NEW),
        ({"words": "轮渡", "on": ["added"]}, change("今天有船。", "今天有船，轮渡停航。"), MatchKind.ADDED),
        ({"words": '"night ferry"'}, change(None, "A night at the ferry."), None),
        ({"words": "night -ferry"}, change(None, "A night at the ferry."), None),
        ({"words": "night -ferry"}, change(None, "A night at sea."), MatchKind.NEW),
        ({"words": "ferry"}, change("The ferry.", "The boat."), MatchKind.EDITED),
        ({"words": "ferry", "smallest_change": 50}, change("The ferry.", "The boat."), None),
        ({"addresses": ["http://bay.example/politics/"]}, change(None, "x"), MatchKind.NEW),
        ({"addresses": ["https://bay.example/sport/"]}, change(None, "x"), None),
        ({"authors": ["holm"]}, change(None, "x"), MatchKind.NEW),
        ({"authors": ["hol"]}, change(None, "x"), None),
        ({"sources": ["bay"], "languages": ["zh"]}, change(None, "x"), None),
        ({"sources": ["bay"], "on": ["headline"]}, change("x", "y"), None),
        ({"sources": ["bay"], "on": ["headline"]}, change("x", "x", title="Lamp"), MatchKind.HEADLINE),
        ({"sources": ["bay"], "on": ["headline"]}, change("x", "x", title=" Pier "), None),
        ({"sources": ["bay"]}, change(None, "x", said=MatchKind.WITHDRAWN), None),
        (
            {"sources": ["bay"], "on": ["withdrawn"]},
            change(None, "x", said=MatchKind.RETURNED),
            MatchKind.RETURNED,
        ),
    ],
)
def test_what_is_told(fields: dict[str, Any], of: WatchedChange, kind: MatchKind | None) -> None:
    assert told(watch(**fields), of) is kind


TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("a轮。.\n \u202e<&"), max_size=60)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_is_matched_and_told(old: str, new: str, title: str) -> None:
    """Nothing raises; a message is one header, escaped markup, and has no control of direction."""
    everything = [watch(sources=["bay"], on=["edited"]), watch(words="a", on=["added"])]
    edit = change(old, new, title=title, authors=(title,), url=f"http://x.example/{title}")
    kinds = {kind for _, kind in WatchIndex(everything).matches(edit)}
    assert MatchKind.EDITED in kinds
    assert all(one.old != one.new for one in changed_sentences(old, new))
    for kind in MatchKind:
        part = DeliveryPart(number=1, kind=kind, change=edit)
        message = OutgoingMessage(
            key="k", watch="w", channel="c", attempts=1, again=False, parts=(part, part)
        )
        shown = composed(message, title)
        assert "\n" not in shown.subject
        assert not {"\u202e", "\x1b", "\r"} & {*shown.subject, *shown.text, *shown.html}
        mail = mail_of(shown, ROUTE, "w", NOON)
        assert [name for name in mail if name in {"Bcc", "Subject"}] == ["Subject"]
        mail.as_bytes()


def test_a_thousand_watches_are_told_apart() -> None:
    many = [watch(words=f"word{n} ferry").model_copy(update={"name": f"w{n}"}) for n in range(1_000)]
    index = WatchIndex([*many, watch(sources=["bay"], on=["new"])])
    assert [one.name for one, _ in index.matches(change(None, "The ferry, word7 and word70."))] == [
        "w",
        "w7",
        "w70",
    ]
