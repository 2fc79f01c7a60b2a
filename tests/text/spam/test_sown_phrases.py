"""A keyword sown into a story's sentence goes alone; what a story says of a trade or a brand stays."""

from __future__ import annotations

import pytest

from newsarchive.text.spam.sown_phrases import farm_entries, sown_phrases, without_sown

STORIES = {
    "zh": (
        "临河与望江之间的渡船停航五个月以后，星期一重新开航。",
        "旧船对新码头来说太重了，县里出钱买了一条轻一些的船。",
        "码头办公室说，第一班船上有四十名乘客。",
    ),
    "en": (
        "The ferry between Reedham and Norton ran again on Monday after five months.",
        "The old boat was too heavy for the new landing, so the county paid for a lighter one.",
        "Forty people were on board when it left, the harbour office said.",
    ),
    "ar": (
        "عادت العبارة بين الضفتين إلى العمل يوم الاثنين بعد توقف دام خمسة أشهر.",
        "كانت السفينة القديمة ثقيلة على الرصيف الجديد، فاشترت البلدية سفينة أخف.",
        "وكان على متن الرحلة الأولى أربعون راكبا، بحسب مكتب الميناء.",
    ),
    "th": (
        "เรือข้ามฟากระหว่างสองหมู่บ้านกลับมาแล่นอีกครั้งเมื่อวันจันทร์หลังหยุดไปห้าเดือน",
        "เรือลำเก่าหนักเกินไปสำหรับท่าเรือใหม่ อำเภอจึงซื้อเรือลำที่เบากว่ามาแทน",
        "เที่ยวแรกมีผู้โดยสารสี่สิบคนตามข้อมูลของสำนักงานท่าเรือ",
    ),
}
KEYWORDS = {
    "zh": ("必威体育官方网站登录", "久久精品国产亚洲AV麻豆", "乐鱼体育app下载入口"),
    "en": ("slot gacor hari ini", "cheap viagra online", "best online casino bonus"),
    "ar": ("كازينو اون لاين", "مراهنات رياضية", "شراء فياجرا"),
    "th": ("สล็อตเว็บตรงไม่ผ่านเอเย่นต์", "เว็บพนันออนไลน์ เว็บตรง", "บาคาร่าออนไลน์เว็บตรง"),
}


@pytest.mark.parametrize("form", ["{s}【{k}】", "【{k}】{s}", "{s}_{k}"])
@pytest.mark.parametrize("language", STORIES)
def test_only_the_keyword_goes(language: str, form: str) -> None:
    story = STORIES[language]
    sown = [form.format(s=s, k=k) for s, k in zip(story, KEYWORDS[language], strict=True)]
    assert without_sown(sown, sown_phrases(sown)) == list(story)


@pytest.mark.parametrize("mark", [": ", "："])
@pytest.mark.parametrize("language", STORIES)
def test_before_a_colon_only_what_the_farm_lists_goes(language: str, mark: str) -> None:
    story, keywords = STORIES[language], KEYWORDS[language]
    sown = [f"{k}{mark}{s}" for s, k in zip(story, keywords, strict=True)]
    assert without_sown(sown, sown_phrases(sown, frozenset(keywords))) == list(story)


def test_before_a_colon_a_brand_with_its_promotion_goes_in_chinese() -> None:
    story = STORIES["zh"]
    sown = [f"必威体育官方网站登录：{story[0]}", *story[1:]]
    assert without_sown(sown, sown_phrases(sown)) == list(story)


LABELLED = (
    ("Online casino bonus: what the law says about such offers.", "Payday loans: the town bans adverts."),
    ("Free spins no deposit: rounds that a player gets for nothing.", "Cheap viagra online: doctors warn."),
    ("Казино онлайн бонус: что говорит закон об этом.", "Займы онлайн срочно: город хочет запрета."),
    ("Deneme bonusu veren siteler: gençler nasıl düşüyor.", "Kaçak bahis siteleri: yasa ne diyor."),
    ("Situs slot gacor: cara kerja jaringan ini.", "Judi slot online: tiga orang ditangkap."),
    ("สล็อตเว็บตรงไม่ผ่านเอเย่นต์: เด็กติดพนันมากขึ้น หมอกล่าว", "เว็บพนันออนไลน์: มีคนถูกจับสามคนที่ท่าเรือเมื่อวันจันทร์"),
    ("Nhà cái uy tín: cách lừa người chơi được giải thích.", "Cá cược bóng đá: ba người bị bắt ở cảng."),
    ("网络赌博平台：周五晚上一处窝点在码头被查封。", "澳门六合彩：头奖由两名市民平分，各得三百万元。"),
)


