"""Honest text in any language loses nothing to the rules on spam; the model knows what it was not shown."""

from __future__ import annotations

import pytest

from newsarchive.items import CleanArticle, FetchedPage, RemovedBlock
from newsarchive.stages import run_stages
from newsarchive.text.cleaning.clean import clean_paragraphs
from newsarchive.text.spam import LIKELY_SPAM, judge, trim_title
from newsarchive.text.spam.features import LEAST_ASKED, measure
from newsarchive.text.spam.ngrams import ABSTAINS, spam_odds
from newsarchive.text.spam.unmasking import unmask
from tests.text.spam.declaration import declarations

CHINESE = (
    "市图书馆新馆周三上午正式对公众开放，三层楼共设有两千个座位和一个儿童阅览区。",
    "馆长在仪式上说，新馆的建设历时四年，资金由市财政和市民捐款共同承担，藏书将达八十万册。",
    "开放首日前来参观的市民排起了长队，许多家长带着孩子在儿童阅览区里一直读到傍晚闭馆。",
)
KOREAN = (
    "부산시는 북항 재개발 2단계 사업을 내년 상반기에 착공한다고 화요일 밝혔다.",
    "시의회는 오랜 논의 끝에 사업비를 승인했다.",
)
KOREAN_TITLE = "부산항 북항 재개발 2단계 사업 내년 착공"
# Written for this test.
KOREAN_SPAM = (
    "강남출장안마 부산출장샵",
    "바카라사이트 카지노사이트 먹튀검증 토토사이트 추천",
    "비아그라 판매 사이트 시알리스 구매",
    "online casino slots free spins bonus",
)


def read(markup: str) -> CleanArticle:
    page = FetchedPage(
        url="https://herald.example/2026/03/rights.html", body=markup.encode(), content_type="text/html"
    )
    return run_stages(page)


def spam(removed: tuple[RemovedBlock, ...]) -> list[RemovedBlock]:
    return [block for block in removed if block.kind != "furniture"]


def test_there_are_more_than_seventy_languages() -> None:
    assert len({each.tag.partition("-")[0] for each in declarations()}) > 140


def test_pages_in_all_languages_lose_nothing() -> None:
    """As a news site wraps them, through the whole line; and what the spam stage alone makes of them."""
    for each in declarations():
        answer = read(each.page())
        assert (answer.verdict, spam(answer.removed)) == ("article", []), each.name
        assert clean_paragraphs(each.paragraphs) == (each.paragraphs, ()), each.name


def test_titles_in_all_languages_stay() -> None:
    for each in declarations():
        assert trim_title(each.title).cut == (), each.name


@pytest.mark.parametrize("code", ["tha", "tha2", "kat", "hye", "amh", "khm", "lao", "mya", "div", "fuf_adlm"])
def test_the_model_abstains_in_scripts_it_was_not_shown(code: str) -> None:
    found = next(each for each in declarations() if each.code == code)
    for paragraph in found.paragraphs:
        assert spam_odds(unmask(paragraph).text) == ABSTAINS
        assert not judge(paragraph, LEAST_ASKED).spam
    # Least is asked of a foreign line of a Chinese page.
    for paragraph in found.paragraphs:
        assert clean_paragraphs((*CHINESE, paragraph))[1] == ()


@pytest.mark.parametrize("code", ["swh", "som", "ltz", "mlt"])
def test_and_in_languages_of_a_script_it_knows(code: str) -> None:
    found = next(each for each in declarations() if each.code == code)
    whole = " ".join(found.paragraphs)
    assert measure(unmask(whole)).odds == ABSTAINS or measure(unmask(whole)).odds < LEAST_ASKED


# Of the Declaration in Drung (Yunnan; from "UDHR in Unicode", as `declaration` has others): a language that
# detection takes for none at all, once with a full stop and once with none.
DRUNG = (
    (
        "Lyanvhov Guiv guivjiax renvminv Lyanvhov Guiv Xyanxzangx avnyx jixbenf renvjuanv, renvgev zunxyanv "
        "ningx jiaxziv ningx langxlaf pyvmax pingvdengf juanvlix lev xinxnianx congvsenx lungx"
    ),
    (
        "Renvjuanv lev myv ccangf ningx wufmiex yefmanv boxxingv ef lungx, ccax lev boxxingv avzangf "
        "lyangvxinx lev dianxwux lungx, avzangf syvnax yanvlunx ningx xinxyangf zyxyyv alf kongfjux."
    ),
)


@pytest.mark.parametrize("paragraph", DRUNG)
def test_and_in_languages_that_no_detector_knows(paragraph: str) -> None:
    assert spam_odds(unmask(paragraph).text) > LEAST_ASKED
    assert measure(unmask(paragraph)).odds == ABSTAINS
    for least in (LEAST_ASKED, LIKELY_SPAM):
        assert not judge(paragraph, least).spam
    assert clean_paragraphs((*CHINESE, paragraph))[1] == ()


def test_but_not_of_keywords_whose_language_it_is_unsure_of() -> None:
    assert judge("bk8 fun88 w88 dafabet m88 casino slots login, sbobet agen judi, free spins bonus").spam


def test_a_name_in_another_script_does_not_hide_spam() -> None:
    line = "wimba casino no deposit bonus codes, wimba free spins login"
    assert judge(line).spam
    assert judge(f"{line} თბილისი").spam
    mixed = f"{'საქართველოს დედაქალაქი თბილისია. ' * 4}{line}"
    assert measure(unmask(mixed)).odds == ABSTAINS  # the phrases of the lexicon are another matter


@pytest.mark.parametrize("joint", [" - ", " | ", "_", " "])
@pytest.mark.parametrize("advert", KOREAN_SPAM)
def test_spam_in_every_title_does_not_condemn_the_text(advert: str, joint: str) -> None:
    title = f"{KOREAN_TITLE}{joint}{advert}"
    named = f"<title>{title}</title>" + "".join(
        f'<meta property="{name}" content="{title}">' for name in ("og:title", "twitter:title", "description")
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in KOREAN)
    head = f"<head><meta charset=utf-8>{named}</head>"
    answer = read(f"<html lang=ko>{head}<body><article><h1>{title}</h1>{body}</article>")
    assert answer.verdict == "article"
    assert answer.text.split("\n")[-2:] == list(KOREAN)
    assert advert not in (answer.title or "")


@pytest.mark.parametrize("advert", KOREAN_SPAM[:3])
def test_of_a_title_only_the_spam_is_cut(advert: str) -> None:
    assert trim_title(f"{KOREAN_TITLE} - {advert}").text == KOREAN_TITLE
