"""Reads a page of a site as a crawl would, and says what it turned out to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from newsarchive import clock
from newsarchive.discovery.sections.front_page import read_front_page
from newsarchive.discovery.urls.url_shapes import bare_path, shape_of
from newsarchive.items import CleanArticle, FetchedPage
from newsarchive.lifecycle import FetchFailure, Verdict
from newsarchive.stages import run_stages
from newsarchive.survey.article_urls import Group, groups_of
from newsarchive.survey.requests import Answered, Asker
from newsarchive.survey.site_evidence import Sample, SampleOutcome, Survey, SurveyProblem
from newsarchive.testimony import HeardFacts


def read_page(
    body: bytes, url: str, content_type: str | None, *, asked: str, told: tuple[HeardFacts, ...]
) -> tuple[CleanArticle, bool]:
    """Return the article, and whether it is missing because only scripts would create it."""
    page = FetchedPage(
        url=asked,
        body=body,
        content_type=content_type,
        final_url=url,
        fetched_at=clock.now(),
        told=told,
    )
    article = run_stages(page)
    return article, article.verdict != Verdict.ARTICLE and read_front_page(body, url, content_type).is_shell


async def sample_of(
    asker: Asker, answered: Answered, url: str, survey: Survey, groups: Sequence[Group] | None = None
) -> Sample:
    """Return what the answer to a request for `url` turned out to be, without its links.

    `groups` are all URLs of the survey; without them they are only looked for where they are asked about.
    """
    told = survey.told(url, clock.now())
    read = (
        None
        if answered.problem
        else await asker.read(partial(read_page, asked=url, told=told), answered, None)
    )
    if read is None:
        return Sample(
            url=url, outcome=SampleOutcome.FAILED, reason=answered.problem or FetchFailure.TOO_COSTLY
        )
    article, shell = read
    if article.verdict != Verdict.ARTICLE:
        return Sample(
            url=url,
            outcome=SampleOutcome.SHELL if shell else SampleOutcome.OTHER,
            reason=article.reason or article.verdict,
        )
    groups = groups_of(survey) if groups is None else groups
    if has_other_canonical(url, article.facts.canonical_url, groups):
        return Sample(url=url, outcome=SampleOutcome.OTHER, reason=SurveyProblem.CANONICAL_ELSEWHERE)
    return Sample(url=url, outcome=SampleOutcome.ARTICLE, article=article)


def is_sure_article(sample: Sample) -> bool:
    """Say whether a page was read as an article, and has a date: a site's own page has none."""
    article = sample.article if sample.outcome is SampleOutcome.ARTICLE else None
    return article is not None and article.facts.published_at is not None


def has_other_canonical(url: str, canonical: str | None, groups: Iterable[Group]) -> bool:
    """Say whether the page names another URL as canonical, as print versions do.

    This counts only if a listing named that URL too, and it has another template or folder. One without the
    last slash or the extension is the same page by another spelling.
    """
    here, there = shape_of(url), shape_of(canonical or "")
    if here is None or there is None or (here.key, here.words) == (there.key, there.words):
        return False
    if here.host == there.host and bare_path(here) == bare_path(there):
        return False
    return any(seen.shape.url == there.url for group in groups for seen in group.members)
