"""The search of the whole page finds dates in words, without dateparser and its clock."""

from __future__ import annotations

import subprocess
import sys

from lxml.html import document_fromstring

from newsarchive.text.dates.page_times import searched_date

PAGE = "<html><body><div class='byline'>{}</div><p>The ferry runs again.</p></body></html>"


def test_a_date_in_words_is_found() -> None:
    assert searched_date(document_fromstring(PAGE.format("Published on 3 March 2021")), None) == "2021-03-03"
    assert searched_date(document_fromstring(PAGE.format("no day at all")), None) is None


def test_words_no_pattern_reads_do_not_wake_dateparser() -> None:
    program = (
        "import sys; from lxml.html import document_fromstring as parse;"
        "from newsarchive.text.dates.page_times import searched_date;"
        f"print(searched_date(parse({PAGE.format('Top 10 bridges to cross in 2021')!r}), None));"
        "locales = 'dateparser.data.date_translation_data.';"
        "print([name for name in sys.modules if name.startswith(locales)][:3])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split("\n")[1] == "[]"