@pytest.mark.parametrize("labelled", LABELLED)
def test_the_subject_of_a_sentence_stays_before_its_colon(labelled: tuple[str, ...]) -> None:
    text = (*STORIES["en"], *STORIES["zh"], *labelled)
    assert sown_phrases(text) == []


def test_a_keyword_quoted_in_brackets_stays() -> None:
    for quoted in ("[Cheap Viagra Online]", "[Best Online Casino Bonus]"):
        text = (STORIES["en"][0], f"She had deleted mails like it for years. {quoted}", *STORIES["en"][1:])
        assert sown_phrases(text) == []
    sown = [f"{s} [cheap viagra online]" for s in STORIES["en"][:2]]
    assert without_sown(sown, sown_phrases(sown)) == list(STORIES["en"][:2])


def test_within_a_sentence_of_chinese_several_tell_each_other() -> None:
    story = STORIES["zh"]
    sown = [s.replace("，", f"，{k}", 1) for s, k in zip(story, KEYWORDS["zh"], strict=True)]
    assert without_sown(sown, sown_phrases(sown)) == list(story)
    one = [sown[0], *story[1:]]
    assert without_sown(one, sown_phrases(one)) == one


def test_what_the_farm_lists_is_known_wherever_it_stands() -> None:
    story = STORIES["en"]
    entries = farm_entries(["replica rolex watches | no deposit bonus slots | news", "The ferry ran again."])
    assert entries == {"replica rolex watches", "no deposit bonus slots"}
    sown = [story[0].replace("ran ", "ran replica rolex watches "), *story[1:]]
    assert without_sown(sown, sown_phrases(sown, entries)) == list(story)


@pytest.mark.parametrize(
    "story",
    [
        (
            "狼队与万博体育的合约到期，据万博体育官网介绍，双方不再续约。",
            "俱乐部说，下赛季的胸前广告由本地企业接手。",
            "球迷协会去年就要求换掉这家赞助商。",
        ),
        (
            "警方通报，该团伙搭建开云体育登录入口，以赌博网站骗取钱财。",
            "受害人说，他在页面上看到欧宝体育(中国)官方网站的字样。",
            "法院将于下月开庭审理此案。",
        ),
        (
            "No deposit bonus: a sum that a casino gives to those who sign up, before they pay anything.",
            "Wagering terms: how often it must be staked before a player may take his winnings out.",
            "Both are explained on the page of the commission that licenses casinos.",
        ),
        (
            "Customs officers opened two hundred parcels at the port on Friday.",
            "In them were replica rolex watches, which the makers had sold as the real thing.",
            "Police arrested three men over the counterfeit goods, and the court meets on Monday.",
        ),
        (
            "【体育彩票】本周开奖的公益金将用于修建乡村球场。",
            "县里计划在三年内建成四十处，先从山区开始。",
            "今年已有六处动工，最快的一处下月完工。",
        ),
        (
            "เจ้าหน้าที่พบยาปลุกเซ็กซ์ถูกขายในตลาดนัดขวดละ 590 บาทเมื่อวันศุกร์",
            "ผู้ขายบอกว่าสั่งยาปลุกเซ็กซ์มาจากเพื่อนบ้านและไม่รู้ว่าผิด",
            "เรือข้ามฟากระหว่างสองหมู่บ้านยังแล่นตามปกติทุกวัน",
        ),
    ],
    ids=["sponsor", "report", "glossary", "seized", "column", "words that go on"],
)
def test_a_story_about_it_is_left_as_it_is(story: tuple[str, ...]) -> None:
    assert sown_phrases(story, farm_entries(["replica rolex watches | no deposit bonus slots"])) == []


