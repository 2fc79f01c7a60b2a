"""Programs whose server answers: Debian's packages laid out, a server started, its answers kept as pages."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.training.rendered_programs import INSTALLING, BuildFailedError, Page, Program, run
from benchmarks.training.rendered_stories import KnownSite

_WAIT = 60  # seconds for a server to answer


class DebianProgram(Program):
    """A program of Debian's packages, which are fetched by `apt-get download`; nothing is installed."""

    def install(self, packages: tuple[str, ...]) -> None:
        """Lay out the Debian packages in the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for package in filter(self.is_new, (*self.packages, *packages)):
            run(["apt-get", "download", package], self.folder, INSTALLING)
            run(["dpkg-deb", "-x", str(next(self.folder.glob(f"{package}_*.deb"))), "."], self.folder)
            self.note(package)


def answered_pages(port: int, site: KnownSite, paths: Sequence[str], folder: Path) -> Iterator[Page]:
    """Ask a server of loopback for each story, as readers of the site do; keep its answers in the folder."""
    for story, path in zip(site.stories, paths, strict=True):
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers={"Host": site.name})
        file = folder / f"{story.slug}.html"
        with urllib.request.urlopen(asked, timeout=_WAIT) as answer:
            file.write_bytes(answer.read())
        yield Page(story, file, path)


@contextmanager
def php_server(root: Path, router: str = "index.php") -> Iterator[int]:
    """Start PHP's own server; yield its port."""
    port = free_port()
    command = ["php", "-d", "memory_limit=512M", "-S", f"127.0.0.1:{port}", "-t", str(root)]
    with running_process([*command, str(root / router)], root):
        wait_until(lambda: is_open(port))
        yield port


def free_port() -> int:
    """Return a port of loopback that nothing listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def running_process(command: list[str], folder: Path) -> Iterator[None]:
    """Run a server, whose words go to `server.log` in the folder, until the block ends."""
    with (
        (folder / "server.log").open("ab") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as one,
    ):
        try:
            yield
        finally:
            one.terminate()


def wait_until(is_ready: Callable[[], bool], patience: float = _WAIT) -> None:
    """Wait until a server is ready; raises BuildFailedError after so many seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if is_ready():
            return
        time.sleep(0.2)
    raise BuildFailedError("a server did not start")


def is_open(port: int) -> bool:
    """Whether something listens at a port of loopback."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
