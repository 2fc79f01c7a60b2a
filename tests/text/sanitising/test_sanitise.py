"""Spam the DOM shows is cut and reported; what is honest stays, hidden or not."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring, fragment_fromstring

from newsarchive.text.page.page_model import PageModel
from newsarchive.text.sanitising import sanitise_tree
from newsarchive.text.sanitising.page_tree import usual_host
from newsarchive.text.sanitising.sanitise import _all_text

_SPEC = importlib.util.spec_from_file_location("sanitising_pages", Path(__file__).with_name("pages.py"))
assert _SPEC is not None and _SPEC.loader is not None
pages = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(pages)
ARTICLE, FARM, WORDS, page = pages.ARTICLE, pages.FARM, pages.WORDS, pages.page
URL = "https://news.example/a"
LIST = ",".join(word for word in WORDS if word != "望江县")


def test_an_honest_page_is_not_touched() -> None:
    tree = page()
    before = tree.text_content()
    assert sanitise_tree(tree, URL) == ()
    assert tree.text_content() == before


def test_tokens_say_nothing_of_the_pages_language() -> None:
    """A trial token is longer than many an article; the advert is foreign to a Chinese page all the same."""
    advert = "<div>Order now and get a discount for your first purchase today</div>"
    token = f"<meta http-equiv='origin-trial' content='{'aQz7Lp/' * 200}'>"
    for head in ("", token):
        (block,) = sanitise_tree(page(ARTICLE * 3 + advert + head), URL)
        assert block.text == "Order now and get a discount for your first purchase today"


def test_a_description_in_three_tags_is_looked_at_once() -> None:
    """Side by side it made a stretch of a page that no line of it is, and opened it to the rules."""
    said = "Start your next walk with our expert guide"
    names = ("name='description'", "property='og:description'", "name='twitter:description'")
    tree = page(head="".join(f"<meta {name} content='{said}'>" for name in names))
    assert _all_text(PageModel(tree)).count(said) == 1


def test_a_link_farm_is_one_entry_with_its_harmless_words_and_hosts() -> None:
    tree = page(f"{ARTICLE}<footer><div><p>{FARM}</p></div></footer>")
    (block,) = sanitise_tree(tree, URL)
    assert block.place == "tail"
    assert block.kind == "adult"
    assert all(word in block.text for word in WORDS)
    assert block.hosts == tuple(f"www.f{number}.example" for number in range(len(WORDS)))
    assert not any(word in tree.text_content() for word in WORDS)
    assert "馆长说" in tree.text_content()


@pytest.mark.parametrize(("before", "place"), [("", "head"), (ARTICLE, "inside")])
def test_place_is_where_the_farm_stood(before: str, place: str) -> None:
    (block,) = sanitise_tree(page(f"{before}<div>{FARM}</div>{ARTICLE}"), URL)
    assert block.place == place


def test_title_each_meta_and_heading_are_entries_of_their_own() -> None:
    metas = f'<meta name="keywords" content="{LIST}"><meta property="og:title" content="{LIST}">'
    head = f"<title>{LIST}</title>{metas}"
    tree = page(f"<h1>{LIST}</h1>{ARTICLE}", head)
    blocks = sanitise_tree(tree, URL)
    assert [(block.place, block.text) for block in blocks] == [("title", LIST)] * 4
    assert tree.find(".//title") is None
    assert "无码" not in tree.text_content()


def test_of_a_title_only_the_planted_brand_goes() -> None:
    tree = page(head="<title>新图书馆明年开放_欧宝体育app</title>")
    (block,) = sanitise_tree(tree, URL)
    assert (block.place, block.text) == ("title", "_欧宝体育app")
    assert tree.findtext(".//title") == "新图书馆明年开放"


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display:none"',
        'style="visibility: hidden"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-999em"',
        'style="font-size:0"',
        'style="height:1px;overflow:hidden"',
        "hidden",
        'class="gone"',
    ],
)
def test_hidden_spam_goes_and_hidden_articles_stay(attributes: str) -> None:
    head = "<title>新图书馆</title><style>.gone { position: absolute; top: -2000px }</style>"
    tree = page(f"<div {attributes}>{LIST}</div>后文<div {attributes}>{ARTICLE}</div>", head)
    (block,) = sanitise_tree(tree, URL)
    assert block.place == "hidden"
    assert block.text == LIST
    assert "后文" in tree.text_content()
    assert "馆长说" in tree.text_content()


@pytest.mark.parametrize(
    "attributes",
    [
        'hidden="until-found"',
        'style="left:-9999px"',
        'style="opacity:0;transition:opacity 1s"',
        'class="shown"',
    ],
)
def test_what_readers_find_is_not_hidden(attributes: str) -> None:
    """A browser's search opens it, a box in the flow moves nowhere, scripts fade it in: judged as shown."""
    head = "<title>新图书馆</title><style>.shown { display: none } .shown { display: block }</style>"
    tree = page(f"{ARTICLE}<div {attributes}>{LIST}</div>", head)
    assert [block.place for block in sanitise_tree(tree, URL)] == ["tail"]