def test_a_question_of_a_spun_title_is_judged_with_its_keyword() -> None:
    line = "管件的优点有哪几点？_必威体育app下载手机版"
    assert sown_phrases((STORIES["zh"][0], line, *STORIES["zh"][1:])) == []


def test_adverts_are_no_story() -> None:
    farm = [f"The games are available on all devices.【{one}】" for one in KEYWORDS["en"]]
    assert sown_phrases(farm) == []


def test_brackets_behind_a_comma_or_listed_hold_a_keyword() -> None:
    zh, en = STORIES["zh"], STORIES["en"]
    sown = [s.replace("，", "，【万博体育官网登录】", 1) for s in zh[:2]]
    farm = {"华体会体育app下载"}
    assert without_sown([*sown, zh[2]], sown_phrases([*sown, zh[2]], farm)) == list(zh)
    assert sown_phrases([*sown, zh[2]]) == []
    put = [en[0], en[1].replace(" was ", " 【slot gacor hari ini】 was "), en[2]]
    assert without_sown(put, sown_phrases(put, {"slot gacor hari ini"})) == list(en)


@pytest.mark.parametrize(
    "said",
    [
        "民警念道，短信写着【开云体育官网】五个字，大家都笑了。",
        "木牌上，【开云体育官网】五个字已经褪色。",
        "木牌上写着“开云体育官网” 没有人去理会。",
        "《开云体育官网》一文引起了讨论。",
        "ป้ายเก่าเขียนว่า【สล็อตเว็บตรง】ใกล้ท่าเรือ",
        "หน้าร้านมีป้ายเก่า 【สมัคร ufabet】 แขวนอยู่ข้างประตู",
        "벽에는 【출장안마 예약】이라는 글자가 남아 있다.",
        "The wall still reads 【cheap essay writing service】 in red paint.",
    ],
)
def test_what_a_story_quotes_stays(said: str) -> None:
    story = [*STORIES["zh"], said]
    assert sown_phrases(story) == []
    if "，【" not in said:
        assert sown_phrases(story, {"开云体育官网", "万博体育官网登录"}) == []


@pytest.mark.parametrize("keyword", ["乐鱼体育-IOS/安卓通用版", "万博(中国)官方网站登录"])
def test_within_chinese_a_signed_brand_or_two_go(keyword: str) -> None:
    story = STORIES["zh"]
    sown = [s.replace("，", f"，{keyword}", 1) for s in story[:2]]
    assert without_sown([*sown, story[2]], sown_phrases([*sown, story[2]])) == list(story)


@pytest.mark.parametrize(
    "told",
    [
        (
            "法院宣判，被告人推广亚博体育网址获利四万元。",
            "他先后推广华体会体育网址三十多次，每次得到一百元。",
        ),
        ("公交站牌上贴满了皇冠体育注册广告，刚撕又贴上。", "据查，每张皇冠体育注册广告得五分钱。"),
        ("首页上写着欧宝体育登录几个字，家长打电话询问。", "中午，欧宝体育登录页面又出现了。"),
        ("警方提醒，亚博体育官方网站登录后银行卡会被盗刷。", "王女士说，乐鱼体育官方网站登录时要填卡号。"),
    ],
)
def test_what_a_report_names_stays_on_a_page_without_a_farm(told: tuple[str, str]) -> None:
    story = [told[0], *STORIES["zh"], told[1]]
    assert sown_phrases(story, lines=True) == []


def test_within_an_alphabet_two_tell_each_other() -> None:
    story = STORIES["en"]
    sown = [
        story[0].replace("again ", "again slot gacor hari ini "),
        story[1].replace("so ", "best online casino bonus so "),
        story[2],
    ]
    assert without_sown(sown, sown_phrases(sown)) == list(story)
    for taken_up in ("to slot gacor hari ini", '"slot gacor hari ini"'):
        kept = [story[0].replace("again ", f"again {taken_up} "), sown[1], story[2]]
        assert taken_up in without_sown(kept, sown_phrases(kept))[0]


