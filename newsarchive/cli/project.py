"""The settings of the project that SCRAPY_PROJECT names, from the nearest `scrapy.cfg` or as bundled."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from configparser import ConfigParser, Error
from pathlib import Path

from scrapy.settings import Settings

from newsarchive.environment import PROJECT, project_name
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
    return settings


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
