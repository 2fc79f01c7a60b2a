"""What ten thousand watches cost a revision, and what a hundred kills do to messages.

`python -m benchmarks.watches` matches revisions with watches of one to three words, in English and Chinese,
and prints the processor time of a revision, cutting it into words included. It does so three times. "Usual":
words of watches are drawn from 2,000 other articles, each different word as likely as another, and a watch
that finds more than three of these is not made. Where 300 sources bring 10,000 revisions a day, that leaves
about one message a day for each watch, fifteen at most; who is told of more narrows the watch down. "Broad":
the same without that, so that some words stand in one article of ten: 20 messages a day for each. "Hard":
they are drawn from 200 of the very articles that are matched.
`--rows` measures a whole run over an archive: files of watches are read, watches filed, revisions read,
matches and messages written. What a run costs once, however many revisions it finds, is printed apart.

`--kills 100` sends messages to a
mail server on loopback from a process that is killed (SIGKILL) at a random moment so many times, and counts
what came.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from benchmarks.kill_import import postgresql
from newsarchive import clock
from newsarchive.gc_tuning import relieve_collector
from newsarchive.items import CleanArticle
from newsarchive.lifecycle import CrawlKind
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.archive_interface import Archive
from newsarchive.storage.interfaces.watch_store import MatchKind, WatchCounts, WatchedChange
from newsarchive.storage.migrating.commands import upgrade_schema
from newsarchive.watches.channels import Channel
from newsarchive.watches.watch_declaration import Watch, asked_words
from newsarchive.watches.watch_files import load_watches, read_watch, watch_text
from newsarchive.watches.watch_matching import WatchIndex
from newsarchive.watches.watch_run import WatchRun
from tests.databases import make_sqlite_archive
from tests.storage.making import article
from tests.watches.mail_sink import mail_sink

# As many different words as the news of a year have, by the laws of Zipf and Heaps, about: 60,000.
_WORDS = 60_000
_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]
_SPACED, _UNSPACED = 600, 1_200  # words, characters: a long report
_OTHERS, _OF_HARD = 2_000, 200  # articles that watches get their words from
_USUAL = 3  # of those others
_BEGUN = datetime(2026, 11, 27, 12, tzinfo=UTC)


def _word(chance: random.Random) -> str:
    """A word by Zipf's law: few are frequent, most are rare."""
    number = min(_WORDS - 1, int(chance.paretovariate(0.9)) - 1)
    letters = ""
    number += 26
    while number:
        number, rest = divmod(number, 26)
        letters += chr(97 + rest)
    return letters + "o"


def _han(chance: random.Random, count: int) -> str:
    return "".join(_HAN[min(len(_HAN) - 1, int(chance.paretovariate(0.7)) - 1)] for _ in range(count))


def _vocabularies(changes: Sequence[WatchedChange]) -> tuple[list[str], list[str]]:
    """Return the words, and the pairs of characters, of these texts, each once."""
    spaced: set[str] = set()
    pairs: set[str] = set()
    for change in changes:
        if change.language == "en":
            spaced.update(change.text.replace(".", " ").split())
        else:
            pairs.update(line[at : at + 2] for line in change.text.split("\n") for at in range(len(line) - 2))
    return sorted(spaced), sorted(pairs)


def _watches(count: int, changes: Sequence[WatchedChange], chance: random.Random) -> list[Watch]:
    """Return watches of words of these texts, each different word as likely as another."""
    spaced, pairs = _vocabularies(changes)
    found = []
    for number in range(count):
        if number % 3 == 0:
            words = "".join(chance.sample(pairs, chance.choice((1, 1, 1, 2))))
        else:
            words = " ".join(chance.sample(spaced, chance.choice((1, 1, 2, 3))))
        on = chance.choice((["new"], ["new", "edited"], ["added"], ["headline", "withdrawn"]))
        table: dict[str, object] = {"words": words, "on": on, "smallest_change": chance.choice((0, 0, 20))}
        if number % 5 == 0:
            table["sources"] = [f"source-{chance.randrange(300)}"]
        watch = read_watch(f"w{number}", table)
        assert isinstance(watch, Watch), watch
        found.append(watch)
    return found


def _usual_watches(count: int, changes: Sequence[WatchedChange], chance: random.Random) -> list[Watch]:
    """Return watches of words of these texts that find `_USUAL` of them at most."""
    drawn = [
        one.model_copy(update={"name": f"u{number}"})
        for number, one in enumerate(_watches(3 * count, changes, chance))
    ]
    asking = WatchIndex([one.model_copy(update={"on": ("new",), "sources": ()}) for one in drawn])
    found: Counter[str] = Counter()
    for change in changes:
        found.update(one.name for one, _ in asking.matches(replace(change, said=MatchKind.NEW)))
    kept = [one for one in drawn if found[one.name] <= _USUAL][:count]
    assert len(kept) == count, "there are enough of rare words"
    return kept


