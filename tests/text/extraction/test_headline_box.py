"""Short news is what stands below the headline, in every language, and no prose is dropped for it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import Verdict
from newsarchive.stages import run_stages
from newsarchive.text.extraction.headline_box import LONG, headed_lines
from newsarchive.text.letters import count_letters
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_blocks import Block, PageBlocks, page_blocks
from newsarchive.text.page.page_lines import drop_signs, page_lines
from newsarchive.text.sentences import ends_sentence, says_something

# Headline, the one sentence, and words of the page around it.
NEWS = {
    "en": ("Lock keeper retires", "The keeper of the upper lock retires on Friday after 31 years.", "Post"),
    "de": ("Schleuse wird geprüft", "Die obere Schleuse bleibt bis Freitag für Boote geschlossen.", "Bote"),
    "ru": ("Шлюз закрыт до пятницы", "Верхний шлюз закрыт для лодок до пятницы, сообщил город.", "Весть"),
    "ar": ("إغلاق البوابة العليا", "تبقى البوابة العليا مغلقة أمام القوارب حتى يوم الجمعة.", "بريد"),
    "zh": ("上游船闸停航三天", "上游船闸周五前对所有船只关闭，维修工人正在更换闸门。", "河镇晚报"),
    "ja": ("上流の水門を点検", "上流の水門は金曜日まですべての船に対して閉鎖される。", "川町新聞"),
    "ko": ("상류 갑문 사흘간 폐쇄", "상류 갑문은 금요일까지 모든 배의 통행이 금지된다.", "강마을"),
    "th": ("ปิดประตูน้ำสามวัน", "ประตูน้ำด้านบนปิดไม่ให้เรือทุกลำผ่านจนถึงวันศุกร์", "ข่าวริมน้ำ"),
    "km": ("បិទទ្វារទឹកបីថ្ងៃ", "ទ្វារទឹកខាងលើបិទមិនឱ្យទូកទាំងអស់ឆ្លងកាត់", "ព័ត៌មាន"),
}
# Where the headline and the sentence stand, as programs for documentation and blogs lay them out.
LAYOUTS = {
    "manual": """<div class=related><h3>≡</h3><ul><li><a href=/i>{site}</a></li>
        <li><a href=/>{site}</a> »</li></ul></div><div class=document><section>
        <h1>{head}<a class=headerlink href="#top">¶</a></h1><p>{text}</p></section></div>
        <div class=sidebar><h2>2031-05-04</h2><ul><li><a href=/a>Ana Brook</a></li></ul><h3>{site}</h3>
        <ul><li><a href=/2>{head} 2</a></li><li>3 May - <a href=/3>{head} 3</a></li></ul></div>""",
    "crumbs": """<div class=left><a href=/>{site}</a><a href=/posts>{site}</a></div><div class=middle>
        <div class=crumbs><a href=/>{site}</a></div><div class=when><time>2031-05-04</time></div>
        <h1>{head}</h1><div class="md rich"><p>{text}</p></div></div>
        <div class=theme><span>Dark</span><span>Light</span></div>""",
    "footer": """<header><a href=/>{site}</a></header><div><h1>{head}</h1><div><p>{text}</p></div></div>
        <div class=footer><p>This page is licensed under terms that nobody reads to the end.</p></div>""",
    "post info": """<section><article><header><h1><a href=/n>{head}</a></h1></header><div>
        <footer class=post-info><p>By <a href=/a>Ana Brook</a></p><p>In <a href=/c>{site}</a>.</p></footer>
        <p>{text}</p></div></article></section>""",
    # The page's last box has a note of rights as long as a sentence, and no name that says so.
    "card": """<nav><a href=/>{site}</a><ul><li><a href=/tags>Tags</a></li></ul></nav><div><div class=flex>
        <h1>{head}</h1><div><a href=/t/1>{site}</a><a href=/t/2>{site} 2</a></div></div><p>{text}</p></div>
        <div class=card><div><div class=row><div><small>2031-05-04 20:08</small></div>
        <div><a href=/t/1>{site}</a></div></div><small>© 2031 Ana Brook.</small>
        <small>Made with <a href=//made.example>Maker</a> on 2031-05-05 03:59.</small></div></div>""",
    # The day has the time of reading behind it, in the language of the program.
    "reading time": """<nav><a href=/>{site}</a></nav><div role=group><h3>2031</h3><ul>
        <li><a href=/2>{head} 2</a></li></ul></div><main><article><header><h1>{head}</h1>
        <div><time>May 4, 2031</time> · One min read</div></header><p>{text}</p><footer><b>Tags:</b>
        <ul><li><a href=/t/1>{site}</a></li></ul></footer></article></main><footer>© {site}</footer>""",
    # Wrappers are no levels, and "Newer" is the label of a link.
    "banner": """<div class=main><div><div class=crumbs><a href=/>{site}</a> {site}</div><div><div><div><div>
        <div><h1>{head}</h1></div></div></div></div></div></div><div class=rich><p>{text}</p></div>
        <div><div><div><div>Newer</div><a href=/2>{head} 2</a></div>
        <div><div>Older</div><a href=/3>{head} 3</a></div></div></div></div>""",
}


