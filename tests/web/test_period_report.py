"""A report says what the archive holds, on both databases; what others wrote does nothing in it."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import lxml.html
import pytest
from playwright.sync_api import sync_playwright
from rich.cells import cell_len

from newsarchive import clock
from newsarchive.cli import period_report
from newsarchive.cli.period_report import chart_lines, chosen_period, level_bar
from newsarchive.errors import UsageError
from newsarchive.lifecycle import Outcome
from newsarchive.storage.queries.period_ledger import DayState, Period
from newsarchive.web.display.charts import lines_chart, sparkline, stacked_bars, state_map
from newsarchive.web.display.translations import PageTongue
from newsarchive.web.report import report_analysis, report_page
from newsarchive.web.report import report_figures as figures_module
from newsarchive.web.report.report_figures import ReportFigures, report_figures
from newsarchive.web.report.report_page import report_cards, report_html, report_notes, report_parts
from newsarchive.web.report.report_parts import Bars, ReportPart
from newsarchive.web.report.report_record import report_record
from newsarchive.web.report.report_sums import ReportSums
from newsarchive.web.report.report_words import REPORT_CHINESE, REPORT_OF_ONE, report_phrases
from tests.browser.conftest import chromium
from tests.cli.inside import run
from tests.databases import BOTH, make_sqlite_archive
from tests.web.filled_archive import HOSTILE
from tests.web.period_archive import BLIND, NOW, SINCE, UNTIL, fill_period

__all__ = ["chromium"]

WEEK = Period(since=date.fromisoformat(SINCE), until=date.fromisoformat(UNTIL))
LATER = Period(since=date(2026, 5, 4), until=date(2026, 5, 10))


@pytest.fixture(scope="module", params=BOTH)
def period_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The archive of this module, once on each database."""
    url: str = (
        make_sqlite_archive(tmp_path_factory.mktemp("period") / "archive.db")
        if request.param == "sqlite"
        else request.getfixturevalue("module_postgres_url")
    )
    fill_period(url)
    return url


def figures_of(url: str, period: Period = WEEK, names: tuple[str, ...] = ()) -> ReportFigures:
    return report_figures(url, period, names, NOW, timeout=60)


@pytest.fixture(scope="module")
def week(period_url: str) -> ReportFigures:
    """The figures of the last week."""
    return figures_of(period_url)


def test_the_numbers_are_those_of_the_archive(week: ReportFigures) -> None:
    record = report_record(ReportSums(week))
    (source,) = record["sources"]
    assert (record["articles"], source["usual"], source["before"]) == (25, 28.0, 28)
    assert [day["articles"] for day in source["days"]] == [4, 4, 0, 4, 4, 4, 5]
    (blind,) = [day for day in source["days"] if day["state"] != DayState.SEEN]
    assert (blind["day"], blind["state"], blind["cause"], blind["expected"]) == (
        BLIND,
        "blind",
        "no_crawl",
        4.0,
    )
    assert record["coverage"]["share_seen"] == pytest.approx(6 / 7)
    assert record["coverage"]["missing"] == 4.0
    answers = {kind: sum(days.values()) for kind, days in record["answers"].items()}
    assert {kind: count for kind, count in answers.items() if count} == {"new_or_edited": 27, "refused": 2}
    assert record["reasons"] == [
        {"outcome": "refused", "verdict": "hijacked", "reason": "spam_only", "count": 2}
    ]
    assert record["delay"] == {"articles": 24, "ahead": 0, "median": 1800.0, "p90": 3600.0}
    assert record["rechecks"] == {"changed": {UNTIL: 2}, "as_it_was": {}}
    assert record["repairs"] == [{"kind": "pinyin_note", "count": 12, "captures": 1}]
    assert record["removed"] == [{"kind": "gambling", "count": 2, "captures": 2}]
    assert record["languages"] == {"en": 19, "zh": 6}
    assert [row[9] for row in record["hours"]] == [4, 4, 0, 4, 4, 4, 4]
    assert record["without_hour"] == 1
    assert record["edits"] == {"stated": {}, "stealth": {UNTIL: 2}}
    assert [one["edits"] for one in record["edits_by_age"]] == [0, 1, 0, 0, 1, 0, 0, 0, 0]
    assert {one["edits"] for one in record["most_edited"]} == {1}
    assert all(one["chars_added"] > 0 < one["chars_removed"] for one in record["most_edited"])
    assert [(one["name"], one["articles"]) for one in record["authors"]][:4] == [
        (f"Ada {at}", 6) for at in range(4)
    ]
    assert [(one["name"], one["articles"], one["sources"]) for one in record["tags"]][:1] == [
        ("ferry", 24, 1)
    ]
    english = next(one for one in record["rising_words"] if one["language"] == "en")
    assert english["words"] == ({"word": "storm", "now": 18, "before": 0},)
    assert (english["now"], english["before"]) == (19, 21)
    assert record["sections"][0] == {"source": "pier", "section": "Harbour", "articles": 24}
    assert [(one["reason"], one["count"]) for one in record["crawls"]] == [("finished", 6)]
    assert (record["new_sources"], record["ceased_sources"], record["incidents"]) == ([], [], [])
    json.dumps(record)


