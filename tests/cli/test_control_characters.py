"""What a page says must not steer a terminal: every command that prints for people, found by walking them."""

from __future__ import annotations

import json
import logging
import os
import pty
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import click
import pytest

from newsarchive.cli import main
from newsarchive.cli.progress import ProgressReport
from newsarchive.lifecycle import CrawlKind
from newsarchive.logs import console
from newsarchive.logs.console import echo
from newsarchive.logs.formats import JsonLines, TextLines
from newsarchive.storage import open_archive
from newsarchive.storage.interfaces.crawl_store import FoundLink
from newsarchive.storage.migrating.commands import upgrade_schema
from tests.cli.inside import run
from tests.cli.running import PROGRAM, environment
from tests.cli.running import run as run_process
from tests.storage.making import NOON, article, minutes, refused

pytestmark = pytest.mark.xdist_group("control_characters")  # the archive is filled once

HOSTILE = {
    "a window's title": "\x1b]0;owned\x07",
    "a colour": "\x1b[31mred\x1b[0m",
    "a cleared screen": "\x1b[2J\x1b[H",
    "a link": "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
    "one byte CSI": "\x9b31m",
    "one byte OSC": "\x9d0;owned\x9c",
    "right to left override": "\u202egnp.exe\u202c",
    "an isolate": "\u2066abc\u2069",
    "an Arabic letter mark": "\u061cabc",
    "a right to left mark": "abc\u200f",
    "a line again": "good\rbad",
    "a line separator": "one\u2028two",
    "next line": "one\x85two",
    "backspaces": "good\x08\x08\x08\x08bad",
    "delete": "a\x7fb",
    "nothing": "a\x00b",
}
ALL = " ".join(HOSTILE.values())
BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SITE = "https://lantern.example"
STORY = f"{SITE}/2026/ferry"
REFUSED = f"{SITE}/2026/refused"
# As arguments can hold: no zero byte.
WORD = ALL.replace("\x00", "")
DECLARED = """title = "The Lantern {}"
home = "https://lantern.example/"
feeds = [{{ url = "https://lantern.example/feed" }}]
timezone = "{}"
"""


def variables(folder: Path) -> dict[str, str]:
    """The environment that names the archive and the declarations."""
    return {
        "NEWSARCHIVE_DATABASE_URL": f"sqlite:///{folder}/newsarchive.db",
        "NEWSARCHIVE_SOURCES": f"{folder}/sources",
        "NEWSARCHIVE_WATCHES": f"{folder}/watches",
    }


def told(*words: str, project: Path) -> tuple[int, str, str]:
    """Run the command on the project."""
    # A crawl takes its process over: log, collector, reactor.
    chosen = run_process if words[0] == "crawl" else run
    return chosen(*words, cwd=project, variables=variables(project))


def raw(text: str) -> set[str]:
    """The control characters of a text that reach the terminal as they are."""
    controls = {character for character in text if unicodedata.category(character) == "Cc"} - {"\n", "\t"}
    return controls | {character for character in text if character in BIDIRECTIONAL + "\u2028\u2029"}


