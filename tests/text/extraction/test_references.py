"""A label over links, or a headline in capitals, leads elsewhere; linked sentences of the story stay."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages

NEWS = (
    "The ferry to the northern islands stays in harbour until Thursday, the company said on Monday evening.",
    "Two of its three engines had failed in the storm, and the spare parts come by train from the capital.",
    "Passengers get their money back, or a place on the bus that leaves at seven each morning.",
    "The islanders, some of whom have waited since Friday, asked for a ship of the navy in vain.",
)
FIRST = '<a href="/story/1">Harbour dispute enters its second week</a>'
SECOND = '<a href="/story/2">Railway wins a year of grace</a>'
CRIED = "FERRY STRIKE OFF AFTER LATE-NIGHT TALKS"
CREW = "WE THE CREW DEMAND OUR WAGES NOW AND IN FULL"


def read(amid: str) -> CleanArticle:
    before, after = ("".join(f"<p>{line}</p>" for line in some) for some in (NEWS[:2], NEWS[2:]))
    markup = (
        "<html><body><main><article><h1>Ferry to the northern islands stays in harbour</h1>"
        f"<div>{before}{amid}{after}</div></article></main></body></html>"
    )
    page = FetchedPage(
        url="https://h.example/news/ferry", body=markup.encode(), content_type="text/html; charset=utf-8"
    )
    return run_stages(page)


@pytest.mark.parametrize(
    "amid",
    [
        f"<p><strong>Read more:<br></strong>{FIRST}<br>{SECOND}</p>",
        f"<p><strong>Read more from Harbour News:</strong><br>{FIRST}<br>{SECOND}</p>",
        f"<p><strong>READ MORE:<br>* {FIRST}<br>* {SECOND}</strong></p>",
        f"<p><strong>Lesen Sie auch:</strong><br>{FIRST}<br>{SECOND}</p>",
        f"<p><strong>À lire aussi :</strong><br>{FIRST}<br>{SECOND}</p>",
        f"<p><strong>More:</strong>{FIRST}</p>",
        f"<p><strong>LIRE AUSSI. {FIRST}</strong></p>",
        f'<p><a href="/x" target="_blank"><u><strong>{CRIED}</strong></u></a></p>',
        f'<p><a href="https://h.example/x">{CRIED}</a></p>',
    ],
)
def test_it_leads_elsewhere(amid: str) -> None:
    article = read(amid)
    assert article.text.split("\n") == list(NEWS)
    assert "see_also" in {block.rule for block in article.removed}


@pytest.mark.parametrize(
    ("amid", "line"),
    [
        # What a label introduces is the story's own.
        ("<p>Read more:<br>The board meets on Friday.<br>The union meets on Monday.</p>", "Read more:"),
        (f"<p>Three things are known:<br>{FIRST}<br>{SECOND}</p>", "Three things are known:"),
        (f"<p>Read more:<br>{FIRST}<br>The board said so on Monday.</p>", "The board said so on Monday."),
        # A sentence with a link, a link to another site, a short name, a stop.
        (
            '<p>More: <a href="/x">the report</a> runs to ninety pages.</p>',
            "More: the report runs to ninety pages.",
        ),
        (f'<p><a href="https://union.example/x">{CRIED}</a></p>', CRIED),
        # A file, a place of this page, links to another site below a label.
        ('<p><a href="/news/files/letter.pdf">WE THE CREW DEMAND OUR WAGES NOW AND IN FULL</a></p>', CREW),
        ('<p><a href="#n1">WE THE CREW DEMAND OUR WAGES NOW AND IN FULL</a></p>', CREW),
        (
            '<p>More on the rules:<br><a href="https://law.example/1">Harbour Act of 1904</a></p>',
            "Harbour Act of 1904",
        ),
        ('<p><a href="/x">THE GRAND HARBOUR HOTEL</a></p>', "THE GRAND HARBOUR HOTEL"),
        (f'<p><a href="/x">{CRIED}.</a></p>', f"{CRIED}."),
        (f"<p><strong>{CRIED}</strong></p>", CRIED),
        (
            f'<p>“{CRIED}”, so the poster <a href="/x">on the quay</a></p>',
            f"“{CRIED}”, so the poster on the quay",
        ),
        (
            '<p><a href="/x"><strong>The harbour board met in secret on Monday night</strong></a></p>',
            "The harbour board met in secret on Monday night",
        ),
    ],
)
def test_what_the_story_says_itself_stays(amid: str, line: str) -> None:
    assert line in read(amid).text.split("\n")


def test_a_list_of_headlines_in_capitals_is_the_story() -> None:
    cried = [f"{CRIED} {number}" for number in range(6)]
    amid = "".join(f'<p><a href="/{line[-1]}">{line}</a></p><p>{NEWS[0]} {line[-1]}.</p>' for line in cried)
    assert {*cried} <= {*read(amid).text.split("\n")}


ITEMS = f"<ul><li>{FIRST}</li><li>{SECOND}</li></ul>"
LONE = (
    *("Also Read:", "Te puede interesar:", "Читайте также:", "یہ بھی پڑھیں:", "हेही वाचा:", "Soma pia:"),
    *("ასევე წაიკითხეთ", "Bunlar da ilginizi çekebilir", "இதையும் படிக்க", "延伸閱讀"),
)


@pytest.mark.parametrize("label", LONE)
def test_a_label_alone_goes_with_its_links(label: str) -> None:
    for amid in (
        f"<p><strong>{label}</strong></p>{ITEMS}",
        f"<h3>{label}</h3>{ITEMS}",
        f"<p><strong>{label}</strong></p><p>{FIRST}</p><p>{SECOND}</p>",
    ):
        assert read(amid).text.split("\n") == list(NEWS)


@pytest.mark.parametrize(
    ("amid", "lines"),
    [
        # Sources below a label, a label of the story's own, and one that introduces sentences.
        (
            '<p>Further reading:</p><p><a href="https://law.example/1">The Harbour Act, with notes</a></p>',
            ["Further reading:", "The Harbour Act, with notes"],
        ),
        (f"<p>What the board decided:</p><p>{FIRST}</p>", ["What the board decided:"]),
        ("<p>Read more:</p><p>The board meets on Friday, the union on Monday.</p>", ["Read more:"]),
        (
            '<h2>Further reading</h2><p><a href="/people/roe">Ada Roe, Harbour of memory</a></p>',
            ["Further reading"],
        ),
        # A book of another house.
        (
            '<p>Suggested reading: <a href="https://books.example/1">Ada Roe, Harbour of memory</a></p>',
            ["Suggested reading: Ada Roe, Harbour of memory"],
        ),
    ],
)
def test_a_label_of_the_storys_own_stays(amid: str, lines: list[str]) -> None:
    assert {*lines} <= {*read(amid).text.split("\n")}


LONG_NEWS = tuple(f"{line[:-1]}, as was said {when}." for when in ("then", "now", "since") for line in NEWS)


def read_long(amid: str) -> list[str]:
    lines = "".join(f"<p>{line}</p>" for line in LONG_NEWS[3:])
    return read(f"{amid}{lines}").text.split("\n")


LINKED = "Railway wins a year of grace from its banks"


@pytest.mark.parametrize(
    "amid",
    [
        f'<p><a href="/news/railway">{LINKED}</a></p>',
        f'<p>&gt;&gt; <a href="/news/railway">{LINKED}</a></p>',
        f'<p><strong><a href="https://whatsapp.com/channel/0029">{LINKED}</a></strong></p>',
        f'<p><a href="https://t.me/harbour">{LINKED}.</a></p>',
    ],
)
def test_a_lone_link_between_paragraphs_goes(amid: str) -> None:
    assert not any(LINKED in line for line in read_long(amid))


@pytest.mark.parametrize(
    "amid",
    [
        f'<p><a href="/news/railway">{LINKED}.</a></p>',
        # Subheads, and what is no story of the page's kind.
        f'<p><strong><a href="/news/railway">{LINKED}</a></strong></p>',
        f'<p><a href="/documents/railway">{LINKED}</a></p>',
        f'<p><a href="/news/letter-7">{LINKED}</a></p>',
        # Books, each over what is said of it.
        "".join(
            f'<p><a href="/news/{at}x">{LINKED} {at}</a></p><p>{NEWS[0]}</p><p>{NEWS[at]}</p>'
            for at in (1, 2, 3)
        ),
        f'<p><a href="https://bank.example/2">{LINKED}</a></p>',
        f'<p><a href="/files/2.pdf">{LINKED}</a></p>',
        f'<p>Its <a href="/news/railway">{LINKED}</a></p>',
        f'<p><a href="https://t.me/harbour/118">{LINKED}</a></p>',
        # A digest: each headline stands over what it says.
        *(["".join(f'<p><a href="/s/{at}">{LINKED} {at}</a></p><p>{NEWS[at]}</p>' for at in range(4))]),
    ],
)
def test_a_linked_sentence_a_document_and_a_digest_stay(amid: str) -> None:
    assert any(LINKED in line for line in read_long(amid))


@pytest.mark.parametrize("name", ["Les", "Lea"])
def test_a_name_before_what_is_said_is_no_label(name: str) -> None:
    linked = f'{name}: <a href="/letters/4">The letter of the company says that both engines were new</a>.'
    talk = (
        "Ana: Who had told you in May that the engines were old?",
        f"{name}: Everybody on the quay knew it by then.",
    )
    said = "The letter of the company says that both engines were new"
    assert said in read("".join(f"<p>{line}</p>" for line in (*talk, linked))).text
    assert said not in read(f"<p>{linked.rstrip('.')}</p>").text


def test_labels_between_paragraphs_are_no_dialogue() -> None:
    beside = (
        "Related: The ferry to the southern islands sails again.",
        "The islanders, some of whom have waited since Friday, sleep in the hall of the harbour.",
        "Photo: The hall of the harbour on Sunday evening, with its beds.",
        "The mayor brought them bread, and a piano that nobody has played so far.",
        'Related: <a href="/news/engines">Both engines of the ferry were new</a>',
    )
    assert "Both engines" not in read("".join(f"<p>{line}</p>" for line in beside)).text
