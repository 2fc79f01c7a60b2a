"""What an analyst wants to know of a period: languages, hours, edits, names, sources that came and went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from newsarchive.planning.rechecking import AGE_CLASSES
from newsarchive.storage.queries.period_articles import NamedCount
from newsarchive.storage.queries.period_ledger import BLIND_STATES
from newsarchive.web.report.report_figures import MOST_HEADLINES, MOST_NAMED
from newsarchive.web.report.report_parts import (
    Bars,
    Foreign,
    Heat,
    Phrases,
    ReportCell,
    ReportColumns,
    ReportPart,
    ShareBar,
    blind_columns,
    blind_legend,
    daily_table,
    every_day,
    missing_legend,
    report_table,
)
from newsarchive.web.report.report_sums import ReportSums

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Languages that the chart tells apart; the others are one more.
_MOST_LANGUAGES = 6


def analysis_parts(sums: ReportSums, say: Phrases, columns: ReportColumns) -> Iterator[ReportPart]:
    """Yield the parts for analysts, in their order."""
    yield _languages(sums, say, columns)
    yield _hours(sums, say)
    yield _edits(sums, say, columns)
    yield _edit_ages(sums, say)
    yield _edited(sums, say)
    yield _shares(sums, say)
    yield _names(say, "authors", sums.figures.authors)
    yield _names(say, "tags", sums.figures.tags)
    yield _rising(sums, say)
    yield _sections(sums, say)
    yield _sources_come_and_gone(sums, say)


def _languages(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    ordered = sorted(sums.languages, key=lambda one: (-sums.languages[one], one))
    shown = ordered if len(ordered) <= _MOST_LANGUAGES + 1 else ordered[:_MOST_LANGUAGES]
    by_day: dict[str, Counter[date]] = {one: Counter() for one in shown}
    rest: Counter[date] = Counter()
    for (_, language, day), count in sums.figures.published.languages.items():
        by_day.get(language, rest)[day] += count
    named = [(say.word("language", one or "unknown"), by_day[one]) for one in shown]
    if len(shown) < len(ordered):
        named.append((say.phrase("{count} others", count=len(ordered) - len(shown)), rest))
    whole = sum(sums.languages.values())
    first = ordered[0] if ordered else ""
    return ReportPart(
        name="languages",
        audience="analyst",
        title=say.phrase("Articles by language"),
        caption=say.phrase(
            "Languages: {count}; {share} of the articles are in {language}.",
            count=len([one for one in ordered if one]),
            share=say.share(sums.languages[first], whole),
            language=say.word("language", first or "unknown"),
        )
        if whole
        else say.phrase("No article is of these days."),
        drawing=Bars(
            labels=columns.labels,
            series=tuple((name, columns.sums(counts)) for name, counts in named),
            unit=say.phrase("articles"),
            missing=columns.sums(sums.missing_on),
            blind=blind_columns(sums, columns),
        )
        if whole
        else None,
        table=daily_table(sums, say, every_day(sums, named)) if whole else None,
        legend=(
            *((f"series{at}", name) for at, (name, _) in enumerate(named)),
            *missing_legend(sums, say),
            *blind_legend(sums, say),
        ),
    )


def _shares(sums: ReportSums, say: Phrases) -> ReportPart:
    whole = sum(sums.languages.values())
    counts: Counter[tuple[int, str]] = Counter()
    for (number, language, _), count in sums.figures.published.languages.items():
        counts[number, language] += count
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], sums.names[pair[0][0]], pair[0][1]))
    most = ordered[0][1] if ordered else 0
    rows = [
        (
            Foreign(sums.names[number]),
            say.word("language", language or "unknown"),
            count,
            say.share(count, whole),
            ShareBar(count, most),
        )
        for (number, language), count in ordered
    ]
    largest = sums.sources[0] if sums.sources else None
    return ReportPart(
        name="shares",
        audience="analyst",
        title=say.phrase("Share by source and language"),
        caption=say.phrase(
            "The largest source has {share} of all articles; blind days make all shares uncertain.",
            share=say.share(largest.articles, whole),
        )
        if largest and whole
        else say.phrase("No article is of these days."),
        table=report_table(
            (
                *(say.phrase("Source"), say.phrase("Language"), say.phrase("Articles")),
                *(say.phrase("Of all"), say.phrase("Share")),
            ),
            rows,
            most=MOST_NAMED,
        )
        if rows
        else None,
        open=True,
    )


def _hours(sums: ReportSums, say: Phrases) -> ReportPart:
    found = sums.figures.published
    timed = sum(map(sum, found.hours))
    blind = [0] * 7
    for source in sums.sources:
        for day in source.days:
            blind[day.day.weekday()] += day.state in BLIND_STATES
    most = max(
        ((count, weekday, hour) for weekday, row in enumerate(found.hours) for hour, count in enumerate(row)),
        key=lambda one: (one[0], -one[1], -one[2]),
    )
    if timed:
        caption = say.phrase(
            "Most articles are of {day}, {hour}:00 on the clocks of their pages: {count} of {all}.",
            day=say.phrase(_WEEKDAYS[most[1]]),
            hour=f"{most[2]:02d}",
            count=say.number(most[0]),
            all=say.number(timed),
        )
    else:
        caption = say.phrase("No article of the period gives a time by which that can be told.")
    if found.without_hour:
        caption += say.gap + say.phrase("{count} give no hour.", count=say.number(found.without_hour))
    if any(blind):
        caption += say.gap + say.phrase(
            "Blind days of sources, Monday to Sunday: {counts}.", counts=", ".join(map(str, blind))
        )
    hours = tuple(f"{hour:02d}" for hour in range(24))
    days = tuple(say.phrase(day) for day in _WEEKDAYS)
    rows: list[tuple[ReportCell, ...]] = [
        (hour, *(found.hours[weekday][at] for weekday in range(7))) for at, hour in enumerate(hours)
    ]
    return ReportPart(
        name="hours",
        audience="analyst",
        title=say.phrase("Hours and weekdays of publishing"),
        caption=caption,
        drawing=Heat(rows=days, columns=hours, values=found.hours) if timed else None,
        table=report_table((say.phrase("Hour"), *days), rows) if timed else None,
    )


def _edits(sums: ReportSums, say: Phrases, columns: ReportColumns) -> ReportPart:
    named = [(say.word("edit", kind), counts) for kind, counts in sums.edits_on.items()]
    gone = [(say.word("edit", kind), counts) for kind, counts in sums.withdrawn_on.items()]
    stated, stealth = (sum(counts.values()) for _, counts in named)
    withdrawn, returned = (sum(counts.values()) for _, counts in gone)
    return ReportPart(
        name="edits",
        audience="analyst",
        title=say.phrase("Edits and withdrawals"),
        caption=say.phrase("No edit was found.")
        if not stated + stealth + withdrawn + returned
        else say.phrase(
            "{count} edits of {articles} articles, {stealth} of them not stated by the page;"
            " {withdrawn} articles withdrawn, {returned} back.",
            count=say.number(stated + stealth),
            articles=say.number(len({one.article_id for one in sums.figures.edits})),
            stealth=say.share(stealth, stated + stealth),
            withdrawn=say.number(withdrawn),
            returned=say.number(returned),
        )
        + (
            say.gap + say.phrase("Where we were blind, edits were not seen.")
            if any(sums.blind_on.values())
            else ""
        ),
        drawing=Bars(
            labels=columns.labels,
            series=tuple((name, columns.sums(counts)) for name, counts in named),
            unit=say.phrase("edits"),
            blind=blind_columns(sums, columns),
        )
        if stated + stealth
        else None,
        table=daily_table(sums, say, every_day(sums, [*named, *gone]))
        if stated + stealth + withdrawn + returned
        else None,
        legend=(
            *((f"series{at}", name) for at, (name, _) in enumerate(named)),
            *blind_legend(sums, say),
        ),
    )


def _edit_ages(sums: ReportSums, say: Phrases) -> ReportPart:
    labels = [say.phrase("below {age}", age=say.duration(one.until)) for one in AGE_CLASSES[:-1]]
    labels.append(say.phrase("older"))
    whole = sum(sums.edits_by_age)
    first_day = sum(
        count for count, age in zip(sums.edits_by_age, AGE_CLASSES, strict=True) if age.until <= 86_400
    )
    rows: list[tuple[ReportCell, ...]] = [
        (label, count, say.share(count, whole))
        for label, count in zip(labels, sums.edits_by_age, strict=True)
    ]
    return ReportPart(
        name="ages",
        audience="analyst",
        title=say.phrase("Edits by age of the article"),
        caption=say.phrase(
            "{share} of the edits came within a day of the first capture.", share=say.share(first_day, whole)
        )
        if whole
        else say.phrase("No edit was found."),
        drawing=Bars(
            labels=tuple(labels),
            series=((say.phrase("edits"), tuple(map(float, sums.edits_by_age))),),
            unit=say.phrase("edits"),
        )
        if whole
        else None,
        table=report_table((say.phrase("Age"), say.phrase("Edits"), say.phrase("Of all")), rows)
        if whole
        else None,
    )


def _edited(sums: ReportSums, say: Phrases) -> ReportPart:
    found = sums.figures.edited
    rows: list[tuple[ReportCell, ...]] = [
        (
            Foreign(one.title or say.phrase("(no title)"), one.language, one.url),
            Foreign(one.source),
            one.edits,
            one.chars_added,
            one.chars_removed,
        )
        for one in found
    ]
    return ReportPart(
        name="edited",
        audience="analyst",
        title=say.phrase("Most edited articles"),
        caption=say.phrase(
            "Edits of the most edited: {count}; characters added: {added}, removed: {removed}.",
            count=found[0].edits,
            added=say.number(found[0].chars_added),
            removed=say.number(found[0].chars_removed),
        )
        if found
        else say.phrase("No edit was found."),
        table=report_table(
            (
                *(say.phrase("Title"), say.phrase("Source"), say.phrase("Edits")),
                *(say.phrase("Characters added"), say.phrase("Characters removed")),
            ),
            rows,
        )
        if rows
        else None,
        open=True,
    )


def _names(say: Phrases, which: Literal["authors", "tags"], found: Sequence[NamedCount]) -> ReportPart:
    rows: list[tuple[ReportCell, ...]] = [
        (Foreign(one.name), one.articles, one.sources, ShareBar(one.articles, found[0].articles))
        for one in found
    ]
    authors = which == "authors"
    some = (
        say.phrase("The first is named by {count} articles.", count=say.number(found[0].articles))
        if found and authors
        else say.phrase("The first is carried by {count} articles.", count=say.number(found[0].articles))
        if found
        else ""
    )
    none = say.phrase("No article names an author.") if authors else say.phrase("No article carries a tag.")
    return ReportPart(
        name=which,
        audience="analyst",
        title=say.phrase("Authors") if authors else say.phrase("Tags"),
        caption=some or none,
        table=report_table(
            (
                say.phrase("Author") if authors else say.phrase("Tag"),
                *(say.phrase("Articles"), say.phrase("Sources"), say.phrase("Share")),
            ),
            rows,
        )
        if rows
        else None,
        open=True,
    )


def _rising(sums: ReportSums, say: Phrases) -> ReportPart:
    found = sums.figures.rising
    told = [(language, one) for language, words in found.items() for one in words.words]
    told.sort(key=lambda pair: (-pair[1].now, pair[1].word))
    # Shares, since the days before may have had more headlines, or blind days.
    rows: list[tuple[ReportCell, ...]] = [
        (
            Foreign(one.word, language),
            say.word("language", language),
            one.now,
            say.share(one.now, found[language].now),
            one.before,
            say.share(one.before, found[language].before),
        )
        for language, one in told
    ]
    now, before = (sum(getattr(one, name) for one in found.values()) for name in ("now", "before"))
    caption = say.phrase(
        "{now} different headlines, compared with {before} of as many days before.",
        now=say.number(now),
        before=say.number(before),
    )
    if sums.figures.rising_cut:
        most = say.number(MOST_HEADLINES)
        caption += say.gap + say.phrase("Of each time the newest {most} titles were read.", most=most)
    if not before:
        caption = say.phrase("There are no headlines of the days before to compare with.")
    elif not rows:
        caption += say.gap + say.phrase("No word became more frequent beyond chance.")
    return ReportPart(
        name="rising-words",
        audience="analyst",
        title=say.phrase("Words of headlines that became more frequent"),
        caption=caption,
        table=report_table(
            (
                *(say.phrase("Word"), say.phrase("Language")),
                *(say.phrase("Headlines"), say.phrase("Share"), say.phrase("Before"), say.phrase("Share")),
            ),
            rows,
            most=MOST_NAMED * 2,
        )
        if rows
        else None,
        open=True,
    )


def _sections(sums: ReportSums, say: Phrases) -> ReportPart:
    counts = sums.figures.published.sections
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], sums.names[pair[0][0]], pair[0][1]))
    rows: list[tuple[ReportCell, ...]] = [
        (Foreign(section), Foreign(sums.names[number]), count, ShareBar(count, ordered[0][1]))
        for (number, section), count in ordered
    ]
    named = sum(counts.values())
    return ReportPart(
        name="sections",
        audience="analyst",
        title=say.phrase("Sections"),
        caption=say.phrase(
            "{share} of the articles name their section.",
            share=say.share(named, sum(sums.languages.values())),
        )
        if rows
        else say.phrase("No article names its section."),
        table=report_table(
            (say.phrase("Section"), say.phrase("Source"), say.phrase("Articles"), say.phrase("Share")),
            rows,
            most=MOST_NAMED,
        )
        if rows
        else None,
        open=True,
    )


def _sources_come_and_gone(sums: ReportSums, say: Phrases) -> ReportPart:
    rows: list[tuple[ReportCell, ...]] = [
        (Foreign(name), say.phrase("new: its first article was captured"), str(day))
        for name, day in sums.new_sources
    ]
    rows += [
        (
            Foreign(name),
            say.phrase("retired") if retired else say.phrase("silent: its last new article was captured"),
            str(day),
        )
        for name, day, retired in sums.ceased_sources
    ]
    rows += [
        (Foreign(name), say.phrase("not seen since: its last new article was captured"), str(day))
        for name, day in sums.unseen_sources
    ]
    caption = say.phrase(
        "New: {new}; ceased: {gone}.", new=len(sums.new_sources), gone=len(sums.ceased_sources)
    )
    if sums.unseen_sources:
        caption += say.gap + say.phrase(
            "Not seen, so that nobody knows: {count}.", count=len(sums.unseen_sources)
        )
    return ReportPart(
        name="come-and-gone",
        audience="analyst",
        title=say.phrase("New and ceased sources"),
        caption=caption,
        table=report_table((say.phrase("Source"), say.phrase("What happened"), say.phrase("Day")), rows)
        if rows
        else None,
        open=True,
    )
