"""Train the judge of blocks that `text/extraction/block_judge.py` runs; measure it on pages it has not seen.

    python -m benchmarks.training.body_blocks                              writes data/body_blocks.json
    python -m benchmarks.training.body_blocks --folds 3 --output P.jsonl   answers of models that saw neither
                                                                           page nor site, for score.py

Needs CatBoost (1.2, Apache-2.0) beside the project; running the model does not. The labels come from the gold
answers of the development half of the corpora; of the pages the model keeps thresholds, no text.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import numpy as np

from benchmarks.training.body_forest import Example, save, train
from benchmarks.training.body_labels import Labeller
from newsarchive.items import FetchedPage
from newsarchive.record import article_record
from newsarchive.stages import decode, run_stages
from newsarchive.text.extraction import block_judge
from newsarchive.text.extraction.block_features import feature_table
from newsarchive.text.extraction.bounded_parse import parse_html
from newsarchive.text.extraction.page_blocks import page_blocks
from newsarchive.text.extraction.page_draft import repair_source
from newsarchive.text.extraction.trafilatura_text import trafilatura_paragraphs
from newsarchive.text.sanitising import sanitise_tree

ROOT = Path(__file__).parents[2]
CORPORA = ROOT.parent / "shared" / "corpora"
MODEL = ROOT / "newsarchive/text/extraction/data/body_blocks.json"
# The Chinese sets are left out: their pages are read by the densest container.
SETS = ("aeb", "fundus", "wcxb_article", "readability", "trafilatura", "postlight")
# News, and the sets of which there are few pages, count for more.
SET_WEIGHT = {"aeb": 1.5, "fundus": 1.5, "readability": 1.5}
# A block that is this share of its page's text is always kept; smaller ones by chance, and weigh the more.
ALWAYS = 0.004


def examples(sets: Sequence[str]) -> Iterator[Example]:
    """The pages of the corpora that have markup to read."""
    labeller, chance = Labeller(CORPORA), np.random.default_rng(0)
    for name, gold in ((own, gold) for own in sets for gold in _gold(own)):
        body = gzip.decompress((CORPORA / name / f"{gold['id']}.html.gz").read_bytes())
        page = FetchedPage(url=gold.get("url") or "", body=body, content_type="text/html")
        decoded = decode(page)
        tree = parse_html(repair_source(decoded.text).text)
        if decoded.error or isinstance(tree, str):
            continue
        sanitise_tree(tree, page.url)
        blocks = page_blocks(tree)
        if not blocks.blocks:
            continue
        table = feature_table(tree, blocks, trafilatura_paragraphs(tree, page.url or None))
        labels, weights = map(np.array, labeller.labels([block.text for block in blocks.blocks], gold))
        share = np.minimum(1.0, weights / ALWAYS)
        taken = chance.random(len(share)) < share
        yield Example(
            page,
            f"{name}/{gold['id']}",
            _group(name, gold),
            table[taken],
            labels[taken],
            (weights[taken] / share[taken]) * SET_WEIGHT.get(name, 1.0),
        )


def _gold(name: str) -> Iterator[dict[str, Any]]:
    with (CORPORA / name / "gold.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _group(name: str, gold: dict[str, Any]) -> str:
    """The site of the page, or its name without a number where the address is made up."""
    host = urlsplit(gold.get("url") or "").hostname or ""
    if not host or host == "fakehost":
        return f"{name}/{re.sub(r'[-0-9]+$', '', gold['id'])}"
    parts = host.split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


def answers(pages: Sequence[Example], folds: int) -> Iterator[dict[str, Any]]:
    """The record of every page, read with a model trained on the other folds."""
    fold = [int(hashlib.md5(page.group.encode()).hexdigest(), 16) % folds for page in pages]
    for number in range(folds):
        forest = train([page for page, own in zip(pages, fold, strict=True) if own != number])
        with patch.object(block_judge, "body_forest", return_value=(forest, ())):
            for page in (page for page, own in zip(pages, fold, strict=True) if own == number):
                yield {"id": page.name, **article_record(run_stages(page.page))}


def main() -> None:
    """Train on all pages, or answer each with a model that has not seen its site."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", type=int)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    pages = list(examples(SETS))
    if options.folds and options.output:
        with options.output.open("w", encoding="utf-8") as output:
            for record in answers(pages, options.folds):
                output.write(json.dumps(record, ensure_ascii=False) + "\n")
    else:
        save(train(pages), MODEL)


if __name__ == "__main__":
    main()
