"""Lines of the changelog are files of a kind that a release takes up, and a release can be made of them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "changelog.d"
TEMPLATE = "template.md.jinja"
# towncrier passes over other names in silence.
FRAGMENT = re.compile(r"^\+[a-z0-9-]+\.(?:added|changed|fixed|migration)\.md$")


def test_every_file_is_one_that_a_release_takes_up() -> None:
    names = [file.name for file in FOLDER.iterdir() if file.name != TEMPLATE]
    assert [name for name in names if not FRAGMENT.match(name)] == [], "name it +short-name.added.md"
    assert [name for name in names if not (FOLDER / name).read_text(encoding="utf-8").strip()] == []


def test_a_release_is_made_of_them(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    folder = tmp_path / "changelog.d"
    folder.mkdir()
    shutil.copy(FOLDER / TEMPLATE, folder)
    (folder / "+one.added.md").write_text("A thing.\nIt has two lines.\n", encoding="utf-8")
    (folder / "+two.migration.md").write_text("`9999_it`: a table.\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "towncrier",
        "build",
        "--yes",
        "--version",
        "9.0",
        "--date",
        "2030-01-02",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    before = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    head, mark, releases = before.partition("<!-- releases -->\n")
    made = (
        "\n## 9.0 (2030-01-02)\n\n### Added\n\n- A thing.\n  It has two lines.\n\n"
        "### Migrations\n\n- `9999_it`: a table.\n"
    )
    assert (tmp_path / "CHANGELOG.md").read_text(encoding="utf-8") == f"{head}{mark}{made}{releases}"
    assert [file.name for file in folder.iterdir()] == [TEMPLATE]
