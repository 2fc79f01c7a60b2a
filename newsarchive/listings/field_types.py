"""Types for the fields of declarations; their error messages say what is allowed."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict

from newsarchive.discovery.urls.canonical_urls import is_http_url


class DeclaredTable(BaseModel):
    """A table of a declaration; frozen. An unknown field is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def url_mistake(text: str) -> str | None:
    """Return what is allowed instead of a text that cannot be a declared URL; None if it can."""
    if not is_http_url(text):
        return "allowed: an http:// or https:// URL without spaces"
    if "@" in urlsplit(text).netloc:
        return "allowed: a URL without a user name and password, which are never sent"
    return None


def _http_url(value: str) -> str:
    if mistake := url_mistake(value):
        raise ValueError(mistake)
    return value


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"allowed: a Python regular expression; here {error}") from error
    return value


HttpURL = Annotated[str, AfterValidator(_http_url)]
Regex = Annotated[str, AfterValidator(_regex)]
