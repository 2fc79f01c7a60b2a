"""Labels with a colon name persons, in whatever language; sentences and desks do not."""

from __future__ import annotations

import pytest

from newsarchive.text.metadata.labels import labelled_people


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Автор: Вера Лугова", ("Вера Лугова",)),
        ("12.03.2024 09:30 Автор: Вера Лугова и Пётр Снегов", ("Вера Лугова", "Пётр Снегов")),
        ("Author: Maud Ferrier | 3 min", ("Maud Ferrier",)),
        ("Autor: Jan van Holm", ("Jan van Holm",)),
        ("Автор проекта: завод", ()),
        ("Автор: редакция", ()),
        ("Der Autor: ein Portrait", ()),
    ],
)
def test_label_names_people(line: str, names: tuple[str, ...]) -> None:
    assert labelled_people([line]) == names


def test_long_lines_are_sentences() -> None:
    assert labelled_people(["Автор: Вера Лугова " + "и так далее " * 20]) == ()


def test_the_outlet_is_no_author() -> None:
    assert labelled_people(["Author: Harbour Gazette"], ["Harbour Gazette"]) == ()
