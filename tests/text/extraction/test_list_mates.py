"""Short sentences of a list, of which the judges of blocks take some and leave others."""

from __future__ import annotations

import pytest
from lxml import html

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.extraction.list_mates import linked_items
from newsarchive.text.page.page_blocks import page_blocks

LEAD = "去年冬天，全村发生了二十九起取暖引发的火情。消防员给出了这些建议。"
ADVICE = (
    "炉子旁边一米以内不要堆放衣物。",
    "睡觉以前要检查窗户是否留有缝隙。",
    "电热毯不要折叠，更不要整夜通电。",
    "烟囱每年至少清扫一次。",
    "家里有老人的，最好装上报警器。",
)
END = "消防员孙长河说，最好的设备也比不上邻居的一声提醒。"
HOURS = (("05:50", "晨跑的民眾發現沙灘上有黑影在動。"), ("08:30", "海巡人員拉起封鎖線，並鋪上濕床單。"))


def text_of(body: str) -> list[str]:
    head = "<html lang=zh><title>冬季取暖要记住的五件事</title><body><nav><a href=/a>首页</a></nav>"
    page = f"{head}{body}</body></html>"
    answer = run_stages(FetchedPage(url="https://paper.example/a/1.html", body=page.encode()))
    return answer.text.split("\n")


def test_all_sentences_of_a_list_stay_where_some_do() -> None:
    items = "".join(f"<li>{one}</li>" for one in ADVICE)
    text = text_of(f"<div><h1>冬季取暖要记住的五件事</h1><p>{LEAD}</p><ul>{items}</ul><p>{END}</p></div>")
    assert [line for line in text if line in ADVICE] == list(ADVICE)


def test_what_happened_at_each_hour_stays() -> None:
    items = "".join(f"<li><time>{hour}</time><div><p>{told}</p></div></li>" for hour, told in HOURS * 2)
    text = text_of(f"<article><h1>鯨魚擱淺的二十小時</h1><p>{LEAD}</p><ul>{items}</ul><p>{END}</p></article>")
    assert {told for _, told in HOURS} <= set(text)


@pytest.mark.parametrize("tag", ["aside", "nav"])
def test_a_list_of_other_stories_stays_out(tag: str) -> None:
    teasers = "".join(f"<li><a href=/s/{at}>{one}</a> 请看今天的报道。</li>" for at, one in enumerate(ADVICE))
    text = text_of(
        f"<article><h1>村里的桥</h1><p>{LEAD}</p><p>{END}</p></article><{tag}><ul>{teasers}</ul></{tag}>"
    )
    assert not [line for line in text if "请看今天" in line]


def test_questions_that_open_a_part_stay() -> None:
    asked = ("How did you come to this trade?", "Who will wind the clocks after you?")
    told = (
        "By accident, since the man who wound the clock broke his leg.",
        "I have two apprentices at last.",
    )
    parts = "".join(
        f"<div><h2><button data-toggle=collapse aria-controls=c{at}>{question}</button></h2>"
        f"<div id=c{at}><p>{answer}</p></div></div>"
        for at, (question, answer) in enumerate(zip(asked, told, strict=True))
    )
    share = "<div><h3><button>Share this</button></h3></div>"
    head = "<html><title>The clockmaker of Wexley</title><body><article><h1>The clockmaker of Wexley</h1>"
    page = f"{head}{parts}{share}</article></body></html>"
    text = run_stages(FetchedPage(url="https://paper.example/b", body=page.encode())).text.split("\n")
    assert [line for line in text if line in (*asked, *told)] == [asked[0], told[0], asked[1], told[1]]
    assert "Share this" not in text


# What to bring along, in several languages; written for this test.
BRINGING = {
    "en": ("Whoever wants to help should bring:", "sturdy gloves", "something to drink", "a good mood"),
    "de": ("Wer helfen möchte, bringt bitte mit:", "feste Handschuhe", "etwas zu trinken", "gute Laune"),
    "el": ("Όποιος θέλει να βοηθήσει ας φέρει:", "γερά γάντια", "κάτι να πιει", "καλή διάθεση"),
    "ja": ("手伝いたい人は次のものを持ってきてほしい。", "丈夫な手袋", "飲み物", "明るい気持ち"),
}
STORY = (
    "The choir of the harbour town cleans the old quay on Saturday, as it has done for ten years.",
    "Last year 59 people came, and the quay was clean by noon, the head of the choir told the council.",
)


