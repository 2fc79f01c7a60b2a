"""Who stands alone under the headline and is introduced at the end as one who writes is the author."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.metadata.introductions import introduced_names

NAME = "Julia Gralbeck"
TEXT = (
    "Although you may have booked a fine room, there are always tricks to make the most of a stay by water.",
    "Its gates were hung in 1932 and have been mended three times since, the last time after a flood.",
    "A ferry takes people across meanwhile; it leaves the north pier every half hour from six o'clock on.",
    "Bring bread and a coat, for the wind on the water is cold in the morning, whatever the sun promises.",
)
WRITER = f"{NAME} is a freelance travel writer and keeps a guide to small hotels beside canals and rivers."
AUTORIN = f"{NAME} ist freie Journalistin und schreibt seit 1998 über kleine Gasthöfe an Kanälen und Flüssen."
SINGER = f"{NAME} is a singer and has kept the small hotel beside the upper lock with her sister since 1998."
ALONE = ("Travel", NAME, "Canal Hotel Tricks")
TITLES = ("Ten tricks for a stay by the canal",)


def test_a_page_introduces_its_author() -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    menu = "".join(f"<li>{one}</li>" for one in ("Travel", "Arts & Culture", "Healthy Lifestyle", "Fashion"))
    page = (
        f"<html lang=en><head><title>{TITLES[0]} | Lock Hotels</title></head><body><ul>{menu}</ul><main>"
        f"<h1>{TITLES[0]}</h1><div><p><img src=/head.jpg>{NAME}</p><h2>Canal Hotel Tricks</h2>{text}"
        f"<p>{WRITER}</p></div></main></body></html>"
    )
    found = run_stages(FetchedPage(url="https://lock.example/blog/tricks/", body=page.encode()))
    assert found.facts.authors == (NAME,)


@pytest.mark.parametrize("end", [WRITER, AUTORIN])
def test_who_is_introduced_as_one_who_writes_is_the_author(end: str) -> None:
    assert introduced_names(ALONE, (end, "Back to top"), (*TEXT, end), TITLES) == (NAME,)


@pytest.mark.parametrize(
    ("alone", "end", "text", "titles"),
    [
        (ALONE, SINGER, TEXT, TITLES),
        (("Travel", "Canal Hotel Tricks"), WRITER, TEXT, TITLES),
        (ALONE, "Our hotels are open from May to October.", TEXT, TITLES),
        (ALONE, WRITER, TEXT, ("Ten tricks of Gralbeck",)),
        (ALONE, WRITER, (*TEXT, "These are tricks of Gralbeck, whose guide is in its tenth year."), TITLES),
        (ALONE, WRITER, ("Where do you sleep?", *TEXT, "And what do you bring?"), TITLES),
    ],
)
def test_who_is_told_of_is_not(
    alone: tuple[str, ...], end: str, text: tuple[str, ...], titles: tuple[str, ...]
) -> None:
    assert introduced_names(alone, (end,), (*text, end), titles) == ()