def _cases(
    watches: int, changes: Sequence[WatchedChange], chance: random.Random
) -> Iterator[tuple[str, list[Watch]]]:
    others = _changes(_OTHERS, chance)
    yield "usual", _usual_watches(watches, others, chance)
    yield "broad", _watches(watches, others, chance)
    yield "hard", _watches(watches, changes[:_OF_HARD], chance)


def _changes(count: int, chance: random.Random) -> list[WatchedChange]:
    found = []
    for number in range(count):
        chinese, edit = number % 2 == 0, number % 4 >= 2
        lines = [
            _han(chance, 60) + "。" if chinese else " ".join(_word(chance) for _ in range(30)) + "."
            for _ in range(_UNSPACED // 60 if chinese else _SPACED // 30)
        ]
        old = "\n".join(lines)
        put_in = _han(chance, 40) + "。" if chinese else " ".join(_word(chance) for _ in range(20)) + "."
        # Half of the edits put in a paragraph, half rewrite a third of one.
        if number % 8 < 4:
            lines.insert(5, put_in)
        else:
            lines[5] = lines[5][:20] + put_in[:-1] + lines[5][-20:]
        found.append(
            WatchedChange(
                said=MatchKind.EDITED if edit else MatchKind.NEW,
                revision_id=number,
                event_id=0,
                article_id=number,
                number=2 if edit else 1,
                source=f"source-{chance.randrange(300)}",
                url=f"https://news.example/{number}",
                title=lines[0][:20],
                text="\n".join(lines),
                authors=("Ada Holm",),
                language="zh" if chinese else "en",
                script=None,
                old_title=lines[0][:20] if edit else None,
                old_text=old if edit else None,
                old_authors=("Ada Holm",) if edit else (),
                stealth=False,
                captured_at=_BEGUN,
                at=_BEGUN,
            )
        )
    return found


def cost(watches: int, revisions: int) -> None:
    """Print the processor time of a revision, in both cases."""
    chance = random.Random(16)
    changes = _changes(revisions, chance)
    for case, declared in _cases(watches, changes, chance):
        begun = time.process_time()
        index = WatchIndex(declared)
        filed = time.process_time() - begun
        nobody = WatchIndex([next(one for one in declared if "edited" in one.on and not one.sources)])
        print(f"{case}: {len(index):,} watches, made in {filed:.2f} s once a run")
        for name, chosen in (("new", MatchKind.NEW), ("edited", MatchKind.EDITED)):
            mine = [one for one in changes if one.said is chosen]
            spent, matches = _spent(index, mine)
            alone, _ = _spent(nobody, mine)
            each = matches / len(mine)
            print(
                f"  {len(mine):,} {name} revisions: {spent:.3f} ms of processor time each"
                f" ({alone:.3f} with one watch), {each:.1f} matches each:"
                f" a watch finds {each / len(index):.2%} of them"
            )


def _spent(index: WatchIndex, changes: Sequence[WatchedChange]) -> tuple[float, int]:
    """Return the milliseconds of a revision, and how many matches all have."""
    begun = time.process_time()
    matches = sum(len(list(index.matches(one))) for one in changes)
    return (time.process_time() - begun) / len(changes) * 1_000, matches


def whole_cost(watches: int, revisions: int, database: str) -> None:
    """Print the processor time of a revision with all that belongs to it: reading it, matching, its rows.

    Of this process alone: what a PostgreSQL server spends is not in it.
    """
    chance = random.Random(16)
    changes = [one for one in _changes(2 * revisions, chance) if one.said is MatchKind.NEW]
    for case, made in _cases(watches, changes, chance):
        declared = {one.name: one.model_copy(update={"to": ("desk",)}) for one in made}
        with _archive(database) as url, clock.using(lambda: _BEGUN):
            archive = open_archive(url)
            WatchRun(archive, declared, {}).run()
            once = [_run_cost(archive, declared, changes[at : at + 1]) for at in range(2)][1]
            spent = _run_cost(archive, declared, changes[2:])
            matched = sum(one.matches for one in archive.watching.counts())
            archive.close()
        reading = _reading_cost(made)
        each = (spent - once) / (len(changes) - 3)
        print(
            f"{case}: {len(changes):,} new revisions on {database}: {each:.2f} ms of processor time each,"
            f" with reading and {matched:,} rows of matches and of messages: {matched / len(changes):.1f}"
            f" each. A run over a single one: {once:,.0f} ms, filing {watches:,} watches included; in a new"
            f" process their files take {reading:,.0f} ms more."
        )


def _run_cost(archive: Archive, declared: dict[str, Watch], changes: Sequence[WatchedChange]) -> float:
    """Return the milliseconds of processor time of a run that finds these revisions in the archive."""
    crawl = archive.crawls.begin("source", CrawlKind.IMPORT, _BEGUN)
    made = [
        article(one.url, text=one.text, title=one.title, source=one.source, fetched_at=_BEGUN)
        for one in changes
    ]
    archive.saves.save(crawl, made)
    archive.crawls.end(crawl, _BEGUN, "imported")
    run = WatchRun(archive, declared, {})
    begun = time.process_time()
    run.run()
    spent = time.process_time() - begun
    return 1_000 * spent


def _reading_cost(watches: Sequence[Watch]) -> float:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        for one in watches:
            (Path(folder) / f"{one.name}.toml").write_text(watch_text(one), encoding="utf-8")
        asked_words.cache_clear()
        begun = time.process_time()
        load_watches(Path(folder))
        return 1_000 * (time.process_time() - begun)


# Kills.

_NAMES = ("ferry", "pier", "lamp")
_CHANNELS = ("desk", "chief")
_EACH = len(_NAMES) * len(_CHANNELS)
_STORY = re.compile(r"^Story \d+ of the \w+", re.MULTILINE)


def _few() -> dict[str, Watch]:
    found = {}
    for name in _NAMES:
        watch = read_watch(name, {"words": name, "on": ["new", "edited"], "to": [*_CHANNELS]})
        assert isinstance(watch, Watch)
        found[name] = watch
    return found


def run_child(url: str, port: int) -> None:
    """Match and deliver once, as `newsarchive watches run` does."""
    sink = f"smtp://127.0.0.1:{port}/?tls=no&from=archive@news.example&to="
    channels = {name: Channel(name, f"{sink}{name}@news.example") for name in _CHANNELS}
    archive = open_archive(url)
    WatchRun(archive, _few(), channels).run()
    archive.close()


@contextmanager
def _archive(database: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        if database == "sqlite":
            yield make_sqlite_archive(Path(folder) / "archive.db")
            return
        with postgresql(Path(folder)) as url:
            upgrade_schema(url)
            yield url


def kills(count: int, database: str) -> bool:
    """Kill the sender so many times; print what came, and say whether each message came once."""
    chance = random.Random(100)
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["newsarchive.watches.watch_run", "tests.watches.mail_sink"])
    killed = 0
    with _archive(database) as url, mail_sink() as sink:
        archive = open_archive(url)
        with clock.using(lambda: _BEGUN):
            WatchRun(archive, _few(), {}).run()
        for number in range(count + 1):
            at = _BEGUN + timedelta(minutes=number + 1)
            crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, at)
            archive.saves.save(crawl, _stories(number, at))
            archive.crawls.end(crawl, at, "finished")
            child = forks.Process(target=run_child, args=(url, sink.port))
            child.start()
            if number < count:
                # At any moment: while it reads, after so many mails, and some milliseconds later.
                until = len(sink.mails) + chance.randint(0, 7)
                while child.is_alive() and len(sink.mails) < until:
                    time.sleep(0.001)
                time.sleep(chance.uniform(0, 0.03))
                killed += child.is_alive()
                child.kill()
            child.join()
        found = archive.watching.counts()
        archive.close()
    return _judge(sink.mails, found, f"{killed} of {count} kills hit a run", (count + 1) * _EACH)


