"""What messages of watches say of their own, in the languages that a watch can ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from newsarchive.storage.interfaces.watch_store import MatchKind

MessageLanguage = Literal["en", "zh"]
MESSAGE_LANGUAGES: tuple[MessageLanguage, ...] = get_args(MessageLanguage)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePhrases:
    """The phrases of a language; `{…}` are filled in."""

    kinds: dict[MatchKind, str]
    articles: str
    size: str
    in_silence: str
    signs: str
    own_signs: str
    undone: str
    withdrawn: str
    returned: str
    head: str
    watch: str


PHRASES: dict[MessageLanguage, MessagePhrases] = {
    "en": MessagePhrases(
        kinds={kind: kind.phrase for kind in MatchKind},
        articles="{count} articles",
        size="{added} characters put in, {removed} taken out",
        in_silence="The page does not say that it was changed.",
        signs="Below, {+this+} was put in and [-this-] was taken out; … stands for what did not change.",
        own_signs="A bracket after a backslash, as in \\{ or \\[, stands so in the text and marks no change.",
        undone=(
            "An earlier message said that this article was edited. It was not: for a while the whole site"
            " showed something else in place of its articles, such as a page to log in. Please disregard"
            " that message."
        ),
        withdrawn="The site has taken the page down. The archive keeps the text.",
        returned="The page had been taken down, and is there again.",
        head="{kind}: {title}",
        watch="You get this because of the watch: {name}",
    ),
    "zh": MessagePhrases(
        kinds={
            MatchKind.NEW: "新文章",
            MatchKind.EDITED: "被修改",
            MatchKind.ADDED: "增加内容",
            MatchKind.HEADLINE: "标题修改",
            MatchKind.WITHDRAWN: "被撤下",
            MatchKind.RETURNED: "重新出现",
            MatchKind.UNDONE: "并非修改",
        },
        articles="{count} 篇文章",
        size="加入 {added} 个字符，删去 {removed} 个字符",
        in_silence="网页没有注明修改。",
        signs="下文中 {+此类文字+} 为加入，[-此类文字-] 为删去；… 表示未改动的部分。",
        own_signs="括号前有反斜杠（如 \\{、\\[）的，是原文自带的括号，不表示修改。",
        undone="此前的消息称本文被修改，其实没有：该网站一度在所有文章处显示其他内容（如登录页）。请忽略那条消息。",
        withdrawn="网站已撤下此网页；存档保留其正文。",
        returned="此网页曾被撤下，现已重新出现。",
        head="{kind}：{title}",
        watch="您收到此消息，是因为关注：{name}",
    ),
}
