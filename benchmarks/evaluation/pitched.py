"""The section on spam in other writers' words: pieces in 38 languages, put into stories of each."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation.report import Section, Table
from benchmarks.evaluation.run import Run
from benchmarks.training.train_pitches import HERE as TRAINING
from benchmarks.training.train_pitches import hosts_for, read_spam, read_stories
from newsarchive.text.cleaning.clean import clean_paragraphs
from newsarchive.text.sentences import says_something, sentence_spans

ABOUT = """Spam as it is put into articles, by two writers who knew no rule and not each other's texts:
pitches, lines to order by, search words, false testimonies, texts for search engines. Each piece stands in a
story of its language in five places: a paragraph of its own in the middle and at the end; the last, first and
second sentence of another. It counts as cut where no sentence of it is left. On the first set the weights of
pitches were learnt; the second is only scored, and nobody who works on the rules has read it."""
SETS = {
    "first writer (trained on)": TRAINING / "pitches.tsv",
    "second writer": Path(__file__).with_name("spam_fourth.tsv"),
}
_SENTENCES = 3  # of a story, a paragraph
_PARAGRAPHS = 4  # of a story, at most
_UNSPACED = ("zh", "zh-Hant", "ja")
_SHORTEST = 20  # characters of a sentence that is looked for


@dataclass(frozen=True, slots=True)
class Placed:
    """One piece in one place: its form, whether it was cut, and the honest sentences that went with it."""

    form: str
    place: str
    cut: bool
    honest: int


def pitched_section(run: Run) -> Section:
    """Return what share of the pieces is cut, by form and place, and how many honest sentences go along."""
    found = {name: list(_placed(path, every=5 if run.corpora.sampled else 1)) for name, path in SETS.items()}
    rows = []
    for name, some in found.items():
        forms = sorted({one.form for one in some})
        for form in ("all", *forms):
            those = [one for one in some if form in ("all", one.form)]
            rows.append((name, form, f"{len(those):,}", _share(those), str(sum(one.honest for one in those))))
    places = Table(
        ("place", *SETS),
        tuple(
            (place, *(_share([one for one in some if one.place == place]) for some in found.values()))
            for place in sorted({one.place for some in found.values() for one in some})
        ),
    )
    measures = {
        f"pitches.{'unseen' if name.startswith('second') else 'trained'}": (
            sum(one.cut for one in some) / len(some),
            len(some),
        )
        for name, some in found.items()
    }
    table = Table(("spam of the", "form", "injections", "cut", "honest sentences lost"), tuple(rows))
    return Section("Spam in other writers' words", ABOUT, (table, places), measures=measures)


def _share(placed: Sequence[Placed]) -> str:
    return f"{sum(one.cut for one in placed) / max(1, len(placed)):.3f}".removeprefix("0")


def _placed(path: Path, every: int) -> Iterator[Placed]:
    stories = read_stories(TRAINING / "honest_stories.jsonl")
    hosts = {language: hosts_for(language, stories) for language in {row[0] for row in read_spam(path)}}
    for language, _, form, text in read_spam(path)[::every]:
        own = hosts[language]
        story = own[zlib.crc32(text.encode()) % len(own)].sentences
        story = tuple(filter(says_something, story))[: _SENTENCES * _PARAGRAPHS]
        joint = "" if language in _UNSPACED else " "
        paragraphs = [list(story[at : at + _SENTENCES]) for at in range(0, len(story), _SENTENCES)]
        for place, spammed in _places(paragraphs, " ".join(text.split())):
            kept = _squeezed(joint.join(clean_paragraphs(tuple(joint.join(line) for line in spammed))[0]))
            lost = sum(_squeezed(one) not in kept and one not in text for one in story)
            yield Placed(form, place, not any(_squeezed(one) in kept for one in _pieces(text)), lost)


def _places(paragraphs: list[list[str]], text: str) -> Iterator[tuple[str, list[list[str]]]]:
    middle = len(paragraphs) // 2
    yield "own, in the middle", [*paragraphs[:middle], [text], *paragraphs[middle:]]
    yield "own, at the end", [*paragraphs, [text]]
    line = paragraphs[middle]
    for place, mixed in (
        ("behind a paragraph", [*line, text]),
        ("before a paragraph", [text, *line]),
        ("inside a paragraph", [*line[:1], text, *line[1:]]),
    ):
        yield place, [*paragraphs[:middle], mixed, *paragraphs[middle + 1 :]]


def _pieces(text: str) -> list[str]:
    """The sentences of a piece; all of it where none is long."""
    spans = (text[start:end].strip() for start, end in sentence_spans(text))
    return [one for one in spans if len(one) >= _SHORTEST] or [text]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