def page_of(layout: str, language: str) -> str:
    head, text, site = NEWS[language]
    body = LAYOUTS[layout].format(head=head, text=text, site=site)
    return f"<html lang={language}><head><title>{head} — {site}</title></head><body>{body}</body></html>"


def read(html: str) -> CleanArticle:
    return run_stages(FetchedPage(url="https://lock.example/n", body=html.encode(), content_type="text/html"))


@pytest.mark.parametrize("language", NEWS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_sentence_is_the_article_and_nothing_else_is(layout: str, language: str) -> None:
    article = read(page_of(layout, language))
    assert (article.verdict, article.text) == (Verdict.ARTICLE, NEWS[language][1])


def test_what_was_read_with_it_is_told() -> None:
    told = [block for block in read(page_of("footer", "ru")).removed if block.rule == "beside_headline"]
    assert [(block.place, block.text) for block in told] == [("head", NEWS["ru"][0])]


def test_a_list_of_links_with_notes_is_no_sentence_with_labels() -> None:
    notes = "".join(
        f"<li><div>via the lock keeper no. {n}</div><a href=/{n}>Boats wait {n}</a></li>" for n in range(6)
    )
    tree = parse_html(
        f"<title>Links of Friday</title><div><h1>Links of Friday</h1><ul>{notes}</ul>"
        "<p>The rest of my links stands on another page.</p></div>"
    )
    assert not isinstance(tree, str)
    page = page_blocks(tree)
    found = tuple(block.text for block in page.blocks if "Links of" not in block.text)
    assert headed_lines(page, "Links of Friday", found) is None


@pytest.mark.parametrize(
    ("language", "beside"),
    [
        ("en", "<div><p>He was 81.</p><a href=/v>Video of the day</a></div>"),
        ("en", "<div><p>Upper 3 – Lower 1</p><a href=/v>Table</a></div>"),
        ("en", "<ul><li><a href=/a>Anna Berg</a></li><li>Tom Ray</li><li><a href=/c>Li Wei</a></li></ul>"),
        ("de", "<blockquote><p>„Ich bin müde“, so Vos</p><p><a href=/v>Jan Vos</a></p></blockquote>"),
        ("zh", "<div><p>两人受伤。</p><p><a href=/v>现场视频</a></p></div>"),
        ("zh", "<ul><li><a href=/a>李伟</a></li><li>王芳</li></ul>"),
        ("ar", "<div><p>أصيب شخصان.</p><p><a href=/v>فيديو</a></p></div>"),
        ("th", "<div><p>บาดเจ็บสองคน</p><p><a href=/v>วิดีโอ</a></p></div>"),
    ],
)
def test_a_short_sentence_or_an_item_beside_links_is_no_label(language: str, beside: str) -> None:
    head, text, site = NEWS[language]
    tree = parse_html(
        f"<title>{head} — {site}</title><div><a href=/>{site}</a></div><div><h1>{head}</h1><p>{text}</p>"
        f"{beside}</div>"
    )
    assert not isinstance(tree, str)
    page = page_blocks(tree)
    found = tuple(block.text for block in page.blocks if block.text != head)
    lines = headed_lines(page, head, found)
    own = [block.text for block in page.blocks if not block.linked and block.text not in {head, text}]
    assert lines == (text, *own)


def test_prose_elsewhere_is_never_dropped_for_it() -> None:
    """A page whose headline stands apart from its text is read as the judges of blocks read it."""
    prose = [
        f"Paragraph {number} tells of the lock, its keeper and the boats that wait." for number in range(4)
    ]
    tree = parse_html(
        "<title>Lock keeper retires</title><div><h1>Lock keeper retires</h1><p>The keeper of the upper lock "
        f"retires on Friday.</p></div><div>{''.join(f'<p>{line}</p>' for line in prose)}</div>"
    )
    assert not isinstance(tree, str)
    page = page_blocks(tree)
    found = tuple(block.text for block in page.blocks[1:])
    assert headed_lines(page, "Lock keeper retires", found) is None


@pytest.mark.parametrize(
    "line",
    [
        "Copyright claims rose by a fifth in 2025, the office of patents said.",
        "Copyright holders have sued the city since 2019.",
        "(c) The town shall pay for all of it by 2027, the court ruled.",
    ],
)
def test_a_sentence_on_copyright_is_no_note_of_rights(line: str) -> None:
    page = blocks_of(
        "<div><h1>Songs of farmers</h1><p>A court freed the songs of farmers on Friday.</p></div>"
        f"<div><p>{line}</p></div>"
    )
    found = tuple(block.text for block in page.blocks[1:])
    assert headed_lines(page, "Songs of farmers", found) is None


def test_an_article_without_a_heading_is_not_lost_to_the_box_of_the_sites_name() -> None:
    """Its box was called a footer from far above, and other stories stood below the site's name."""
    prose = "".join(
        f"<p>Paragraph {number} tells of the lock and of boats that wait.</p>" for number in range(4)
    )
    page = blocks_of(
        f"<div class='bottom wrap'><div><div><div class=title>Lock keeper retires</div>{prose}</div></div>"
        "<div><h3>Town Post</h3><p>Kim opens the weir.</p><p>The quay is painted deep blue.</p></div></div>"
    )
    lines = tuple(block.text for block in page.blocks)
    assert headed_lines(page, "Lock keeper retires - Town Post", lines) is None
    assert headed_lines(page, "Lock keeper retires - Town Post", lines[:5]) is None


def test_labels_of_a_text_are_not_lost() -> None:
    """A programme, say: of a reading that is not the whole page no more goes than a day or a switch."""
    page = blocks_of(
        "<ul>" + "<li><a href=/>Menu</a></li>" * 20 + "</ul><div><div><h1>Lock day</h1>"
        "<p>The keeper of the upper lock opens it for all on Sunday.</p></div><p>Chair: Ana Brook, hall</p>"
        "<p>Three talks of ten minutes each</p><p>Which locks, which boats</p></div>"
    )
    lines = tuple(block.text for block in page.blocks)
    assert headed_lines(page, "Lock day", lines[21:]) is None


MENU = "<nav>" + "<a href=/>Menu</a>" * 6 + "</nav>"
HEAD = "<h1>Flood in Adelheim</h1>"
LEAD = "<p>The river Lauter rose to a record level on Friday night.</p>"
HEADED = f"<article><header>{HEAD}{LEAD}</header>"
NIGHT = "The mayor said that the water had gone on rising all through the night."
KEPT = {
    "list below a header": f"{HEADED}<div><p>Residents must note:</p><ul>"
    "<li>Schools stay closed until Tuesday</li><li>The lower bridge is shut</li></ul></div></article>",
    "poem": HEADED + "<p>And the water went on</p>" * 6 + "</article>",
    "agency": f"{HEADED}<p>Two people were hurt. (AFP)</p></article>",
    "German quotation": f"{HEADED}<p>„Das gab es hier noch niemals.“</p></article>",
    "Urdu": f"{HEADED}<p>دریا کا پانی رات بھر چڑھتا رہا۔</p></article>",
    "article footer": f"{MENU}<article>{HEAD}{LEAD}<div class=article-footer><p>{NIGHT}</p></div></article>"
    "<footer>Imprint</footer>",
    "linked paragraph": f'{MENU}<article>{HEAD}{LEAD}<p><a href="/x">{NIGHT}</a></p>'
    "<p>Rain is to go on.</p></article>",
    "short sentences": f"{MENU}{HEADED}<div><p>Nobody died.</p></div></article>",
    "linked heading": f'{MENU}<article>{HEAD}{LEAD}<h2><a href="#m">Measures</a></h2>'
    "<ul><li>Shut the lower bridge</li><li>Open the school hall</li></ul></article>",
}


@pytest.mark.parametrize("name", KEPT)
def test_no_part_of_a_short_article_is_taken_for_a_label(name: str) -> None:
    """What a reviewer lost by the first form of the rule; `headed_lines` is told that all was found."""
    page = blocks_of(KEPT[name])
    around = {"Flood in Adelheim", "Menu" * 6, "Imprint"}
    found = tuple(block.text for block in page.blocks if block.text not in around)
    kept = headed_lines(page, "Flood in Adelheim | Example News", found)
    assert kept is None or [line for line in found if line not in kept] == []


def test_many_headlines_of_one_text_take_no_longer_than_few() -> None:
    """The work is bounded: three of them are tried."""
    page = blocks_of(f"<div><div>{LEAD}</div></div>" + HEAD * 3_000)
    asked = 0

    class Counted(list[Block]):
        def __getitem__(self, at: Any) -> Any:
            nonlocal asked
            asked += 1
            return super().__getitem__(at)

    counted = PageBlocks(Counted(page.blocks), page.boxes, page.lines)  # type: ignore[arg-type]
    assert headed_lines(counted, "Flood in Adelheim", ("The river Lauter rose.",)) is None
    assert asked <= 40


def test_a_line_made_of_kept_ones_is_not_told_as_lost() -> None:
    joined = "<div>The ministry published three reports today.</div>"
    article = read(f"<title>Flood in Adelheim</title>{MENU}<article>{HEAD}{LEAD}{joined}</article>")
    told = [block.text for block in article.removed if block.rule == "beside_headline"]
    assert not any("The river Lauter" in text for text in told)


def test_a_sign_in_a_sentence_is_text_and_one_behind_a_heading_is_none() -> None:
    tree = parse_html(
        '<h2>Works<a href="#w">¶</a></h2><p>By <a href="/bgb.html#p5">§</a> 5 the state pays.</p>'
    )
    assert not isinstance(tree, str)
    drop_signs(tree)
    assert page_lines(tree) == ("Works", "By § 5 the state pays.")


def test_a_line_made_of_several_blocks_is_taken_apart() -> None:
    page = blocks_of(
        "<h1>Lock keeper retires</h1><div><p>The keeper of the lock retires on Friday.</p></div>"
    )
    found = ("Lock keeper retires# The keeper of the lock retires on Friday.",)
    assert headed_lines(page, "Lock keeper retires", found) == ("The keeper of the lock retires on Friday.",)


def test_a_list_below_the_sentence_stays() -> None:
    page = blocks_of(
        "<div><h1>Lock keeper retires</h1><p>The keeper of the upper lock retires on Friday.</p>"
        "<h2>Locks</h2>"
        "<ul><li>Upper lock</li><li>Lower lock</li></ul></div><div><span>Dark</span></div>"
    )
    lines = tuple(block.text for block in page.blocks)
    assert headed_lines(page, "Lock keeper retires", lines) == lines[1:-1]


def test_what_stands_below_a_heading_that_is_a_link_is_no_labels() -> None:
    page = blocks_of(
        "<div><h1>Lock keeper retires</h1><p>The keeper of the upper lock retires on Friday.</p>"
        "<h2><a href=/2>Weir closed</a></h2><p>No boats.</p></div>"
    )
    lines = tuple(block.text for block in page.blocks)
    assert headed_lines(page, "Lock keeper retires", lines) is None


def test_without_a_headline_of_the_title_there_is_no_box() -> None:
    page = blocks_of("<h1>Other story</h1><p>The keeper of the upper lock retires on Friday.</p>")
    assert headed_lines(page, "Lock keeper retires", tuple(block.text for block in page.blocks)) is None


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("Boat", False),
        ("Boats wait.", True),
        ("„Boote warten.“", True),
        ("Boats wait. (AFP)", True),
        ("کشتیاں رکی ہیں۔", True),
        ("船", False),
        ("เรือ", True),
        ("", False),
        ("12", False),
    ],
)
def test_ends_of_sentences(line: str, ends: bool) -> None:
    assert ends_sentence(line) is ends


