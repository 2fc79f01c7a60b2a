"""What stood around a cut keyword goes with it; honest marks beside it stay."""

from __future__ import annotations

import pytest

from newsarchive.text.spam.frames import frame_around

KEYWORD = "乐鱼体育官网"


@pytest.mark.parametrize(
    ("framed", "left"),
    [
        ("他说（K）。", "他说。"),
        ("他说【 K 】。", "他说。"),
        ("他说（【K】）。", "他说。"),
        ("他说〖K〗。", "他说。"),
        ("他说|K|很好。", "他说很好。"),
        ("他说★★K★★很好。", "他说很好。"),
        ("他说————K————很好。", "他说很好。"),
        ("他说>>K很好。", "他说很好。"),
        ("他说➤ K很好。", "他说很好。"),
        ("他说，🍓K🍌很好。", "他说，很好。"),
        ("他说，❤K❤很好。", "他说，很好。"),
        ("他说，☞K☜很好。", "他说，很好。"),
        ("他说，K，很好。", "他说，很好。"),
        ("K：渡船开航。", "渡船开航。"),
        ("K — The ferry ran.", "The ferry ran."),
        ("渡船开航。 | K", "渡船开航。"),
        ('他说<font color="#fff">K</font>很好。', "他说很好。"),
        ("他说<span style='color:#fff'><a href='http://a.example'>K</a></span>很好。", "他说很好。"),
    ],
)
def test_the_frame_goes_with_its_keyword(framed: str, left: str) -> None:
    at = framed.index("K")
    start, end = frame_around(framed, at, at + 1)
    assert framed[:start] + framed[end:] == left


@pytest.mark.parametrize(
    "text",
    [
        "他说（K很好）。",
        "他说❤K很好。",
        "他说，K很好。",
        "他说K，很好。",
        "他说，K；很好。",
        "他说（很好K）。",
        "他说（）K很好【】。",
        "比分3-1K，很好。",
        "他说，K：很好。",
        "“K很好”，他说。",
        "他说<b>K很好</b>。",
        "他说K——很好。",
        '"It is the last boat." K "We go home," he said.',
        "The sailors' K 'new' boat.",
        "»Wir fahren.« K »Endlich«, sagte er.",
        "« On part. » K",
        "K «Ya es tarde», dijo.",
        "K »Endlich«, sagte er.",
        "K -4 degrees at the pier.",
        "K –4 degrees at the pier.",
        "The boat|K|sails.",
        "The boat sails.(K)Then it rains.",
        "The boat has 2 + K + 3 sails.",
    ],
)
def test_marks_that_hold_more_stay(text: str) -> None:
    at = text.index("K")
    assert frame_around(text, at, at + 1) == (at, at + 1)
