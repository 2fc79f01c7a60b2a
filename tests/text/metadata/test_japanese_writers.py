"""A box that is called a writer's holds a name of four characters in Japanese, also one that no list has."""

from __future__ import annotations

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages

JAPANESE_STORY = (
    "上の閘門は金曜日に閉まり、船は岸壁で春まで待つことになると市が発表した。門は一九三二年に掛けられた。",
    "渡し船は北の桟橋から三十分ごとに出る。朝の水の上は風が冷たいので、上着を持って行くとよいと市は話す。",
)


@pytest.mark.parametrize(
    ("language", "kind", "name", "authors"),
    [
        ("ja", "writer", "梶村圭吾", ("梶村圭吾",)),
        ("ja", "label", "梶村圭吾", ()),
        ("ja", "writer", "朝日新聞", ()),
        ("ja", "writer", "本誌記者", ()),
        ("ja", "writer", "編集部員", ()),
        ("ja", "writer", "阿部圭吾", ("阿部圭吾",)),
        ("ja", "writer", "科学技術部", ()),
        ("en", "writer", "梶村圭吾", ()),
    ],
)
def test_the_box_of_a_writer_names_one_in_japanese(
    language: str, kind: str, name: str, authors: tuple[str, ...]
) -> None:
    text = "".join(f"<p>{line}</p>" for line in JAPANESE_STORY)
    byline = f"<div><span class={kind}>{name}</span><span class=date>2031年5月4日 09時00分</span></div>"
    page = (
        f"<html lang={language}><head><meta charset=utf-8><title>上の閘門が閉まる - 閘門新報</title></head>"
        f"<body><main><h1>上の閘門が閉まる</h1>{byline}<div>{text}</div></main></body></html>"
    )
    found = run_stages(FetchedPage(url="https://lock.example/article/1/", body=page.encode()))
    assert found.facts.authors == authors
