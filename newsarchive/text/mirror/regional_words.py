"""Words and quotation marks that tell where a text in Traditional characters was written."""

from __future__ import annotations

import re

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
    "|加盟店|便当|泡面|宅配|房仲|业者|民众|透过|(?<!新)澳门(?!新?葡京|威尼斯|金沙|赌|一[码肖]|三[中肖]|六合|精[准选]|银河|永利|巴黎人|美高梅|新濠|娱乐|开奖|资料|彩|正版|天天|特[码马])|本澳|非博彩|博企|赌收|司警|治安警|澳元|马来西亚|令吉|新加坡|华埠|法轮功|中共"
)
_QUOTES_TELL = 2  # as much as two words
# How a page says that it is theirs.
ELSEWHERE = re.compile(r"""<html[^>]{0,300}\blang\s*=\s*["']?zh[-_](?:tw|hk|mo|hant)""", re.IGNORECASE)
_MAINLAND_QUOTES, ISLAND_QUOTES = re.compile("“[^“”]{2,200}”"), re.compile("[「『]")


def told_by_the_mainland(text: str, plain: str) -> int:
    """Distinct words of the mainland in a text, `plain` if Simplified, and two for its quotation marks."""
    return len(set(MAINLAND.findall(plain))) + _QUOTES_TELL * (_MAINLAND_QUOTES.search(text) is not None)


def is_written_on_the_mainland(text: str, plain: str, least: int) -> bool:
    """Whether so many distinct words are the mainland's, and no word, sign or language of anyone else's.

    Its quotation marks do not count: papers overseas have them too.
    """
    if ISLAND_QUOTES.search(text) or ELSEWHERE.search(text) or ISLANDS.search(plain):
        return False
    return len(set(MAINLAND.findall(plain))) >= least


def is_written_elsewhere(text: str, plain: str) -> bool:
    """Whether corner brackets or the page's language are not the mainland's, and no word or “ is."""
    if not (ISLAND_QUOTES.search(text) or ELSEWHERE.search(text)) or "“" in text:
        return False
    return MAINLAND.search(plain) is None
