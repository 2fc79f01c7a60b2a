"""What is shipped to run the program unattended names commands, options and variables that exist."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import click
import pytest
import yaml

from newsarchive.cli import main
from newsarchive.environment import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "settings" / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
INSTALLED = "/opt/newsarchive"
KNOWN = {variable.name for variable in VARIABLES}


def understands(words: list[str]) -> bool:
    """Let the real command line read the words, without running anything.

    With its settings, since a command keeps the help option that it was first asked for: without them that is
    `--help` alone, and all later helps in this process would lack `-h`.
    """
    context = click.Context(main, **main.context_settings)
    name, command, rest = main.resolve_command(context, words)
    assert command is not None
    with command.make_context(name, rest, parent=context):
        return True


def unit(path: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign] # names of units have capitals
    parser.read_string(path.read_text())
    return parser


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_services_start_commands_there_are(path: Path) -> None:
    service = unit(path)["Service"]
    program, *words = shlex.split(service["ExecStart"])
    assert program == f"{INSTALLED}/.venv/bin/newsarchive"
    assert service["WorkingDirectory"] == INSTALLED
    assert understands(words)
    # A stop is no failure (docs/reference/exit-codes.md), and long enough for what the program takes (ten
    # seconds).
    assert "3" in service["SuccessExitStatus"].split()
    assert int(service["TimeoutStopSec"]) > 10
    assert service["KillMode"] == "mixed"


def test_the_timer_starts_its_service_and_makes_up_for_missed_runs() -> None:
    timer = DEPLOY / "systemd" / "newsarchive-crawl.timer"
    assert unit(timer)["Timer"]["Persistent"] == "yes"
    assert timer.with_suffix(".service") in SERVICES


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="SKIPPED FOR WANT OF systemd-analyze")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    for path in UNITS:
        text = path.read_text().replace(INSTALLED, str(ROOT)).replace("User=newsarchive", "User=root")
        program = f"{ROOT}/.venv/bin/newsarchive"
        (tmp_path / path.name).write_text(text.replace(program, shutil.which("true") or "/bin/true"))
    named = [str(tmp_path / path.name.replace("@.", "@1.")) for path in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *named],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    ours = [line for line in done.stderr.splitlines() if "newsarchive" in line]
    assert (done.returncode, ours) == (0, []), done.stderr


def test_the_compose_file_starts_commands_there_are() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert set(services) == {"postgres", "upgrade", "scheduler", "worker"}
    for name in ("upgrade", "scheduler", "worker"):
        service = services[name]
        assert understands(service["command"])
        assert set(service["environment"]) <= KNOWN
        assert set(service["depends_on"]) <= set(services)
        build = service["build"]
        context = (DEPLOY / build["context"]).resolve()
        assert context == ROOT
        assert (context / build["dockerfile"]).is_file()
        for volume in service["volumes"]:
            assert (DEPLOY / volume.split(":")[0]).is_dir()


def test_the_image_copies_what_there_is() -> None:
    for line in (DEPLOY / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY"):
            assert all((ROOT / name).exists() for name in line.split()[1:-1]), line
