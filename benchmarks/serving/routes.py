"""What is asked: every page, API answer, feed and memento, in the variety of real askers."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from urllib.parse import quote, urlencode

from benchmarks.archive.words import ABSENT, COMMON, MIDDLING, ONLY_HANT, PHRASE, vocabulary
from newsarchive.storage.queries.run_query import run_query

# Ranks of the words that are searched for: of Zipf's law from one in every article to one in thousands.
RANKS = (60, 400, 2500, 7900)
DEEP_PAGES = 8


@dataclass(frozen=True, slots=True)
class Route:
    """A kind of answer and what is asked of it.

    `bounded` answers must keep to the limits; of others (an analyst's own SQL, a copy of all hits) only
    errors count. `follows` walks on by the cursor of each answer, so many pages deep.
    """

    name: str
    paths: tuple[str, ...]
    bounded: bool = True
    follows: int = 0


@dataclass(frozen=True, slots=True)
class Samples:
    """What the archive has to ask for."""

    sources: tuple[str, ...]
    articles: tuple[int, ...]
    changed: tuple[int, ...]
    urls: tuple[str, ...]
    kept: tuple[int, ...]
    last: date
    words: tuple[str, ...] = field(default=())


def samples_of(url: str) -> Samples:
    """Return what can be asked for: the large and the small, the new and the old."""

    def column(sql: str) -> tuple[str, ...]:
        with run_query(url, sql, timeout=300) as result:
            return tuple(str(row[0]) for row in result.rows)

    names = column("SELECT source FROM source_health ORDER BY source")
    highest = int(column("SELECT max(article_id) FROM current_articles")[0])
    spread = [highest - 3, highest * 3 // 4, highest // 2, highest // 10, 12]
    numbers = ", ".join(map(str, spread))
    changed = column(
        "SELECT article_id FROM article_history WHERE revision = 30 ORDER BY article_id DESC LIMIT 2"
    ) + column(
        f"SELECT article_id FROM article_history WHERE revision = 2 AND article_id > {highest // 2} LIMIT 3"
    )
    kept = column("SELECT article_id FROM captures WHERE payload_kept AND article_id IS NOT NULL LIMIT 3")
    return Samples(
        sources=(names[0], names[len(names) // 2], names[-1]),
        articles=tuple(
            map(int, column(f"SELECT article_id FROM current_articles WHERE article_id IN ({numbers})"))
        ),
        changed=tuple(map(int, changed)),
        urls=column(f"SELECT url FROM current_articles WHERE article_id IN ({numbers})"),
        kept=tuple(map(int, kept)),
        last=date.fromisoformat(column("SELECT max(published_on) FROM current_articles")[0][:10]),
        words=(
            *(COMMON, MIDDLING, ABSENT, f'"{PHRASE}"', ONLY_HANT),
            *(vocabulary("Hans").words[rank] for rank in RANKS),
            *(vocabulary("Latn").words[rank] for rank in RANKS),
            f"{COMMON} -{vocabulary('Hans').words[RANKS[0]]}",
        ),
    )


def routes(samples: Samples) -> list[Route]:
    """Return every route."""
    return [*_overview(samples), *_searches(samples), *_articles(samples), *_past(samples), *_sql()]


def _at(path: str, **given: object) -> str:
    return f"{path}?{urlencode(given)}" if given else path


def _overview(of: Samples) -> Iterator[Route]:
    for root, name in (("", "page"), ("/api/v1", "api")):
        yield Route(f"{name} today", ("/" if not root else f"{root}/today",))
        yield Route(f"{name} sources", (f"{root}/sources",))
        yield Route(f"{name} source", tuple(f"{root}/sources/{one}" for one in of.sources))
    yield Route("api health", ("/api/v1/health",))
    since = of.last - timedelta(days=30)
    yield Route(
        "api gaps",
        (
            "/api/v1/gaps",
            _at("/api/v1/gaps", since=since),
            *(_at("/api/v1/gaps", source=one) for one in of.sources),
            _at("/api/v1/gaps", source=of.sources[0], since=since),
        ),
    )
    yield Route("api dictionary", ("/api/v1/dictionary",))
    yield Route("api description", ("/api/v1/openapi.json",))


def _choices(of: Samples) -> list[dict[str, object]]:
    month: dict[str, object] = {
        "since": of.last - timedelta(days=400),
        "until": of.last - timedelta(days=370),
    }
    return [
        *(dict[str, object](q=word) for word in of.words),
        {"q": COMMON, "source": of.sources[0]},
        {"q": COMMON, "source": of.sources[-1]},
        {"q": COMMON, "language": "zh", **month},
        {"q": of.words[6], **month},
        {"q": of.words[10], "language": "en"},
        {"source": of.sources[0]},
        {"source": of.sources[-1], "language": "zh"},
        {"language": "en"},
        month,
        {"source": of.sources[1], **month},
        {},
    ]


def _searches(of: Samples) -> Iterator[Route]:
    choices = _choices(of)
    for name, path in (("page search", "/search"), ("api search", "/api/v1/search")):
        yield Route(name, tuple(_at(path, **one) for one in choices))
        yield Route(f"{name}, deep", tuple(_at(path, **one) for one in choices[::4]), follows=DEEP_PAGES)
    ranked = [{**one, "sort": "relevance"} for one in choices[:9]]
    yield Route("page search, relevance", tuple(_at("/search", **one) for one in ranked))
    yield Route("api search, relevance", tuple(_at("/api/v1/search", **one) for one in ranked))
    plain = [one for one in choices if "q" not in one]
    yield Route("api articles", tuple(_at("/api/v1/articles", **one) for one in plain))
    yield Route("api facets", tuple(_at("/api/v1/facets", **one) for one in choices))
    yield Route("api counts", tuple(_at("/api/v1/counts", **one) for one in choices))
    for form in ("atom", "json"):
        yield Route(f"feed {form}", tuple(_at(f"/feeds/{form}", **one) for one in choices))
    copied: list[dict[str, object]] = [
        {"q": MIDDLING},
        {"source": of.sources[-1], "since": of.last - timedelta(days=60)},
    ]
    yield Route("copy search", tuple(_at("/search.csv", **one) for one in copied), bounded=False)


def _articles(of: Samples) -> Iterator[Route]:
    every = (*of.articles, *of.changed)
    for part in ("", "/evidence", "/changes"):
        yield Route(
            f"page article{part}",
            tuple(f"/articles/{one}{part}" for one in (every if part != "/changes" else of.changed)),
        )
    yield Route(
        "page article/changes side", tuple(f"/articles/{one}/changes?view=side" for one in of.changed)
    )
    yield Route("page as it came", tuple(f"/articles/{one}/page" for one in of.kept))
    for part in ("", "/revisions", "/evidence"):
        yield Route(f"api article{part}", tuple(f"/api/v1/articles/{one}{part}" for one in every))
    yield Route("api article/differences", tuple(f"/api/v1/articles/{one}/differences" for one in of.changed))
    yield Route("page why", tuple(_at("/why", url=one) for one in of.urls))
    yield Route("api why", tuple(_at("/api/v1/why", url=one) for one in of.urls))
    for part in ("timegate", "timemap/link"):
        yield Route(f"memento {part}", tuple(f"/{part}/{quote(one, safe=':/')}" for one in of.urls))
    yield Route("memento", tuple(f"/memento/20990101000000/{quote(one, safe=':/')}" for one in of.urls))


def _past(of: Samples) -> Iterator[Route]:
    days = [of.last - timedelta(days=days) for days in (3, 200, 800)]
    choices: list[dict[str, object]] = [
        {"q": word, "as_of": day} for day in days for word in (COMMON, MIDDLING)
    ]
    choices += [{"as_of": day, "source": of.sources[-1]} for day in days] + [{"as_of": day} for day in days]
    yield Route("page search, as of", tuple(_at("/search", **one) for one in choices))
    yield Route("api search, as of", tuple(_at("/api/v1/search", **one) for one in choices))


def _sql() -> Iterator[Route]:
    asked = tomllib.loads((files("newsarchive.web") / "questions.toml").read_text(encoding="utf-8"))
    yield Route("page sql, empty", ("/sql",))
    questions = [one["sql"].strip() for one in asked["question"]]
    for path in ("/sql", "/api/v1/query"):
        yield Route(
            f"{'page' if path == '/sql' else 'api'} sql",
            tuple(_at(path, sql=one) for one in questions),
            bounded=False,
        )
