"""What the project's settings say of metrics and notification."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from newsarchive.health.notifier import Notifier


def metrics_folder(settings: Mapping[str, Any]) -> Path | None:
    """Return the folder of metrics, None where none are wanted."""
    folder = settings.get("NEWSARCHIVE_METRICS")
    return Path(folder) if folder else None


def notifier(settings: Mapping[str, Any]) -> Notifier:
    """Return who tells people; MissingExtraError where that cannot be done."""
    urls = settings.get("NEWSARCHIVE_NOTIFY") or ()
    return Notifier([url.get_secret_value() for url in urls])
