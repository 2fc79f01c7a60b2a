"""The pages with known answers: each once."""

from __future__ import annotations

import gzip
from pathlib import Path

from benchmarks.evaluation.corpora import CHARSETS, Corpora
from benchmarks.evaluation.judge import judge_pages
from benchmarks.evaluation.lines import write_lines


def set_of(root: Path, name: str, bodies: dict[str, bytes], suffix: str = ".html.gz") -> Corpora:
    made = Corpora(root, Corpora().judges)
    (root / name).mkdir(parents=True)
    write_lines(made.gold_file(name), [{"id": identity, "text": identity} for identity in bodies])
    for identity, body in bodies.items():
        packed = gzip.compress(body) if suffix.endswith(".gz") else body
        (root / name / f"{identity}{suffix}").write_bytes(packed)
    return made


def test_pages_that_are_the_same_bytes_count_once(tmp_path: Path) -> None:
    made = set_of(tmp_path, "aeb", {"one": b"<p>A", "two": b"<p>B", "again": b"<p>A"})
    assert [row["id"] for row in made.gold("aeb")] == ["one", "two"]
    assert [line["id"] for line in made.manifest("aeb")] == ["aeb/one", "aeb/two"]


def test_files_of_known_encoding_are_all_kept(tmp_path: Path) -> None:
    made = set_of(tmp_path, CHARSETS, {"latin": b"a", "utf8": b"a"}, ".bin")
    assert [row["id"] for row in made.gold(CHARSETS)] == ["latin", "utf8"]


def test_the_scorer_does_not_ask_for_twins(shared: Path, tmp_path: Path) -> None:
    made = set_of(tmp_path, "aeb", {"one": b"<p>A", "again": b"<p>A"})
    answers = tmp_path / "answers.jsonl"
    write_lines(answers, [{"id": "aeb/one", "text": "one"}])
    assert shared.is_dir()
    assert judge_pages(made, ["aeb"], answers).measures().popitem()[1] == 1.0
