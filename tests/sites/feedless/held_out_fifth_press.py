"""The fifth set of held-out sites: what their pages are made with. Not to be read."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tests.sites.building import Document
from tests.sites.feedless.held_out_fourth_words import WIDER
from tests.sites.feedless.invention import POOLS, ZONES, local
from tests.sites.feedless.simulated import Feedless, as_html, start
from tests.sites.stories import Story
from tests.sites.words import Words

VIETNAMESE = Words(
    titles=(
        "{place} khánh thành {thing} sau {m} năm thi công",
        "{office} chi thêm {n} tỷ đồng cho {thing} ở {place}",
        "{n} người dân {place} kiến nghị giữ lại {thing}",
        "Gió lớn làm hư hại {thing} ở {place}, {n} hộ mất điện",
        "{person} phụ trách dự án {thing} tại {place}",
    ),
    sentences=(
        "{office} tối thứ Ba quyết định xây {thing} ở {place} theo {m} giai đoạn.",
        "Khoảng {n} người đã đến dự buổi họp ở {place} nên hội trường không đủ chỗ.",
        "{person}, người chỉ huy công trình, cho biết nền đất mềm hơn so với kết quả khoan ban đầu.",
        "Giai đoạn một tốn {n} tỷ đồng, gần một nửa do {office} chi trả.",
        "Không ai muốn chờ thêm một mùa mưa nữa, {person} nói trước người dân {place}.",
        "Mọi hồ sơ dự thầu được công khai trong {m} tuần và ai cũng có thể xem tại {office}.",
        "Các trường ở {place} cho học sinh về sớm {m} phút đến khi có biển chỉ đường mới.",
        "Báo cáo năm ngoái ghi nhận {n} xe tải mỗi ngày qua cây cầu hẹp cạnh {thing}.",
    ),
    places=("Sông Mai", "Đồi Thông", "Bến Lúa", "Vĩnh Xuân", "Cồn Trắng"),
    offices=("Ủy ban nhân dân tỉnh", "Hội đồng thành phố", "Sở Giao thông", "Ban quản lý cảng"),
    things=("bến phà", "chợ trung tâm", "hồ bơi", "thư viện", "tuyến xe điện"),
    people=("Nguyễn Thu Hà", "Trần Quốc Bảo", "Lê Minh Châu", "Phạm Văn Đức"),
)
assert POOLS.keys() >= WIDER.keys()
POOLS["vi"] = VIETNAMESE
ZONES["vi"] = 7

# about, contact, imprint, log out, subscribe, comment, most read, advert, vote, video, by, delete, the house
LABELS = {
    "en": "About|Contact|Legal notice|Log out|Subscribe|Add a comment|Most read|Advertisement|Vote|Video|By"
    "|Delete|We report from our town hall square and answer every letter",
    "de": "Über uns|Kontakt|Impressum|Abmelden|Newsletter abonnieren|Kommentar schreiben|Meistgelesen|Anzeige"
    "|Abstimmen|Video|Von|Löschen|Unsere Redaktion ist werktags von neun bis fünf zu erreichen",
    "es": "Quiénes somos|Contacto|Aviso legal|Cerrar sesión|Suscribirse|Comentar|Lo más "
    "leído|Publicidad|Votar"
    "|Vídeo|Por|Borrar|Nuestra redacción atiende a los lectores todos los días laborables",
    "zh": "关于我们|联系我们|版权声明|退出|订阅|发表评论|热门排行|广告|投票|视频|作者：|删除|"
    "本站由县融媒体中心主办，欢迎投稿",
    "zh-TW": "關於我們|聯絡我們|版權宣告|登出|訂閱|發表留言|熱門文章|廣告|投票|影音|文／|刪除|"
    "我們在地方深耕二十年，歡迎來信",
    "ja": "このサイトについて|お問い合わせ|著作権|ログアウト|購読する|コメントする|アクセスランキング|広告|"
    "投票する"
    "|動画|文・|削除|ご意見は平日の午前九時から受け付けています",
    "ar": "من نحن|اتصل بنا|شروط الاستخدام|تسجيل الخروج|اشترك|أضف تعليقا|الأكثر قراءة|إعلان|صوّت|فيديو|بقلم"
    "|حذف|يعمل فريق التحرير طوال أيام الأسبوع ويرحب برسائلكم",
    "ru": "О "
    "редакции|Контакты|Правила|Выйти|Подписаться|Комментировать|Читаемое|Реклама|Голосовать|Видео|Автор:"
    "|Удалить|Редакция работает по будням и отвечает на каждое письмо",
    "tr": "Hakkımızda|İletişim|Künye|Çıkış|Abone ol|Yorum yap|Çok okunanlar|Reklam|Oy ver|Video|Yazan:|Sil"
    "|Yazı işlerimiz hafta içi her gün okurlarımızı bekliyor",
    "hi": "हमारे बारे में|संपर्क|नियम|लॉग आउट|सदस्यता लें|टिप्पणी करें|सबसे ज्यादा पढ़ी गईं|विज्ञापन|वोट "
    "दें|वीडियो|लेखक:"
    "|हटाएं|हमारा कार्यालय सोमवार से शनिवार तक खुला रहता है",
    "vi": "Giới thiệu|Liên hệ|Điều khoản|Đăng xuất|Đăng ký|Gửi bình luận|Đọc nhiều|Quảng cáo|Bình chọn|Video"
    "|Tác giả:|Xóa|Tòa soạn làm việc từ thứ Hai đến thứ Sáu",
    "fr": "Qui sommes-nous|Contact|Mentions légales|Se déconnecter|S'abonner|Commenter|Les plus lus|Publicité"
    "|Voter|Vidéo|Par|Supprimer|La rédaction est ouverte du lundi au vendredi",
    "pt": "Quem somos|Contato|Aviso legal|Sair|Assinar|Comentar|Mais lidas|Publicidade|Votar|Vídeo|Por|Apagar"
    "|A redação atende de segunda a sexta",
    "id": "Tentang kami|Kontak|Pedoman|Keluar|Berlangganan|Tulis "
    "komentar|Terpopuler|Iklan|Pilih|Video|Oleh|Hapus"
    "|Redaksi buka setiap hari kerja",
    "ko": "회사소개|문의|이용약관|로그아웃|구독|댓글쓰기|많이 본 뉴스|광고|투표|동영상|글|삭제|편집국은 "
    "평일에 문을 엽니다",
}
MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
TRAPS = {  # log out, add a comment, subscribe, vote, delete
    "wp": (
        "/wp-login.php",
        "/wp-comments-post.php",
        "/newsletter/subscribe/",
        "/poll/vote",
        "/wp-admin/post.php",
    ),
    "divs": ("/member/logout.do", "/comment/add.do", "/subscribe.do", "/vote.do", "/manage/delete.do"),
    "table": (
        "/cgi-bin/logout.cgi",
        "/cgi-bin/comment.cgi",
        "/cgi-bin/mail.cgi",
        "/cgi-bin/vote.cgi",
        "/del.cgi",
    ),
    "app": ("/auth/logout", "/comments/new", "/newsletter/subscribe", "/polls/vote", "/stories/delete"),
}
TALL = "<style>article,.card,main li,.list li{min-height:140px}</style>"
GROWING = "<style>main .card,main article,.row,#newslist li{min-height:170px}</style>"
CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sch",
            "",
            "y",
            "",
            "e",
            "yu",
            "ya",
        ],
        strict=True,
    )
)


def plain(story: Story) -> str:
    """Return the headline in plain letters, with Vietnamese and Cyrillic ones put into them."""
    text = story.title.lower().replace("đ", "d").replace("ı", "i")
    text = unicodedata.normalize("NFC", text)
    text = "".join(CYRILLIC.get(letter, letter) for letter in text)
    kept = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", kept))[:80].strip("-")


def dated(story: Story) -> str:
    """Return the day as people of the language write it."""
    day, language = local(story), story.language
    if language in MONTHS:
        month = MONTHS[language].split()[day.month - 1]
        forms = {"de": f"{day.day}. {month} {day.year}", "en": f"{month} {day.day}, {day.year}"}
        forms["es"] = f"{day.day} de {month} de {day.year}"
        return forms.get(language, f"{day.day} {month} {day.year}")
    if language in {"zh", "zh-TW", "ja"}:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day:%d/%m/%Y}"


@dataclass(slots=True)
class Paper:
    """A site with its name, its menu and the looks of its pages; `told` is how articles tell their moment."""

    site: Feedless
    name: str
    skin: str
    told: str
    menu: Sequence[tuple[str, str]]
    hrefs: dict[int, str] = field(default_factory=dict)

    def href(self, story: Story) -> str:
        """Return the address of a story from the root of its host."""
        return self.hrefs[story.number]

    def label(self, at: int) -> str:
        """Return one of the words that stand on every page."""
        return LABELS[self.site.language].split("|")[at]

    def link(self, story: Story) -> str:
        """Return a plain link to a story."""
        return f"<a href='{escape(self.href(story))}'>{escape(story.title)}</a>"

    def links(self, stories: Sequence[Story]) -> str:
        """Return items that link to stories."""
        return "".join(f"<li>{self.link(story)}</li>" for story in stories)

    def side(self) -> str:
        """Return what stands beside: topics, people, films, an advert, a poll, the newsletter."""
        _logout, _comment, subscribe, vote, _delete = TRAPS[self.skin]
        people = POOLS[self.site.language].people[:2]
        things = POOLS[self.site.language].things[:3]
        topics = "".join(f"<a rel='tag' href='/tag/t{n}/'>{name}</a> " for n, name in enumerate(things))
        names = "".join(f"<a href='/author/a{n}/'>{name}</a> " for n, name in enumerate(people))
        films = f"<a href='/video/1/'>{self.label(9)} 1</a> <a href='/video/2/'>{self.label(9)} 2</a>"
        advert = f"<a rel='nofollow sponsored' href='http://shop.{self.site.name}-ads.example/deal/88'>"
        return (
            f"<div class='widget tags'>{topics}</div><div class='widget authors'>{names}</div><div "
            "class='widget'>"
            f"{films}</div><div class='widget ad'>{advert}{self.label(7)}</a></div><form class='widget poll' "
            f"action='{vote}' method='post'><a "
            f"href='{vote}?poll=2&amp;answer=1'>{self.label(8)}</a></form><form "
            f"class='widget' action='{subscribe}' method='post'><input name='email'><button>{self.label(4)}"
            f"</button></form><a href='{subscribe}?list=daily'>{self.label(4)}</a>"
        )

    def text(self, heading: str, inner: str, head: str = "", foot: str = "") -> str:
        """Return a whole page; `foot` is for scripts at its end."""
        site, name = self.site, escape(self.name)
        pairs = [*self.menu, ("/video/", self.label(9))]
        feet = [
            ("/about.html", self.label(0)),
            ("/contact.html", self.label(1)),
            ("/imprint.html", self.label(2)),
        ]
        feet.append((f"{TRAPS[self.skin][0]}?action=logout", self.label(3)))
        items, feet_items = (
            "".join(f"<li><a href='{escape(url)}'>{label}</a></li>" for url, label in links)
            for links in (pairs, feet)
        )
        title = name if heading == self.name else f"{escape(heading)} - {name}"
        if self.skin == "table":
            bar, base = (" | ".join(f"<a href='{u}'>{label}</a>" for u, label in x) for x in (pairs, feet))
            body = (
                "<table width='900' align='center'><tr><td colspan='2'><a "
                f"href='/'>{name}</a><br>{bar}</td></tr><tr>"
                f"<td valign='top'>{inner}</td><td width='180' valign='top'>{self.side()}</td></tr><tr><td "
                f"colspan='2'>{base}<br>&copy; {name}</td></tr></table>"
            )
        elif self.skin == "divs":
            body = (
                f"<div class='top'><a href='/'><img src='/images/logo.png' alt='{name}'></a></div><div "
                "class='nav'><ul>"
                f"{items}</ul></div><div class='wrap clearfix'><div class='fl'>{inner}</div><div class='fr'>"
                f"{self.side()}</div></div><div class='footer'><ul>{feet_items}</ul><p>&copy; "
                f"{name}</p></div>"
            )
        elif self.skin == "app":
            body = (
                "<div class='layout'><header class='header'><a href='/' "
                f"aria-label='{name}'>{name}</a><nav><ul>{items}"
                f"</ul></nav></header><main>{inner}</main><footer "
                f"class='footer'>{self.side()}<ul>{feet_items}</ul>"
                "</footer></div>"
            )
        else:
            body = (
                "<div id='page' class='site'><header class='site-header'><p class='site-title'><a href='/' "
                "rel='home'>"
                f"{name}</a></p><nav class='main-navigation'><ul>{items}</ul></nav></header><div "
                "class='site-content'>"
                f"<main id='main'>{inner}</main><aside "
                f"class='sidebar'>{self.side()}</aside></div><footer><ul>"
                f"{feet_items}</ul><p>&copy; 2026 {name}</p></footer></div>"
            )
        direction = " dir='rtl'" if site.language == "ar" else ""
        return (
            f"<!DOCTYPE html><html lang='{site.language}'{direction}><head><meta "
            f"charset='{site.charset}'><title>"
            f"{title}</title><meta name='viewport' "
            f"content='width=device-width'>{TALL}{head}</head><body>{body}{foot}"
            "</body></html>"
        )

    def page(
        self, path: str, heading: str, inner: str, head: str = "", foot: str = "", read: bool = False
    ) -> None:
        """Add a page; `read` says that a perfect reader of the lists asks for it."""
        self.site.page(path, self.text(heading, inner, head, foot))
        if read:
            self.site.read(path)

    def document(self, heading: str, inner: str, head: str = "", foot: str = "") -> Document:
        """Return an answer that is a page."""
        return as_html(self.text(heading, inner, head, foot), self.site.charset)

    def story(self, story: Story) -> str:
        """Return the page of a story, with comments, other stories and what else stands there."""
        _logout, comment, _subscribe, _vote, delete = TRAPS[self.skin]
        paragraphs = "".join(f"<p>{escape(text)}</p>" for text in story.paragraphs)
        title, when, head = escape(story.title), local(story), ""
        by, day = f"{self.label(10)} {story.author}", dated(story)
        if self.told == "meta":
            head = f"<meta property='article:published_time' content='{when.isoformat()}'>"
            line = f"<p class='meta'>{by} <span>{day}</span></p>"
        elif self.told == "ld":
            about: dict[str, Any] = {
                "@context": "https://schema.org",
                "@type": "NewsArticle",
                "headline": story.title,
            }
            about |= {
                "datePublished": when.isoformat(),
                "author": [{"@type": "Person", "name": story.author}],
            }
            head = f"<script type='application/ld+json'>{json.dumps(about, ensure_ascii=False)}</script>"
            line = f"<div class='byline'>{by}</div><div class='date'>{day}</div>"
        elif self.told == "time":
            line = f"<div class='entry-meta'><time datetime='{when.isoformat()}'>{day}</time> {by}</div>"
        else:
            line = f"<div class='info'>{day} {when:%H:%M} &nbsp; {by}</div>"
        head += f"<meta property='og:title' content='{title}'><meta property='og:type' content='article'>"
        same = [other for other in self.site.stories[1:9:3] if other is not story]
        heading = f"<h1 class='entry-title'>{title}</h1>" if self.skin == "wp" else f"<h1>{title}</h1>"
        rest = (
            f"<div class='related'><h3>{self.label(6)}</h3><ul>{self.links(same)}</ul></div><form "
            "class='respond' "
            f"method='post' action='{comment}'><textarea "
            f"name='comment'></textarea><button>{self.label(5)}</button>"
            f"</form><a href='{comment}?story={story.number}'>{self.label(5)}</a> <a "
            f"href='{delete}?id={story.number}&amp;action=delete'>{self.label(11)}</a>"
        )
        body = {
            "wp": "<article class='post type-post'><header "
            f"class='entry-header'>{heading}{line}</header><div "
            f"class='entry-content'>{paragraphs}</div></article>{rest}",
            "divs": f"<div class='detail'>{heading}{line}<div class='TRS_Editor' "
            f"id='zoom'>{paragraphs}</div></div>{rest}",
            "table": f"{heading}{line}<hr>{paragraphs}<hr>{rest}",
            "app": f"<article class='Article_root__x1'>{heading}{line}<section "
            f"class='Article_body__q7'>{paragraphs}"
            f"</section></article>{rest}",
        }[self.skin]
        return self.text(story.title, body, head)


def press(
    name: str,
    family: str,
    language: str,
    count: int,
    *,
    title: str,
    address: Callable[[Story], str],
    skin: str,
    told: str,
    menu: Sequence[tuple[str, str]],
    charset: str = "utf-8",
    minutes: int = 190,
) -> Paper:
    """Return a paper with its articles and all that is none of them, but without lists."""
    site = start(
        name, family, language, count, title=title, address=address, charset=charset, minutes=minutes
    )
    paper = Paper(site, title, skin, told, menu)
    for url, story in site.truth.items():
        paper.hrefs[story.number] = url.removeprefix(site.root)
    for url, story in site.truth.items():
        site.put(url, paper.story(story))
    some = f"<ul>{paper.links(site.stories[2:6])}</ul>"
    for path, at in (("/about.html", 0), ("/contact.html", 1), ("/imprint.html", 2)):
        paper.page(path, paper.label(at), f"<h1>{paper.label(at)}</h1><p>{paper.label(12)}.</p>")
    for number, topic in enumerate(POOLS[language].things[:3]):
        paper.page(f"/tag/t{number}/", topic, f"<h1>{topic}</h1>{some}")
    for number, person in enumerate(POOLS[language].people[:2]):
        paper.page(f"/author/a{number}/", person, f"<h1>{person}</h1><p>{paper.label(12)}.</p>{some}")
    films = "".join(f"<li><a href='/video/{n}/'>{paper.label(9)} {n}</a></li>" for n in (1, 2))
    paper.page("/video/", paper.label(9), f"<h1>{paper.label(9)}</h1><ul>{films}</ul>")
    for number in (1, 2):
        film = f"<h1>{paper.label(9)} {number}</h1><video controls src='/media/{number}.mp4'></video>"
        paper.page(f"/video/{number}/", f"{paper.label(9)} {number}", film)
    for path in TRAPS[skin]:
        site.traps.add(site.full(path))
        site.route(
            path, lambda _asked: as_html(f"<html><body><p>{paper.label(3)}</p></body></html>", charset)
        )
    return paper


def spread(stories: Sequence[Story], kinds: Sequence[str]) -> dict[str, list[Story]]:
    """Return the stories of each section."""
    return {
        kind: [story for story in stories if story.number % len(kinds) == at] for at, kind in enumerate(kinds)
    }


def cursor(story: Story) -> str:
    """Return what an interface calls the place behind a story."""
    return b64encode(f"arrayconnection:{story.number}".encode()).decode()


def code(path: str, text: str, *, module: bool = False) -> str:
    """Return the element that loads a script file."""
    assert text
    return f"<script{' type=module' if module else ''} src='{path}' defer></script>"


def chance(name: str) -> random.Random:
    """Return the chance of a site."""
    return random.Random(f"fifth {name}")