def test_spam_hidden_in_a_page_that_scripts_show_goes_alone() -> None:
    inner = f'<div style="visibility:hidden">{ARTICLE}<div style="display:none">{LIST}</div></div>'
    tree = page(f'<div style="display:none">{ARTICLE}{inner}</div>')
    (block,) = sanitise_tree(tree, URL)
    assert (block.place, block.text) == ("hidden", LIST)
    assert "馆长说" in tree.text_content()


HIDDEN_REPORTS = [
    (
        "The police raided two illegal online casinos in Reedham on Friday.",
        "The sites had drawn players with free spins and a no deposit bonus.",
        "Eleven people were arrested, a spokesman said.",
    ),
    (
        "Somebody put adverts into the sites of nine libraries.",
        "Whoever looked for the town found «Best online casino no deposit bonus free spins».",
        "The county blames a form that nobody had updated.",
        "A reader had called her about it, the librarian of Reedham said.",
    ),
]


@pytest.mark.parametrize("lines", HIDDEN_REPORTS)
def test_a_hidden_story_about_adverts_is_none(lines: tuple[str, ...]) -> None:
    """It waits for a script to show it."""
    inner = "".join(f"<p>{line}</p>" for line in lines)
    waiting = f'<div class="wow fadeIn" style="visibility:hidden">{inner}</div>'
    beside = "<p>The ferry of Reedham sails again on Monday, the harbour office said on Friday.</p>"
    assert sanitise_tree(page(waiting + beside * 5), URL) == ()


def test_lines_of_a_list_without_links_are_one_entry() -> None:
    lines = "".join(f"<p>{word}</p>" for word in WORDS)
    blocks = sanitise_tree(page(f"{ARTICLE}<div>{lines}</div>"), URL)
    assert [block.place for block in blocks] == ["tail"]
    assert blocks[0].text.split("\n") == list(WORDS)


def test_a_link_planted_in_a_sentence_goes_and_the_sentence_stays() -> None:
    planted = ARTICLE.replace("新馆有", '新馆<a href="http://bad.example/">无码av在线观看</a>有')
    tree = page(planted)
    (block,) = sanitise_tree(tree, URL)
    assert (block.place, block.text, block.hosts) == ("inside", "无码av在线观看", ("bad.example",))
    assert "馆长说，新馆有三万平方米" in tree.text_content()


def test_a_second_pass_removes_nothing() -> None:
    tree = page(f"<h1>{LIST}</h1>{ARTICLE}<div hidden>{LIST}</div><footer>{FARM}</footer>")
    assert len(sanitise_tree(tree, URL)) == 3
    assert sanitise_tree(tree, URL) == ()


PIECES = st.sampled_from(
    [
        f"<p>{LIST}</p>",
        "<p>正文。</p>",
        f"<ul>{FARM}</ul>",
        "尾",
        f"<div hidden>{LIST}</div>",
        "</div>",
        "<br>",
        "<!-- x -->",
    ]
)


@given(st.lists(PIECES, max_size=8), st.text(max_size=20))
def test_any_tree_and_any_address_are_borne(parts: list[str], url: str) -> None:
    tree = document_fromstring("<html><body>" + "".join(parts) + "</body></html>")
    sanitise_tree(tree, url)
    assert tree.text_content().count("正文。") == parts.count("<p>正文。</p>")


