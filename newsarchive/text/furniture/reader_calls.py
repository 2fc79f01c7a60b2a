"""Sentences by which a paper calls its reader: an imperative, and what is the paper's own.

"Download our app and be the first to read the news": data/reader_calls.tsv has what such sentences begin
with, by language, and what they ask for. By its form alone none goes: an office writes the same, a letter
to readers does, and a telephone number is that of the police. It goes below or above a text, where the page
sets it apart or it names the paper's desk, and where the story does not speak of the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from newsarchive.text.furniture.house_forms import NETWORK_SIGN, OWN_NAME, SignedLine, tells_news
from newsarchive.text.furniture.house_lines import HOUSE_END, HOUSE_LINE, without_signs
from newsarchive.text.sentences import says_something

# A line of print or two, and the sentences of a box.
_LONGEST_CALL, _MOST_SENTENCES = 260, 5
# Lines that such calls take at either end of a text: a story that consists of them is told.
_DEEPEST = 8
# The place of the last line above a text: below a standfirst and a caption.
_LAST_OF_TOP = 2
_ENDS = re.compile(r"(?<=[.!?؟।։])\s+|(?<=[。！？])\s*|\s*[|｜]\s*|:\s+")
_QUOTED = re.compile('[«»„“”‘「」『』《》"]')
_ADDRESS = re.compile(r"\S{2,40}@\S{1,40}|https?://|\d{3}[\d\s()-]{4,}")
# Desks that papers alone have: offices have "tips" and "info" as well.
_DESK = re.compile(
    r"(?<![\w.-])(?:(?:redak|redac|redaz|rédac|toimitus|uutis|nieuws|nyhet|editor)[\w.-]{0,20}"
    r"|news(?:desk|room|tips?|[.-][\w.-]{1,20})?)@",
    re.IGNORECASE,
)
_ADDRESS_ALONE = re.compile(r"\S{2,40}@\S{1,40}|https?://\S{4,150}")
_OUTER = " \t\xa0.!…:：。！>»›→▶►☞•*-–—[]()（）"
# What firms and towns have as well: a call for it says that there is news in it.
_OF_ANY_HOUSE = re.compile(
    r"\b(?:apps?|appen|appli\w*|aplica\w*|applica\w*|aplikac\w*|aplikáci\w*"
    r"|aplikacij\w*|sovellu\w*|alkalmaz\w*"
    r"|приложени\w*|застосун\w*|εφαρμογή|uygulama\w*|programėl\w*|lietotn\w*)\b|تطبيق|アプリ|앱",
    re.IGNORECASE,
)
# What stories speak of besides: articles, news, days; and whom a letter to readers speaks to.
_OF_ANY_STORY = re.compile(
    "artic|artik|article|stor|beitr|nachricht|berichte|meldung|geschicht|news|nota|notic|matéria|reportag|stat|новост"
    "|us$|euro|paper|website|seite|site|page|web|abonn|channel|communit|here|day|inbox|journal",
)
_READERS = re.compile(
    r"\b(?:dear readers?|our readers|liebe (?:leser|leserinnen)\w*|unsere leser\w*"
    r"|chers? lect\w+|nos lecteurs"
    r"|quer?id\w+ lector\w*|nuestros lectores|car[oi] lettor\w|i nostri lettori"
    r"|car[oa]s? leitor\w+|nossos leitores"
    r"|beste lezers?|onze lezers|kära läsare|våra läsare|kære læsere?|kjære lesere?"
    r"|drodzy czytelnicy|milí čtenáři"
    r"|дорогие читатели|шановні читачі|αγαπητοί αναγνώστες|değerli okurlar\w*)\b"
    r"|亲爱的读者|読者の皆|독자 여러분|عزيزي القارئ",
    re.IGNORECASE,
)
_LONGEST_LABEL = 120
# How a label of what is not there yet ends; a heading does not.
_WAITS = ("...", "…")
_WORD = re.compile(r"[^\W\d_]+")
_ALERTS = re.compile(
    "alert|benachrichtig|push|notific|actualit|aktualno|informacj|uppdater|opdater|oppdater|varsler|ajanko|uutis"
    "|žini|naujien|uudis|ziņ|jaunum|vijest|novic|vesti|вест|новини|frétt|notíci|primeir|первы|matter",
    re.IGNORECASE,
)
# Who says so, or what came of it, stands behind a comma; a reason stands there with a word that joins it.
_TELLS = re.compile(
    rf"[,،](?! ?(?:{NETWORK_SIGN}|and|to|for|so|or|click|um|und|damit|oder|pour|et|afin|ou"
    rf"|para|y|e|o|per|om|en|of|för|och"
    r"|for|og|i|by|aby|żeby|a|ať|и|чтобы|щоб|і|та|й|hogy|és|pentru|și|ca|και|για|ve|ir|un|ja"
    r"|in|da|dan|agar|untuk|để)(?!\w))"
    r"|[，、]",
    re.IGNORECASE,
)
# Words behind what a call asks for, "here by e-mail", and how they begin.
_MOST_BEHIND = 4
_WHERE = re.compile(
    r"(?:here|now|today|below|by|for free|via|on|in|at|from|hier|jetzt|an|ein|per|kostenlos"
    r"|auf|bei|ici|maintenant|dès|par|sur"
    r"|aquí|ahora|hoy|gratis|por|en|aqui|agora|no|na|pelo|qui|ora|su|sul|via|nu|aan|in|op|här"
    r"|på|her|nå|tästä|tutaj|teraz|w|na"
    r"|zde|zdarma|tu|itt|most|aici|здесь|сейчас|бесплатно|в|на|тут|у|εδώ|στο|di|ke|trên|qua|el)(?!\w)",
    re.IGNORECASE,
)
# Letters of a word that the story and the call both have, endings left out.
_STEM = 6


@dataclass(frozen=True, slots=True)
class _Parts:
    """The patterns of one language; None where it has none of a kind."""

    call: re.Pattern[str] | None
    close: re.Pattern[str] | None
    own: re.Pattern[str] | None
    ask: re.Pattern[str] | None
    write: re.Pattern[str] | None
    whole: re.Pattern[str] | None
    beside: re.Pattern[str] | None


def with_reader_calls(
    paragraphs: Sequence[str],
    rules: Sequence[str | None],
    apart: Callable[[], Collection[str]],
    headings: Callable[[], Collection[str]],
    names: Collection[str],
) -> list[str | None]:
    """Return the rules and those of calls: at both ends of a text, and amid it of lines that are set `apart`.

    A call stays where a sentence of the story speaks of what it asks for; a label that heads a passage stays.
    """
    if any(map(_NO_PAPER.search, names)):
        return [*rules]
    found: dict[int, str] = {}
    for order in (range(len(rules)), range(len(rules) - 1, -1, -1)):
        found |= dict.fromkeys(_of_end(paragraphs, rules, order, names), HOUSE_END)
    for at, line in enumerate(paragraphs):
        if at in found or rules[at] not in (None, "source_line"):
            continue
        # Whether a line is a call is asked last: fifty languages are looked through.
        is_open = rules[at] is None and (_DESK.search(line) or line in apart())
        if _is_of_top(paragraphs, at) or (is_open and _may_go(line, names)):
            found[at] = HOUSE_LINE
    for at in [at for at in found if is_label_beside_story(paragraphs[at])]:
        if paragraphs[at] in headings() or _may_head(paragraphs, at):
            del found[at]
    if not found:
        return [*rules]
    told = [
        line
        for at, line in enumerate(paragraphs)
        if rules[at] is None and at not in found and says_something(line)
    ]
    if any(map(_READERS.search, told)):
        return [*rules]
    words = frozenset(word for line in told for word in _WORD.findall(line.casefold()))
    return [
        found[at] if at in found and not _is_told(own_things(paragraphs[at], names) or (), words) else rule
        for at, rule in enumerate(rules)
    ]


def _is_of_top(paragraphs: Sequence[str], at: int) -> bool:
    """Whether a label stands above the text, or right below its standfirst."""
    below = paragraphs[at + 1 : at + 2]
    return at <= _LAST_OF_TOP and is_label_beside_story(paragraphs[at]) and any(map(says_something, below))


def _may_head(paragraphs: Sequence[str], at: int) -> bool:
    """Whether a label is one word, as headings are: "Loading", of ships; a story goes on below it."""
    line = paragraphs[at].strip()
    is_word = len(line.split()) == 1 and not line.endswith(_WAITS)
    return is_word and any(map(says_something, paragraphs[at + 1 :]))


def _of_end(
    paragraphs: Sequence[str], rules: Sequence[str | None], order: Iterable[int], names: Collection[str]
) -> Iterator[int]:
    """The places of calls at one end of a text, no line but furniture beyond them."""
    for steps, at in enumerate(order):
        if steps >= _DEEPEST:
            return
        if rules[at] is not None:
            continue
        if not _may_go(paragraphs[at], names):
            return
        yield at


def _may_go(line: str, names: Collection[str]) -> bool:
    return is_label_beside_story(line) or own_things(line, names) is not None


def _is_told(things: Collection[str], told: Collection[str]) -> bool:
    """Whether a story has the words of things, with other endings where they are long."""
    return any(
        thing in told or (len(thing) >= _STEM and any(word.startswith(thing) for word in told))
        for thing in things
    )


def own_things(line: str, names: Collection[str] = ()) -> frozenset[str] | None:
    """Return the words for what a line asks its reader for; None where it is no call.

    Each sentence of it must be one, or what one asks before.
    """
    if len(line) > _LONGEST_CALL or _QUOTED.search(line) or _AUTHOR.search(line):
        return None
    bare = without_signs(line)
    sentences = [part.strip(_OUTER) for part in _ENDS.split(SignedLine(bare, names).signed())]
    asked = [part.rstrip().endswith(("?", "؟", "？")) for part in _ENDS.split(bare)]
    told = [(part, ask) for part, ask in zip(sentences, asked, strict=False) if part]
    if not 0 < len(told) <= _MOST_SENTENCES:
        return None
    for parts in _languages():
        if (things := _things_of(told, parts)) is not None:
            return things
    return None


def _things_of(told: Sequence[tuple[str, bool]], parts: _Parts) -> frozenset[str] | None:
    things: set[str] = set()
    open_question = ""
    called = False
    for sentence, is_asked in told:
        whole = sentence.rstrip("?؟？ ")
        if parts.whole and parts.whole.fullmatch(whole):
            called, open_question = True, ""
        elif _ADDRESS_ALONE.fullmatch(sentence) or (parts.beside and parts.beside.fullmatch(whole)):
            continue
        elif is_asked and parts.ask and parts.ask.fullmatch(whole):
            open_question = whole
        elif open_question and parts.write and parts.write.match(sentence):
            if not _reaches_paper(open_question, sentence):
                return None
            called, open_question = True, ""
        elif (own := _own_of(sentence, parts)) is not None:
            if open_question and _COMMENTS.search(sentence) and not _asks_as_paper(open_question):
                return None
            things |= own
            called, open_question = True, ""
        else:
            return None
    return frozenset(things) if called and not open_question else None


# "Us", or this text, in a call to write.
_OWN_PRONOUN = re.compile(
    r"\b(?:us|uns|nous|ci|nos|ons|oss|os|meille|nam|nas|ne|нам|comment\w*"
    r"|kommentar\w*|commentaire\w*|ctrl|enter)\b"
    r"|(?:-nous|-nos|-ne|nos|nas|nám|ci|לנו)\b",
    re.IGNORECASE,
)
# Where readers write below a text: an author asks for what they cooked, or saw.
_COMMENTS = re.compile(
    r"\b(?:comment|kommentar|commentaire|coment[aá]ri|comentario|reactie)|комментар|коментар", re.IGNORECASE
)
# What a question asks a paper's reader only: word of an error in its text, of news, of its desk. Police and
# clinics ask whether somebody saw, has, or knows something.
_ERROR = (
    r"typo|errors?|mistakes?|corrections?|fehler|tippfehler|erreur|faute|error|errata|erro|errore"
    r"|refuso|fout|fel"
    r"|feil|fejl|virhe\w*|błąd|błędy|chybu|chyby|pogrešk\w*|grešk\w*|napak\w*|hibát|eroare|greșeală"
    r"|ошибк\w*|опечатк\w*|помилк\w*|грешк\w*|טעות"
)
_PAPER_ASKS = re.compile(
    rf"\b(?:{_ERROR})\b(?:$"
    rf"|.{{0,30}}\b(?:text|tekst|article|artik|artíc|artic|story|stories|beitrag|matéria"
    r"|notic|notíc|nota|стать|статт|текст|член|članak|članku|cikk|sak|jut))"
    r"|\b(?:wrong with|with) this (?:article|story)|what you['’]re reading"
    r"|\bnews (?:tip|stor|item)|\bstory (?:tip|idea)|\bnyh[e]?[td]s?tips|\bnyhetstips|\bnieuwstip"
    r"|\buutisvink"
    r"|\bthis (?:article|story)\b|\b(?:diesen|diesem|dieser) (?:artikel|beitrag)\b|\bcet article\b"
    r"|\best[ae] (?:nota|noticia|artículo|matéria|notícia|artigo)\b|\bquesto articolo\b|\bdit artikel\b"
    r"|\b(?:den här|denna|denne) artik|\bten artykuł|\btento článek|\bэт(?:а|у) (?:статья|статью|новость)"
    r"|\bredaktion|\bredaksjon|\bredactie|\brédaction|\bredacción|\bredazione|\bredakc|\bредакц|\bnewsroom",
    re.IGNORECASE,
)
# Whose page it is: an office asks for what it needs to know, and a club speaks of its own group.
_NO_PAPER = re.compile(
    r"\b(?:council|municipal\w*|police|polic[ií]a|poli[zt]ei|politie|politi|polis|polisen"
    r"|ministr\w+|ministeri\w*"
    r"|government|gemeente|gemeinde|stadtverwaltung|landkreis|rathaus|landratsamt|klinikum|hospital|clinic"
    r"|c[âa]mara|prefeitura|ayuntamiento|comune di|mairie|ville de|préfecture|urząd|gmina|policja"
    r"|policija|policie"
    r"|belediye\w*|администраци\w+|министерств\w+|міськрада|kommune|kommun|kaupunki|poliisi"
    r"|museum|library|parish|church|foundation|association|verein|[ft]sv|club)\b|시청|군청|구청|경찰|市役所|警察",
    re.IGNORECASE,
)
# Who speaks for nobody else: the author, not the house.
_AUTHOR = re.compile(
    r"\bI(?:['’](?:ll|m|ve|d)| (?:will|would|am|have|can|want|hope|know|love|read))\b"
    r"|\b(?:ich|ik|jag|jeg|yo|eu|io|minä)\b|\b[Jj](?:['’]|e (?:vous|le|la|les|lis|ferai|suis)\b)"
    r"|(?<!\w)[Яя](?!\w)"
)


def _reaches_paper(question: str, sentence: str) -> bool:
    """Whether who is asked is to write to a paper: to its desk, or to "us" of what only a paper asks for.

    A telephone number or an address is anybody's: that of the police, a clinic, an office.
    """
    if _DESK.search(sentence):
        return True
    is_ours = _ADDRESS.search(sentence) or _OWN_PRONOUN.search(sentence)
    return bool(is_ours) and _asks_as_paper(question)


def _asks_as_paper(question: str) -> bool:
    return _PAPER_ASKS.search(question) is not None


def _own_of(sentence: str, parts: _Parts) -> set[str] | None:
    """The words for the paper's own in a sentence that begins, or ends, like a call."""
    begins = parts.call is not None and parts.call.match(sentence)
    ends = parts.close is not None and parts.close.search(sentence)
    if not (begins or ends) or parts.own is None or (own := parts.own.search(sentence)) is None:
        return None
    behind = sentence[own.end() :]
    if _TELLS.search(behind) or not (ends or _ends_call(behind, parts.own)):
        return None
    if _OF_ANY_HOUSE.search(own[0]) and not _tells_news(f"{sentence[: own.start()]} {behind}"):
        return None
    words = own[0].replace(OWN_NAME, " ").casefold().split()
    if not words or not words[-1].isalpha() or _OF_ANY_STORY.match(words[-1]):
        return set()
    return {words[-1][: max(_STEM, len(words[-1]) - 2)]}


