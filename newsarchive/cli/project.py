"""The settings of the project that SCRAPY_PROJECT names, from the nearest `scrapy.cfg` or as bundled."""

from __future__ import annotations

import difflib
import importlib
import math
import sys
from collections.abc import Collection, Iterable
from configparser import ConfigParser, Error
from pathlib import Path

from scrapy.settings import Settings, default_settings

from newsarchive.environment import PROJECT, project_name, variables_given
from newsarchive.errors import ConfigurationError
from newsarchive.logs.console import echo
from newsarchive.paths import bundled, project_root
from newsarchive.sources import Source

_DEFAULT = "default"
_BUNDLED = {
    name: f"newsarchive._bundled.settings.{module}"
    for name, module in {
        _DEFAULT: "production",
        "production": "production",
        "development": "development",
        "test": "test",
    }.items()
}


def project_settings() -> Settings:
    """Return the settings; raises ConfigurationError for an unknown project or an invalid setting."""
    name = project_name()
    modules = _modules(project_root() / "scrapy.cfg")
    if name not in modules:
        raise ConfigurationError(
            f"{PROJECT.name}={name!r} is not a project.", hint=f"Allowed: {', '.join(sorted(modules))}."
        )
    settings = Settings()
    settings.setmodule(importlib.import_module(modules[name]), priority="project")
    _demand_numbers(settings)
    return settings


# What settings/base.py has: numbers (seconds, counts, bytes), and values that are checked where used.
NUMBER_SETTINGS = frozenset(
    {
        *("NEWSARCHIVE_PATIENCE", "NEWSARCHIVE_ARCHIVE_PATIENCE", "NEWSARCHIVE_BACKOFF"),
        "NEWSARCHIVE_CRAWL_TURN",
        *("NEWSARCHIVE_RENDER_SETTLE", "NEWSARCHIVE_RENDER_DEADLINE", "NEWSARCHIVE_WATCH_SECONDS"),
        *("NEWSARCHIVE_RENDER_PAGES", "NEWSARCHIVE_RENDER_BYTES", "NEWSARCHIVE_RENDER_REQUESTS"),
        *("NEWSARCHIVE_RENDER_LOG_LINES", "NEWSARCHIVE_RENDER_MEMORY"),
    }
)
OTHER_SETTINGS = frozenset(
    {
        *("NEWSARCHIVE_SOURCES", "NEWSARCHIVE_METRICS", "NEWSARCHIVE_NOTIFY", "NEWSARCHIVE_LOG"),
        *("NEWSARCHIVE_NOARCHIVE", "NEWSARCHIVE_TDM", "NEWSARCHIVE_WAYBACK", "NEWSARCHIVE_CHROMIUM"),
    }
)
_WHOLE = ("_PAGES", "_REQUESTS", "_LINES", "_BYTES", "_MEMORY")
_COUNTS = frozenset(name for name in NUMBER_SETTINGS if name.endswith(_WHOLE))
# Spans of time: of ours and of Scrapy's none is below 0.
_SPANS = ("_TIMEOUT", "_DELAY", "_INTERVAL")


def _demand_numbers(settings: Settings) -> None:
    """Raise ConfigurationError for a setting of ours or of Scrapy that must be a number and is none."""
    for name, value in settings.items():
        usual = getattr(default_settings, str(name), None)
        if name not in NUMBER_SETTINGS and (value is None or isinstance(value, bool)):
            continue
        if str(name).endswith("_ENABLED"):
            continue  # Scrapy has 0 and 1 for some of its switches, and reads "False" as well
        is_plain = isinstance(usual, int | float) and not isinstance(usual, bool)
        if name not in NUMBER_SETTINGS and not is_plain:
            continue
        whole = name in _COUNTS or isinstance(usual, int)
        # Scrapy has time limits as whole numbers and takes parts of seconds, too.
        whole = whole and not str(name).endswith(_SPANS)
        # By some of Scrapy's a number below 0 turns something off, or shifts a priority down.
        signed = name not in NUMBER_SETTINGS and not str(name).endswith(_SPANS)
        if not _is_number(value, whole=whole, signed=signed):
            what = "whole number" if whole else "number"
            raise ConfigurationError(
                f"The setting {name} = {value!r} of the project {project_name()!r} is not a {what}"
                f"{'' if signed else ' of 0 or more'}.",
                hint="Correct it in the settings module; docs/reference/settings.md has the usual values.",
            )


def _is_number(value: object, *, whole: bool, signed: bool) -> bool:
    """Say whether Scrapy could read the value so; text is allowed, as `-s` of its own commands gives it."""
    if isinstance(value, str):
        try:
            value = int(value) if whole else float(value)
        except ValueError:
            return False
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    return (signed or value >= 0) and (not whole or value == value // 1)


def say_misplaced(settings: Settings) -> None:
    """Warn of names that begin with NEWSARCHIVE_ and do nothing, because they are misspelt or misplaced."""
    known = NUMBER_SETTINGS | OTHER_SETTINGS
    for name in sorted(str(name) for name in settings if str(name).startswith(_OURS)):
        if name not in known and (meant := _meant(name, known)):
            echo(f"newsarchive: {name} is no setting and does nothing. Is {meant} meant?", err=True)
    given, variables = variables_given()
    for name in sorted(given - variables):
        if name in known:
            echo(
                f"newsarchive: {name} is a setting of the project; as a variable of the environment it does"
                " nothing.\n  docs/how-to/change-a-setting.md says where to put it.",
                err=True,
            )
        elif meant := _meant(name, variables):
            echo(f"newsarchive: {name} in the environment does nothing. Is {meant} meant?", err=True)


_OURS = "NEWSARCHIVE_"


def _meant(name: str, known: Collection[str]) -> str | None:
    """Return the name that is most like it, None if none is near: others may have variables of their own."""
    # 0.8 is one or two letters of ten; what the names have in common must not count.
    near = difflib.get_close_matches(
        name.removeprefix(_OURS), [one.removeprefix(_OURS) for one in known], n=1, cutoff=0.8
    )
    return f"{_OURS}{near[0]}" if near else None


def project_sources_folder() -> Path:
    """Return the folder of source files of the project."""
    return Path(project_settings()["NEWSARCHIVE_SOURCES"])


def _modules(config: Path) -> dict[str, str]:
    """Return the settings module of each project name; the project's folder becomes importable."""
    if not config.is_file():
        # Installed in place, as `make install` does, the settings are those of the checkout.
        config = bundled("settings").parent / "scrapy.cfg"
    if not config.is_file():
        return _BUNDLED
    parser = ConfigParser()
    try:
        parser.read(config, encoding="utf-8")
        modules = dict(parser["settings"])
    except (Error, KeyError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{config} has no [settings] section that can be read: {error}.") from error
    if str(config.parent) not in sys.path:
        sys.path.insert(0, str(config.parent))
    return modules


_MARK = "(+"  # before the contact in the user agent, see newsarchive.environment


def say_without_contact(settings: Settings, sources: Iterable[Source]) -> None:
    """Warn if one of the sources is on the public web and the user agent names no contact."""
    public = [source.name for source in sources if not source.allow_private_addresses]
    if public and _MARK not in settings["USER_AGENT"]:
        echo(
            "newsarchive: NEWSARCHIVE_CONTACT is not set, so site owners cannot reach you.\n"
            "  Set it to an e-mail address or URL; it is sent in the user agent of every request.",
            err=True,
        )
