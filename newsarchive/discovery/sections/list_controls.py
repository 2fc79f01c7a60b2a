"""Chooses among the controls of a page those that ask for more of a list, by their words and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsarchive.discovery.urls.request_effects import objection_to

_LONGEST = 40  # characters of what a control says
_MORE = re.compile(
    r"(?:点击|點擊|查看|加载|加載|載入|显示|顯示|阅读|浏览|閱讀)?(?:更多|再多)"
    r"(?:新闻|新聞|内容|內容|资讯|資訊|文章|消息|动态|报道)?"
    r"|(?:点击|點擊)?(?:加载|加載|載入)(?:更多|中)?|继续加载|展开更多"
    r"|(?:(?:load|show|see|view|read|get)\s+)?(?:more|older)"
    r"(?:\s+(?:news|articles|stories|posts|results|items|entries))?"
    r"|(?:load|show|view|see)\s+(?:next|older|all)(?:\s+\w+)?|older(?:\s+\w+)?|earlier(?:\s+\w+)?"
    r"|もっと(?:見る|読む)|さらに(?:表示|読み込む|見る)|続きを(?:見る|読む)|더\s?보기|더\s?불러오기"
    r"|(?:mehr|weitere)\s*\w*(?:\s+(?:laden|anzeigen))?|ältere\s*\w*"
    r"|(?:charger|voir|afficher|lire)\s+(?:la\s+suite|plus|davantage)\s*.{0,12}|plus\s+d['’e]\s?\w+"
    r"|(?:cargar|ver|mostrar|leer)\s+m[áa]s\s*\w*|más\s+\w+"
    r"|(?:carregar|ver|mostrar)\s+mais\s*\w*|mais\s+\w+|(?:carica|mostra|vedi|leggi)\s+altr[oie]\s*\w*"
    r"|(?:показать|загрузить|смотреть)?\s*(?:ещ[её]|больше)(?:\s+\w+)?"
    r"|(?:показати|завантажити)?\s*(?:ще|більше)(?:\s+\w+)?|daha\s+fazla\s*\w*|(?:meer|toon)\s+\w+"
    r"|(?:visa|ladda)\s+fler\s*\w*|(?:pokaż|załaduj|czytaj)\s+więcej|další|xem\s+thêm|tải\s+thêm"
    r"|muat\s+lebih\s*\w*|selengkapnya|المزيد|تحميل المزيد|عرض المزيد|और\s+\S+",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:下一?[页頁]|后一?[页頁]|後一?頁|next(?:\s+page)?|weiter|nächste(?:\s+seite)?|suivante?s?"
    r"|page\s+suivante|siguientes?|seguinte|próxim[ao]|successiv[ao]|次(?:へ|の?ページ)|다음|далее|следующая"
    r"|наступна|volgende|nästa|dalej|następna|sonraki|التالي)(?:\s*[›»>→]+)?|[›»>→]{1,2}",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"上一?(?:期|天|日|个?月|周)|前一?(?:天|日|期|个?月)|昨[天日]|前の?日|前月|이전"
    r"|previous\s+(?:day|issue|month|week)|(?:day|month)\s+before|prev(?:ious)?(?:\s+(?:day|issue|month))"
    r"|предыдущ\w+\s+\w+|gestern|vortag|veille|jour précédent|[‹«<←]{1,2}",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:load|show|get|view|btn|news|list|see)?[-_]?(?:more|next|older)"
    r"(?:[-_]?(?:btn|button|page|news|list|posts|data|load))?",
    re.IGNORECASE,
)
_PREVIOUS_DAY = re.compile(
    r"prev(?:ious)?[-_]?(?:day|month|date|issue)|calendar[-_]?prev|ui-datepicker-prev", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z]+(?:[-_][A-Za-z]+)*")
_OTHER = re.compile(
    r"share|log[-_ ]?in|sign|subscri|comment|repl(?:y|ies)|menu|nav-?toggle|close|cookie|consent|accept|agree"
    r"|play|slide|swiper|carousel|banner|gallery|video|owl|slick"
    r"|分享|登录|登錄|注册|评论|評論|收藏|关注|点赞|投票|订阅|关闭",
    re.IGNORECASE,
)
# What a control of no known word is left alone for, by where it stands: it would change something.
_CHANGING = re.compile(
    r"abonn|abbon|abo\b|löschen|delet|remov|entfernen|anmeld|einlogg|registr|regíst|kaufen|bestell|warenkorb|spend(?:en|e)\b"
    r"|gefällt|teilen|kommentar|abstimm|melden\b|senden|absenden|speichern|merken|supprim|effac|inscri|connexion"
    r"|s'identifier|achet|command|j'aime|partag|voter|envoy|enregistr|signaler|faire un don|suscri|elimin"
    r"|borrar|iniciar"
    r"|compr[ae]|me gusta|gosto|curtir|compart|votar|coment|enviar|guardar|salvar|denunci|doar|donar|excluir"
    r"|apagar|assin"
    r"|entrar\b|cadastr|iscriv|cancell|acced|acquist|mi piace|condivid|commenta|invia|salva|segnala|dona\b"
    r"|удал|подпис|войти|регистр|купить|нравится|поделит|голос|отправ|сохран|пожалов|видалит|підпис|увійти|купити|надісла"
    r"|verwijder|inlogg|aanmeld|kopen|deel\b|reageer|stem\b|opslaan|verstuur|radera|prenumerer|logga|köp|gilla|skicka|spara"
    r"|slett|kjøp|usuń|zaloguj|zarejestr|kup\b|lubię|wyślij|zapisz|smazat|přihlás|koupit|odeslat|sil\b|giriş|kayıt|satın"
    r"|beğen|gönder|kaydet|\b(?:delete|buy|order|vote|like|save|send|submit|report|donate|join|follow|register|download|print)"
    r"|删除|刪除|购买|購買|点赞|點讚|投票|发送|發送|提交|保存|举报|下载|削除|登録|購入|送信|保存|いいね|投稿|삭제|구독|로그인|구매|좋아요|보내기|저장|신고"
    r"|حذف|اشتر|تسجيل|إرسال|حفظ|हटा|सदस्य|xóa|đăng|mua\b|thích|gửi|lưu|hapus|langgan|masuk|daftar|beli|kirim|simpan",
    re.IGNORECASE,
)
_YEARS_AND_MONTHS = re.compile(
    r"(?:19|20)\d\d(?:\s*[-/年.]\s*(?:0?[1-9]|1[0-2]))?(?:\s*[-/月.]?\s*(?:[0-3]?\d)?)?\s*[月日年]?"
    r"|(?:0?[1-9]|1[0-2])\s*月|(?:[A-Za-zäéûА-я]{3,12}\.?\s+)(?:19|20)\d\d|第?\s*\d{1,4}\s*[页頁]?|page\s+\d+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Something to press or to choose from. `plain`: an element that only its script makes one.

    `names` are its classes, its id and what it calls; `options` the texts of a menu, `chosen` the place of
    the one that is chosen, `first` that of the one that was at first (None: that is this one). `after`: it
    stands after the last headline; `tab`: it shows another part of the page.
    """

    number: int
    tag: str
    words: str = ""
    names: str = ""
    plain: bool = False
    options: Sequence[str] = ()
    chosen: int = -1
    form: bool = False
    first: int | None = None
    after: bool = False
    tab: bool = False

    @property
    def is_by_place(self) -> bool:
        """Whether only its place speaks for it, and no word or name says what it does."""
        return (_rank(self) or 0) > _RANK_OF_BACK

    @property
    def goes_back(self) -> bool:
        """Whether it shows the day, month or issue before, and nothing says more, next or older."""
        return _rank(self) == _RANK_OF_BACK

    def option_after(self, turn: int) -> int:
        """Return the place of the option that is chosen next: older ones stand below, or above the last."""
        begin = self.chosen if self.first is None else self.first
        step = -1 if begin >= len(self.options) - 1 else 1
        return max(0, min(len(self.options) - 1, begin + step * turn))


