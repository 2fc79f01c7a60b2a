"""Pages that stand in the place of a story, at its address: a wall, a browser's lack, a note that it is gone.

They ask for consent or for a subscription, for programs to be run, or say that nobody may read the story
here. Their wording is known by its topic: every sentence of such a page is of it, and speaks to the reader.
What has an author or a day in its markup, or calls itself an article, is none. A wall under a story's address
has what the site's template says of any story, though: there all of it must say so, and more often.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.text.letters import JOINED_MARKS, letters_only, weigh_letters
from newsarchive.text.page.page_model import Elements
from newsarchive.text.page_kinds.absence_notes import says_gone
from newsarchive.text.page_kinds.consent_prose import FEWEST_PHRASES, consent_voices, speaks_of_consent
from newsarchive.text.sentences import says_something, sentence_spans

# Letters, as weighed, of the text of a wall that lists what is done with whose data, and of any other;
# sentences of its topic: the first, and half of all. Set by reason, not fitted.
_LONGEST_CONSENT, _LONGEST = 3_000, 800
_OF_TOPIC, _ALL = 1 / 2, 1.0
# Phrases of a wall below the metas of a story; those of a stranger have 8 to 13. Set by reason.
_FEWEST_BELOW_METAS = 5
_OF_READER = 1 / 2
_QUOTED = re.compile('["“„«「][^"”“»」]{0,400}["”“»」]')
_WORD = re.compile(rf"[\w{JOINED_MARKS}]+")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_AS_WRITTEN = ("person", "unsure")
_LABELS = "labels"  # in the place of a language
_Words = dict[str, frozenset[str]]
_UNSURE = frozenset({"sie", "ihr", "ihre", "ihren", "ihrem", "ihrer", "ihnen"})
_NO_ENTRY, _NO_PAGE, _MOST_DIVS = frozenset({"noarticletext"}), frozenset({"dokuwiki", "notFound"}), 1_000
# Letters of a sentence and of a headline, and how far into a sentence it calls upon
# the reader, and comes to what it says.
_SAYS, _HEADLINE, _NEAR, _FAR = 12, 30, 20, 45
# Letters of what a sentence says behind its phrase that is more than why: "due to legal reasons".
_TOLD_ON = 25
_CLAUSE = re.compile("[,،、，;；:：—–]")
_NOTE = (3, 110)  # sentences and letters
_MOST_UP, _MOST_PIECES, _LONGEST_BOX = 12, 500, 20_000
_MOST_HEADS, _MOST_IN_HEAD, _LONGEST_HEAD, _MOST_BUTTONS = 4, 20, 200, 50


def stands_for_story(tree: Elements, paragraphs: Sequence[str], length: int) -> bool:
    """Say whether a text, of `length` letters as weighed, stands in the place of a story."""
    return _stands(tree, paragraphs, length, FEWEST_PHRASES, _OF_TOPIC)


def stands_below_metas(tree: Elements, paragraphs: Sequence[str], length: int) -> bool:
    """Say so of a page whose metas are those of a story: a site's template has them on its walls, too."""
    return _stands(tree, paragraphs, length, _FEWEST_BELOW_METAS, _ALL)


def asks_below_metas(tree: Elements, paragraphs: Sequence[str], length: int) -> bool:
    """Say whether a page with the metas of a story, and its day, asks for consent and says no more.

    What is to be pressed stands in the box of the text: an editorial on consent has the site's own banner
    beside it.
    """
    told = _told(paragraphs) if length <= _LONGEST_CONSENT else ()
    lines, letters = [line for line, _ in told], [one for _, one in told]
    if not told or not _asks(tree, lines, letters, _FEWEST_BELOW_METAS):
        return False
    return any(_holds_text(button, letters[0]) for button in _choice_buttons(tree))


def _told(paragraphs: Sequence[str]) -> list[tuple[str, str]]:
    """The lines that say something, with their letters."""
    return [(line, letters_only(line)) for line in paragraphs if says_something(line)]


