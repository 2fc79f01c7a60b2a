"""Spam planted as links in honest sentences goes; links of an article, and rows of honest links, stay."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsarchive.text.sanitising import sanitise_tree

URL = "https://news.example/a"
CHINESE = (
    "昨日下午，市文化局在河东新区介绍了新图书馆的建设情况，并宣布它将在明年秋天向所有市民免费开放。",
    "馆长说，新馆有三万平方米，读者可以在那里找到本市一百年来的报纸和地方志，还能听到老人讲述的故事。",
    "附近的居民表示欢迎，他们希望公共汽车的末班车也能因此推迟到晚上十点，好让人们有时间去看书。",
)
ENGLISH = (
    "The council opened the new library on Tuesday after three years of work; the mayor cut the ribbon.",
    "Residents said they were happy to have a place to read near the market they visit every week.",
    "It will be open from nine until six on weekdays and until noon on Sundays, free of charge.",
)
FILLER = (
    "老城区改造工程顺利通过专家组验收并将于月底移交",
    "春季运动会在实验中学操场隆重开幕各班代表依次入场",
)
ADVERT = "Our writers will do your homework overnight and you get the top grade you want."


def links(*texts: str, site: str = "") -> str:
    return " ".join(
        f'<a href="http://{site or f"w{number}.example"}/{number}.html">{text}</a>'
        for number, text in enumerate(texts)
    )


def read(paragraphs: tuple[str, ...], planted: str, head: str = "") -> tuple[str, list[str]]:
    first, *rest = paragraphs
    body = "".join(f"<p>{text}</p>" for text in (f"{first[:-1]}{planted}{first[-1]}", *rest))
    tree = document_fromstring(f"<html><head>{head}</head><body><article>{body}</article></body></html>")
    rules = [block.rule for block in sanitise_tree(tree, URL)]
    return tree.text_content(), rules


def test_harmless_words_sown_into_a_row_of_spam_links_go_with_them() -> None:
    row = links("橙果体育平台", FILLER[0], "无抵押小额网贷口子", FILLER[1])
    text, rules = read(CHINESE, row)
    assert rules
    assert not any(filler in text for filler in FILLER)
    assert all(paragraph[:-1] in text for paragraph in CHINESE)


def test_words_beside_spam_that_lead_to_one_site_are_that_site_s() -> None:
    row = links("橙果体育平台", "无抵押小额网贷口子")
    row += " " + links(*FILLER, site="b.example")
    assert FILLER[0] in read(CHINESE, row)[0]


@pytest.mark.parametrize("paragraphs", [CHINESE, ENGLISH])
def test_a_sentence_of_an_advert_linked_to_another_site_goes(paragraphs: tuple[str, ...]) -> None:
    text, rules = read(paragraphs, links(ADVERT))
    assert rules
    assert ADVERT not in text


@pytest.mark.parametrize(
    "linked",
    [
        "The agency warned consumers on Monday that the offer was a fraud and told them to call the police.",
        "Read the whole report on the history of the market hall that was published last week.",
    ],
)
@pytest.mark.parametrize("paragraphs", [CHINESE, ENGLISH])
def test_an_honest_sentence_linked_to_another_site_stays(paragraphs: tuple[str, ...], linked: str) -> None:
    assert read(paragraphs, links(linked)) == (
        "".join((f"{paragraphs[0][:-1]}{linked}{paragraphs[0][-1]}", *paragraphs[1:])),
        [],
    )


def test_a_foreign_advert_in_the_title_of_a_chinese_page_is_cut_and_the_title_stays() -> None:
    title = "新图书馆明年秋天开放"
    advert = "cheap nolvadex tablets online, buy tramadol overnight"
    assert read(CHINESE, "", f"<title>{title} - {advert}</title>")[1]
    assert read(CHINESE, "", f"<title>{title} - Riverside Library Opens Next Autumn</title>")[1] == []


def test_a_paragraph_in_a_span_stays_when_many_links_are_planted_in_it() -> None:
    row = links(
        "新沂市橙道地暖清洗有限公司",
        "滑县玻橙舞台灯光有限公司",
        "丹巴县洲橙钾肥有限公司",
        "通山县挖橙搪瓷有限公司",
    )
    wrapped = f"<p><span>{CHINESE[0]}{row * 3}</span></p>" + "".join(f"<p>{text}</p>" for text in CHINESE[1:])
    tree = document_fromstring(f"<html><body><article>{wrapped}</article></body></html>")
    assert sanitise_tree(tree, URL)
    assert all(paragraph in tree.text_content() for paragraph in CHINESE)
    assert "橙" not in tree.text_content()


ARABIC = (
    "عادت العبارة بين الضفتين إلى العمل يوم الاثنين بعد توقف دام خمسة أشهر.",
    "كانت السفينة القديمة ثقيلة على الرصيف الجديد، فاشترت البلدية سفينة أخف.",
    "وكان على متن الرحلة الأولى أربعون راكبا، بحسب مكتب الميناء.",
)


def planted(paragraphs: tuple[str, ...], words: tuple[str, ...], foot: str = "") -> tuple[str, list[str]]:
    """The paragraphs, each with a link behind its fifth word, above a foot."""
    halves = [(text.split()[:5], text.split()[5:]) for text in paragraphs]
    body = "".join(
        f"<p>{' '.join((*before, links(word, site=f's{at}.example'), *behind))}</p>"
        for at, ((before, behind), word) in enumerate(zip(halves, words, strict=True))
    )
    tree = document_fromstring(f"<html><body><article>{body}</article><div>{foot}</div></body></html>")
    rules = [block.rule for block in sanitise_tree(tree, URL)]
    return " ".join(tree.text_content().split()), rules


def test_linked_keywords_go_from_sentences_where_there_are_several() -> None:
    text, rules = planted(ENGLISH, ("slot gacor hari ini", "replica rolex watches", "the market"))
    assert rules == ["sown_phrase", "sown_phrase"]
    assert ENGLISH[0] in text
    assert ENGLISH[1] in text
    assert "the market" in text


def test_links_that_a_farm_lists_too_go_and_leave_the_story() -> None:
    words = ("افضل كازينو اون لاين", "مراهنات رياضية مجانية", "سلوتس بمال حقيقي")
    text, _ = planted(ARABIC, words, links(*words, *words))
    assert text.replace(" ", "") == "".join(ARABIC).replace(" ", "")


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (
            (
                "Customs officers opened two hundred parcels of counterfeit goods at the port, police said.",
                "The court heard that the men had sold them online for years as the real thing.",
            ),
            ("replica rolex watches", "replica rolex watches"),
        ),
        (
            (
                "The commission that licenses every casino explained its new rules for players on Monday.",
                "From June each casino must show on its first page what a bonus costs those who take it.",
            ),
            ("no deposit bonus", "slot gacor hari ini"),
        ),
    ],
)
def test_links_of_a_story_about_the_trade_stay(paragraphs: tuple[str, ...], words: tuple[str, ...]) -> None:
    text, rules = planted(paragraphs, words)
    assert rules == []
    assert all(word in text for word in words)


@pytest.mark.parametrize("brand", ["万博体育", "乐鱼体育"])
def test_a_sponsor_that_a_sentence_names_and_links_to_stays(brand: str) -> None:
    sentence = f"狼队胸前广告由{links(brand, site='brand.example')}更换为本地企业，俱乐部称合约已到期。"
    tree = document_fromstring("".join(f"<p>{text}</p>" for text in (*CHINESE, sentence)))
    assert sanitise_tree(tree, URL) == ()
    assert brand in tree.text_content()
