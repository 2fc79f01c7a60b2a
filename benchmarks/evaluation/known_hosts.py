"""The section on hosts: pages read with what other pages of their site taught, against pages read alone.

Of each site the pages are split in two; either half is read with what the other taught, as by a run that
comes after a completed one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.evaluation.corpora import Corpora, page_url
from benchmarks.evaluation.judge import judge_pages
from benchmarks.evaluation.lines import write_lines
from benchmarks.evaluation.rendered import MISSING, RENDERED_SETS, RenderedPage
from benchmarks.evaluation.report import Section, Table, share
from benchmarks.evaluation.run import Run
from benchmarks.evaluation.sites import Sites, part_of
from benchmarks.evaluation.telling import doing, say
from newsarchive.hints import NOTHING_KNOWN, HostBoxes, PageHints, SharedParts
from newsarchive.items import BoxFit, FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import run_stages
from newsarchive.text.boilerplate.box_learning import learn_boxes
from newsarchive.text.boilerplate.page_outline import PageOutline, unpack_outline

# Pages of a site of the corpora from which on it can teach anything, half of them being left out.
FEWEST = 8
ABOUT = """Every site's pages are split in two, and each half is read with the boxes that the other taught
(docs/explanation/boilerplate.md#boxes): *alone* is a page as `extract` reads it, *taught* as a crawl does
that comes after a completed one. Of the built pages a theme is a site. *Changed*: pages whose text is another
one; *worse*: of these, those with a lower F1; *unfit*: made otherwise than the pages that taught."""
_COLUMNS = (
    *("what", "sites", "pages", "F1 alone", "F1 taught", "changed", "worse", "unfit"),
    *("short", "exact alone", "exact taught", "another alone", "another taught"),
)


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of a set: its row of answers, the site it is of, and which half of it."""

    set: str
    row: Mapping[str, Any]
    site: str

    @property
    def identity(self) -> str:
        """The page's id among all sets."""
        return f"{self.set}/{self.row['id']}"

    @property
    def half(self) -> int:
        """0 or 1, the same on every machine."""
        return sha256(self.identity.encode()).digest()[0] % 2


@dataclass(frozen=True, slots=True)
class _Told:
    """What the line makes of a page."""

    record: dict[str, Any]
    outline: bytes | None
    fit: BoxFit | None


def hosts_section(run: Run) -> Section:
    """Return how pages are read alone, and with what their site taught."""
    rows = []
    rendered = replace(run.corpora, root=run.rendered)
    if all(rendered.gold_file(name).is_file() for name in RENDERED_SETS):
        for name in RENDERED_SETS:
            pages = [SitePage(name, row, row["theme"]) for row in rendered.gold(name)]
            rows.append(_row(name, rendered, pages, run))
    else:
        say(MISSING.format(folder=run.rendered))
    of_sites = Sites(run.corpora, run.sets).by_page
    sizes = Counter(of_sites.values())
    for part in ("look", "score"):
        pages = [
            SitePage(name, row, site)
            for name in run.sets
            for row in run.corpora.gold(name)
            if sizes[site := of_sites[f"{name}/{row['id']}"]] >= FEWEST and part_of(site) == part
        ]
        if pages:
            rows.append(_row(f"corpora, {part}", run.corpora, pages, run))
    return Section("Hosts", ABOUT, (Table(_COLUMNS, tuple(rows)),))


def _row(name: str, corpora: Corpora, pages: Sequence[SitePage], run: Run) -> tuple[str, ...]:
    with doing(f"reading {len(pages)} pages alone and taught: {name}"):
        alone = _read_all(corpora, [(page, NOTHING_KNOWN) for page in pages], run.jobs)
        taught_by = _teach(pages, alone)
        taught = _read_all(corpora, [(page, taught_by[page.site, 1 - page.half]) for page in pages], run.jobs)
    folder = run.folder / "hosts"
    folder.mkdir(parents=True, exist_ok=True)
    judged = [_judged(corpora, pages, told, folder) for told in (alone, taught)]
    changed = [
        page.identity
        for page, one, other in zip(pages, alone, taught, strict=True)
        if one.record["text"] != other.record["text"]
    ]
    f1 = [{key: found.detail["f1"] for key, found in one.items() if "f1" in found.detail} for one in judged]
    worse = [key for key in changed if f1[1].get(key, 1.0) < f1[0].get(key, 1.0)]
    short = [[found for found in one.values() if found.known.get("is_short")] for one in judged]
    return (
        name,
        str(len({page.site for page in pages})),
        str(len(pages)),
        *(share(_mean(one.values()), 4) for one in f1),
        *(str(count) for count in (len(changed), len(worse), sum(told.fit == "unfit" for told in taught))),
        str(len(short[0])),
        *(share(_mean(found.is_exact for found in one)) for one in short),
        *(str(sum(found.is_another for found in one.values() if "p" in found.detail)) for one in judged),
    )


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return fmean(found) if found else None


def _read_all(corpora: Corpora, pages: Sequence[tuple[SitePage, HostBoxes]], jobs: int) -> list[_Told]:
    with get_context("fork").Pool(jobs) as pool:
        return pool.starmap(_read, [(corpora, *page) for page in pages], chunksize=8)


def _read(corpora: Corpora, page: SitePage, boxes: HostBoxes) -> _Told:
    body = corpora.body(page.set, page.row["id"])
    fetched = FetchedPage(url=page_url(page.set, page.row), body=body, content_type="text/html")
    article = run_stages(fetched, PageHints(shared=SharedParts(boxes=boxes)))
    return _Told(article_record(article) | {"id": page.identity}, article.boxes.outline, article.boxes.fit)


def _teach(pages: Sequence[SitePage], alone: Sequence[_Told]) -> Mapping[tuple[str, int], HostBoxes]:
    """What each half of each site teaches."""
    outlines: defaultdict[tuple[str, int], list[PageOutline]] = defaultdict(list)
    for page, told in zip(pages, alone, strict=True):
        if told.outline is not None and (outline := unpack_outline(told.outline)) is not None:
            outlines[page.site, page.half].append(outline)
    taught: defaultdict[tuple[str, int], HostBoxes] = defaultdict(HostBoxes)
    taught.update((half, learn_boxes(found).known()) for half, found in outlines.items())
    return taught


def _judged(
    corpora: Corpora, pages: Sequence[SitePage], told: Sequence[_Told], folder: Path
) -> dict[str, RenderedPage]:
    answers = folder / "answers.jsonl"
    write_lines(answers, (one.record for one in told))
    rows: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for page in pages:
        rows[page.set].append(page.row)
    details = judge_pages(corpora, sorted(rows), answers, rows=rows).pages
    return {
        page.identity: RenderedPage(dict(page.row), one.record, details[page.identity])
        for page, one in zip(pages, told, strict=True)
        if page.identity in details
    }