def test_a_line_between_sentences_is_a_keyword_and_a_subhead_is_none() -> None:
    story = STORIES["en"]
    sown = [story[0], "best online casino bonus", *story[1:]]
    farm = frozenset({"replica rolex watches"})
    assert [one.paragraph for one in sown_phrases(sown, farm, lines=True)] == [1]
    assert sown_phrases(sown, lines=True) == sown_phrases(sown, farm) == []
    for honest in ("Best online casino bonus", "best online casino bonus, they read."):
        assert sown_phrases([story[0], honest, *story[1:]], farm, lines=True) == []
    announced = ["On the board stood a line that nobody of the harbour understood:", *sown[1:]]
    assert sown_phrases(announced, farm, lines=True) == []


REPORTS = (
    (
        "Polisi membongkar jaringan promosi judi di Semarang, Selasa.",
        "Pelaku mengirim tautan slot gacor malam ini kepada pelajar.",
        "Di ponsel mereka ditemukan akun slot demo dan link login sbobet.",
    ),
    (
        "A Polícia Civil prendeu influenciadores que divulgavam o jogo do tigrinho.",
        "Segundo a investigação, eles vendiam sinais blaze e usavam fortune tiger demo.",
        "A Justiça bloqueou as contas.",
    ),
    (
        "İstanbul polisi kaçak iddaa siteleri kuran şebekeye baskın düzenledi.",
        "Şüphelilerin deneme bonusu veren siteler için reklam verdiği belirtildi.",
        "Yirmi kişi gözaltına alındı.",
    ),
    (
        "경찰은 불법 도박 사이트를 운영한 일당을 검거했다.",
        "이들은 토토사이트 추천 글을 올려 회원을 모았다.",
        "강남출장안마 광고를 함께 보낸 혐의도 받는다.",
    ),
    (
        "Суд заблокировал сайты, где предлагали купить диплом о высшем образовании.",
        "Прокуратура нашла и рекламу казино на реальные деньги.",
        "Решение вступит в силу в январе.",
    ),
    (
        "该应用推出iOS/安卓通用版，支持中英文界面。",
        "万博体育app下载量上升，俱乐部说这与赛事有关。",
        "新版增加了公交查询。",
    ),
)


@pytest.mark.parametrize("story", REPORTS)
def test_reports_that_name_keywords_stay(story: tuple[str, ...]) -> None:
    assert sown_phrases(story, lines=True) == []


def test_a_name_before_brackets_in_thai_stays() -> None:
    story = STORIES["th"]
    said = "นายสมชาย 【สมัคร ufabet】 วงศ์ทะเล ประธานกลุ่มกล่าวว่า เรือเริ่มจากสมาชิกเพียงเจ็ดคน"
    left = without_sown([*story, said], sown_phrases([*story, said], {"สมัคร ufabet"}))
    assert left == [*story, "นายสมชาย วงศ์ทะเล ประธานกลุ่มกล่าวว่า เรือเริ่มจากสมาชิกเพียงเจ็ดคน"]


@pytest.mark.parametrize(
    ("sown", "left"),
    [
        ("渡船星期一开航，国产精品久久久久久久首班船坐满了人。", "渡船星期一开航，首班船坐满了人。"),
        (
            "登陆时最大风力11级（30米/秒），新澳门今晚开奖结果中心最低气压980百帕。",
            "登陆时最大风力11级（30米/秒），中心最低气压980百帕。",
        ),
    ],
)
def test_a_keyword_ends_where_the_sentence_goes_on(sown: str, left: str) -> None:
    told = (*STORIES["zh"], sown)
    entries = farm_entries(["新澳门今晚开奖结果 | 麻豆传媒在线观看入口"])
    assert without_sown(told, sown_phrases(told, entries))[-1] == left


def test_no_word_of_the_sentence_goes_with_a_keyword() -> None:
    sown = "三个系统互不相通，麻豆传媒免费观看护士一天要录入三遍数据。"
    told = (*STORIES["zh"], sown)
    left = without_sown(told, sown_phrases(told, farm_entries(["麻豆传媒在线观看入口 | 一肖一码100%中奖"])))[
        -1
    ]
    assert left.endswith("护士一天要录入三遍数据。")
