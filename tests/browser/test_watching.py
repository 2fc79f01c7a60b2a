"""What a page's own scripts ask for is seen in a real Chromium, and asked for again without it."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites.building import Document
from tests.sites.feedless import developed_sites
from tests.sites.feedless.__main__ import FeedlessServer
from tests.sites.feedless.invention import millis, serial
from tests.sites.feedless.layouts import shell
from tests.sites.feedless.simulated import Asked, Feedless, as_json, start
from tests.sites.feedless.watched import computed
from tests.sites.trying import command

pytestmark = pytest.mark.usefixtures("chromium")


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    """Serve the sites whose scripts run."""
    server = FeedlessServer(developed_sites())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


# A whole survey, with a start of Chromium: what is tried is that all parts of it fit together.
def test_a_list_that_only_scrolling_shows(tmp_path: Path, proxy: str) -> None:
    (tmp_path / "sources").mkdir()
    site = developed_sites()["watchpages"]
    done = command(tmp_path, proxy, "sources", "new", site.home, "--dry-run", "--delay", "0")
    assert "Watched in a browser, because its front page is empty but for scripts" in done.stderr
    declared = tomllib.loads(done.stdout)
    assert "render" not in declared
    (one,) = declared["lists"]
    assert one["url"] == f"{site.root}/srv/chunk/0/home"
    assert one["next"] == f"{site.root}/srv/chunk/{{page}}/home"


def test_a_list_that_only_a_button_brings(tmp_path: Path, proxy: str) -> None:
    """The page shows the first articles itself; the form in parts is sent in a line, from page 1."""
    (tmp_path / "sources").mkdir()
    site = developed_sites()["watchajax"]
    done = command(tmp_path, proxy, "sources", "new", site.home, "--dry-run", "--delay", "0")
    (one,) = tomllib.loads(done.stdout)["lists"]
    assert (one["url"], one["body"]) == (
        f"{site.root}/wp-admin/admin-ajax.php",
        "action=ep_load_more&page=1",
    )
    assert one["next_body"] == "action=ep_load_more&page={page}"


def test_without_leave_no_browser_is_started(tmp_path: Path, proxy: str) -> None:
    (tmp_path / "sources").mkdir()
    site = developed_sites()["watchhash"]
    done = command(tmp_path, proxy, "sources", "new", site.home, "--dry-run", "--delay", "0", "--no-browser")
    assert "Not looked at: what its scripts ask for" in done.stderr
    assert "--no-browser" in done.stderr
    assert done.returncode == 2


HOSTILE = """
alert('Subscribe!'); setTimeout(function () { confirm('Really?'); }, 100);
window.open(POPUP); fetch('http://169.254.169.254/latest/meta-data/').catch(function () {});
fetch('/api/news/like', {method: 'POST', body: 'id=1'}).catch(function () {});
fetch('/api/item/1', {method: 'DELETE'}).catch(function () {});
navigator.sendBeacon('/api/seen', 'x');
var a = document.createElement('a'); a.href = '/dump.zip'; a.download = 'x';
document.body.append(a); a.click();
var n = 0;
function more() {
  n += 1;
  return fetch(FEED + n).then(function (a) { return a.json(); }).then(draw);
}
function draw(rows) {
  rows.forEach(function (row) {
    var p = document.createElement('p'); p.style.height = '200px';
    p.innerHTML = '<a href="' + row.u + '">' + row.t + '</a>'; document.body.append(p);
  });
}
addEventListener('scroll', more);
setInterval(function () { fetch('/tick?' + Math.random()); }, 150);
more();
"""


def hostile_site() -> Feedless:
    """Its list never ends, it asks all the time, opens windows and questions, and changes what it can."""
    site = start(
        "hostile",
        "hostile",
        "en",
        60,
        title="Endless",
        address=lambda story: f"/read/{serial(story, 7000)}.html",
    )

    def rows(asked: Asked) -> Document:
        side = asked.number("side", 1) - 1
        stories = [site.stories[(side * 10 + at) % 60] for at in range(10)]
        return as_json([{"u": site.path(story), "t": story.title, "at": millis(story)} for story in stories])

    site.route("/feed/rows", rows)
    for path in ("/popup", "/api/news/like", "/api/item/1", "/api/seen"):
        site.trap(path, {"ok": True})
    site.route("/tick", lambda _asked: as_json({"now": 1}))
    site.documents[f"{site.root}/dump.zip"] = Document(b"PK" + bytes(5_000), "application/zip")
    code = f"var FEED = {computed('/feed/rows?side=')}, POPUP = {computed('/popup')};{HOSTILE}"
    site.page("/", shell("Endless", "<div id='x'></div>", foot=f"<script>{code}</script>"))
    return site


# A page that does all that a page can do against a visitor; each is bounded, and told.
def test_a_hostile_page_is_bounded_and_told(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    site = hostile_site()
    server = FeedlessServer({site.name: site})
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    done = command(tmp_path, address, "sources", "new", site.home, "--dry-run", "--delay", "0")
    server.shutdown()
    server.server_close()
    (one,) = tomllib.loads(done.stdout)["lists"]
    assert one["next"] == f"{site.root}/feed/rows?side={{page}}"
    asked = [request["url"] for request in server.log[site.name]]
    assert not site.traps & {url.partition("?")[0] for url in asked}, "no window, no vote, no deletion"
    assert f"{site.root}/dump.zip" not in asked or "zip" not in done.stdout
    lines = [line for line in done.stderr.splitlines() if "not asked: changes something" in line]
    assert any("POST" in line and "/api/news/like" in line for line in lines)
    assert any("DELETE" in line and "/api/item/1" in line for line in lines)
    assert "not looked at: more than 10 answers of www.hostile.example/tick" in done.stderr
