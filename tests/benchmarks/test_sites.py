"""The benchmark of real software measures right: on a small site of our own, which it is true to or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from benchmarks.sites import living_plan as plan_days
from benchmarks.sites.crawling import Outcome, Stored, propose_and_crawl
from benchmarks.sites.ghost_life import ghost_acts
from benchmarks.sites.known_news import News, known_news
from benchmarks.sites.living import LivingSite, State, Trouble, edited, with_edits, with_wall, without
from benchmarks.sites.living_plan import planned
from benchmarks.sites.living_program import Act, LivingProgram
from benchmarks.sites.report import findings_of, table_of
from benchmarks.sites.scoring import ASKED, score_site
from benchmarks.sites.serving import Answer, StaticFolder, serving
from benchmarks.sites.software import Running
from benchmarks.sites.stating import known_articles
from benchmarks.sites.truth import KnownArticle
from benchmarks.training.rendered_programs import BuildFailedError
from benchmarks.training.rendered_stories import KnownStory
from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from tests.forking import run_forked

HOST = "pier.park.example"
COUNT = 18
ON_A_PAGE = 6

pytestmark = pytest.mark.xdist_group("survey")


def render(news: News, folder: Path) -> list[str]:
    """Write a site as a generator of static sites does: pages, lists of them, lists by tag, a feed."""
    site = news.site
    paths = [f"{story.published:%Y/%m}/{story.slug}.html" for story in site.stories]
    known = list(zip(site.stories, paths, strict=True))
    for story, path in known:
        tags = " ".join(
            f"<a rel='tag' href='/tag/{number}.html'>{tag}</a>" for number, tag in enumerate(story.tags)
        )
        head = "".join(f"<meta property='article:tag' content='{tag}'>" for tag in story.tags)
        inner = (
            f"<article><h1>{escape(story.title)}</h1><p class='byline'>By <a rel='author' "
            f"href='/author/1.html'>{story.author}</a>, <time datetime='{story.published.isoformat()}'>"
            f"{story.published:%Y-%m-%d}</time></p><div class='entry-content'>{story.html}</div></article>"
            f"<p>{tags}</p>"
        )
        put(folder / path, page(story.title, inner, site.title, head))
    for number, start in enumerate(range(0, len(known), ON_A_PAGE), 1):
        name = "index.html" if number == 1 else f"index{number}.html"
        more = (
            f"<a rel='next' href='/index{number + 1}.html'>Older</a>"
            if start + ON_A_PAGE < len(known)
            else ""
        )
        put(folder / name, page("", teasers(known[start : start + ON_A_PAGE]) + more, site.title))
    put(folder / "tag" / "0.html", page("Posts", teasers(known), site.title))
    put(folder / "author" / "1.html", page("By one author", teasers(known[::2]), site.title))
    entries = "".join(
        f"<entry><title>{escape(story.title)}</title><link href='http://{HOST}/{quote(path)}'/>"
        f"<published>{story.published.isoformat()}</published><author><name>{story.author}</name></author></entry>"
        for story, path in known[:10]
    )
    put(folder / "feed.xml", f"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{entries}</feed>")
    return paths


def page(title: str, inner: str, site: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}"
        f"<title>{escape(title or site)}</title>"
        "<link rel='alternate' type='application/atom+xml' href='/feed.xml'></head><body>"
        f"<nav><a href='/'>{site}</a> <a href='/tag/0.html'>Harbour</a></nav><main>{inner}</main>"
        f"<footer>© {site}</footer></body></html>"
    )


def teasers(known: Sequence[tuple[KnownStory, str]]) -> str:
    return "".join(
        f"<article><h2><a href='/{quote(path)}'>{escape(story.title)}</a></h2>"
        f"<p>{escape(story.pieces[0][1][:120])}</p></article>"
        for story, path in known
    )


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[KnownArticle], Outcome]:
    folder = tmp_path_factory.mktemp("park")
    news = known_news(HOST, "headline", count=COUNT)
    running = Running(
        host=HOST, news=news, site=StaticFolder(folder / "site"), pages=render(news, folder / "site")
    )
    with serving({HOST: running.site}) as server:
        outcome = propose_and_crawl(folder / "archive", server.address, f"http://{HOST}/", run_forked)
    return known_articles(running), outcome


def test_the_small_site_is_found_and_read(measured: tuple[list[KnownArticle], Outcome]) -> None:
    articles, outcome = measured
    score = score_site(articles, outcome.stored)
    assert score.is_good, findings_of(HOST, score.misses) + outcome.report
    assert score.counts["found"] == (COUNT, COUNT)
    assert score.counts["moment"] == (COUNT, COUNT), "each page states it"
    assert score.counts["short text"][1] == sum(known.story.is_short for known in articles) > 0


def test_what_is_wrong_is_counted(measured: tuple[list[KnownArticle], Outcome]) -> None:
    """Each figure falls for what it measures, and for nothing else."""
    articles, outcome = measured
    key = canonical_key(articles[0].url)
    right = outcome.stored[key]
    other = articles[1].story
    wrongs: dict[str, Stored] = {
        "title": replace(right, title="Menu"),
        "moment": replace(right, moment=None),
        "authors": replace(right, authors=("Pier Staff",)),
        "tags": replace(right, tags=()),
        "text": replace(right, text=right.text + "\n" + "Comments are closed."),
    }
    for measure, wrong in wrongs.items():
        score = score_site(articles, outcome.stored | {key: wrong})
        fallen = {name for name in ASKED if score.counts[name][0] < score.counts[name][1]}
        assert fallen - {"short text"} == {measure}, measure
        assert f"- {measure}: 1" in findings_of(HOST, score.misses)
    gone = {address: one for address, one in outcome.stored.items() if address != key}
    assert score_site(articles, gone).counts["found"] == (COUNT - 1, COUNT)
    listing = "http://pier.park.example/tag/0.html"
    twice = outcome.stored | {canonical_key(listing): replace(right, url=listing)}
    assert score_site(articles, twice).strange == (listing,)
    mixed = score_site(articles, outcome.stored | {key: replace(right, text=right.text + "\n" + other.text)})
    assert mixed.another == (articles[0].url,)
    assert not mixed.is_good


def test_the_table_names_what_was_skipped(measured: tuple[list[KnownArticle], Outcome]) -> None:
    articles, outcome = measured
    table = table_of({HOST: score_site(articles, outcome.stored), "ghost": "SKIPPED: npm is not there"})
    assert "ghost  " in table
    assert "SKIPPED: npm is not there" in table
    assert table.splitlines()[-1].split()[1] == "100.0%"
    assert "pass" in table
    assert "NO" not in table


def test_the_table_marks_what_is_below_what_is_asked(measured: tuple[list[KnownArticle], Outcome]) -> None:
    articles, outcome = measured
    (_, one), *rest = outcome.stored.items()
    listing = "http://pier.park.example/tag/0.html"
    stored = dict(rest) | {canonical_key(listing): replace(one, url=listing)}
    row = table_of({HOST: score_site(articles, stored)}).splitlines()[-1]
    assert row.split()[1:3] == ["NO", f"{100 * (COUNT - 1) / COUNT:.1f}%"]
    assert row.endswith("FAIL")
    assert "NO 1" in row, "one false article"


def test_a_page_without_its_story_is_no_truth(tmp_path: Path) -> None:
    news = known_news(HOST, "number", count=6)
    pages = render(news, tmp_path)
    put(tmp_path / pages[2], "<h1>Gone</h1>")
    with pytest.raises(BuildFailedError, match="does not show its story"):
        known_articles(Running(host=HOST, news=news, site=StaticFolder(tmp_path), pages=pages))


def test_the_news_of_a_site_is_its_own() -> None:
    """Six languages, half of it short, no paragraph twice, the newest first, and a name decides."""
    news = known_news(HOST, "headline")
    stories = news.site.stories
    assert len(stories) == 60
    assert len(set(news.languages)) == 6
    paragraphs = [words for story in stories for kind, words in story.pieces if kind == "p"]
    assert len(set(paragraphs)) == len(paragraphs)
    assert len({story.slug for story in stories}) == 60
    moments = [story.published for story in stories]
    assert moments == sorted(moments, reverse=True)
    assert 20 <= sum(story.is_short for story in stories) <= 40
    assert any(story.remarks for story in stories if story.is_short)
    assert known_news(HOST, "headline") == news
    assert known_news("quay.park.example", "headline") != news


def test_a_living_site_is_what_it_is_at_a_moment(tmp_path: Path) -> None:
    """A later state, an hour of errors that lies over it, an address that leads to another from then on."""
    begins = datetime(2026, 10, 30, tzinfo=UTC)
    hour = timedelta(hours=1)
    put(tmp_path / "one" / "pier.html", "<h1>Pier opens</h1>")
    put(tmp_path / "two" / "pier.html", "<h1>Pier opens late</h1>")
    site = LivingSite(
        states=(
            State(begins=begins, root=tmp_path / "one"),
            State(begins=begins + 2 * hour, root=tmp_path / "two"),
        ),
        troubles=(Trouble(begins=begins + 3 * hour, ends=begins + 4 * hour, status=404),),
        moved={"/pier.html": (begins + 5 * hour, f"http://{HOST}/quay.html")},
    )

    def at(hours: float, path: str = "/pier.html") -> tuple[int, bytes]:
        reply = site.reply(path, begins + hours * hour, ("", ""))
        return reply.status, reply.body

    assert at(1) == (200, b"<h1>Pier opens</h1>")
    assert at(2) == (200, b"<h1>Pier opens late</h1>")
    assert at(3.5)[0] == 404
    assert at(4) == (200, b"<h1>Pier opens late</h1>")
    assert at(5)[0] == 301
    assert at(5, "/ferry.html")[0] == 404
    assert site.asked == 6


def test_a_wall_leaves_the_first_paragraph_and_says_so() -> None:
    plan = planned(datetime(2026, 10, 30, tzinfo=UTC))
    story = plan.locked
    walled = with_wall(page(story.title, f"<h1>{escape(story.title)}</h1>{story.html}", "Post"), story)
    shown = [words in unescape(walled) for kind, words in story.pieces if kind == "p"]
    assert shown == [True, *[False] * (len(shown) - 1)]
    assert len(shown) > 1
    found = run_stages(FetchedPage(url=f"http://{HOST}/a", body=walled.encode(), content_type="text/html"))
    assert found.facts.for_subscribers
    # A sentence beside a link may be of the text: that of an offer is kept rather than one of a story cut.
    assert found.text.splitlines()[1:] in ([], ["Subscribe to read on."])


def test_what_happens_to_a_site_happens_to_different_stories() -> None:
    plan = planned(datetime(2026, 10, 30, tzinfo=UTC))
    chosen = [*plan.late, *plan.edits, *plan.gone, *plan.taken, plan.moved, plan.locked]
    assert len({story.number for story in chosen}) == len(chosen)
    assert [*plan.arrivals] == list(reversed(plan.late))
    assert max(plan.arrivals.values()) < plan_days.EDITED


def test_states_of_a_site_differ_by_what_happened() -> None:
    site = known_news(HOST, "number", count=6).site
    gone, changed = site.stories[0], site.stories[1]
    later = without(with_edits(site, {changed: edited(changed)}), [gone])
    assert [story.number for story in later.stories] == [1, 2, 3, 4, 5]
    assert later.stories[0].text.startswith(changed.text)
    assert later.stories[0].text != changed.text
    assert later.stories[1:] == site.stories[2:]


def test_a_program_that_lives_is_changed_before_it_answers() -> None:
    """Each act is done once, when its moment has come; what was answered before it is not answered again."""
    begins = datetime(2026, 10, 30, tzinfo=UTC)
    hour = timedelta(hours=1)
    done: list[str] = []

    @dataclass
    class Behind:
        asked: int = 0

        def answer(self, target: str, _asked: Mapping[str, str]) -> Answer:
            self.asked += 1
            return Answer(f"{target} {' '.join(done)}".encode())

    behind = Behind()
    site = LivingProgram(
        behind=behind,
        act=lambda act: done.append(act.what),
        acts=[Act(begins + hour, "edit"), Act(begins + 2 * hour, "trash")],
        troubles=(Trouble(begins=begins + 3 * hour, ends=begins + 4 * hour, status=404),),
    )

    def at(hours: float) -> tuple[int, bytes]:
        reply = site.reply("/a", begins + hours * hour, ("", ""))
        return reply.status, reply.body

    assert [at(0), at(0.5)] == [(200, b"/a ")] * 2
    assert behind.asked == 1
    assert at(1) == (200, b"/a edit")
    assert at(3.5)[0] == 404
    assert at(4) == (200, b"/a edit trash")
    assert done == ["edit", "trash"]


def test_what_an_owner_of_ghost_does_is_in_the_order_of_the_plan() -> None:
    plan = planned(datetime(2026, 10, 30, tzinfo=UTC), one_author=True)
    acts = ghost_acts(plan)
    assert [act.at for act in acts] == sorted(act.at for act in acts)
    touched = [act.told["slug"] for act in acts if act.what in ("change", "delete")]
    assert set(touched) == {one.slug for one in (*plan.edits, *plan.gone, *plan.taken, plan.moved)}
    assert len({story.author for story in plan.site.stories}) == 1
