"""Persons and topics among what a list names: without logins, desks, outlets and words of software."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from newsarchive.text.metadata.east_asian_names import is_han_name, is_name_without_space
from newsarchive.text.metadata.known_names import has_family_name, is_known_name
from newsarchive.text.metadata.person_names import HAN_CHARACTER, letters_of_name, people

# Software fills in accounts, editors their desks: a list's name has no by-line around it that would tell.
# Words of accounts and desks, collected by hand from feeds, 2026-11; lower case.
_ACCOUNT_WORDS = frozenset(
    {
        *("admin", "administrator", "wp", "wordpress", "webmaster", "web", "system", "root", "user"),
        *("test", "bot", "feed", "import", "importer", "moderator", "publisher", "editor", "editors"),
        *("redakteur", "redaktion", "praktikant", "praktikantin", "volontariat", "gast", "gastautor"),
        *("gastautorin", "gastbeitrag", "guest", "intern", "internship", "marketing", "sales", "vertrieb"),
        *("anzeigen", "sekretariat", "newsletter", "pressestelle", "pr", "content"),
        *("digital", "online", "partner", "sponsor", "sponsored", "advertorial", "promotion", "service"),
        *("support", "info", "kontakt", "contact", "unknown", "anonymous", "anonym", "team"),
        *("desk", "newsroom", "crew", "office"),
    }
)
# Outlets begin so; of persons' names some do.
_ARTICLES = frozenset({"der", "die", "das", "the", "les", "los", "las", "het", "il"})
_ARTICLES_OF_NAMES = frozenset({"le", "la", "el", "lo", "de", "o"})
# What software calls a story that nobody filed, in its translations, and places on a front page.
_NO_TOPICS = frozenset(
    {
        *(
            "uncategorized",
            "uncategorised",
            "general",
            "allgemein",
            "allgemeines",
            "unkategorisiert",
            "sonstiges",
        ),
        *("non classé", "non classe", "sin categoría", "sin categoria", "sem categoria", "senza categoria"),
        *("geen categorie", "niet gecategoriseerd", "okategoriserade", "ukategorisert", "ikke kategoriseret"),
        *("ukategoriseret", "luokittelematon", "bez kategorii", "nezařazené", "nezaradené", "bez kategorie"),
        *("egyéb kategória", "fără categorie", "nekategorizirano", "без рубрики", "без категорії", "genel"),
        *(
            "kategorilenmemiş",
            "χωρίς κατηγορία",
            "未分类",
            "未分類",
            "미분류",
            "chưa phân loại",
            "tak berkategori",
        ),
        *(
            "غير مصنف",
            "ללא קטגוריה",
            "home",
            "homepage",
            "home page",
            "startseite",
            "titelseite",
            "front page",
        ),
        *(
            "frontpage",
            "accueil",
            "à la une",
            "a la une",
            "la une",
            "portada",
            "inicio",
            "destacado",
            "destacados",
        ),
        *(
            "destaque",
            "destaques",
            "in evidenza",
            "primo piano",
            "voorpagina",
            "главное",
            "главная",
            "首页",
            "首頁",
        ),
        *("头条", "頭條", "置顶", "推荐", "slider", "slideshow", "carousel", "banner", "sticky", "featured"),
        *(
            "featured post",
            "featured posts",
            "featured news",
            "highlight",
            "highlights",
            "headline",
            "headlines",
        ),
        *(
            "top",
            "top news",
            "topnews",
            "top story",
            "top stories",
            "top-news",
            "latest",
            "latest news",
            "posts",
        ),
        *("aktuell", "aktuelles", "newsticker", "ticker", "feed", "rss"),
    }
)


def listed_people(
    names: Iterable[str], url: str, outlets: Iterable[str], language: str | None
) -> tuple[str, ...]:
    """Return the persons among the names that a list gives to the page at `url`. Total."""
    hosts = _host_names(url)
    found = people(names, outlets)
    return tuple(
        name for name in found if letters_of_name(name) not in hosts and _is_person_alone(name, language)
    )


def topics(categories: Iterable[str]) -> tuple[str, ...]:
    """Return the categories without those that only say where software puts a story."""
    return tuple(one for one in categories if " ".join(one.casefold().split()) not in _NO_TOPICS)


def _host_names(url: str) -> frozenset[str]:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return frozenset()
    labels = host.split(".")
    return frozenset(map(letters_of_name, (*labels, host, host.removeprefix("www."))))


def _is_person_alone(name: str, language: str | None) -> bool:
    """Say whether a name is a person's by itself; one word of an alphabet is a login, a desk or a button."""
    if HAN_CHARACTER.search(name):
        return is_name_without_space(name) if language in {"ja", "ko"} else is_han_name(name)
    words = name.casefold().split()
    if is_known_name(name):
        return True
    if name != name.swapcase() and (len(words) < 2 or _ACCOUNT_WORDS.intersection(words)):
        return False
    if words[0] in _ARTICLES:
        return False
    return not (words[0] in _ARTICLES_OF_NAMES and len(words) == 2 and not has_family_name(name))
