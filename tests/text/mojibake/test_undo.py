"""Stored mojibake is undone, right text never touched."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.items import FetchedPage
from newsarchive.text.decoding import decode_page
from newsarchive.text.mojibake import undo_mojibake

CHINESE = "<h1>海州大桥今日通车</h1>\n<p>海州市水务局宣布，新桥将减轻老城区的交通压力。</p>"
GERMAN = "<p>Die Bürgermeisterin eröffnete die „neue“ Brücke über die Mühle – nach drei Jahren.</p>"
RUSSIAN = "<p>Мэр города открыл новый мост через реку.</p>"


def as_windows(text: str) -> str:
    """UTF-8 read as Windows-1252, its five holes as Latin-1."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def as_latin(text: str) -> str:
    return text.encode().decode("latin-1")


@pytest.mark.parametrize("text", [CHINESE, GERMAN, RUSSIAN], ids=["zh", "de", "ru"])
@pytest.mark.parametrize("damage", [as_windows, as_latin])
def test_utf8_read_as_latin(text: str, damage: Callable[[str], str]) -> None:
    repair = undo_mojibake(damage(text))
    assert repair.text == text
    assert [(item.kind, item.confidence) for item in repair.repairs] == [("utf8_read_as_latin1", 1.0)]


def test_twice_damaged() -> None:
    assert (
        undo_mojibake(as_windows(as_windows("<p>l’école est près d’ici</p>"))).text
        == "<p>l’école est près d’ici</p>"
    )


def test_gbk_read_as_latin() -> None:
    repair = undo_mojibake(CHINESE.encode("gbk").decode("latin-1"))
    assert repair.text == CHINESE
    assert [item.kind for item in repair.repairs] == ["gbk_read_as_latin1"]


def test_utf8_read_as_gbk() -> None:
    text = "<p>海州大桥今天通车市民高兴</p>"  # an even number of characters: no byte is lost
    repair = undo_mojibake(text.encode().decode("gb18030"))
    assert repair.text == text
    assert [(item.kind, item.confidence) for item in repair.repairs] == [("utf8_read_as_gbk", 1.0)]


@pytest.mark.parametrize("mark", ["\ufffd", "?"])
def test_utf8_read_as_gbk_with_lost_bytes(mark: str) -> None:
    damaged = CHINESE.encode().decode("gbk", "replace").replace("\ufffd", mark)
    repair = undo_mojibake(damaged)
    right = set(CHINESE)
    assert set(repair.text) - right <= {"\ufffd"}  # what is lost is shown as lost, nothing is made up
    assert repair.text.count("\ufffd") < len(CHINESE) / 4
    assert repair.repairs[0].confidence < 1


def test_only_the_damaged_passage_changes() -> None:
    page = f"<p>新桥今天通车。</p><p>{as_windows('记者走访了老城区的市场')}</p><p>Café Größe</p>"
    repair = undo_mojibake(page)
    assert repair.text == "<p>新桥今天通车。</p><p>记者走访了老城区的市场</p><p>Café Größe</p>"
    assert repair.repairs[0].count == 1


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        GERMAN,
        RUSSIAN,
        "<p>Le marché»… déjà»… “ÉTÉ” à «L’ŒUVRE»</p>",
        "<p>IRMÃ” NÃO “SÃO PAULO” AMANHÃ… MENÜ“ PÂ»</p>",
        "<p>ÄÖÜß äöü ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ</p>",
        "<p>25 °C ± 2 °, ½ £ 3 × 4 ÷ 5 ¼¾</p>",
        "<p>鐘樓旁的鐵路、鍊條、鑲嵌、滷肉、銆</p>",
        "<p>联通公司的鍏璧浜</p>",
        "<p>\xa0\xa0\xa0\xa0\xa0\xa0 »»»»» ©©©© ····</p>",
        "",
        "plain",
    ],
)
def test_right_text_is_left_alone(text: str) -> None:
    repair = undo_mojibake(text)
    assert repair.text == text
    assert repair.repairs == ()


@given(st.text())
def test_never_raises_and_settles(text: str) -> None:
    once = undo_mojibake(text)
    assert (once.text == text) == (not once.repairs)


@given(
    st.text(
        st.sampled_from("一二三大小人民的了在和新闻记者市长今天昨日上海北京，。“”：；（）abc 123"),
        max_size=60,
    )
)
def test_frequent_chinese_is_never_changed(text: str) -> None:
    assert undo_mojibake(text).text == text


# Every page that changed was looked at on 2026-11-24: all hold real damage (alt texts, whole articles).
@pytest.mark.parametrize(("name", "most"), [("gne", 0), ("zhgold", 0), ("netease_gbk", 0), ("fundus", 1)])
def test_right_pages_of_the_corpora_are_left_alone(shared: Path, name: str, most: int) -> None:
    folder = shared / "corpora" / name
    changed = 0
    for row in map(json.loads, (folder / "gold.jsonl").read_text("utf-8").splitlines()):
        body = gzip.decompress((folder / f"{row['id']}.html.gz").read_bytes())
        changed += bool(undo_mojibake(decode_page(FetchedPage(url="", body=body)).text).repairs)
    assert changed <= most
