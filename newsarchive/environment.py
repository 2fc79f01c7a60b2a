"""The environment variables: read here and nowhere else, each with its meaning, its default and its check.

An empty variable counts as not set. docs/reference/environment.md is written from this module.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsarchive.errors import ConfigurationError
from newsarchive.paths import bundled, project_root

if TYPE_CHECKING:
    from pydantic import SecretStr


# Python itself reads it (3.11; https://docs.python.org/3/using/cmdline.html#envvar-PYTHONSAFEPATH).
_SAFE_PATH = "PYTHONSAFEPATH"


class Variable(NamedTuple):
    """A variable of the environment; meaning and default are for its documentation, in Markdown."""

    name: str
    meaning: str
    default: str

    def given(self) -> str:
        """Return its value without blanks around it, "" where it is not set."""
        return os.environ.get(self.name, "").strip()


DATABASE_URL = Variable(
    "NEWSARCHIVE_DATABASE_URL",
    "The archive: `sqlite:///PATH` or `postgresql://USER@HOST/DATABASE`. A relative path counts from the"
    " project's folder.",
    "`sqlite:///var/newsarchive.db`",
)
_SOURCES = Variable("NEWSARCHIVE_SOURCES", "Folder of the source declarations.", "`settings/sources`")
_CONTACT = Variable(
    "NEWSARCHIVE_CONTACT",
    "An e-mail address or URL in the user agent, so that sites can reach you: up to 200 ASCII characters on"
    " one line.",
    "none",
)
CHROMIUM = Variable(
    "NEWSARCHIVE_CHROMIUM",
    "The browser for pages that only scripts fill.",
    "the one on `PATH`, else Playwright's",
)
_WORKERS = Variable(
    "NEWSARCHIVE_WORKERS",
    "Number of extraction processes, 0 to 256. With 0 the crawl's own process reads pages without limits of"
    " time and memory, and each listing for at most 8 seconds.",
    "one for each processor",
)
_METRICS = Variable(
    "NEWSARCHIVE_METRICS",
    "Folder of Prometheus text files, one a source (node_exporter's textfile collector).",
    "none",
)
_NOTIFY = Variable(
    "NEWSARCHIVE_NOTIFY",
    "Who is notified of trouble: service URLs of [apprise](https://github.com/caronc/apprise), separated by"
    " spaces, or a file with one a line.",
    "nobody",
)
_WATCHES = Variable("NEWSARCHIVE_WATCHES", "Folder of the watches.", "`settings/watches`")
_CHANNELS = Variable(
    "NEWSARCHIVE_CHANNELS",
    'The TOML file that names the channels which watches send to: `NAME = "URL"` a line. It holds passwords,'
    " so nobody else may read it (`chmod 600`).",
    "none",
)
_LOG = Variable(
    "NEWSARCHIVE_LOG",
    "`json` (one object a line) or `text`, on stderr.",
    "in `production` `json` unless stderr is a terminal, else `text`",
)
_WAYBACK = Variable(
    "NEWSARCHIVE_WAYBACK",
    "The web archive that backfills ask; one with the interfaces of the Wayback Machine.",
    "`https://web.archive.org`",
)
_WEB_TOKEN = Variable(
    "NEWSARCHIVE_WEB_TOKEN",
    "The token that `serve` and `mcp --http` ask for: 32 or more characters. `--token-file` keeps it out of"
    " the environment.",
    "none",
)
PROJECT = Variable(
    "SCRAPY_PROJECT",
    "The project's settings: `production`, `development`, `test`, or another name in `scrapy.cfg`.",
    "`production`",
)
_BROWSERS = Variable(
    "PLAYWRIGHT_BROWSERS_PATH", "Where Playwright keeps its browsers.", "`~/.cache/ms-playwright`"
)
VARIABLES = (
    DATABASE_URL,
    _SOURCES,
    _CONTACT,
    CHROMIUM,
    _WORKERS,
    _METRICS,
    _NOTIFY,
    _WATCHES,
    _CHANNELS,
    _LOG,
    _WAYBACK,
    _WEB_TOKEN,
    PROJECT,
    _BROWSERS,
)
# Read by libraries and programs that newsarchive uses, by what they mean.
LIBRARY_VARIABLES = {
    "http_proxy, https_proxy": "Proxy for crawls and for the browser.",
    "SQLITE_TMPDIR": "Where SQLite sorts what does not fit into memory (exports, large queries).",
    "PGPASSWORD, PGPASSFILE": "How PostgreSQL's client library gets a password that is not in the URL.",
    "CI": "Set to `1`, `make test` fails where no Chromium can be had, instead of skipping its tests.",
}

_MAX_CONTACT_LENGTH = 200
_LOG_STYLES = ("json", "text")
# More workers than anyone has cores for; a typo such as 20000 must not exhaust the machine.
_MOST_WORKERS = 256


def variables_given() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names beginning with NEWSARCHIVE_ that the environment has, and those that are read."""
    given = frozenset(name for name, value in os.environ.items() if name.startswith("NEWSARCHIVE_") and value)
    return given, frozenset(variable.name for variable in VARIABLES)


def database_url() -> str:
    """Return the URL of the archive; newsarchive.storage.database.location checks it."""
    return DATABASE_URL.given() or "sqlite:///var/newsarchive.db"


def sources_folder() -> str:
    """Return the folder of source files: the one given, else the project's, else the bundled ones."""
    given = _SOURCES.given()
    if given:
        return str((project_root() / given).resolve())
    own = project_root() / "settings" / "sources"
    return str(own if own.is_dir() else Path(bundled("settings")) / "sources")