def _ends_call(behind: str, own: re.Pattern[str]) -> bool:
    """Whether a call is over behind what it asks for, or goes on with news, or more that is the paper's own.

    "Our journalism students", "our group for parents of missing children" are others'.
    """
    rest = behind.strip(_OUTER)
    if not rest or _tells_news(rest) or own.search(rest):
        return True
    return behind[:1] in " ,-" and len(rest.split()) <= _MOST_BEHIND and _WHERE.match(rest) is not None


def _tells_news(reason: str) -> bool:
    return tells_news(reason) or _ALERTS.search(reason) is not None


def is_label_beside_story(line: str) -> bool:
    """Say whether a line is what a page says of itself: "Loading", "Listen to this article"."""
    return len(line) <= _LONGEST_LABEL and _labels().fullmatch(line.strip(_OUTER)) is not None


@cache
def _labels() -> re.Pattern[str]:
    forms = "|".join(row.split("\t")[2] for row in _table() if row.startswith("label"))
    return re.compile(forms, re.IGNORECASE)


def calls_amid(line: str, names: Collection[str] = ()) -> bool:
    """Say whether any sentence of a line is such a call: others in a box of the paper's may be headlines."""
    return any(own_things(part, names) is not None for part in _ENDS.split(line) if part)


def box_kind(line: str) -> str | None:
    """Return what a heading says that a box is: `poll`, `letter`, `consent`; None for any other."""
    return next((kind for kind, form in _box_headings() if form.fullmatch(line.strip(_OUTER))), None)


