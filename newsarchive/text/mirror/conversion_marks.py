"""Tells text converted one character at a time from text that was written in Traditional characters.

Some engines leave what is a Traditional character too, of another meaning: their 後 is 后, their 於 is 于.
Pairs of characters that only come about so are survivors (data/survivors.txt; how it is made:
benchmarks/training/make_mirror_survivors.py).
Others have one form for each character, and write it where another belongs: 隻有, 公裏, 批準. Those are found
by what OpenCC writes of the text made Simplified, whatever table the engine has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from math import fsum, inf, log

from newsarchive.text.beyond_ascii import beyond_ascii
from newsarchive.text.mirror.converted_script import (
    never_left,
    never_made,
    one_variant,
    simple,
    traditional_forms,
    written_traditional,
)
from newsarchive.text.mirror.script_mixture import (
    HALF_TABLE,
    HALF_TABLE_MAYBE,
    half_table_weight,
    has_slips,
    is_mingled,
    rarer_script,
    simplified_apart,
    traditional_sentences,
    without_simplified_sentences,
)

_KEPT = "于后里系制采余范愿游并云咨松只征筑么斗干面準凈挂夸復盡沖致郁志發杰獲板舍歷吁辟扑丑髒御仆卜尸杠臺匯"
# Empresses and other ladies are 后 in either script, and a town; boroughs of Taiwan are 里.
SURVIVOR = re.compile(
    rf"(?s:.)?(?:[{_KEPT[0]}{_KEPT[3:]}]|里(?![長民幹辦鄰活集巡])|(?<![王皇太母天帝影歌封視武呂竇蕭鄧蜂蟻球舞廢])后(?![里妃宮羿稷土冠港]))(?=(.?))"
)
# What the character alone is worth where its pairs were never seen. Names hold 于 and 里: not these.
_ALONE = {"后": 3.5, "并": 4.5, "么": 6.0, "凈": 5.0, "愿": 4.0, "挂": 3.0}
# What a pair with one of these is worth at most: people who write Traditional slip so themselves. 兩只 for
# 兩隻 is the commonest slip, and alone proves no engine, however seldom the pair is seen.
_SLIP = 4.0
_SLIPS = {"只": _SLIP}
# 后 that is one in either script, as the survivors have it: a town, empresses, a star; and 于, a surname.
_NAMES = re.compile(
    "[王皇太母天帝影歌封視武呂竇蕭鄧蜂蟻球舞廢]后|后[里妃宮羿稷土冠港]|于(?:先生|女士|小姐|太太|姓)"
)
# Pairs that honest texts have too: teachers and cooks called 范, a township, old spellings.
_HONEST_PAIRS = ("師范", "水里", "游藝", "余年")
# Where boroughs are told of, 里 is one, whatever stands before it.
_BOROUGHS = re.compile("里[長民辦幹鄰]|[本該全各鄰]里|里里|鄰長")
_BOROUGH = "里"
# Characters outside of Unicode's first plane: Chinese pages have hardly one, chữ Nôm one in six.
_RARE, _MOST_RARE = re.compile("[\U00020000-\U0003ffff]"), 0.02
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
# Everyday characters of Traditional text: a short one has one of them, an article in a farm some.
_TRADITIONAL = "這個們為來國會時說對學發過經動現實關機業開產場點長無還進電東車話問間見與內萬員報務質書"
_LONG, _LEAST_EVERYDAY = 3000, 3

_ENOUGH = 5.0
# Of pieces of 500 characters that were written in Taiwan, or converted by phrases, 1 in 60 to 1 in 300 holds
# no character that engines never make, of 150 characters 1 in 4 to 1 in 7: e^-0.008 for each (2026-11-24).
_ABSENCE, _MOST_ABSENCE = 0.006, 3.0
# Such engines leave a survivor every 75 to 100 characters, so that one in a long text is its writer's slip.
_KEPT_EACH, _MOST_EXPECTED = 0.010, 10.0
_LEAST_CHARACTERS = 40  # where one pair alone is the evidence: a slip of the pen is likelier than a mirror
_MODERN, _MANY = 4.0, 2  # without an everyday word of today among them, names may make up a few: 于, 太后
# Survivors to each genuine Traditional character: quotations, and names that Simplified writes so too (昇).
_RATIO = 8
_MIXED = 0.02  # of characters that tell the script: text by an engine holds no Simplified ones
# Forms out of place that people write too, with their share of the Simplified character's occurrences, in the
# Traditional help of LibreOffice 25.2 and blogs in Big5 (375,000 characters, of these every second page,
# 2026-11-27): OpenCC knows no 捲軸, and writers take 周 for 週. Of all others one in sixty or fewer is seen.
_WRITTEN_TOO = {
    "系係": 0.1, "钟鐘": 0.2, "卷捲": 0.5, "舍捨": 0.4, "内内": 0.02, "尽盡": 0.4, "周週": 0.2, "周周": 0.1,
    "布布": 0.1, "制製": 0.05, "汇匯": 0.03, "并併": 0.03, "回回": 0.4, "表表": 0.8, "复複": 0.02,
    "复復": 0.02,
    "只只": 0.1, "历歷": 0.6, "叹嘆": 0.5, "了了": 0.4, "准准": 0.03, "台台": 0.05, "划划": 0.2, "后后": 0.03,
    "喂餵": 0.3, "斗斗": 0.5, "欲欲": 0.6, "志誌": 0.1, "晒晒": 0.9, "吓吓": 0.9, "哗嘩": 0.9, "厘厘": 0.9,
    "郁郁": 0.9, "沉沈": 0.9, "余余": 0.3, "里里": 0.1, "曲曲": 0.9, "于于": 0.1,
    # Of a list of 517 words of either, written by hand (2026-11-30).
    "画畫": 0.6, "了瞭": 0.5, "回復": 0.3, "雇雇": 0.5, "面麵": 0.1, "干乾": 0.05, "折摺": 0.3, "杰傑": 0.9,
    "铺舖": 0.5, "岩岩": 0.9, "烟菸": 0.5, "愈愈": 0.5, "升陞": 0.5, "迹跡": 0.5, "僵僵": 0.5, "饥饑": 0.3,
    "饥飢": 0.3, "布佈": 0.3, "弦弦": 0.5, "恒恒": 0.3,
}  # fmt: skip
_SELDOM, _MOST_OUT, _AGAIN = 1 / 60, 3.5, 0.5
# Words that only an engine with one form for each character writes: the form of the other meaning stands in a
# word that everybody knows. What OpenCC's words merely lack is honest spelling more often: 計畫, 瞭解, 3隻,
# 老麵, 擠乾. Without one of these some of 402 honest texts of 60 to 640 characters, made by a writer who had
# not seen this, were taken for an engine's (2026-11-30).
_NUMBER = "0-9０-９〇零一二三四五六七八九十百千萬億兩幾數多首各全同單半整第每這那某好"
_ONLY_BY_ENGINES = re.compile(
    f"(?<![{_NUMBER}])隻(?=[有是能要不需見會剩好得顧管想說為爲用在可怕因])|(?<=[代發外圖列])錶|錶(?=[示現達明決演格情揚彰述態白率])"
    f"|(?<![{_NUMBER}])齣(?![戲劇])|迴(?=[到來去家國答應復報收顧憶歸頭落英美京滬港台調])"
    "|嚮(?![導往慕晦晚應午])|閤(?![家第府境港上])|(?<![叮響噹鈴])噹(?![啷噹響的])|(?<!真)箇(?![中舊月])|傢(?![俱具伙俬飾什品居當])"
    "|(?<=必)鬚|彆(?![扭腳])|(?<=[歌扭彎])麴|麴(?=[線折])|(?<!焗)侷(?![促限])|(?<![飯糯湯麵米菜粉肉])糰(?![子粉])"
    "|髮(?=[生現展出布佈表言行動起明達電票射揮送放聲改覺])|(?<=[出開引爆散蒸])髮|(?<=[頭理毛])發(?![生現展出])"
    "|(?<=[方表見全當場平片正反側外書局上下前後水地海路畫界層封])麵|麵(?=[對前臨積向具目貌試談])"
    "|乾(?=[部警擾預涉嘛])|(?<=[骨若才])乾|幹(?=[擾預涉燥淨旱杯])|(?<=[餅若])幹"
    "|(?<=[體控限機強抑專編])製|製(?=[度約裁止])|(?<=批)準|準(?=許)|(?<=[標水精])准|(?<=[皇太王])後(?=[，。、的])"
    "|(?<=[公英海故鄰])[裏裡]|[裏裡](?=[程長])|係(?=[統列])|(?<=[體院派學])係|(?<=[關體歸])繫|(?<=人)雲(?=亦)|雲(?=雲)"
    "|(?<=[山峽矽])穀|徵(?=[服戰途討])|(?<=[遠長出])徵|鬆(?=[樹山鼠])|摺(?=[扣磨])|(?<=[曲挫骨轉])摺|佔(?=卜)"
    "|(?<=[答恢反])複|複(?=[興印原])|(?<=[同意鬥宏])誌|誌(?=[願氣向士])|緻(?=[力使電辭])|(?<=[導一])緻"
    "|曆(?=[史程經來屆])|(?<=[經學簡])曆|(?<=[日農陽陰])歷|鐘(?=[愛情])|(?<=[分時])鍾|鼕(?=[天季])|(?<=[論])罈"
    "|瞭(?=[。，的一])|(?<=[為到過好])瞭|(?<=試)捲|(?<=[宿校])捨|捨(?=[弟妹])|鹹(?=[陽豐])|復(?=雜)|颱(?=[灣北上階])|檯(?=[灣北])"
    "|昇(?=級)|(?<!鞦)韆|(?<=[理概紀觀信懸])唸|(?<=[藝技學戰手美武])朮|(?<=精)綵|(?<=廣)[氾汎]"
    "|(?<=[暫折剋抵代])釦|釦(?=[除押款留減])|几(?=[乎百千萬個年天次])|丰(?=[富滿收年])|(?<=[由對關在至位屬等])于|于(?=是)"
    "|(?<=[什怎這那多])么|儿(?=[子女童])|(?<=[計規])划"
)
# Forms that nobody there writes where the character has another, of 600 to 3,000 chances and of 120 to 330.
_NEVER_SO = dict.fromkeys("錶箇迴齣嚮衕閤噹", 5.5) | dict.fromkeys("傢鬚鉅彆麴隻髮", 4.5)
# What the forms out of place weigh less two forms of one character, each in its place, and less what an
# engine would have made in a text so long: it puts a form out of place every 50 to 180 characters (OpenCC's
# characters the fewest), careless writers one every 350 to 700. So asked of three forms, of two and of one.
# Without the length four of 1,740 honest pages were taken for an engine's, with it none; of whole articles by
# engines with one form nine in ten have it (2026-11-27).
_EXPECTED = 0.005
_OUT_OF_PLACE, _IN_PLACE = {1: 6.0, 2: 7.0, 3: 8.0}, 2.0
# Enough for a text that holds Simplified characters too: some tables keep a few.
_OVERWHELMING, _MANY_OUT = 16.0, 5
_MOST_COMPARED = 20_000
# Spoken Cantonese is written with 係 and 嗰隻 of its own, which OpenCC's Mandarin words do not know.
_CANTONESE = re.compile("[嘅咗唔喺嗰冇啲佢哋咁嚟]")
# Of the Book of Songs, as Debian's fortunes have it in Traditional characters, 22 poems were taken for
# an engine's: 于 and 后 stand in them. Poems have particles that prose of today has not.
_OLD, _TODAY = (
    re.compile("[之其兮于爾厥曰矣哉焉彼]"),
    re.compile("[的了這們個嗎吧呢電億萬元]|公司|政府|中國|全國"),
)
_LEAST_OLD, _OLD_SHARE, _OLD_TO_TODAY = 3, 0.04, 4


@dataclass(frozen=True, slots=True)
class Spelling:
    """What the spelling of a text says.

    `evidence` is the weight of its distinct survivors, a natural logarithm, `strongest` the best one's;
    `survivors` counts them all, `genuine` the Traditional characters that engines which keep forms do not
    make, `characters` the ideographs; `mixed` is whether it holds both scripts, each apart; `one_form`
    whether forms out of place show an engine that has one for each character, `one_form_for_sure` whether
    they do in a text of both scripts too. `spoken` is whether it is Cantonese as it is spoken, which has
    spellings of its own, `mingled` whether the script changes within words, `classical` whether it is in the
    old written language, which has 于 and 云 in either script.
    """

    evidence: float
    strongest: float
    distinct: int
    survivors: int
    genuine: int
    mixed: bool
    characters: int
    one_form: bool
    one_form_for_sure: bool
    spoken: bool
    mingled: bool
    classical: bool

    @property
    def by_engine(self) -> bool:
        """Whether an engine wrote it, by the spelling alone."""
        if self.spoken or self.classical:
            return False
        if self.mingled:
            return True
        if self.one_form and (self.one_form_for_sure or not self.mixed):
            return True
        if not self.survivors or self.mixed or self.genuine * _RATIO > self.survivors:
            return False
        alone = self.distinct == 1 and self.characters < _LEAST_CHARACTERS
        vague = self.strongest < _MODERN and self.distinct < _MANY
        absence = 0.0 if self.genuine else min(_ABSENCE * self.characters, _MOST_ABSENCE)
        expected = min(_KEPT_EACH * self.characters, _MOST_EXPECTED)
        return not alone and not vague and self.evidence + absence - expected >= _ENOUGH

    @property
    def by_hand(self) -> bool:
        """Whether a person, or a converter by phrases, wrote it."""
        return self.genuine > max(1, self.survivors) and not (self.one_form or self.mingled)


@cache
def _weights() -> dict[str, float]:
    raw = files("newsarchive.text.mirror").joinpath("data/survivors.txt").read_text("utf-8")
    found = dict(_ALONE)
    for line in raw.splitlines():
        weight, *pairs = line.split(" ")
        found |= {pair: min(int(weight) / 10, *map(_worth, pair)) for pair in pairs}
    return found | {pair: min(found[pair], _SLIP) for pair in _HONEST_PAIRS if pair in found}


def _worth(char: str) -> float:
    return _SLIPS.get(char, inf)


def pair_class(char: str) -> str:
    """What a character is counted as in a pair: ASCII digits and letters are one each."""
    return "0" if char.isdigit() else "a" if char.isascii() and char.isalpha() else char


def may_be_by_engine(text: str) -> bool:
    """A quick look: False is final, and cheap. Japanese, and Vietnamese in chữ Nôm, are not Chinese."""
    if text.isascii():
        return False
    # Markup is mostly ASCII: without it what is sought sixty times takes a third of the time.
    beyond = beyond_ascii(text).decode("utf-8", "surrogatepass")
    least = 1 if len(text) < _LONG else _LEAST_EVERYDAY
    everyday = islice((char for char in _TRADITIONAL if char in beyond), least)
    if len(list(everyday)) < least or "の" in beyond:
        return False
    return len(_RARE.findall(beyond)) <= _MOST_RARE * len(text)


def _survivors(text: str) -> list[str]:
    """The heavier survivor of the two pairs around each kept character, where one is."""
    weights, found = _weights(), []
    told = _BOROUGHS.search(text) is not None
    for match in SURVIVOR.finditer(text):
        if told and match[0][-1] == _BOROUGH:
            continue
        pairs = ("".join(map(pair_class, match[0])), "".join(map(pair_class, match[0][-1] + match[1])))
        best = max(pairs, key=lambda pair: weights.get(pair, 0.0))
        if best in weights:
            found.append(best)
        elif match[0][-1] in _ALONE:
            found.append(match[0][-1])
    return found


def _count(text: str, chars: frozenset[str]) -> int:
    return sum(map(text.count, chars.intersection(text)))


def _is_name(text: str, at: int) -> bool:
    return _NAMES.match(text, at) is not None or (at > 0 and _NAMES.match(text, at - 1) is not None)


def _out_of_place(text: str) -> dict[str, set[str]]:
    """Each form that stands where another belongs, with its surroundings; of two side by side the first."""
    written = written_traditional(text)
    if len(written) != len(text):
        return {}
    table = one_variant()
    plain, others = text.translate(table), written.translate(table)
    found: dict[str, set[str]] = {}
    last = -2
    for at, (form, other) in enumerate(zip(plain, others, strict=True)):
        if form != other and at - last > 1 and form >= "\u4e00" and not _is_name(text, at):
            found.setdefault(text[at], set()).add(text[max(0, at - 1) : at + 2])
            last = at
    return found


def _one_form(text: str, *, slips: bool) -> tuple[bool, bool]:
    """Whether forms out of place show an engine that writes one for each character, and show it for sure.

    `slips`: whether its writer slips into Simplified characters. Then 后 and 里 are slips as well.
    """
    text = text[:_MOST_COMPARED]
    out = _out_of_place(text)
    if not out:
        return False, False
    forms: dict[str, set[str]] = {}
    for char in traditional_forms().union(_KEPT).intersection(text):
        forms.setdefault(simple(char), set()).add(char.translate(one_variant()))
    several = {char for char, found in forms.items() if len(found) > 1}
    # Simplified characters that every engine converts are of the page's frame, or a quotation.
    told = {_BOROUGH} if _BOROUGHS.search(text) else set[str]()
    alone = {
        form: around
        for form, around in out.items()
        if simple(form) not in several and form not in never_left() and form not in told
    }
    length = len(_IDEOGRAPH.findall(text))
    least = _IN_PLACE * len(several) + _EXPECTED * length
    evidence = fsum(_weight_out(form, around) for form, around in alone.items()) - least
    enough = bool(alone) and evidence >= _OUT_OF_PLACE[min(len(alone), max(_OUT_OF_PLACE))]
    if evidence < _OVERWHELMING:
        enough = enough and any(map(_is_only_by_engines, alone.values()))
    if len(alone) < _MANY and not (length >= _LEAST_CHARACTERS and any(map(_proof, alone.values()))):
        enough = False
    # Simplified characters stand otherwise than OpenCC writes them too, in a page of both scripts.
    made = traditional_forms().intersection(alone)
    if slips and not any(_is_only_by_engines(alone[form]) for form in made):
        enough = False
    sure = fsum(_weight_out(form, alone[form]) for form in made) - least
    return enough, enough and len(made) >= _MANY_OUT and sure >= _OVERWHELMING


def _proof(around: set[str]) -> float:
    """The weight of the heaviest pair that no one writes."""
    pairs = (pair for three in around for pair in (three[:2], three[1:]))
    folded = ("".join(map(pair_class, pair.translate(one_variant()))) for pair in pairs)
    return max((_weights().get(pair, 0.0) for pair in folded if len(pair) == 2), default=0.0)


def _is_only_by_engines(around: set[str]) -> bool:
    """Whether a form stands in a word, or a pair, that only engines write."""
    return any(map(_ONLY_BY_ENGINES.search, around)) or _proof(around) > _SLIP


def _weight_out(form: str, around: set[str]) -> float:
    seldom = min(_MOST_OUT, -log(_WRITTEN_TOO.get(simple(form) + form, _SELDOM)) - 1.0)
    never = _NEVER_SO.get(form, 0.0) if any(map(_ONLY_BY_ENGINES.search, around)) else 0.0
    return max(seldom, never, _proof(around)) + _AGAIN * min(2, len(around) - 1)


def _is_classical(text: str) -> bool:
    """Whether words of today are missing: of newspaper prose every 25th character is 的."""
    length = len(_IDEOGRAPH.findall(text))
    today, old = len(_TODAY.findall(text)), len(_OLD.findall(text))
    return old >= max(_LEAST_OLD, _OLD_SHARE * length) and today * _OLD_TO_TODAY <= old


def conversion_spelling(text: str, *, sold: bool = False) -> Spelling:
    """Looks at the whole text.

    `sold`: whether a farm sells around it, so that its Simplified characters are a table's sooner than slips.
    """
    rarer = rarer_script(text)
    may_be_half = rarer.is_table_where_sold if sold else rarer.is_table_of_engine
    half = half_table_weight(text) if may_be_half else -inf
    mingled = (sold or rarer.is_table_alone) and may_be_half and (half >= HALF_TABLE or is_mingled(text))
    # What is quoted in Simplified, and a farm's keywords, are spelled as they ought to be.
    text = text if mingled else without_simplified_sentences(text)
    may_lack = half >= HALF_TABLE_MAYBE
    if may_lack and not mingled:
        text = traditional_sentences(text)
    found = _survivors(text)
    distinct = set(found)
    left = simplified_apart(text)
    slips = not (may_lack or sold) and has_slips(text)
    one_form, for_sure = _one_form(text, slips=slips)
    return Spelling(
        evidence=fsum(_weights()[pair] for pair in distinct),  # exact: a set has no order
        strongest=max((_weights()[pair] for pair in distinct), default=0.0),
        distinct=len(distinct),
        # A survivor beside slips is one more of them.
        survivors=0 if slips and len(distinct) == 1 else len(found),
        genuine=_count(text, never_made()),
        mixed=not may_lack and left > _MIXED * _count(text, traditional_forms()),
        characters=len(_IDEOGRAPH.findall(text)),
        one_form=one_form,
        one_form_for_sure=for_sure,
        spoken=len(_CANTONESE.findall(text)) > 1,
        mingled=mingled,
        classical=_is_classical(text),
    )
