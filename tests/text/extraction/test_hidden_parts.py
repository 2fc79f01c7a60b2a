"""What a page hides is no text of it, in any language; an article that waits for its script is."""

from __future__ import annotations

from importlib.resources import files

import pytest
from lxml.html import tostring

from newsarchive.items import Charset, CleanArticle, FetchedPage
from newsarchive.text.cleaning.clean import clean_article
from newsarchive.text.extraction.extract_page import extract_article
from newsarchive.text.extraction.hidden_parts import read_shown
from newsarchive.text.letters import letters_only
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.more_labels import LONGEST_OPENER
from newsarchive.text.page.page_lines import page_lines
from tests.line_values import decoded_page

# Articles of four or five paragraphs, and one more that the page hides.
STORIES = {
    "en": (
        (
            "The council of Reedham voted on Monday to rebuild the old ferry landing, lost to a storm.",
            "Nora Blythe, who has run the harbour office since 2009, said the town had waited too long.",
            "Work is to begin in April and to cost some 2.4 million crowns, a third of it from the county.",
            "The last ferry crossed the river in November, with eleven people and a dog on board, she said.",
        ),
        "Readers who want to use the timetable have to accept that it may change without further notice.",
    ),
    "zh": (
        (
            "昨天清晨，第一班渡船从新码头开出，两岸的居民站在雨里鼓掌，孩子们挥着自己画的小旗。",
            "船长说，这条航线停了十一年，他每天从桥上开车经过，总要看一眼江面，想着哪天能再开船。",
            "据了解，旧码头在前年的洪水中被冲毁，重建工程历时八个月，共花费四百二十万元。",
            "住在江边的居民表示，有了渡船以后，去对岸的医院看病只需要十分钟，比坐车快得多。",
        ),
        "本页面的时刻表如有变动，恕不另行通知，使用本服务即表示您同意我们的各项条款和条件。",
    ),
    "ru": (
        (
            "Городской совет Камышина в понедельник решил восстановить старый причал, разрушенный бурей.",
            "Нора Белова, которая с 2009 года руководит портом, сказала, что город ждал слишком долго.",
            "Работы начнутся в апреле и обойдутся в два миллиона рублей, треть этой суммы выделит область.",
            "Последний паром пересёк реку в ноябре, на его борту было одиннадцать человек и одна собака.",
        ),
        "Читатели, которые хотят пользоваться расписанием, соглашаются с тем, что оно может измениться.",
    ),
    "ar": (
        (
            "قرر مجلس المدينة إعادة بناء رصيف العبارة القديم الذي دمرته العاصفة في شهر مارس الماضي.",
            "وقالت مديرة مكتب الميناء التي تعمل فيه منذ سنوات إن سكان المدينة انتظروا هذا القرار وقتا طويلا.",
            "ومن المقرر أن تبدأ الأعمال في أبريل وأن تكلف مليونين ونصف المليون، تدفع المحافظة ثلثها.",
            "وعبرت آخر عبارة النهر في نوفمبر من العام قبل الماضي وعلى متنها أحد عشر شخصا وكلب واحد.",
        ),
        "على القراء الذين يريدون استخدام جدول المواعيد أن يقبلوا أنه قد يتغير من دون إشعار مسبق لهم.",
    ),
}
LANGUAGES = sorted(STORIES)
WAYS = {
    "attribute": "<div hidden>{}</div>",
    "attribute of a value": '<div hidden="hidden">{}</div>',
    "display": '<div style="display:none">{}</div>',
    "DISPLAY": '<section STYLE="color:red; DISPLAY : NONE!important">{}</section>',
    "visibility": '<div style="visibility:hidden">{}</div>',
    "template": "<template>{}</template>",
    "dialog": "<dialog>{}</dialog>",
    "phrase": '<span style="display:none">{}</span>',
}
SPAM = "online casino slot gacor judi bola terpercaya bonus new member 100%, slot online deposit pulsa"


def paragraphs(lines: tuple[str, ...], attributes: str = "") -> str:
    return "".join(f"<p {attributes}>{line}</p>" for line in lines)


def extracted(body: str) -> CleanArticle:
    source = f"<html><head><title>Ferry</title></head><body>{body}</body></html>"
    page = FetchedPage(url="https://bay.example/news/ferry-landing", body=b"")
    return clean_article(extract_article(decoded_page(source, page, charset=Charset("utf-8", "test"))))


