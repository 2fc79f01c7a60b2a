"""The kinds of what is cut out of pages, repaired in them, reserved by them and copied, as they are stored.

The members are strings; a kind stands here once, for the rules, the model, the tables and the reference.
"""

from __future__ import annotations

from newsarchive.stored_word import Word


class BlockPlace(Word):
    """Where a removed block stood (`removed_blocks.place`)."""

    HEAD = "head", "Before the article."
    INSIDE = "inside", "Within the article."
    TAIL = "tail", "After the article."
    TITLE = "title", "In the title, the headings or the meta tags."
    HIDDEN = "hidden", "In an element that is hidden or off-screen."


class PageKind(Word):
    """What kind of page one is (`fetches.kind`); only articles and live blogs are articles."""

    ARTICLE = "article", "An article: news, an opinion, a blog's post, a how-to, a press release."
    LIVE_BLOG = "live_blog", "An article that reports live, in entries with a time."
    GALLERY = "gallery", "A gallery of pictures."
    VIDEO = "video", "The page of a video."
    PAID_STUB = "paid_stub", "The beginning of an article, and an offer to pay for the rest."
    LISTING = "listing", "A list: of headlines or teasers, results, places, events."
    HOME_PAGE = "home_page", "A list at the root of its host: the front page."
    COLLECTION = "collection", "A list of goods."
    PRODUCT = "product", "Something for sale."
    FORUM = "forum", "A question and answers, or a thread of posts."
    DOCUMENTATION = "documentation", "A manual, a reference, a course."
    SERVICE = "service", "What a firm, an authority or a society says of what it does; a form to fill in."


class SpamKind(Word):
    """What a removed block is (`removed_blocks.kind`): a topic of spam, or furniture, which is none."""

    ADULT = "adult", "Pornography and escorts."
    GAMBLING = "gambling", "Casinos, lotteries, betting."
    PHARMACY = "pharmacy", "Medicines."
    LOAN = "loan", "Loans and credit."
    CERTIFICATE = "certificate", "Forged certificates and papers."
    PIRACY = "piracy", "Copies of films, series, games."
    COUNTERFEIT = "counterfeit", "Replicas of brands."
    SEO = "seo", "Link farms and search engine optimisation itself."
    OTHER = "other", "Other spam."
    FURNITURE = "furniture", "Page furniture, which is no spam: share bars, footers, related links, comments."


# Each has a word list `newsarchive/text/spam/data/KIND.tsv`, and a number in the n-gram model, which is its
# place here: a new one goes to the end, with its list, and the model is trained anew.
SPAM_TOPICS = tuple(kind for kind in SpamKind if kind not in {SpamKind.OTHER, SpamKind.FURNITURE})


