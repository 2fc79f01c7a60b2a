"""Watches over a real archive, with a mail server: what is told, when, once, and what is not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive import clock
from newsarchive.cli.watches import alone_at_messages, redirect_messages_to
from newsarchive.errors import UsageError
from newsarchive.incident_states import IncidentState
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind, RevisionCause
from newsarchive.storage.interfaces.watch_store import DeliveryState, MatchKind, WatchCounts
from newsarchive.storage.maintenance.takedown import forget
from newsarchive.storage.maintenance.verifying import verify_archive
from newsarchive.storage.queries.run_query import run_query
from newsarchive.watches.channels import Channel
from newsarchive.watches.watch_declaration import Watch
from newsarchive.watches.watch_files import load_watches, read_watch
from newsarchive.watches.watch_run import WatchOutcome, WatchRun, stranding_lines, tell_watchers
from tests.asking import change
from tests.storage.articles.test_moved_articles import NEW, OLD, STORY
from tests.storage.making import article, minutes
from tests.storage.monitoring.test_incident_records import Desk, story
from tests.watches.mail_sink import MailSink, mail_sink

HOUR, DAY = 60, 24 * 60
FERRY = "https://lantern.example/ferry"


def declared(name: str, **fields: Any) -> Watch:
    """A watch that sends to the desk."""
    found = read_watch(name, {"to": ["desk"], **fields})
    assert isinstance(found, Watch), found
    return found


class Newsroom(Desk):
    """An archive with watches and a mail server."""

    def __init__(self, url: str, sink: MailSink) -> None:
        super().__init__(url)
        self.sink = sink
        self.channels = {"desk": Channel("desk", sink.url())}

    def tell(self, at: int, *watches: Watch) -> WatchOutcome:
        """Run the watches at a time; return what the run came to."""
        with clock.using(lambda: minutes(at)):
            return WatchRun(self.archive, {one.name: one for one in watches}, self.channels).run()

    def told(self, at: int, *watches: Watch) -> list[str]:
        """Run the watches; return the subjects of the new mails, sorted."""
        before = len(self.sink.mails)
        self.tell(at, *watches)
        return sorted(self.sink.subjects[before:])

    def counts(self, name: str) -> WatchCounts:
        """The counts of a watch."""
        return next(one for one in self.archive.watching.counts() if one.watch == name)


@pytest.fixture(scope="module")
def sink() -> Iterator[MailSink]:
    with mail_sink() as made:
        yield made


@pytest.fixture
def room(archive_url: str, sink: MailSink) -> Iterator[Newsroom]:
    sink.mails.clear()
    sink.refusal = ""
    made = Newsroom(archive_url, sink)
    yield made
    made.archive.close()
    assert verify_archive(archive_url) == []


def ferry(at: int, text: str, title: str = "Ferry", url: str = FERRY, **facts: Any) -> CleanArticle:
    return article(url, text=text, title=title, fetched_at=minutes(at), **facts)


def test_each_kind_of_change_is_told_once(room: Newsroom) -> None:
    watches = [
        declared("all", words="ferry", on=["new", "edited", "withdrawn"]),
        declared("added", words="storm", on=["added"]),
        declared("chinese", words="轮渡", on=["added"], smallest_change=3),
        declared("head", sources=["lantern"], on=["headline"]),
        declared("by", authors=["Cy Moor"]),
        declared("place", addresses=["http://www.lantern.example/fer"], on=["new"], languages=["en"]),
    ]
    room.crawl(-HOUR, ferry(-HOUR, "The ferry of yesterday is history.", url=f"{FERRY}/old"))
    assert room.told(0, *watches) == [], "what was there before the watch is not told"
    room.crawl(1, ferry(1, "The ferry sails.\nAll is well."), story(1, 1, text="今天没有船。"))
    assert room.told(5, *watches) == ["[all] new: Ferry", "[place] new: Ferry"]
    edit = ferry(HOUR, "The ferry sails.\nA storm comes.\nAll is well.", authors=("Cy Moor",))
    room.crawl(HOUR, edit, story(1, HOUR, text="今天没有船。轮渡停航。"))
    assert room.told(HOUR + 5, *watches) == [
        "[added] text added: Ferry",
        "[all] edited: Ferry",
        "[by] edited: Ferry",
        "[chinese] text added: Pier 1",
    ]
    assert "{+A storm comes.+}" in _text(room.sink, "[added]")
    assert "All is well" not in _text(room.sink, "[added]")
    room.crawl(2 * HOUR, ferry(2 * HOUR, "The ferry sails.\nThe storm has gone.", title="Boat"))
    assert room.told(2 * HOUR + 5, *watches) == [
        "[all] edited: Boat",
        "[by] edited: Boat",
        "[head] headline changed: Boat",
    ]
    assert room.told(3 * HOUR, *watches) == []
    assert len(set(room.sink.ids)) == len(room.sink.ids) == 9
    assert {(one.failed, one.waiting, one.repeated) for one in room.archive.watching.counts()} == {(0, 0, 0)}


def _text(sink: MailSink, subject: str) -> str:
    mail = next(one for one in sink.mails if str(one["Subject"]).startswith(subject))
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_pages_of_a_crawl_that_goes_on_wait_for_its_end(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern", "other"])
    room.tell(0, watch)
    with clock.using(lambda: minutes(1)):
        slow = room.archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(1))
        room.archive.saves.save(slow, [story(1, 1)])
        quick = room.archive.crawls.begin("other", CrawlKind.CRAWL, minutes(1))
        room.archive.saves.save(quick, [story(2, 1)])
        room.archive.crawls.end(quick, minutes(2), "finished")
    assert room.told(2, watch) == ["[all] new: Pier 2"]
    with clock.using(lambda: minutes(3)):
        room.archive.saves.save(slow, [story(3, 3)])
        room.archive.crawls.end(slow, minutes(4), "finished")
    assert room.told(5, watch) == ["[all] new: Pier 1", "[all] new: Pier 3"]
    assert room.told(6, watch) == []


def test_an_incident_alarms_nobody_and_what_lasts_is_told(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern"])
    room.tell(-1, watch)
    room.well(0)
    assert len(room.told(10, watch)) == 8
    room.bare(HOUR)
    assert room.told(HOUR + 10, watch) == [], "in doubt"
    assert room.counts("all").waiting == 8
    room.well(2 * HOUR)
    assert room.told(2 * HOUR + 10, watch) == [], "it is over: no edit"
    assert (room.counts("all").dropped, room.counts("all").waiting) == (8, 0)
    room.bare(DAY)
    room.archive.incidents.settle(2, IncidentState.ACCEPTED, minutes(DAY + 5))
    assert room.told(DAY + 10, watch) == [f"[all] edited: Pier {n}" for n in range(8)]


def test_one_message_a_day_and_no_flood(room: Newsroom) -> None:
    daily, each = declared("daily", sources=["lantern"], every="1d"), declared("each", sources=["lantern"])
    room.tell(-1, daily, each)
    room.crawl(0, *(story(n, 0) for n in range(11)))
    assert room.told(5, daily, each) == ["[each] 11 articles"]
    room.crawl(HOUR, *(story(n, HOUR) for n in range(11, 13)))
    assert room.told(HOUR + 5, daily, each) == ["[each] new: Pier 11", "[each] new: Pier 12"]
    assert room.told(11 * HOUR, daily, each) == []
    assert room.told(12 * HOUR, daily, each) == ["[daily] 13 articles"], "at midnight of UTC"


def test_what_was_told_before_it_was_doubted_is_taken_back(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern"], on=["edited"])
    room.tell(-1, watch)
    room.well(0)
    crawls = [
        room.crawl(HOUR * (n + 1), *(story(2 * n + one, HOUR * (n + 1), ()) for one in (0, 1)))
        for n in range(2)
    ]
    assert crawls == [0, 0]
    assert room.told(2 * HOUR + 5, watch) == [f"[all] edited: Pier {n}" for n in range(4)]
    for n in (2, 3):
        room.crawl(HOUR * (n + 1), *(story(2 * n + one, HOUR * (n + 1), ()) for one in (0, 1)))
    assert room.told(4 * HOUR + 5, watch) == []
    room.well(5 * HOUR)
    assert room.told(5 * HOUR + 5, watch) == [f"[all] was no edit: Pier {n}" for n in range(4)]
    assert room.told(6 * HOUR, watch) == []


def cut_short(room: Newsroom, at: int, *pages: CleanArticle) -> int:
    """A crawl that is killed, or stopped, after these pages: the next one of its source finds it dead."""
    with clock.using(lambda: minutes(at)):
        crawl = room.archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(at))
        room.archive.incidents.judge_interrupted(crawl, minutes(at))
        room.archive.saves.save(crawl, pages)
    change(room.url, f"UPDATE crawls SET process_started = 'gone', pid = 999999 WHERE id = {crawl}")
    return crawl


@pytest.mark.parametrize("seen", [8, 3], ids=["enough to be sure", "too few"])
def test_what_a_killed_crawl_saw_behind_a_wall_is_not_told(room: Newsroom, seen: int) -> None:
    watch, other = declared("all", sources=["lantern"], on=["edited"]), declared("other", words="nothing")
    room.tell(-1, watch, other)
    room.well(0)
    cut_short(room, HOUR, *(story(n, HOUR, ()) for n in range(seen)))
    with clock.using(lambda: minutes(HOUR + 5)):  # another source's crawl ends, and finds it dead
        crawl = room.archive.crawls.begin("bay", CrawlKind.CRAWL, minutes(HOUR + 5))
        room.archive.crawls.end(crawl, minutes(HOUR + 5), "finished")
    done = room.tell(HOUR + 6, watch, other)
    assert (done.matched, done.held) == (0, 1), "nobody has judged it yet"
    # The next crawl finds the site well, and would cover what the killed one saw.
    with clock.using(lambda: minutes(2 * HOUR)):
        crawl = room.archive.crawls.begin("lantern", CrawlKind.CRAWL, minutes(2 * HOUR))
        room.archive.incidents.judge_interrupted(crawl, minutes(2 * HOUR))
        shown = room.ask("SELECT count(authors) FROM current_articles")
        rest = () if seen == 8 else range(3, 8)
        room.archive.saves.save(crawl, [story(n, 2 * HOUR, ()) for n in rest])
        if seen == 8:
            room.archive.saves.save(crawl, [story(n, 2 * HOUR) for n in range(8)])
        room.archive.incidents.judge(crawl, minutes(2 * HOUR + 1))
        room.archive.crawls.end(crawl, minutes(2 * HOUR + 1), "finished")
    assert shown == [(8,)] if seen == 8 else [(5,)]
    done = room.tell(2 * HOUR + 5, watch, other)
    assert (len(room.sink.mails), done.held) == (0, 0)
    assert room.counts("all").waiting == (0 if seen == 8 else 8)


def test_what_a_killed_crawl_saw_is_judged_and_told_after_a_day(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern"])
    room.tell(-1, watch)
    room.well(0)
    assert len(room.told(10, watch)) == 8
    cut_short(room, HOUR, *(story(n, HOUR, ()) for n in range(5)), story(7, HOUR, text="Pier seven is open."))
    assert room.told(HOUR + 10, watch) == []
    assert room.told(HOUR + DAY, watch) == ["[all] edited: Pier 7"]
    assert room.counts("all").waiting == 5
    assert room.ask("SELECT kind, state FROM incidents") == [("fields_lost", "open")]


def test_what_waits_for_a_channel_that_is_gone_is_said_and_can_be_moved(room: Newsroom) -> None:
    both, one = (
        declared("both", words="pier", to=["gone", "desk"]),
        declared("one", words="pier", to=["gone"]),
    )
    room.tell(-1, both, one)
    room.crawl(0, story(1, 0), story(2, 0))
    done = room.tell(1, both, one)
    assert done.sent == 2
    (line,) = stranding_lines(done.stranded)
    assert line.startswith(
        "Channel gone: NEWSARCHIVE_CHANNELS does not name it, and 4 messages wait for it (of"
    )
    assert "(of both, one)" in line
    store = room.archive.watching
    assert store.stranded(["desk", "gone"]) == []
    assert store.redirect("gone", "gone", minutes(2)) == 0
    assert room.counts("one").waiting == 2, "nothing is given up for that"
    with pytest.raises(UsageError, match="gone is where these messages wait"):
        redirect_messages_to("gone", "gone")
    assert store.redirect("gone", "desk", minutes(2)) == 2, "what the desk has already is told once"
    assert room.told(3, both, one) == ["[one] new: Pier 1", "[one] new: Pier 2"]
    assert room.tell(4, both, one).stranded == []
    room.crawl(HOUR, story(3, HOUR))
    room.tell(HOUR + 1, both, one)
    assert store.discard("gone", minutes(HOUR + 2)) == 2
    assert store.stranded([]) == []
    assert (room.counts("both").dropped, room.counts("one").dropped) == (3, 1)


@pytest.mark.parametrize("asked", ["Cafe", "Café", "CAFE\u0301"])
def test_a_watch_finds_what_a_search_finds(room: Newsroom, asked: str) -> None:
    watch = declared("all", words=asked)
    room.tell(-1, watch)
    texts = {"plain": "The cafe is shut.", "one": "The café is shut.", "two": "The cafe\u0301 is shut."}
    room.crawl(0, *(ferry(0, text, title=title, url=f"{FERRY}/{title}") for title, text in texts.items()))
    told = [subject.rpartition(" ")[2] for subject in room.told(1, watch)]
    sql = f"SELECT a.title FROM article_search('{asked}') AS s JOIN current_articles AS a USING (article_id)"
    with run_query(room.url, sql, timeout=60) as result:
        assert told == sorted(str(title) for (title,) in result.rows)
    assert told == (["plain"] if asked == "Cafe" else ["one", "two"])


def test_a_move_without_a_word_is_no_edit(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern"])
    room.tell(-1, watch)
    moved = [article(at, text=STORY, fetched_at=minutes(DAY)) for at in (OLD, NEW)]
    room.crawl(DAY, *moved, article(OLD, text=STORY, final_url=NEW, fetched_at=minutes(DAY + 5)))
    assert room.ask("SELECT article_id, number FROM revisions ORDER BY number") == [(1, 1), (1, 2)]
    assert room.told(DAY + 10, watch) == ["[all] new: Ferry runs again"]


def test_a_new_reading_is_no_edit(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern"])
    room.tell(-1, watch)
    room.crawl(1, ferry(1, "The ferry sails."))
    assert room.told(2, watch) == ["[all] new: Ferry"]
    sql = "UPDATE revisions SET cause = 'reprocess'"
    room.crawl(3, ferry(3, "The ferry sails at four."))
    change(room.url, f"{sql} WHERE number = 2")
    assert room.told(4, watch) == []
    assert [RevisionCause(str(one[0])) for one in room.ask("SELECT cause FROM revisions ORDER BY id")]


def test_history_is_told_to_whom_asks(room: Newsroom) -> None:
    room.crawl(-2 * DAY, story(1, -2 * DAY))
    room.crawl(-HOUR, story(2, -HOUR))
    late, early = (
        declared("late", sources=["lantern"]),
        declared("early", sources=["lantern"], since=minutes(-HOUR).date()),
    )
    assert room.told(0, late, early) == ["[early] new: Pier 2"]
    with clock.using(lambda: minutes(10)):
        crawl = room.archive.crawls.begin(None, CrawlKind.IMPORT, minutes(10))
        room.archive.saves.save(crawl, [story(3, -3 * DAY, source="lantern")])
        room.archive.crawls.end(crawl, minutes(11), "finished")
    assert room.told(12, late, early) == [], "an import of old pages is history, too"


def test_a_poison_message_and_a_dead_server_stop_no_other(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern"], to=["dead", "desk"])
    room.channels["dead"] = Channel("dead", "smtp://u:hunter2@127.0.0.1:9/?from=a@b.example&to=c@d.example")
    room.tell(-1, watch)
    room.crawl(0, story(1, 0), story(2, 0))
    room.sink.refusal, room.sink.refused_subject = "554 no \x1b[31m", "Pier 1"
    done = room.tell(1, watch)
    assert room.sink.subjects == ["[all] new: Pier 2"]
    assert (done.sent, done.waiting) == (1, 2)
    assert done.failures["dead"] == "the server cannot be reached: Connection refused"
    assert done.failures["desk"] == "the mail server answered 554 no \\u001b[31m"
    assert room.tell(1, watch).sent == 0, "not before its time"
    room.sink.refusal = ""
    assert room.tell(3, watch).sent == 1
    at = 3
    for _ in range(9):
        at += DAY
        room.tell(at, watch)
    assert (room.counts("all").failed, room.counts("all").waiting) == (0, 2), "they are tried in turn"
    for _ in range(9):
        at += DAY
        room.tell(at, watch)
    assert (room.counts("all").failed, room.counts("all").waiting, room.counts("all").sent) == (2, 0, 2)
    assert room.archive.watching.retry("all", minutes(at)) == 2


def test_a_kill_between_sending_and_noting_repeats_under_the_same_name(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern"])
    room.tell(-1, watch)
    room.crawl(0, story(1, 0), story(2, 0))
    room.channels["once"] = Channel("once", room.sink.url(), repeat=False)
    both = watch.model_copy(update={"to": ("desk", "once")})

    class Killed(BaseException):
        pass

    with pytest.MonkeyPatch.context() as patched:

        def die(*_: object, **__: object) -> None:
            raise Killed

        patched.setattr(type(room.archive.watching), "settle", die)
        with pytest.raises(Killed):
            room.tell(1, both)
    # One message of each channel was at work; each is in doubt, however far it came.
    before = len(room.sink.mails)
    assert before in {1, 2}
    done = room.tell(2, both)
    assert (done.repeated, done.given_up, done.sent, len(room.sink.mails) - before) == (1, 1, 3, 3)
    assert len(set(room.sink.ids)) >= 3
    assert room.counts("all").repeated == 2, "that of the other channel was begun again, and given up"


def test_a_removed_watch_and_a_forgotten_article_are_told_of_no_more(room: Newsroom) -> None:
    watch = declared("all", sources=["lantern"], to=["gone"])
    room.tell(-1, watch)
    room.crawl(0, story(1, 0), story(2, 0))
    assert room.tell(1, watch).unknown_channels == ("gone",)
    with clock.using(lambda: minutes(2)):
        forget(room.url, "https://lantern.example/1", "asked for")
    assert (room.counts("all").matches, room.counts("all").waiting) == (1, 1)
    room.tell(3)
    assert (room.counts("all").dropped, room.counts("all").removed_at) == (1, minutes(3))
    assert {MatchKind.NEW, DeliveryState.DROPPED} <= {*MatchKind, *DeliveryState}


def test_copies_come_in_the_feed_and_not_in_the_mail(room: Newsroom) -> None:
    watch = declared("all", words="pier", on=["new"])
    room.tell(-1, watch)
    text = "\n".join(f"Sentence {n} of the long story of the pier and its nine lamps." for n in range(12))
    pages = [
        article(f"https://{host}/pier", text=text, title="Pier", fetched_at=minutes(0), canonical_url=None)
        for host in ("lantern.example", "mirror.example")
    ]
    room.crawl(0, *pages)
    assert room.told(1, watch) == ["[all] new: Pier"]
    assert (room.counts("all").matches, room.counts("all").dropped) == (2, 1)


def clock_at(at: int) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: minutes(at)


def test_a_watch_whose_file_was_wrong_for_a_while_is_told_of_that_while(room: Newsroom) -> None:
    watch, other = declared("all", sources=["lantern"], on=["new"]), declared("other", words="nothing")
    room.tell(-1, watch, other)
    room.crawl(0, story(1, 0))
    assert room.told(1, watch, other) == ["[all] new: Pier 1"]
    for at in (2, 4):
        room.crawl(at, story(at, at))
        with clock.using(clock_at(at + 1)):
            WatchRun(room.archive, {"other": other}, room.channels, keep=["all", "no\udcff name"]).run()
    room.crawl(6, story(6, 6))
    assert room.told(7, watch, other) == ["[all] new: Pier 2", "[all] new: Pier 4", "[all] new: Pier 6"]
    assert room.told(8, watch, other) == []
    assert {one.watch for one in room.archive.watching.counts()} == {"all", "other"}


def test_a_message_that_fails_keeps_its_name_and_lets_others_go_first(room: Newsroom) -> None:
    daily = declared("all", sources=["lantern"], every="1h")
    room.tell(-1, daily)
    room.crawl(0, story(1, 0), story(2, 0))
    names = []

    def noted(data: bytes) -> str:
        names.append(data.partition(b"Message-ID: <")[2].partition(b"@")[0])
        return "451 later" if len(names) < 3 else "250 taken"

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(room.sink, "take", noted)
        room.tell(1, daily)
        room.tell(HOUR, daily)
        room.crawl(HOUR + 1, story(3, HOUR + 1))
        room.tell(HOUR + 1, daily)
        room.tell(2 * HOUR, daily)
    assert names == [names[0], names[0], names[2], names[0]], "what was not tried yet comes first"
    assert len({*names}) == 2


def test_who_matches_for_long_is_not_taken_for_dead(room: Newsroom) -> None:
    store = room.archive.watching
    assert store.acquire(minutes(0))
    change(room.url, "UPDATE watch_runs SET host = 'elsewhere'")
    assert not store.acquire(minutes(5))
    with (
        clock.using(lambda: minutes(5)),
        pytest.raises(UsageError, match="Another process"),
        alone_at_messages(room.archive),
    ):
        pytest.fail("what is being sent is neither moved nor given up")
    store.release()
    assert not store.acquire(minutes(5)), "what another process holds is not let go"
    assert store.acquire(minutes(11))
    store.release()


def test_watches_whose_folder_is_away_are_not_removed(room: Newsroom, tmp_path: Path) -> None:
    folder = tmp_path / "watches"
    assert tell_watchers(room.archive, folder, None) is not None, "nothing was declared yet"
    folder.mkdir()
    (folder / "all.toml").write_text('words = "ferry"\n', encoding="utf-8")
    tell_watchers(room.archive, folder, None)
    folder.rename(tmp_path / "away")
    assert tell_watchers(room.archive, folder, None) is None
    assert room.counts("all").removed_at is None


def test_a_renamed_file_is_a_new_watch_that_repeats_nothing(tmp_path: Path) -> None:
    file = tmp_path / "ferry.toml"
    file.write_text('words = "ferry"\n', encoding="utf-8")
    os.utime(file, (0, 0))
    before = datetime.now(UTC) - timedelta(minutes=1)
    file.rename(tmp_path / "boat.toml")
    assert load_watches(tmp_path).written["boat"] > before


def test_a_file_that_nobody_can_read_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text('words = "ferry"\n', encoding="utf-8")
    (tmp_path / "deep.toml").write_text(f"words = {'[' * 100_000}", encoding="utf-8")
    (tmp_path / "away.toml").symlink_to(tmp_path / "nowhere")
    loaded = load_watches(tmp_path)
    assert [*loaded.watches] == ["good"]
    assert {*loaded.mistakes} == {"deep", "away"}
