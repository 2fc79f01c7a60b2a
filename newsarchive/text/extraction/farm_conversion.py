"""Converted articles in farms: told by whose words they are, where the farm around them sells in Simplified.

A text converted by phrases is Traditional text as good as any, so that nothing in it shows an engine. What
shows it is the farm: spam in Simplified characters around an article in mainland words. Elsewhere it stays.
"""

from __future__ import annotations

import re
from functools import cache

from newsarchive.evidence import RepairKind
from newsarchive.items import Repair
from newsarchive.text.mirror import MirrorRepair
from newsarchive.text.mirror.conversion_marks import may_be_by_engine
from newsarchive.text.mirror.converted_script import never_left, to_simplified
from newsarchive.text.mirror.passages import ScriptPiece, pieces, simplified_passages, spelled_part
from newsarchive.text.spam import judge

# Words of the mainland's offices and newsrooms, which those who write Traditional characters know as
# another's: 信息 is 資訊 there, 民警 is 員警, 报道 in Taiwan 報導, and no 省 is theirs.
MAINLAND = (
    "市委|省委|县委|区委|党委|党组|纪委|政协|村委会|居委会|街道办|公安|民警|交警|城管|国务院|人民法院|检察院|住建|民政局|卫健委|疾控|证监会|发改委|工信部|人社局|应急管理"
    "|消防救援|市场监管|司法局|公诉机关|人民币|同比|环比|信息|视频|软件|硬件|网络|互联网|数据|质量|短信|打印|服务器|智能手机|幼儿园|小区|物业|业主|快递|外卖|网民|农民工"
    "|高考|中考|脱贫|乡镇|合作社|出租车|公交|摩托车|电动车|获悉|报道|本报讯|本报记者|记者从|记者了解到|通讯员|千米|平方米|立方米|摄氏度|厘米|[0-9]亩|央视|新华社|中新网"
    "|微信|微博|支付宝|淘宝|抖音|防汛|乡村振兴|奶酪|方便面|土豆|地铁|动车|省[教卫公政厅级气]|[全我该]省|[全我该]县|自治[区县州]|开发区|高新区|城区|我国|改革开放|社区矫正"
    "|课题组|科研人员|门诊部|医保|挂号|环卫工人|身份证号|二手交易|退赔|日电|时许|净利润|归属于|公告称|板块|居民委员会|业委会|低保|下岗|双减|春运|春耕|夏收|秋收|粮库"
)
# Words of Taiwan and of Hong Kong, made Simplified: one who writes them wrote in Traditional characters, or
# for readers who do.
ISLANDS = (
    "资讯|网路|软体|硬体|计程车|公车|捷运|员警|立委|县府|市府|台币|公尺|公分|报导|中华民国|行政院|立法院|民进党|国民党|地检署|里长"
    "|国中|国小|机车|脚踏车|冷气|部落客|影音|列印|滑鼠|记忆体|伺服器|资料库|程式|讯息|港元|港币|港铁|特首|立法会|的士|巴士|屋苑|公屋"
    "|警务处|消防处|区议会|质素|方呎|单车|短讯|八达通|特区政府|新界|九龙|香港|台湾|台北|高雄|联络我们|学测|里民|乡公所|北市|高市"
    "|警员|粉丝专页|加盟店|便当|泡面|宅配|折扣码|房仲|业者|民众|透过"
)
# How much speaks for it: distinct words of the mainland, and quotation marks of its kind. Of the islands' no
# more than one in five, since an article may tell of them.
LEAST_TOLD, MOST_ISLANDS = 3, 1 / 5
_MAINLAND_QUOTES, _ISLAND_QUOTES = re.compile("“[^“”]{2,200}”"), re.compile("[「『]")
# Distinct links, titles or keywords that are spam, of the first so many that are in Simplified characters.
LEAST_SPAM, MOST_ASKED = 3, 80
LONGEST_KEYWORDS = 300  # characters
CONFIDENCE = 0.9
_TAG = re.compile("<[^<>]*>")
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


@cache
def _words(words: str) -> re.Pattern[str]:
    return re.compile(words)


def undo_farm_conversion(text: str) -> MirrorRepair:
    """The source of a page with its article made Simplified again, if a farm converted it; any text at all.

    The farm's spam must be in Simplified characters, the article in mainland words, with next to none of
    Taiwan's and Hong Kong's anywhere on the page.
    """
    untouched = MirrorRepair(text, (), False)
    if never_left().isdisjoint(text) or not may_be_by_engine(text):
        return untouched
    parts = pieces(text)
    article = spelled_part(text, parts)
    if article is text or not _is_of_the_mainland(text, article) or not _is_sold_around(text, parts):
        return untouched
    final, changed = simplified_passages(text, (), whole=True)
    return MirrorRepair(final, (Repair(RepairKind.SCRIPT_CONVERSION, changed, CONFIDENCE),), True)


def _is_of_the_mainland(text: str, article: str) -> bool:
    told = len(set(_words(MAINLAND).findall(to_simplified(article))))
    told += _MAINLAND_QUOTES.search(article) is not None and not _ISLAND_QUOTES.search(article)
    if told < LEAST_TOLD:
        return False
    return len(set(_words(ISLANDS).findall(to_simplified(text)))) <= MOST_ISLANDS * told


def _is_sold_around(text: str, parts: list[ScriptPiece]) -> bool:
    """Whether links, titles and keywords in Simplified characters are spam."""
    asked: set[str] = set()
    spam = 0
    for one in parts:
        if not one.simplified or one.traditional:
            continue
        line = _shown(text[one.start : one.end])
        if not line or len(line) > LONGEST_KEYWORDS or line in asked:
            continue
        asked.add(line)
        spam += judge(line).spam
        if spam >= LEAST_SPAM:
            return True
        if len(asked) >= MOST_ASKED:
            return False
    return False


def _shown(piece: str) -> str:
    """What a piece of the source says, or the content of its `meta`."""
    stated = [one or other for one, other in _CONTENT.findall(piece)]
    return " ".join([*stated, _TAG.sub(" ", piece).strip()]).strip()
