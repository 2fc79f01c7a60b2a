"""The fields of a watch's declaration, and the words of its messages."""

from __future__ import annotations

from docs.generators.attributes import classes_of
from docs.generators.markdown import table
from docs.generators.source_fields import HEAD, field_rows
from newsarchive.storage.interfaces.watch_store import DeliveryState, DropReason, MatchKind
from newsarchive.watches import watch_declaration


def pages() -> dict[str, str]:
    """Return the page by its path below docs/."""
    text, fields = classes_of(watch_declaration)["Watch"]
    lines = [
        "# Watch declaration\n",
        (
            "A watch is one file, `settings/watches/NAME.toml` (or in the folder that `NEWSARCHIVE_WATCHES` "
            "names). An unknown field is a mistake: `newsarchive watches check` names it, with file and "
            "field. How to write one: [Follow a story](../how-to/follow-a-story.md).\n"
        ),
        f"{text}\n",
        table(HEAD, field_rows(fields)),
        "## What is told\n",
        _words(MatchKind),
        "## States of a message\n",
        _words(DeliveryState),
        "## Why a message is not sent\n",
        _words(DropReason),
    ]
    return {"reference/watch-declaration.md": "\n".join(lines)}


def _words(words: type[MatchKind] | type[DeliveryState] | type[DropReason]) -> str:
    return table(("word", "meaning"), ((f"`{word}`", word.meaning) for word in words))
