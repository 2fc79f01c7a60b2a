"""Invented title, text and names of one article, drawn from a vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import opencc

from benchmarks.archive.sources import Script
from benchmarks.archive.words import MIDDLING, ONLY_HANT, PHRASE, vocabulary

# Shares of the articles of a script in which a probe stands.
PLANTED_MIDDLING, PLANTED_HANT, PLANTED_PHRASE = 0.002, 0.02, 0.003
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马胡朱郭何林高罗"
GIVEN = "明芳伟娜敏静丽强磊军洋勇艳杰娟涛超霞平刚桂英华玉兰春红"
FIRST = ("Ada", "Bo", "Clara", "Dan", "Eva", "Finn", "Greta", "Hal", "Ida", "Jon", "Kit", "Lena", "Max")
LAST = ("Holm", "Lind", "Berg", "Marsh", "Stone", "Field", "Wood", "Hill", "Brook", "Ford", "Dale")


@dataclass(frozen=True, slots=True)
class Written:
    """What an invented reporter wrote."""

    title: str
    text: str
    authors: tuple[str, ...]
    editor: str | None
    section: str
    tags: tuple[str, ...]


def write(script: Script, dice: np.random.Generator) -> Written:
    """Return an article: 800 to 1,500 characters of Chinese, or 400 to 700 words of English."""
    latin = script == "Latn"
    # A Chinese word has 1.7 characters here, and a sentence one sign: so many words give those lengths.
    count = int(dice.integers(400, 701) if latin else dice.integers(440, 810))
    words = vocabulary(script).draw(dice, count + 20)
    _plant(words, script, float(dice.random()), 10 + int(dice.integers(0, count - 10)))
    title, tags, body = words[:8], tuple(dict.fromkeys(words[8:11])), words[11:]
    lengths = dice.integers(8, 21, size=count // 8 + 2).tolist()
    join = _english if latin else _chinese
    names, section = dice.integers(0, 400, size=3).tolist(), int(dice.integers(0, 12))
    return Written(
        title=" ".join(title).capitalize() if latin else "".join(title),
        text=_paragraphs(body, lengths, join),
        authors=tuple(_name(number, script) for number in names[: 1 + names[2] % 2]),
        editor=_name(names[2], script) if names[2] % 3 == 0 else None,
        section=vocabulary(script).words[100 + section],
        tags=tags,
    )


def edited(first: Written, script: Script, dice: np.random.Generator) -> Written:
    """Return the article with a paragraph more, and for one in four another title."""
    more = write(script, dice)
    title = more.title if dice.random() < 0.25 else first.title
    return replace(first, title=title, text=f"{first.text}\n{more.text.split(chr(10))[0]}")


def spread(original: Written, outlet: str, script: Script) -> Written:
    """Return a copy as another outlet prints it: a line before it, the last paragraph gone."""
    kept = original.text.split("\n")[:-1] or [original.text]
    line = f"From {outlet}, by wire." if script == "Latn" else f"（{outlet}）"
    return replace(original, text="\n".join((line, *kept)))


def page_markup(wrote: Written, mark: str) -> str:
    """Return the page it stood on."""
    lines = "\n".join(f"<p>{line}</p>" for line in wrote.text.split("\n"))
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>{wrote.title}</title>"
        f"<meta name='mark' content='{mark}'></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{wrote.title}</h1><p class='by'>{', '.join(wrote.authors)}</p>\n{lines}</article>"
        f"<footer>{wrote.section}</footer></body></html>"
    )


def _plant(words: list[str], script: Script, draw: float, at: int) -> None:
    if script == "Latn" and draw < PLANTED_PHRASE:
        words[at] = PHRASE
    elif script != "Latn" and draw < PLANTED_MIDDLING:
        words[at] = _traditional(MIDDLING) if script == "Hant" else MIDDLING
    elif script == "Hant" and draw < PLANTED_HANT:
        words[at] = _traditional(ONLY_HANT)


@cache
def _traditional(word: str) -> str:
    return str(opencc.OpenCC("s2t").convert(word))


def _paragraphs(words: list[str], lengths: list[int], join: Callable[[list[str]], str]) -> str:
    sentences, at = [], 0
    for length in lengths:
        if at >= len(words):
            break
        sentences.append(join(words[at : at + length]))
        at += length
    between = "" if join is _chinese else " "
    return "\n".join(between.join(sentences[at : at + 4]) for at in range(0, len(sentences), 4))


def _chinese(words: list[str]) -> str:
    half = len(words) // 2
    return f"{''.join(words[:half])}，{''.join(words[half:])}。"


def _english(words: list[str]) -> str:
    half = len(words) // 2
    sentence = f"{' '.join(words[:half])}, {' '.join(words[half:])}."
    return sentence[:1].upper() + sentence[1:]


def _name(number: int, script: Script) -> str:
    if script == "Latn":
        return f"{FIRST[number % len(FIRST)]} {LAST[number // 7 % len(LAST)]}"
    return (
        SURNAMES[number % len(SURNAMES)] + GIVEN[number // 3 % len(GIVEN)] + GIVEN[number // 11 % len(GIVEN)]
    )