def test_the_seed_page_loses_every_spam_phrase(shared: Path) -> None:
    tree = document_fromstring((shared / "cases/seed/page.html").read_text(encoding="utf-8"))
    foot = [link.text_content() for link in tree.iter("a") if "x0" in link.get("href", "")]
    title = tree.findtext(".//title") or ""
    blocks = sanitise_tree(tree, "")
    assert [block.place for block in blocks] == ["title"] * 4 + ["tail"]
    assert all(phrase in blocks[-1].text for phrase in foot)
    assert all(phrase in blocks[0].text for phrase in title.split(","))
    assert not any(phrase in tree.text_content() for phrase in [*foot, *title.split(",")])


OFFSCREEN = '<div style="position:absolute;left:-9999px">{}</div>'


def test_hidden_links_to_other_sites_need_only_a_word_of_the_trade() -> None:
    links = '<a href="http://a1.example/">代开增值税票</a> <a href="http://a2.example/">办理假学位证书</a>'
    tree = page(f"<h1>{LIST}</h1>{ARTICLE}{OFFSCREEN.format(links)}")
    block = sanitise_tree(tree, URL)[-1]
    assert (block.place, block.kind) == ("hidden", "certificate")
    assert block.rule in ("hidden_links", "ngrams")
    assert block.hosts == ("a1.example", "a2.example")


def test_hidden_links_within_the_site_stay() -> None:
    links = '<a href="/1">发票管理办法</a> <a href="https://www.news.example/2">学位证书查询</a>'
    tree = page(f"<h1>{LIST}</h1>{ARTICLE}{OFFSCREEN.format(links)}")
    sanitise_tree(tree, URL)
    assert "学位证书查询" in tree.text_content()


def test_a_page_without_address_has_the_site_most_of_its_links_lead_to() -> None:
    own = "".join(f'<a href="http://news.town.example/{number}">Story</a>' for number in range(3))
    links = fragment_fromstring(f'<div>{own}<a href="http://other.example/">Other</a></div>').iter("a")
    assert usual_host(links) == "town.example"
    assert usual_host(fragment_fromstring('<a href="http://one.example/">x</a>').iter("a")) == ""


ROW = "、".join(
    f'<a href="http://f{n}.example.net/">{name}</a>'
    for n, name in enumerate(
        (
            "丰城市安可五金有限公司",
            "万载县乐途家具有限公司",
            "泰和县禾木纺织有限公司",
            "余江县启明灯具有限公司",
            "玉山县新岸建材有限公司",
            "吉水县大川机械有限公司",
            "永新县石山化工有限公司",
        )
    )
)


def test_a_row_of_made_up_firms_planted_in_a_sentence_goes_and_the_sentence_stays() -> None:
    before, after = "博物馆昨天把三件新修复的青铜器放进了展厅，", "馆长说下月起观众可以免费参观。"
    tree = document_fromstring(
        f"<body><p>{before}{ROW}{after}</p><p>展览将在秋天结束，届时还有两场讲座。</p></body>"
    )
    sanitise_tree(tree, "http://museum.example.org/1")
    text = "".join(tree.itertext())
    assert "有限公司" not in text
    assert before in text and after in text


CELL = (
    "昨日下午，市文化局在河东新区介绍了新图书馆的建设情况，并宣布它将在明年秋天开放。<br><br>"
    "馆长说，新馆有三万平方米，读者可以在那里找到本市一百年来的报纸和地方志。"
)
LINKS = "".join(
    f'<li><a href="http://www.f{number}.example/">{word}</a></li>' for number, word in enumerate(WORDS)
)
OLD = f"<table><tr><td><div>新图书馆</div>{CELL}"


@pytest.mark.parametrize(
    "body",
    [
        f"{OLD}</td><td><ul>{LINKS}</ul></td></tr></table>",
        f"{OLD}<ul>{LINKS}</ul></td></tr></table>",
        f"{OLD}</td></tr><tr><td>{LINKS.replace('li>', 'b>')}</td></tr></table>",
    ],
)
def test_a_story_beside_a_block_of_its_cell_is_no_part_of_the_farm(body: str) -> None:
    tree = page(body)
    (block,) = sanitise_tree(tree, URL)
    assert "无码" in block.text
    assert "无码" not in tree.text_content()
    assert "馆长说" in tree.text_content()


def test_words_beside_the_blocks_of_a_farm_go_with_it() -> None:
    tree = page(f"{ARTICLE}<table><tr><td><div>友情链接</div>本站推荐<ul>{LINKS}</ul></td></tr></table>")
    (block,) = sanitise_tree(tree, URL)
    assert "本站推荐" in block.text
    assert "本站推荐" not in tree.text_content()
