"""Keywords a page files its article under."""

from __future__ import annotations

import re

from newsarchive.text.lines import tidy
from newsarchive.text.metadata.json_ld import Node, texts
from newsarchive.text.metadata.meta_tags import MetaTags

MOST_TAGS = 50
LONGEST_TAG = 60
SEPARATOR = re.compile(r"[,，;；、|]")


def stated_tags(meta: MetaTags, nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """Return the tags of JSON-LD, article:tag or the keywords meta, the first of these that has any."""
    stated = (
        [text for node in nodes[:3] for text in texts(node.get("keywords"))],
        list(meta.all("article:tag", "parsely-tags", "news_keywords")),
        list(meta.all("keywords")),
    )
    for values in stated:
        tags = [tidy(part) for value in values for part in SEPARATOR.split(value[:3000])]
        found = dict.fromkeys(tag for tag in tags if tag and len(tag) <= LONGEST_TAG)
        if found:
            return tuple(found)[:MOST_TAGS]
    return ()