@cache
def _box_headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = (row.split("\t") for row in _table() if row.startswith("box "))
    return tuple((kind.split()[1], re.compile(form, re.IGNORECASE)) for kind, _, form in rows)


@cache
def _languages() -> tuple[_Parts, ...]:
    by_language: dict[str, dict[str, str]] = {}
    for row in _table():
        if not row.startswith(("box ", "label")):
            kind, languages, pattern = row.split("\t")
            by_language.setdefault(languages.split()[0], {})[kind] = pattern
    return tuple(_compiled(kinds) for kinds in by_language.values())


@cache
def _table() -> tuple[str, ...]:
    table = files("newsarchive.text.furniture").joinpath("data", "reader_calls.tsv").read_text("utf-8")
    return tuple(row for row in table.splitlines() if not row.startswith("#"))


def _compiled(kinds: dict[str, str]) -> _Parts:
    def pattern(kind: str, form: str) -> re.Pattern[str] | None:
        if kind not in kinds:
            return None
        told = kinds[kind].replace("{nw}", NETWORK_SIGN).replace("{paper}", OWN_NAME)
        return re.compile(form.format(told), re.IGNORECASE)

    return _Parts(
        pattern("call", "(?:{})"),
        pattern("close", "(?:{})$"),
        pattern("own", "{}"),
        pattern("ask", "(?:{})"),
        pattern("write", "(?:{})"),
        pattern("whole", "(?:{})"),
        pattern("beside", "(?:{})"),
    )
