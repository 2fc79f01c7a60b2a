"""A report as one file of HTML: its style within, no script, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment
from markupsafe import Markup

from newsarchive.logs.formats import visible
from newsarchive.storage.queries.period_ledger import BLIND_STATES, DayState
from newsarchive.web.display.charts import (
    hatching,
    heat_map,
    lines_chart,
    share_bar,
    sparkline,
    stacked_bars,
    state_map,
    swatch,
)
from newsarchive.web.display.shown_values import LANGUAGE_TAGS, template_environment
from newsarchive.web.display.translations import PageTongue
from newsarchive.web.report.report_analysis import analysis_parts
from newsarchive.web.report.report_figures import ReportFigures
from newsarchive.web.report.report_operation import operation_parts
from newsarchive.web.report.report_parts import (
    Bars,
    Foreign,
    Heat,
    Lines,
    Phrases,
    ReportColumns,
    ReportPart,
    ReportTable,
    ShareBar,
    Spark,
    States,
)
from newsarchive.web.report.report_sums import ReportSums
from newsarchive.web.report.report_words import report_phrase, report_phrases

# Sources that the head names before it counts them.
_MOST_NAMED_SOURCES = 12
# A day, or a time to the minute: they are never broken.
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?")


def report_parts(sums: ReportSums, say: Phrases) -> list[ReportPart]:
    """Return the parts in their order: those for operators, then those for analysts."""
    columns = ReportColumns(sums.days)
    return [*operation_parts(sums, say, columns), *analysis_parts(sums, say, columns)]


def report_cards(sums: ReportSums, say: Phrases) -> list[tuple[str, str]]:
    """Return the main figures, each with its name."""
    blind = sum(sums.states[state] for state in BLIND_STATES)
    withdrawn = sum(sums.withdrawn_on["withdrawn"].values())
    coverage = "–" if sums.coverage is None else f"{100 * sums.coverage:.1f} %"
    return [
        (say.phrase("Articles"), say.number(sums.articles)),
        (say.phrase("Coverage"), coverage),
        (say.phrase("Blind days"), say.number(None if sums.coverage is None else blind)),
        (say.phrase("Median delay"), say.duration(sums.delay.median)),
        (say.phrase("Edits"), say.number(len(sums.figures.edits))),
        (say.phrase("Withdrawn"), say.number(withdrawn)),
        (say.phrase("Spam cut out"), say.number(sums.spam)),
        (say.phrase("Requests"), say.number(sums.requests)),
    ]


def report_notes(sums: ReportSums, say: Phrases) -> list[str]:
    """Return what has to be known before the charts are read."""
    notes = []
    if not sums.figures.state.captures:
        notes.append(say.phrase("The archive is empty."))
    elif not sums.sources:
        notes.append(say.phrase("Nothing was found in this period."))
    unfinished = {
        day.day for days in sums.figures.ledger.values() for day in days if day.state is DayState.OPEN
    }
    if unfinished:
        notes.append(
            say.phrase(
                "Days not over when the report was made: {count}. Nothing is concluded from them.",
                count=len(unfinished),
            )
        )
    return notes


def chosen_sources(figures: ReportFigures, say: Phrases) -> str:
    """Return which sources the report is of."""
    names = [one.name for one in figures.sources]
    if not figures.chosen:
        return say.phrase("All {count} sources of the archive", count=len(names))
    more = " …" if len(names) > _MOST_NAMED_SOURCES else ""
    return ", ".join(names[:_MOST_NAMED_SOURCES]) + more


def last_entry(figures: ReportFigures) -> str:
    """Return when the archive was last written to before the report was made."""
    at = figures.state.last_entry_at
    return "–" if at is None else f"{at:%Y-%m-%d %H:%M:%S} UTC"


def report_html(figures: ReportFigures, tongue: PageTongue) -> bytes:
    """Return the file, the same bytes for the same figures."""
    say, sums = report_phrases(tongue), ReportSums(figures)
    parts = report_parts(sums, say)
    groups = [
        (audience, title, [part for part in parts if part.audience == audience])
        for audience, title in (
            ("operator", say.phrase("For operators")),
            ("analyst", say.phrase("For analysts")),
        )
    ]
    sheet = _sheet()
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    text = (
        _environment()
        .get_template("report.html")
        .render(
            _=partial(report_phrase, tongue),
            tongue_tag=LANGUAGE_TAGS[tongue],
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            sheet=Markup(sheet),  # noqa: S704 - our own files
            hatching=hatching(),
            period=figures.period,
            cards=report_cards(sums, say),
            notes=report_notes(sums, say),
            archive=figures.archive,
            state=figures.state,
            last_entry=last_entry(figures),
            chosen=chosen_sources(figures, say),
            groups=groups,
        )
    )
    # Half a surrogate pair, which UTF-8 cannot hold, is shown as its escape by `visible`; none is left here.
    return text.encode("utf-8", "backslashreplace")


@cache
def _sheet() -> str:
    """The pages' own sheet and that of reports."""
    folder = files("newsarchive.web").joinpath("static")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("site.css", "report.css"))


@cache
def _environment() -> Environment:
    environment = template_environment()
    environment.tests |= {
        "foreign": lambda value: isinstance(value, Foreign),
        "share": lambda value: isinstance(value, ShareBar),
        "spark": lambda value: isinstance(value, Spark),
        "number": lambda value: isinstance(value, int | float),
        "moment": lambda value: isinstance(value, str) and _MOMENT.fullmatch(value) is not None,
    }
    environment.globals |= {
        "share_bar": lambda bar: share_bar(bar.value, bar.most),
        "spark_bars": lambda one: sparkline(one.values, one.usual, title="", blind=one.blind),
        "swatch": swatch,
        "drawn": drawn_part,
        "numeric": _is_numeric,
    }
    return environment


def _is_numeric(table: ReportTable, column: int) -> bool:
    values = [row[column] for row in table.rows if row[column] is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)


def drawn_part(part: ReportPart) -> Markup:
    """Return the drawing of a part."""
    title = f"{part.title}. {part.caption}"
    match part.drawing:
        case Bars() as bars:
            return stacked_bars(
                bars.labels,
                bars.series,
                title=title,
                unit=bars.unit,
                usual=bars.usual,
                missing=bars.missing,
                blind=bars.blind,
            )
        case Lines() as lines:
            return lines_chart(lines.labels, lines.series, title=title, unit=lines.unit, blind=lines.blind)
        case Heat() as heat:
            return heat_map(heat.rows, heat.columns, heat.values, title=title)
        case States() as states:
            cells = [
                [(str(state), tip) for state, tip in zip(row, tips, strict=True)]
                for row, tips in zip(states.states, states.tips, strict=True)
            ]
            return state_map([visible(row) for row in states.rows], states.columns, cells, title=title)
    return Markup("")
