"""Write the names of months and weekdays from Unicode CLDR (Unicode License v3), as Babel packs it.

`pip install babel`, then run.
Only for whoever adds a language; nothing at run time imports it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import newsarchive.text.dates as date_data

LANGUAGES = """
en de fr es pt it nl da sv nb fi et lv lt pl cs sk sl hr sr sr_Latn bs mk bg ru uk be ro hu el tr az kk uz sq
ca gl eu ga cy is he ar ar_SY ar_DZ fa ur hi bn mr ta te ml kn gu pa ne si th id ms fil sw af ka hy ky km lo
my am
"""
# "may" is May in English and October in Duala.
RARER_HEAD = """\
# As months.tsv, by make_months.py from Unicode CLDR (Unicode License v3) as in Babel 2.18, and a few forms
# newspapers use: languages that are not there. A name counts on pages in its language, and elsewhere where
# no other language has it.
"""
# Forms news pages use that CLDR does not list (other spellings as in moment.js 2.31), the names of Sinhala's
# months since CLDR 48, the months of the Persian calendar in Persian, Dari and Pashto (as ICU 78 writes
# them), of the Ethiopian one, and Chinese ones.
EXTRA = """\
de\tjän/jänner\tfeber\tmrz\t\t\t\t\t\t\t\t\t
nl\t\t\tmaa\t\t\t\t\t\t\t\t\t
es\t\t\t\t\t\t\t\t\tset/setiembre\t\t\t
hr\t\t\t\t\t\t\t\t\t\t\tstudeni/studenog\t
ar\t\t\t\tابريل\t\t\t\tاغسطس\t\tاكتوبر\t\t
sr\tјануара\tфебруара\tмарта\tаприла\tмаја\tјуна\tјула\tавгуста\tсептембра\tоктобра\tновембра\tдецембра
sr\tjanuara\tfebruara\tmarta\taprila\tmaja\tjuna\tjula\tavgusta\tseptembra\toktobra\tnovembra\tdecembra
sl\tjanuarja\tfebruarja\tmarca\taprila\tmaja\tjunija\tjulija\tavgusta\tseptembra\toktobra\tnovembra\tdecembra
si\tදුරුතු\tනවම්\tමැදින්\tබක්\tවෙසක්\tපොසොන්\tඇසළ\tනිකිණි\tබිනර\tවප්\tඉල්\tඋඳුවප්
cy\t\t\t\t\t\t\tgorffenaf\t\t\t\t\t
id\t\tpebruari/peb\t\t\t\t\t\tags/agt\t\t\tnopember/nop\t
hi\t\t\t\t\t\t\t\t\tसितम्बर\t\tनवम्बर\tदिसम्बर/दिस
bn\tজানুয়ারি\tফেব্রুয়ারি\t\t\t\t\t\t\tসেপ্ট\t\t\tডিসে
ta\t\t\t\t\t\t\t\tஆகஸ்டு\tசெப்டெம்பர்\t\t\t
te\t\t\t\tఎప్రిల్\t\t\tజూలై\tఆగష్టు\t\t\tనవ\t
kn\t\tಫೆಬ್ರುವರಿ\t\tಎಪ್ರಿಲ್\t\t\t\t\t\t\t\t
gu\t\t\t\t\t\t\tજુલાઇ\tઑગ\t\tઓક્ટોબર/ઑક્ટ્બર/ઑક્ટ\t\t
pa\t\t\t\tਅਪਰੈਲ\t\t\t\t\t\t\t\t
ne\t\t\t\t\t\t\t\tअगष्ट\tसेप्टेम्बर\tअक्टोबर\tनोभेम्बर\tडिसेम्बर
fa\t\t\t\tآپریل\t\t\t\tآگوست\tسپتمبر\tاکتوبر\tنومبر\tدسمبر
km\t\t\tមិនា\t\t\t\t\t\t\t\t\t
my\t\t\t\t\t\t\t\tသြဂုတ်\t\t\t\t
he\tינו'/יאנ'\tפבר'\t\t\t\t\t\tאוג'\tספט'\tאוק'\tנוב'\tדצמ'
am\t\tፌብሯሪ/ፌብሯ\tማር\tኤፕር\t\t\t\tኦገ\tሴፕ\t\tኖቬ\tዲሴ
hy\t\tփտր\t\t\t\t\t\t\tսպտ\t\tնմբ\tդկտ
jalali\tفروردین\tاردیبهشت\tخرداد\tتیر\tمرداد\tشهریور\tمهر\tآبان\tآذر\tدی\tبهمن\tاسفند
jalali\tحمل\tثور\tجوزا\tسرطان\tاسد\tسنبله/سنبلهٔ\tمیزان\tعقرب\tقوس\tجدی\tدلو\tحوت
ethiopic\tመስከረም\tጥቅምት\tኅዳር/ህዳር/ኀዳር/ሕዳር\tታኅሣሥ/ታህሳስ/ታኅሳስ/ታህሣሥ/ታሕሳስ\tጥር\tየካቲት\tመጋቢት\tሚያዝያ/ሚያዚያ\tግንቦት\tሰኔ\tሐምሌ/ሀምሌ/ሃምሌ\tነሐሴ/ነሀሴ/ነሃሴ\tጳጉሜን/ጳጉሜ/ጷጉሜን
jalali\tوری\tغویی\tغبرګولی/غبرگولی\tچنګاښ/چنگاښ\tزمری\tوږی\tتله\tلړم\tلیندۍ\tمرغومی\tسلواغه\tکب
zh\t一月\t二月\t三月\t四月\t五月\t六月\t七月\t八月\t九月\t十月\t十一月\t十二月"""
# The same of rarer languages: Haitian Creole, Maldivian, Luxembourgish, Sorani, Uzbek, Vietnamese.
RARER_EXTRA = """\
ht\tjanvye\tfevriye\tmas\tavril\tme\tjen\tjiyè\tout\tseptanm\toktòb\tnovanm\tdesanm
dv\tޖެނުއަރީ\tފެބްރުއަރީ\tމާރިޗު\tއޭޕްރީލު\tމޭ\tޖޫން\tޖުލައި\tއޯގަސްޓު\tސެޕްޓެމްބަރު\tއޮކްޓޯބަރު\tނޮވެމްބަރު\tޑިސެމްބަރު
ckb\tکانونی دووەم/كانونی دووه‌م\tشوبات\tئازار/ئادار\tنیسان\tئایار\tحوزەیران\tتەمموز/تەموز\tئاب\tئەیلول\t\
تشرینی یەکەم/تشرینی یه‌كه‌م\tتشرینی دووەم/تشرینی دووه‌م\tکانونی یەکەم/كانونی یه‌كه‌م
uz\t\t\t\t\t\t\t\t\tсентабр\tоктабр\t\t
lb\t\t\t\tabrell\t\t\t\t\t\t\t\t
vi\ttháng một/tháng giêng\ttháng hai\ttháng ba\ttháng tư\ttháng năm\ttháng sáu\
\ttháng bảy\ttháng tám\ttháng chín\ttháng mười\ttháng mười một\ttháng mười hai/tháng chạp"""
WEEKDAYS = """\
# Names of the days of the week, case-folded, dots taken off, by make_months.py from Unicode CLDR
# (Unicode License v3) as in Babel 2.18; a line for each language.
"""
# A process for each language: Babel 2.18 lets names leak from one locale's tables into the next one's.
PROGRAM = """
import sys
from babel import Locale
locale = Locale.parse(sys.argv[1])
rows = []
for month in range(1, 13):
    names = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            name = locale.months[context][width][month].casefold().replace(".", "")
            name = name.removeprefix("de ").removeprefix("d\u2019").strip()
            if len(name) > 1 and not name[0].isdigit():
                names[name] = None
    rows.append("/".join(names))
