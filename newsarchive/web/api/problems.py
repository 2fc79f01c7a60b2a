"""Errors as answers: problem+json (RFC 9457) for the API, a page for people, the same words in both."""

from __future__ import annotations

from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException

from newsarchive.errors import (
    ArchiveError,
    EndedEarlyError,
    NewsarchiveError,
    UsageError,
)
from newsarchive.web.answers.article_answers import NotStoredError
from newsarchive.web.answers.records import Record

PROBLEM_MEDIA = "application/problem+json"
_TITLES = {
    400: "The request cannot be understood",
    401: "Not logged in",
    403: "Not allowed",
    404: "Not found",
    405: "Only reading is possible",
    500: "A fault of newsarchive",
    503: "The archive cannot be asked now",
    504: "The question takes too long",
}


class ProblemPart(Record):
    """One wrong value of a request."""

    where: str = Field(description="The parameter.")
    detail: str
    allowed: str | None = Field(None, description="What is allowed there.")


# How pydantic calls the bounds of a value, as a reader would.
_BOUNDS = {
    "ge": "{} or more",
    "gt": "more than {}",
    "le": "{} or less",
    "lt": "less than {}",
    "max_length": "at most {} characters",
    "min_length": "at least {} characters",
    "expected": "one of {}",
}
# What follows "stopped after 10 s" where a part of the rows was printed; an answer has none of them.
OF_PRINTED_ROWS = "; the result is cut short"
LESS_OR_LONGER = (
    "Ask for less at a time: fewer days, one source, a LIMIT. Or let 'newsarchive serve' take longer:"
    " --timeout SECONDS."
)
# Seconds after which one who found the archive busy may ask again.
RETRY_AFTER = "10"
# Wrong values that an answer names: more than any address has parameters of ours (12).
_MOST_NAMED = 20
# Characters of a name; ours have at most 10.
_LONGEST_NAME = 60


class Problem(Record):
    """What is wrong, where, and what is allowed (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="What is wrong, and where.")
    hint: str | None = Field(None, description="What is allowed, and what to do.")
    instance: str = Field(description="The path that was asked for.")
    errors: list[ProblemPart] = Field(default_factory=list)
    errors_left_out: int = Field(default=0, description="How many more there are than `errors` names.")


def problem(status: int, detail: str, hint: str | None, path: str) -> Problem:
    """Return the problem; the title follows from the status."""
    title = _TITLES.get(status, "The request cannot be answered")
    return Problem(title=title, status=status, detail=detail, hint=hint or None, instance=path)


def problem_of(error: Exception, path: str) -> Problem:
    """Return the problem that an error of ours, of a route or of a parameter is; a fault for any other."""
    if isinstance(error, EndedEarlyError):
        detail = error.message.replace(OF_PRINTED_ROWS, "")
        return problem(_status(error), detail, error.hint or LESS_OR_LONGER, path)
    if isinstance(error, NewsarchiveError):
        return problem(_status(error), error.message, error.hint, path)
    if isinstance(error, RequestValidationError):
        return _of_parameters(error, path)
    if isinstance(error, HTTPException):
        detail = "There is nothing at this URL." if error.status_code == 404 else str(error.detail)
        return problem(error.status_code, detail, None, path)
    return problem(500, "newsarchive failed to answer; its log has the error.", None, path)


def _status(error: NewsarchiveError) -> int:
    if isinstance(error, NotStoredError):
        return 404
    if isinstance(error, UsageError):
        return 400
    if isinstance(error, EndedEarlyError):
        return 504
    return 503 if isinstance(error, ArchiveError) else 500


def _of_parameters(error: RequestValidationError, path: str) -> Problem:
    found = error.errors()
    parts = [_part(one) for one in found[:_MOST_NAMED]]
    first = parts[0]
    return Problem(
        title=_TITLES[400],
        status=400,
        detail=f"{first.where}: {first.detail}",
        hint=first.allowed,
        instance=path,
        errors=parts,
        errors_left_out=len(found) - len(parts),
    )


def _part(one: dict[str, Any]) -> ProblemPart:
    where = ".".join(str(step) for step in one["loc"][1:]) or str(one["loc"][0])
    if one["type"] == "extra_forbidden":
        return ProblemPart(
            where=_short(where), detail="There is no such parameter.", allowed="See /api/v1/openapi.json."
        )
    context = one.get("ctx", {}).items()
    allowed = ", ".join(_BOUNDS[name].format(value) for name, value in context if name in _BOUNDS) or None
    return ProblemPart(where=_short(where), detail=str(one["msg"]), allowed=allowed)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
