"""Languages and Chinese scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.text.language import detect_language


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("海州市水务局昨天宣布，新建的输水管道将于下月通水。", "zh", "Hans"),
        ("海州市水務局昨天宣布，新建的輸水管道將於下月通水。", "zh", "Hant"),
        ("小明在家里吃面，后面有台子。", "zh", None),  # characters of both scripts only
        ("新しい橋が今日から使えるようになり、市民が喜んでいます。", "ja", None),
        ("새로운 다리가 오늘부터 개통되어 시민들이 모였다.", "ko", None),
        (
            "The mayor opened the new bridge on Tuesday, after three years of work on the river bank.",
            "en",
            None,
        ),
        (
            "Die Bürgermeisterin eröffnete am Dienstag die neue Brücke über den Fluss in der Stadt.",
            "de",
            None,
        ),
        (
            "La alcaldesa inauguró el martes el nuevo puente sobre el río después de tres años de obras.",
            "es",
            None,
        ),
        ("Мэр города открыл новый мост через реку, строительство которого заняло три года.", "ru", None),
        (
            "Мер міста відкрив новий міст через річку, будівництво якого тривало три роки.",
            "uk",
            None,
        ),
        ("Ο δήμαρχος εγκαινίασε τη νέα γέφυρα του ποταμού.", "el", None),
        ("นายกเทศมนตรีเปิดสะพานใหม่เมื่อวันอังคารที่ผ่านมา", "th", None),
        (
            "Ordføreren åpnet den nye broen over elven tirsdag, etter tre år med arbeid og forsinkelser.",
            "no",
            None,
        ),
        ("Bridge open", None, None),
        ("通车", None, None),
        ("12345 67890 --- 11:30", None, None),
        ("", None, None),
    ],
)
def test_detect_language(text: str, language: str | None, script: str | None) -> None:
    assert detect_language(text) == (language, script)


def test_foreign_names_do_not_change_the_language() -> None:
    text = (
        "海州科技公司（Haizhou Technology Holdings Limited）昨天发布了新款手机，售价三千元，下月在全国上市。"
    )
    assert detect_language(text) == ("zh", "Hans")


@given(st.text())
@settings(deadline=None)
def test_never_raises(text: str) -> None:
    language, script = detect_language(text)
    assert language is None or len(language) == 2
    assert script is None or language == "zh"


# Measured 2026-11-24: .995; the misses are labels that are wrong and chunks of six words.
def test_corpora_labels(shared: Path) -> None:
    right = []
    for name in ("fundus", "aeb", "gne", "zhgold"):
        for line in (shared / "corpora" / name / "gold.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row.get("text") and row.get("lang"):
                right.append(detect_language(row["text"])[0] == row["lang"])
    assert sum(right) / len(right) >= 0.985
