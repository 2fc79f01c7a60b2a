"""East Asian charsets told without a language model, or left to one."""

from __future__ import annotations

import pytest

from newsarchive.text.decoding.charset_detection import eastern_codec

CHINESE = "海州市水务局昨天宣布，新建的输水管道将于下月通水，沿线村庄的自来水价格不会上涨。"
TRADITIONAL = "海州市水務局昨天宣布，新建的輸水管道將於下個月通水，沿線村莊的自來水價格不會上漲。"
JAPANESE = "海州市の新しい橋が今日から使えるようになり、市民はとても便利だと喜んでいます。"
KOREAN = "해주시의 새로운 다리가 오늘부터 개통되었습니다. 시민들이 다리를 건너며 기뻐했다."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "cp950"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (KOREAN, "cp949"),
        ("日本語" * 20, "cp932"),
    ],
)
def test_clear_cases(text: str, codec: str) -> None:
    assert eastern_codec(text.encode(codec)) == codec
    assert eastern_codec(b"\xff" + text.encode(codec) * 2) in {codec, None}


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Мэр города открыл новый мост через реку, строительство которого заняло три года.", "cp1251"),
        ("Мэр города открыл новый мост через реку, строительство которого заняло три года.", "koi8-r"),
        ("Ο δήμαρχος εγκαινίασε τη νέα γέφυρα του ποταμού, έπειτα από τρία χρόνια.", "iso8859-7"),
        ("ראש העיר פתח את הגשר החדש מעל הנהר לאחר שלוש שנים", "cp1255"),
        ("นายกเทศมนตรีเปิดสะพานใหม่เมื่อวันอังคารที่ผ่านมา", "cp874"),
        ("Die Bürgermeisterin eröffnete die neue Brücke über die Mühle.", "cp1252"),
        ("中国", "gb18030"),
        ("", "ascii"),
    ],
)
def test_others_are_left_to_the_models(text: str, codec: str) -> None:
    assert eastern_codec(text.encode(codec)) is None
