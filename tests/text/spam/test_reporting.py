"""A report on a trade of spam keeps its sentences and its headline; adverts in it go."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.evidence import SPAM_TOPICS, SpamKind
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.cleaning.clean import clean_paragraphs, clean_title
from newsarchive.text.spam.features import measure
from newsarchive.text.spam.trade_report import TradeReport
from newsarchive.text.spam.unmasking import unmask

REPORTS = {
    "ja": (
        "府警は三日、海外のオンラインカジノで賭博をした疑いで男女四人を書類送検した。",
        "四人は入金不要ボーナスに引かれて始めたという。府警は運営会社を調べている。",
        "依存症の相談は市役所の窓口で受け付けている。",
    ),
    "zh-TW": (
        "警方昨日在高雄查獲一處賭博機房，逮捕六名男子。",
        "嫌犯架設線上娛樂城，以「註冊送體驗金」招攬會員。全案依賭博罪移送法辦。",
        "檢方表示，主嫌三年前也曾因同案入獄。",
    ),
    "ko": (
        "경찰은 3일 온라인 도박 조직원 네 명을 검거했다고 밝혔다.",
        "이들이 운영한 온라인카지노와 슬롯사이트의 판돈은 2천억 원이었다.",
        "경찰은 달아난 총책을 쫓고 있다.",
    ),
    "th": (
        "ตำรวจบุกจับเครือข่ายเว็บพนันออนไลน์ที่ชลบุรี ยึดทรัพย์สินกว่าร้อยล้านบาท",
        "เว็บดังกล่าวเปิดให้เล่นบาคาร่า สล็อต และแทงบอล โดยแจกเครดิตฟรี",
        "ผู้ต้องหาสามคนให้การรับสารภาพต่อศาลแล้ว",
    ),
    "tr": (
        "Belediyenin internet sitesi pazartesi gecesi hacklendi, savcılık soruşturma başlattı.",
        "Sayfalarda deneme bonusu veren bahis siteleri ile escort ilanları göründü.",
        "Site salı öğleden sonra yeniden açıldı.",
    ),
    "es": (
        "El Senado debatió el martes una ley que prohíbe los anuncios de prostitución.",
        "Las páginas de escorts y masajes eróticos tendrían seis meses para cerrar.",
        "La norma prevé multas de hasta un millón de euros.",
    ),
}


def trades_of(lines: list[str]) -> frozenset[SpamKind]:
    return TradeReport.of(lines).trades


@pytest.mark.parametrize("paragraphs", REPORTS.values(), ids=REPORTS)
def test_no_sentence_of_a_report_goes(paragraphs: tuple[str, ...]) -> None:
    assert clean_paragraphs(paragraphs) == (paragraphs, ())


def test_the_same_sentence_goes_where_the_article_is_about_something_else() -> None:
    """What saves it is the report: beside a harbour's it is the farm's."""
    planted = REPORTS["tr"][1]
    harbour = ("The harbour wall will be rebuilt.", planted, "The work begins in May, the mayor said.")
    assert planted not in clean_paragraphs(harbour)[0]


def test_a_sentence_that_reports_by_itself_stays_in_any_article() -> None:
    """It says という and that the police ask, as no advert does."""
    told = REPORTS["ja"][1]
    harbour = ("The harbour wall will be rebuilt.", told, "The work begins in May, the mayor said.")
    assert clean_paragraphs(harbour) == (harbour, ())


@pytest.mark.parametrize(
    "advert",
    [
        "เล่นบาคาร่า สล็อต แทงบอล สมัครเลยวันนี้ รับเครดิตฟรี แอดไลน์ @ufa9999",
        "Deneme bonusu veren bahis siteleri için hemen üye ol: t.me/bahis777 adresine yaz!",
        "註冊送體驗金，線上娛樂城百家樂，加LINE：win8888 立即領取！",
    ],
)
def test_what_offers_goes_from_a_report_too(advert: str) -> None:
    reports = [paragraphs[0] for paragraphs in REPORTS.values()]
    assert SpamKind.GAMBLING in TradeReport.of(reports).trades
    assert advert not in clean_paragraphs((*reports, advert))[0]


def test_trades_are_told_of_where_one_sentence_names_and_reports() -> None:
    assert trades_of(["Police raided an illegal casino on Monday."]) == {SpamKind.GAMBLING}
    # A farm's sentence names the trade, and the article reports on something else.
    assert trades_of(["The casino has slots for everyone.", "Police closed the bridge."]) == frozenset()
    assert trades_of(["Hackers defaced the library's website, police said."]) == frozenset(SPAM_TOPICS)
    assert trades_of(["illegal casino raided by police"]) == frozenset()
    assert (
        trades_of(["Sanjay Kumar told reporters about the sextet and the diplomats, by law."]) == frozenset()
    )
    assert trades_of(["据报道，黑客马拉松也在这里举行。"]) == frozenset()


@pytest.mark.parametrize(
    "words",
    ["The judicial council met on Monday, the court said.", "Prozentuale Zinsen, sagte der Richter gestern."],
)
def test_beginnings_of_other_words_name_no_trade(words: str) -> None:
    assert trades_of([words]) == frozenset()


HEADLINES = {
    "Online-Casino ohne Lizenz: Spieler bekommt 40.000 Euro zurück": (
        "Ein Spieler aus Jena bekommt 40.000 Euro zurück, die er in einem Online-Casino verlor.",
        "Das Landgericht gab seiner Klage gegen den Anbieter des Casinos am Freitag statt.",
    ),
    "線上娛樂城百家樂機房遭破獲": (
        "警方週五在台南破獲一處賭博機房，逮捕五人。",
        "全案依賭博罪移送法辦。",
    ),
}


@pytest.mark.parametrize(("title", "paragraphs"), HEADLINES.items())
def test_the_headline_of_a_report_stays(title: str, paragraphs: tuple[str, ...]) -> None:
    assert clean_title(title, (), paragraphs) == (title, ())
    text = "".join(f"<p>{line}</p>" for line in paragraphs)
    page = f"<title>{title} - Tagblatt</title><article><h1>{title}</h1>{text}</article>"
    article = run_stages(FetchedPage(url="https://paper.example/a/1", body=page.encode()))
    assert article.title == title


def test_the_title_a_farm_puts_over_another_text_goes() -> None:
    report = ("Police raided an illegal casino in the harbour on Monday.", "Six people were arrested.")
    assert clean_title("線上娛樂城百家樂", (), report)[0] is None
    assert not TradeReport.of(["The bridge reopens on Monday."]).is_headed("Casino online sin depósito bono")


@pytest.mark.parametrize(
    ("title", "planted"),
    [
        (
            "Best Online Casinos in Canada 2026",
            "Gambling in Canada is covered by a federal law, and a minister grants the licences.",
        ),
        (
            "Online Casino ohne Lizenz Deutschland 2026",
            "In Deutschland darf laut Gericht jeder Erwachsene in einem Casino mit Lizenz spielen.",
        ),
    ],
)
def test_a_farm_that_writes_a_sentence_of_news_keeps_no_title(title: str, planted: str) -> None:
    assert clean_title(title, (), ("The bridge reopens on Monday.", planted))[0] is None


@pytest.mark.parametrize(
    "advert",
    [
        "Online casino real money players enjoy free spins no deposit bonus at the best online casinos.",
        "The best online casino offers slots, roulette and sports betting with a welcome bonus.",
        "网上赌场提供真人视讯百家乐，首存送彩金。",
    ],
)
def test_prose_of_a_farm_goes_from_a_report_too(advert: str) -> None:
    report = ("Police raided an illegal casino in the harbour on Monday.", "Six people were arrested.")
    assert SpamKind.GAMBLING in TradeReport.of(report).trades
    assert clean_paragraphs((*report, advert))[0] == report


def test_a_run_behind_a_sentence_goes_from_a_report_too() -> None:
    report = "Police said the illegal casino on Mill Lane was closed."
    line = "The architect was pleased with it. Bandar Slot Gacor Situs Judi Slot Online Terpercaya"
    assert "Bandar" not in "".join(clean_paragraphs((report, line))[0])


def test_each_subject_has_a_row_and_each_word_stands_once_in_it() -> None:
    text = files("newsarchive.text.spam").joinpath("data", "subjects.txt").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert {kind for kind, _ in rows} == {*SPAM_TOPICS, "report", "hacked", "site"}
    for kind, listed in rows:
        words = listed.split("|")
        assert all(word.strip() == word and word.strip("*") for word in words), kind
        assert len(words) == len(set(words)), kind


LINES = st.lists(st.text(max_size=80) | st.sampled_from([line for each in REPORTS.values() for line in each]))


@given(LINES, st.text(max_size=60) | st.sampled_from(list(HEADLINES)))
def test_any_lines_can_be_asked_about(lines: list[str], title: str) -> None:
    report = TradeReport.of(lines)
    assert report.trades <= frozenset(SPAM_TOPICS)
    report.is_headed(title)
    report.tells(measure(unmask(title)))
    assert not TradeReport().tells(measure(unmask(title)))


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (
            "다리 공사는 5월에 시작한다고 시장이 밝혔다.",
            "토토사이트 가입코드를 퍼뜨린 혐의로 인부 한 명이 입건됐다.",
        ),
        (
            "다리 공사는 5월에 시작한다고 시장이 밝혔다.",
            "출장마사지를 가장한 사기가 늘고 있다고 금융감독원은 밝혔다.",
        ),
        (
            "다리 공사는 5월에 시작한다고 시장이 밝혔다.",
            "조폭이 운영한 온라인카지노와 슬롯사이트의 판돈은 3천억 원이었다.",
        ),
        (
            "橋の工事は五月に始まると市長が述べた。",
            "「ブラックOK、即日融資」と書いたビラが欄干に貼られていた。",
        ),
    ],
)
def test_no_sentence_is_cut_in_two(before: str, sentence: str) -> None:
    """Particles say what its words are there, whatever the article is about; a farm's run has none."""
    assert clean_paragraphs((before, sentence)) == ((before, sentence), ())


