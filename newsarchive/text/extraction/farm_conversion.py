"""Converted articles in farms: told by whose words they are, where the farm around them sells in Simplified.

A text converted by phrases is Traditional text as good as any, so that nothing in it shows an engine. What
shows it is the farm: spam in Simplified characters around an article in the mainland's words and quotation
marks, and nobody else's. Pages of Hong Kong, Macau, Taiwan and overseas are hacked and spammed too: a corner
bracket, a language of theirs, a menu in Traditional characters, a word or two of theirs, and the page stays.
"""

from __future__ import annotations

import re

from newsarchive.evidence import RepairKind
from newsarchive.items import Repair
from newsarchive.text.mirror import MirrorRepair
from newsarchive.text.mirror.conversion_marks import may_be_by_engine
from newsarchive.text.mirror.converted_script import never_left, to_simplified
from newsarchive.text.mirror.passages import ScriptPiece, pieces, simplified_passages, spelled_part
from newsarchive.text.spam import judge

# Words of the mainland's offices, measures and newsrooms that no one else writes: 民警 is 員警 in Taiwan and
# 警員 in Hong Kong, and no 省 is theirs. What others say too is left out (網絡, 軟件, 業主).
MAINLAND = re.compile(
    "市委|省委|县委|区委|党组|村委会|居委会|街道办|民警|交警|城管|住建|卫健委|疾控|发改委|工信部|人社局|消防救援|市场监管|公诉机关|人民检察院"
    "|同比|环比|小区|农民工|高考|中考|脱贫|乡镇|出租车|公交|获悉|本报记者|记者从|通讯员|千米|立方米|[0-9]亩|抖音|支付宝|防汛|乡村振兴"
    "|土豆|动车|省[教卫公政厅级气]|[全我该]省|自治[区县州]|开发区|高新区|医保|环卫工人|身份证号|二手交易|净利润|归属于|居民委员会|业委会|低保"
    "|春运|粮库|短信|服务器|打印|课题组|科研人员|门诊部|应急管理|社区矫正|退赔|本报讯（|日电（|电（记者|下岗|双减|方便面|互联网|人民法院"
)
# Words of Taiwan, Hong Kong, Macau and those overseas, made Simplified.
ISLANDS = re.compile(
    "资讯|网路|软体|硬体|计程车|公车|捷运|员警|立委|县府|市府|台币|公尺|公分|报导|中华民国|行政院|立法院|民进党|国民党|地检署|里长|里民"
    "|国中|国小|机车|脚踏车|冷气|部落客|影音|列印|滑鼠|记忆体|伺服器|资料库|程式|讯息|港元|港币|港铁|特首|立法会|的士|巴士|屋苑|公屋"
    "|警务处|消防处|区议会|质素|方呎|单车|短讯|八达通|特区政府|新界|九龙|香港|台湾|台北|高雄|联络我们|学测|乡公所|北市|高市|警员|粉丝专页"
    "|加盟店|便当|泡面|宅配|房仲|业者|民众|透过|澳门(?!新葡京|威尼斯|金沙|赌)|本澳|司警|治安警|澳元|马来西亚|令吉|新加坡|华埠|法轮功|中共"
)
# How much speaks for it: distinct words of the mainland, and two for quotation marks of its kind. An article
# may have one word of others for five of these. With three, and with words that others share, 14 of 16
# hacked pages of Hong Kong, Macau and overseas were made Simplified, so none is; 501 of 625 paragraphs of
# mirrors come back, and came 510 (pages by two writers who had not seen the rule, 2026-12-01).
LEAST_TOLD, QUOTES_TELL, MOST_ISLANDS = 4, 2, 1 / 5
_MAINLAND_QUOTES, _ISLAND_QUOTES = re.compile("“[^“”]{2,200}”"), re.compile("[「『]")
_ELSEWHERE = re.compile(r"""<html[^>]{0,300}\blang\s*=\s*["']?zh[-_](?:tw|hk|mo|hant)""", re.IGNORECASE)
# Links in Traditional characters: the menu of a page that is.
MOST_TRADITIONAL_LINKS = 3
# Distinct links, titles or keywords that are spam, of the first so many that are in Simplified characters.
LEAST_SPAM, MOST_ASKED = 3, 80
LONGEST_KEYWORDS = 300  # characters
CONFIDENCE = 0.9
_TAG = re.compile("<[^<>]*>")
_CONTENT = re.compile(r"""\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


def undo_farm_conversion(text: str) -> MirrorRepair:
    """The source of a page with its article made Simplified again, if a farm converted it; any text at all.

    The farm's spam must be in Simplified characters, the article in mainland words, with next to none of
    others' anywhere on the page.
    """
    untouched = MirrorRepair(text, (), False)
    # The second look is at every character: it is for pages that may be in Traditional ones.
    if not may_be_by_engine(text) or never_left().isdisjoint(text):
        return untouched
    parts = pieces(text)
    article = spelled_part(text, parts)
    if article is text or not _is_of_the_mainland(text, article, parts) or not _is_sold_around(text, parts):
        return untouched
    final, changed = simplified_passages(text, (), whole=True)
    return MirrorRepair(final, (Repair(RepairKind.SCRIPT_CONVERSION, changed, CONFIDENCE),), True)


def _is_of_the_mainland(text: str, article: str, parts: list[ScriptPiece]) -> bool:
    if _ISLAND_QUOTES.search(article) or _ELSEWHERE.search(text):
        return False
    told = len(set(MAINLAND.findall(to_simplified(article))))
    told += QUOTES_TELL * (_MAINLAND_QUOTES.search(article) is not None)
    if told < LEAST_TOLD:
        return False
    links = {_shown(text[one.start : one.end]) for one in parts if one.is_link and one.is_traditional}
    if len(links) > MOST_TRADITIONAL_LINKS:
        return False
    return len(set(ISLANDS.findall(to_simplified(text)))) <= MOST_ISLANDS * told


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