def _stands(tree: Elements, paragraphs: Sequence[str], length: int, fewest: int, share: float) -> bool:
    found = _told(paragraphs) if length <= _LONGEST_CONSENT else ()
    if not found:
        return False
    lines, told = [line for line, _ in found], [letters for _, letters in found]
    if _asks(tree, lines, told, fewest):
        return True
    if length > _LONGEST:
        return False
    heads = [*_heads(tree)]
    if _lacks_entry(tree) or (any(map(says_gone, heads)) and is_note(paragraphs)):
        return True
    sentences = [*_sentences(lines)]
    return any(
        _is_of(words, use, sentences, heads, share)
        for use in ("script", "place")
        for words in _wall_words().values()
    )


def is_note(paragraphs: Sequence[str], most: tuple[int, int] = _NOTE) -> bool:
    """Say whether a text says no more than a note does: `most` sentences and letters, as weighed."""
    sentences = [*_sentences(paragraphs)]
    return len(sentences) <= most[0] and sum(map(weigh_letters, sentences)) <= most[1]


def _sentences(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        for start, end in sentence_spans(line):
            if weigh_letters(line[start:end]) >= _SAYS:
                yield line[start:end]


def _lacks_entry(tree: Elements) -> bool:
    """Whether a wiki says that it has no entry here: MediaWiki and DokuWiki each in a class."""
    found = (one.get("class") or "" for one in islice(tree.iter("div"), _MOST_DIVS))
    return any(not _NO_ENTRY.isdisjoint(name.split()) or {*name.split()} >= _NO_PAGE for name in found)


def _asks(tree: Elements, lines: Sequence[str], told: Sequence[str], fewest: int) -> bool:
    """Whether each sentence is of consent or of what to pay instead, and there is something to press.

    A story on consent says the same of others: such a page speaks for itself, or to the reader.
    """
    choices = max(_choices(lines, told, words) for words in _wall_words().values())
    if choices < 0:
        return False
    of_site, of_reader = consent_voices("\n".join(lines))
    if not of_site + choices or of_site + of_reader + choices < fewest or _has_headline(tree):
        return False
    return next(_choice_buttons(tree), None) is not None


def _choice_buttons(tree: Elements) -> Iterator[HtmlElement]:
    buttons = filter(_can_be_pressed, islice(tree.iter("button", "input"), _MOST_BUTTONS))
    return filter(_is_choice, buttons)


def _holds_text(button: HtmlElement, line: str) -> bool:
    """Whether the smallest box around a button and a line of the text holds no other box for the text."""
    for box in islice(button.iterancestors(), _MOST_UP):
        if line in letters_only("".join(islice(box.itertext(), _MOST_PIECES))[:_LONGEST_BOX]):
            # What holds a menu, by its name or by its links, is the whole page.
            links = islice(box.iterdescendants("a"), _MOST_BUTTONS)
            in_list = any(next(link.iterancestors("li"), None) is not None for link in links)
            return not in_list and next(box.iterdescendants("main", "article", "nav"), None) is None
    return False


def _choices(lines: Sequence[str], told: Sequence[str], words: _Words) -> int:
    """How many phrases of choice lines have in a language, -1 where they are of else or speak to nobody."""
    if not all(any(word in line for word in words["topic"]) or speaks_of_consent(line) for line in told):
        return -1
    spoken = sum(_names_a_person(line, words["person"]) for line in lines)
    if spoken < _OF_READER * len(lines):
        return -1
    return sum(any(phrase in line for line in told) for phrase in words["choice"])


def _names_a_person(line: str, words: frozenset[str]) -> bool:
    """Whether a line speaks for the site or to the reader, and does not quote anybody who does."""
    said = _QUOTED.sub(" ", line)
    tokens = _WORD.findall(said)
    # German writes the polite "Sie" large, and "sie" is somebody else: the first word tells nothing.
    written = {*tokens[1:], *(token.lower() for token in tokens if token.lower() not in _UNSURE)}
    if not words.isdisjoint(written):
        return True
    ends = tuple(word[1:] for word in words if word.startswith("~"))
    return bool(ends) and any(token.lower().endswith(ends) or _holds(token, ends) for token in tokens)


def _holds(token: str, parts: tuple[str, ...]) -> bool:
    return _UNSPACED.search(token) is not None and any(part in token for part in parts)


def _can_be_pressed(button: HtmlElement) -> bool:
    """Whether a button is one of the page itself, and not one of its menu or of a search."""
    if button.tag == "input" and button.get("type") not in ("submit", "button"):
        return False
    return next(button.iterancestors("nav", "header", "footer", "form"), None) is None


def _has_headline(tree: Elements) -> bool:
    """Whether the first h1 is as long as a headline, and neither of consent nor to the reader."""
    head = next(("".join(islice(one.itertext(), _MOST_IN_HEAD)) for one in tree.iter("h1")), "")
    letters = letters_only(head)
    if weigh_letters(letters) < _HEADLINE or speaks_of_consent(letters):
        return False
    return not any(
        any(word in letters for word in words["topic"]) or _names_a_person(head, words["person"])
        for words in _wall_words().values()
    )


def _is_choice(button: HtmlElement) -> bool:
    """Whether a button is of consent, and does not share the story or call for more of it."""
    label = letters_only("".join((button.get("value") or "", *islice(button.itertext(), _MOST_IN_HEAD))))
    choices = (word for words in _wall_words().values() for word in words["choice"])
    return label in _buttons() or speaks_of_consent(label) or any(word in label for word in choices)


def _is_of(words: _Words, use: str, sentences: Sequence[str], heads: Sequence[str], share: float) -> bool:
    """Whether a wall's words are said, a share of the sentences say them, and all speak to the reader.

    A headline of its own is that of a story, and so is a sentence that goes on to tell of somebody else:
    "The film is not available in your country, said its director, whose house was searched."
    """
    told = [letters_only(_QUOTED.sub(" ", one)) for one in sentences]
    said = [any(word in letters[: len(word) + _FAR] for word in words[use]) for letters in told]
    is_headed = any(word in head for head in heads for word in words[use])
    if not (is_headed or said[:1] == [True]) or sum(said) < share * len(said):
        return False
    if not is_headed and heads and max(map(weigh_letters, heads[:1])) >= _HEADLINE:
        return False
    sure = words["person"] - words.get("unsure", frozenset())
    for one, letters in zip(sentences, told, strict=True):
        if use == "place" and not _speaks_on(one, words[use], sure):
            return False
        is_near = any(word in letters[: len(word) + _NEAR] for word in words[use])
        if not (is_near or _names_a_person(one, sure)):
            return False
    return True


def _speaks_on(sentence: str, phrases: frozenset[str], sure: frozenset[str]) -> bool:
    """Whether what a sentence says at length behind its phrase, from a comma on, is to the reader, too."""
    begun = ""
    parts = _CLAUSE.split(sentence)
    for number, part in enumerate(parts, 1):
        begun += letters_only(part)
        if any(phrase in begun for phrase in phrases):
            rest = ", ".join(parts[number:])
            told = letters_only(rest)
            is_short = weigh_letters(rest) < _TOLD_ON
            return is_short or any(phrase in told for phrase in phrases) or _names_a_person(f", {rest}", sure)
    return True


def _heads(tree: Elements) -> Iterator[str]:
    for head in (*islice(tree.iter("h1"), _MOST_HEADS), *islice(tree.iter("title"), 1)):
        text = "".join(islice(head.itertext(), _MOST_IN_HEAD))
        if len(text) <= _LONGEST_HEAD:
            yield letters_only(text)


@cache
def _rows() -> tuple[list[str], ...]:
    table = files("newsarchive.text.page_kinds").joinpath("data/wall_words.tsv").read_text("utf-8")
    return tuple(line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))


@cache
def _wall_words() -> dict[str, _Words]:
    """The phrases of data/wall_words.tsv, letters only, by language and what they say."""
    found: defaultdict[str, _Words] = defaultdict(dict)
    for use, language, *phrases in _rows():
        # Words for a person are compared as they are written.
        if language != _LABELS:
            found[language][use] = frozenset(phrases if use in _AS_WRITTEN else map(letters_only, phrases))
    return dict(found)


@cache
def _buttons() -> frozenset[str]:
    """What the buttons of a wall say, letters only, in any language."""
    return frozenset(
        letters_only(one) for _, language, *labels in _rows() if language == _LABELS for one in labels
    )
