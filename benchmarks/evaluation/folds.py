"""The models that saw no page of a fold's sites, and reading the pages of that fold with them.

What a model does on the pages it was grown from says little of others; what it does on sites it has not seen
foretells what it does on the web.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from unittest.mock import patch

from newsarchive.text.extraction import block_judge
from newsarchive.text.extraction.block_judge import Forest, Judge

FOLDS = 5
_MODELS = Path(__file__).with_name("fold_models")


def fold_model(judge: Judge, fold: int) -> Path:
    """Return the file of a judge that saw no site of a fold (0 to 4)."""
    return _MODELS / f"blocks_{judge}_{fold}.json"


def use_fold_models(fold: int) -> None:
    """Make this process judge blocks by the models of a fold, from now on."""

    @cache
    def body_forest(judge: Judge) -> tuple[Forest, tuple[str, ...]]:
        return block_judge.read_forest(fold_model(judge, fold))

    patch.object(block_judge, "body_forest", body_forest).start()
