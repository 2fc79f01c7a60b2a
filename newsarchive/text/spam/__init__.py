"""Injected spam in text: told by lexicon, shape and density, never by one honest word alone."""

from newsarchive.text.spam.judge import Judgement, judge
from newsarchive.text.spam.runs import Trimmed, trim_runs

__all__ = ["Judgement", "Trimmed", "judge", "trim_runs"]