@pytest.mark.parametrize("where", ["last", "between"])
@pytest.mark.parametrize("language", BRINGING)
def test_a_list_that_the_story_announces_stays(language: str, where: str) -> None:
    announced, *items = BRINGING[language]
    below = f"<p>{STORY[1]}</p>" if where == "between" else ""
    listed = "".join(f"<li>{one}</li>" for one in items)
    story = f"<p>{STORY[0]}</p><p>{STORY[1]}</p><p>{announced}</p><ul>{listed}</ul>"
    tags = "<div class=share><ul><li>Facebook</li><li>X</li></ul></div>"
    text = text_of(f"<article><h1>Harbour</h1><div class=txt>{story}{below}</div>{tags}</article>")
    assert [line for line in text if line in items] == items
    assert "Facebook" not in text


@pytest.mark.parametrize(
    "frame",
    [
        "<p>Share this story:</p><ul><li>Facebook</li><li>X</li></ul>",
        "<p>Pass this story on to whom you know:</p><ul><li>Facebook</li><li>X</li><li>Print</li></ul>",
        "<p>Tags:</p><ul><li><a href=/t/quay>Quay</a></li><li><a href=/t/choir>Choir</a></li></ul>",
        "<div><h3>Sections</h3><ul><li>Town</li><li>Sport</li></ul></div>",
    ],
)
def test_a_list_of_the_frame_is_announced_by_nobody(frame: str) -> None:
    story = "".join(f"<p>{line}</p>" for line in STORY * 2)
    text = text_of(f"<article><h1>Harbour</h1><div class=txt>{story}</div>{frame}</article>")
    assert not {"Facebook", "Quay", "Sport"} & set(text)


def test_pictures_side_by_side_are_no_list_of_the_story() -> None:
    captions = (
        "The quay from the north pier (picture: harbour office)",
        "The old crane that the town bought back from a yard",
    )
    slides = "".join(
        f"<li><figure><img src=q.jpg><figcaption>{one}</figcaption></figure>" for one in captions
    )
    story = f"<p>{STORY[0]}</p><ul class=slides>{slides}</ul><p>{STORY[1]}</p>"
    text = text_of(f"<article><h1>Harbour</h1><div class=txt>{story}</div></article>")
    assert not set(captions) & set(text)
    listed = "".join(f"<li>{one}</li>" for one in captions)
    story = f"<p>{STORY[0]}</p><ul class=slides>{listed}</ul><p>{STORY[1]}</p>"
    text = text_of(f"<article><h1>Harbour</h1><div class=txt>{story}</div></article>")
    assert set(captions) <= set(text)


@pytest.mark.parametrize(
    "items",
    [
        ("By Ada Roe", "4 May 2031", "News"),
        ("By Ada Roe", "Photo: John Smith", "4 May 2031", "5 min read"),
        ("Log in", "Register", "My account"),
        ("Accept", "Reject", "Settings"),
    ],
)
def test_a_list_of_who_signs_is_none_of_the_story(items: tuple[str, ...]) -> None:
    listed = "".join(f"<li>{one}</li>" for one in items)
    years = (f"In 20{10 + at} the {line.lower()}" for at, line in enumerate(STORY * 6))
    story = "".join(f"<p>{line}</p>" for line in years)
    text = text_of(f"<article><h1>Harbour</h1><div class=txt>{story}<ul>{listed}</ul></div></article>")
    assert not {"4 May 2031", "News", "5 min read", "My account", "Settings"} & set(text)


def test_a_list_of_days_that_the_story_announces_stays() -> None:
    days = ("4 May 2031", "11 May 2031", "18 May 2031")
    listed = "".join(f"<li>{one}</li>" for one in days)
    story = "".join(f"<p>{line}</p>" for line in (*STORY, "The choir sings at the old quay on these days:"))
    text = text_of(f"<article><h1>Harbour</h1><div class=txt>{story}<ul>{listed}</ul></div></article>")
    assert [line for line in text if line in days] == list(days)


