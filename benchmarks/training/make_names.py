"""Makes given_names.txt.gz and family_names.txt.gz from lists of the 1990 census, of Faker and of mimesis.

    python make_names.py CENSUS[,CENSUS…] given_names.txt.gz family_names.txt.gz

Each CENSUS is a list whose lines begin with a name (dist.male.first, dist.female.first).

Run where Faker 40.63.0 (MIT licence, Daniele Faraglia and others) and mimesis 22.2.0 (MIT licence, Isaac
Uribe and others) are installed; neither is a dependency: only their lists of names are kept, without
marks on the letters, lower case, in order. Same input, same files.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import faker.providers.person as fakers  # type: ignore[import-not-found]
import mimesis  # type: ignore[import-not-found]

SHORTEST = 3
GIVEN = (
    "first_names",
    "first_names_male",
    "first_names_female",
    "first_names_nonbinary",
    "first_romanized_names",
)
FAMILY = ("last_names", "last_names_male", "last_names_female", "last_romanized_names")


def plain(name: str) -> str:
    """A name as it is looked up: lower case, without marks."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def words(names: Iterable[str]) -> Iterator[str]:
    """The words of the names, each of letters, long enough to tell."""
    for name in names:
        for word in plain(name).replace("-", " ").split():
            if len(word) >= SHORTEST and _is_spelt(word) and not "\u4e00" <= word[0] <= "\u9fff":
                yield word


def _is_spelt(word: str) -> bool:
    """Whether a word is of letters, and of the vowels that scripts of India and Thai write as marks."""
    return word[0].isalpha() and all(char.isalpha() or unicodedata.category(char)[0] == "M" for char in word)


def of_faker(attributes: tuple[str, ...]) -> Iterator[str]:
    """The names of every locale of Faker."""
    for module in pkgutil.iter_modules(fakers.__path__):
        if module.ispkg:
            provider = importlib.import_module(f"{fakers.__name__}.{module.name}").Provider
            for attribute in attributes:
                names = getattr(provider, attribute, ())
                yield from names if isinstance(names, tuple | list | dict) else ()


def of_mimesis(key: str) -> Iterator[str]:
    """The names of every locale of mimesis."""
    for file in sorted(Path(mimesis.__file__).parent.glob("datasets/*/person.json")):
        lists = json.loads(file.read_text("utf-8")).get(key, {})
        for names in lists.values() if isinstance(lists, dict) else [lists]:
            yield from (name for name in names if isinstance(name, str))


def main() -> None:
    """Read the census lists of argv[1], write argv[2] and argv[3]."""
    lines = [line for file in sys.argv[1].split(",") for line in Path(file).read_text().splitlines()]
    census = [line.split()[0] for line in lines if line]
    given = {*words((*census, *of_faker(GIVEN), *of_mimesis("names")))}
    family = {*words((*of_faker(FAMILY), *of_mimesis("surnames")))}
    for file, names in ((sys.argv[2], given), (sys.argv[3], family)):
        Path(file).write_bytes(gzip.compress("\n".join(sorted(names)).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