def around(language: str, inside: str) -> str:
    """The article of a language with something between its second and third paragraph."""
    story, _ = STORIES[language]
    return f"<article>{paragraphs(story[:2])}{inside}{paragraphs(story[2:])}</article>"


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_hidden_is_no_text_but_evidence(language: str, way: str) -> None:
    story, hidden = STORIES[language]
    article = extracted(around(language, WAYS[way].format(hidden)))
    assert article.text.split("\n") == list(story)
    assert [(block.place, block.kind) for block in article.removed if block.text == hidden] == [
        ("hidden", "furniture")
    ]


@pytest.mark.parametrize("way", sorted(WAYS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_hidden_spam_is_kept_as_spam(language: str, way: str) -> None:
    story, _ = STORIES[language]
    article = extracted(around(language, WAYS[way].format(SPAM)))
    assert article.text.split("\n") == list(story)
    assert [(block.place, block.kind) for block in article.removed if SPAM in block.text] == [
        ("hidden", "gambling")
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>{}</div>",
        '<div style="display: none">{}</div>',
        '<div id=app style="visibility:hidden"><main><div hidden>{}</div></main></div>',
        "<noscript>{}</noscript>",
        '<div hidden="until-found">{}</div>',
        "<details>{}</details>",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_that_waits_for_its_script_is_read(language: str, hidden: str) -> None:
    story, _ = STORIES[language]
    teaser = '<aside><a href="/more">More</a> <a href="/weather">Weather</a></aside>'
    article = extracted(hidden.format(f"<article>{paragraphs(story)}</article>") + teaser)
    assert (article.verdict, article.text.split("\n")) == ("article", list(story))


OPENED = {
    "a button below": "<div style='display:none'>{}</div><p><button>Read more</button></p>",
    "a link to a script above": (
        "<p><a href=\"javascript:ShowOrHide('s')\">+++</a></p><!-- s --><div id=s hidden>{}</div>"
    ),
    "a label": "<label for=s>…</label><div id=s style='max-height:0;overflow:hidden'>{}</div>",
    "a link to the page": "<div style='display:none'>{}</div><a href='#'>▼</a>",
    "a link without an address": "<div style='display:none'>{}</div><a class=unfold>展开全文</a>",
    "a box with a script": "<div style='display:none'>{}</div><div onclick='show()'>Read more</div>",
    "a link to it": "<p><a href='#more-text'>Читать далее</a></p><div id=more-text hidden>{}</div>",
    "a rule": "<style>.rest{{display:none}}</style><div class=rest>{}</div><button>Read more</button>",
    "a rule for a height": (
        "<style>#r{{max-height:0;overflow:hidden}}</style><a href=#r>Weiterlesen</a><div id=r>{}</div>"
    ),
    "a rule of a framework": (
        "<style>.collapse:not(.show){{display:none}}</style>"
        "<div id=r class=collapse>{}</div><button data-target='#r'>Lire la suite</button>"
    ),
    "a box to tick": (
        "<style>.t{{display:none}}#c:checked~.t{{display:block}}</style>"
        "<input type=checkbox id=c><label for=c>Leer más</label><div class=t>{}</div>"
    ),
}
NOT_OPENED = {
    "nothing": "<div hidden>{}</div>",
    "off the screen": "<div style='position:absolute;left:-9999px'>{}</div><button>Read more</button>",
    "no size": "<div style='font-size:0'>{}</div><button>Read more</button>",
    "another place": "<div id=s hidden>{}</div><a href='#top'>Read more</a>",
    "an anchor": "<a name=s>Read more</a><div hidden>{}</div>",
    "another label": "<button>About the author</button><div hidden>{}</div>",
    "a name": "<button>Read more</button><div class=author-bio hidden>{}</div>",
    "a story of its own": "<button>Read more</button><div hidden><h1>The landing</h1>{}</div>",
    "another page": "<div hidden>{}</div><p><a href=/story/2>Read more</a></p>",
    "a paragraph": (
        "<p>The rest stands in the paper of Tuesday, as ever, <a href=#>here</a>.</p><div hidden>{}</div>"
    ),
    "a menu": "<button>Read more</button><nav hidden>{}</nav>",
    "a dialog": "<button>Read more</button><div role=dialog hidden>{}</div>",
    "a form": "<button>Read more</button><form hidden>{}</form>",
    "a rule alone": (
        "<style>.rest{{display:none}}</style><div class=rest>{}</div><p><a href=/s/2>Read more</a></p>"
    ),
    "a rule for a place": (
        "<style>.r{{position:absolute;left:-9999px}}</style><div class=r>{}</div><button>Read more</button>"
    ),
    "a rule for a name": (
        "<style>.related{{display:none}}</style><button>Read more</button><div class=related>{}</div>"
    ),
}


@pytest.mark.parametrize("way", OPENED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rest_of_a_story_that_a_label_opens_is_read(language: str, way: str) -> None:
    story, _ = STORIES[language]
    rest = OPENED[way].format(paragraphs(story[2:]))
    article = extracted(f"<article>{paragraphs(story[:2])}{rest}</article>")
    assert article.text.split("\n") == list(story)
    assert not [block for block in article.removed if block.place == "hidden"]


@pytest.mark.parametrize("way", NOT_OPENED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_label_opens_stays_hidden(language: str, way: str) -> None:
    story, _ = STORIES[language]
    rest = NOT_OPENED[way].format(paragraphs(story[3:]))
    article = extracted(f"<article>{paragraphs(story[:3])}{rest}</article>")
    assert story[3] not in article.text


@pytest.mark.parametrize("attributes", ["style='display:none'", "hidden", "class=rest"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_that_a_label_opens_together_are_read(language: str, attributes: str) -> None:
    story, _ = STORIES[language]
    rest = paragraphs(story[2:], attributes)
    style = "<style>.rest{display:none}</style>"
    article = extracted(f"<article>{style}{paragraphs(story[:2])}{rest}<button>Read more</button></article>")
    assert article.text.split("\n") == list(story)
    article = extracted(f"<article>{style}{paragraphs(story[:2])}{rest}</article>")
    assert article.text.split("\n") == list(story[:2])


def test_a_form_behind_the_paragraphs_that_a_label_opens_stays_closed() -> None:
    story, hidden = STORIES["en"]
    rest = paragraphs(story[2:], "hidden") + f"<div class=offer hidden><p>{hidden}</p></div>"
    article = extracted(f"<article>{paragraphs(story[:2])}<button>Read more</button>{rest}</article>")
    assert article.text.split("\n") == list(story)


SENTENCE_ENDS = {
    "a button below": (
        "<p>{}<i id=d>...</i><span style='display:none'>{}</span></p><button>Read more</button>"
    ),
    "a rule": (
        "<style>#m{{display:none}}</style><p>{}<span>…</span><span id=m>{}</span></p><button>More</button>"
    ),
    "a link behind": "<p>{} <span hidden>{}</span> <a href=#>Read more</a></p>",
}


@pytest.mark.parametrize("way", SENTENCE_ENDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_end_of_a_paragraph_that_a_label_opens_is_read_with_it(language: str, way: str) -> None:
    story, _ = STORIES[language]
    halves = SENTENCE_ENDS[way].format(story[1], f" {story[2]}")
    article = extracted(f"<article>{paragraphs(story[:1])}{halves}{paragraphs(story[3:])}</article>")
    assert article.text.split("\n") == [story[0], f"{story[1]} {story[2]}", story[3]]


def test_hidden_words_in_a_sentence_that_no_label_opens_stay_out() -> None:
    story, hidden = STORIES["en"]
    line = f"<p>{story[1]} <span style='display:none'>{hidden}</span></p><button>Share</button>"
    article = extracted(f"<article>{paragraphs(story[:1])}{line}{paragraphs(story[2:])}</article>")
    assert article.text.split("\n") == list(story)


@pytest.mark.parametrize("shown", [1, 2])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_beginning_above_the_hidden_whole_is_told_once(language: str, shown: int) -> None:
    story, _ = STORIES[language]
    above = f"<div>{paragraphs(story[: shown - 1])}{story[shown - 1]}… <a href=#>Read more</a></div>"
    article = extracted(f"<article><h1>Ferry</h1>{above}<div hidden>{paragraphs(story)}</div></article>")
    assert article.text.split("\n") == list(story)


def test_a_lead_above_the_hidden_rest_stays_where_it_says_something_else() -> None:
    story, _ = STORIES["en"]
    above = f"<div><p>{story[0]}</p><a href=#>Read more</a></div>"
    article = extracted(f"<article><h1>Ferry</h1>{above}<div hidden>{paragraphs(story[1:])}</div></article>")
    assert story[0] in article.text


def test_parts_with_a_label_between_them_are_opened_and_the_page_says_what_it_said() -> None:
    """A box of other stories among them stays closed, and what stood twice is not told once more."""
    story, _ = STORIES["en"]
    teaser = (
        "<h3>Bus to the harbour</h3><ul><li><a href=/b>It runs again, the company says, from May.</a></ul>"
    )
    body = (
        f"<article>{paragraphs(story[:2])}"
        f"<div hidden>{paragraphs(story[2:3])}</div><button>Read more</button>"
        f"<div hidden>{paragraphs(story[3:])}</div>"
        f"<button>More</button><div hidden>{teaser}</div><button>…</button>"
        f"<div style='display:none'>{paragraphs(story[:1])}</div></article>"
    )
    assert extracted(body).text.split("\n") == list(story)
    tree = parse_html(f"<html><body>{body}</body></html>")
    assert not isinstance(tree, str)
    before = list(tree.itertext())
    read_shown(tree, lambda: page_lines(tree), lambda found: tuple(one for one in found if one in story))
    assert list(tree.itertext()) == before


def test_what_opens_beside_a_hidden_story_does_not_take_its_place() -> None:
    """A note on how to log in did: with its lines the page showed a text, and no story was looked for."""
    story, _ = STORIES["en"]
    note = "<p>Log in to read the story, it takes a minute.</p><p>You have no account? Ask us for one.</p>"
    article = extracted(
        f"<main><article><h1>Ferry</h1>{paragraphs(story[:1])}<button>Read more</button>"
        f"<div hidden>{note}</div></article>"
        f"<div><div style='display:none'>{paragraphs(story[1:])}</div></div></main>"
    )
    assert set(story) <= set(article.text.split("\n"))


def test_a_translation_that_a_label_opens_is_not_the_rest_of_a_story() -> None:
    story, _ = STORIES["ru"]
    rest = OPENED["a button below"].format(paragraphs(STORIES["en"][0]))
    article = extracted(f"<article>{paragraphs(story)}{rest}</article>")
    assert article.text.split("\n") == list(story)


def test_what_a_label_opens_beside_a_story_is_not_the_rest_of_it() -> None:
    story, _ = STORIES["en"]
    remarks = "".join(
        f"<div class=comment><b>{name}</b><p>{said}</p></div>"
        for name, said in (
            ("anna77", "I think this is a great idea, and I hope they do it soon."),
            ("tiger99", "My uncle worked there for thirty years and nobody ever asked him!"),
        )
    )
    article = extracted(
        f"<article>{paragraphs(story)}<button>3 comments</button><div hidden>{remarks}</div></article>"
    )
    assert article.text.split("\n") == list(story)


WAITING = [
    '<div class="elementor-widget elementor-invisible">{}</div>',
    '<div class="wow fadeInUp" style="visibility:hidden">{}</div>',
]
ELEMENTOR = "<style>.elementor-invisible{visibility:hidden}</style>"
ADVERT = '<div class="promo"><p>Advertisement: try our new garden chairs for the summer, now.</p></div>'


@pytest.mark.parametrize("waiting", WAITING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_story_that_waits_for_its_reader_is_read(language: str, waiting: str) -> None:
    """An advert that is shown beside it is not the article."""
    story, _ = STORIES[language]
    for body in (
        waiting.format(paragraphs(story)),
        "".join(waiting.format(f"<p>{one}</p>") for one in story),
    ):
        article = extracted(f"{ELEMENTOR}<main><h1>Ferry</h1>{body}{ADVERT}</main>")
        assert article.verdict == "article"
        assert set(story) <= set(article.text.split("\n"))


@pytest.mark.parametrize(
    "part",
    [
        '<div class="wow fadeInUp" style="visibility:hidden"><p>{}</p></div>',
        '<div class="elementor-widget elementor-invisible"><p>{}</p></div>',
        '<p class="gs_reveal" style="visibility:hidden">{}</p>',
        '<blockquote class="wow" style="visibility:hidden">{}</blockquote>',
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_of_a_story_that_comes_in_is_read(language: str, part: str) -> None:
    """Every reader sees it, as soon as it comes near."""
    story, _ = STORIES[language]
    body = f"<article>{paragraphs(story[:3])}{part.format(story[3])}</article>"
    assert extracted(ELEMENTOR + body).text.split("\n") == list(story)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_box_that_waits_beside_a_story_is_none_of_it(language: str) -> None:
    """Menus and dialogs have names of animations too; a story has most of what is read with it."""
    waiting = '<div class="panel animated fadeIn" style="visibility:hidden"><div>{}</div></div>'
    story, hidden = STORIES[language]
    assert extracted(around(language, waiting.format(hidden))).text.split("\n") == list(story)
    article = extracted(f"<main><h1>Ferry</h1>{waiting.format(paragraphs(story))}{ADVERT}</main>")
    assert set(story) <= set(article.text.split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_hidden_one_by_one_are_an_article_too(language: str) -> None:
    story, _ = STORIES[language]
    body = f"<article>{paragraphs(story[:1])}{paragraphs(story[1:], 'style=display:none')}</article>"
    assert extracted(body).text.split("\n") == list(story)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_hidden_inside_a_hidden_article_stays_out(language: str) -> None:
    story, hidden = STORIES[language]
    body = f"<div hidden>{around(language, f'<div style=display:none>{hidden}</div>')}</div>"
    assert extracted(body).text.split("\n") == list(story)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_the_rule_of_their_paragraph_hides_come_back_with_it(language: str) -> None:
    """A sheet that hides `.rest *` until somebody has paid hides the links in its sentences, too."""
    story, hidden = STORIES[language]
    sheet = "<style>.rest *{visibility:hidden;height:0}.rest .seo{display:none}</style>"
    half = len(story[1]) // 2
    linked = f'{story[1][:half]}<a href="/topic/ferry">{story[1][half:-1]}</a>{story[1][-1]}'
    rest = f'<p>{linked}<span class="seo">{hidden}</span></p>{paragraphs(story[2:])}'
    body = f'{sheet}<article>{paragraphs(story[:1])}<div class="rest">{rest}</div></article>'
    assert extracted(body).text.split("\n") == list(story)


def test_what_hides_all_in_a_box_hides_its_paragraphs_in_whatever_boxes() -> None:
    story, hidden = STORIES["en"]
    sheet = "<style>.rest *, .seo{visibility:hidden;height:0}</style>"
    font = '<font style="vertical-align:inherit"><font style="vertical-align:inherit">{}</font></font>'
    for form, beside in (("{}", f"<div class=seo>{hidden}</div>"), (font, "")):
        lines = [f"<p>{form.format(line)}</p>" for line in story]
        rest = f"<div>{lines[1]}{beside}</div>{lines[2]}{lines[3]}"
        article = extracted(f"{sheet}<article>{lines[0]}<div class=rest>{rest}</div></article>")
        assert article.text.split("\n") == list(story)


def test_but_no_box_below_its_paragraphs_that_may_hold_comments() -> None:
    story, hidden = STORIES["en"]
    sheet = "<style>.rest p, .rest div{display:none}</style>"
    rest = f"{paragraphs(story)}<div><p>{hidden}</p></div>"
    article = extracted(f"{sheet}<article><div class=rest>{rest}</div></article>")
    assert article.text.split("\n") == list(story)


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_terms_that_wait_hidden_do_not_replace_a_short_article(language: str) -> None:
    story, hidden = STORIES[language]
    terms = f'<div class="modal" style="display:none">{paragraphs((hidden,) * 40)}</div>'
    article = extracted(f"<article>{paragraphs(story)}</article>{terms}")
    assert article.text.split("\n") == list(story)


def test_the_tree_is_as_it_was() -> None:
    story, hidden = STORIES["en"]
    source = around("en", f"<div hidden>{hidden}<p>more</p></div>tail<template><b>x</b></template> end")
    tree = parse_html(source)
    assert not isinstance(tree, str)
    before = tostring(tree)
    lines, removed = read_shown(tree, lambda: page_lines(tree), lambda found: found)
    assert lines == (*story[:2], "tail end", *story[2:])
    assert [block.text for block in removed] == [hidden]
    assert tostring(tree) == before


def test_as_it_was_too_where_a_hidden_part_was_tried_in_vain() -> None:
    tree = parse_html(
        f"<div>{paragraphs(('One.',))}<dialog style='x:y'>{paragraphs(STORIES['en'][0])}</dialog></div>"
    )
    assert not isinstance(tree, str)
    before = tostring(tree)
    lines, _ = read_shown(tree, lambda: ("One.",), lambda found: found)
    assert lines == ("One.",)
    assert tostring(tree) == before


def test_many_hidden_parts_are_looked_into_in_bounded_time() -> None:
    """Each holder was read for each part it hides: counted, not timed."""
    cells = "".join(f"<div>{'<p hidden>' + STORIES['en'][1] + '</p>'}</div>" for _ in range(3_000))
    assert extracted(around("en", cells)).text.split("\n") == list(STORIES["en"][0])


def test_labels_that_open_the_rest_are_told_once_in_their_language() -> None:
    table = files("newsarchive.text.page").joinpath("data/more_labels.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    languages = [language for language, *_ in rows]
    assert languages == list(dict.fromkeys(languages))
    for language, *labels in rows:
        assert labels, language
        assert len(labels) == len({letters_only(label) for label in labels}), language
        assert all(1 < len(letters_only(label)) <= LONGEST_OPENER for label in labels), language