def watches_folder() -> Path:
    """Return the folder of watches, which need not be there."""
    return (project_root() / (_WATCHES.given() or "settings/watches")).resolve()


def channels_file() -> Path | None:
    """Return the file of channels, None if none is set."""
    given = _CHANNELS.given()
    return (project_root() / given).resolve() if given else None


def user_agent() -> str:
    """Return the user agent; NEWSARCHIVE_CONTACT (an e-mail address or URL) tells sites whom to contact."""
    contact = _CONTACT.given()
    if len(contact) > _MAX_CONTACT_LENGTH or not (contact.isascii() and contact.isprintable()):
        raise ConfigurationError(
            f"{_CONTACT.name}={contact!r} cannot be put into a request header.",
            hint=f"Allowed: at most {_MAX_CONTACT_LENGTH} ASCII characters on one line, such as a URL.",
        )
    from importlib.metadata import version  # noqa: PLC0415 - only crawls need it

    return f"newsarchive/{version('newsarchive')}" + (f" (+{contact})" if contact else "")


def chromium() -> str | None:
    """Return the browser that NEWSARCHIVE_CHROMIUM names; None: the one on PATH, if a source needs any."""
    given = CHROMIUM.given()
    if given and not (Path(given).is_file() and os.access(given, os.X_OK)):
        raise ConfigurationError(
            f"{CHROMIUM.name}={given!r} is not a program.",
            hint="Give the file of a Chromium, such as /usr/bin/chromium; or leave it empty to search PATH.",
        )
    return given or None


def browsers_folder() -> Path:
    """Return where Playwright keeps its browsers."""
    return Path(_BROWSERS.given() or Path.home() / ".cache" / "ms-playwright")


def worker_count() -> int:
    """Return the number of workers, 0 (in this process, without limits of time and memory) to 256.

    Two workers on two processors beat three (docs/explanation/performance.md#workers), although the parent
    reads and stores beside them.
    """
    given = _WORKERS.given()
    if not given:
        return len(os.sched_getaffinity(0))
    if not given.isascii() or not given.isdigit() or int(given) > _MOST_WORKERS:
        raise ConfigurationError(
            f"{_WORKERS.name} is {given!r}; allowed are whole numbers from 0 (no worker process)"
            f" to {_MOST_WORKERS}.",
            hint=f"Unset {_WORKERS.name} to use one worker for each processor.",
        )
    return int(given)


def metrics_folder() -> str | None:
    """Return the folder for Prometheus text files; None if it is not set."""
    given = _METRICS.given()
    if not given:
        return None
    folder = (project_root() / given).resolve()
    if not folder.is_dir():
        raise ConfigurationError(
            f"{_METRICS.name}={given!r} is not a folder.",
            hint="Give the folder that node_exporter reads (--collector.textfile.directory).",
        )
    return str(folder)


def notify_services() -> tuple[SecretStr, ...]:
    """Return whom to notify: NEWSARCHIVE_NOTIFY has apprise URLs, or names a file of them.

    They are secrets: messages show only their position and kind.
    """
    from pydantic import SecretStr  # noqa: PLC0415 - commands that notify nobody do without

    given = _NOTIFY.given()
    if given and "://" not in given:
        given = _lines_of(project_root() / given)
    services = [part for part in re.split(r"[\s,]+(?=[\w.+-]+://)|\s+", given) if part]
    for number, service in enumerate(services, start=1):
        if not re.match(r"[\w.+-]+://.", service):
            raise ConfigurationError(
                f"{_NOTIFY.name}: URL {number} of {len(services)} does not begin with a kind (kind://…).",
                hint="Allowed: apprise URLs such as mailto://… or slack://…, or a file with one a line.",
            )
    return tuple(SecretStr(service.rstrip(",")) for service in services)


def _lines_of(file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{_NOTIFY.name} has no URL (kind://…) and names no readable file.",
            hint="Give apprise URLs, or a UTF-8 file with one on each line; # begins a comment.",
        ) from error
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


def log_style(default: str) -> str:
    """Return how a crawl logs: NEWSARCHIVE_LOG (`json` or `text`), else the project's default."""
    given = _LOG.given() or default
    if given not in {*_LOG_STYLES, default}:
        raise ConfigurationError(f"{_LOG.name}={given!r}: allowed are {', '.join(_LOG_STYLES)}.")
    return given


def web_token() -> str | None:
    """Return the token that NEWSARCHIVE_WEB_TOKEN asks visitors for; `serve` and `mcp` check it."""
    return _WEB_TOKEN.given() or None


def wayback() -> str:
    """Return the web archive that backfills use: NEWSARCHIVE_WAYBACK, a server like the Wayback Machine."""
    given = _WAYBACK.given().rstrip("/")
    if given and not given.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"{_WAYBACK.name}={given!r} is not the URL of a server.",
            hint="Give the beginning of a URL, such as https://web.archive.org (the default).",
        )
    return given or "https://web.archive.org"


def project_name() -> str:
    """Return the name of the project's settings; newsarchive.cli.project knows which there are."""
    return PROJECT.given() or "default"


def proxies() -> dict[str, str]:
    """Return the proxies for each scheme, as Scrapy and Python take them."""
    from urllib.request import getproxies  # noqa: PLC0415 - only crawls need it

    return getproxies()


@contextmanager
def without_working_folder() -> Iterator[None]:
    """Have Python processes that are started meanwhile import nothing from the folder they are started in."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


def for_child(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a child process: ours, and what it is told besides.

    A child that runs Python imports nothing from its working folder.
    """
    return {**os.environ, _SAFE_PATH: "1", **(more or {})}
