"""Which lines are furniture, and that sentences and by-lines are none."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest

from newsarchive.text.furniture import furniture_kind, trim_furniture
from newsarchive.text.furniture.furniture_lines import CONTROL_WORDS, NETWORKS, without_reading_time


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("?", "question_marks"),
        ("+1", "counter"),
        ("020030041200000000000000051187042233117605", "page_id"),
        ("责任编辑：王小明", "editor_line"),
        ("【纠错】 责任编辑: 李一", "editor_line"),
        ("(责编：王一、李二)", "editor_line"),
        ("编辑 王小明 审核 李一", "editor_line"),
        ("分享到： 微博 微信 QQ空间", "share_bar"),
        ("关注青河网", "follow"),
        ("[打印]", "share_bar"),
        ("评论(12)", "share_bar"),
        ("Facebook", "networks"),
        ("微博 微信 QQ空间", "networks"),
        ("2018-07-31 22:19:33 来源: 青河网", "source_line"),
        ("2011年05月03日10:11　来源：青河日报　作者：王小明", "source_line"),
        ("相关新闻", "related_heading"),
        ("Related stories", "related_heading"),
        ("原标题：青河县修复石桥", "original_title"),
        ("标签：石桥 修复", "tag_list"),
        ("Tags: budget, harbour, town council.", "tag_list"),
        ("【1】 【2】 【3】", "pager"),
        ("上一篇：青河县春耕开始", "pager"),
        ("版权所有 青河网 未经许可不得转载", "notice"),
        ("版权声明：本文归青河网所有", "notice"),
        ("青河声明：青河网登载此文出于传递更多信息之目的，并不意味着赞同其观点。", "notice"),
        ("你也可能感兴趣...", "related_heading"),
        ("相關字詞﹕石橋 渡口", "tag_list"),
        ("未经授权，禁止转载。", "house_line"),
        ("长按二维码关注我们", "house_line"),
        ("扫描上方二维码", "notice"),
        ("扫码下载客户端，阅读更多精彩内容。", "notice"),
        ("关注“青河发布”公众号，获取更多资讯", "notice"),
        ("下载青河新闻客户端", "notice"),
        ("更多内容请关注微信。", "notice"),
        ("联系电话：010-5550101", "notice"),
        ("报料热线：010-5550101", "notice"),
        ("看新闻，上青河网", "notice"),
        ("Copyright 2031 The Bay", "notice"),
        ("Follow us on Facebook and Telegram", "house_line"),
        ("Sign up for our newsletter.", "house_line"),
        ("Advertisement", "promotion"),
        ("1 min read", "source_line"),
        ("October 20, 2026 · One min read", "source_line"),
        ("20. Oktober 2026 · 2 Min. Lesezeit", "source_line"),
        ("Temps de lecture : 3 min", "source_line"),
        ("4 мин чтения", "source_line"),
        ("2026年10月20日 · 阅读需 2 分钟", "source_line"),
        ("この記事は約3分で読めます", "source_line"),
        ("Laisser un commentaire", "page_label"),
        ("Комментарии:", "page_label"),
        ("» Entradas recientes «", "page_label"),
        ("ไม่มีความเห็น", "page_label"),
        ("댓글", "page_label"),
        ("РЕКЛАМА", "promotion"),
        ("— Publicité —", "promotion"),
    ],
)
def test_furniture(line: str, kind: str) -> None:
    assert furniture_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "青河社“远方故事”记者王小明 李一",
        "（记者 王小明）",
        "作者：王小明 李一",
        "审核 结果显示这家工厂的排水不合格",
        "阅读3分钟后他睡着了",
        "One minute reading rooms: 3 min read, then out",
        "In 2026 the minister · 3 min read the text",
        "Team of 2031 – Less than 1 minute",
        "主编 王小明说，报纸会继续出下去",
        "1. Facebook",
        "x 4,01 4,19",
        "x = 1",
        "print('xx')",
        "TikTok $0.20 – $1.50",
        "Xbox",
        "青河社北京7月31日电 题:石桥修好了!",
        "2018年7月31日，青河县的石桥修好了。",
        "编辑部的老同事们都来了，他们说这份报纸办了六十年。",
        "大家都在看什么书？图书馆公布了今年的借阅榜单。",
        "来源不明的资金正在流入市场",
        "守住河堤每一段 看好夜里每一班",
        "The editor of the paper said she would step down.",
        "Comments by the minister drew anger.",
        "Commentaires de la ministre sur la rentrée",
        "Les commentaires sont fermés depuis le mois de mai.",
        "Sem comentários.",
        "– Inga kommentarer.",
        "— Реклама?",
        "— Публикувайте коментар",
        "الإعلان",
        "Реклама пива под запретом",
        "Copyright 1926, reads the plate under the mural.",
        "版权所有，翻印必究，这八个字刻在桥头。",
        "Tags: that is what the children of the harbour spray on walls.",
        "标签：商家贴在鱼箱上的那张纸其实没有人看。",
        "转载于青河的这批货物在港口停了三天，昨天才放行。",
        "扫码进站只需两秒，老人却排起了长队。",
        "扫描二维码的那一刻，她犹豫了。",
        "扫码乘车在全市公交推开。",
        "扫描结果显示肿瘤没有扩散。",
        "长按按钮三秒即可报警。",
        "关注公众号的人越来越多，真正报名的却寥寥无几。",
        "关注微信群里的谣言，民警上门提醒。",
        "下载客户端需要身份证，村民犯难。",
        "扫码下载软件后，老人的存款被转走了。",
        "版权声明引发网友争议。",
        "免责条款形同虚设。",
        "未经许可，任何人不得进入保护区。",
        "未经授权擅自使用他人肖像，商家被判赔偿两万元。",
        "转载请求被拒绝后，双方对簿公堂。",
        "联系电话无人接听。",
        "联系电话：0351-5550110，欢迎知情人士提供线索。",
        "风险提示：新药研发失败风险；集采降价超预期。",
        "风险提示：原材料价格大幅上涨、海外订单不及预期",
        "更多新闻机构请求进入灾区。",
        "外交部声明：登载此文的报纸收到了来信。",
        "你也可能感兴趣的三座石桥",
        "相關字詞的意思",
        "看新闻上的照片，奶奶哭出声来。",
        "报料人共提供2段视频。",
        "Copyright law is due for reform.",
        "All rights reserved for the islanders were lost in 1902.",
        "More news is expected on Monday.",
        "Follow us on the road, she said, and you will see.",
        "Follow the money, he said.",
        "Sign up for the race closed on Friday.",
        "2018",
    ],
)
def test_sentences_are_kept(line: str) -> None:
    kind = furniture_kind(line)
    assert kind is None or (line == "2018" and kind == "counter")


@pytest.mark.parametrize("piece", ["1", "【", "大", "来源：", "编辑：", "分享", "(1) ", "相关"])
def test_time_is_linear(piece: str) -> None:
    started = time.process_time()
    for length in (50, 100, 190):
        furniture_kind(piece * (length // len(piece)) + "x")
    assert time.process_time() - started < 0.5  # seconds; backtracking took minutes


def test_every_word_of_controls_begins_with_a_letter() -> None:
    """The quick look asks for one at the first letter of the line."""
    assert all(word[0].isalpha() for word in (*CONTROL_WORDS, *NETWORKS))


LABELS = files("newsarchive.text.furniture").joinpath("data", "page_labels.tsv").read_text(encoding="utf-8")


def test_the_labels_are_lines_of_no_story() -> None:
    """Each is known, and short: none has seven words, but for what says where a story goes on."""
    rows = [line.split("\t") for line in LABELS.splitlines() if not line.startswith("#")]
    assert {kind for kind, *_ in rows} == {"comments", "stories", "related", "adverts"}
    for kind, languages, *words in rows:
        assert languages
        assert words
        for word in words:
            assert word == word.strip().lower()
            assert len(word) <= (50 if kind == "adverts" else 40)
            assert len(word.split()) < (9 if kind == "adverts" else 7)
            assert furniture_kind(word.capitalize()) is not None, (kind, word)


def test_labels_go_at_the_ends_alone() -> None:
    story = (
        "Le conseil a voté lundi la reconstruction du vieil embarcadère, emporté en mars.",
        "Commentaires",
        "Nora Blythe, qui dirige la capitainerie depuis 2009, a dit que la ville avait trop attendu.",
    )
    trimmed = trim_furniture(("Commentaires", *story, "Laisser un commentaire", "Articles récents"), ())
    assert trimmed.paragraphs == story
    assert [block.rule for block in trimmed.removed] == ["page_label"] * 3
    assert (
        trim_furniture((*story, "Dans la même rubrique", "เรื่องที่เกี่ยวข้อง", "Читайте также:"), ()).paragraphs
        == story
    )


@pytest.mark.parametrize("line", ["Baca juga.", "«Xem thêm»", "“Lees ook”", "Leia também。"])
def test_a_sentence_or_a_quotation_is_no_label(line: str) -> None:
    assert furniture_kind(line) is None
    assert furniture_kind(line.strip("«»“”.。")) == "page_label"


def test_how_long_a_text_takes_to_read_in_its_language() -> None:
    table = files("newsarchive.text.furniture").joinpath("data", "reading_times.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    forms = [(kind, form.replace("#", "12")) for kind, _, *forms in rows for form in forms]
    assert len({language for _, language, *_ in rows}) > 35
    read = [form for kind, form in forms if kind == "read"]
    assert [form for form in read if furniture_kind(form) != "source_line"] == []
    dated = [f"25 de octubre de 2026 · {form}" for _, form in forms]
    assert [line for line in dated if furniture_kind(line) != "source_line"] == []
    told = [f"{form}, said the mayor of Port Mara on Tuesday." for _, form in forms]
    assert [line for line in told if furniture_kind(line)] == []


@pytest.mark.parametrize(
    "line",
    ["About 30 min", "Less than 1 minute", "约 30 分钟", "約30分", "Environ 20 min", "Ungefähr 20 min"],
)
def test_how_long_something_takes_is_an_answer(line: str) -> None:
    assert furniture_kind(line) is None


def test_minutes_below_a_count_of_words_are_of_reading() -> None:
    story = ("市建设局表示，码头改造工程周一动工。", "工程预计两年后完工，总投资约三亿元。")
    assert trim_furniture(("字数 1.6k", "约 3 分钟", *story), ()).paragraphs == story
    exam = ("Word count: 800", "90 minutes", *story)
    assert trim_furniture(exam, ()).paragraphs == exam
    assert trim_furniture(("煮多久？", "约 3 分钟", *story), ()).paragraphs[1] == "约 3 分钟"


@pytest.mark.parametrize(
    "line", ["字数 1.6k", "本文字数：320", "總字數 320 字", "字数 320 · 约 2 分钟", "글자 수: 320"]
)
def test_a_count_of_words_may_be_labelled(line: str) -> None:
    assert furniture_kind(line) == "source_line"
    assert furniture_kind(f"{line}，超过了限制。") is None


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("4 May 2031 · Ada Roe · About 45 minutes", "4 May 2031 · Ada Roe · |"),
        ("4 May 2031 · Ungefähr 20 Minuten", "4 May 2031 · |"),
        ("4 May 2031 · Etwa 20 Minuten", "4 May 2031 · |"),
        ("4 May 2031 · Environ 5 minutes", "4 May 2031 · |"),
        ("約5分の1", "約5分の1"),
    ],
)
def test_a_reading_time_is_taken_out_whole(line: str, rest: str) -> None:
    assert without_reading_time(line) == rest


@pytest.mark.parametrize(
    "line",
    [
        *("- Advertisement -", "[Advertisement]", "- Anzeige -", "Advertisement - Scroll to continue"),
        *("إعلان", "إعلانات", "פרסומות", "تبلیغات", "ΔΙΑΦΗΜΙΣΗ", "Annonce", "Anuncio"),
        *("La suite après la publicité", "Der Artikel wird nach der Anzeige fortgesetzt"),
        *("記事は広告の後に続きます", "Artikel gaat verder onder de advertentie"),
    ],
)
def test_a_label_of_an_advert_goes_anywhere(line: str) -> None:
    assert furniture_kind(line) in ("promotion", "house_line")


@pytest.mark.parametrize(
    "line",
    [
        "Anuncio de boda",
        "Die Anzeige wurde am Montag erstattet.",
        "La suite après la publicité dure une heure.",
        "إعلان الاستقلال",
    ],
)
def test_what_only_begins_as_such_a_label_stays(line: str) -> None:
    assert furniture_kind(line) is None
