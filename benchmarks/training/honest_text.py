"""Honest text to set against spam: help pages, word lists, sample sentences, and lines written for this.

Sources (none of them a page of the evaluation corpora): the GNOME help in thirty languages (Debian package
gnome-user-docs, CC-BY-SA-3.0), the word frequencies of wordfreq 3.1.1 (CC-BY-SA-4.0),
the example sentences of spaCy 3.8 (MIT), fortune cookies of Debian's fortunes packages, `honest_lines.txt`.
Only statistics of them reach the model.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import random
import re
from itertools import accumulate
from pathlib import Path

from lxml import etree

from benchmarks.training.spam_generator import Terms

_LINES = Path(__file__).with_name("honest_lines.txt")
UNSPACED = frozenset({"zh", "ja", "th"})
_WORDS = (
    "ar bg bn ca cs da de el en es fa fi fil fr he hi hr hu id it ja ko ms nb nl pl pt ro ru sv tr uk vi zh"
)


def own_lines() -> list[str]:
    """News, tags and menus with the words of the trades."""
    return [line for line in _LINES.read_text("utf-8").splitlines() if line and line[0] != "#"]


def subjects(terms: Terms, rng: random.Random) -> list[str]:
    """The words of the trades as the subjects they also are: alone, in a headline's pair, among tags."""
    found: list[str] = []
    for (language, _), roles in terms.items():
        unspaced = language in ("zh", "ht", "ja")
        joint = "、" if unspaced else ", "
        pair = {"zh": "和", "ht": "和", "ja": "と", "de": " und ", "fr": " et ", "es": " y "}.get(
            language, " and "
        )
        label = "标签：" if unspaced else "Tags: "
        found += roles["core"]
        for _ in range(len(roles["core"]) // 2):
            some = rng.sample(roles["core"], 3)
            found += (pair.join(some[:2]), joint.join(some[:2]) + pair + some[2], label + joint.join(some))
    return found


def promotions(terms: Terms, rng: random.Random) -> list[tuple[str, str]]:
    """Language and words of promotion without a trade, as honest shops and menus use them."""
    found: list[tuple[str, str]] = []
    for (language, _), roles in terms.items():
        joint = "" if language in ("zh", "ht", "ja", "th") else " "
        for _ in range(2 * len(roles["more"])):
            some = rng.sample(roles["more"], rng.choice((1, 1, 2, 3)))
            found.append((language, rng.choice((joint, joint, " ", ", ", " | ")).join(some)))
    return found


def figures(rng: random.Random) -> str:
    """A line of a table, a score, an identifier: figures with a few words, which are no lucky numbers."""
    words = (
        "%",
        "km",
        "元",
        "万",
        "年",
        "月",
        "日",
        "点",
        "手",
        "countries",
        "ms",
        "$",
        "No.",
        "vs",
        "亿",
        "股",
        "°",
        "x",
        "id",
    )
    parts = [
        rng.choice(
            (
                str(rng.randrange(10 ** rng.randint(1, 8))),
                f"{rng.random() * 100:.2f}",
                rng.choice(words),
                f"{rng.randrange(2**40):x}",
            )
        )
        for _ in range(rng.randint(2, 14))
    ]
    return rng.choice((" ", "", " | ", ", ", "：")).join(parts)


def help_sentences(folder: Path) -> list[tuple[str, str]]:
    """Language and text of every paragraph and title of Mallard pages under usr/share/help."""
    found: set[tuple[str, str]] = set()
    for page in sorted(folder.glob("*/gnome-help/*.page")):
        language = (
            page.parts[-3][:2].lower().replace("c", "en") if page.parts[-3] == "C" else page.parts[-3][:2]
        )
        for node in etree.parse(page).iter("{*}p", "{*}title", "{*}desc"):
            text = " ".join("".join(node.itertext()).split())
            if len(text) >= 4:
                found.add((language, text))
    return sorted(found)


def fortunes(folder: Path) -> list[str]:
    """Fortune cookies, each one text."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.suffix in ("", ".u8")]
    cookies: list[str] = []
    for file in files:
        if not file.is_symlink():
            cookies += file.read_text("utf-8", errors="ignore").split("\n%\n")
    return [" ".join(cookie.split()) for cookie in cookies if 10 < len(cookie) < 2000]


def spacy_examples(folder: Path) -> list[str]:
    """The example sentences of every language of a spaCy wheel, unpacked."""
    sentences: list[str] = []
    for file in sorted(folder.glob("spacy/lang/*/examples.py")):
        sentences += re.findall(r'^    "(.+?)",?$', file.read_text("utf-8"), re.MULTILINE)
    return sentences


def word_lists() -> dict[str, list[list[str]]]:
    """Words of each language in buckets of falling frequency (wordfreq's cB packs: -0.01 dB a step)."""
    msgpack = importlib.import_module("msgpack")  # installed for training only

    spec = importlib.util.find_spec("wordfreq")
    assert spec is not None and spec.origin is not None, "pip install wordfreq jieba"
    folder = Path(spec.origin).parent / "data"
    lists: dict[str, list[list[str]]] = {}
    for language in _WORDS.split():
        file = folder / f"small_{language}.msgpack.gz"
        if file.exists():
            lists[language] = msgpack.unpackb(gzip.decompress(file.read_bytes()), raw=False)[1:]
    return lists


class WordSampler:
    """Strings of words, drawn as often as they are used."""

    def __init__(self, lists: dict[str, list[list[str]]], rng: random.Random) -> None:
        self.rng = rng
        self.words = {language: [word for bucket in b for word in bucket] for language, b in lists.items()}
        self.cumulative = {language: self._cumulative(buckets) for language, buckets in lists.items()}

    @staticmethod
    def _cumulative(buckets: list[list[str]]) -> list[float]:
        """Frequencies added up, flattened by the power 0.75 so that rare words are seen too."""
        weights = (10 ** (-at / 100 * 0.75) for at, bucket in enumerate(buckets) for _ in bucket)
        return list(accumulate(weights))

    def text(self, language: str, count: int) -> str:
        """Words of a language as a headline would string them, unrelated as they are."""
        words = self.rng.choices(self.words[language], cum_weights=self.cumulative[language], k=count)
        return ("" if language in UNSPACED else " ").join(words)
