"""`python -m tests.mockserver.troubled`: a paper of twelve stories in trouble; prints its port.

`/-/set?mode=MODE` changes what it answers under the addresses of all stories:

- `well`: the stories, each with its by-line and its own ETag and Last-Modified;
- `wall`: a redirect to a page that asks for a password, with another token each time;
- `form`: that page itself, with status 200;
- `error`: what a proxy says whose server is away, with status 200;
- `sorry`: a page that says at some length that something went wrong, with status 200;
- `page`: one story under all addresses;
- `bare`: the stories by a template without by-lines;
- `themed`: the stories by a template that writes a sentence into each;
- `lost`: 404; `down`: 503.

`/-/set?edition=1` corrects one name in all by-lines.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.mockserver.articles import SENTENCES

STORIES = 12
NAMES = ("Ada Roe", "Ben Holt", "Cara Lind", "Dov Marsh")
_DATE = "2026-11-02T08:00:00+08:00"


class Paper(ThreadingHTTPServer):
    """Knows what is wrong."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.mode, self.edition, self.stories, self.asked = "well", 0, STORIES, 0


def story(number: int, *, by_line: bool, edition: int = 0, theme: str = "") -> str:
    """Return the page of a story, with a paragraph of the theme's below its first one."""
    names = [*NAMES]
    names[0] = "Ada Roe-Finch" if edition else names[0]
    name = names[number % len(names)]
    title = f"Harbour board deepens channel number {number}"
    first, *others = [f"<p>{sentence.format(n=number * 7 + 3)}</p>" for sentence in SENTENCES]
    told = "".join((first, theme, *others))
    by = f'<p class="byline">By <a rel="author" href="/by">{name}</a></p>' if by_line else ""
    meta = f"<meta name='author' content='{name}'>" if by_line else ""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{meta}"
        f"<meta property='article:published_time' content='{_DATE}'></head>"
        f"<body><article><h1>{title}</h1>{by}{told}</article></body></html>"
    )


def login(token: int, asked: str) -> str:
    """Return a page that asks for a password, and says so at length."""
    return (
        "<!DOCTYPE html><html lang='en'><head><title>Sign in to the Courier</title></head><body><main>"
        "<h1>Sign in to the Courier</h1><p>To go on reading the Courier, sign in with your mail address and"
        " your password, or open an account, which takes a minute and costs nothing at all.</p><p>Whoever"
        " has an account reads ten stories in a month; subscribers read all of them on every device.</p>"
        f"<form method='post' action='/login'><input type='hidden' name='token' value='{token}'>"
        f"<input type='hidden' name='next' value='{asked}'><input name='mail'>"
        "<input type='password' name='word'><button>Sign in</button></form></main></body></html>"
    )


ERROR = (
    "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n"
    "</body></html>"
)
SORRY = (
    "<!DOCTYPE html><html lang='en'><head><title>The Courier</title></head><body><main>"
    "<h1>Something went wrong</h1><p>We are sorry: the page cannot be shown at the moment. Our engineers have"
    " been told of it and are at work. Please try again in a few minutes.</p></main></body></html>"
)


GIFT = "<p>A gift of two pounds a month lets our reporters go on asking; give at any of our desks.</p>"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Paper

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        if split.path == "/-/set":
            values = dict(parse_qsl(split.query))
            self.server.mode = values.get("mode", self.server.mode)
            self.server.edition = int(values.get("edition", self.server.edition))
            self.server.stories = int(values.get("stories", self.server.stories))
            self._send(200, "done")
        elif split.path == "/robots.txt":
            self._send(200, "User-agent: *\nAllow: /\n", kind="text/plain")
        elif split.path == "/feed.xml":
            self._send(200, self._feed(), kind="application/rss+xml")
        elif split.path == "/login":
            self._send(200, self._login(split.query))
        elif split.path.startswith("/news/"):
            self._story(int(split.path.rpartition("/")[2]))
        else:
            self._send(404, "<p>There is no such page.</p>")

    def _login(self, asked: str) -> str:
        self.server.asked += 1
        return login(self.server.asked, asked)

    def _feed(self) -> str:
        items = "".join(
            f"<item><title>Channel {n}</title><link>/news/{n}</link></item>"
            for n in range(1, self.server.stories + 1)
        )
        return f"<rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>"

    def _story(self, number: int) -> None:
        match self.server.mode:
            case "wall":
                self._send(302, "", headers={"Location": f"/login?next=/news/{number}"})
            case "form":
                self._send(200, self._login(f"/news/{number}"))
            case "error":
                self._send(200, ERROR)
            case "sorry":
                self._send(200, SORRY)
            case "page":
                self._send(200, story(999, by_line=True))
            case "lost":
                self._send(404, "<p>Not here.</p>")
            case "down":
                self._send(503, "<p>Later.</p>")
            case mode:
                self._well(number, by_line=mode != "bare", theme=GIFT if mode == "themed" else "")

    def _well(self, number: int, *, by_line: bool, theme: str) -> None:
        edition = self.server.edition if number % len(NAMES) == 0 else 0
        etag = f'"{number}-{by_line}-{edition}-{len(theme)}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(304, "", headers={"ETag": etag})
        else:
            self._send(
                200, story(number, by_line=by_line, edition=edition, theme=theme), headers={"ETag": etag}
            )

    def _send(
        self,
        status: int,
        content: str,
        *,
        kind: str = "text/html; charset=utf-8",
        headers: dict[str, str] | None = None,
    ) -> None:
        body = content.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the base class
        """Quiet."""


if __name__ == "__main__":
    server = Paper()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
