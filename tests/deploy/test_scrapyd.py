"""The project deployed to a real Scrapyd, where newsarchive is not installed: a job stores articles."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.cli.crawling import MockServer, Project

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("newsarchive", "migrations", "settings", "setup.py", "pyproject.toml", "scrapy.cfg")
CONFIGURATION = """
[scrapyd]
bind_address = 127.0.0.1
http_port = {port}
poll_interval = 0.1
logs_dir = logs
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project, to be deployed to a free port."""
    copy = tmp_path / "checkout"
    copy.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    target = copy / "scrapy.cfg"
    target.write_text(target.read_text().replace(":6800/", f":{port}/"))
    return copy


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path, workers=1)
    made.make_archive()
    return made


@pytest.fixture
def scrapyd(tmp_path: Path, checkout: Path, project: Project) -> Iterator[str]:
    """The address of a running Scrapyd whose Python has what the environment has, without newsarchive."""
    python = tmp_path / "server" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "server")], check=True)
    # A plain path, so that the .pth file of the editable install in it is not read.
    [packages] = (tmp_path / "server").glob("lib/python*/site-packages")
    (packages / "environment.pth").write_text(sysconfig.get_path("purelib") + "\n")
    home = tmp_path / "home"
    home.mkdir()
    absent = subprocess.run(
        [str(python), "-c", "import newsarchive.errors"], cwd=home, capture_output=True, check=False
    )
    assert b"No module named 'newsarchive" in absent.stderr
    url = (checkout / "scrapy.cfg").read_text().partition("url = ")[2].partition("\n")[0]
    (home / "scrapyd.conf").write_text(CONFIGURATION.format(port=url.strip("/").rpartition(":")[2]))
    program = "from scrapyd.__main__ import main; main()"
    environment = {name: value for name, value in project.environment.items() if name != "SCRAPY_PROJECT"}
    with (home / "said").open("w") as said:
        process = subprocess.Popen(
            [str(python), "-c", program], cwd=home, env=environment, stdout=said, stderr=said
        )
    try:
        wait_until(lambda: "Scrapyd 1." in (home / "said").read_text() and answers(url), 60)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers(url: str) -> bool:
    try:
        return bool(ask(url, "daemonstatus.json")["status"] == "ok")
    except OSError:
        return False


def ask(url: str, service: str, **values: str) -> dict[str, Any]:
    opener = build_opener(ProxyHandler({}))
    data = urlencode(values).encode() if values and service == "schedule.json" else None
    address = url + service + ("" if data or not values else "?" + urlencode(values))
    answer: dict[str, Any] = json.loads(opener.open(address, data, timeout=60).read())
    return answer


def wait_until(true: Any, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.2)


def deploy(checkout: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("scrapyd-deploy")), *options],
        cwd=checkout,
        env={name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def held_by_the_egg(checkout: Path, egg: Path, files: set[Path]) -> None:
    """The egg holds these files of the checkout."""
    with zipfile.ZipFile(egg) as packed:
        held = set(packed.namelist())
    assert "newsarchive_egg.py" in held
    for path in files:
        place = path.relative_to(checkout)
        if place.parts[0] == "newsarchive":
            assert str(place) in held
        elif place.parts[0] in {"migrations", "settings"}:
            assert f"newsarchive/_bundled/{place}" in held


def left_by_a_killed_job() -> Path:
    """What a job leaves in the temporary folder that had no time to clean up."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    name = f"newsarchive-egg-{socket.gethostname()}-{ended.pid}-"
    folder = Path(tempfile.mkdtemp(prefix=name))
    (folder / "newsarchive").mkdir()
    return folder


def test_a_scheduled_job_stores_articles(
    server: MockServer, project: Project, checkout: Path, scrapyd: str
) -> None:
    project.declare("mock", f'addresses = {{ urls = ["{server.base}/a/1", "{server.base}/gbk"] }}\n')
    before = {path for path in checkout.rglob("*") if path.is_file()}
    done = deploy(checkout)
    assert done.returncode == 0, done.stderr
    assert '"status": "ok"' in done.stdout, done.stdout + done.stderr
    assert '"spiders": 1' in done.stdout, done.stdout
    left = {path for path in checkout.rglob("*") if path.is_file()} - before
    assert {path for path in left if "__pycache__" not in path.parts} == set(), "nothing is left behind"
    [egg] = (project.folder / "home" / "eggs").rglob("*.egg")
    held_by_the_egg(checkout, egg, before)
    killed = left_by_a_killed_job()
    job = ask(scrapyd, "schedule.json", project="newsarchive", spider="source", source="mock")
    assert job["status"] == "ok", job
    wait_until(lambda: ask(scrapyd, "listjobs.json", project="newsarchive")["finished"], 120)
    [log] = (project.folder / "home" / "logs").rglob("*.log")
    assert project.rows("SELECT reason FROM crawls") == [("finished",)], log.read_text()
    assert project.rows("SELECT count(*) FROM current_articles") == [(2,)]
    assert "Traceback" not in log.read_text()
    assert not killed.exists()
