"""Chinese names that nothing beside them says to be persons: between the bars of a line with its day.

Words of menus, places, sections and whom a story is about are no names there.
"""

from __future__ import annotations

import re

from newsarchive.text.furniture.furniture_lines import CONTROL_WORDS
from newsarchive.text.metadata.east_asian_names import (
    NOT_A_NAME,
    chinese_words,
    is_common_han_name,
    is_han_organisation,
    words_like_names,
)

LONGEST_HAN_LINE, MOST_LONE = 80, 4  # characters of a line, and names in it
_FEWEST_PIECES, _MOST_PIECES = 3, 6
_LISTED_NAME = re.compile("^[\u4e00-\u9fff]{2,3}$")
DAY_OR_CLOCK = re.compile(
    r"https?://\S+|(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?|(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::\d{2})?(?!\d)|星期.|周[一二三四五六日]"
    r"|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)"
)
_NOBODY = re.compile(
    r"^(?:佚名|未知|不详|不詳|网络|互联网|本站|原创|转载|匿名|网友|admin\w*|管理员|编辑部|小编|无|none|root|user|游客|记者|作者|本报|本刊)"
    # What readers may do with a page stands on the same line: no menu is a name.
    r"|^(?:我要|我想|我来|我已|发表|發表|打印|列印|收藏|分享|转发|轉發|举报|舉報|纠错|糾錯|复制|複製|下载|下載|登录|登錄|登陆|注册|註冊|投稿|关闭|關閉"
    r"|返回|点赞|點讚|查看|进入|進入|扫一扫|关注|關注|订阅|訂閱|参与|參與|推荐|推薦|点击|點擊|阅读|閱讀|评论|評論"
    r"|图集|圖集|字号|字號|字体|字體|放大|缩小|默认|首页|首頁|繁体|简体|浏览|瀏覽|保存|展开|上一页|下一页)"
    r"|^(?:系|为|為|是|简介|單位|单位|介绍|文章|的|其他|更多|专栏|主页)|\d{3}",
    re.IGNORECASE,
)


# Words of controls that furniture knows too; one of a single character may be a name's.
_MENU_WORDS = frozenset(word for word in CONTROL_WORDS if len(word) > 1)


def is_nobody(token: str) -> bool:
    return token in _MENU_WORDS or bool(_NOBODY.search(token))


def is_sure_name(word: str) -> bool:
    """Whether a word is a common name, and no section, place or word of a page's."""
    if not is_common_han_name(word) or is_nobody(word) or NOT_A_NAME.search(word):
        return False
    if word in words_like_names():
        return False
    return not any(word in chinese_words(kind) for kind in ("like_names", "sections", "places"))


def may_be_beside(word: str) -> bool:
    """Whether a word beside a name can be a name with a rare surname or a pen name: no word of a page's."""
    if not _LISTED_NAME.match(word) or NOT_A_NAME.search(word) or is_nobody(word):
        return False
    return word not in chinese_words("like_names") and word not in chinese_words("sections")


# The bars of a line, of which one kind parts what it tells; the others may stand between names.
_PARTING = tuple(map(re.compile, (r"\s?\|\s?", r"\s[·—–-]\s", r"\s/\s")))
# A surname and what somebody is: whom a story is about.
_ADDRESSED = re.compile(
    r"(?:先生|小姐|女士|教授|老师|老師|医生|醫生|同学|同學|博士|大使|总统|總統|总理|總理|主席|主任|[市省部院校县区镇村州局处科]长|[市省部院校縣區鎮村州局處科]長|书记|書記)$"
)
_BETWEEN_NAMES = re.compile(r"\s?[、,/]\s?|\s")
# How often a page was read.
_COUNTED = re.compile(
    r"(?:阅读|閱讀|浏览|瀏覽|点击|點擊|评论|評論|人气|人氣|\d+ ?(?:次|人|条|條))|^\d[\d,.万萬]*$"
)


def names_beside_day(text: str) -> list[str]:
    """The names of a line of a day and names between bars: "2010-03-04 10:12 | 林晓、周明".

    A paper and how often the page was read may stand there, too; where anything else does, nobody is named.
    """
    bar = next((one for one in _PARTING if one.search(text)), None)
    if bar is None or len(text) > LONGEST_HAN_LINE or not DAY_OR_CLOCK.search(text):
        return []
    pieces = [bare for piece in bar.split(text) if (bare := DAY_OR_CLOCK.sub(" ", piece).strip(" ,"))]
    rest = [one for one in pieces if not (is_han_organisation(one) or _COUNTED.search(one))]
    names = [name for one in rest for name in _BETWEEN_NAMES.split(one)]
    fits = len(rest) == 1 and len(names) <= MOST_LONE and all(map(is_sure_name, names))
    return names if fits and not any(map(_ADDRESSED.search, names)) else []


def barred_name(text: str) -> list[str]:
    """The one name in a dated line of pieces between bars: "青河网 | 要闻 | 林晓 | 2010年3月4日"."""
    pieces = [piece.strip() for piece in text.split("|")]
    fits = len(text) <= LONGEST_HAN_LINE and _FEWEST_PIECES <= len(pieces) <= _MOST_PIECES
    if not (fits and DAY_OR_CLOCK.search(text)):
        return []
    names = [piece for piece in pieces if is_sure_name(piece) and not _ADDRESSED.search(piece)]
    return names if len(names) == 1 else []
