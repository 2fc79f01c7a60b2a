"""Telling a person's name from an agency, an outlet, a role or a login."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsarchive.text.lines import tidy

# The hundred commonest surnames cover 85 % of mainland names (Ministry of Public Security, report of 2021);
# the rest are the Hundred Family Surnames still in use.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷段龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
    "樊兰殷施洪翟安颜倪牛鲁芦温季俞章庞岳毕齐聂梅庄葛祝靳左焦包宁阮纪柳耿关童欧凌管司甘喻游祁辛尚符单盛路柴裴解尤柯涂霍苗曲翁甄詹车连华成卫麦娄项党冷桂房邢柏戚滕覃鲍边费卞晏席卓迟仇屠缪谷蒙闵丛冉应査查栾荆明井池佟瞿占艾谈"
    "计宫储隋鞠原敖苑那桑富米和景幸巩蔺褚晁沙郎匡植全来国时伍简饶丰臧郁乌初戈木强商宗车牟封谌岑巴胥银衣芮鄂盖桓邬匡扶昝楚伊古蓝仲麻宿寇居封乐阿巫农阳阴粟敬竺展冼苟辜诸言岩泽哈才旦海多索次格拉尼平达扎洛珠贡嘎德"
    "張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮蕭餘葉蘇呂盧鐘鍾薑譚陸範韋賈鄒邱閻龍賀顧龔萬錢嚴湯喬賴蘭顏倪魯溫龐岳畢齊聶莊葛寧紀關歐凌管單盧車連華衛麥婁項黨馮鮑邊費蔣"
    "來儲叢國宮嶽強應於時樂欒澤烏簡繆羅荊蓋藍藺蘆計談諶諸豐貢農遊達遲鄔銀閆閔陰陽鞏饒鬱"
)
COMPOUND = (
    "欧阳",
    "歐陽",
    "上官",
    "司马",
    "司馬",
    "诸葛",
    "諸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "端木",
    "夏侯",
    "宇文",
    "长孙",
    "申屠",
    "呼延",
    "南宫",
)
HAN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
FOREIGN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,8}[·•.．][\u4e00-\u9fff]{1,10}(?:[·•][\u4e00-\u9fff]{1,10})?$")
NOT_A_NAME = re.compile(
    r"(?:记者|記者|报道|報道|报导|通讯|编辑|編輯|摄影|新闻|新聞|日报|日報|晚报|早报|时报|時報|周刊|杂志|雜誌|电视|电台|广播|网站|網站|在线|客户端|频道"
    r"|中心|公司|集团|大学|学院|政府|委员|部门|法院|公安|社区|平台|综合|整理|来源|作者|责任|本报|本网|本刊|本社"
    r"|新华|人民网|中新|央视|澎湃|专栏|专稿|特约|官方|公众号|转载|原创|网友|匿名|佚名|未知|管理员|电讯|获悉|了解|表示|介绍|采访|发现|今天|今日|昨日|昨天"
    r"|日前|从|获|称|于|[网報报社台站局厅部院校会委刊]$)"
)
GENERIC = re.compile(
    r"^(?:admin(?:istrator)?|editor(?:s|ial)?(?: team| staff| board)?|staff(?: writer"
    r"| reporter)?s?|news(?:room| desk|desk)?|web ?(?:master|desk|editor)|guest(?: author"
    r"| post)?|contributor|author|unknown|anonymous|user|root|wordpress|blog"
    r"|press(?: release)?|redaktion|redaktion .*|die redaktion"
    r"|online[- ]?redaktion|redacción|redaccion|redazione|rédaction|la rédaction|rédactrice"
    r"|toimitus|redaktionen|redaktor|redakcja|redakce|agencies|agenturen|agency|wire|wires"
    r"|reuters|afp|apa|dpa|sda|sid|ap|associated press|the associated press|efe|ansa|lusa|ntb"
    r"|tt|ritzau|bloomberg|pa media|upi|ians|ani|pti|xinhua|tass"
    r"|none|null|n/?a|undefined|tba|team|the team|support|info|home|website|social media"
    r"|press association|agencia efe|europa press|getty images?|dpa[-/ ].*|.* (?:redaktion"
    r"|team|staff|newsroom|news desk|editors|agencies|editorial board)|by|von|par|por)$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"://|www\.|^/|^@|\S@\S")
# "Kate May", "April Roach", "June", "August" are names: those months need a day or year after them.
MONTH = (
    r"(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez)(?:uary|ruary|ch"
    r"|il|e|y|ust|tember|ober|ember|z|i|uar|ruar)?"
)
DATED = re.compile(
    r"(?:^|\s+)(?:on |updated |published |posted )?(?:\d{1,2}\.? )?"
    rf"(?:{MONTH}\b\.?\s+\d{{1,4}}.*|(?!may\b|apr|jun|aug){MONTH}\b\.?)$",
    re.IGNORECASE,
)
WORD_NOT_NAME = re.compile(
    r"^(?:the author|full bio|name|text|human|guest|about|about the author|view all posts?.*|more"
    r"|follow|contact|profile|follow us|redakteur(?:in)?|journalist(?:in)?|photo|fotos?"
    r"|quelle.*|source.*|published.*|updated.*|germany|frankfurt|berlin|london|new york|red"
    r"|dpa.*|ein .*|interview.*|.* nachrichtenagentur|.* presse-agentur|mm-redaktion"
    r"|.*-redaktion|redaktion.*|.* online|.* and others|others)$",
    re.IGNORECASE,
)
JUNK = re.compile(r"https?:|www\.|@|\.(?:com|de|org|net|fr|es|it)\b|[{}<>\[\]=|\\]|\d{3}", re.IGNORECASE)
PREFIX = re.compile(
    r"^(?:(?:written |posted |published |reported |story |text |words |article "
    r"|review(?:ed)? )?by|von|vom|par|por|di|door|av|af|od|text|autor(?:in)?|author"
    r"|author name|写|文|作者|記者|记者|文字|fotos?|reporter|opinion by|analysis by|ein (?:kommentar"
    r"|bericht|interview|gastbeitrag|beitrag) von|eine (?:analyse|kolumne|rezension) von"
    r"|interview(?:ed)? (?:by|von))\s*[:：]?\s+",
    re.IGNORECASE,
)
SPLIT = re.compile(
    r"\s*[;|/、，；&]\s*|,\s+|\s+(?:and|und|et|y|e|och|og|en|with|mit|sowie|i|ja)\s+(?=\w)", re.IGNORECASE
)
SUFFIX = re.compile(
    r"\s*(?:[,–—|·•-]\s.*|\(.*\)|\b(?:for|für|pour)\s.*|\b(?:PhD|MD|RD|MS|M\.D\.|Ph\.D\.|RDN"
    r"|MBA|CPA)\b.*)$"
)


def people(names: Iterable[str], outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the persons among `names` (each may hold several), prefixes off, each once, in order."""
    sites = {_bare(outlet) for outlet in outlets if outlet}
    found: dict[str, str] = {}
    for text in names:
        if ADDRESS.search(text):
            continue
        for part in SPLIT.split(PREFIX.sub("", tidy(text[:300]))):
            name = SUFFIX.sub("", DATED.sub("", PREFIX.sub("", part.strip()))).strip(" .:：,-–—'\"“”")
            if is_person(name) and _bare(name) not in sites:
                found.setdefault(_bare(name), name)
    return tuple(found.values())


def is_person(name: str) -> bool:
    """Whether `name` can be a person's: of letters, of a name's length, no role, agency or address."""
    if (
        not 2 <= len(name) <= 50
        or JUNK.search(name)
        or GENERIC.match(name)
        or not any(c.isalpha() for c in name)
    ):
        return False
    if re.search("[\u4e00-\u9fff]", name) and not re.search("[\u3040-\u30ff]", name):
        return not NOT_A_NAME.search(name) and len(name) <= 16
    return len(name.split()) <= 6 and name[0].isalpha()


def is_han_name(name: str) -> bool:
    """Whether `name` reads as a Chinese person's: surname and one to three characters, or a foreign name."""
    if FOREIGN_NAME.match(name):
        return not NOT_A_NAME.search(name.split("·", maxsplit=1)[0])
    if not HAN_NAME.match(name) or NOT_A_NAME.search(name):
        return False
    return name.startswith(COMPOUND) if len(name) == 4 else name[0] in SURNAMES or name.startswith(COMPOUND)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
