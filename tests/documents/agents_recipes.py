"""How an agent asks the questions of docs/how-to: by what the dictionary says, without a name of ours.

`{v}` is the view that the recipe describes as `v`, `{v:words}` the column of it whose explanation has the
words, `{v:words=value}` a condition with a value that this explanation names. What else stands there is
SQL, and values of the question itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

NEWEST = "article as its newest revision"
REVISION = "revision of an article, the first one included"
CHANGE = "revision of an article after its first"
VOLUME = "source and day with at least one article"
LEDGER = "day of one source since the archive first asked"
STORY = "an article of a story that two or more hosts have"
PLANTED = "a line of a copy that its story's likely origin lacks"
CUT = "block of text that was cut"
_PART = re.compile(r"\{(\w)(?::([^{}=<]+)(?:(=|<>)([^{}]+))?)?\}")


class Recipe(NamedTuple):
    """A statement with descriptions for names; `views` says what each letter stands for."""

    question: str
    views: dict[str, str]
    sql: str

    def statement(self, view: Callable[[str], str], column: Callable[[str, str], tuple[str, str]]) -> str:
        """Return the SQL: `view` finds a view by words, `column` a column of it and what explains it."""

        def named(found: re.Match[str]) -> str:
            alias, words, sign, value = found.groups()
            name = view(self.views[alias])
            if words is None:
                return f"{name} AS {alias}"
            column_name, explanation = column(name, words)
            if value is None:
                return f'{alias}."{column_name}"'
            assert value in explanation, (self.question, value, explanation)
            return f"{alias}.\"{column_name}\" {sign} '{value}'"

        return _PART.sub(named, self.sql)


RECIPES = (
    Recipe(
        "How many articles a day has each source?",
        {"d": VOLUME},
        "SELECT {d:name of the source}, {d:the publisher's own day}, {d:articles of that day},"
        " {d:revisions of} FROM {d} WHERE {d:the publisher's own day} >= '2025-11-01' AND {d:the"
        " publisher's own day} < '2026-01-20' AND {d:articles of that day} > 0 ORDER BY 1, 2",
    ),
    Recipe(
        "How many a month, over all sources?",
        {"d": VOLUME},
        "SELECT substr(CAST({d:the publisher's own day} AS text), 1, 7), sum({d:articles of that day})"
        " FROM {d} WHERE {d:articles of that day} > 0 GROUP BY 1 ORDER BY 1",
    ),
    Recipe(
        "In which languages and scripts are they, and how long?",
        {"a": NEWEST},
        "SELECT {a:ISO 639}, {a:for Chinese}, count(*), sum({a:words of the text}) FROM {a} GROUP BY 1,"
        " 2 ORDER BY 3 DESC, 1, 2",
    ),
    Recipe(
        "Who wrote most?",
        {"p": "person or organisation", "a": NEWEST},
        "SELECT {p:name as printed}, count(*), min({a:own calendar day}), max({a:own calendar day})"
        " FROM {p} JOIN {a} ON {a:row number of the article} = {p:row number of the article} WHERE {p:an"
        " agency=author} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 6",
    ),
    Recipe(
        "Which outlets are named as the origin of what a source publishes?",
        {"a": NEWEST},
        "SELECT {a:name of the source}, {a:names as its origin}, count(*) FROM {a} WHERE {a:names as"
        " its origin} IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
    ),
    Recipe(
        "What are the tags of a paper?",
        {"t": "tag", "a": NEWEST},
        "SELECT {t:as the page has it}, count(*) FROM {t} JOIN {a} ON {a:row number of the article} ="
        " {t:row number of the article} WHERE {a:name of the source} = 'bay' GROUP BY 1 ORDER BY 2 DESC,"
        " 1 LIMIT 5",
    ),
    Recipe(
        "Which charsets do old pages come in?",
        {"a": NEWEST},
        "SELECT {a:decoded with}, count(*), min({a:own calendar day}) FROM {a} GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    Recipe(
        "How do we know the dates, and how many hours are certain?",
        {"a": NEWEST},
        "SELECT {a:where the date was found}, count(*), count({a:offset from UTC}), sum(CASE WHEN"
        " {a:own calendar day} <> date({a:when it was published}) THEN 1 ELSE 0 END) FROM {a} GROUP BY 1"
        " ORDER BY 2 DESC, 1",
    ),
    Recipe(
        "Under which URLs is an article known?",
        {"u": "URL that leads to an article"},
        "SELECT {u:another URL with the same article}, count(*), count(DISTINCT {u:row number})"
        " FROM {u} GROUP BY 1 ORDER BY 1",
    ),
    Recipe(
        "On which days is something missing, and why?",
        {"g": "less than a quarter of the articles expected"},
        "SELECT {g:name of the source}, {g:the day}, {g:the median}, {g:articles of that day}, {g:no"
        " crawl asked} FROM {g} ORDER BY 1, 2",
    ),
    Recipe(
        "What was recorded around a gap?",
        {"l": LEDGER},
        "SELECT {l:the day}, {l:the median}, {l:articles of that day}, {l:answers of the source},"
        " {l:attempts that failed}, {l:captures refused} FROM {l} WHERE {l:name of the source} = 'bay'"
        " AND {l:the day} >= '2026-02-16' AND ({l:the median} > 0 OR {l:articles of that day} > 0) ORDER"
        " BY 1",
    ),
    Recipe(
        "Is each source well?",
        {"h": "source, as it stands now"},
        "SELECT {h:name of the source}, {h:requests that brought no page}, {h:the first that holds}"
        " FROM {h} WHERE {h:name of the source} IN ('bay', 'newsroom') ORDER BY 1",
    ),
    Recipe(
        "Why is a page not in the archive?",
        {"c": "answer of a server", "f": "attempt that gave no page"},
        "SELECT {c:URL asked for}, {c:HTTP status}, {c:why the page was refused}, {c:read again} FROM {c}"
        " WHERE {c:undecodable<>article} UNION SELECT {f:URL asked for}, {f:HTTP status}, {f:one word},"
        " NULL FROM {f} ORDER BY 1",
    ),
    Recipe(
        "Which stories do several hosts have, and where did they begin?",
        {"s": STORY, "o": STORY},
        "SELECT {o:Its URL}, count(*) - 1, count(DISTINCT {s:Name of its source}) FROM {s} JOIN {o}"
        " ON {o:Number of the story} = {s:Number of the story} AND {o:the likely origin} GROUP BY 1"
        " ORDER BY 2 DESC, 1",
    ),
    Recipe(
        "What do copies say that their origin does not?",
        {"i": PLANTED},
        "SELECT {i:Its URL}, {i:Which line}, {i:what kind of spam}, {i:The line.} FROM {i} ORDER BY 1, 2",
    ),
    Recipe(
        "How many articles are there if each story counts once?",
        {"a": NEWEST},
        "SELECT count(*), count(*) - count({a:the story it is a copy of}) + count(DISTINCT {a:the story"
        " it is a copy of}) FROM {a}",
    ),
    Recipe(
        "Which sources print most that appeared elsewhere first?",
        {"s": STORY},
        "SELECT {s:Name of its source}, count(*) FROM {s} WHERE NOT {s:the likely origin} GROUP BY 1"
        " ORDER BY 2 DESC, 1",
    ),
    Recipe(
        "What do mirrors plant in the stories they copy?",
        {"i": PLANTED},
        "SELECT {i:what kind of spam}, count(*), count(DISTINCT {i:Its URL}) FROM {i} GROUP BY 1"
        " ORDER BY 2 DESC, 1",
    ),
    Recipe(
        "Which articles were edited after publication, and what did the edit change?",
        {"c": CHANGE, "h": REVISION, "b": REVISION},
        "SELECT {h:URL shown}, {c:number of the revision}, {c:the title says}, {c:the text says},"
        " {c:by-line}, {c:this revision has and}, {c:has no more} FROM {c} JOIN {h} ON {h:row number of"
        " the article} = {c:the article} AND {h:from 1} = {c:number of the revision} JOIN {b} ON {b:row"
        " number of the article} = {c:the article} AND {b:from 1} = {c:number of the revision} - 1 WHERE"
        " {h:newer code read=publisher} AND ({b:gave no article} IS NULL OR {h:gave no article} IS NOT"
        " NULL) ORDER BY 1, 2",
    ),
    Recipe(
        "Which edits were made in silence?",
        {"c": CHANGE, "h": REVISION},
        "SELECT {h:name of the source}, {h:URL shown}, {h:from 1}, {h:when the page} FROM {c} JOIN"
        " {h} ON {h:row number of the article} = {c:the article} AND {h:from 1} = {c:number of the"
        " revision} WHERE {c:did not own up} AND {h:name of the source} = 'bay' ORDER BY 2, 3",
    ),
    Recipe(
        "How did one headline change?",
        {"h": REVISION},
        "SELECT {h:from 1}, {h:headline}, {h:time of change} FROM {h} WHERE {h:URL shown} ="
        " 'http://news.example/2025/1103/ferry.html' ORDER BY 1",
    ),
    Recipe(
        "Which days, sections and tags did pages state anew?",
        {"t": "states otherwise in its markup"},
        "SELECT {t:URL that was asked}, {t:page was fetched}, {t:number of the revision}, {t:moved to another"
        " day}, {t:the page stated}, {t:states now} FROM {t} WHERE {t:name of the source} = 'bay'"
        " ORDER BY 2, 1, 4",
    ),
    Recipe(
        "What share of each source's articles is edited?",
        {"a": NEWEST},
        "SELECT {a:name of the source}, count(*), sum(CASE WHEN {a:the publisher edited it} > 1 THEN 1"
        " ELSE 0 END), round(100.0 * sum(CASE WHEN {a:the publisher edited it} > 1 THEN 1 ELSE 0 END) /"
        " count(*), 1) FROM {a} GROUP BY 1 ORDER BY 1",
    ),
    Recipe(
        "Which articles has their publisher taken away?",
        {"a": NEWEST},
        "SELECT {a:name of the source}, {a:the URL shown}, {a:headline}, {a:first found gone} FROM"
        " {a} WHERE {a:first found gone} IS NOT NULL ORDER BY 4, 2",
    ),
    Recipe(
        "What does a column mean?",
        {"x": "column of a view"},
        "SELECT {x:timestamp}, {x:what it holds} FROM {x} WHERE {x:name of the view} ="
        " 'article_changes' AND {x:name of the column} = 'stealth'",
    ),
    Recipe(
        "Which articles have a word, in either script?",
        {"a": NEWEST},
        "SELECT {a:own calendar day}, {a:for Chinese}, {a:headline} FROM article_search('修复') AS s JOIN"
        " {a} USING (article_id) ORDER BY 1 DESC, {a:the URL shown}",
    ),
    Recipe(
        "What spam was planted, of which kind and where?",
        {"r": CUT},
        "SELECT {r:name of the source}, {r:gambling}, {r:where it stood}, count(*), count(DISTINCT"
        " {r:the URL shown}) FROM {r} WHERE {r:gambling<>furniture} GROUP BY 1, 2, 3 ORDER BY 1, 2,"
        " 3",
    ),
    Recipe(
        "Which pages does gambling spam sit on, refused ones included?",
        {"r": CUT},
        "SELECT {r:the URL shown}, count(*), max({r:how sure}), CASE WHEN min({r:the article it was"
        " cut from}) IS NULL THEN 'refused' ELSE 'cleaned' END FROM {r} WHERE {r:adult=gambling} GROUP"
        " BY 1 ORDER BY 1",
    ),
    Recipe(
        "Which articles stood on an annotated mirror, and how damaged were they?",
        {"a": NEWEST},
        "SELECT {a:the URL shown}, {a:headline}, {a:names as its origin}, {a:kinds of damage},"
        " {a:how many blocks} FROM {a} WHERE {a:annotated mirror (} ORDER BY 1",
    ),
)
