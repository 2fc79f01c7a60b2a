"""Whether a list's moment of publication is believed over the page's date, and what then is the date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from newsarchive.testimony import HeardFacts
from newsarchive.text.dates.local_times import in_local_time
from newsarchive.text.dates.markup_dates import LISTING, is_explicit, url_date
from newsarchive.text.dates.time_choice import MAINLAND_OFFSET, in_zone, with_zone
from newsarchive.text.dates.written_dates import read_time

# A statement of the source's selector or code holds whatever lists say.
_DECLARED = "selector"
# Two times of one moment: clocks of pages show no seconds.
_SAME = timedelta(minutes=1)
# Ours: a page's last change is often written down some minutes after what made it.
_ONE_CHANGE = timedelta(minutes=10)
# What a clock may be wrong by: a moment that is later after the fetch is a mistake, of the zone mostly.
_AHEAD = timedelta(minutes=10)
# The clock that is furthest ahead of UTC (Line Islands): where it is no later, the moment may have been.
_EASTERNMOST = timedelta(hours=14)
# A day may be that of tomorrow's paper, or of a zone where it is tomorrow.
_AHEAD_DAY = timedelta(days=1)
# A moment so near to the poll that first heard it is that of the list's making.
_OF_POLL = timedelta(seconds=10)
# Kinds of markup that agree: then the page knows when it was published.
_AGREED = 2
# The offset of a page's clock also holds for another moment if no change of summer time is likely between.
_SAME_SEASON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDate:
    """The date that a page is read as, with its evidence, and what that is weighed by.

    `changed_at` is when the page says it last changed, `zone` the zone that the source declares, `mainland`
    whether clocks without an offset are taken for Beijing's where it declares none, `statements` how many
    kinds of the page's markup state `published_at` alike, `clocks` all moments that the page states with an
    offset.
    """

    url: str
    published_at: str | None
    evidence: str | None
    changed_at: str | None = None
    fetched_at: datetime | None = None
    zone: str | None = None
    mainland: bool = False
    statements: int = 0
    clocks: tuple[str, ...] = ()

    @property
    def own(self) -> str | None:
        """What the page itself says; None if its date is already a list's."""
        return None if (self.evidence or "").startswith(LISTING) else self.published_at


@dataclass(frozen=True, slots=True)
class ListedMoment:
    """A time (ISO 8601, or a day) with its evidence, and the list that says so."""

    time: str
    evidence: str
    listing: str


def decide_date(page: PageDate, told: Sequence[HeardFacts]) -> ListedMoment | None:
    """Return the date by a list if its word decides, None if the page's holds; `told` by weight.

    The site's own list decides where the page says nothing, where the page's date is less exact, and where
    both contradict each other. The page's holds if the source declares where it stands, if the list's moment
    is that of a change or of the list's making, if both show one wall clock, or if the address has the page's
    day. Another site's list only decides where the page says nothing. A list's clock without an offset is
    read as one of the page is: by the declared zone, or as Beijing's on a mainland page.
    """
    usable = [one for one in told if _may_decide(one, page)]
    if not usable or (page.evidence or "").startswith(_DECLARED):
        return None
    heard = usable[0]
    time = _earliest((one for one in usable if one.listing == heard.listing), page)
    if time is None:
        return None
    if page.own is not None and _shows_clock_of(time, page.own):
        return None
    time, evidence = in_zone(time, LISTING, page.zone)
    chosen = _placed(time, page) if page.own is None else _against(page.own, time, page)
    if chosen is None:
        return None
    placed, evidence = with_zone(chosen, evidence, mainland=page.mainland)
    return ListedMoment(placed, evidence, heard.listing)


def contradicts_url(listed: str | None, url: str) -> bool:
    """Say whether a list's moment is on another day than the URL's; in UTC two days off and more."""
    of_url, time = read_time(url_date(url) or ""), read_time(listed or "")
    if of_url is None or time is None:
        return False
    days = abs(_day(time) - _day(of_url)).days
    return days > (1 if "T" in time and _is_utc(time) else 0)


