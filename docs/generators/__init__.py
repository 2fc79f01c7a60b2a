"""The pages of docs/reference that come from the code: `make docs` renews them, a test finds stale ones."""

from __future__ import annotations

from pathlib import Path

from docs.generators import (
    commands,
    environment,
    exit_codes,
    functions,
    lifecycle,
    settings,
    source_fields,
    views,
    watch_fields,
)

DOCS = Path(__file__).resolve().parents[1]
GENERATORS = (
    *(commands, environment, exit_codes, functions, lifecycle, settings, source_fields, views),
    watch_fields,
)
NOTE = "<!-- Written from the code by `make docs`: do not edit. -->\n\n"


def generated_pages() -> dict[str, str]:
    """Return the text of every generated page by its path below docs/."""
    return {path: NOTE + text for one in GENERATORS for path, text in one.pages().items()}


def write_pages() -> list[str]:
    """Write the generated pages, remove those no longer made, and return the paths that changed."""
    fresh = generated_pages()
    changed = [path for path in fresh if read_page(path) != fresh[path]]
    for path in changed:
        target = DOCS / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(fresh[path], encoding="utf-8")
    for path in stray_pages(fresh):
        (DOCS / path).unlink()
        changed.append(path)
    return changed


def read_page(path: str) -> str | None:
    """Return the page as it is on disk, None where there is none."""
    target = DOCS / path
    return target.read_text(encoding="utf-8") if target.is_file() else None


def stray_pages(fresh: dict[str, str]) -> list[str]:
    """Return the generated pages on disk that no generator makes any more."""
    found = (file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md"))
    return sorted(path for path in found if path not in fresh and (read_page(path) or "").startswith(NOTE))