print(sys.argv[1].partition("_")[0], *rows, sep="\\t")
days = {
    locale.days[context][width][day].casefold().replace(".", "").strip(): None
    for context in ("format", "stand-alone")
    for width in ("wide", "abbreviated")
    for day in range(7)
}
print(*(day for day in days if len(day) > 1), sep="\\t")
"""
RARER_PROGRAM = "from babel.localedata import locale_identifiers; print(*sorted(locale_identifiers()))"
# Locales without months of their own have "M01", or the English names.
UNTRANSLATED = "m01"
FEWEST_OF_DAY = 4


def main() -> None:
    """Write the three tables in newsarchive/text/dates/data."""
    found = [_told(PROGRAM, language).splitlines(keepends=True) for language in LANGUAGES.split()]
    head = (
        "# Month names by language, January to December, case-folded, dots taken off, by make_months.py\n"
        "# from Unicode CLDR (Unicode License v3) as in Babel 2.18, and a few forms newspapers use.\n"
    )
    folder = Path(date_data.__file__).parent / "data"
    (folder / "months.tsv").write_text(
        head + "".join(months for months, _ in found) + EXTRA + "\n", encoding="utf-8"
    )
    rarer = list(_rarer(english=found[0][0].partition("\t")[2], known={months for months, _ in found}))
    (folder / "rarer_months.tsv").write_text(
        RARER_HEAD + "".join(months for months, _ in rarer) + RARER_EXTRA + "\n", encoding="utf-8"
    )
    (folder / "weekdays.tsv").write_text(
        WEEKDAYS + "".join(days for _, days in [*found, *rarer]), encoding="utf-8"
    )


def _rarer(english: str, known: set[str]) -> Iterator[tuple[str, str]]:
    """The months and weekdays of all other locales that have months of their own, each once."""
    told = set(known)
    for locale in _told(RARER_PROGRAM).split():
        if locale in LANGUAGES.split() or locale == "root":
            continue
        months, days = _told(PROGRAM, locale).splitlines(keepends=True)
        names = months.partition("\t")[2].strip("\n")
        if months in told or not names.strip() or UNTRANSLATED in names or f"{names}\n" == english:
            continue
        told.add(months)
        # Short names ("me", "du") are words of other languages.
        yield months, "\t".join(day for day in days.split("\t") if len(day.strip()) >= FEWEST_OF_DAY)


def _told(program: str, *given: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", program, *given], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main()
