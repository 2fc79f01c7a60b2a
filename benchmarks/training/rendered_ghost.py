"""Ghost with the themes it comes with, filled by its own interface, as its server answers.

Its package is laid out and completed by npm there, because it names archives inside itself. It stores a site
in SQLite, whose addon is compiled with `g++` and the headers of Node (Debian: libnode-dev).
"""

from __future__ import annotations

import http.client
import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

from benchmarks.training.rendered_programs import (
    INSTALLING,
    BuildFailedError,
    Page,
    Program,
    Theme,
    category_of,
    run,
    write,
)
from benchmarks.training.rendered_servers import free_port, running_process, wait_until
from benchmarks.training.rendered_stories import KnownSite, KnownStory

_NEEDED = ["npm", "install", "--legacy-peer-deps", "--no-audit", "--no-fund", "--ignore-scripts"]
# Those of its optional ones that a site cannot do without.
_OTHERS = ("sqlite3@5.1.7", "@tryghost/html-to-mobiledoc@3.2.8")
_PASSWORD = "unused-unused-1"


class Ghost(Program):
    """Ghost: authors of their own for each story; its comments appear once scripts have run."""

    languages: ClassVar[Mapping[str, str]] = {"zh-TW": "zh-Hant"}

    def install(self, _packages: tuple[str, ...]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for package in filter(self.is_new, self.packages):
            archive = run(["npm", "pack", "--silent", package], self.folder, INSTALLING).split()[-1]
            run(["tar", "xzf", archive], self.folder)
            about = json.loads((self._root / "package.json").read_text("utf-8"))
            # What it is developed with comes from elsewhere in part.
            about |= {"devDependencies": {}, "optionalDependencies": {}, "scripts": {}}
            write(self._root / "package.json", json.dumps(about))
            run(_NEEDED, self._root, INSTALLING)
            run([*_NEEDED, "--no-save", *_OTHERS], self._root, INSTALLING)
            npm = Path(run(["npm", "root", "--global"], self.folder).strip()) / "npm"
            compiling = [
                "node",
                str(npm / "node_modules/node-gyp/bin/node-gyp.js"),
                "rebuild",
                "--nodedir=/usr",
            ]
            run(compiling, self._root / "node_modules" / "sqlite3", INSTALLING)
            self.note(package)

    @property
    def _root(self) -> Path:
        return self.folder / "package"

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        content, port = folder / "content", free_port()
        shutil.copytree(self._root / "content", content)
        (folder / "current").symlink_to(self._root)
        settings = {
            "url": f"http://{site.name}",
            "server": {"host": "127.0.0.1", "port": port},
            "database": {
                "client": "sqlite3",
                "connection": {"filename": str(content / "site.db")},
                "useNullAsDefault": True,
            },
            "paths": {"contentPath": str(content)},
            "privacy": {"useTinfoil": True},
            "security": {"staffDeviceVerification": False},
            "logging": {"transports": ["stdout"]},
        }
        write(folder / "config.production.json", json.dumps(settings))
        log = folder / "server.log"
        command = ["env", "NODE_ENV=production", "node", "current/index.js"]
        with running_process(command, folder):
            wait_until(lambda: "Ghost booted" in log.read_text("utf-8"))
            client = _Client(port, site.name)
            self._fill(client, theme, site, content / "site.db")
            for story in site.stories:
                file = folder / f"{story.slug}.html"
                file.write_bytes(client.ask("GET", f"/{story.slug}/"))
                yield Page(story, file, f"{story.slug}/")

    def _fill(self, client: _Client, theme: Theme, site: KnownSite, database: Path) -> None:
        names = sorted({site.owner, *(story.author for story in site.stories)})
        office = {"name": site.owner, "email": f"office@{site.name}", "password": _PASSWORD}
        client.tell("POST", "authentication/setup/", {"setup": [office | {"blogTitle": site.title}]})
        client.tell("POST", "session/", {"username": office["email"], "password": _PASSWORD})
        with closing(sqlite3.connect(database)) as rows:
            writers = _add_writers(rows, [name for name in names if name != site.owner], site)
        navigation = [{"label": word, "url": f"/tag/s{at}/"} for at, word in enumerate(site.menu)]
        told = {
            "locale": self.language(site),
            "navigation": json.dumps(navigation, ensure_ascii=False),
            "description": site.title,
            "timezone": "Etc/UTC",
        }
        client.tell(
            "PUT", "settings/", {"settings": [{"key": name, "value": value} for name, value in told.items()]}
        )
        client.tell("PUT", f"themes/{theme.name}/activate/", {})
        for at, name in enumerate(site.menu):
            client.tell("POST", "tags/", {"tags": [{"name": name, "slug": f"s{at}"}]})
        # Posts that it did not have the day before are no old news to it.
        for story in reversed(site.stories):
            post = {
                "title": story.title,
                "slug": story.slug,
                "html": _cards(story),
                "status": "published",
                "published_at": f"{story.published:%Y-%m-%dT%H:%M:%S.000Z}",
                "tags": [{"name": name} for name in (category_of(site, story), *story.tags)],
                "authors": [writers.get(story.author, {"email": office["email"]})],
            }
            client.tell("POST", "posts/?source=html", {"posts": [post]})


def _cards(story: KnownStory) -> str:
    """Return the body as its editor takes it: what is hidden stands in a card of HTML."""
    text, hidden, rest = story.html.partition('\n<div style="')
    return f"{text}\n<!--kg-card-begin: html-->{hidden}{rest}\n<!--kg-card-end: html-->" if hidden else text


def _add_writers(rows: sqlite3.Connection, names: list[str], site: KnownSite) -> dict[str, dict[str, str]]:
    """Add writers, who would else have to answer a mail each; return how a post calls them."""
    rows.row_factory = sqlite3.Row
    owner = dict(rows.execute("select * from users where email like 'office@%'").fetchone())
    role = rows.execute("select id from roles where name = 'Author'").fetchone()[0]
    called = {}
    for at, name in enumerate(names):
        key = f"{at:024x}"
        one: dict[str, Any] = owner | {"id": key, "name": name, "slug": f"w{at}"}
        one["email"] = f"writer{at}@{site.name}"
        columns = ", ".join(one)
        marks = ", ".join("?" * len(one))
        rows.execute(f"insert into users ({columns}) values ({marks})", tuple(one.values()))
        rows.execute("insert into roles_users (id, role_id, user_id) values (?, ?, ?)", (key, role, key))
        called[name] = {"email": one["email"]}
    rows.commit()
    return called


class _Client:
    """What asks the server, signed in once a session is made."""

    def __init__(self, port: int, host: str) -> None:
        self._port = port
        self._headers = {"Host": host, "Origin": f"http://{host}", "Content-Type": "application/json"}

    def tell(self, method: str, path: str, about: dict[str, Any]) -> None:
        self.ask(method, f"/ghost/api/admin/{path}", json.dumps(about).encode())

    def ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        link = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        with closing(link):
            link.request(method, path, body, self._headers)
            answer = link.getresponse()
            said = answer.read()
            if answer.status >= 300:
                raise BuildFailedError(f"{method} {path}: {answer.status} {said[:300]!r}")
            if cookie := answer.headers.get("Set-Cookie"):
                self._headers["Cookie"] = cookie.partition(";")[0]
            return said
