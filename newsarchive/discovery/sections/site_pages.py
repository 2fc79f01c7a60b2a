"""Tells the links to a site's own pages by what they are called: contact, imprint, about, privacy."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsarchive.discovery.urls.canonical_urls import canonical_key
from newsarchive.discovery.urls.scoring import Anchor

_LONGEST = 40  # characters of what such a page is called
# In languages of the sources that are kept; whole texts only: "Contact tracing ends" is news.
_CALLED = re.compile(
    r"contacts?(?:\s+(?:us|info(?:rmation)?|form|details))?|(?:how|where)\s+to\s+(?:find|contact|reach)\s+us|imprint"
    r"|about(?:\s+(?:us|this\s+(?:site|blog|paper)|me))?|who\s+we\s+are|legal(?:\s+(?:notice|notices|information))?"
    r"|privacy(?:\s+(?:policy|notice|statement|settings))?|cookies?(?:\s+(?:policy|settings|notice|preferences))?"
    r"|terms(?:\s+(?:of\s+(?:use|service)|and\s+conditions|&\s+conditions))?|disclaimer|accessibility(?:\s+statement)?"
    r"|advertis(?:e|ing)(?:\s+(?:with\s+us|here))?|subscribe|subscriptions?|newsletters?|help|faqs?|site\s?map|jobs|careers"
    r"|copyright|work\s+(?:for|with)\s+us|editorial\s+(?:policy|guidelines)|corrections\s+policy|sign\s+(?:in|up)|log\s?in"
    r"|register|search|feedback|donate|support\s+us|media\s?kit|media\s+data|staff|our\s+team|masthead"
    r"|kontakt(?:formular|e)?|impressum|über\s+(?:uns|mich)|wir\s+über\s+uns|datenschutz(?:erklärung|hinweise?)?"
    r"|nutzungsbedingungen|agbs?|barrierefreiheit(?:serklärung)?|erklärung\s+zur\s+barrierefreiheit|mediadaten|anfahrt"
    r"|redaktion|werbung|inserieren|abo(?:nnement)?|hilfe|inhaltsverzeichnis|anmelden|registrieren|suche|stellenangebote"
    r"|ansprechpartner|öffnungszeiten|so\s+erreichen\s+sie\s+uns|leichte\s+sprache|gebärdensprache"
    r"|contactez[- ]nous|nous\s+contacter|mentions\s+légales|à\s+propos(?:\s+de\s+nous)?"
    r"|qui\s+sommes[- ]nous(?:\s\?)?"
    r"|(?:politique\s+de\s+)?confidentialité|plan\s+du\s+site|conditions\s+générales.{0,16}|accessibilité.{0,20}"
    r"|contactos?|aviso\s+legal|quiénes\s+somos|acerca\s+de(?:\s+nosotros)?|sobre(?:\s+(?:nosotros|nós|o\s+site))?"
    r"|política\s+de\s+(?:privacidad|privacidade|cookies)|mapa\s+(?:del\s+sitio|web|do\s+site)|publicidad|quem\s+somos"
    r"|fale\s+conosco|expediente|anuncie|termos\s+de\s+uso|ficha\s+técnica"
    r"|contatti|chi\s+siamo|note\s+legali|(?:informativa\s+)?privacy|redazione|pubblicità|colofon|over\s+ons|privacyverklaring"
    r"|om\s+oss|om\s+os|kontakta\s+oss|kontakt\s+oss|yhteystiedot|tietoa\s+meistä|o\s+nas|polityka\s+prywatności|reklama"
    r"|o\s+nás|kapcsolat|impresszum|rólunk|hakkımızda|iletişim|künye|despre\s+noi|επικοινωνία|σχετικά"
    r"|контакты|о\s+(?:нас|сайте|проекте|редакции|газете|компании)|редакция|реклама(?:\s+на\s+сайте)?|обратная\s+связь"
    r"|политика\s+конфиденциальности|пользовательское\s+соглашение|карта\s+сайта|вакансии|подписка|про\s+нас|контакти"
    r"|联系(?:我们|方式)?|聯[絡繫]我們|关于(?:我们|本站|本网)|關於(?:我們|本站)|版权(?:声明|所有|信息)|版權聲明|免责(?:声明|条款)|免責聲明"
    r"|隐私(?:政策|声明|保护)|隱私權?政策|网站(?:地图|声明|简介|导航)|網站(?:地圖|導覽)|广告(?:服务|合作|投放)|人才招聘|诚聘英才|加入我们"
    r"|友情链接|法律声明|设为首页|加入收藏|本站简介|投稿(?:须知|信箱)?|举报(?:电话|中心|投诉)?|帮助中心|意见反馈|服务条款|使用条款"
    r"|お問い?合わ?せ|会社(?:概要|案内)|プライバシー(?:ポリシー)?|個人情報(?:保護方針|の取り?扱い)|サイトマップ|利用規約|運営会社|広告掲載"
    r"|著作権(?:について)?|このサイトについて|회사\s?소개|개인정보\s?(?:처리|취급)방침|이용약관|광고\s?문의|오시는\s?길|문의하기|사이트맵"
    r"|اتصل بنا|من نحن|سياسة الخصوصية|צור קשר|אודות|संपर्क(?:\s+करें)?|हमारे बारे में"
    r"|ติดต่อเรา|เกี่ยวกับเรา|liên hệ|giới thiệu",
    re.IGNORECASE,
)
_AROUND = " \u00a0»›>→|·:.,-–—!?[]()"


def is_site_page(text: str) -> bool:
    """Say whether a link's text is what a page of the site itself is called; total."""
    return len(text) <= _LONGEST and _CALLED.fullmatch(text.strip(_AROUND)) is not None


def site_pages(anchors: Iterable[Anchor]) -> frozenset[str]:
    """Return the keys of the links that are called as pages of the site, and nothing else; total.

    An article's own "Feedback" leads to the article.
    """
    called: set[str] = set()
    titled: set[str] = set()
    for anchor in anchors:
        if anchor.text:
            (called if is_site_page(anchor.text) else titled).add(canonical_key(anchor.url))
    return frozenset(called - titled)
