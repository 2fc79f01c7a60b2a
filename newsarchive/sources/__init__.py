"""The declaration of a source: validated, loaded, every mistake named with file and field."""

from newsarchive.sources.declaration import Expect, Extraction, Links, Source, source_model
from newsarchive.sources.loading import (
    Loaded,
    declaration_file,
    has_own_folder,
    load_each_source,
    load_source,
    load_sources,
    source_names,
)

__all__ = [
    "Expect",
    "Extraction",
    "Links",
    "Loaded",
    "Source",
    "declaration_file",
    "has_own_folder",
    "load_each_source",
    "load_source",
    "load_sources",
    "source_model",
    "source_names",
]
