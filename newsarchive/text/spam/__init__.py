"""Injected spam in text: told by lexicon, shape and density, never by one honest word alone."""

from newsarchive.text.spam.judge import LIKELY_SPAM, NOT_SPAM, SURE_SPAM, Judgement, judge
from newsarchive.text.spam.page_screen import candidate_lines, may_hold_spam
from newsarchive.text.spam.spam_runs import TrimmedLine, trim_runs, trim_title

__all__ = [
    "LIKELY_SPAM",
    "NOT_SPAM",
    "SURE_SPAM",
    "Judgement",
    "TrimmedLine",
    "candidate_lines",
    "judge",
    "may_hold_spam",
    "trim_runs",
    "trim_title",
]
