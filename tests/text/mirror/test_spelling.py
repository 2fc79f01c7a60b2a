# ruff: noqa: E501 - passages are quoted on one line each
"""Whether an engine spelled a passage: by pairs that only it writes, against characters that it never writes."""

from __future__ import annotations

import pytest

from newsarchive.text.mirror import undo_mirror
from newsarchive.text.mirror.conversion_marks import conversion_spelling, may_be_by_engine
from newsarchive.text.mirror.converted_script import to_simplified

CONVERTED = {
    "service words": "本廠生產的水泵運行平穩，經久耐用，出廠之前逐臺檢驗。購買之后如有問題，請隨時與售后服務部門聯絡，我們將盡快派人上門檢修，并為您更換損壞的零件。",
    "one modern word": "值此新春到來之時，我謹代表全廠職工，向多年來關心和支持我們的各界朋友，致以節日的問候和最誠摯的祝愿，祝大家闔家歡樂，萬事順利，身體健康，工作進步。",
    "other characters": "會議要求，各單位要認真總結經驗，凈化市場環境，對反映出的問題盡快整改，提高審批準入的效率，讓群眾辦事更加方便、更加放心。",
    "news": "據了解，位于城東的新醫院將于下月開業，這里的設備都是最新的，屆時附近居民看病難的問題將得到解決。",
}
ORIGINALS = {
    "service words": "本厂生产的水泵运行平稳，经久耐用，出厂之前逐台检验。购买之后如有问题，请随时与售后服务部门联络，我们将尽快派人上门检修，并为您更换损坏的零件。",
    "one modern word": "值此新春到来之时，我谨代表全厂职工，向多年来关心和支持我们的各界朋友，致以节日的问候和最诚挚的祝愿，祝大家阖家欢乐，万事顺利，身体健康，工作进步。",
    "other characters": "会议要求，各单位要认真总结经验，净化市场环境，对反映出的问题尽快整改，提高审批准入的效率，让群众办事更加方便、更加放心。",
    "news": "据了解，位于城东的新医院将于下月开业，这里的设备都是最新的，届时附近居民看病难的问题将得到解决。",
}
GENUINE = {
    "Taiwan": "據了解，位於城東的新醫院將於下月開業，這裡的設備都是最新的，屆時附近居民看病難的問題可望解決。",
    "a slip in a short line": "這里的設備都是最新的。",
    "two scripts": "這里的居民說，位于城東的新醫院下月开业，届时问题将得到解决，大家都很高兴，觉得以后看病方便多了。",
    "old poem": "采采卷耳，不盈頃筐。嗟我懷人，寘彼周行。陟彼崔嵬，我馬虺隤。我姑酌彼金罍，維以不永懷。之子于歸，宜其室家。王于興師，脩我戈矛。",
    "surname and place": "于先生與于太太住在公里碑旁的后里，王后與太后的故事，他們從小聽到大；于家的兒子在皇后大道開了一間面館。",
    "names": "余先生和范小姐在里根機場等候，于家的親戚也從馬里趕來；大家說，這次的會議改在臺北舉行，屆時會有幾百位來賓出席，場面將很熱鬧。",
    "a byline": "（記者于文國攝影報導）各地的新年活動今天陸續開始，廣場上人山人海，大家都說天氣很好，孩子們跑來跑去，老人坐在長椅上聊天，十分熱鬧。",
    "names abroad": "馬里和里約的代表昨天在里斯本見面，喬里和于文國都到場；大家說，這次談話的氣氛很好，雙方同意明年再辦一場，地點還沒有決定。",
    "a queen of bees": "蜂后的壽命比工蜂長得多，蜂后每天產卵，工蜂為牠準備食物；養蜂人說，這個季節的花開得很好，蜜的產量會比去年多，價錢也會高一點。",
    "one slip": "公司去年的老板換了人，新的經理說會盡量照顧員工，大家聽了都很開心，覺得這樣的決定對公司的發展會有很大的幫助，也讓客戶更放心。",
    "nothing that tells": "今天天氣很好，孩子們都到公園裏玩，媽媽們坐在樹下聊天，說說笑笑，時間過得真快，大家都覺得這樣的日子很難得。",
    "Japanese": "東京都の発表によると、来年度の予算案は過去最大となる見通しで、関係者は「現場の声を聞いて決めた」と説明した。",
}


@pytest.mark.parametrize("name", CONVERTED)
def test_converted_passages_come_back(name: str) -> None:
    found = undo_mirror(CONVERTED[name])
    assert found.is_mirror
    assert found.text == ORIGINALS[name]


@pytest.mark.parametrize("name", GENUINE)
def test_genuine_passages_stay(name: str) -> None:
    text = GENUINE[name]
    assert undo_mirror(text).text is text
    assert not conversion_spelling(text).by_engine


