"""Addresses under which web archives replay a page: they hold the page's own, behind a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

# https://host/web/20230102030405im_/https://…, /collection/20230102030405mp_/https://…, and with dots as
# archive.today has it: 2023.01.02-030405/https://…. Archives that serve one collection have no folder.
_REPLAYED = re.compile(
    r"(?:https?://(?P<host>[^\s/?#]{1,200}))?/(?P<folders>(?:[^\s/?#]{1,100}/){0,3})"
    r"(?P<moment>(?:19|20)\d{12}|(?:19|20)\d\d\.\d\d\.\d\d-\d{6})(?P<part>[a-z]{2}_)?/"
    r"(?P<inner>https?://[^\s/?#].*)",
    re.IGNORECASE | re.DOTALL,
)
# Fourteen digits alone stand in URLs of services that resize pictures too. Archives put them behind
# these folders, or have hosts that are called so.
_FOLDERS = ("web/", "wayback/")
_ARCHIVE_HOST = re.compile(
    r"(?:.*\.)?(?:archive\.(?:org|today|ph|is|li|md|vn|fo)|archive-it\.org|arquivo\.pt|vefsafn\.is"
    r"|webarchive\.org\.uk|(?:wayback|web-?archiv[a-z]{0,3})\..+)(?::\d{1,5})?",
    re.IGNORECASE,
)
_MOST_LAYERS = 3  # an archive's replay of another archive's replay


@dataclass(frozen=True, slots=True)
class Replay:
    """The URL of the page that is replayed, and when it was captured (`YYYYMMDDhhmmss`, UTC)."""

    address: str
    moment: str

    @property
    def captured_at(self) -> datetime | None:
        """The moment as a time, None where it is no day of the calendar."""
        return capture_time(self.moment)


def capture_time(moment: str) -> datetime | None:
    """Return the time (UTC) of fourteen digits as archives write them, None where it is no day."""
    try:
        return datetime.strptime(moment, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def replay_of(address: str) -> Replay | None:
    """Return what an archive's URL replays; None for any other URL."""
    moment = None
    for _ in range(_MOST_LAYERS):
        found = _REPLAYED.fullmatch(address)
        if found is None or not _is_archives(found):
            break
        address, moment = found["inner"], re.sub(r"\D", "", found["moment"])
    return Replay(address, moment) if moment else None


def _is_archives(found: re.Match[str]) -> bool:
    if found["part"] or "." in found["moment"] or found["folders"].lower().endswith(_FOLDERS):
        return True
    return _ARCHIVE_HOST.fullmatch(found["host"] or "") is not None


def original_address(address: str) -> str:
    """Return the URL of the page itself where an archive's replay of it is named."""
    replay = replay_of(address)
    return replay.address if replay else address
