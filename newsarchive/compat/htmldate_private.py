"""Private API of htmldate: its search of a page with another parser in the place of dateparser.

What its own patterns do not read htmldate gives to dateparser, which looks at the clock and on its first
question compiles the words of 200 locales: 1.6 s of CPU for one page (wcxb dev_0357, 2026-11). There is no
switch for that alone. Upstream: a parameter `external_parser` of `find_date`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import datetime
from types import ModuleType

# Of the module `extractors`, what `core` calls to read a text by the external parser, too.
_READERS = ("try_date_expr", "try_date_expr_opts")


def find_date_by(read_day: Callable[[str], datetime | None]) -> Callable[..., str | None]:
    """Return htmldate's `find_date`, asking `read_day` where it would ask dateparser.

    It is made of copies of two modules that nobody else sees: `htmldate` itself stays as it is.
    """
    extractors, core = _copy_of("htmldate.extractors"), _copy_of("htmldate.core")
    _replace(extractors, "_external_date", read_day)
    for name in _READERS:
        _replace(core, name, getattr(extractors, name))
    found: Callable[..., str | None] = core.find_date
    return found


def _copy_of(name: str) -> ModuleType:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"{name} is not there: htmldate was changed", name=name)
    copy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy


def _replace(module: ModuleType, name: str, value: object) -> None:
    if not hasattr(module, name):
        raise AttributeError(f"{module.__name__}.{name} is not there: htmldate was changed")
    setattr(module, name, value)
