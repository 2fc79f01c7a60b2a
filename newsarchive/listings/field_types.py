"""Types for the fields of declarations; their error messages say what is allowed."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from newsarchive.discovery.urls.canonical_urls import is_http_url


class DeclaredTable(BaseModel):
    """A table of a declaration; frozen. An unknown field is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _http_url(value: str) -> str:
    if not is_http_url(value):
        raise ValueError("allowed: an http:// or https:// URL without spaces")
    return value


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except (re.error, OverflowError, RecursionError) as error:  # the last: nested too deep
        raise ValueError(f"allowed: a Python regular expression; here {error}") from error
    return value


HttpURL = Annotated[str, AfterValidator(_http_url)]
Regex = Annotated[str, AfterValidator(_regex)]
