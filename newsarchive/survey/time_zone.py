"""Guesses a site's time zone from its country, for times printed without an offset."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

# Countries with one time zone (for Spain, Portugal and Ukraine: the zone of nearly all their press).
_BY_COUNTRY = {
    "ae": "Asia/Dubai",
    "al": "Europe/Tirane",
    "at": "Europe/Vienna",
    "ba": "Europe/Sarajevo",
    "bd": "Asia/Dhaka",
    "be": "Europe/Brussels",
    "bg": "Europe/Sofia",
    "by": "Europe/Minsk",
    "ch": "Europe/Zurich",
    "cn": "Asia/Shanghai",
    "co": "America/Bogota",
    "cz": "Europe/Prague",
    "de": "Europe/Berlin",
    "dk": "Europe/Copenhagen",
    "ee": "Europe/Tallinn",
    "eg": "Africa/Cairo",
    "es": "Europe/Madrid",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris",
    "gr": "Europe/Athens",
    "hk": "Asia/Hong_Kong",
    "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest",
    "ie": "Europe/Dublin",
    "il": "Asia/Jerusalem",
    "in": "Asia/Kolkata",
    "ir": "Asia/Tehran",
    "is": "Atlantic/Reykjavik",
    "it": "Europe/Rome",
    "jp": "Asia/Tokyo",
    "ke": "Africa/Nairobi",
    "kr": "Asia/Seoul",
    "lt": "Europe/Vilnius",
    "lv": "Europe/Riga",
    "mo": "Asia/Macau",
    "my": "Asia/Kuala_Lumpur",
    "ng": "Africa/Lagos",
    "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo",
    "pe": "America/Lima",
    "ph": "Asia/Manila",
    "pk": "Asia/Karachi",
    "pl": "Europe/Warsaw",
    "pt": "Europe/Lisbon",
    "ro": "Europe/Bucharest",
    "rs": "Europe/Belgrade",
    "se": "Europe/Stockholm",
    "sg": "Asia/Singapore",
    "si": "Europe/Ljubljana",
    "sk": "Europe/Bratislava",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul",
    "tw": "Asia/Taipei",
    "ua": "Europe/Kyiv",
    "uk": "Europe/London",
    "vn": "Asia/Ho_Chi_Minh",
    "za": "Africa/Johannesburg",
}
_BY_LANGUAGE = {"ja": "Asia/Tokyo", "ko": "Asia/Seoul", "th": "Asia/Bangkok", "vi": "Asia/Ho_Chi_Minh"}


def guess_zone(
    host: str, language: str | None, *, simplified: bool, times: Iterable[str | None] = ()
) -> str | None:
    """Return the zone of the site's country, else of its language.

    None if offsets on its pages contradict it.
    """
    zone = _BY_COUNTRY.get(host.rpartition(".")[2]) or _BY_LANGUAGE.get((language or "").partition("-")[0])
    if zone is None and simplified:
        zone = "Asia/Shanghai"  # as for pages without a source (docs/reference/record.md#times)
    if zone is None or not all(_agrees(time, zone) for time in times if time):
        return None
    return zone


def _agrees(time: str, zone: str) -> bool:
    """Say whether a time may be in the zone. UTC agrees with every zone: servers often print it."""
    try:
        moment = datetime.fromisoformat(time)
        offset = moment.utcoffset()
        return not offset or moment.astimezone(ZoneInfo(zone)).utcoffset() == offset
    except (ValueError, OverflowError):
        return True
