"""Telling the name of a Chinese, Japanese or Korean person, which has no space, from words and houses."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


def data_lines(file: str) -> list[str]:
    """Return the lines of a list in `data`, without remarks."""
    data = resources.files("newsarchive.text.metadata") / "data" / file
    return [line for line in data.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@cache
def chinese_words(section: str) -> frozenset[str]:
    """Return the words under a heading of data/chinese_words.txt."""
    return _words_under("chinese_words.txt", section)


def _words_under(file: str, section: str) -> frozenset[str]:
    lines = data_lines(file)
    at = lines.index(f"[{section}]") + 1
    end = next((index for index in range(at, len(lines)) if lines[index][0] == "["), len(lines))
    return frozenset(word for line in lines[at:end] for word in line.split())


@cache
def words_like_names() -> frozenset[str]:
    """Return the words of data/han_words.txt, which read as names and are none where nothing says so."""
    return frozenset(word for line in data_lines("han_words.txt") for word in line.split())


# The hundred commonest surnames cover 85 % of mainland names (Ministry of Public Security, report of 2021);
# the rest are the Hundred Family Surnames still in use.
_COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷段龙黎史陶贺毛郝顾龚邵万覃"
    "武钱戴严莫孔向常汤康易乔赖文張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮蕭餘葉蘇呂盧鐘鍾薑譚陸範韋賈鄒邱閻龍賀顧龔萬錢嚴湯喬賴蘭顏倪魯溫龐岳畢齊聶莊葛寧紀關歐凌管單盧車連華衛麥婁項黨馮鮑邊費蔣"
)
_SURNAMES = _COMMON_SURNAMES | frozenset(
    "樊兰殷施洪翟安颜牛鲁芦温季俞章庞毕齐聂梅庄祝靳左焦包宁阮纪柳耿关童欧司甘喻游祁辛尚符单盛路柴裴解尤柯涂霍苗曲翁甄詹车连华成卫麦娄项党冷桂房邢柏戚滕鲍边费卞晏席卓迟仇屠缪谷蒙闵丛冉应査查栾荆明"
    "井池佟瞿占艾谈计宫储隋鞠原敖苑那桑富米和景幸巩蔺褚晁沙郎匡植全来国时伍简饶丰臧郁乌初戈木强商宗牟封谌岑巴胥银衣芮鄂盖桓邬扶昝楚伊古蓝仲麻宿寇居乐阿巫农阳阴粟敬竺展冼苟辜诸言岩泽哈才旦海多索次"
    "格拉尼平达扎洛珠贡嘎德來儲叢國宮嶽強應於時樂欒澤烏簡繆羅荊蓋藍藺蘆計談諶諸豐貢農遊達遲鄔銀閆閔陰陽鞏饒鬱"
)
COMPOUND = (
    *("欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "东方", "皇甫", "尉迟", "公孙"),
    *("慕容", "令狐", "司徒", "端木", "夏侯", "宇文", "长孙", "申屠", "呼延", "南宫"),
)
_HAN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_FOREIGN_NAME = re.compile(
    r"^[\u4e00-\u9fff]{2,8}[·•.．][\u4e00-\u9fff]{1,10}(?:[·•][\u4e00-\u9fff]{1,10})?$"
)
NOT_A_NAME = re.compile(
    r"(?:记者|記者|报道|報道|报导|報導|通讯|编辑|編輯|摄影|新闻|新聞|日报|日報|晚报|早报|时报|時報|周刊|杂志|雜誌|电视|电台|广播|网站|網站|在线|客户端|频道"
    r"|中心|公司|网络|科技|工作室|编辑部|宣传|办公室|论坛|博客|小编|传媒|供图|受访|图片|集团|大学|学院|政府|委员|部门|法院|公安|社区|平台|综合|整理|来源|作者|责任|本报|本网|本刊|本社"
    r"|新华(?!$)|(?<![王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余杜叶程魏苏吕丁任沈姚卢钟姜崔谭陆范汪石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万钱严武戴莫孔汤])新华|人民网|中新|央视|澎湃|专栏|专稿|特约|官方|公众号|转载|原创|网友|匿名|佚名|未知|管理员|电讯|获悉|了解|表示|介绍|采访|发现|今天|今日|昨日|昨天"
    r"|日前|(?!^)(?:从|获|称|于)|[网報报社台站局厅部院校会委刊队隊]$)"
)


def is_han_name(name: str) -> bool:
    """Whether `name` reads as a Chinese person's: surname and one to three characters, or a foreign name."""
    if _FOREIGN_NAME.match(name):
        return not NOT_A_NAME.search(name.split("·", maxsplit=1)[0])
    if not _HAN_NAME.match(name) or NOT_A_NAME.search(name) or name in chinese_words("like_names"):
        return False
    return name.startswith(COMPOUND) if len(name) == 4 else name[0] in _SURNAMES or name.startswith(COMPOUND)


# Korean surnames: the sixty commonest cover 97 % of the country (its census of 2015).
KOREAN_NAME = re.compile(
    "^[김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길]"
    "[가-힣]{1,3}$"
)
# A Japanese name in Chinese characters has two of them for each of its parts, mostly.
JAPANESE_NAME = re.compile("^[\u4e00-\u9fff々]{4,5}$")


# What stands behind the surname of whom a story is about, and ends the names of places and companies.
_JAPANESE_TITLE = re.compile(
    "[長氏様町村区市県郡港駅館校院局社賞岬峡島川]$|(?:電機|工業|建設|技研|重工|製薬|銀行|不動産|商店|半島|選手|監督|議員|容疑者|被告|首相|大臣|教授|先生|投手|家|地区|駅前)$"
)


