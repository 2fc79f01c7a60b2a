"""Times that stand in the lines about the article, and in its address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsarchive.text.dates.evidence import Claim, url_date

# "2018-07-31 22:19:33", "2018年7月31日22:19", "2011/05/03": as Chinese pages print it under the headline.
DATE = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)")
# "29.10.2025 10:00"; with slashes that order is anybody's guess.
DAY_FIRST = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?![\d.]\d)")
LABEL = re.compile(r"(?:发布|发表|發佈|發布|刊发|发稿|时间|時間|日期|来源|來源)")
LONGEST_LINE = 120


def line_claims(lines: Iterable[str], url: str, *, day_first: bool = False) -> tuple[Claim, ...]:
    """Return (evidence, text) of dates printed in short lines about the article, then that of the address.

    With `day_first` also dates with dots in that order; in running text those are often of something else.
    """
    printed = [
        (bool(LABEL.search(line)), line[match.start() :])
        for line in lines
        if len(line) <= LONGEST_LINE
        for pattern in ((DATE, DAY_FIRST) if day_first else (DATE,))
        for match in pattern.finditer(line)
    ]
    ordered = [text for labelled, text in printed if labelled] + [
        text for labelled, text in printed if not labelled
    ]
    address = url_date(url)
    return (*(("text", text) for text in ordered), *((("url", address),) if address else ()))
