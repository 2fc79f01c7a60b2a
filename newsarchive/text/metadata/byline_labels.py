"""The words that stand before a by-line's name, by language: one table for all that read by-lines.

A word that is missing here is missing everywhere: lines of the page ("Autor: Ada Roe"), names as markup gives
them ("von Ada Roe") and labels for those who cannot see (`title="Author"`) are read by the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

# Small words that say who wrote, in lower case. In the middle of a line most mean much else.
BY = {
    "en": ("by",),
    "de": ("von",),
    "fr": ("par",),
    "es pt": ("por",),
    "it": ("di",),
    "nl": ("door",),
    "sv no": ("av",),
    "da": ("af",),
}
# Of these, what lines of nothing but capitals have: "DI" is an engineer in Austria, and a day of the week.
SHOUTED = ("BY", "VON", "PAR", "POR")
# Who writes, as a noun, in lower case: "Author: …".
NOUNS = {
    "en": ("author", "authors", "writer", "reporter"),
    "de": ("autor", "autorin", "autoren", "autorin/autor"),
    "fr": ("auteur", "auteurs", "auteure", "autrice"),
    "it": ("autore", "autori", "autrice"),
    "es pt": ("autor", "autora", "autores"),
    "pl cs sk": ("autor", "autorka", "autorzy", "autoři", "autori"),
    "da no": ("forfatter",),
    "sv": ("författare", "skribent"),
    "fi": ("kirjoittaja",),
    "hu": ("szerző",),
    "tr": ("yazar", "yazan"),
    "id": ("oleh", "penulis"),
    "vi": ("tác giả",),
    "ru uk bg": ("автор", "авторы", "автори", "авторка", "журналист", "журналистка", "корреспондент"),
    "el": ("συντάκτης",),
}
# Whose text it is: "Text: …".
TEXTS = {"de en sv": ("text",), "fr": ("texte",), "da no pl": ("tekst",), "ru": ("текст",)}
# What says who wrote where a line begins with it, for sentences may have it within: verbs, and nouns in
# scripts whose names have no capitals to be known by.
OPENINGS = {"hu": ("írta",), "el": ("γράφει ο", "γράφει η", "γράφουν οι"), "ka": ("ავტორი",)}
# The same in scripts without capitals, before a name of two words or more: "بقلم نادية منصور".
CASELESS = {
    "ar": ("بقلم",),
    "fa": ("نویسنده", "به قلم"),
    "he": ("מאת",),
    "th": ("โดย", "ผู้เขียน"),
    "hi": ("लेखक", "लेखिका"),
    "bn": ("লেখক", "লিখেছেন"),
    "ta": ("எழுதியவர்",),
    "am": ("ጸሐፊ",),
}
# Nouns that a colon follows where a line has them, since names stand there without a space: "筆者：佐藤健一".
# Not 著者 and 저자: in lines they mean the writer of a book.
CJK_NOUNS = {
    "zh": ("作者", "文章作者", "本文作者"),
    "ja": ("執筆者", "筆者", "投稿者", "ライター"),
    "ko": ("작성자", "글쓴이"),
}


def label_words(*tables: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Every word of the tables once, the longest first, as alternatives of a pattern want them."""
    found = {word for table in tables for of_language in table.values() for word in of_language}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def with_capitals(lower: Iterable[str]) -> tuple[str, ...]:
    """The words as a line begins with them: "Autor", "Autorin/Autor". Other scripts keep theirs."""
    return tuple("/".join(part[:1].title() + part[1:] for part in word.split("/")) for word in lower)