def leaves(command: click.Command = main, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that is no group, as the words that call it."""
    if not isinstance(command, click.Group):
        yield path
        return
    with click.Context(command) as context:
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from leaves(found, (*path, name))


# How each command is called so that it prints what pages or their answers said; none where it prints counts,
# names of tables and places alone. A new command must find its place here.
PAGES_SPEAK: dict[tuple[str, ...], list[tuple[str, ...]]] = {
    ("crawl",): [],  # its lines are those of the log
    ("db", "backup"): [],
    ("db", "check"): [],
    ("db", "downgrade"): [],
    ("db", "grant"): [],
    ("db", "migration"): [],
    ("db", "prune"): [],
    ("db", "status"): [],
    ("db", "upgrade"): [],
    ("db", "verify"): [],
    ("decode",): [("page.html",)],
    ("demo",): [],  # its answers are those of query
    ("export", "tables"): [],
    ("export", "warc"): [],
    ("extract",): [("page.html",)],
    ("forget",): [(f"{SITE}/{WORD}", "--reason", WORD)],
    ("history",): [(STORY,), (f"{SITE}/nowhere",)],
    ("import", "pages"): [("in.jsonl",), (f"{WORD}.jsonl",)],
    ("import", "warc"): [],
    ("incidents", "accept"): [],
    ("incidents", "dismiss"): [],
    ("mcp",): [],  # speaks to programs alone: tests/web/test_quoted_text.py
    ("query",): [
        ("SELECT * FROM current_articles",),
        (f'SELECT title AS "{WORD}", text FROM article_history',),
        (f"SELECT {WORD}",),
    ],
    ("recheck",): [],
    ("report",): [
        ("--since", "2026-03-14", "--until", "2026-03-14"),
        ("--since", "2026-03-14", "--until", "2026-03-14", "--json"),
        ("--since", "2026-03-14", "--until", "2026-03-14", "--html", "-"),
        ("--source", WORD),
    ],
    ("reprocess",): [],
    ("schedule",): [],
    ("search",): [("ferry",), (WORD,)],
    ("serve",): [],
    ("sources", "export"): [("--opml",)],
    ("sources", "import"): [("feeds.opml",)],
    ("sources", "record"): [],
    ("sources", "retire"): [],
    ("sources", "check"): [("broken",)],
    ("sources", "list"): [()],
    ("sources", "new"): [],  # see test_a_survey
    ("sources", "show"): [("lantern",), ("broken",)],
    ("status",): [],
    ("unblock",): [],
    ("watches", "check"): [("broken",)],
    ("watches", "discard"): [(WORD,)],
    ("watches", "list"): [],
    ("watches", "redirect"): [(WORD, WORD)],
    ("watches", "retry"): [],
    ("watches", "run"): [],
    ("watches", "test"): [("ferry",), ("broken",)],
    ("why",): [(STORY,), (REFUSED,), (f"{SITE}/nowhere",)],
    ("worker",): [],
}


@pytest.fixture(autouse=True)
def speech() -> Iterator[None]:
    """Commands that begin to speak as the log does, as `crawl`, do so in this process: undone after each."""
    root, hook, level = logging.root, sys.excepthook, logging.root.level
    handlers = root.handlers[:]
    with (
        mock.patch.object(console._Output, "handler", None),
        mock.patch.object(console._Output, "facts", {}),
    ):
        yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose archive, pages and declarations are full of control characters."""
    folder = tmp_path_factory.mktemp("hostile")
    sources = folder / "sources"
    sources.mkdir()
    (sources / "lantern.toml").write_text(DECLARED.format("\u202e\u009b", "UTC"), encoding="utf-8")
    (sources / "broken.toml").write_text(DECLARED.format("broken", "\u202e\u009b"), encoding="utf-8")
    (folder / "watches").mkdir()
    (folder / "watches" / "ferry.toml").write_text('words = "ferry"\n', encoding="utf-8")
    (folder / "watches" / "broken.toml").write_text('words = "\u202e( \\u009b"\n', encoding="utf-8")
    url = variables(folder)["NEWSARCHIVE_DATABASE_URL"]
    upgrade_schema(url)
    archive = open_archive(url)
    crawl = archive.crawls.begin("lantern", CrawlKind.CRAWL, NOON)
    spoken = ALL.replace("\x00", "")
    archive.frontier.discover(crawl, [FoundLink(url=STORY, found_in=SITE, hint_title=spoken)], minutes(-1))
    more = {"title": f"Ferry {spoken}", "authors": (f"Ada {spoken}",), "final_url": STORY}
    archive.saves.save(
        crawl,
        [
            article(STORY, text=f"The ferry {spoken} runs.", **more),
            article(STORY, text=f"The ferry {spoken} stops.", fetched_at=minutes(40), **more),
            refused(REFUSED, reason=f"because {spoken}", final_url=REFUSED),
        ],
    )
    archive.close()
    paragraphs = "".join(
        f"<p>The ferry &#x202e; runs again on day {n} &#x9d; of the week.</p>" for n in range(9)
    )
    page = f"<title>Ferry {ALL}</title><article><h1>Ferry {ALL}</h1>{paragraphs}</article>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "feeds.opml").write_text(
        '<opml version="2.0"><body><outline type="rss" xmlUrl="ftp://&#x202e;&#x9d;/"/></body></opml>',
        encoding="utf-8",
    )
    (folder / "in.jsonl").write_text(
        json.dumps({"id": "1", "path": f"{spoken}.html", "url": STORY, "source": "lantern"}) + "\n",
        encoding="utf-8",
    )
    return folder


def test_every_command_has_its_place_here() -> None:
    assert set(leaves()) == set(PAGES_SPEAK)