_RANK_OF_BACK = 5


def likely_controls(controls: Sequence[Control]) -> list[Control]:
    """Return the controls that may bring more of a list, the likeliest first, each kind once; total."""
    ranked = [(rank, control) for control in controls if (rank := _rank(control)) is not None]
    ranked.sort(key=lambda pair: (pair[0], pair[1].plain))
    found: dict[tuple[str, str], Control] = {}
    for _, control in ranked:
        found.setdefault((control.tag, control.words or control.names), control)
    inner = {control.words for control in found.values() if not control.plain and control.words}
    return [one for one in found.values() if not (one.plain and one.words in inner)]


def _rank(control: Control) -> int | None:
    """Return how likely a control brings more: 0 is the likeliest, None for one that is left alone."""
    words = control.words.strip(" \u00a0.…+↓▼▾∨⌄").strip()
    if control.tag == "select":
        told = [option for option in control.options if _YEARS_AND_MONTHS.fullmatch(option.strip())]
        return 4 if len(control.options) >= 2 and 2 * len(told) > len(control.options) else None
    if len(control.words) > _LONGEST or _OTHER.search(f"{control.names} {words}") or _objects(control.names):
        return None
    named = not control.plain and any(_NAMED.fullmatch(name) for name in _WORD.findall(control.names))
    signs = (
        _MORE.fullmatch(words) is not None,
        len(words) > 2 and _NEXT.fullmatch(words) is not None,
        named or words == "2",
        _NEXT.fullmatch(words) is not None,
        False,
        _BACK.fullmatch(words) is not None or _PREVIOUS_DAY.search(control.names) is not None,
    )
    changes = _CHANGING.search(words) is not None
    in_any_language = (control.after and bool(words) and not changes, control.tab and not changes)
    return next((rank for rank, sign in enumerate((*signs, *in_any_language)) if sign), None)


def _objects(names: str) -> bool:
    """Say whether what a control calls speaks of a change."""
    call = re.search(r"([A-Za-z_$][\w$.]*)\s*\(", names.replace("__doPostBack(", ""))
    return call is not None and objection_to(f"https://h.example/{call[1]}", None, posts=False) is not None
