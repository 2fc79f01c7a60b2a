"""Invented news for the mock server: enough words that a page is an article, different for each number."""

from __future__ import annotations

from tests.text.extraction.site_software import WORDS, Post, paragraphs, wordpress_blocks

SENTENCES = (
    "The harbour board met on the {n}th day of the month and agreed to deepen channel number {n}.",
    "Engineers had measured the sand for {n} weeks and found that it moves faster than anyone thought.",
    "Ships with a draught of {n} metres will be able to enter at any tide, said the board's engineer.",
    "The fishing fleet keeps its {n} berths at the northern quay, as the town council had asked.",
    "Work begins after the autumn storms, and the first {n} dredgers arrive from the neighbouring port.",
)
NOTICE = "The Harbour Board Courier is printed by its readers, who may write to the editors at any hour."
CHINESE = (
    "海港管理委员会第{n}次会议决定疏浚第{n}号航道，工程将于秋季风暴过后开始，预计历时{n}个月。",
    "工程师测量泥沙{n}周后发现，泥沙移动的速度比任何人预想的都要快，因此必须提前施工。",
    "渔船队保留北码头的{n}个泊位，这是镇议会此前提出的要求，渔民代表对此表示欢迎。",
)


def article(number: int, edition: int = 0) -> str:
    """Return the page of one story; another edition has another last paragraph."""
    paragraphs = [sentence.format(n=number) for sentence in SENTENCES]
    if edition:
        paragraphs.append(
            f"In edition {edition} of this story the board corrected the sum it had named before."
        )
    return page(f"Board deepens channel number {number}", paragraphs, "en", "utf-8")


def noticed(number: int, nonce: int) -> str:
    """Return the page of a story with the paper's notice below it; `nonce` changes bytes no reader sees."""
    paragraphs = [*(sentence.format(n=number) for sentence in SENTENCES), NOTICE]
    return page(f"Board deepens channel number {number}", paragraphs, "en", "utf-8") + f"<!-- {nonce} -->"


def chinese(number: int) -> str:
    """Return a Chinese page that declares gb2312."""
    paragraphs = [sentence.format(n=number) for sentence in CHINESE]
    return page(f"海港决定疏浚第{number}号航道", paragraphs, "zh", "gb2312")


def undated(number: int, *, paid: bool) -> str:
    """Return a page of WordPress's default theme: two sentences, no date, and what stands below."""
    told = paragraphs(*(sentence.format(n=number) for sentence in SENTENCES[: 1 if paid else 2]))
    wall = '<div class="jetpack-subscribe-paywall"><h2>Subscribe to read on</h2></div>' if paid else ""
    return wordpress_blocks(Post(WORDS["en"], told + wall))


def page(title: str, paragraphs: list[str], language: str, charset: str) -> str:
    """Return an HTML page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><meta charset='{charset}'><title>{title}</title>"
        f"<meta property='article:published_time' content='2026-11-02T08:00:00+08:00'></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
