"""What intruders do to a page: spam in title and meta, hidden, between paragraphs, a farm in the footer."""

from __future__ import annotations

from html import escape

from newsarchive.newsroom.page import Page, Spam

FARM_LABEL = "主站蜘蛛池模板: "


def spam_fragments(page: Page) -> dict[str, str]:
    """The places of a template that spam goes into; empty on an honest page.

    `spam_title` replaces the page's own title where it stands before `title`.
    """
    spam = page.spam or Spam(kind="other")
    stuffed = escape(",".join(spam.title))
    metas = (f'<meta name="{name}" content="{stuffed}">' for name in ("keywords", "description"))
    return {
        "spam_title": stuffed,
        "spam_meta": "\n".join(metas) if stuffed else "",
        "spam_h1": f'<h1><a href="/">{stuffed}</a></h1>' if stuffed else "",
        "spam_hidden": hidden_block(spam, "display:none", spam.hidden),
        "spam_offscreen": hidden_block(spam, "position:absolute;left:-9999px;top:-9999px", spam.offscreen),
        "spam_farm": farm_block(spam),
    }


def hidden_block(spam: Spam, style: str, phrases: tuple[str, ...]) -> str:
    """A block that no reader sees."""
    return f'<div style="{style}">{links(spam, phrases, " ")}</div>' if phrases else ""


def farm_block(spam: Spam) -> str:
    """The link farm at the foot of the page."""
    if not spam.farm:
        return ""
    return f'<div class="friendship-link"><p>{FARM_LABEL}{links(spam, spam.farm, "|")}</p></div>'


def links(spam: Spam, phrases: tuple[str, ...], separator: str) -> str:
    """Each phrase as a link to a host of its own under the spammer's."""
    linked = (
        f'<a href="http://x{n:03}.{spam.host}/" target="_blank">{escape(phrase)}</a>'
        for n, phrase in enumerate(phrases)
    )
    return f"{separator}\n".join(linked)


def with_inside_spam(page: Page, shown: list[str]) -> list[str]:
    """The paragraphs' mark-up with spam paragraphs put after those they name."""
    spam = page.spam
    if spam is None:
        return shown
    result = []
    for number, paragraph in enumerate(shown, 1):
        result.append(paragraph)
        if phrase := spam.inside.get(str(number)):
            result.append(f'<p><a href="http://www.{spam.host}/">{escape(phrase)}</a></p>')
    return result


def hijacked_body(page: Page) -> str:
    """What stands in the article's place on a page that was taken over; "" on any other."""
    spam = page.spam
    if spam is None or not spam.body:
        return ""
    return "\n".join(f'<p><a href="http://www.{spam.host}/">{escape(line)}</a></p>' for line in spam.body)
