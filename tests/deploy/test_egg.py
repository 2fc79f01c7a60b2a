"""The egg's settings module: what it unpacks, Python reads without compiling it anew."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

MODULE = Path(__file__).resolve().parents[2] / "settings" / "deploy" / "newsarchive_egg.py"
ASKING = "import sys; sys.path.append(sys.argv[1]); import newsarchive_egg; print(newsarchive_egg.VALUE)"


def test_compiled_modules_of_the_egg_are_believed(tmp_path: Path) -> None:
    """Source and compiled module differ here, which shows whose value it is."""
    settings = tmp_path / "newsarchive" / "_bundled" / "settings" / "production.py"
    settings.parent.mkdir(parents=True)
    for value in (2, 1):
        settings.write_text(f"VALUE = {value}\n", encoding="utf-8")
        os.utime(settings, (1_777_777_777, 1_777_777_777))  # an odd second: a zip keeps even ones
        if value == 2:
            py_compile.compile(str(settings), invalidation_mode=py_compile.PycInvalidationMode.TIMESTAMP)
    with ZipFile(tmp_path / "newsarchive.egg", "w") as egg:
        egg.write(MODULE, MODULE.name)
        for file in settings.parent.rglob("*.py*"):
            egg.write(file, str(file.relative_to(tmp_path)))
    # Without the environment's packages, in which newsarchive is installed.
    command = [sys.executable, "-I", "-S", "-c", ASKING, str(tmp_path / "newsarchive.egg")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "2\n"
