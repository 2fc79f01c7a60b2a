"""Train the judges of blocks that `text/extraction/block_judge.py` runs, and those that measure them.

    python -m benchmarks.training.body_blocks [--folds-only]

Writes data/blocks_*.json, grown from all pages, and benchmarks/evaluation/fold_models/blocks_*_K.json, grown
without the sites of fold K: with these the evaluation reads the pages of that fold (`--only unseen`).

Needs CatBoost (1.2, Apache-2.0) beside the project; running the models does not. The labels come from the
gold answers of the development half of the corpora, and from pages of our own in scripts and layouts that the
corpora lack (layout_pages.py); of the pages the models keep thresholds, no text.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from benchmarks.evaluation.corpora import ROOT, Corpora, page_url
from benchmarks.evaluation.folds import FOLDS, fold_model
from benchmarks.evaluation.sites import Sites, fold_of
from benchmarks.training.body_forest import Example, save, train
from benchmarks.training.body_labels import Labeller, layout_labels
from benchmarks.training.layout_pages import LEARNT, read_layouts
from newsarchive.items import FetchedPage
from newsarchive.stages import decode
from newsarchive.text.extraction.block_features import feature_table, own_facts
from newsarchive.text.extraction.block_judge import Judge, block_weights
from newsarchive.text.extraction.hidden_parts import read_shown
from newsarchive.text.extraction.source_repair import repair_source
from newsarchive.text.extraction.trafilatura_text import trafilatura_paragraphs
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.density import densest_blocks
from newsarchive.text.page.page_blocks import PageBlocks, page_blocks
from newsarchive.text.sanitising import sanitise_tree

MODELS = ROOT / "newsarchive/text/extraction/data"
JUDGES: tuple[Judge, ...] = ("alone", "helped")
SETS = (
    "aeb",
    "fundus",
    "wcxb_article",
    "readability",
    "trafilatura",
    "postlight",
    "zhgold",
    "netease_gbk",
    "gne",
    "goose3",
    "newspaper4k",
    "wcxb_other",
)
# News, and the sets of which there are few pages, count for more; one site's, for less. Pages that are no
# articles have a main text too: with a little of them, .9518 of unseen sites' F1 instead of .9504 (2026-11).
SET_WEIGHT = {
    "aeb": 1.5,
    "fundus": 1.5,
    "readability": 1.5,
    "gne": 1.5,
    "zhgold": 1.5,
    "netease_gbk": 0.5,
    "wcxb_other": 0.3,
}
# A block that is this share of its page's text is always kept; smaller ones by chance, and weigh the more.
ALWAYS = 0.004
# Pages of our own count for a fiftieth of a page of the corpora, what is text in them for a sixth: to lose a
# sentence is worse than a line too many. With more, the judge found next to nothing on lists and home pages,
# by which these are known. What it brings: `python -m benchmarks.evaluation --only layouts`.
OWN_PAGE, OWN_TEXT = 0.02, 8.0
# What their sites end in.
OWN = ".layout.invalid"


def examples(sets: Sequence[str]) -> Iterator[Example]:
    """The pages of the corpora that have markup to read, then those of our own."""
    corpora = Corpora()
    labeller, chance = Labeller(corpora.root), np.random.default_rng(0)
    sites_of = Sites(corpora, tuple(sets)).by_page
    for name, gold in ((own, gold) for own in sets for gold in corpora.gold(own)):
        found = _read(
            FetchedPage(
                url=page_url(name, gold), body=corpora.body(name, gold["id"]), content_type="text/html"
            )
        )
        if found is None:
            continue
        blocks, tables = found
        labels, weights = map(np.array, labeller.labels([block.text for block in blocks.blocks], gold))
        share = np.minimum(1.0, weights / ALWAYS)
        taken = chance.random(len(share)) < share
        yield Example(
            sites_of[f"{name}/{gold['id']}"],
            {judge: table[taken] for judge, table in tables.items()},
            labels[taken],
            (weights[taken] / share[taken]) * SET_WEIGHT.get(name, 1.0),
        )
    for known in read_layouts(LEARNT):
        body = known.html.encode()
        found = _read(FetchedPage(url=known.url, body=body, content_type="text/html; charset=utf-8"))
        if found is not None:
            blocks, tables = found
            labels, weights = map(np.array, layout_labels(blocks, known))
            weights = weights * OWN_PAGE * (1 + (OWN_TEXT - 1) * labels)
            yield Example(f"{known.template}{OWN}", tables, labels, weights)


def _read(page: FetchedPage) -> tuple[PageBlocks, dict[Judge, NDArray[np.float32]]] | None:
    """The blocks a page shows and their tables; none where there is nothing to read."""
    decoded = decode(page)
    tree = parse_html(repair_source(decoded.text).text)
    if decoded.error or isinstance(tree, str):
        return None
    sanitise_tree(tree, page.url)
    found, _ = read_shown(tree, partial(_tables, tree, page.url), lambda made: _densest(made[0]))
    return found if found[1] else None


def _tables(tree: HtmlElement, url: str) -> tuple[PageBlocks, dict[Judge, NDArray[np.float32]]]:
    """The blocks of what the page shows and the table of each judge, none for a page without blocks."""
    page = page_blocks(tree)
    if not page.blocks:
        return page, {}
    readings = {
        "alone": _densest(page),
        "helped": trafilatura_paragraphs(tree, url, fast=False),
    }
    own = own_facts(tree, page)
    return page, {judge: feature_table(page, own, readings[judge]) for judge in JUDGES}


def _densest(page: PageBlocks) -> tuple[str, ...]:
    return densest_blocks(page, block_weights(page))


def _is_own(site: str) -> bool:
    """Whether a site is a layout of ours: no page of the corpora is of it, so it is of no fold."""
    return site.endswith(OWN)


def main() -> None:
    """Train on all pages, and for each fold on those of other sites."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--folds-only", action="store_true", help="leave the models that are shipped as they are"
    )
    options = parser.parse_args()
    pages = list(examples(SETS))
    for judge in JUDGES:
        if not options.folds_only:
            save(train(pages, judge), MODELS / f"blocks_{judge}.json")
        for fold in range(FOLDS):
            seen = [page for page in pages if _is_own(page.site) or fold_of(page.site, FOLDS) != fold]
            save(train(seen, judge), fold_model(judge, fold))


if __name__ == "__main__":
    main()
