"""Which reading of a page wins: the container's, unless it lacks words that are no furniture."""

from __future__ import annotations

import time

from lxml.html import document_fromstring

from newsarchive.text.extraction.main_text import better_reading

ONE = "昨天清晨，第一班渡船从新码头开出，两岸的居民站在雨里鼓掌，孩子们挥着自己画的小旗。"
TWO = "船长说，这条航线停了十一年，他每天从桥上开车经过，总要看一眼江面，想着哪天能再开船。"
LEAD = "停航十一年的江心渡昨天恢复，首日运送乘客三千多人，船票仍是两元，老人免票乘船。"
PAGE = document_fromstring("<title>江心渡恢复</title><body><a href='/1'>渡口旧事一则</a></body>")


def test_links_titles_and_furniture_are_no_loss() -> None:
    usual = ("江心渡恢复", "渡口旧事一则", "分享到 微博 微信", ONE + TWO)
    assert better_reading(PAGE, usual, (ONE, TWO)) == (ONE, TWO)


def test_a_lead_above_the_container_is_kept() -> None:
    assert better_reading(PAGE, ("江心渡恢复", LEAD, ONE, TWO), (ONE, TWO)) == (LEAD, ONE, TWO)


def test_a_container_that_lacks_most_of_the_text_loses() -> None:
    rows = tuple(f"第{number}码头 张家渡{number}号 早班六点 晚班九点 周末加开两班" for number in range(60))
    usual = (ONE, *rows)
    assert better_reading(PAGE, usual, (ONE,)) == usual


def test_another_text_does_not_win() -> None:
    assert better_reading(PAGE, (ONE, TWO), ("本站客服电话与邮箱。",)) == (ONE, TWO)


def test_nothing_found_leaves_the_usual() -> None:
    assert better_reading(PAGE, (ONE,), ()) == (ONE,)


def test_long_lines_and_many_pieces_cost_their_length() -> None:
    """Each piece was sought in the whole text, each character of a line without a full stop 2,000 times."""
    pieces = tuple(f"第{number}号渡船于{number * 7}时开出。" for number in range(40_000))
    text = tuple("".join(pieces[start : start + 40]) for start in range(0, len(pieces), 40))
    started = time.process_time()
    assert better_reading(PAGE, ("船" * 200_000, *text), text) == text
    assert time.process_time() - started < 3


def test_one_endless_line_does_not_outweigh_the_posts_around_it() -> None:
    posts = tuple(f"{date}日日记。{ONE}{TWO}{LEAD}" * 4 for date in (3, 4, 5))
    endless = "江上的船来来往往，" * 600
    usual = (posts[0], endless, *posts[1:])
    assert better_reading(PAGE, usual, (endless,)) == usual


def test_a_list_of_links_does_not_outweigh_the_article() -> None:
    stories = tuple(f"第{number}条新闻：{LEAD}" for number in range(12))
    links = "".join(f"<a href='/{number}'><p>{story}</p></a>" for number, story in enumerate(stories))
    page = document_fromstring(f"<title>江心渡恢复</title><body><div>{links}</div></body>")
    assert better_reading(page, (ONE, TWO), stories) == (ONE, TWO)
