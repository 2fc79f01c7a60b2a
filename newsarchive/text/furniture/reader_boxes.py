"""Small boxes amid a story in which the paper speaks to its reader: its letter, its polls, consent.

What heads such a box tells what it may be: a story's own boxes have the same headings. It goes where readers
vote in it, may take or leave a letter, or each sentence speaks of what is the paper's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from newsarchive.text.furniture.furniture_lines import furniture_kind
from newsarchive.text.furniture.house_lines import EMBED_CONSENT, HOUSE_END, HOUSE_LINE
from newsarchive.text.furniture.reader_calls import box_kind, calls_amid, own_things
from newsarchive.text.sentences import FULL_STOP, says_something

# Rules of lines that head a box of the paper's, or stand in it.
_OF_HOUSE = frozenset({HOUSE_LINE, HOUSE_END, EMBED_CONSENT})
# Answers of a poll, and their longest; those with a number are its result, those with a name a passer-by's.
_ANSWERS, _LONGEST_ANSWER = 2, 60
_DIGITS, _TOLD = re.compile(r"\d"), re.compile(r"[\d:：]")
# How many have voted, or the button by which a reader does.
_VOTES = re.compile(
    r"(?:[^\d.!?:]{2,20} )?\d[\d.,\s]*\s?(?:total )?(?:votes?|votants?|stimmen|teilnehmer|votos?|voti"
    r"|voten|stemmen|stemmer"
    r"|röster|ääntä|głos\w*|hlas\w*|glas\w*|szavazat\w*|voturi|голос\w*|гласов\w*|ψήφοι|oy|صوت\w*"
    r"|הצבעות|suara"
    r"|phiếu|票|표)\b[^.!?]{0,30}"
    r"|(?:total )?votes?:? ?\d[\d.,\s]*"
    r"|(?:cast your |submit )?vote|view results?|see results?|(?:jetzt )?abstimmen|ergebnis(?:se)? anzeigen"
    r"|voter|voir les résultats|votar|ver (?:los )?resultados|ver resultado|vota|stem|stemmen|rösta|stemme?"
    r"|äänestä|głosuj|oddaj głos|hlasovat|hlasovať|glasaj|szavazok|votează|голосовать|проголосовать"
    r"|голосувати|гласувай|ψηφίστε|oy ver|صوّت|הצבע|投票|투표하기",
    re.IGNORECASE,
)
_ASKED = ("?", "？", "؟", ";")
_QUOTED = re.compile('[«»„“”「」『』"]')
_MOST_SENTENCES = 3  # lines
# What a paper calls itself and its reader, no word of which means "she" or "his" as well.
_TO_READER = re.compile(
    r"\b(?:[Yy]ours?|[Yy]ou|[Ww]e|[Oo]urs?|Sie|Ihnen|Ihre[nrms]?|Ihr|[Dd]ir|[Dd]ich"
    r"|[Dd]eine?[nrms]?|[Ww]ir|[Uu]nsere?[nrms]?"
    r"|[Vv]ous|[Vv]otre|[Vv]os|[Nn]ous|[Nn]otre|[Nn]os|[Nn]uestr[ao]s?|[Uu]sted|[Tt]us"
    r"|[Vv]ocê|[Nn]oss[ao]s?|[Nn]ostr[aoei]"
    r"|[Tt]u[ao]i?|[Oo]nze|[Jj]ouw|[Uu]w|[Vv]åra?t?|[Dd]in[ae]?|[Vv]ores|[Tt]woj\w+"
    r"|[Nn]asz\w*|[Вв]аш\w*|[Нн]аш\w*|[Вв]ы|[Мм]ы)\b"
)
# What letters and calls of papers speak of, and what those that ask for consent do.
_OF_PAPERS = re.compile(
    r"newsletter|nyhetsbrev|nyhedsbrev|nieuwsbrief|uutiskirje|рассылк|розсилк|news\b|nachrichten"
    r"|journalis|dziennik"
    r"|subscri|abonn|suscri|iscri|inbox|postfach|e-?mail|mailbox|boîte mail|correo|unsubscribe"
    r"|notíci|noticia|notizie"
    r"|nieuws|nyhet|nyhed|wiadomoś|новост|новин",
    re.IGNORECASE,
)
_OF_CONSENT = re.compile(
    r"cookie|consent|einwillig|zustimm\w* zu|datenschutzerklärung|extern\w* inhalt|drittanbieter"
    r"|third[- ]part"
    r"|privacy (?:policy|notice|settings)|our \S{0,8} ?partners|unsere \S{0,8} ?partner|(?:nos"
    r"|nuestros) \S{0,8} ?(?:partenaires|socios)"
    r"|consentement|consentimiento|consenso|toestemming|samtyck|samtykke|zgod[ęay]|contenu externe"
    r"|traceurs|tracking",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:sign up|subscribe|register|join)(?: (?:now|here|today|for free))?|(?:jetzt "
    r"|kostenlos )?(?:abonnieren|anmelden)"
    r"|s['’](?:inscrire|abonner)|je m['’](?:inscris|abonne)|suscrib(?:irse|irme|ete|irte)"
    r"|suscríbete|apúntate|inscrever(?:-se)?"
    r"|assinar|iscriviti|inschrijven|aanmelden|meld je aan|prenumerera|anmäl dig|tilmeld"
    r"|meld deg på|tilaa|zapisz się"
    r"|odebírat|přihlásit se|feliratkozás|feliratkozom|abonează-te|подписаться|підписатися",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"\bunsubscribe\b|jederzeit (?:wieder )?(?:ab|kündbar)|désinscri|désabonn|darte de baja"
    r"|cancelar (?:a|tu|su) (?:suscripción|inscrição)"
    r"|disiscriv|annulla l['’]iscrizione|uitschrijven|afmelden|avregistrera"
    r"|avsluta prenumerationen|afmelde|avmelde|wypisa"
    r"|odhlásit|отписаться|відписатися",
    re.IGNORECASE,
)
_LONGEST_BOX = 700  # characters: a heading and three sentences


def with_reader_boxes(
    paragraphs: Sequence[str],
    rules: Sequence[str | None],
    boxed: Callable[[], Collection[tuple[str, ...]]],
    names: Collection[str],
) -> list[str | None]:
    """Return the rules and those of the lines that go with the rest of a small box."""
    gone: set[int] = set()
    for box in boxed():
        if sum(map(len, box)) <= _LONGEST_BOX and (lines := _lines_that_go(box, names)):
            gone.update(_places_of(frozenset(lines), paragraphs))
    return [
        HOUSE_LINE if rule in (None, HOUSE_END) and place in gone else rule
        for place, rule in enumerate(rules)
    ]


def _places_of(box: Collection[str], paragraphs: Sequence[str]) -> Iterator[int]:
    """Where a box stands: the longest runs of its lines. Elsewhere "No" answers somebody else."""
    runs: list[list[int]] = []
    for place, line in enumerate(paragraphs):
        if line not in box:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    longest = max(map(len, runs), default=0)
    yield from (place for run in runs if len(run) == longest for place in run)


def _lines_that_go(box: tuple[str, ...], names: Collection[str]) -> Collection[str]:
    kind, rest = box_kind(box[0]), box[1:]
    if kind == "poll":
        return box if _is_poll(rest) else ()
    if any(map(_QUOTED.search, rest)) or sum(map(_is_sentence, rest)) > _MOST_SENTENCES:
        return ()
    if kind == "letter" and any(_offers(line, names) for line in rest):
        # Whoever takes a letter is told what stands in it; a number or a day is the story's.
        return box if all(_is_of_letter(line, names) for line in rest) else ()
    # A heading, or a call, alone says little: each sentence speaks of what is the paper's.
    is_consent = kind == "consent" and any(map(_is_sentence, rest))
    goes = (is_consent or _is_of_house(box[0], names)) and all(
        _goes_along(line, names, is_consent=is_consent) for line in rest
    )
    return box if goes else ()


def _is_of_letter(line: str, names: Collection[str]) -> bool:
    return _goes_along(line, names) or (_speaks(line) and not _DIGITS.search(line))


def _goes_along(line: str, names: Collection[str], *, is_consent: bool = False) -> bool:
    """Whether a line below such a heading is a label, a call, or speaks to the reader of the paper's own."""
    if not _is_sentence(line):
        return not _DIGITS.search(line) and ":" not in line
    if box_kind(line) or _is_of_house(line, names):
        return True
    if is_consent:
        return _OF_CONSENT.search(line) is not None
    return _speaks(line) and (_OF_PAPERS.search(line) is not None or calls_amid(line, names))