def _judge(mails: Sequence[EmailMessage], found: Sequence[WatchCounts], hit: str, expected: int) -> bool:
    by_id = {f"{mail['Message-ID']} {mail['To']}": mail for mail in mails}
    told: Counter[str] = Counter()
    for mail in by_id.values():
        part = mail.get_body(("plain",))
        assert part is not None
        told.update(f"{mail['To']} {story}" for story in _STORY.findall(part.get_content()))
    once = sum(often == 1 for often in told.values())
    waiting = sum(one.waiting + one.failed for one in found)
    print(
        f"{hit}. {expected:,} messages were due: {len(told):,} came, {once:,} of them once by their names;"
        f" {waiting:,} did not."
    )
    print(
        f"{len(mails):,} mails came under {len(by_id):,} names (Message-ID): {len(mails) - len(by_id):,} were"
        " repeats, which a receiver that knows names drops."
    )
    return len(told) == once == expected and not waiting


def _stories(number: int, at: datetime) -> list[CleanArticle]:
    return [
        article(
            f"https://lantern.example/{number}/{name}",
            text=f"Story {number} of the {name}.\nNobody knows how number {number} of it goes on.",
            title=f"The {name} {number}",
            fetched_at=at,
        )
        for name in _NAMES
    ]


def main(words: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 1 where a message was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watches", description=__doc__)
    parser.add_argument("--watches", type=int, default=10_000)
    parser.add_argument("--revisions", type=int, default=400)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--rows", action="store_true", help="With reading revisions and writing rows.")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args(words)
    relieve_collector()  # as a crawl does, at whose end watches are told
    if asked.kills:
        return 0 if kills(asked.kills, asked.database) else 1
    if asked.rows:
        whole_cost(asked.watches, asked.revisions, asked.database)
        return 0
    cost(asked.watches, asked.revisions)
    return 0


if __name__ == "__main__":
    sys.exit(main())
