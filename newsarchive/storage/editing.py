"""Whether the publisher edited an article, or only we read it differently this time."""

from __future__ import annotations

from sqlalchemy import Connection, select

from newsarchive.storage.pages import Page
from newsarchive.storage.schema import removed_blocks, revisions
from newsarchive.storage.standing import Standing
from newsarchive.text.fingerprints import revision_key
from newsarchive.text.sharing.comparing import Version, is_same_reading
from newsarchive.text.sharing.rules import RULES

# An editor who cuts off an article's end mostly leaves more of it; a paywall leaves a paragraph or three.
MOST_SHOWN = 0.6


def is_edited(connection: Connection, page: Page, key: str, known: Standing) -> bool:
    """Say whether a page, whose revision key is `key`, says something else than the revision that is known.

    The same bytes never do, whatever today's code and knowledge make of them; nor does a text from which one
    of both runs cut more of what the host's pages share. Only a reprocess brings older articles up to date.
    """
    if key == known.revision_key or page.body_sha256 == known.body_sha256:
        return False
    return not _is_same_reading(connection, page, known)


def is_closed(connection: Connection, page: Page, known: Standing) -> bool:
    """Say whether a page shows only how the stored article begins, and says that it is not free to read.

    So it looks when an article is put behind a paywall: the text is cut short, and nobody edited it.
    """
    shown = page.article.text
    if not page.article.for_subscribers or not shown:
        return False
    text = str(connection.scalar(select(revisions.c.text).where(revisions.c.id == known.revision_id)))
    return len(shown) <= MOST_SHOWN * len(text) and text.startswith(shown.rstrip(".… "))


def _is_same_reading(connection: Connection, page: Page, known: Standing) -> bool:
    article = page.article
    cut = select(removed_blocks.c.text).where(
        removed_blocks.c.revision_id == known.revision_id, removed_blocks.c.rule.in_(sorted(RULES))
    )
    stored_cut = tuple(connection.scalars(cut))
    now_cut = tuple(block.text for block in article.removed if block.rule in RULES)
    if not (stored_cut or now_cut):
        return False
    text = str(connection.scalar(select(revisions.c.text).where(revisions.c.id == known.revision_id)))
    if revision_key(article.title, text, article.authors) != known.revision_key:
        return False  # title or authors are others
    stored, now = Version(text, stored_cut), Version(article.text, now_cut)
    return is_same_reading(article.title, article.authors, stored, now)
