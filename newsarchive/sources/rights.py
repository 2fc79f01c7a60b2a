"""What the project does with pages that say noarchive, or reserve text and data mining."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from newsarchive.errors import ConfigurationError
from newsarchive.hints import Rights

SETTINGS = {"noarchive": "NEWSARCHIVE_NOARCHIVE", "tdm": "NEWSARCHIVE_TDM"}


def project_rights(settings: Mapping[str, Any]) -> Rights:
    """Return what the settings say; ConfigurationError names the allowed words."""
    chosen: dict[str, Any] = {}
    kinds = get_type_hints(Rights)
    for field, setting in SETTINGS.items():
        value = settings.get(setting)
        allowed = get_args(kinds[field])
        if value is not None and value not in allowed:
            raise ConfigurationError(f"{setting} = {value!r}: allowed are {', '.join(map(repr, allowed))}.")
        if value is not None:
            chosen[field] = value
    return Rights(**chosen)
