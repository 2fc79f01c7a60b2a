"""Invented stories that are long enough to be compared, and copies of them as hosts make them."""

from __future__ import annotations

STORY = (
    "The harbour council of Holm voted on Thursday to rebuild the old north pier before the winter storms.",
    "Engineers found last spring that the wooden piles below the ticket house had been eaten by worms.",
    "Ferries will leave from the fish market until the work is done, said harbour master Inge Solberg.",
    "Two councillors objected that nobody had asked the owners of the small boats moored along the quay.",
    "The money comes from a fund for coastal towns which the ministry opened after the flood four years ago.",
)
RIVAL = (
    "Holm will get a new pier, its council decided after a long evening of argument in the town hall.",
    "What stands there now is rotten, a report by divers had said, and closing it was a matter of weeks.",
    "Fishermen grumbled that the market square will be crowded with passengers all through the autumn.",
    "The mayor called the decision overdue and thanked the ministry for paying nearly all of the bill.",
)
ZH = (
    "霍尔姆港务委员会星期四表决通过，在冬季风暴到来之前重建北面的旧码头，渡轮暂时改在鱼市场停靠。",
    "工程师去年春天发现，售票处下面的木桩已经被船蛆蛀空，随时可能断裂，委员会因此决定提前动工。",
    "两名委员表示反对，他们认为事先没有人问过停泊在岸边的小船主人，居民也担心广场会过于拥挤。",
    "资金来自四年前洪水之后政府设立的沿海城镇基金，港务局长说工程预计在明年夏天之前全部完成。",
)
HANT = (
    "霍爾姆港務委員會星期四表決通過,在冬季風暴到來之前重建北面的舊碼頭,渡輪暫時改在魚市場停靠.",
    "工程師去年春天發現,售票處下面的木樁已經被船蛆蛀空,隨時可能斷裂,委員會因此決定提前動工.",
    "兩名委員表示反對,他們認為事先沒有人問過停泊在岸邊的小船主人,居民也擔心廣場會過於擁擠.",
    "資金來自四年前洪水之後政府設立的沿海城鎮基金,港務局長說工程預計在明年夏天之前全部完成.",
)
PLANTED = "Best online casino bonus 2026, free spins no deposit, play slots and win big money now at our site"
NOTE = "This report first ran in our morning edition and was shortened by the desk for the web readers."


def weather(town: str, *numbers: int) -> str:
    """A forecast: one wording for every town, other numbers in it."""
    a, b, c, d, e = numbers
    return (
        f"The weather service expects {a} degrees in {town} in the morning and {b} degrees in the afternoon,"
        f" with winds of {c} kilometres an hour from the west and {d} millimetres of rain. Drivers should"
        f" mind fog on the coastal road. The chance of thunder is {e} per cent until the evening hours."
    )
