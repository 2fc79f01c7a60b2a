"""The life of a URL: its states, the outcomes of fetches, events, verdicts and reasons.

What there is comes from the code; what each means is said here, and a word that one has and the other lacks
is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from docs.generators.markdown import table
from newsarchive.discovery.crawler_traps import Trap
from newsarchive.items import Place, SpamKind, Verdict
from newsarchive.middlewares.postponement import PostponedReason
from newsarchive.spiders.responses import GONE, REASONS, UNREADABLE
from newsarchive.storage.interfaces.crawl_store import AnswerOutcome, UrlKind, UrlState
from newsarchive.storage.schema.capture_tables import OUTCOMES
from newsarchive.storage.schema.frontier_tables import EVENTS
from newsarchive.text.extraction.bounded_parse import Refusal

KINDS = {
    "article": "The page of an article.",
    "feed": "An RSS, Atom or JSON feed.",
    "sitemap": "A sitemap or an index of sitemaps.",
    "section": "A page of links to articles.",
}
STATES = {
    "found": "Named by a listing or a declaration; not fetched yet.",
    "claimed": "Being fetched by a crawl that runs, or that was killed; the next crawl takes it up again.",
    "stored": "Fetched; its article is stored (of a feed, sitemap or section: it was read).",
    "refused": "Fetched, but its page was refused: no article, hijacked by spam, or undecodable.",
    "failed": "No fetch has succeeded so far; tried again at growing intervals, eight times in all.",
    "gone": "The page is gone and never was an article, or its article counts as withdrawn.",
    "skipped": "Not fetched, by robots.txt or by a rule of ours; tried again at growing intervals.",
}
OUTCOME_TEXTS = {
    "new": "A new article: revision 1.",
    "changed": "An edit: a new revision.",
    "unchanged": "The page says what it said before.",
    "refused": "The page was refused; see [Reasons](#reasons).",
    "fetched": "A feed, sitemap or section was read.",
    "not_modified": "The server answered 304.",
    "failed": "No page came of it; see [Reasons](#reasons).",
    "gone": "404 or 410.",
    "redirected": "The URL led to the front page.",
    "skipped": "Not fetched, by robots.txt or by a rule of ours.",
}
EVENT_TEXTS = {
    "new": "A new article.",
    "changed": "A new revision.",
    "refused": "The page was refused.",
    "failed": "The fetch failed, or the page is gone. Written once for a page that stays gone.",
    "skipped": "Not fetched, or left for the next crawl. Written once for a URL that stays closed.",
    "redirected": "The URL led elsewhere.",
    "withdrawn": "The article counts as withdrawn: its page was found gone twice.",
    "returned": "A withdrawn article answers again.",
    "reread": "`reprocess` read the stored capture again.",
    "contradicted": "A feed, sitemap or section still names a page that is missing.",
}
VERDICTS = {
    "article": "An article.",
    "not_article": "No article; the reason says what it is.",
    "hijacked": "No article is left once the spam is cut.",
    "undecodable": "The bytes are no text, cannot be unpacked, or the page ended its worker twice.",
}
PLACES = {
    "head": "Before the article.",
    "inside": "Within the article.",
    "tail": "After the article.",
    "title": "In the title, the headings or the meta tags.",
    "hidden": "In an element that is hidden or off-screen.",
}
SPAM_KINDS = {
    "adult": "Pornography and escorts.",
    "gambling": "Casinos, lotteries, betting.",
    "pharmacy": "Medicines.",
    "loan": "Loans and credit.",
    "certificate": "Forged certificates and papers.",
    "piracy": "Copies of films, series, games.",
    "counterfeit": "Replicas of brands.",
    "seo": "Link farms and search engine optimisation itself.",
    "other": "Other spam.",
    "furniture": "Page furniture: share bars, footers, related links, comments. Not spam.",
}
# Group: reason: meaning. Those that end in … stand for several.
REASON_TEXTS: Mapping[str, Mapping[str, str]] = {
    "No article (verdict `not_article`)": {
        "too_short": "There is not enough text for an article.",
        "index_page": "A list of headlines or teasers.",
        "gallery": "A gallery of pictures.",
        "video": "The page of a video.",
        "paywall": "An offer below less than two paragraphs, or a text that the site's software marks as for "
        "subscribers (Ghost, plugins of WordPress), however much of it is shown.",
        "error_page": "An error or a consent wall that came with status 200.",
        "empty_body": "The site's software marks the body, and it is empty.",
        "no_markup": "The page has no markup that could hold an article.",
        "too_large": "More than 5 million characters.",
        "too_many_tags": "More than 100,000 tags.",
        "too_many_attributes": "A tag with more than 1,000 attributes in a page of 40,000 characters "
        "or more.",
        "too_deep": "Elements nested more than 256 deep.",
    },
    "Spam (verdict `hijacked`)": {"spam_only": "No article is left once the spam is cut."},
    "Not to be read (verdict `undecodable`)": {
        "binary": "The bytes are no text.",
        "corrupt": "The compressed body is damaged.",
        "unreadable": "A page file of an import cannot be read.",
        "poison": "The page ended its worker twice, the second time alone in a fresh process.",
        "killed": "The worker was killed from outside; the page is read by the next run.",
        "unstorable": "The database refuses the page's values.",
    },
    "Kept out by rights": {
        "forgotten": "The URL was taken down (`newsarchive forget`).",
        "noarchive": "The page says noarchive, and the source or project refuses such pages.",
        "tdm_reserved": "The page reserves text and data mining, and the source or project refuses "
        "such pages.",
    },
    "Failed": {
        "timeout": "No answer in time (45 s; of the browser 30 s).",
        "unknown_host": "The host's name does not resolve.",
        "connection_refused": "The host refuses connections.",
        "connection_failed": "The connection failed otherwise.",
        "cut_off": "The connection broke within the body.",
        "truncated": "Compressed data, or a WARC record, ends too early.",
        "too_large": "The body is larger than 64 MB (50 MB for sitemaps, 32 MB for imported pages).",
        "bomb": "A decompression bomb: more than 300 bytes out of one, 100,000 members, or five seconds.",
        "scheme": "Neither http nor https.",
        "http_…": "Another HTTP status of 400 and above, such as `http_503`.",
        "too_many_redirects": "More than eight redirects.",
        "ignored": "A component of Scrapy refused the request.",
        "download_error": "Another error while downloading; `detail` has it.",
        "rendering": "The browser made no page of it.",
        "rendering_limit": "The page took more of the browser than one page may.",
        "not_a_feed": "What came is no feed.",
        "not_a_sitemap": "What came is no sitemap.",
        "not_html": "What came as a section page is no HTML.",
        "too_costly": "The listing took its reader more time or memory than a document may.",
    },
    "Gone": {
        "not_found": "404.",
        "gone": "410.",
        "to_home": "The URL leads to the front page.",
    },
    "Left for the next crawl (no failure)": {
        "host_blocked": "The host asked to be left alone, or refused too often.",
        "over_budget": "The host's `requests_per_day` are spent.",
        "crawl_delay": "The host's Crawl-delay is so long that one page a crawl is fetched.",
        "robots_unreachable": "robots.txt did not answer, and there is no copy younger than 30 days.",
    },
    "Skipped": {
        "robots": "robots.txt forbids it.",
        "robots_refused": "The host answers 401 or 403 for robots.txt.",
        "private_address": "The host is, or resolves to, a private address.",
        "trap": "Eight URLs of its kind brought the very same bytes.",
        "off_pattern": "Neither a pattern of `[links] allow` nor the `article` of its section matches.",
        "denied": "A pattern of `[links] deny` matches.",
        "trap_calendar": "A calendar without end.",
        "trap_session": "A session id in the URL.",
        "trap_repeating": "A path that repeats itself.",
        "trap_too_deep": "A path of more than 14 segments.",
        "trap_too_many_parameters": "More than ten parameters.",
    },
    "Notes on what was read": {
        "canonical_refused": "The canonical link is not believed: another story stands there.",
        "too_many_addresses": "The crawl stored 100,000 URLs, or fetched 25,000 listings; the "
        "rest is left out.",
        "too_many_entries": "A listing has more entries than are read.",
        "too_many_elements": "A sitemap has more elements than are read.",
    },
}


def pages() -> dict[str, str]:
    """Return the page by its path below docs/."""
    outcomes = {*OUTCOMES, *get_args(AnswerOutcome)} - {"postponed"}  # which is written as an event alone
    lines = [
        "# States, outcomes, events and reasons\n",
        (
            "The words that views, summaries, logs and `newsarchive why` use. How a URL passes "
            "through them: [Architecture](../explanation/architecture.md#the-life-of-a-url).\n"
        ),
        _section("Kinds of URL", KINDS, get_args(UrlKind)),
        _section("States of a URL", STATES, get_args(UrlState)),
        _section("Outcomes of a fetch", OUTCOME_TEXTS, outcomes),
        _section("Events", EVENT_TEXTS, EVENTS),
        _section("Verdicts", VERDICTS, get_args(Verdict)),
        "## Reasons\n",
        (
            "One word for each refusal, failure and skip: `reason` in `fetch_failures`, in the summary "
            "of a crawl, and in `why`.\n"
        ),
    ]
    _require_all_reasons()
    for group, reasons in REASON_TEXTS.items():
        lines += [f"### {group}\n", _rows("reason", reasons)]
    lines += [
        _section("Places of removed text", PLACES, get_args(Place)),
        _section("Kinds of removed text", SPAM_KINDS, get_args(SpamKind)),
    ]
    return {"reference/lifecycle.md": "\n".join(lines)}


def _section(heading: str, texts: Mapping[str, str], known: Iterable[str]) -> str:
    unlike = set(texts) ^ set(known)
    if unlike:
        raise ValueError(
            f"docs/generators/lifecycle.py, {heading}: differs from the code in {sorted(unlike)}"
        )
    return f"## {heading}\n\n{_rows('word', texts)}"


def _rows(head: str, texts: Mapping[str, str]) -> str:
    return table((head, "meaning"), ((f"`{word}`", text) for word, text in texts.items()))


def _require_all_reasons() -> None:
    """Raise where the code lists a reason that has no text here."""
    listed = {
        *REASONS.values(),
        *GONE.values(),
        *UNREADABLE,
        *get_args(PostponedReason),
        *get_args(Refusal),
        *(f"trap_{one}" for one in get_args(Trap)),
    }
    told = {reason for reasons in REASON_TEXTS.values() for reason in reasons}
    if missing := listed - told:
        raise ValueError(f"docs/generators/lifecycle.py has no text for the reasons {sorted(missing)}")
