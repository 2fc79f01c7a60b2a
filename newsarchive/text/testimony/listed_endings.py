"""What a list's text has besides the article: that it goes on elsewhere, notices, footers, adverts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsarchive.text.entities import unescape
from newsarchive.text.letters import count_letters
from newsarchive.text.sentences import STOPS, ends_sentence

_TAG = re.compile(r"<[^<>]*>")
# Elements that begin a line; those within one (a, b, span …) don't.
_LINE = re.compile(
    r"</?(?:p|div|br|hr|h[1-6]|li|ul|ol|blockquote|section|article|figure|figcaption|table|tr|td"
    r"|pre|aside"
    r"|footer|header|center)\b[^<>]*>",
    re.IGNORECASE,
)
_ESCAPED_LINE = re.compile(r"&lt;/?(?:p|div|br|h[1-6]|blockquote)\b[^<>]{0,400}?&gt;", re.IGNORECASE)
# Tags within a headline; others may be what it is about.
_TITLE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|em|font|i|mark|p|q|s|small|span|strong|sub|sup"
    r"|u)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)

# A quotation ends so too: it opens before.
_ELLIPSIS = re.compile(r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|\(…\)|\(\.\.\.\)|>>|→|⟶|(?<!\w)»)\s*$")
# What software and editors write on the link to the rest, collected by hand from feeds of WordPress, Ghost,
# Substack, Drupal, Joomla and of papers, 2026-11. At the end of a text only.
_READ_ON = (
    r"(?:continue|keep|finish) reading|read (?:more|on|the (?:rest|full|whole|entire|complete))"
    r"|(?:full|whole) story"
    r"|see (?:more|full)|view (?:full|original)|click (?:here|to (?:read|continue))|find out more"
    r"|learn more"
    r"|weiterlesen|weiter lesen|mehr lesen|mehr erfahren|zum (?:ganzen |vollständigen )?artikel"
    r"|ganzen artikel"
    r"|lire (?:la suite|plus|l['’]article)|en savoir plus|continuer (?:la|à) (?:lecture|lire)"
    r"|leer (?:más|mas)|seguir leyendo|sigue leyendo|continuar leyendo|continúa leyendo"
    r"|leia (?:mais|também)|ler mais|continu(?:e|ar) (?:lendo|a ler)|saiba mais"
    r"|leggi (?:tutto|di più|ancora|l['’]articolo)|continua a leggere|continua la lettura"
    r"|lees (?:verder|meer)|verder lezen|läs (?:mer|hela|vidare)|fortsätt läsa|les (?:mer|hele"
    r"|videre|meir)"
    r"|fortsett å lese|læs (?:mere|hele|videre)|fortsæt med at læse|lue (?:lisää|koko)|jatka lukemista"
    r"|czytaj (?:więcej|dalej|całość)|więcej|číst (?:dále|dál|více)|čítať ďalej|celý článek|tovább"
    r"|olvass tovább"
    r"|citește (?:mai mult|mai departe|tot)|citeste mai mult|pročitaj(?:te)? (?:više|još)|preberi več"
    r"|читать (?:далее|дальше|полностью|ещё|еще)|подробнее|далее|читати (?:далі|більше)|детальніше"
    r"|прочети още"
    r"|devamını oku|devamı|διαβάστε (?:περισσότερα|τη συνέχεια)|περισσότερα"
    r"|阅读(?:全文|更多|原文)|继续阅读|查看(?:全文|更多|详情)|[閱阅]讀(?:全文|更多|原文)|繼續閱讀"
    r"|詳全文|更多内容"
    r"|続きを(?:読む|見る)|全文を読む|もっと読む|더 ?(?:보기|읽기)|계속 읽기|전문 보기"
    r"|xem (?:thêm|tiếp)|đọc (?:tiếp|thêm)|(?:baca )?selengkapnya|baca (?:juga|lebih lanjut|lagi)"
    r"|อ่านต่อ|อ่านเพิ่มเติม"
    r"|اقرأ المزيد|المزيد|تابع القراءة|ادامه مطلب|और पढ़ें|आगे पढ़ें|আরও পড়ুন|קרא עוד|המשך קריאה"
)
_END = r"[\])）…»›>→:\s]{0,8}$"
_LINK_TO_REST = re.compile(
    # A sentence of its own, or a link that stands in the last one: that has no stop behind it.
    rf"(?:^|[\[(（.…!?。！？»|:])\s*(?:{_READ_ON})(?!\w)[^.!?。！？]{{0,80}}[.!…]{{0,3}}{_END}"
    rf"|\s(?:{_READ_ON}){_END}",
    re.IGNORECASE,
)
# Without blanks between words it may follow on anything.
_DENSE_LINK_TO_REST = re.compile(
    rf"(?:阅读全文|继续阅读|查看全文|閱讀全文|繼續閱讀|続きを読む|全文を読む|อ่านต่อ){_END}"
)

# How a wall speaks to the reader: of reading on, for those who pay or log in.
_WALL = re.compile(
    r"\b(?:only|exclusive(?:ly)?|reserved|available) (?:for|to) (?:our |paid |paying |registered "
    r"|digital )*"
    r"(?:subscribers|members)\b"
    r"|\b(?:story|article|content|post|page|report) is (?:only )?for (?:our |paid |paying "
    r"|registered |digital )*"
    r"(?:subscribers|members)\b"
    r"|\b(?:subscribers?|members?)[- ]only\b|\balready (?:a subscriber|subscribed|registered\?)"
    r"|\b(?:log|sign) ?in\b[^.!?]{0,60}\b(?:read|view|access|see|continue)\b|\bplease (?:log|sign) ?in\b"
    r"|\b(?:subscribe|register|become a (?:member|subscriber)|a subscription)\b[^.!?]{0,60}"
    r"\b(?:to|and) (?:read|view|access|unlock|continue reading)\b"
    r"|\b(?:read|view|access|unlock) (?:the |this )?(?:rest|full|whole|entire|complete)\b[^.!?]{0,60}"
    r"\b(?:subscri|log ?in|sign ?in|register)"
    r"|\byou (?:need|have) to (?:be (?:logged|a (?:member|subscriber))|subscribe|log ?in|register)"
    r"|\btake out a subscription\b"
    r"|nur für (?:\w+ )?(?:abonnent|mitglieder)|(?:exklusiv )?für abonnent"
    r"|(?:jetzt )?abo(?:nnement)? abschlie"
    r"|(?:bitte|um weiterzulesen)[^.!?]{0,40}(?:anmelden|einloggen|melden sie sich an|registrieren)"
    r"|réservée? aux (?:abonn|membres)|abonnez-vous (?:pour|afin)|connectez-vous (?:pour|afin)"
    r"|(?:exclusiv[oa]|solo|sólo|só|somente|apenas) para (?:los |os )?(?:suscriptor|abonad|assinant"
    r"|socio|sócio|miembro)"
    r"|(?:suscríbete|inicia sesión|regístrate|assine|faça login) (?:para|e)\b[^.!?]{0,30}(?:le"
    r"|acced|acess|continu)"
    r"|riservat[oa] agli abbonati|(?:abbonati|accedi) per (?:leggere|continuare)"
    r"|alleen voor (?:abonnees|leden)"
    r"|(?:kun|bare|endast|enbart) for? ?(?:för )?(?:abonnent|prenumerant|medlem|betalende)|(?:logg"
    r"|log|logga) inn? (?:for|för)"
    r"|vain tilaajille|tylko dla (?:\w+ )?(?:prenumerator|subskrybent|abonent)|zaloguj się,? (?:aby|żeby)"
    r"|pouze pro (?:předplatitele|přihlášené)|(?:только|доступ\w*) для (?:подписчиков|зарегистрированных)"
    r"|(?:войдите|авторизуйтесь|оформите подписку),? чтобы"
    r"|(?:登录|登入|登錄|订阅|訂閱|付费|付費|注册|註冊)(?:会员|會員)?(?:后|後|以"
    r"|即可)[^。]{0,6}(?:阅读|閱讀|查看|浏览)|(?:会员|會員|订户|訂戶)(?:专享|專享|限定|专属|專屬)"
    r"|(?:有料)?会員(?:限定|登録)|ログインして|続きは有料|구독자 전용|(?:로그인|구독)[^.]{0,8}(?:후"
    r"|하시면)[^.]{0,10}(?:읽|이용|보실)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(rf"(?<=[{STOPS}])\s*")
# Share of a text's letters in such sentences from which the text is the notice.
_MOSTLY = 0.5

# The line that WordPress puts below each entry, in its translations: the title and the site's name in it.
_FOOTER = re.compile(
    r"^(?:the (?:post|article|story) .{0,500} (?:appeared|was) first (?:appeared |published )?(?:on"
    r"|in) .{1,200}"
    r"|(?:this|the) (?:post|article|story)\b.{0,500} (?:first appeared|originally (?:appeared"
    r"|published)|was (?:first|originally)"
    r" published) (?:on|in|at) .{1,200}"
    r"|(?:der )?(?:beitrag|artikel) .{0,500} erschien zuerst (?:auf|am|bei|in) .{1,200}"
    r"|l['’]article .{0,500} est apparu en premier sur .{1,200}"
    r"|(?:la entrada|el artículo|el cargo) .{0,500} (?:se publicó primero|apareció primero"
    r"|aparece primero) en .{1,200}"
    r"|(?:o post|o artigo) .{0,500} (?:apareceu|aparece) primeiro (?:em|no) .{1,200}"
    r"|(?:l['’]articolo|il post) .{0,500} (?:proviene da|sembra essere il primo su"
    r"|è stato pubblicato su) .{1,200}"
    r"|(?:het bericht|bericht) .{0,500} verscheen eerst op .{1,200}"
    r"|inlägget .{0,500} dök först upp på .{1,200}|innlegget .{0,500} dukket først opp på .{1,200}"
    r"|indlægget .{0,500} (?:blev først udgivet|blev vist første gang|dukkede først op) på .{1,200}"
    r"|artikkeli .{0,500} julkaistiin ensimmäisenä .{1,200}"
    r"|(?:artykuł|wpis) .{0,500} (?:pochodzi z serwisu|pojawił się (?:najpierw|poniżej) .{0,20}) .{1,200}"
    r"|příspěvek .{0,500} pochází z .{1,200}|(?:сообщение|запись) .{0,500} (?:появились"
    r"|появилась) сначала на .{1,200}"
    r"|.{1,500} (?:yazısı|yayınlandı) ilk önce .{1,200}|.{1,500}最先(?:出现|出現)(?:在|於).{1,200}"
    r"|投稿 ?.{1,500} は .{1,200} に最初に表示されました.{0,2})$",
    re.IGNORECASE,
)
_LONGEST_BESIDE = 800  # characters
_ADVERT = re.compile(
    r"^[\[(]?(?:sponsored(?: (?:content|post|message))?|advertisement|advertising|promoted|anzeige"
    r"|werbung"
    r"|publicité|publicidad|pubblicità|publicidade|advertentie|annons|annonse|annonce|mainos"
    r"|reklama|реклама|ilan"
    r"|广告|廣告|広告|광고)[\])]?(?:\s*[:：–—-]\s.*)?$",
    re.IGNORECASE,
)


def listed_lines(content: str) -> tuple[str, ...]:
    """Return the lines of a list's HTML as words, without blank ones; total and linear."""
    pieces = (unescape(_TAG.sub(" ", piece)) for piece in _LINE.split(content))
    return tuple(line for piece in pieces if (line := " ".join(piece.split())))


