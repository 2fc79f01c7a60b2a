"""`newsarchive sources new`: surveys a site and writes the declaration of a source."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import Settings

from newsarchive.addon import COMPONENTS
from newsarchive.browser.chromium import INSTALL_HINT
from newsarchive.cli.project import project_settings
from newsarchive.cli.stopping import StopRequest
from newsarchive.cli.tables import print_table
from newsarchive.discovery.urls.canonical_urls import canonical_url, is_http_url
from newsarchive.errors import ConfigurationError, EndedEarlyError, UsageError
from newsarchive.items import CleanArticle
from newsarchive.logs.console import echo
from newsarchive.middlewares.host_politeness import HostMiddleware
from newsarchive.middlewares.robots import RobotsMiddleware
from newsarchive.sources import Source, declaration_file, load_source, source_names
from newsarchive.survey.declaration_file import refuse_existing, trial_lines, write_declaration, written
from newsarchive.survey.proposal import Choice, Proposal, propose
from newsarchive.survey.site_evidence import Sample, SampleOutcome, Survey
from newsarchive.survey.spider import SurveySpider

_FIRST_LINES, _LONGEST_LINE = 3, 100
_HEADINGS = ("", "listing", "found by", "links", "articles", "newest", "why", "method", "URL")


def print_tried(survey: Survey, proposal: Proposal) -> None:
    """Print the listings on stderr, those taken first, then the sampled pages."""
    echo(f"\n{survey.requests} requests to {survey.home}. Listings that may name articles:", err=True)
    choices = sorted(proposal.choices, key=lambda choice: not choice.taken)
    print_table(map(_row, choices), _HEADINGS, err=True)
    for line in _browser_lines(survey):
        echo(line, err=True)
    echo("\nPages tried:", err=True)
    print_table(((f"  {_outcome(sample)}", sample.url) for sample in survey.samples), err=True)
    if not survey.samples:
        echo("  none: no link looks like an article", err=True)
    if any(choice.taken and choice.place.needs_browser for choice in proposal.choices):
        echo(
            "\nA browser saw links on its pages that nothing else here names: each crawl needs one for them"
            " (render = true), which scrolls them, and presses what means more, or stands after the list.",
            err=True,
        )
    elif proposal.browser:
        echo('\nThe pages are filled by scripts: this site needs a browser (render = "browser").', err=True)
    if proposal.learned.allow:
        echo("\n" + "\n".join(trial_lines(proposal.trial)), err=True)
    for url in proposal.learned.unmatched[:5]:
        echo(f"No pattern matches {url}", err=True)


def _browser_lines(survey: Survey) -> Iterator[str]:
    """Yield what was looked at in a browser, and what was not."""
    if survey.watched_because is not None:
        yield (
            f"\nWatched in a browser, because {survey.watched_because}: {', '.join(survey.watched)}"
            f" ({survey.browser_requests} requests of its scripts)"
        )
    for note in survey.browser_notes:
        yield f"  not looked at: {note}"
    if survey.unwatched is not None:
        yield (
            f"\nNot looked at: what its scripts ask for, though {survey.unwatched}. No browser was started:"
            f" {_why_not()}"
        )


def _why_not() -> str:
    if not find_spec("scrapy_playwright"):
        return 'forbidden by --no-browser, or not installed (pip install "newsarchive[browser]").'
    return f"forbidden by --no-browser, or there is no Chromium. {INSTALL_HINT}"


def _outcome(sample: Sample) -> str:
    return sample.outcome + (f" ({sample.reason})" if sample.reason else "")


def _row(choice: Choice) -> tuple[str | int, ...]:
    place = choice.place
    dates = [link.published_at for link in place.links if link.published_at]
    return (
        "take" if choice.taken else "",
        place.kind,
        place.found,
        len(place.links),
        len(choice.articles),
        max(dates)[:16].replace("T", " ") if dates else "",
        choice.why,
        place.method,
        place.url,
    )


def examples(proposal: Proposal) -> Iterator[str]:
    """Yield the articles as they would be stored: title, date, authors, first lines."""
    yield "\nAs they would be stored:"
    for article in proposal.samples:
        yield from ("", *_example(article))
    if not proposal.samples:
        yield "  none could be read; the patterns are taken from the URLs in feeds and sitemaps."


def _example(article: CleanArticle) -> Iterator[str]:
    yield f"  {article.page.url}"
    yield f"  {article.title or '(no title)'}"
    facts = article.facts
    yield f"  {facts.published_at or '(no date)'} · {', '.join(facts.authors) or '(no author)'}"
    for line in article.text.splitlines()[:_FIRST_LINES]:
        yield f"    {line[:_LONGEST_LINE]}{'…' if len(line) > _LONGEST_LINE else ''}"


# A survey of one site in this process; without an archive, so nothing is stored.

# Settings of parts that need an archive. The middlewares stay: a survey is as polite as a crawl.
_OF_ARCHIVE = ("ITEM_PIPELINES", "EXTENSIONS")


def survey_site(
    settings: Settings, url: str, *, delay: float | None, allow_private: bool, browser: bool = True
) -> Survey:
    """Survey the site at `url`, with a `browser` where its pages do not say enough and there is one.

    Raises EndedEarlyError after a signal, WorkersUnavailableError if there are no workers to read its pages.
    """
    for setting in _OF_ARCHIVE:
        settings.set(
            setting, dict(settings[setting]) | dict.fromkeys(COMPONENTS[setting]), priority="cmdline"
        )
    settings.set("ROBOTSTXT_PARSER", "newsarchive.middlewares.robots.BoundedRobotParser", priority="cmdline")
    # Without an archive there are no host states: Scrapy's own delays and robots.txt middleware replace ours.
    ours = dict.fromkeys((HostMiddleware, RobotsMiddleware))
    manners = dict(settings["DOWNLOADER_MIDDLEWARES"]) | {RobotsTxtMiddleware: 100} | ours
    settings.set("DOWNLOADER_MIDDLEWARES", manners, priority="cmdline")
    settings.set(
        "DOWNLOAD_DELAY", Source.model_fields["delay"].default if delay is None else delay, "cmdline"
    )
    settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 1, priority="cmdline")
    declared: dict[str, Any] = {} if delay is None else {"delay": delay}
    source = Source(
        name="survey",
        title="survey",
        home=url,
        concurrency=1,
        allow_private_addresses=allow_private,
        render="auto" if browser else "never",
        **declared,
    )
    survey = Survey(asked=url)
    with StopRequest() as stop:
        process = AsyncCrawlerProcess(settings)
        # The survey says itself why a site is not answered; the middleware's line has a traceback. Making the
        # process sets the levels of Scrapy's loggers.
        logging.getLogger(RobotsTxtMiddleware.__module__).setLevel(logging.CRITICAL)
        crawler = process.create_crawler(SurveySpider)
        task = process.crawl(crawler, source=source, survey=survey, print_message=_print_progress)
        if stop.received is None:
            process.start()
    if not task.done() or task.cancelled() or crawler.stats.get_value("finish_reason") == "shutdown":
        raise EndedEarlyError("The survey was stopped before its end; nothing was written.")
    error = task.exception() or (crawler.spider.error if isinstance(crawler.spider, SurveySpider) else None)
    if error is not None:
        raise error
    if crawler.stats.get_value("finish_reason") != "finished":
        raise RuntimeError("the survey failed; the log above says why")
    return survey


def _print_progress(line: str) -> None:
    echo(f"{line} …", err=True)


def declare_site(
    url: str,
    name: str | None,
    output: Path | None,
    *,
    printed_only: bool,
    delay: float | None,
    allow_private: bool,
    browser: bool = True,
) -> None:
    """Survey the site, print its declaration, and write it to `output` (default: beside the others).

    Raises UsageError and writes nothing if no article could be read.
    """
    home = _home(url)
    settings = project_settings()
    target = None if printed_only else output or _folder(settings)
    if target is not None and (name is not None or output is not None):
        refuse_existing(_path(target, name or ""))

    survey = survey_site(settings, home, delay=delay, allow_private=allow_private, browser=browser)
    if survey.failure is not None:
        raise UsageError(
            f"{home} could not be surveyed: {survey.failure.rstrip('.')}.", hint=_hint(survey.failure)
        )
    proposal = propose(survey, name, delay=delay, allow_private=allow_private)
    print_tried(survey, proposal)
    if not proposal.finds_something:
        raise UsageError(f"No articles were found at {survey.home}.", hint=_nothing(survey))
    text = written(proposal)
    _check(text, proposal.name)
    echo(text, nl=False)
    for line in examples(proposal):
        echo(line, err=True)
    if target is not None:
        echo(f"\nWritten to {write_declaration(_path(target, proposal.name), text)}.", err=True)


def _home(url: str) -> str:
    given = url if "://" in url else f"https://{url}"
    home = canonical_url(given)
    if home is None or not is_http_url(given):
        raise UsageError(f"{url!r} is not a valid URL of a site; allowed: http://… or https://…")
    return given


def _folder(settings: Settings) -> Path:
    folder = Path(settings["NEWSARCHIVE_SOURCES"])
    source_names(folder)  # raises an error if there is no such folder
    return folder


def _path(target: Path, name: str) -> Path:
    return declaration_file(target, name) if target.is_dir() else target


def _check(text: str, name: str) -> None:
    """Check the proposal with the loader that will read it, which also reports an invalid --name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.toml"
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"--name {name!r} cannot be used as a file name: {error.strerror}.") from error
        try:
            load_source(path)
        except ConfigurationError as error:
            raise UsageError(error.message.replace(f"{folder}/", ""), hint="Give another --name.") from error


def _hint(failure: str) -> str:
    if "private_address" in failure:
        return "The site is in a private network; give --allow-private-addresses to allow that."
    if "robots" in failure:
        return "Its robots.txt forbids crawling, so it cannot be a source."
    return "Give the URL of a page that shows the site's news."


def _nothing(survey: Survey) -> str:
    if survey.samples and not any(sample.outcome is SampleOutcome.ARTICLE for sample in survey.samples):
        return (
            f"None of the {len(survey.samples)} pages tried could be read as an article; see the reasons"
            " above.\n  Nothing was written. If the site answers, try again later, or declare it by hand."
        )
    if survey.is_shell:
        return (
            'Its pages are filled by scripts: it needs a browser (render = "browser"), '
            "and its URLs have to be declared by hand."
        )
    return "What was tried is listed above. Try the URL of a section, or declare feeds or sections by hand."