class RepairKind(Word):
    """Which damage was undone (`repairs.kind`)."""

    PINYIN_NOTE = "pinyin_note", "A mirror's notes on pronunciation, taken out."
    BYTE_WRECKAGE = "byte_wreckage", "Characters that a mirror broke byte by byte."
    CUT_PUNCTUATION = "cut_punctuation", "Full-width signs whose bytes a mirror cut."
    SOWN_CONTROLS = "sown_controls", "Runs of control characters that a mirror sowed."
    SCRIPT_CONVERSION = "script_conversion", "Characters made Simplified again."
    UNDECIDED = "undecided", "Damage left as it stood, since nothing decides; confidence 0."
    UTF8_READ_AS_LATIN1 = "utf8_read_as_latin1", "UTF-8 that was read as Latin-1 (Windows-1252)."
    UTF8_READ_AS_CP1250 = "utf8_read_as_cp1250", "UTF-8 that was read as Windows-1250."
    UTF8_READ_AS_CP1251 = "utf8_read_as_cp1251", "UTF-8 that was read as Windows-1251."
    UTF8_READ_AS_CP437 = "utf8_read_as_cp437", "UTF-8 that was read as code page 437."
    UTF8_READ_AS_CP866 = "utf8_read_as_cp866", "UTF-8 that was read as code page 866."
    UTF8_READ_AS_CP850 = "utf8_read_as_cp850", "UTF-8 that was read as code page 850."
    UTF8_READ_AS_CP1253 = "utf8_read_as_cp1253", "UTF-8 that was read as Windows-1253."
    UTF8_READ_AS_CP1256 = "utf8_read_as_cp1256", "UTF-8 that was read as Windows-1256."
    UTF8_READ_AS_CP1257 = "utf8_read_as_cp1257", "UTF-8 that was read as Windows-1257."
    UTF8_READ_AS_KOI8_R = "utf8_read_as_koi8-r", "UTF-8 that was read as KOI8-R."
    UTF8_READ_AS_MAC_ROMAN = "utf8_read_as_mac-roman", "UTF-8 that was read as Mac Roman."
    UTF8_READ_AS_GBK = "utf8_read_as_gbk", "UTF-8 that was read as GBK."
    UTF8_READ_AS_SHIFT_JIS = "utf8_read_as_shift_jis", "UTF-8 that was read as Shift_JIS."
    UTF8_READ_AS_BIG5 = "utf8_read_as_big5", "UTF-8 that was read as Big5."
    UTF8_READ_AS_EUC_KR = "utf8_read_as_euc-kr", "UTF-8 that was read as EUC-KR."
    CP1251_READ_AS_LATIN1 = "cp1251_read_as_latin1", "Windows-1251 that was read as Latin-1."
    KOI8_U_READ_AS_LATIN1 = "koi8-u_read_as_latin1", "KOI8-U that was read as Latin-1."
    EUC_JP_READ_AS_LATIN1 = "euc-jp_read_as_latin1", "EUC-JP that was read as Latin-1."
    EUC_KR_READ_AS_LATIN1 = "euc-kr_read_as_latin1", "EUC-KR that was read as Latin-1."
    GBK_READ_AS_LATIN1 = "gbk_read_as_latin1", "GBK that was read as Latin-1."
    SHIFT_JIS_READ_AS_LATIN1 = "shift_jis_read_as_latin1", "Shift_JIS that was read as Latin-1."
    BIG5_READ_AS_LATIN1 = "big5_read_as_latin1", "Big5 that was read as Latin-1."
    LETTERS_READ_AS_OTHERS = (
        "letters_read_as_others",
        "A language's letters that another charset made others.",
    )
    CONTROLS_FOR_SIGNS = (
        "controls_for_signs",
        "Control characters that stood for quotes, dashes and the like.",
    )
    ESCAPED_CHARACTERS = "escaped_characters", "Characters that were left as a program's or a mail's escapes."
    TWICE_ESCAPED_ENTITIES = "twice_escaped_entities", "Entities of HTML that were escaped once more."
    VISUAL_HEBREW = "visual_hebrew", "Lines of Hebrew stored from left to right, put in the order of reading."
    SOWN_SIGNS = "sown_signs", "Signs sown between ideographs, most of them invisible, taken out."
    READ_FROM_SCRIPT = "read_from_script", "No damage: paragraphs read from the data of the page's scripts."
    READ_BY_HOST = "read_by_host", "No damage: paragraphs that only other pages of the host tell to be text."
    UNSTORABLE_CHARACTERS = "unstorable_characters", "Characters that no database holds, taken out."


# A text that has one of them came from a mirror.
MIRROR_KINDS = frozenset(
    {
        RepairKind.PINYIN_NOTE,
        RepairKind.BYTE_WRECKAGE,
        RepairKind.CUT_PUNCTUATION,
        RepairKind.SOWN_CONTROLS,
        RepairKind.SCRIPT_CONVERSION,
        RepairKind.UNDECIDED,
    }
)


class ReservationKind(Word):
    """What a page reserves (`capture_rights.kind`)."""

    NOARCHIVE = "noarchive", "To be kept: the robots directive `noarchive`, or `none`."
    TDM = "tdm", "To be mined: a reservation by the TDM Reservation Protocol."


class ReservationOrigin(Word):
    """Where a page says so (`capture_rights.origin`)."""

    HEADER = "header", "In the headers of its answer."
    META = "meta", "In its meta tags."


class TextRelation(Word):
    """How the shorter of two similar texts relates to the longer (`similar_texts.relation`)."""

    COPY = "copy", "It is a copy: the longer text has little more."
    PART = "part", "It is a part: the longer text has more, as where one is cut short or wrapped."


class StatedFact(Word):
    """What the page of an article may state anew in its markup (`restatements.fact`)."""

    PUBLISHED = "published", "The publication is of another day than before.", "published"
    SECTION = "section", "It is filed under another section.", "section"
    TAGS = "tags", "It has other tags.", "tags"
