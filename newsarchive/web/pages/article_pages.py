"""The pages of one article: its text, its changes, the page as it came, what lies behind it; and of a URL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from newsarchive.items import FetchedPage
from newsarchive.lifecycle import JournalEvent, Outcome
from newsarchive.storage.queries.article_evidence import KeptPage, kept_page
from newsarchive.web.answers.archive_reader import ArchiveReader, ArchiveReading
from newsarchive.web.answers.article_answers import (
    NotStoredError,
    article_difference,
    article_evidence,
    article_now,
    article_revisions,
    compared_with,
    why_of,
)
from newsarchive.web.answers.bounded_calls import BoundedCalls
from newsarchive.web.answers.records import DifferencePiece
from newsarchive.web.api.api_routes import ArticleNumber
from newsarchive.web.api.parameters import DifferencePageParameters, PlainPageParameters, WhyPageParameters
from newsarchive.web.display.page_renderer import TemplatePages
from newsarchive.web.pages.article_timeline import article_timeline
from newsarchive.web.pages.captured_page import CAPTURE_POLICY, shown_capture
from newsarchive.web.pages.marked_page import MarkingTask, mark_page
from newsarchive.web.pages.stated_dates import DecidedDate

# Characters of a text that the page compares: as many as "As it came" shows (web.pages.marked_page).
_LONGEST_COMPARED = 60_000
# What happens to a URL without being the outcome of an answer.
_EVENTS_ALONE = frozenset(JournalEvent) - frozenset(map(str, Outcome))


class ParagraphRow(NamedTuple):
    """A paragraph of the older revision beside that of the newer one; either may be empty."""

    before: tuple[DifferencePiece, ...]
    after: tuple[DifferencePiece, ...]

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return any(piece.kind != "same" for piece in (*self.before, *self.after))


def paragraph_rows(pieces: Sequence[DifferencePiece]) -> list[ParagraphRow]:
    """Return the paragraphs of both sides, in order, those that stand for one another side by side."""
    rows: list[ParagraphRow] = []
    before: list[DifferencePiece] = []
    after: list[DifferencePiece] = []
    for piece in pieces:
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                # A line put in behind a paragraph that both have ends that paragraph on both sides.
                both = piece.kind == "same" or bool(before and before == after)
                rows.append(
                    ParagraphRow(
                        tuple(before) if both or piece.kind != "added" else (),
                        tuple(after) if both or piece.kind != "removed" else (),
                    )
                )
                before = before if not both and piece.kind == "added" else []
                after = after if not both and piece.kind == "removed" else []
            if line:
                part = DifferencePiece(kind=piece.kind, text=line)
                before += [part] if piece.kind != "added" else []
                after += [part] if piece.kind != "removed" else []
    rows.append(ParagraphRow(tuple(before), tuple(after)))
    return [row for row in rows if row.before or row.after]


def inline_paragraphs(pieces: Sequence[DifferencePiece]) -> list[list[DifferencePiece]]:
    """Return the paragraphs of both revisions as one text."""
    paragraphs: list[list[DifferencePiece]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        paragraphs[-1] += [DifferencePiece(kind=piece.kind, text=first)] if first else []
        paragraphs += [[DifferencePiece(kind=piece.kind, text=line)] if line else [] for line in rest]
    return [paragraph for paragraph in paragraphs if paragraph]


def article_router(reader: ArchiveReader, pages: TemplatePages, calls: BoundedCalls) -> APIRouter:
    """Return the routes of articles, captures and URLs."""
    router = APIRouter(include_in_schema=False)
    _add_texts(router, reader, pages)
    _add_captures(router, reader, pages, calls)
    return router


def _add_texts(router: APIRouter, reader: ArchiveReader, pages: TemplatePages) -> None:
    @router.get("/articles/{article_id}")
    def article_page(
        request: Request, article_id: ArticleNumber, _asked: Annotated[PlainPageParameters, Query()]
    ) -> Response:
        with reader.reading() as reading:
            article = article_now(reading, article_id)
            evidence = article_evidence(reading, article)
        return pages.page(request, "article.html", article=article, evidence=evidence)

    @router.get("/articles/{article_id}/changes")
    def changes_page(
        request: Request, article_id: ArticleNumber, asked: Annotated[DifferencePageParameters, Query()]
    ) -> Response:
        with reader.reading() as reading:
            article = article_now(reading, article_id)
            revisions = article_revisions(reading, article_id).revisions
            changed = article_difference(
                reading, article_id, asked.before, asked.after, longest=_LONGEST_COMPARED
            )
        return pages.page(
            request,
            "changes.html",
            article=article,
            revisions=revisions,
            changed=changed,
            compared={one.revision: compared_with(revisions, one.revision) for one in revisions},
            view=asked.view,
            cut=_LONGEST_COMPARED if changed.cut else 0,
            rows=paragraph_rows(changed.text),
            paragraphs=inline_paragraphs(changed.text),
        )

    @router.get("/articles/{article_id}/evidence")
    def evidence_page(
        request: Request, article_id: ArticleNumber, _asked: Annotated[PlainPageParameters, Query()]
    ) -> Response:
        with reader.reading() as reading:
            article = article_now(reading, article_id)
            evidence = article_evidence(reading, article)
        timeline = article_timeline(article, evidence)
        return pages.page(request, "evidence.html", article=article, evidence=evidence, timeline=timeline)

    @router.get("/why")
    def why_page(request: Request, asked: Annotated[WhyPageParameters, Query()]) -> Response:
        return pages.page(request, "why.html", why=why_of(reader, asked.url), events_alone=_EVENTS_ALONE)


def _add_captures(
    router: APIRouter, reader: ArchiveReader, pages: TemplatePages, calls: BoundedCalls
) -> None:
    @router.get("/articles/{article_id}/page")
    def original_page(
        request: Request, article_id: ArticleNumber, _asked: Annotated[PlainPageParameters, Query()]
    ) -> Response:
        with reader.reading() as reading:
            article = article_now(reading, article_id)
            evidence = article_evidence(reading, article)
            kept = None if evidence.kept_fetch_id is None else _kept(reading, evidence.kept_fetch_id)
        marked = None
        if kept is not None:
            task = MarkingTask(
                page=capture_to_read(kept),
                title=article.title or "",
                text=article.text,
                removed=tuple(evidence.removed),
                decided=DecidedDate(
                    day=article.published_on, source=article.date_source, language=article.language
                ),
            )
            marked = calls.call(mark_page, task)
        return pages.page(
            request, "original.html", article=article, evidence=evidence, kept=kept, marked=marked
        )

    @router.get("/captures/{fetch_id}")
    def capture(
        request: Request, fetch_id: ArticleNumber, _asked: Annotated[PlainPageParameters, Query()]
    ) -> Response:
        with reader.reading() as reading:
            kept = _kept(reading, fetch_id)
        return capture_answer(request, pages, calls, kept, f"/captures/{fetch_id}")


def _kept(reading: ArchiveReading, fetch_id: int) -> KeptPage:
    found = kept_page(reading.index, fetch_id)
    if found is None:
        raise NotStoredError(
            f"The archive has no bytes of capture {fetch_id}.",
            hint="Which are kept is told by the source's `keep_payloads` and by 'newsarchive db prune'.",
        )
    return found


def capture_answer(
    request: Request, pages: TemplatePages, calls: BoundedCalls, kept: KeptPage, address: str
) -> Response:
    """Return the capture; where a browser opens it alone, a page of ours with the capture in a frame.

    No policy stops a click in a document that is alone; in our frame one leads nowhere.
    """
    if request.headers.get("sec-fetch-dest") == "document":
        answer: Response = pages.page(request, "capture.html", kept=kept, address_of_capture=address)
    else:
        shown = calls.call(shown_capture, capture_to_read(kept))
        headers = {"Content-Type": shown.media_type, "Content-Security-Policy": CAPTURE_POLICY}
        answer = Response(shown.body, headers=headers)
    answer.headers["Vary"] = "Sec-Fetch-Dest"
    return answer


def capture_to_read(kept: KeptPage) -> FetchedPage:
    """Return the capture as the stages take it."""
    return FetchedPage(
        url=kept.url,
        body=kept.body,
        content_type=kept.content_type,
        final_url=kept.final_url,
        status=kept.status or 200,
    )