def test_three_needless_notes_are_enough() -> None:
    gold = "邻居们说，这个孩子每天都到图书馆看书，雨天也一样，大家都认得他。"
    text = "鄰居們(men)說(shuō)，這個(gè)孩子每天都到圖書館看書，雨天也一樣，大家都認得他。"
    assert undo_mirror(text).text == gold
    assert not undo_mirror(text.replace("(gè)", "")).is_mirror


def test_what_gb2312_lacks_is_not_made() -> None:
    text = f"{CONVERTED['service words']}門上貼著鍾馗像，桌上有錢鍾書的小說。"
    assert undo_mirror(text).text == f"{ORIGINALS['service words']}门上贴着钟馗像，桌上有钱锺书的小说。"


@pytest.mark.parametrize(
    ("converted", "original"),
    [
        ("大家都不退，拚命往前走，捱過了這一夜。", "大家都不退，拚命往前走，捱过了这一夜。"),
        ("他找了個藉口，慰藉自己說沒有關系。", "他找了个藉口，慰藉自己说没有关系。"),
        ("街上一片狼藉此時無人，詩風蘊藉以外。", "街上一片狼藉此时无人，诗风蕴藉以外。"),
        ("他藉助外力，憑藉老師的名氣，藉此機會找藉口。", "他借助外力，凭借老师的名气，借此机会找藉口。"),
        ("她著有《山裡的學校》一書。", "她著有《山里的学校》一书。"),
        ("他著有小說三部，牆上掛著有《春耕》的畫。", "他著有小说三部，墙上挂着有《春耕》的画。"),
        ("這意味著有三種辦法，存在著有關的規定。", "这意味着有三种办法，存在着有关的规定。"),
        ("這道菜有著有別於其他品種的香味。", "这道菜有着有别于其他品种的香味。"),
        ("誠徵羽毛球教練，圖案象徵羽毛。", "诚征羽毛球教练，图案象征羽毛。"),
        ("宮、商、角、徵、羽是五音，特徵各異。", "宫、商、角、徵、羽是五音，特征各异。"),
        ("大會表彰顯著進步的單位。", "大会表彰显著进步的单位。"),
        ("他是國家的代表彰顯著氣度。", "他是国家的代表彰显着气度。"),
        ("這件事彰顯著她的眼光，也是最顯著的成果。", "这件事彰显着她的眼光，也是最显著的成果。"),
    ],
)
def test_what_engines_never_make_was_in_the_original(converted: str, original: str) -> None:
    text = f"{CONVERTED['service words']}\n{converted}"
    assert undo_mirror(text).text == f"{ORIGINALS['service words']}\n{original}"


def test_what_was_converted_by_phrases_goes_back_by_phrases() -> None:
    """Those converters make 藉口 of 借口; their 後 and 裡 give them away, one of them does not."""
    assert to_simplified("後來他在家裡找了個藉口，說存摺丟了。") == "后来他在家里找了个借口，说存折丢了。"
    assert to_simplified("後藤找了個藉口，說存摺丟了。") == "后藤找了个藉口，说存摺丢了。"
    assert to_simplified("他找了個藉口，說存摺丟了。") == "他找了个藉口，说存摺丢了。"


def test_a_name_does_not_outweigh_a_page() -> None:
    """昇 and its like stand in Simplified names too, and come back as they stood there."""
    passages = "\n".join([*CONVERTED.values()] * 2)
    originals = "\n".join([*ORIGINALS.values()] * 2)
    assert undo_mirror(f"{passages}\n王東昇。").text == f"{originals}\n王东昇。"


def test_slips_in_a_genuine_text_prove_nothing() -> None:
    text = f"{GENUINE['Taiwan']}\n{CONVERTED['news']}"
    assert not undo_mirror(text).is_mirror


def test_quick_look_is_final_only_where_it_must_be() -> None:
    assert all(map(may_be_by_engine, CONVERTED.values()))
    assert not may_be_by_engine(ORIGINALS["news"])
    assert not may_be_by_engine(GENUINE["Japanese"])


def test_a_simplified_frame_makes_no_mirror_of_a_genuine_text() -> None:
    """Themes come with words of their own around what a site in Traditional Chinese writes."""
    text = "水務局週二晚間開會決定，東灣的游泳館將分三期興建，預計後年春天完工，附近住戶已經收到通知。"
    frame = "本主题已开源，请勿删除页脚。"
    assert undo_mirror(f"{text}\n灣里路\n{frame}").text.startswith(text)
    assert not conversion_spelling(f"{text}\n灣里路\n{frame}").by_engine
