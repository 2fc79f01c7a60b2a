"""Which languages the densest container is asked about."""

from __future__ import annotations

from newsarchive.text.extraction.main_text import is_chinese, is_japanese


def test_kana_tells_japanese_from_chinese() -> None:
    japanese = ("昨日の朝、新しい桟橋から最初の渡し船が出て、両岸の住民は雨の中で拍手を送った。",)
    chinese = ("昨天清晨，名为《さくら》的渡船从新码头开出，两岸的居民站在雨里鼓掌，船长很高兴。",)
    assert is_japanese(japanese)
    assert is_chinese(chinese)
    assert not is_japanese(chinese)
    assert not is_chinese(("The first ferry left the new pier.",))