def test_a_few_hidden_words_condemn_no_page() -> None:
    """A shop's page shows a price; what it hides the n-gram model alone suspects."""
    shop = "<main><h1>Surface lamp</h1><p>49.99</p></main>"
    hidden = "<div style='display:none'>Questions &amp; Answers(23questions)</div>"
    article = run_stages(FetchedPage(url="https://shop.example/p/1", body=f"{shop}{hidden}".encode()))
    assert article.verdict == "not_article"


def test_a_page_is_read_once_however_many_lines_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile page has hundreds of titles and runs to ask about."""
    read, times = TradeReport.of, []

    def counted(lines: Iterable[str]) -> TradeReport:
        times.append(1)
        return read(lines)

    monkeypatch.setattr(TradeReport, "of", counted)
    report = "Police said the illegal casino on Mill Lane was closed."
    run = "spoke about the garden. Bandar Slot Gacor Situs Judi Slot Online Terpercaya"
    clean_paragraphs((report, *(f"Council number {number} {run}" for number in range(40))))
    # Once a round for whole lines and once for their runs; the last of three rounds cuts nothing.
    assert 0 < len(times) <= 6
    times.clear()
    clean_title("線上娛樂城百家樂", tuple(f"線上娛樂城百家樂{number}" for number in range(40)), (report,))
    assert len(times) == 1