@pytest.mark.parametrize("path", list(PAGES_SPEAK), ids=" ".join)
def test_what_pages_say(path: tuple[str, ...], project: Path) -> None:
    said = ""
    for words in PAGES_SPEAK[path]:
        _, out, err = told(*path, *words, project=project)
        said += out + err
        assert raw(out) == set(), words
        assert raw(err) == set(), words
        assert "Traceback" not in err, words
    assert "\\u202e" in said or not PAGES_SPEAK[path]


@pytest.mark.parametrize("path", list(PAGES_SPEAK), ids=" ".join)
def test_words_of_the_command_line_come_back_visible(path: tuple[str, ...], project: Path) -> None:
    """An error quotes what it was given: a name of a file may be a page's."""
    for words in ((WORD, WORD, WORD), (f"--{WORD}",), ("--format", WORD)):
        code, out, err = told(*path, *words, project=project)
        assert raw(out + err) == set(), words
        assert code == 0 or "Traceback" not in err, words
    assert raw("".join(map(str, told(WORD, project=project)))) == set()


def test_the_table_shows_what_it_kept_from_the_terminal(project: Path) -> None:
    _, out, _ = told("query", "SELECT title FROM current_articles", project=project)
    assert "\\u001b]0;owned\\u0007" in out
    assert "\\u202egnp.exe\\u202c" in out


def test_what_is_for_programs_stays_exact(project: Path) -> None:
    sql = "SELECT title, text FROM article_history ORDER BY revision"
    title = f"Ferry {WORD}"
    _, lines, _ = told("query", sql, "--format", "jsonl", project=project)
    assert json.loads(lines.split("\n")[0])["title"] == title
    assert title in told("query", sql, "--format", "csv", project=project)[1]
    page = json.loads(told("decode", "page.html", project=project)[1])
    assert "\u202egnp.exe" in page["text"]


# What a terminal's programs are told of its characters: UTF-8, nothing (cron, a bare ssh), an old one's.
LOCALES = {
    "UTF-8": {"PYTHONUTF8": "1"},
    "C": {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Latin-1": {"PYTHONIOENCODING": "latin-1"},
}


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("history", STORY), "C"),
        (("why", STORY), "UTF-8"),
        (("query", "SELECT title FROM current_articles"), "Latin-1"),
    ],
)
def test_a_real_terminal(words: tuple[str, ...], place: str, project: Path) -> None:
    """There lines and tables are styled: of the escapes that come only colours are ours.

    Every character can be written, whatever Python makes of the locale. All commands write by one module, so
    each is tried in one locale.
    """
    locale = LOCALES[place]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, *words],
        cwd=project,
        stdout=theirs,
        stderr=theirs,
        env=environment(TERM="xterm", COLUMNS="400", **locale, **variables(project)),
    ) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux's end of a terminal
                break
            if not part:
                break
            said += part
        process.wait(timeout=60)
    os.close(ours)
    assert process.returncode == 0
    encoding = locale.get("PYTHONIOENCODING", "utf-8")
    styled = re.sub(r"\x1b\[[0-9;]*m", "", said.decode(encoding).replace("\r\n", "\n"))
    assert "Traceback" not in styled
    assert "\\u001b" in styled
    assert raw(styled) == set()
    assert b"\x1b[31mred" not in said


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_the_log(hostile: str) -> None:
    """Headers, addresses and errors come into both forms; JSON gives them back as they were."""
    record = logging.LogRecord("n", logging.WARNING, __file__, 1, "Header %s", (hostile,), None)
    record.facts = {"url": f"https://e.example/{hostile}"}
    text, line = TextLines().format(record), JsonLines(lambda: {"source": hostile}).format(record)
    assert raw(text) == raw(line) == set()
    assert "\\u" in text
    assert json.loads(line)["message"] == f"Header {hostile}"
    assert json.loads(line)["source"] == hostile
    record.exc_info = (ValueError, ValueError(hostile), None)
    assert raw(TextLines().format(record)) == set()


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=list(HOSTILE))
def test_progress_and_plain_lines(hostile: str, capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressReport(hostile, 2, terminal=True) as progress:
        progress.step()
    with ProgressReport(hostile, 2, terminal=False) as progress:
        progress._shown_at = 0.0
        progress.step()
    echo(hostile)
    shown = capsys.readouterr()
    assert raw(re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.err.replace("\r", ""))) == set()
    assert raw(shown.out) == set()
