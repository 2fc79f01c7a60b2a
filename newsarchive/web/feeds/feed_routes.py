"""Feeds of any search or source: /feeds/atom and /feeds/json, and of withdrawals below /feeds/withdrawals."""

from __future__ import annotations

import json
import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from newsarchive.web.answers.archive_reader import ArchiveReader
from newsarchive.web.answers.feed_entries import FeedPage, feed_page, plain_text
from newsarchive.web.answers.watch_answers import WatchDesk
from newsarchive.web.api.api_routes import choice_of
from newsarchive.web.api.parameters import StrictParameters, WordParameters
from newsarchive.web.display.page_renderer import page_address
from newsarchive.web.feeds.feed_documents import (
    ATOM_MEDIA,
    JSON_FEED_MEDIA,
    FeedPlace,
    atom_document,
    json_feed,
)
from newsarchive.web.feeds.withdrawal_entries import withdrawal_page
from newsarchive.web.guard.request_guard import site_root
from newsarchive.web.pages.watch_pages import WatchName

FEEDS_ROOT = "/feeds"


class WithdrawalParameters(WordParameters):
    """Of which articles withdrawals are told, and returns."""

    before: Annotated[int | None, Field(ge=1, lt=1 << 63)] = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20


class FeedParameters(WithdrawalParameters):
    """Which articles, and whether their edits too."""

    edits: bool = True


class WatchFeedParameters(StrictParameters):
    """A page of the feed of a watch."""

    before: Annotated[int | None, Field(ge=1, lt=1 << 63)] = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20


def feed_router(reader: ArchiveReader, desk: WatchDesk) -> APIRouter:
    """Return the routes of the feeds."""
    router = APIRouter(include_in_schema=False, prefix=FEEDS_ROOT)

    def page(asked: FeedParameters) -> FeedPage:
        return feed_page(reader, choice_of(asked), edits=asked.edits, before=asked.before, limit=asked.limit)

    def withdrawals(asked: WithdrawalParameters) -> FeedPage:
        return withdrawal_page(reader, choice_of(asked), before=asked.before, limit=asked.limit)

    @router.get("/atom")
    def atom(request: Request, asked: Annotated[FeedParameters, Query()]) -> Response:
        return _as_atom(request, asked, page(asked))

    @router.get("/json")
    def feed_as_json(request: Request, asked: Annotated[FeedParameters, Query()]) -> Response:
        return _as_json(request, asked, page(asked))

    @router.get("/withdrawals/atom")
    def withdrawals_atom(request: Request, asked: Annotated[WithdrawalParameters, Query()]) -> Response:
        return _as_atom(request, asked, withdrawals(asked))

    @router.get("/withdrawals/json")
    def withdrawals_json(request: Request, asked: Annotated[WithdrawalParameters, Query()]) -> Response:
        return _as_json(request, asked, withdrawals(asked))

    @router.get("/watches/{name}/atom")
    def watch_atom(
        request: Request, name: WatchName, asked: Annotated[WatchFeedParameters, Query()]
    ) -> Response:
        found = desk.feed(name, asked.before, asked.limit)
        document = atom_document(found, _watch_place(request, name, asked, found))
        return Response(document, media_type=f"{ATOM_MEDIA}; charset=utf-8")

    @router.get("/watches/{name}/json")
    def watch_json(
        request: Request, name: WatchName, asked: Annotated[WatchFeedParameters, Query()]
    ) -> Response:
        found = desk.feed(name, asked.before, asked.limit)
        document = json_feed(found, _watch_place(request, name, asked, found))
        return Response(json.dumps(document, ensure_ascii=False), media_type=JSON_FEED_MEDIA)

    return router


def _watch_place(request: Request, name: str, asked: WatchFeedParameters, found: FeedPage) -> FeedPlace:
    root = site_root(request)
    first = f"{root}{request.url.path}"
    kept: dict[str, Any] = asked.model_dump(exclude={"before"}, exclude_defaults=True)
    named = uuid.uuid5(uuid.NAMESPACE_URL, f"{root}{FEEDS_ROOT}/watches/{name}")
    more = found.next_before
    return FeedPlace(
        id=f"urn:uuid:{named}",
        title=f"newsarchive · {name}",
        page=f"{root}/watches/{name}",
        this=page_address(first, **kept, before=asked.before),
        first=page_address(first, **kept),
        next=None if more is None else page_address(first, **kept, before=more),
        article=lambda number: f"{root}/articles/{number}",
    )


def _as_atom(request: Request, asked: WithdrawalParameters, found: FeedPage) -> Response:
    document = atom_document(found, _place(request, asked, found))
    return Response(document, media_type=f"{ATOM_MEDIA}; charset=utf-8")


def _as_json(request: Request, asked: WithdrawalParameters, found: FeedPage) -> Response:
    document = json_feed(found, _place(request, asked, found))
    return Response(json.dumps(document, ensure_ascii=False), media_type=JSON_FEED_MEDIA)


def _place(request: Request, asked: WithdrawalParameters, found: FeedPage) -> FeedPlace:
    root = site_root(request)
    path = request.url.path
    kept: dict[str, Any] = asked.model_dump(exclude={"before"}, exclude_defaults=True)
    chosen = {name: value for name, value in kept.items() if name not in {"edits", "limit"}}
    kinds = ["withdrawals"] if "/withdrawals/" in path else []
    whole = page_address(f"{root}{path}", **kept, before=asked.before)
    # Atom and JSON Feed of the same are the same feed.
    named = uuid.uuid5(uuid.NAMESPACE_URL, page_address(f"{root}{path.rpartition('/')[0]}", **kept))
    return FeedPlace(
        id=f"urn:uuid:{named}",
        title=plain_text(" · ".join(["newsarchive", *kinds, *(str(value) for value in chosen.values())])),
        page=page_address(f"{root}/search", **chosen),
        this=whole,
        first=page_address(f"{root}{path}", **kept),
        next=None
        if found.next_before is None
        else page_address(f"{root}{path}", **kept, before=found.next_before),
        article=lambda number: f"{root}/articles/{number}",
    )
