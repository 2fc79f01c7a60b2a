"""Injected spam in text: told by lexicon, shape and density, never by one honest word alone."""

from newsarchive.text.spam.judge import LIKELY, NOT_SPAM, SURE, Judgement, judge
from newsarchive.text.spam.runs import Trimmed, trim_runs, trim_title
from newsarchive.text.spam.screen import may_hold_spam, suspects

__all__ = [
    "LIKELY",
    "NOT_SPAM",
    "SURE",
    "Judgement",
    "Trimmed",
    "judge",
    "may_hold_spam",
    "suspects",
    "trim_runs",
    "trim_title",
]