def _may_decide(one: HeardFacts, page: PageDate) -> bool:
    """Whether a statement has a moment that can count beside what the page says."""
    time = _time(one, page)
    return time is not None and (
        page.own is None or (one.is_own and not _is_of_poll(_clocked(time, page), one))
    )


def _time(one: HeardFacts, page: PageDate) -> str | None:
    """Return the moment of a statement; midnight is a day, and a moment after the fetch is no moment."""
    if "published_at" in one.facts.uniform or not one.facts.published_at:
        return None
    time = read_time(one.facts.published_at)
    if time is None:
        return None
    if time[10:19] == "T00:00:00":
        time = time[:10]
    if page.fetched_at is None:
        return time
    if "T" not in time:
        return time if _instant(time) <= page.fetched_at + _AHEAD_DAY else None
    clocked = _clocked(time, page)
    if _instant(clocked) <= page.fetched_at + (_AHEAD if _has_offset(clocked) else _AHEAD + _EASTERNMOST):
        return time
    # "GMT" behind the clock of the declared zone: some feeds are made so.
    local = _in_zone(time, page.zone) if _is_utc(time) else None
    return local if local and _instant(local) <= page.fetched_at + _AHEAD else None


def _in_zone(time: str, name: str | None) -> str | None:
    """Return the wall clock of a time as that of a zone; None if nobody knows the zone."""
    zone = _zone(name)
    return datetime.fromisoformat(time).replace(tzinfo=zone).isoformat(timespec="seconds") if zone else None


def _is_of_poll(time: str, one: HeardFacts) -> bool:
    return "T" in time and abs(_instant(time) - one.heard_at) <= _OF_POLL


def _earliest(told: Iterable[HeardFacts], page: PageDate) -> str | None:
    """Return the first moment that a list ever gave: some feeds give that of a change later."""
    return min(
        filter(None, (_time(one, page) for one in told)),
        key=lambda time: (_instant(_clocked(time, page)), time),
        default=None,
    )


def _against(own: str, listed: str, page: PageDate) -> str | None:
    """Return the time by the list, against the page's own date; None where the page's holds."""
    local = _placed(listed, page)
    if "T" in listed and (shown := _completed(own, listed, local)) is not None:
        return shown
    agrees = _is_same(own, listed) if "T" in listed else listed == own[:10]
    # Clocks of other stories and of comments tell that both days are one, not that the page's is wrong.
    if agrees or _may_be_same_day(own, _placed(listed, replace(page, clocks=()))) or _is_ahead(listed, page):
        return None
    if _is_one_clock(own, listed, page):
        return _by_zone(listed, page)
    return None if _is_change(own, listed, page) or _is_held_by_address(own, page) else local


def _shows_clock_of(listed: str, own: str) -> bool:
    """Whether a list's clock without an offset shows the page's moment: on the page's clock, or in UTC."""
    if "T" not in own or "T" not in listed or _has_offset(listed) or not _has_offset(own):
        return False
    clocks = (_wall_clock(own), _instant(own).astimezone(UTC).replace(tzinfo=None))
    return any(abs(_wall_clock(listed) - clock) < _SAME for clock in clocks)


def _clocked(time: str, page: PageDate) -> str:
    """Return a list's time with the offset of the likeliest clock, to compare it; without one if none is.

    A clock without an offset is the declared zone's, or Beijing's on a mainland page, or that of the page's
    own date.
    """
    time, _ = in_zone(time, LISTING, page.zone)
    if "T" not in time or _has_offset(time):
        return time
    if page.mainland:
        return time + MAINLAND_OFFSET
    own = page.own
    if own is None or "T" not in own or not _has_offset(own):
        return time
    place = datetime.fromisoformat(own).tzinfo
    return datetime.fromisoformat(time).replace(tzinfo=place).isoformat(timespec="seconds")


def _is_ahead(listed: str, page: PageDate) -> bool:
    """Whether a list's day begins after the fetch: no page that states another is of tomorrow's paper."""
    return page.fetched_at is not None and _instant(_clocked(listed, page)) > page.fetched_at + _AHEAD