def test_a_report_says_that_it_compared_the_newest_headlines_alone(
    period_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    phrases: dict[PageTongue, str] = {
        "en": "Of each time the newest 9 titles",
        "zh": "只读取最新的 9 个标题",
    }
    for most, told in ((10_000, False), (9, True)):
        for module in (report_analysis, figures_module):
            monkeypatch.setattr(module, "MOST_HEADLINES", most)
        sums = ReportSums(figures_of(period_url, WEEK))
        for tongue, said in phrases.items():
            captions = [part.caption for part in report_parts(sums, report_phrases(tongue))]
            assert any(said in (caption or "") for caption in captions) == told
        assert report_record(sums)["rising_words_cut"] == told


def test_of_one_thing_english_speaks_in_the_singular() -> None:
    assert REPORT_OF_ONE.keys() <= REPORT_CHINESE.keys()
    say = report_phrases("en")
    assert say.phrase("{count} give no hour.", count="1") == "1 gives no hour."
    assert say.phrase("{count} give no hour.", count="2") == "2 give no hour."


def test_periods_without_articles_and_one_source(period_url: str) -> None:
    sums = ReportSums(figures_of(period_url, LATER))  # to come, at NOW
    assert (sums.articles, sums.sources, sums.coverage) == (0, [], None)
    assert report_notes(sums, report_phrases("en")) == [
        "Nothing was found in this period.",
        "Days not over when the report was made: 7. Nothing is concluded from them.",
    ]
    assert b"No source was watched" in report_html(sums.figures, "en")
    early = ReportSums(figures_of(period_url, Period(since=date(2026, 2, 27), until=date(2026, 3, 3))))
    (source,) = early.sources
    assert [day.state for day in source.days] == [*[DayState.UNKNOWN] * 4, DayState.SEEN]
    assert early.new_sources == [("pier", date(2026, 3, 2))]
    assert source.before is None  # nobody watched
    first = ReportSums(figures_of(period_url, Period(since=date(2026, 2, 27), until=date(2026, 3, 2))))
    captions = " ".join(part.caption for part in report_parts(first, report_phrases("en")))
    assert "4 articles in 4 days. No source was watched" in captions
    assert "was blind" not in captions
    day = ReportSums(figures_of(period_url, Period(since=date(2026, 3, 2), until=date(2026, 3, 2))))
    assert "4 articles in one day." in report_parts(day, report_phrases("en"))[0].caption
    assert ReportSums(figures_of(period_url, WEEK, ("pier",))).articles == 25
    with pytest.raises(UsageError, match="Did you mean pier"):
        figures_of(period_url, WEEK, ("peer",))


def test_what_is_usual_is_told_of_the_days_of_which_it_is_known(period_url: str) -> None:
    figures = figures_of(period_url, Period(since=date(2026, 3, 16), until=date(2026, 4, 12)))
    sums = ReportSums(figures)
    (source,) = sums.sources
    assert (source.usual, source.articles) == (None, 109)  # two weeks of four have four weeks before them
    captions = {part.name: part.caption for part in report_parts(sums, report_phrases("en"))}
    assert (
        "What is usual is known of 14 of 28 days of sources: 56, where 53 came." in captions["volume"]
        and "Usual is" not in captions["volume"]
    )
    assert "What is usual is not known of any." in captions["sources"]


def test_a_source_that_nobody_saw_has_not_ceased(week: ReportFigures) -> None:
    silent = replace(week.sources[0], last_new_at=datetime(2026, 4, 2, 2, tzinfo=UTC))
    sums = ReportSums(replace(week, sources=(silent,)))
    assert (sums.ceased_sources, sums.unseen_sources) == ([("pier", date(2026, 4, 2), False)], [])
    blind = tuple(replace(day, state=DayState.BLIND) for day in week.ledger["pier"])
    figures = replace(week, sources=(silent,), ledger={"pier": blind})
    sums = ReportSums(figures)
    assert (sums.ceased_sources, sums.unseen_sources) == ([], [("pier", date(2026, 4, 2))])
    captions = {part.name: part.caption for part in report_parts(sums, report_phrases("en"))}
    assert captions["come-and-gone"] == "New: 0; ceased: 0. Not seen, so that nobody knows: 1."


def test_requests_are_counted_alike_wherever_they_stand(week: ReportFigures) -> None:
    skipped = replace(week.answers[0], outcome=Outcome.SKIPPED, count=1_000)
    sums = ReportSums(replace(week, answers=(*week.answers, skipped)))
    cards = dict(report_cards(sums, report_phrases("en")))
    captions = {part.name: part.caption for part in report_parts(sums, report_phrases("en"))}
    assert cards["Requests"] == "29"
    assert captions["answers"].startswith("29 requests: ")
    assert captions["answers"].endswith("1,000 URLs were not asked for.")


def test_what_is_not_over_is_not_called_unwatched(week: ReportFigures) -> None:
    days = tuple(replace(day, state=DayState.OPEN) for day in week.ledger["pier"])
    sums = ReportSums(replace(week, ledger={"pier": days}))
    captions = {part.name: part.caption for part in report_parts(sums, report_phrases("en"))}
    for name in ("volume", "coverage"):
        assert "No watched day is over yet" in captions[name]
        assert "No source was watched" not in captions[name]


def test_a_period_of_nothing_is_told_in_words_alone(period_url: str) -> None:
    sums = ReportSums(figures_of(period_url, Period(since=date(2025, 3, 1), until=date(2025, 3, 17))))
    parts = {part.name: part for part in report_parts(sums, report_phrases("en"))}
    assert [name for name, part in parts.items() if list(chart_lines(part, 80))] == []
    assert parts["answers"].caption == "No request was made."
    assert parts["edits"].caption == "No edit was found."


def test_names_of_sources_are_not_clipped_and_tables_fit(
    week: ReportFigures, chromium: str, tmp_path: Path
) -> None:
    """In the fonts that are installed here, at the width of a small laptop, with a scroll bar beside."""
    names = ("newsroom", "wwwmmmwww", "MORGENPOST-HAMBURG", "临江轮渡新闻")
    sources = tuple(
        replace(week.sources[0], number=week.sources[0].number + at, name=name)
        for at, name in enumerate(names)
    )
    figures = replace(week, sources=sources, ledger=dict.fromkeys(names, week.ledger["pier"]))
    page = tmp_path / "report.html"
    page.write_bytes(report_html(figures, "en"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            shown = browser.new_page(viewport={"width": 985, "height": 800})
            shown.goto(page.as_uri())
            starts = shown.locator("#coverage svg text.end").evaluate_all(
                "all => all.map(e => e.getBBox().x)"
            )
            over = shown.locator("#sources .scroll").evaluate("e => e.scrollWidth - e.clientWidth")
        finally:
            browser.close()
    assert len(starts) == len(names)
    assert min(starts) >= 0
    assert over <= 0


@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_what_others_wrote_does_nothing_in_the_page(week: ReportFigures, tongue: Any) -> None:
    page = report_html(week, tongue)
    assert page == report_html(week, tongue)
    text = page.decode()
    assert len(page) < 200_000
    controls = {one for one in text if unicodedata.category(one) in {"Cc", "Cf", "Cs"}} - {"\n", "\t"}
    assert controls == set()
    tree = lxml.html.fromstring(page)
    assert not tree.xpath("//script | //img | //iframe | //link | //object | //*[@style] | //*[@src]")
    assert not [name for one in tree.xpath("//*") for name in one.attrib if name.startswith("on")]
    assert all(one.startswith(("#", "https://pier.example/")) for one in tree.xpath("//@href"))
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    sheet = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert sheet is not None
    digest = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {"#hatching"}
    assert len(tree.xpath("//bdi[contains(., '<script>alert(1)')]")) == 4  # title, author, tag, section
    drawings = re.findall(r"<svg.*?</svg>", text, re.DOTALL)
    assert len(drawings) > 20
    for drawing in drawings:
        ET.fromstring(drawing)


def test_every_chart_has_its_words_and_numbers(week: ReportFigures) -> None:
    tongues: tuple[PageTongue, ...] = ("en", "zh")
    for tongue in tongues:
        say = report_phrases(tongue)
        for part in report_parts(ReportSums(week), say):
            assert part.title, part.name
            assert part.caption, part.name
            assert part.drawing is None or (part.table is not None and part.table.rows), part.name
    english = {part.name: part for part in report_parts(ReportSums(week), report_phrases("en"))}
    assert english["volume"].caption == (
        "25 articles in 7 days. Usual is 28."
        " Blind days of sources: 1; about 4 articles may be missing for them."
    )
    for name in ("volume", "languages", "answers", "rechecks", "edits", "delays"):
        drawing: Any = english[name].drawing
        assert drawing.blind == (False, False, True, False, False, False, False), name


def test_every_phrase_is_in_chinese() -> None:
    package = Path(report_page.__file__).parents[1]
    asked = set(re.findall(r'_\("([^"]*)"', (package / "templates/report.html").read_text(encoding="utf-8")))
    sources = [*package.rglob("report_*.py"), Path(period_report.__file__)]
    for tree in (ast.parse(one.read_text(encoding="utf-8")) for one in sources):
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "phrase" and call.args:
                first = call.args[0]
                asked |= {first.value} if isinstance(first, ast.Constant) else set()
    assert len(asked) > 100
    assert asked - REPORT_CHINESE.keys() == set()


def test_a_drawing_is_well_formed_whatever_it_names() -> None:
    values = (3.0, 0.0, 12.5)
    labels = [HOSTILE.replace("\x1b", "").replace("\x07", "")] * 3
    for drawing in (
        stacked_bars(
            labels, [(labels[0], values)] * 3, title=labels[0], unit=labels[0],
            usual=[None, 2.0, 1e9], missing=[0, 5, 1], blind=[True, False, True],
        ),
        lines_chart(labels, [(labels[0], [None, 1.0, None]), (labels[0], values)], title=labels[0], unit="h"),
        state_map(labels, labels, [[("seen", labels[0])] * 3] * 3, title=labels[0]),
        sparkline(values, values, title=labels[0], blind=[True, False, False]),
        stacked_bars([], [], title="", unit=""),
        lines_chart([], [], title="", unit=""),
        state_map([], [], [], title=""),
    ):  # fmt: skip
        assert "script" not in {one.tag for one in ET.fromstring(drawing).iter()}


def test_bars_in_the_terminal_fit_their_width() -> None:
    bars = Bars(
        labels=("一月", "b"),
        series=(("x", (1.0, 1_000_000.0)),),
        unit="",
        usual=(None, 3.0),
        missing=(9e6, 0.0),
        blind=(True, False),
    )
    part = ReportPart(name="n", audience="operator", title="t", caption="c", drawing=bars)
    for width in (40, 80, 120):
        assert all(cell_len(line) <= width for line in chart_lines(part, width))
    assert level_bar(0.001, 1_000, 20) == "▏"  # something is never nothing
    assert (level_bar(0, 10, 20), level_bar(10, 10, 3)) == ("", "███")


def test_the_period_is_checked() -> None:
    newest = date(2026, 4, 13)
    assert chosen_period(None, None, newest) == Period(since=date(2026, 3, 15), until=newest)
    assert chosen_period(date(2026, 4, 1), None, newest) == Period(since=date(2026, 4, 1), until=newest)
    assert chosen_period(None, date(2026, 1, 30), newest).since == date(2026, 1, 1)
    for since, until in (
        (date(2026, 4, 2), date(2026, 4, 1)),
        (date(2020, 1, 1), newest),
        (date.min, date.min),
    ):
        with pytest.raises(UsageError):
            chosen_period(since, until, newest)


def test_the_command_writes_prints_and_refuses(period_url: str, tmp_path: Path, sqlite_url: str) -> None:
    archive = {"NEWSARCHIVE_DATABASE_URL": period_url}
    period = ("--since", SINCE, "--until", UNTIL)
    with clock.using(lambda: NOW):
        for name in ("one.html", "two.html"):
            assert run("report", *period, "--html", name, cwd=tmp_path, variables=archive)[:2] == (0, "")
        assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
        code, out, _ = run("report", *period, "--html", "-", cwd=tmp_path, variables=archive)
        assert (code, out.encode()) == (0, (tmp_path / "one.html").read_bytes())
        code, out, _ = run("report", *period, "--json", cwd=tmp_path, variables=archive)
        assert (code, json.loads(out)["articles"]) == (0, 25)
        code, out, err = run("report", *period, cwd=tmp_path, variables=archive)
        assert (code, err) == (0, "")
        assert "04-08  0 / 4 x" in out
        assert "pier  ■■x■■■■" in out
        assert "\x1b" not in out
        code, _, err = run("report", "--html", "no/where.html", cwd=tmp_path, variables=archive)
        assert code == 2
        assert "--html 'no/where.html' cannot be written" in err
        assert run("report", "--html", "x", "--json", cwd=tmp_path, variables=archive)[0] == 2
        empty = {"NEWSARCHIVE_DATABASE_URL": sqlite_url}
        code, out, _ = run("report", cwd=tmp_path, variables=empty)
        assert code == 0
        assert "! The archive is empty." in out
        assert run("report", "--html", "empty.html", "--lang", "zh", cwd=tmp_path, variables=empty)[0] == 0
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix == ".html") == [
        "empty.html",
        "one.html",
        "two.html",
    ]


def test_a_browser_asks_for_nothing_and_axe_finds_nothing(
    chromium: str, week: ReportFigures, tmp_path: Path
) -> None:
    if not week.archive.endswith("archive.db"):
        pytest.skip("the page is the same on both databases")
    page_file = tmp_path / "report.html"
    page_file.write_bytes(report_html(week, "zh"))
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    asked: list[str] = []
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 390, "height": 900}, color_scheme="dark").new_page()
        page.on("request", lambda one: asked.append(one.url))
        page.on("console", lambda one: said.append(one.text))
        page.goto(page_file.as_uri())
        assert (asked, said) == ([page_file.as_uri()], [])
        assert (
            page.evaluate("getComputedStyle(document.querySelector('svg .series0')).fill") != "rgb(0, 0, 0)"
        )
        assert not page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        page.evaluate(axe)
        found = page.evaluate("axe.run(document)")["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
        browser.close()
