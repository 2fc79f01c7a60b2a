"""Who wrote, as Japanese papers sign: in brackets behind the last sentence, or beside a role in a line alone.

"… 始まる。【佐藤美咲、高橋一郎】", "（文・佐藤美咲、写真・高橋一郎）", "ワシントン＝佐藤美咲".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsarchive.text.metadata.byline_parts import plain_byline
from newsarchive.text.metadata.east_asian_names import is_japanese_name

_SIGNS = "\u3041-\u30fa\u4e00-\u9fff々ー"
# The brackets at the end of a line, with nothing in them but signs, and marks between names.
_AT_END = re.compile(
    rf"(?:(?P<lenticular>【)|[（(＜〈〔])(?P<told>[{_SIGNS}・=＝：:／/\s、，,]{{3,60}})(?:】|[）)＞〉〕])$"
)
_PARTS = re.compile(r"\s?[、，,]\s?")
_QUESTION = re.compile(r"(?:[かの]。?|[?？])[」』）)]?\s*$")
# A sentence ends so that nobody is quoted to have said.
_SENTENCE = re.compile(r"[。！!]\s*$")
_JOINT = r"\s?[・=＝：:／/\s]\s?"
# What stands before the name of who wrote: a label, an office or a desk of the paper, what somebody is.
_LABEL = (
    r"(?:取材|構成|企画|写真|撮影)?[・／/と]?(?:文|執筆|聞き手|記者|構成|取材)"
    r"(?:[・／/と](?:写真|撮影|構成|文|聞き手))?"
)
_OFFICE = (
    rf"[{_SIGNS}]{{0,8}}(?:本社|支社|支局|総局|通信局|通信部|報道部|編集部|経済部|社会部|政治部|文化部"
    "|運動部|科学部)"
)
_ROLE = (
    rf"[{_SIGNS}]{{0,8}}(?:編集委員|論説委員|解説委員|専門委員|特派員|支局長|通信局長|総局長|記者"
    "|研究家|評論家|作家|随筆家|歌人|俳人)"
)
_WRITES = re.compile(rf"(?:(?P<label>{_LABEL})|{_OFFICE}|{_ROLE}){_JOINT}(?P<name>\S.*)")
_OTHER = re.compile(rf"(?:写真|撮影|画像|動画|図版|イラスト|カメラ|編集|翻訳|監修){_JOINT}")
# "佐藤美咲＝港支局長", "佐藤 美咲：港新聞 記者", "ワシントン＝佐藤美咲" in a line alone.
_NAME = "[\u4e00-\u9fff々]{1,3}\\s?[\u4e00-\u9fff々\u3041-\u3096]{1,4}"
_BEFORE_ROLE = re.compile(
    rf"(?P<name>{_NAME})\s?[=＝：:／/]\s?[{_SIGNS}\s]{{0,12}}(?:本社|支局|総局|編集部|{_ROLE}|通信局長|総局長|支局長)"
)
# Towns from which papers of Japan have correspondents. "男子優勝＝佐藤健一" and "新社長＝高橋一郎" tell of
# whom they name.
_BUREAU = (
    "ワシントン|ニューヨーク|ロサンゼルス|サンフランシスコ|ロンドン|パリ|ベルリン|ローマ|ブリュッセル|ジュネーブ|ウィーン"
    "|モスクワ|キーウ|カイロ|エルサレム|テヘラン|ドバイ|イスタンブール|ヨハネスブルク|ナイロビ|ニューデリー|バンコク"
    "|ハノイ|マニラ|ジャカルタ|シンガポール|クアラルンプール|シドニー|サンパウロ|ソウル|台北|北京|上海|広州|瀋陽|香港"
)
_BEHIND_PLACE = re.compile(rf"(?:{_BUREAU})\s?[=＝]\s?(?P<name>{_NAME})")
# Whose poems and letters a paper prints stand in brackets behind them.
_SENT_IN = re.compile(
    "俳句|俳壇|俳人|短歌|歌壇|歌人|川柳|詩壇|一句|[のた三五十]句|選者|一席|入選|佳作|投稿|投書|寄せられ|読者|応募|お便り"
)


def is_sent_in(line: str, lines: Iterable[str]) -> bool:
    """Whether a line ends in the bare name of who sent it in: so do several, or they tell of poems, letters.

    Staff signs in 【】 or behind a label.
    """
    found = _AT_END.search(line)
    if (
        found is None
        or found["lenticular"]
        or any(map(_WRITES.fullmatch, _PARTS.split(found["told"].strip())))
    ):
        return False
    told = tuple(lines)
    return any(map(_SENT_IN.search, told)) or sum(bool(bracketed_names(line)) for line in told) > 1


def bracketed_names(line: str, before: str = "") -> tuple[str, ...]:
    """Return the persons that a Japanese line has in brackets at its end, as papers sign; else ().

    `before` is the line over it, for brackets that are a line alone. Behind what somebody said, or a
    question, brackets tell who speaks or answers.
    """
    found = _AT_END.search(line)
    if found is None:
        return ()
    over = line[: found.start()] or before
    if _QUESTION.search(over) or not (found["lenticular"] or _SENTENCE.search(over)):
        return ()
    names: list[str] = []
    for part in _PARTS.split(found["told"].strip()):
        if _OTHER.match(part):
            continue
        labelled = _WRITES.fullmatch(part)
        name = labelled["name"] if labelled else part
        if not is_japanese_name(name):
            return ()
        names.append(name)
    return tuple(names)


def lone_name(line: str) -> str:
    """Return the Japanese name of a line that has nothing else but a role or a place; "" for another."""
    found = _BEFORE_ROLE.fullmatch(line) or _BEHIND_PLACE.fullmatch(line)
    name = found["name"] if found else plain_byline(line)
    return name if is_japanese_name(name.replace(" ", "")) else ""
