"""The egg `scrapyd-deploy` builds, and nothing else: wheels are made from pyproject.toml by hatchling.

The egg holds what the wheel holds. Its settings module unpacks it first (settings/deploy/newsarchive_egg.py),
since migrations, declarations and word lists are read as files.

Without this file scrapyd-deploy writes one of its own, whose egg has the Python modules and nothing else: no
migration, declaration or word list (tried with scrapyd-client 2.0.3).
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from setuptools import Distribution, setup

ROOT = Path(__file__).resolve().parent
# The folders beside the package, where newsarchive.paths.bundled looks for them.
BUNDLED = {f"newsarchive._bundled.{name}": name for name in ("settings", "migrations")}


class EggDistribution(Distribution):
    """Knows only what is said here: setuptools would take pyproject.toml for its own."""

    def parse_config_files(self, filenames: object = None, ignore_option_errors: bool = False) -> None:
        """Read no file."""


def _packages() -> list[str]:
    folders = {path.parent for path in (ROOT / "newsarchive").rglob("*.py")}
    return [".".join(folder.relative_to(ROOT).parts) for folder in sorted(folders)]


def _data(folder: Path) -> list[str]:
    """Return all files of a package that are no modules of a package below it."""
    skipped = {"__pycache__", "_bundled"}
    files = (path for path in folder.rglob("*") if path.is_file() and not skipped & set(path.parts))
    return [str(path.relative_to(folder)) for path in files]


def _entry_points(project: dict[str, Any]) -> dict[str, list[str]]:
    return {
        group: [f"{name} = {value}" for name, value in names.items()]
        for group, names in project["entry-points"].items()
    }


def main() -> None:
    """Run setuptools in a temporary folder: a deployment leaves nothing in the checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    scratch = tempfile.mkdtemp(prefix="newsarchive-egg-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    setup(
        name=project["name"],
        version=project["version"],
        distclass=EggDistribution,
        packages=[*_packages(), *BUNDLED],
        package_dir={"": "settings/deploy", "newsarchive": "newsarchive", **BUNDLED},
        package_data={"newsarchive": _data(ROOT / "newsarchive")}
        | {name: _data(ROOT / folder) for name, folder in BUNDLED.items()},
        py_modules=["newsarchive_egg"],
        entry_points={"scrapy": ["settings = newsarchive_egg"], **_entry_points(project)},
        zip_safe=True,
        options={
            "build": {"build_base": f"{scratch}/build"},
            "egg_info": {"egg_base": scratch},
            "bdist_egg": {"bdist_dir": f"{scratch}/egg"},
        },
    )


main()
