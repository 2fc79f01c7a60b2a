"""`newsarchive extract`, both forms, and everything an operator can get wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli import running
from tests.cli.inside import run
from tests.cli.running import FORKED, environment
from tests.forking import ForkedProcess, run_forked
from tests.imports.making import STORY, Saved, html

KEYS = [
    *(
        "url",
        "canonical_url",
        "verdict",
        "title",
        "text",
        "authors",
        "organisations",
        "editor",
        "outlet",
        "dateline",
        "section",
    ),
    *("tags", "published_at", "modified_at", "date_source", "language", "script", "image", "charset"),
    *("repairs", "removed", "kind", "kind_confidence", "text_confidence", "shows_part"),
]


def test_one_page_from_a_file_or_standard_input(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(html())
    code, out, err = run("extract", "page.html", "--url", "https://bay.example/pier", cwd=tmp_path)
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert list(record) == KEYS
    assert (record["url"], record["verdict"]) == ("https://bay.example/pier", "article")
    assert record["text"] == "\n".join(STORY)
    code, out, _ = run("extract", "-", "--url", "https://bay.example/pier", cwd=tmp_path, stdin=html())
    assert (code, json.loads(out)) == (0, record)


def test_output_is_utf8_in_any_locale(tmp_path: Path) -> None:
    page = html(
        title="渡轮码头将重建", paragraphs=("湾区议会周二投票决定重建旧渡轮码头，工程明年春天开始。" * 3,)
    )
    variables = {"PYTHONIOENCODING": "ascii"}
    _, out, _ = running.run("extract", "-", cwd=tmp_path, stdin=page, variables=variables)
    assert "湾区议会周二投票决定重建旧渡轮码头" in out


def test_a_corrupt_page_is_a_record_and_exit_0(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(b"no gzip")
    code, out, _ = run("extract", "page.html.gz", cwd=tmp_path)
    record = json.loads(out)
    assert (code, record["verdict"], record["text"]) == (0, "undecodable", "")
    assert record["error"].startswith("corrupt: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["none.html"], "'none.html' cannot be read: No such file"),
        (["."], "Is a directory"),
        (["page.html", "--url", "bay.example/pier"], "--url 'bay.example/pier' is not a valid URL"),
        (["page.html", "--url", "ftp://bay.example/"], "http://"),
        ([], "FILE"),
        (["page.html", "--manifest", "in.jsonl", "--output", "out"], "either one FILE"),
        (["--manifest", "in.jsonl"], "--output go together"),
        (["--output", "out", "page.html"], "go together"),
        (["--manifest", "in.jsonl", "--output", "out", "--url", "http://a.example"], "--url is for one FILE"),
        (["--manifest", "none.jsonl", "--output", "out"], "No such file"),
        (["--manifest", "in.jsonl", "--output", "none/out"], "cannot be written: No such file"),
        (["--manifest", "in.jsonl", "--output", "."], "not a regular file"),
        (["--manifest", "in.jsonl", "--output", "/dev/null"], "not a regular file"),
        (
            ["--manifest", "bad.jsonl", "--output", "out"],
            "bad.jsonl, line 2: id 'page.html' is already used on line 1",
        ),
        (["--manifest", "in.jsonl", "--output", "out", "--jobs", "-1"], "--jobs"),
    ],
)
def test_a_mistake_is_exit_2_with_a_message_and_nothing_written(
    tmp_path: Path, words: list[str], said: str
) -> None:
    saved = Saved(tmp_path)
    saved.add("page.html", html())
    saved.manifest("in.jsonl")
    saved.lines *= 2
    saved.manifest("bad.jsonl")
    code, out, err = run("extract", *words, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.jsonl", "in.jsonl", "page.html"]


def manifest_of_all_sorts(folder: Path) -> Path:
    saved = Saved(folder)
    for number in range(12):
        extra = f"Boat number {number} was named after a bird that nests on the island in the summer months."
        saved.add(f"{number}.html.gz", html(paragraphs=(*STORY, extra)), url=f"https://bay.example/{number}")
    saved.add("missing.html", None)
    saved.add("empty.html", b"")
    saved.add("plain.txt", "\n\n".join(STORY).encode())
    return saved.manifest()


def records(path: Path) -> dict[str, Any]:
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    by_id = {record["id"]: record for record in found}
    assert len(by_id) == len(found)
    return by_id


def test_a_manifest_gives_the_same_for_any_jobs_and_order(tmp_path: Path) -> None:
    manifest = manifest_of_all_sorts(tmp_path)
    backwards = tmp_path / "backwards.jsonl"
    backwards.write_text("".join(manifest.read_text().splitlines(keepends=True)[::-1]))
    answers = []
    for number, (source, jobs) in enumerate(
        [(manifest, "0"), (manifest, "1"), (backwards, "2"), (backwards, "5")]
    ):
        out = tmp_path / f"out{number}.jsonl"
        code, printed, err = run(
            "extract", "--manifest", str(source), "--output", str(out), "--jobs", jobs, cwd=tmp_path
        )
        assert (code, printed) == (0, "")
        assert "15 pages: 13 article" in err
        answers.append(records(out))
    assert answers[0] == answers[1] == answers[2] == answers[3]
    assert len(answers[0]) == 15
    assert answers[0]["missing.html"]["verdict"] == answers[0]["empty.html"]["verdict"] == "undecodable"


def test_paths_count_from_the_current_folder_and_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "page.html").write_bytes(html())
    (tmp_path / "deep" / "in.jsonl").write_text('{"id": "a", "path": "deep/page.html"}\n')
    (tmp_path / "old.jsonl").write_text("old\n")
    (tmp_path / "link.jsonl").symlink_to("old.jsonl")
    code, *_ = run("extract", "--manifest", "deep/in.jsonl", "--output", "link.jsonl", cwd=tmp_path)
    assert code == 0
    assert records(tmp_path / "old.jsonl")["a"]["verdict"] == "article"
    assert (tmp_path / "link.jsonl").is_symlink()


def test_an_empty_manifest_gives_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").touch()
    code, _, err = run("extract", "--manifest", "in.jsonl", "--output", "out.jsonl", cwd=tmp_path)
    assert (code, (tmp_path / "out.jsonl").read_bytes()) == (0, b"")
    assert "0 pages: none" in err


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 3), (signal.SIGKILL, -9)])
def test_stopped_halfway_the_output_is_the_old_one(tmp_path: Path, how: signal.Signals, code: int) -> None:
    saved = Saved(tmp_path)
    for number in range(3000):
        saved.lines.append({"id": str(number), "path": str(tmp_path / "page.html")})
    (tmp_path / "page.html").write_bytes(html(paragraphs=STORY * 50))
    saved.manifest()
    (tmp_path / "out.jsonl").write_text("old\n")
    words = [*FORKED, "extract", "--manifest", "in.jsonl", "--output", "out.jsonl"]
    with ForkedProcess(words, cwd=tmp_path, env=environment(), stderr=subprocess.PIPE, text=True) as process:
        while not list(tmp_path.glob(".out.jsonl.*.partial")):
            time.sleep(0.02)
        time.sleep(0.5)
        process.send_signal(how)
        _, err = process.communicate(timeout=120)
    assert process.returncode == code
    assert (tmp_path / "out.jsonl").read_text() == "old\n"
    if how is signal.SIGTERM:
        assert "Stopped by SIGTERM" in err
        assert not list(tmp_path.glob(".*"))


def test_the_seed_page_is_read_in_both_forms(shared: Path, tmp_path: Path) -> None:
    for name in ("page.html", "page.txt"):
        code, out, _ = run("extract", str(shared / "cases" / "seed" / name), cwd=tmp_path)
        assert (code, json.loads(out)["verdict"]) == (0, "article")


def test_a_page_that_takes_too_long_is_refused_within_the_limit(tmp_path: Path) -> None:
    """The limit made so small that any reading is too long: it is a worker's, as in a crawl."""
    page = tmp_path / "page.html"
    page.write_text("<p>" + "x" * 300_000)
    slow = (
        "import newsarchive.workers.limits as limits, newsarchive.workers.pool as pool\n"
        "pool.Limits = lambda: limits.Limits(cpu_seconds=0.001)\n"
        "from newsarchive.cli import main; main()"
    )
    command = [sys.executable, "-c", slow, "extract", str(page)]
    done = run_forked(command, cwd=tmp_path, env=environment(), timeout=60)
    record = json.loads(done.stdout)
    assert record["verdict"] == "undecodable"
    assert record["error"].startswith("poison: ")
