"""Makes japanese_names.txt from the lists of japanese-personal-name-dataset.

    python make_japanese_names.py FOLDER japanese_names.txt

FOLDER is `japanese_personal_name_dataset/dataset` of version 0.4.0 (MIT licence, shuheilocale): surnames with
the number of people that bear them, and given names with the ways to write them. Neither is a dependency:
kept are the commonest surnames, and the signs with which the given names begin and end. Same input, same
file.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

# Six in ten Japanese bear one of so many surnames, by the numbers of the list.
SURNAMES = 500
# Signs that begin at least so many of the given names known best, and that end so many ("美咲").
BEGINNING, ENDING = 15, 8
# What regions, quarters and one word in two begin with: "東海道" is a road.
DIRECTIONS = "東西南北中"
# What ends a mountain, an island, a harbour, a school or a day as well as a name.
OF_PLACES = frozenset("山川島岳峰峡湖海港城森林原野谷州国京都道里村町市県区郡駅大高中小学員日泉路")
GIVEN = ("first_name_man_opti.csv", "first_name_woman_opti.csv")


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def _written(folder: Path) -> Iterator[str]:
    """The given names in ideographs, each way to write them."""
    for file in GIVEN:
        for row in _rows(folder / file):
            yield from (
                name for name in row[2:] if name and all("\u4e00" <= char <= "\u9fff" for char in name)
            )


def _common(signs: Iterable[str], fewest: int) -> list[str]:
    return sorted(sign for sign, times in Counter(signs).items() if times >= fewest)


def _lines(words: Iterable[str], each: int) -> Iterator[str]:
    listed = list(words)
    for at in range(0, len(listed), each):
        yield " ".join(listed[at : at + each])


def main() -> None:
    """Read the folder argv[1], write argv[2]."""
    folder = Path(sys.argv[1])
    surnames = [row[0] for row in _rows(folder / "last_name_org.csv")[:SURNAMES] if row[0] not in DIRECTIONS]
    given = sorted({*_written(folder)})
    two = [name for name in given if len(name) > 1]
    begins, ends = _common((name[0] for name in two), BEGINNING), _common((name[-1] for name in two), ENDING)
    single = [name for name in given if name in {*begins, *ends} - OF_PLACES]
    text = [
        "# Made by benchmarks/training/make_japanese_names.py: the commonest surnames of Japan, best known",
        "# first; the signs that begin given names of two and more and end them; given names of one sign.",
        *("[surnames]", *_lines(surnames, 25)),
        *("[begins]", *_lines(begins, 50)),
        *("[ends]", *_lines((sign for sign in ends if sign not in {*OF_PLACES} - {*"大"}), 50)),
        *("[single]", *_lines(single, 50)),
    ]
    Path(sys.argv[2]).write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
