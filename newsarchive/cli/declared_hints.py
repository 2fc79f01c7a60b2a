"""The hints for reading pages that declarations of sources give."""

from __future__ import annotations

from collections.abc import Iterable

from newsarchive.cli.project import project_settings, project_sources_folder
from newsarchive.hints import PageHints
from newsarchive.imports.manifest import ManifestLine
from newsarchive.sources import load_sources, source_names
from newsarchive.sources.declaration import project_rights


def declared_hints(lines: Iterable[ManifestLine]) -> dict[str, PageHints]:
    """Return the hints of each declared source that the lines name; raises SourceError for an invalid file.

    Saved pages may belong to undeclared sources: an import needs no folder of sources.
    """
    return _hints_of({line.source for line in lines if line.source})


def declared_source(name: str | None) -> dict[str, PageHints]:
    """Return the hints of one source by its name, if it is declared."""
    return _hints_of({name} if name else set())


def _hints_of(named: set[str]) -> dict[str, PageHints]:
    folder = project_sources_folder() if named else None
    if folder is None or not folder.is_dir():
        return {}
    declared = load_sources(folder, sorted(named.intersection(source_names(folder))))
    rights = project_rights(project_settings())
    return {name: source.hints(rights) for name, source in declared.items()}


def hints_of_all() -> dict[str, PageHints]:
    """Return the hints of every declared source; raises SourceError for an invalid file."""
    folder = project_sources_folder()
    rights = project_rights(project_settings())
    declared = load_sources(folder) if folder.is_dir() else {}
    return {name: source.hints(rights) for name, source in declared.items()}


def undeclared_hints() -> PageHints:
    """Return the hints for pages of undeclared sources: those of the project's settings."""
    return PageHints(rights=project_rights(project_settings()))
