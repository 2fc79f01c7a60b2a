"""The outlet a Chinese page credits: 来源：, 稿源：, in the line under the headline or after the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

CREDIT = re.compile(
    r"(?:来源|來源|稿源|出处|信息来源|文章来源|新闻来源|消息来源)(?:于|自)?\s?[:：丨"
    r"|]?\s?[《“【]?(?P<name>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·.-]{1,24})[》”】]?"
)
LABEL = re.compile(r"(?:来源|來源|稿源)\s?[:：]$")
NOT_OUTLET = re.compile(
    r"^(?:作者|编辑|责任|责编|时间|发布|网络|互联网|浏览|点击|字号|未知|本站|原创|于|自|的|是)|(?:的|是|了|为)$"
)
CUT = re.compile(
    r"(?:作者|编辑|责任编辑|责编|发布|时间|浏览|点击|字号|评论|我要|分享|打印|进入|关注|记者|日期|手机|用手机).*$"
)


def credited_outlet(lines: Iterable[str]) -> str | None:
    """Return the name after 来源 in the first line that has one, else None."""
    texts = list(lines)
    for index, line in enumerate(texts):
        if len(line) > 150:
            continue
        match = CREDIT.search(line)
        if match and (":" in match[0] or "：" in match[0] or len(line) < 40):
            name = CUT.sub("", match["name"]).strip(" .-")
            if 2 <= len(name) <= 20 and not NOT_OUTLET.search(name):
                return name
        if LABEL.search(line) and index + 1 < len(texts) and 2 <= len(texts[index + 1]) <= 16:
            return texts[index + 1]
    return None
