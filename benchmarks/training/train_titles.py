"""Makes data/title_weights.json, by which newsarchive.text.metadata.titles ranks what claims to be the title.

    python -m benchmarks.training.train_titles CORPORA newsarchive/text/metadata/data/title_weights.json

CORPORA is the folder of the public evaluation sets below, development half, each with its gold titles. Only
weights leave this script, no text of the pages. It prints how often the first candidate is right on
folds of sites that training did not see, which is what to expect elsewhere.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.training.choices import Group, fit, score
from benchmarks.training.pages import Page, fold_of, letters, read_pages
from newsarchive.text.metadata.page_elements import lead_of, page_elements
from newsarchive.text.metadata.page_facts import site_names
from newsarchive.text.metadata.structured_data import MetaTags, article_nodes
from newsarchive.text.metadata.title_candidates import title_claims
from newsarchive.text.metadata.titles import candidates

# Small sets of newspapers count more; the gold of readability is a peer's output, often with the site's name.
COUNTS = {
    "fundus": 2.0,
    "wcxb_article": 1.0,
    "gne": 2.0,
    "trafilatura": 0.7,
    "postlight": 1.0,
    "netease_gbk": 1.0,
    "readability": 0.3,
}
PENALTY, FEWEST, FOLDS = 3.0, 10, 5


def group_of(page: Page) -> Group:
    """Return the candidates of a page and which of them equal the gold title."""
    meta, nodes = MetaTags(page.tree), article_nodes(page.tree)
    elements = page_elements(page.tree, lead_of(page.paragraphs))
    claims = title_claims(page.tree, elements, meta, nodes)
    found = candidates(claims, site_names(page.url, meta, nodes), page.url)
    gold = letters(page.gold["title"])
    right = frozenset(index for index, one in enumerate(found) if letters(one.text) == gold)
    return Group([one.features for one in found], right, COUNTS[page.collection])


def hits(groups: list[Group], weights: dict[str, float]) -> int:
    """Return for how many groups the best scored option is right."""
    return sum(
        max(range(len(group.options)), key=lambda index: score(group.options[index], weights)) in group.right
        for group in groups
        if group.options
    )


def main() -> None:
    """Reads the sets under argv[1], writes the weights to argv[2]."""
    data: dict[tuple[str, int], list[Group]] = defaultdict(list)
    for page in read_pages(Path(sys.argv[1]), list(COUNTS)):
        if page.gold.get("title"):
            data[page.collection, fold_of(page.site, FOLDS)].append(group_of(page))
    unseen: dict[str, int] = defaultdict(int)
    for fold in range(FOLDS):
        known = [group for (_, own), groups in data.items() if own != fold for group in groups]
        weights = fit(known, PENALTY, FEWEST)
        for name in COUNTS:
            unseen[name] += hits(data[name, fold], weights)
    weights = fit([group for groups in data.values() for group in groups], PENALTY, FEWEST)
    rates: dict[str, dict[str, float]] = {}
    for name in COUNTS:
        groups = [group for fold in range(FOLDS) for group in data[name, fold]]
        rates[name] = {
            "unseen": round(unseen[name] / len(groups), 3),
            "own": round(hits(groups, weights) / len(groups), 3),
        }
        print(f"{name:14} {len(groups):4} pages", rates[name])
    record = {"made_by": "benchmarks/training/train_titles.py", "right": rates, "weights": weights}
    Path(sys.argv[2]).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