def _offers(line: str, names: Collection[str]) -> bool:
    """Whether a line is the button of a letter, says how to leave it, or calls the reader to take it."""
    return (
        _BUTTON.fullmatch(line.strip()) is not None
        or _LEAVES.search(line) is not None
        or _is_of_house(line, names)
        or calls_amid(line, names)
    )


def _speaks(line: str) -> bool:
    return _TO_READER.search(line) is not None


def _is_of_house(line: str, names: Collection[str]) -> bool:
    return furniture_kind(line, names) in _OF_HOUSE or own_things(line, names) is not None


def _is_sentence(line: str) -> bool:
    return says_something(line) and FULL_STOP.search(line) is not None


def _is_poll(lines: Sequence[str]) -> bool:
    """Whether lines are a question and answers to choose from, and how many have voted."""
    if len(lines) <= _ANSWERS or not lines[0].endswith(_ASKED):
        return False
    answers = [line for line in lines[1:] if not _VOTES.fullmatch(line)]
    # Ballots, quizzes and passers-by have the same form: votes are counted, or cast by a button.
    return (
        1 + len(answers) < len(lines)
        and len(answers) >= _ANSWERS
        and all(
            len(line) <= _LONGEST_ANSWER and not _TOLD.search(line) and not FULL_STOP.search(line)
            for line in answers
        )
    )