MENDED = (
    "The <a href=/gate>eastern gate of the reservoir</a> holds again.",
    "The <a href=/path>footpath along its whole northern shore</a> stays closed.",
)
HEADLINES = (
    "<a href=/s/1>The eastern gate of the reservoir holds again.</a>",
    "<a href=/s/2>The footpath along the northern shore stays closed.</a>",
)
AROUND = (
    "Divers spent eleven days below the surface of the Hale reservoir, and on Friday they came up for good.",
    "The water company said that the level would rise by a hand's breadth a day until the spring.",
    "Anglers, who have had nothing to do there since August, may come back in the second week of March.",
)


def with_list(items: tuple[str, ...]) -> str:
    told = "".join(f"<li>{one}</li>" for one in items)
    return (
        f"<article><h1>The reservoir of Hale fills again</h1><p>{AROUND[0]}</p><p>{AROUND[1]}</p>"
        f"<ul>{told}</ul><p>{AROUND[2]}</p></article>"
    )


@pytest.mark.parametrize("count", [1, 2])
def test_sentences_amid_the_text_stay_whatever_of_them_is_linked(count: int) -> None:
    told = (
        "The eastern gate of the reservoir holds again.",
        "The footpath along its whole northern shore stays closed.",
    )
    assert text_of(with_list(MENDED[:count])) == [*AROUND[:2], *told[:count], AROUND[2]]


def test_items_that_only_lead_to_other_stories_stay_out_and_are_evidence() -> None:
    page = FetchedPage(url="https://paper.example/a/1.html", body=with_list(HEADLINES).encode())
    answer = run_stages(page)
    assert answer.text.split("\n") == list(AROUND)
    assert "The eastern gate of the reservoir holds again." in [block.text for block in answer.removed]


@pytest.mark.parametrize("name", ["related-stories", "share"])
def test_a_list_called_otherwise_stays_out(name: str) -> None:
    text = text_of(with_list(MENDED).replace("<ul>", f"<ul class={name}>"))
    assert not [line for line in text if "holds again" in line]


STEPS = (
    "Mix the flour and the salt <a href=/t/69>in a wide</a> bowl.",
    "Add the water <a href=/t/420>and knead</a> for ten minutes.",
    "<a href=/t/7>The dough</a> rests until it has doubled.",
)
TOLD_STEPS = (
    "Mix the flour and the salt in a wide bowl.",
    "Add the water and knead for ten minutes.",
    "The dough rests until it has doubled.",
)


def ending_with(items: tuple[str, ...], above: str = "") -> str:
    told = "".join(f"<li>{one}</li>" for one in items)
    story = "".join(f"<p>{line}</p>" for line in AROUND)
    return f"<article><h1>The reservoir of Hale fills again</h1>{story}{above}<ol>{told}</ol></article>"


@pytest.mark.parametrize(
    "above", ["", "<h2>How it is done</h2>", "<blockquote><p>He baked it.</p></blockquote>"]
)
def test_sentences_with_links_stay_where_the_story_ends_with_them(above: str) -> None:
    text = text_of(ending_with(STEPS, above))
    assert [line for line in text if line in TOLD_STEPS] == list(TOLD_STEPS)


def test_a_list_about_the_paper_below_the_article_stays_out() -> None:
    story = "".join(f"<p>{line}</p>" for line in AROUND)
    about = "<li>The paper is owned by <a href=/t/1>its readers</a> and takes no money.</li>" * 3
    blocks = page_blocks(html.fromstring(f"<main><article>{story}</article><ul>{about}</ul></main>")).blocks
    assert not linked_items(blocks, AROUND).any()


@pytest.mark.parametrize(
    "items",
    [
        HEADLINES,
        ("<a href=/s/1>The gate of the reservoir holds</a> Divers came up on Friday.",) * 2,
        ("Read also: <a href=/s/1>the gate of the reservoir</a> holds again.",) * 2,
        (*STEPS, "<a href=/s/1>The footpath stays closed</a>"),
        STEPS[:1],
    ],
)
def test_what_leads_to_other_stories_stays_out_at_the_end(items: tuple[str, ...]) -> None:
    blocks = page_blocks(html.fromstring(ending_with(items))).blocks
    assert not linked_items(blocks, AROUND).any()
