"""The hints for reading pages that declarations of sources give."""

from __future__ import annotations

from collections.abc import Iterable

from newsarchive.cli.project import project_settings, project_sources_folder
from newsarchive.discovery.urls.canonical_urls import same_site
from newsarchive.hints import PageHints
from newsarchive.imports.manifest import ManifestLine
from newsarchive.sources import load_sources, source_names
from newsarchive.sources.declaration import Source, project_rights


def declared_hints(lines: Iterable[ManifestLine]) -> dict[str, PageHints]:
    """Return the hints of each declared source that the lines name; raises SourceError for an invalid file.

    Saved pages may belong to undeclared sources: an import needs no folder of sources.
    """
    return _hints_of({line.source for line in lines if line.source})


def declared_source(name: str | None) -> dict[str, PageHints]:
    """Return the hints of one source by its name, if it is declared."""
    return _hints_of({name} if name else set())


class HintsByUrl:
    """The hints of declared sources, each for the URLs of its own site."""

    def __init__(self) -> None:
        self._sources: dict[str, tuple[Source, PageHints] | None] = {}

    def __call__(self, name: str, url: str) -> PageHints | None:
        """Return the hints of a source; None if it is not declared, or the URL is of another site."""
        if name not in self._sources:
            declared, told = _declared({name}), _hints_of({name})
            self._sources[name] = (declared[name], told[name]) if name in declared else None
        found = self._sources[name]
        if found is None:
            return None
        source, hints = found
        places = (source.home or "", *(listing.url for listing in source.listings()))
        return hints if any(same_site(place, url) for place in places) else None


def _hints_of(named: set[str]) -> dict[str, PageHints]:
    declared = _declared(named)
    if not declared:
        return {}
    rights = project_rights(project_settings())
    return {name: source.hints(rights) for name, source in declared.items()}


def _declared(named: set[str]) -> dict[str, Source]:
    folder = project_sources_folder() if named else None
    if folder is None or not folder.is_dir():
        return {}
    return load_sources(folder, sorted(named.intersection(source_names(folder))))


def hints_of_all() -> dict[str, PageHints]:
    """Return the hints of every declared source; raises SourceError for an invalid file."""
    folder = project_sources_folder()
    rights = project_rights(project_settings())
    declared = load_sources(folder) if folder.is_dir() else {}
    return {name: source.hints(rights) for name, source in declared.items()}


def undeclared_hints() -> PageHints:
    """Return the hints for pages of undeclared sources: those of the project's settings."""
    return PageHints(rights=project_rights(project_settings()))
