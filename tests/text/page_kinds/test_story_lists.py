"""Lists that tell stories in full, or have one story only, are no articles; stories beside stories are."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.page_kinds.story_lists import StoryListAddress, is_list_heading

HOST = "https://gull.example"
FIRST = (
    "The swing bridge at Ormsby will stay shut to lorries until the autumn, the county said on Friday.",
    "Engineers found two cracked girders when they raised the deck for the first time since 1988.",
    "“We would rather close it for a season than for good,” said Ines Calder, who leads the works.",
    "Cars may still cross one by one, at walking pace, between six in the morning and nine at night.",
    "A second inspection is planned for the week after the regatta.",
)
SECOND = (
    "A colony of terns has come back to the shingle spit for the first time in nineteen years.",
    "Wardens counted forty pairs on Sunday and have roped off the northern end.",
    "Dogs must be kept on a lead until the chicks have left.",
    "The harbour master said that boats would keep two hundred metres away.",
)
THIRD = (
    "The last typesetter in the county retires on Saturday after fifty-one years at the same bench.",
    "Otto Brandvold has set wedding cards, ballots and the weekly tide table.",
    "The museum takes the press; nobody has yet been found to work it.",
    "He says that he will miss the smell of the ink more than the noise.",
)
HEADS = ("Swing bridge shut to lorries", "Terns return to the spit", "Last typesetter lays down his stick")


def story(number: int, *, linked: bool = True, tag: str = "h2", dated: bool = True, most: int = 9) -> str:
    lines = (FIRST, SECOND, THIRD)[number][:most]
    head = HEADS[number]
    link = f"<a href=/2023/0{number + 1}/{head.lower().replace(' ', '-')}/>{head}</a>" if linked else head
    day = f"<p class=meta>{number + 3} May 2023 by Ada Roe</p>" if dated else ""
    told = "".join(f"<p>{line}</p>" for line in lines)
    return f"<article><{tag}>{link}</{tag}>{day}{told}</article>"


def read(path: str, body: str, *, title: str = "The Gull", head: str = "") -> CleanArticle:
    source = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>"
        "<header><a href=/>The Gull</a><nav><a href=/about/>About</a> <a href=/archive/>All</a></nav>"
        f"</header><main>{body}</main><footer>© 2023 Gull Media Ltd</footer></body></html>"
    )
    return run_stages(FetchedPage(url=HOST + path, body=source.encode()))


ALL = "".join(map(story, range(3)))
BRIEF = story(0, most=2)


@pytest.mark.parametrize(
    ("path", "body", "title"),
    [
        ("/", ALL, "The Gull"),
        ("/", "".join(story(one, tag="h1") for one in range(2)), "The Gull"),
        ("/page/3/", ALL, "The Gull - Page 3"),
        ("/blog/", "<h1>Blog</h1>" + ALL, "Blog | The Gull"),
        ("/archive/2023/05/", "<h1>May 2023</h1>" + ALL, "May 2023 | The Gull"),
        ("/harbour/", "<h1>Harbour</h1>" + ALL, "Harbour | The Gull"),
        ("/tags/bridge/", "<h1>Tag: bridge</h1>" + BRIEF, "Tag: bridge - The Gull"),
        ("/brücke/", "<h1>Schlagwort: Brücke</h1>" + BRIEF, "Schlagwort: Brücke - The Gull"),
        ("/category/harbour-works", "<h1>Harbour works</h1>" + story(0), "Harbour works - The Gull"),
        ("/author/ada-roe/", "<h1>Posts by Ada Roe</h1>" + story(0), "Posts by Ada Roe - The Gull"),
        ("/autor/ada-roe/", "<h1>Ada Roe</h1><p>Writes of ships.</p>" + BRIEF, "Ada Roe - The Gull"),
        ("/search/?q=bridge", "<h1>Search results</h1>" + story(0, dated=False, tag="h5"), "Search results"),
        ("/suche.html", ("<h1>Suche</h1><form><p>Es werden nur Seiten gefunden, die alle Wörter haben.</p>"
         "<p>Groß- und Kleinschreibung spielt keine Rolle, Umlaute dürfen umschrieben werden, und Teile von"
         " Wörtern werden nicht gefunden.</p><input name=q></form>"), "Suche | The Gull"),
    ],
)  # fmt: skip
def test_lists_are_no_articles_however_few_and_long_their_stories(path: str, body: str, title: str) -> None:
    article = read(path, body, title=title)
    assert (article.verdict, article.reason) == ("not_article", "home_page" if path == "/" else "index_page")


def paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


OWN = f"<article><h1>{HEADS[0]}</h1><p>3 May 2023 by Ada Roe</p>{paragraphs(FIRST)}</article>"
RELATED = "<h3>Read on</h3>" + story(1, tag="h3") + story(2, tag="h3")
REVIEW = (
    "<article><h1>The week at the harbour in review</h1><p>7 May 2023 by Ada Roe</p>"
    "<p>From a cracked bridge to a silent press: what we wrote about this week, and what comes next.</p>"
    f"{story(0, most=2)}{story(1, most=2)}{story(2, most=2)}</article>"
)
CHAPTERS = (
    "<article><h1>How the bridge was lost</h1><p>7 May 2023 by Ada Roe</p><h2>2 May 1988</h2>"
    f"{paragraphs(SECOND)}<h2>9 June 2011</h2>{paragraphs(FIRST)}"
    f"<h2>3 May 2023</h2>{paragraphs(THIRD)}</article>"
)
QUESTIONS = (
    "<article><h1>What the closed bridge means for you</h1><p>7 May 2023 by Ada Roe</p>"
    f"<h2>Who may cross?</h2><p>{FIRST[3]}</p><h2>Why now?</h2><p>{FIRST[1]}</p>"
    f"<h2>When does it open?</h2><p>{FIRST[0]}</p><p>{FIRST[4]}</p></article>"
)
LIVE = (
    "<h1>Bridge closed: all that happens</h1><p>3 May 2023</p>"
    + "".join(
        f"<div><h2><a href=/live/bridge/{n}>{head} now</a></h2><p>3 May 2023, 1{n}:20</p>"
        f"{paragraphs(lines)}</div>"
        for n, head, lines in zip(range(3), HEADS, (FIRST, SECOND, THIRD), strict=True)
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "title"),
    [
        ("/2023/tag-heuer-opens-shop/", OWN + RELATED, f"{HEADS[0]} | The Gull"),
        ("/search-for-missing-hiker/", OWN + RELATED, f"{HEADS[0]} | The Gull"),
        ("/author-of-novel-dies/", OWN + RELATED, f"{HEADS[0]} | The Gull"),
        ("/category/harbour/swing-bridge-shut", RELATED + OWN, f"{HEADS[0]} | The Gull"),
        ("/category/swing-bridge-shut", OWN + RELATED, f"{HEADS[0]} | The Gull"),
        ("/thema/bridge", OWN + RELATED, f"{HEADS[0]} | The Gull"),
        ("/news?id=77", story(0) + RELATED, "The Gull"),
        # The headline leads to the page itself, or is the title and leads to where a mirror has it from.
        ("/2023/01/swing-bridge-shut-to-lorries/", ALL, "The Gull"),
        ("/mirror/8812.html", ALL, f"{HEADS[0]} - cheap watches"),
        # Another story above it, and a title that names the site alone.
        ("/2023/bridge", story(1, tag="h3", most=1) + OWN + RELATED, "The Gull"),
        ("/tag/bridge", story(1, tag="h3", most=1) + OWN + RELATED, "The Gull"),
        # One goes on to the next story; the first is the article.
        ("/2023/bridge", OWN + story(1, tag="h1") + story(2, tag="h1"), f"{HEADS[0]} | The Gull"),
        ("/2023/week-in-review/", REVIEW, "The week at the harbour in review | The Gull"),
        ("/2023/how-the-bridge-was-lost", CHAPTERS, "How the bridge was lost | The Gull"),
        ("/2023/questions", QUESTIONS, "What the closed bridge means for you | The Gull"),
        ("/live/bridge", LIVE, "Bridge closed: all that happens | The Gull"),
        ("/2023/posts", OWN.replace(HEADS[0], "Posts by a minister anger Ormsby") + RELATED,
         "Posts by a minister anger Ormsby | The Gull"),
        ("/budget/2024/", OWN.replace(HEADS[0], "Budget 2024: what boats pay") + RELATED,
         "Budget 2024: what boats pay | The Gull"),
        ("/port/9", OWN.replace(HEADS[0], "Thema: Wer die Brücke braucht")
         .replace("<p>Eng", RELATED + "<p>Eng"), "Thema: Wer die Brücke braucht | The Gull"),
        ("/topics/ferry", OWN.replace(HEADS[0], "The ferry’s last winter")
         .replace("<p>Eng", RELATED + "<p>Eng"), "The Ferry's Last Winter | The Gull"),
        ("/film/search", OWN.replace(HEADS[0], "Search"), "Search | The Gull"),
    ],
)  # fmt: skip
def test_stories_beside_other_stories_stay_articles(path: str, body: str, title: str) -> None:
    assert read(path, body, title=title).verdict == "article"


def test_a_page_that_states_an_article_is_no_list() -> None:
    stated = (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
        ' "headline": "Ferry fares rise"}</script>'
    )
    body = "<h1>Ferry fares</h1><p>" + FIRST[4] + "</p>" + story(0, tag="h4", dated=False)
    titled = "Ferry fares | The Gull"
    verdicts = [read("/category/ferry-fares", body, title=titled, head=one).verdict for one in ("", stated)]
    assert verdicts == ["not_article", "article"]


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/", "front"), ("/index.html", "front"), ("/page/2/", "front"), ("/?p=812", ""),
        ("/?s=quay", "search"),
        ("/tag/quay/page/4", "filed"), ("/quay-road-closed/page/2/", ""), ("/news/?page=2", "filed"),
        ("/news/?id=2", ""), ("/2023/", "filed"), ("/archive/2023/05", "filed"), ("/2023/05/quay", ""),
        ("/category/politics/quay-road-closed", ""), ("/tag/the-quay-road-is-closed", ""),
        ("/rubrique/8812345", ""), ("/recherche.php?mot=quai", "search"), ("/search-for-hiker", ""),
        ("/index.php?page=212", ""), ("/?page=harbour-fire", ""), ("/elections/2024/", ""),
        ("/node/2019", ""),
        ("/en/2023/05/", "filed"),
    ],
)  # fmt: skip
def test_addresses_tell_lists(path: str, kinds: str) -> None:
    address = StoryListAddress(HOST + path)
    found = "front" if address.is_front else "search" if address.is_search else "filed" * address.is_filed
    assert found == kinds


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("Tag: quay", True), ("标签：码头", True), ("Рубрика: Порт", True), ("Archives for May 2023", True),
        ("Artículos de Ada Roe", True), ("「港」の検索結果", True), ("Tag Heuer: a new shop", False),
        ("Archives for May 5, 2023", True), ("Posts by Ludwig van Beethoven", True),
        ("Posts in doubt", False),
        ("Artículos de lujo suben", False), ("Автор: «Эту книгу я писал»", False), ("港: 話題", False),
        ("话题：大桥关闭三周之后，港口怎么样了", False), ("Archives for women sailors open", False),
        ("Author of the tide tables dies", False), ("Tag der offenen Tür: 500 Gäste", False),
    ],
)  # fmt: skip
def test_headings_tell_lists(heading: str, is_one: bool) -> None:
    assert is_list_heading(heading) is is_one