def _is_one_clock(own: str, listed: str, page: PageDate) -> bool:
    """Whether page and list show the same wall clock with other offsets: one of them has its zone wrong.

    An offset that is ours is none of the page's.
    """
    if "T" not in own or "T" not in listed or not (_has_offset(own) and _has_offset(listed)):
        return False
    if (page.evidence or "").endswith("+assumed-zone") and not _is_utc(listed):
        return False
    return abs(_wall_clock(own) - _wall_clock(listed)) < _SAME


def _by_zone(listed: str, page: PageDate) -> str | None:
    """Return the list's time if the declared zone had its offset and not that of the page; None else."""
    shown = _in_zone(listed, page.zone)
    own = page.own
    if shown is None or own is None or _instant(shown) != _instant(listed):
        return None
    return None if _is_same(own, shown) else listed


def _wall_clock(time: str) -> datetime:
    return datetime.fromisoformat(time).replace(tzinfo=None)


def _completed(own: str, listed: str, local: str) -> str | None:
    """Return the list's moment where the page has only its day, or its clock without an offset."""
    if "T" not in own:
        return local if local[:10] == own else None
    if _has_offset(own):
        return None
    return in_local_time(listed, own) if _is_utc(listed) else listed if own[:16] == listed[:16] else None


def _may_be_same_day(own: str, listed: str) -> bool:
    """Whether the page's day can be that of a moment in UTC: in which zone it is nobody says."""
    return "T" not in own and _is_utc(listed) and abs(_day(listed) - _day(own)) <= timedelta(days=1)


def _is_same(own: str, listed: str) -> bool:
    if not (_has_offset(own) and _has_offset(listed)):
        return False
    return abs(_instant(own) - _instant(listed)) < _SAME


def _is_change(own: str, listed: str, page: PageDate) -> bool:
    """Whether the list has the moment of a change in place of that of publication.

    So it is if kinds of markup agree on an earlier moment, or if the page says that it changed then.
    """
    moment = _instant(_clocked(listed, page))
    if _instant(own) >= moment:
        return False
    if page.statements >= _AGREED:
        return True
    if not page.changed_at or "T" not in page.changed_at:
        return False
    after = moment - _instant(page.changed_at)
    # A page that states both outright knows them apart: what is between them is a change before the last.
    return after < _ONE_CHANGE if is_explicit(page.evidence or "") else abs(after) < _ONE_CHANGE


def _is_held_by_address(own: str, page: PageDate) -> bool:
    address = url_date(page.url)
    return address is not None and read_time(address) == own[:10]


def _placed(time: str, page: PageDate) -> str:
    """Return a moment in UTC with the offset of the publisher's clock, where one is known.

    That is the declared zone, the page's own date, or what all other times of the page have.
    """
    if not _is_utc(time):
        return time
    moment = datetime.fromisoformat(time)
    zone = _zone(page.zone)
    if zone is not None:
        return moment.astimezone(zone).isoformat(timespec="seconds")
    own = page.published_at
    if own and "T" in own and _has_offset(own) and abs(_instant(own) - moment) < _SAME_SEASON:
        return moment.astimezone(datetime.fromisoformat(own).tzinfo).isoformat(timespec="seconds")
    near = (datetime.fromisoformat(one) for one in page.clocks if abs(_instant(one) - moment) < _SAME_SEASON)
    offsets = {one.utcoffset() for one in near}
    if len(offsets) == 1 and (offset := offsets.pop()) is not None:
        return moment.astimezone(timezone(offset)).isoformat(timespec="seconds")
    return time


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _is_utc(time: str) -> bool:
    return time.endswith("+00:00")


def _has_offset(time: str) -> bool:
    return datetime.fromisoformat(time).tzinfo is not None


def _day(time: str) -> date:
    return date.fromisoformat(time[:10])


def _instant(time: str) -> datetime:
    """Return the moment; without an offset as if in UTC."""
    moment = datetime.fromisoformat(time)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