def once_escaped(content: str) -> str:
    """Return a list's HTML; what was escaped once too often, whole, is unescaped."""
    return unescape(content) if _ESCAPED_LINE.search(content) and not _LINE.search(content) else content


def bare_headline(title: str | None) -> str | None:
    """Return a list's headline without the tags and entities that some software leaves in it."""
    if not title:
        return None
    bare = _TITLE_TAG.sub("", _ENTITY.sub(lambda found: unescape(found[0]), title))
    return " ".join(bare.split()) or None


def is_beside(line: str) -> bool:
    """Say whether a whole line is a footer of feeds, or an advert that says so."""
    return len(line) <= _LONGEST_BESIDE and bool(_FOOTER.match(line) or _ADVERT.match(line))


def goes_on(line: str) -> bool:
    """Say whether a text that ends in this line goes on: by dots, or the words of a link to the rest."""
    end = line[-400:]
    if _ELLIPSIS.search(end) and not (end.endswith("»") and "«" in end):
        return True
    return bool(_DENSE_LINK_TO_REST.search(end) or _LINK_TO_REST.search(end))


def is_part(content: str) -> bool:
    """Say whether a list's HTML is by its own words a beginning or a notice, and not the whole article."""
    lines = list(listed_lines(content))
    while lines and is_beside(lines[-1]):
        lines.pop()
    if not lines or goes_on(lines[-1]) or _WALL.search(lines[-1][-400:]):
        return True
    return is_notice(lines) or (len(lines) == 1 and not ends_sentence(lines[0]))


def is_notice(lines: Sequence[str]) -> bool:
    """Say whether most of a text speaks of subscribing or logging in to read."""
    sentences = [sentence for line in lines for sentence in _SENTENCES.split(line)]
    walled = sum(count_letters(sentence) for sentence in sentences if _WALL.search(sentence[:1_000]))
    return walled > _MOSTLY * sum(map(count_letters, sentences))