def is_japanese_name(name: str) -> bool:
    """Whether `name` is a common Japanese surname and a given name, of up to three ideographs or in kana."""
    if not (_japanese_name().match(name) or _is_borne_in_japan(name)) or _JAPANESE_TITLE.search(name):
        return False
    return not NOT_A_NAME.search(name) and not is_han_organisation(name)


@cache
def _japanese_name() -> re.Pattern[str]:
    """Any name behind a surname that is nothing else."""
    surnames = "|".join(word for line in data_lines("japanese_surnames.txt") for word in line.split())
    return re.compile(
        f"^(?:{surnames})(?:[\u4e00-\u9fff々]{{1,3}}|[\u3041-\u3096]{{2,4}}|[\u30a1-\u30fa]{{2,4}})$"
    )


_LONGEST_SURNAME = 3
_FEWEST_JAPANESE = 3  # characters of a name with a surname of one, which begins many a word


def _is_borne_in_japan(name: str) -> bool:
    """Whether a name is one of the commonest surnames and what is written as given names are.

    Many of these surnames are places and words as well: behind 千葉 or 森 a name must be one.
    """
    surnames, begins, ends, single = (_japanese_signs(part) for part in _JAPANESE_PARTS)
    for length in range(1, min(_LONGEST_SURNAME, len(name) - 1) + 1):
        given = name[length:]
        if name[:length] not in surnames or (length == 1 and len(name) < _FEWEST_JAPANESE):
            continue
        if len(given) == 1:
            if given in single and length > 1:
                return True
        elif (
            len(given) <= _LONGEST_SURNAME and given[0] in begins and (given[-1] in ends or given[-1] == "々")
        ):
            return all(sign in begins or sign in ends for sign in given[1:-1])
    return False


_JAPANESE_PARTS = ("surnames", "begins", "ends", "single")


@cache
def _japanese_signs(part: str) -> frozenset[str]:
    return _words_under("japanese_names.txt", part)


# Behind a syllable that is a surname, too, may stand a desk or a button: 문화부, 정치팀, 이전글; so
# begin words of menus, provinces, cities, counties and districts, of whose ends given names have all but 시.
KOREAN_LENGTH = 3
_KOREAN_DESK = re.compile(
    "[부팀글시]$|뉴스|기자|기사|신문|방송|보기|목록|안내|문의|소개|공지|전체|구독|이벤트|조회|유튜브|[신인천]순$"
    "|문화[재면]|정치[인권판]|공[연모][장전]|전시회|전문가|이야기|주간지|[조석]간판|신[제간][품본]|여행지|지난해|오늘의"
    "|현장의|[전충강경][라청원기상]도|[전경][남북]도|한반도|이태원|우크라|유럽판|남북한"
    "|장애인|여성계|노동계|문화계|강[남동북서]구|노원구|마포구|성[동북]구|서초구|송파구|양천구|도봉구|구로구|남동구|연수구|유성구"
    "|강[진화]군|고[성창흥]군|구례군|기장군|남해군|서천군|성주군|신안군|양[구양평]군|연천군|임실군|장[성수흥]군|정선군"
    "|진[도안천]군|하동군|홍[천성]군"
)


def is_korean_name(name: str) -> bool:
    """Whether `name` is a Korean surname and a given name of two syllables, and no desk's."""
    return len(name) == KOREAN_LENGTH and bool(KOREAN_NAME.match(name)) and not _KOREAN_DESK.search(name)


def is_name_without_space(name: str) -> bool:
    """Whether `name` reads as a person's in a script that puts no space between its parts."""
    if KOREAN_NAME.match(name):
        return True
    if JAPANESE_NAME.match(name):
        return not NOT_A_NAME.search(name) and not is_han_organisation(name)
    # 佐藤健 has two characters and one, as the names of China do not.
    return is_han_name(name) or is_japanese_name(name)


def is_common_han_name(name: str) -> bool:
    """Whether `name` is a person's even where no word beside it says so."""
    if not is_han_name(name) or "·" in name:
        return False
    return name.startswith(COMPOUND) or (len(name) <= 3 and name[0] in _COMMON_SURNAMES)


_HAN_BODY = re.compile(
    r"^[\u4e00-\u9fffA-Za-z0-9·\"“”]{1,24}?(?:社|报|報|报社|報社|网|網|新闻网|电视台|電視台|电台|台|局|厅|廳|部|院|会|會|委|办|办公室|公司|集团|集團|中心|大学|大學|学院"
    r"|學院|学校|中学|小学|编辑部|編輯部|工作室|在线|日报|日報|晚报|晚報|早报|时报|時報|周刊|週刊|杂志|雜誌|频道|客户端|传媒|政府|法院|检察院|医院|银行|研究所"
    r"|研究院|协会|協會|联盟|基金会|委员会|委員會|支队|大队|总队|站|所|组|課|科|股|处|處|团队|團隊|编译组|通讯社|通訊社|公众号|论坛|博客)$"
)
# How Korean newspapers, agencies and desks end; one syllable before it is a person's surname.
KOREAN_BODY = re.compile(
    "^[가-힣A-Z ]{2,16}"
    "(?:신문사?|일보|뉴스|방송국?|통신사?|미디어|타임스|저널|매거진|편집부|편집국|편집판|취재팀|보도국|기자단)$"
)
# Ends that many names have too, with two characters before them or fewer.
_SHORT_BODY = re.compile(r"^[\u4e00-\u9fff]{1,3}$")


def is_han_organisation(name: str) -> bool:
    """Whether `name` is a newspaper, an agency, an office or the like, by its last characters."""
    if name in chinese_words("agencies"):
        return True
    if _SHORT_BODY.match(name) and name[0] in _SURNAMES and name[-1] not in "社报報网網局厅部":
        return False
    return bool(_HAN_BODY.match(name))
