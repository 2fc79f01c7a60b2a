"""What a page's own scripts ask for is seen in a real Chromium, and asked for again without it."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites.feedless import developed_sites
from tests.sites.feedless.__main__ import FeedlessServer
from tests.sites.trying import command

SITES = developed_sites()

pytestmark = pytest.mark.usefixtures("chromium")


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    """Serve the sites whose scripts run."""
    server = FeedlessServer(SITES)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


# A whole survey, with a start of Chromium: what is tried is that all parts of it fit together.
def test_a_list_that_only_scrolling_shows(tmp_path: Path, proxy: str) -> None:
    (tmp_path / "sources").mkdir()
    site = SITES["watchpages"]
    done = command(tmp_path, proxy, "sources", "new", site.home, "--dry-run", "--delay", "0")
    assert "Watched in a browser, because its front page is empty but for scripts" in done.stderr
    declared = tomllib.loads(done.stdout)
    assert "render" not in declared
    (one,) = declared["lists"]
    assert one["url"] == f"{site.root}/srv/chunk/0/home"
    assert one["next"] == f"{site.root}/srv/chunk/{{page}}/home"


def test_without_leave_no_browser_is_started(tmp_path: Path, proxy: str) -> None:
    (tmp_path / "sources").mkdir()
    site = SITES["watchhash"]
    done = command(tmp_path, proxy, "sources", "new", site.home, "--dry-run", "--delay", "0", "--no-browser")
    assert "Not looked at: what its scripts ask for" in done.stderr
    assert "--no-browser" in done.stderr
    assert done.returncode == 2
