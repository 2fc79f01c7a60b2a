"""Subjects of headlines before a colon, which look like keywords: "Viagra online: what doctors say"."""

from __future__ import annotations

import re

from newsarchive.text.sentences import is_dense, is_long
from newsarchive.text.spam.features import Features, measured
from newsarchive.text.spam.judge import MARKED

# In alphabets headlines have no full-width colon, and times and addresses hold others.
_COLON = re.compile(r"\s*(?::(?![/\d])|(?<=[\u3040-\u30ff\u3400-\u9fff])\s*：)\s*")
_MADE_UP = re.compile("[a-z][0-9]*[\u3400-\u9fff]|[\u3400-\u9fff][0-9]*[a-z]")
# How the rest begins that explains something of its subject.
_EXPLAINS = re.compile(
    r"(?:how|why|what|who|where|when|inside|wie|warum|was|wer|wo|comment|pourquoi|qui|que|ce que|où"
    r"|cómo|por qué|qué|quién|así|como|por que|o que|quem|come|perché|cosa|chi"
    r"|hoe|waarom|wat|wie|hur|varför|vad|hvordan|hvorfor|hva"
    r"|bagaimana|mengapa|kenapa|apa|siapa|vì sao|tại sao|làm sao|ai|как|почему|что|кто|зачем|як|чому|що|хто"
    r"|nasıl|neden|ne|kim|jak|dlaczego|co|kto)(?!\w)|为何|为什么|如何|怎样|谁|為何|為什麼|如何",
    re.IGNORECASE,
)
# Weight of a brand in the lexicon that no real firm bears.
_OF_FARMS = 0.7
_SHORTEST = 10, 5  # letters of what is said of a subject, and characters of it in Chinese and the like


def beside_colon(title: str) -> tuple[str, str]:
    """Return what stands before the first colon of a title, and what behind it; "" where there is none."""
    found = _COLON.search(title)
    return (title[: found.start()].strip(), title[found.end() :].strip()) if found else ("", "")


def is_subject(words: str, rest: str) -> bool:
    """Say whether words before a colon are a headline's subject, of which the rest says something.

    A headline begins with a capital where there are any. No brand with its promotion in Chinese is one, nor
    a name that a farm made up, nor one of goods parted by blanks. What offers goods of a trade, or is a brand
    of it that no real firm bears, is one where the rest goes on with a small letter, reports, explains, or
    tells of a trade: keywords stand with capitals, too ("Buy Xanax Online: Old bridge to close").
    """
    if not words or words[0].islower() or not is_long(rest, *_SHORTEST):
        return False
    line, told = measured(words), measured(rest)
    if is_dense(words) and (line.promoted_apart or is_made_up(line) or " " in words):
        return False
    tells = rest[0].islower() or told.reporting or told.offers or told.hits or _EXPLAINS.match(rest)
    if _is_planted(line) and not tells:
        return False
    return not told.spam and told.most_odds <= MARKED


def _is_planted(line: Features) -> bool:
    """Whether words before a colon promise something of what farms sell, or are a brand of theirs alone."""
    if not line.spam or line.promises:
        return bool(line.spam)
    text = line.folded.text
    # Of an alphabet, what is a brand elsewhere may be what the headline tells of: "Slot Gacor: …".
    return is_dense(text) and any(
        hit.phrase.weight >= _OF_FARMS and hit.phrase.text == text for hit in line.hits
    )


def is_made_up(line: Features) -> bool:
    """Say whether Latin letters stand beside Han, as in the names that farms make up."""
    return _MADE_UP.search(line.folded.text) is not None