def test_labels_say_nothing() -> None:
    assert not says_something("Posted in Town by Ana Brook and others")
    assert not says_something("Closed.")
    assert says_something("The keeper of the upper lock retires.")


WORDS = st.sampled_from(
    [
        "Lock keeper retires",
        "By Ana",
        "12 May",
        "The keeper of the upper lock retires on Friday.",
        "x" * 70 + ".",
        "",
    ]
)
TAGS = st.sampled_from(["h1", "h2", "p", "div", "li", "footer", "a", "span"])


@given(st.lists(st.tuples(TAGS, WORDS), max_size=12), st.data())
def test_what_is_kept_was_found_and_no_prose_is_lost(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    page = blocks_of("".join(f"<{tag}>{text}</{tag}>" for tag, text in parts))
    lines = [block.text for block in page.blocks]
    found = tuple(line for line in lines if data.draw(st.booleans()))
    kept = headed_lines(page, "Lock keeper retires", found)
    if kept is None:
        return
    assert set(kept) <= set(lines)
    assert sum(map(count_letters, kept)) < LONG
    plain = {
        block.text for block in page.blocks if block.box.signature in ("p", "div", "li") and not block.linked
    }
    assert not any(says_something(line) for line in plain & {*found} - {*kept})


def blocks_of(body: str) -> PageBlocks:
    tree = parse_html(f"<html><body>{body}</body></html>")
    assert not isinstance(tree, str)
    return page_blocks(tree)


def test_the_headline_above_the_address_in_terms_is_no_line_of_the_text() -> None:
    title, told = (
        "The lock is open",
        "The upper lock opened on Friday, a week late, and forty boats went through.",
    )
    story = (
        f"<title>{title} | Post</title><main><h1>{title}</h1><div><p>{told}</p><p>{told} Then it rained.</p>"
    )
    terms = f"<div class=box><div>{title}</div><div>Link: https://post.example/lock</div></div></main>"
    read = [
        run_stages(FetchedPage(url="https://post.example/lock", body=f"{story}{more}".encode())).text
        for more in (f"</div>{terms}", f"<p>{title}</p></div></main>")
    ]
    assert [title in text.split("\n") for text in read] == [False, True]
