"""What spam rules cost is counted in sentences; with the rules off, spam stays."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from benchmarks.evaluation.ablation import sentences, squeezed
from benchmarks.evaluation.corpora import ROOT
from benchmarks.evaluation.lines import read_lines, write_lines
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from tests.forking import run_forked

SPAM = "草莓影院高清无码在线,麻豆精品人妻久久免费看,日韩激情成人影片一区二区"
PARAGRAPHS = [
    f"渔港管理处星期{day}说，新修的木码头可以停靠二十条小船，秋天还要再装两盏灯。" for day in "一二三四五六"
]
PAGE = "<html><head><title>渔港修好了木码头</title></head><body><article>{}</article></body></html>".format(
    "".join(f"<p>{line}</p>" for line in (*PARAGRAPHS[:3], SPAM, *PARAGRAPHS[3:]))
)


def test_sentences_of_a_text() -> None:
    gold = {"text": "The ferry is back. It cost 3.5 million!\n\n渡轮 回来了。票价三元？ 好"}
    assert list(sentences(gold)) == ["Theferryisback.", "Itcost3.5million!", "渡轮回来了。", "票价三元？"]


def test_a_gold_of_chunks_has_sentences_too() -> None:
    assert list(sentences({"with": ["Wanted one.", "Wanted two."], "excerpt": None})) == [
        "Wantedone.",
        "Wantedtwo.",
    ]


def test_with_the_rules_off_spam_stays(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    write_lines(tmp_path / "in.jsonl", [{"id": "page", "path": str(tmp_path / "page.html")}])
    files = [str(tmp_path / name) for name in ("in.jsonl", "out.jsonl")]
    command = [sys.executable, "-m", "benchmarks.evaluation.without_spam", *files, "1"]
    done = run_forked(command, cwd=ROOT, env=os.environ, timeout=300)
    assert done.returncode == 0, done.stderr
    off = read_lines(tmp_path / "out.jsonl")[0]
    on = run_stages(FetchedPage(url="", body=PAGE.encode()))
    assert squeezed(SPAM) in squeezed(off["text"])
    assert off["removed"] == []
    assert squeezed(SPAM) not in squeezed(on.text)
    assert [line for line in PARAGRAPHS if line not in on.text or line not in off["text"]] == []
    assert json.dumps(off)
