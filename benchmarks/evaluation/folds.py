"""The models that saw no page of a fold's sites, and reading the pages of that fold with them.

What a model does on the pages it was grown from says little of others; what it does on sites it has not seen
foretells what it does on the web.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unittest.mock import patch

from newsarchive.text.extraction import block_judge, kind_judge
from newsarchive.text.extraction.block_judge import Forest, Judge
from newsarchive.text.extraction.kind_judge import KindForest

FOLDS = 5
_MODELS = Path(__file__).with_name("fold_models")


def fold_model(judge: Judge, fold: int) -> Path:
    """Return the file of a judge that saw no site of a fold (0 to 4)."""
    return _MODELS / f"blocks_{judge}_{fold}.json"


def kind_model(fold: int) -> Path:
    """Return the file of the learner of page kinds that saw no site of a fold."""
    return _MODELS / f"kinds_{fold}.json"


def use_fold_models(fold: int) -> None:
    """Make this process judge blocks and kinds of pages by the models of a fold, from now on."""

    @cache
    def body_forest(judge: Judge) -> tuple[Forest, tuple[str, ...]]:
        return block_judge.read_forest(fold_model(judge, fold))

    @cache
    def kind_forest() -> KindForest:
        return kind_judge.read_kind_forest(kind_model(fold))

    patch.object(block_judge, "body_forest", body_forest).start()
    patch.object(kind_judge, "kind_forest", kind_forest).start()
