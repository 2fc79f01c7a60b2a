"""What the scripts of a page say of lists: the requests they make, and how they put addresses together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsarchive.discovery.documents import read_text
from newsarchive.discovery.lists.scripted_templates import (
    scripted_addresses,
    scripted_templates,
    scripted_turns,
)
from newsarchive.discovery.scripts.list_addresses import ScriptedRequests, scripted_requests
from newsarchive.discovery.scripts.page_values import NO_VALUES, PageValues, with_page_values
from newsarchive.discovery.scripts.script_names import ScriptNames, written_page_names

_LARGEST_TEXT = 3_000_000  # characters of one script
# How scripts ask for what their page has not: calls, elements that load, channels.
_ASKS = re.compile(
    r"\bfetch\s*\(|XMLHttpRequest|\.ajax\b|\baxios\b|\.getJSON\b|\.load\s*\(|sendBeacon|\bimport\s*\(|EventSource|WebSocket"
    r"|createElement\(\s*[\"'](?:script|iframe)|\b(?:hx|ic|up)-(?:get|post|href)|<(?:i?frame|turbo-frame)\b|\.src\s*=|jsonp"
    r"|navigator\.serviceWorker|\$\.(?:get|post)\b|\bky\b|superagent|location\.(?:reload|search|hash)|\.submit\s*\(",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptsRead:
    """What a page's scripts say: the requests they make, and how they put addresses together."""

    requests: ScriptedRequests = field(default_factory=ScriptedRequests)
    templates: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


def read_scripts(
    body: bytes,
    url: str,
    _content_type: str | None,
    *,
    attributes: Sequence[tuple[str, str]],
    markup: str,
    values: PageValues = NO_VALUES,
) -> ScriptsRead:
    """Return what scripts say; `body` is a JSON array of their texts, `values` what they read of the page."""
    texts: list[str] = [with_page_values(text, values) for text in json.loads(body)]
    names = ScriptNames(texts, attributes)
    return ScriptsRead(
        requests=scripted_requests(texts, url, names, values.tokens),
        templates=tuple(scripted_templates(texts, markup, url, names)),
        joined=tuple(scripted_addresses(texts, url, names)),
        turns=tuple(scripted_turns(texts, names)),
        written=tuple(written_page_names(texts)),
    )


def script_text(body: bytes, url: str, content_type: str | None) -> str:
    """Return the text of a script, as far as it is read."""
    return read_text(body, content_type, url)[:_LARGEST_TEXT]


def may_ask_for_data(texts: Iterable[str]) -> bool:
    """Say whether scripts, or the markup around them, have anything that asks for data; total."""
    return any(map(_ASKS.search, texts))
