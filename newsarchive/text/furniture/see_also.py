"""Lines in a text that only lead to another story: "Read more: Harbour dispute enters its second week"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsarchive.text.furniture.furniture_lines import is_related_label
from newsarchive.text.sentences import SENTENCE_END, has_no_stops, is_dense, is_long

# What stands before the headline of the other story, by language; written from what newspapers print.
LABELS = {
    "en": r"(?:read|see)\s+(?:more|also|next|on)|also\s+(?:read|see|on)"
    r"|related(?:\s+(?:articles?|stor(?:y|ies)|news"
    r"|content|reading|coverage|posts?"
    r"|videos?))?|further\s+reading|recommended\s+reading|don[’']t\s+miss"
    r"|(?:continue|keep)\s+reading|must\s+read|(?:watch|listen)\s+also"
    r"|more(?:\s+on\s+this(?:\s+(?:story|topic))?)?",
    "de": r"(?:hier\s+)?lesen\s+sie(?:\s+(?:auch|hier|mehr|dazu|weiter))+"
    r"|lies(?:\s+(?:auch|hier|mehr|dazu))+|auch\s+(?:lesen|interessant)"
    r"|mehr\s+(?:zum\s+thema|dazu|lesen|hier)|siehe\s+auch|passend\s+dazu|lesetipps?"
    r"|weiterlesen|zum\s+thema"
    r"|das\s+(?:könnte|thema\s+könnte)\s+(?:sie|dich|euch)\s+(?:auch\s+)?interessieren",
    "fr": r"(?:[àa]\s+)?lire(?:\s+(?:aussi|également|plus|encore|la\s+suite))?"
    r"|lisez\s+(?:aussi|également)|(?:[àa]\s+)?voir\s+aussi"
    r"|sur\s+le\s+même\s+sujet",
    "es": r"(?:(?:además|también)\s+)?(?:lea|lee|leé|leer)(?:\s+(?:también|más|además|aquí))?"
    r"|(?:seguí|sigue|siga)\s+leyendo"
    r"|(?:vea|ver|mire|mira|mirá)\s+(?:también|más|además)|(?:le|te)\s+puede\s+interesar"
    r"|(?:le|te)\s+recomendamos|no\s+(?:te|se)\s+pierda[s]?|más\s+información"
    r"|notas?\s+relacionadas?",
    "pt": r"(?:leia|ler)(?:\s+(?:também|mais|ainda))?|(?:veja|confira)\s+(?:também|mais)|saiba\s+mais"
    r"|relacionad[ao]s?",
    "it": r"leggi\s+(?:anche|pure|di\s+più)|vedi\s+anche|per\s+approfondire"
    r"|ti\s+potrebbe\s+interessare",
    "nl": r"lees\s+(?:ook|meer|verder)|zie\s+ook|ook\s+interessant",
    "sv": r"läs(?:\s+(?:också|även|mer|vidare))?|se\s+(?:också|även)",
    "no": r"les(?:\s+(?:også|mer|mere))?|læs(?:\s+(?:også|mere))?|se\s+også",
    "fi": r"lue\s+(?:myös|lisää)|katso\s+myös",
    "is": r"lestu\s+(?:líka|einnig|meira)",
    "pl": r"(?:czytaj|przeczytaj|zobacz)\s+(?:też|także|również|więcej|dalej)",
    "cs": r"čtěte(?:\s+(?:také|též|více|dále))?|přečtěte\s+si(?:\s+(?:také|též|i))?"
    r"|viz\s+(?:také|též)",
    "sk": r"(?:čítajte|prečítajte\s+si)(?:\s+(?:aj|tiež|viac))?|pozrite\s+(?:aj|si)",
    "hu": r"olvass(?:a|d)\s+el(?:\s+ezt)?(?:\s+is)?|kapcsolódó(?:\s+cikk(?:ek|ünk)?)?",
    "ro": r"cit(?:ește|iți)\s+(?:și|mai\s+(?:mult|departe))|vezi\s+și",
    "ru": r"читайте(?:\s+(?:также|ещ[её]|далее|по\s+теме))?|(?:напомним,?\s+)?ранее\s+мы\s+писали"
    r"|читать\s+(?:также|далее)"
    r"|смотрите\s+также|подробнее|по\s+теме",
    "uk": r"читайте(?:\s+(?:також|ще))?|(?:нагадаємо,?\s+)?раніше\s+ми\s+писали"
    r"|дивіться\s+також|детальніше|за\s+темою",
    "bg": r"(?:вижте|виж|прочетете|прочети|четете)\s+(?:още|също|и)",
    "hr": r"(?:pročitajte|čitajte)(?:\s+(?:i|još|više|također|takođe))?"
    r"|прочитајте(?:\s+(?:и|још|више))?",
    "sl": r"(?:preberite|berite)(?:\s+(?:še|tudi))?",
    "el": r"διαβ[άα]στε(?:\s+(?:επίσης|ακόμα|ακόμη|ακομα|ακομη|επισης|περισσότερα|σχετικά))?"
    r"|δείτε\s+(?:επίσης|ακόμα|ακόμη)",
    "tr": r"(?:bunu|bunları)\s+da\s+oku(?:yun)?|ayrıca\s+(?:bakınız|bkz\.?|okuyun)"
    r"|ilgili\s+(?:haber|haberler|içerik)",
    "ar": r"[اإأ]قر[أا](?:وا)?\s+(?:[أا]يض[اًا]+|المزيد)|شاهد\s+[أا]يض[اًا]+"
    r"|انظر\s+[أا]يض[اًا]+|طالع\s+[أا]يض[اًا]+|ذات\s+صلة",
    "fa": r"بیشتر\s+بخوانید|همچنین\s+بخوانید|مطالب\s+مرتبط",
    "ur": r"یہ\s+بھی\s+پڑھ(?:یں|یے|یئے)|مزید\s+پڑھ(?:یں|یے|یئے)",
    "he": r"(?:קראו|ראו)\s+(?:גם|עוד)|לקריאה\s+נוספת|לכתבות\s+נוספות",
    "hi": r"(?:यह|ये|इसे)\s+भी\s+पढ़ें|और\s+पढ़ें",
    "bn": r"আর[ওো]\s+পড়ুন",
    "id": r"(?:baca|lihat|simak|tonton)(?:\s+(?:juga|selengkapnya|lainnya)(?:\s+(?:video|berita))?)",
    "vi": r"(?:mời\s+(?:(?:quý\s+)?(?:độc\s+giả|bạn\s+đọc|bạn|quý\s+vị)\s+)?)?(?:xem|đọc)\s+(?:thêm|tiếp)"
    r"|tin\s+liên\s+quan",
    "th": r"อ่าน(?:ข่าวที่เกี่ยวข้อง|เพิ่มเติม|ต่อ|ประกอบ)|ข่าวที่เกี่ยวข้อง",
    "zh": r"(?:相关|相關|延伸|推荐|推薦|更多)(?:阅读|閱讀|閲讀|新闻|新聞|报道|報導|链接|連結|文章)"
    # The parts of a story in several pages, as its table of them has it: "第2页：…".
    r"|第\d{1,2}[页頁]|看了(?:這篇文章|这篇文章|這則新聞|这则新闻)的人[，,]?也看了|另见|参见|閱讀更多|阅读更多|查看更多|看更多|阅读全文|閱讀全文",
    "ja": r"関連(?:記事|ニュース|リンク)?|[あ合]わせて読みたい|こちらもおすすめ",
    "ko": r"관련\s?(?:기사|뉴스)|함께\s읽기|더\s?(?:보기|읽기)",
}
_LABELS = "|".join(LABELS.values())
# Over a film that is linked, by language as above. Alone, "Video" may be a heading of the story.
_OF_FILMS = (
    r"watch\s+(?:the\s+)?video|v[ií]d[eé]os?|(?:mir[aá]|mire|ve|vea)\s+(?:aquí\s+|acá\s+)?el\s+v[ií]deo"
    r"|(?:guarda|bekijk|se)\s+(?:il\s+video|de\s+video|klippet|videon|videoen)|(?:смотрите\s+)?видео"
    r"|(?:дивіться\s+)?відео|(?:mời\s+(?:quý\s+)?(?:độc\s+giả|bạn\s+đọc)\s+)?xem\s+video|動画|(?:看)?影片|视频|영상"
)
_LABEL = re.compile(
    rf"[\W_]{{0,4}}(?:{_LABELS}|{_OF_FILMS})\s*(?:[:：»›>→|】\]）)]|[–—-]\s)\s*(?=\S)", re.IGNORECASE
)
# Labels that may as well stand before a book or a film: only a headline of the same site goes behind them.
# One of data/page_labels.tsv is such where all of the line is one link.
_WIDER = re.compile(
    r"[\W_]{0,4}(?P<label>(?:just\s+)?(?:read|watch)(?:\s+(?:this|here|it|now))?|lire|lee"
    r"|mira|veja|assista|leggi|guarda|lees|kijk|läs|les|læs|lue|zobacz|czytaj|čtěte"
    r"|čítajte|olvassa el|citește"
    r"|karanta\s+wannan(?:\s+ma)?|akhri\s+sidoo\s+kale|soma\s+pia)\s*[:：]\s+(?=\S)",
    re.IGNORECASE,
)
_PAGE_LABEL = re.compile(r"[\W_]{0,4}(?P<label>[^:：]{3,40})[:：]\s*(?=\S)")
# Characters of a headline behind such a label, Chinese, Japanese and Korean ones: titles of books have fewer.
_SURE_HEADLINE = (20, 10)
# In capitals a stop is enough: "LIRE AUSSI. La carte des fermetures".
_STOPPED = re.compile(rf"[\W_]{{0,4}}(?:{_LABELS}|{_OF_FILMS})\.\s+(?=\S)", re.IGNORECASE)
# A label alone, over links that stand below it in the same paragraph: "Read more from the coast:".
_ALONE = re.compile(
    rf"[\W_]{{0,4}}(?:{_LABELS})(?:\s(?:from|on|about|zu|über|aus|sur|sobre|de|da|su"
    rf"|over|om|о|про)\s[^:：.!?]{{2,40}})?"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)
# What stands between a label of data/page_labels.tsv and the headline behind it.
_ENDS_LABEL = re.compile(r"[:：»›>→|】\]）)–—-]\s*$")
# How labels end that no sentence begins with before a headline: "Lee también Los nuevos horarios".
_CALLING = re.compile(
    r"(?:also|auch|aussi|également|también|anche|ook|också|även|også|myös|też|także|również|také|tiež|ezt is"
    r"|și|также|також|още|επίσης|ακόμα|ακόμη|[أا]يض[اًا]+|thêm|ที่เกี่ยวข้อง)!?\s+$",
    re.IGNORECASE,
)
# What stands alone before the headline of another story on the same site.
_ARROWED = re.compile(r">{1,3}\s*|\+\s+")
# A label that stands alone, with or without a colon or an arrow: other words may be all of a heading.
_LONE = re.compile(rf"[\W_]{{0,4}}(?:{_LABELS})[\s:：»›>→|】\]）)–—↓⬇👇-]{{0,4}}", re.IGNORECASE)
# Characters of another story's headline; Chinese, Japanese and Korean ones are shorter.
_SHORTEST, _SHORTEST_DENSE = 12, 6
# Characters of a line with a label and a headline, and the share of the headline that is in links.
_LONGEST, LINKED_SHARE = 300, 0.9
# Characters of a label alone, and links below it.
_LONGEST_ALONE, MOST_LINKS = 70, 8


def refers(line: str, linked: int) -> bool:
    """Say whether a line only leads to another story: a label, then a headline that is a link.

    `linked` are the characters of the line in links. A sentence that begins so and links a word is none, nor
    is a label alone, or one whose headline is no link ("Recommended: two spoons a day").
    """
    if not linked or len(line) > _LONGEST:
        return False
    label = _label(line)
    if label is not None:
        return _is_headline(line[label.end() :], linked, line)
    if _is_behind_wider_label(line, linked):
        return True
    begun = line[: max(len(line) - linked, 0)]
    if _ARROWED.fullmatch(begun):
        return is_linked_headline(line[len(begun) :], linked)
    return (
        0 < len(begun) <= _LONGEST_ALONE
        and (
            _is_before_link(begun)
            or (_CALLING.search(begun) is not None and _is_called(begun, line[len(begun) :]))
        )
        and _is_headline(line[len(begun) :], linked, line)
    )


def _is_behind_wider_label(line: str, linked: int) -> bool:
    """Whether what stands behind a label is a link and long enough to be a headline, without a stop."""
    label = _WIDER.match(line)
    if label is None and linked >= LINKED_SHARE * len(line):
        label = _PAGE_LABEL.match(line)
        if label is not None and not is_related_label(label["label"]):
            return False
    if label is None:
        return False
    rest = line[label.end() :]
    if linked < LINKED_SHARE * len(rest) or SENTENCE_END.search(rest.rstrip("?!")):
        return False
    return is_long(rest, *_SURE_HEADLINE)


def is_labelled(line: str) -> bool:
    """Say whether a line begins with a label that newspapers print before stories of theirs alone."""
    return _label(line) is not None


def _label(line: str) -> re.Match[str] | None:
    label = _LABEL.match(line) or _STOPPED.match(line)
    return None if label is None or (label.re is _STOPPED and not label[0].isupper()) else label


def _is_headline(rest: str, linked: int, line: str) -> bool:
    shortest = _SHORTEST if line.isascii() else _SHORTEST_DENSE
    return len(rest) >= shortest and linked >= LINKED_SHARE * len(rest)


def _is_before_link(begun: str) -> bool:
    """Whether what stands before a link is a label: with a sign behind it, or the link right after it.

    Boxes side by side are read as one word, "Baca jugaHarga emas naik": no sentence goes on so.
    """
    if _ENDS_LABEL.search(begun):
        return is_related_label(begun)
    return not begun[-1:].isspace() and is_lone_label(begun)


def _is_called(begun: str, headline: str) -> bool:
    """Whether a label without a sign behind it stands before a headline: no small letter, no stop."""
    ends = SENTENCE_END.search(headline.rstrip("?!")) is not None
    return not headline[:1].islower() and not ends and is_lone_label(begun.rstrip(" !"))


def is_lone_label(line: str) -> bool:
    """Say whether a line is a label of links and nothing else: "Also Read", "Read more from the coast:"."""
    if len(line) > _LONGEST_ALONE or line.endswith((".", "!", "?")):
        return False
    return is_related_label(line) or _LONE.fullmatch(line) is not None or _ALONE.fullmatch(line) is not None


def heads_links(lines: Sequence[tuple[str, int]]) -> bool:
    """Say whether the lines of a paragraph are a label alone and below it headlines that are links.

    Each line comes with its characters in links.
    """
    if not 1 < len(lines) <= 1 + MOST_LINKS:
        return False
    (label, _), *below = lines
    if len(label) > _LONGEST_ALONE or not label.rstrip().endswith((":", "：")):
        return False
    if not all(linked and linked >= LINKED_SHARE * (len(line) - 2) for line, linked in below):
        return False
    return _ALONE.fullmatch(label) is not None


# Words of a headline that is set in capitals; names of places and films have fewer.
_FEWEST_WORDS = 6
# Letters of a headline, characters of one in Chinese, Japanese or Korean.
_HEADLINE = (25, 12)


def is_cried(line: str, linked: int) -> bool:
    """Say whether a line is one link, a headline in capitals: "FERRY STRIKE OFF AFTER LATE-NIGHT TALKS"."""
    if linked < len(line) or not line.isupper() or line[:1].isdigit() or len(line) > _LONGEST:
        return False
    return len(line.split()) >= _FEWEST_WORDS and not line.endswith((".", ":", "!"))


def is_linked_headline(line: str, linked: int) -> bool:
    """Say whether a line is one link, and a headline: several words and no stop, or behind an arrow."""
    headline = line.lstrip(" »›>→►▶☞•-–—")
    if linked < len(headline) or len(line) > _LONGEST or line[:1].isdigit():
        return False
    if SENTENCE_END.search(headline) or headline.endswith((":", "：", ",")):
        return False
    return is_long(headline, *_HEADLINE) and (
        is_dense(headline) or has_no_stops(headline) or len(headline.split()) >= _FEWEST_WORDS
    )
