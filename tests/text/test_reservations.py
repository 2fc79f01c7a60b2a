"""What pages reserve, read from headers and markup, and what the settings make of it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.evidence import ReservationKind, ReservationOrigin
from newsarchive.hints import PageHints, ReservationPolicy
from newsarchive.items import FetchedPage, Reservation
from newsarchive.stages import run_stages
from newsarchive.text.reservations import reservations_of, withheld

NOARCHIVE = Reservation(ReservationKind.NOARCHIVE, ReservationOrigin.META, "noarchive")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("noarchive", "noarchive"),
        ("noindex, NoArchive", "noindex, NoArchive"),
        ("none", "none"),
        ("newsarchive: noarchive", "noarchive"),
        ("unavailable_after: 25 Jun 2027, noarchive", "unavailable_after: 25 Jun 2027, noarchive"),
    ],
)
def test_headers_that_say_noarchive(header: str, value: str) -> None:
    assert reservations_of([("X-Robots-Tag", header)], "") == (
        Reservation(ReservationKind.NOARCHIVE, ReservationOrigin.HEADER, value),
    )


@pytest.mark.parametrize(
    ("headers", "source"),
    [
        ([("X-Robots-Tag", "otherbot: noarchive")], ""),
        ([("X-Robots-Tag", "noindex, nofollow, nosnippet")], ""),
        ([("X-Other", "noarchive"), ("tdm-reservation", "0")], ""),
        ([], '<meta name="description" content="noarchive">'),
        ([], '<meta name="otherbot" content="noarchive">'),
        ([], '<!-- <meta name="robots" content="noarchive"> -->'),
        ([], "<script>x = '<meta name=robots content=noarchive>'</script>"),
        ([], '<!-- a - b -- c -> <meta name="robots" content="noarchive"> -->'),
        ([], '<!-- never closed <meta name="robots" content="noarchive">'),
        ([], '<meta name="tdm-reservation" content="0">'),
        ([], '<meta content="noarchive">'),
    ],
)
def test_what_reserves_nothing(headers: list[tuple[str, str]], source: str) -> None:
    assert reservations_of(headers, source) == ()


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="robots" content="noarchive">',
        "<META CONTENT='noarchive' NAME='ROBOTS' />",
        "<meta name=robots content=noarchive>",
        '<!-- a - b --><meta name="robots" content="noarchive">',
        '<script>if (1 < 2) {}</script><meta\nname="newsarchive"\ncontent="noarchive">',
    ],
)
def test_markup_that_says_noarchive(tag: str) -> None:
    assert reservations_of([], f"<html><head>{tag}{tag}</head>") == (NOARCHIVE,)


def test_mining_reserved_in_header_and_markup() -> None:
    policy = "https://quay.example/policy.json"
    metas = f'<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="{policy}">'
    assert reservations_of([("TDM-Reservation", "1")], metas) == (
        Reservation(ReservationKind.TDM, ReservationOrigin.HEADER, "1"),
        Reservation(ReservationKind.TDM, ReservationOrigin.META, f"1 {policy}"),
    )


def test_each_setting_is_obeyed() -> None:
    tdm = Reservation(ReservationKind.TDM, ReservationOrigin.HEADER, "1")
    chosen: Any = product(("keep", "text_only", "refuse"), ("record", "refuse"))
    table = {
        (noarchive, mining): withheld((NOARCHIVE, tdm), ReservationPolicy(noarchive=noarchive, tdm=mining))
        for noarchive, mining in chosen
    }
    assert table == {
        ("keep", "record"): (None, True),
        ("text_only", "record"): (None, False),
        ("refuse", "record"): ("noarchive", False),
        ("keep", "refuse"): ("tdm_reserved", False),
        ("text_only", "refuse"): ("tdm_reserved", False),
        ("refuse", "refuse"): ("tdm_reserved", False),
    }
    assert withheld((), ReservationPolicy(noarchive="refuse", tdm="refuse")) == (None, True)


def test_the_stages_carry_it() -> None:
    body = b'<meta name="robots" content="noarchive"><p>Nothing much.</p>'
    page = FetchedPage(url="https://quay.example/a", body=body, content_type="text/html")
    article = run_stages(page, PageHints(rights=ReservationPolicy(noarchive="text_only")))
    assert (
        article.facts.rights.reservations,
        article.facts.rights.withheld,
        article.facts.rights.keep_body,
    ) == ((NOARCHIVE,), None, False)


@given(st.text(alphabet="<>!-metascriptynonearchive =\"'/ \n", max_size=400))
def test_never_raises(source: str) -> None:
    reservations_of([("x-robots-tag", source)], source)


def test_unclosed_tags_cost_no_more_than_their_length() -> None:
    assert reservations_of([], "<script" * 200_000) == ()
    assert reservations_of([], "<meta " * 200_000) == ()
