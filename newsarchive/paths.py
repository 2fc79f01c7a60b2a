"""Where things are: the project's folder (nearest `scrapy.cfg`), and what the wheel carries."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def project_root(start: Path | None = None) -> Path:
    """Return the folder of the nearest `scrapy.cfg` at or above `start` (default: here), else `start` itself.

    Relative defaults count from it (docs/explanation/architecture.md#where-files-are).
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "scrapy.cfg").is_file():
            return folder
    return here


def bundled(name: str) -> Path:
    """Return the folder `migrations` or `settings` as shipped: beside the package, or inside the wheel."""
    beside = _PACKAGE.parent / name
    return beside if (_PACKAGE.parent / "scrapy.cfg").is_file() else _PACKAGE / "_bundled" / name
