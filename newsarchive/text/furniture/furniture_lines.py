"""What kind of furniture one line is, or that it is none: decided by the whole line, sentences are safe."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from newsarchive.text.furniture.house_lines import EMBED_CONSENT, HOUSE_LINE, house_kind
from newsarchive.text.furniture.relative_times import is_relative_time
from newsarchive.text.letters import letters_only
from newsarchive.text.sentences import FULL_STOP, is_dense

# The words share bars and page controls are made of; a line of nothing else is furniture.

CONTROL_WORDS = (
    "分享到",
    "分享至",
    "分享",
    "转发",
    "轉發",
    "复制链接",
    "扫一扫",
    "评论",
    "評論",
    "图集",
    "圖集",
    "打印",
    "列印",
    "打印本页",
    "打印本稿",
    "关闭窗口",
    "关闭",
    "收藏",
    "收藏本文",
    "字号",
    "字体",
    "字體",
    "大",
    "中",
    "小",
    "特大",
    "放大",
    "缩小",
    "默认",
    "超大",
    "点赞",
    "赞",
    "顶",
    "踩",
    "举报",
    "投诉",
    "纠错",
    "糾錯",
    "我要纠错",
    "我要评论",
    "发表评论",
    "网友评论",
    "新闻评论",
    "新聞評論",
    "加载更多",
    "查看更多",
    "更多",
    "返回首页",
    "返回顶部",
    "首页",
    "下载",
    "手机看新闻",
    "推荐给朋友",
    "繁体",
    "简体",
    "订阅",
    "关注",
    "浏览",
    "阅读",
    "人参与",
    "条评论",
    "进入论坛",
    "论坛",
    "博客",
    "推荐",
    "复制",
    "保存",
    "参与互动",
    "播报",
    "语音播报",
    "展开",
    "收起",
    "上一页",
    "下一页",
    "尾页",
    "末页",
    "阅读全文",
    "点击进入",
    "Share",
    "Tweet",
    "Email",
    "Print",
    "Copy link",
    "Share this",
    "Share this article",
    "Share on Facebook",
    "Share on Twitter",
    "Comments",
    "Comment",
    "Like",
    "Save",
)

# Where one may share. They also head passages, and stand in tables and lists, of articles about them.
NETWORKS = (
    "新浪微博",
    "腾讯微博",
    "微博",
    "微信好友",
    "微信",
    "朋友圈",
    "QQ空间",
    "QQ好友",
    "QQ",
    "Qzone",
    "人人网",
    "开心网",
    "豆瓣",
    "百度贴吧",
    "官方微信",
    "Facebook",
    "Twitter",
    "WhatsApp",
    "LinkedIn",
    "Pinterest",
    "Reddit",
    "Telegram",
    "Messenger",
    "Flipboard",
    "Pocket",
    "Line",
    "X",
    "Threads",
    "Bluesky",
    "Instagram",
    "YouTube",
    "TikTok",
)


# What whole lines of page furniture look like, one pattern a kind; never a phrase inside a sentence.

_RELATED_HEADS = re.compile(
    r"^[【\[■▶>»●◆\s]{0,4}(?:相关(?:新闻|阅读|报道|链接|推荐|文章|专题|资讯|内容|稿件)|相關(?:新聞|閱讀|報導|文章)|推荐(?:阅读|新闻|文章)"
    r"|延伸(?:阅读|[閱閲]讀)|猜你喜欢|你(?:也可能|可能也?)(?:喜欢|感兴趣)(?:\.{3}|…{1,2})?|热门(?:推荐|新闻|文章|排行|评论|标签)?|热点(?:新闻|推荐)|精彩(?:推荐|图片"
    r"|图集)|更多(?:新闻|精彩|相关|文章|阅读)"
    r"|最新(?:新闻|文章|评论|资讯|消息)|图片(?:新闻|推荐)|今日(?:推荐|热点)|编辑推荐|为您推荐|为你推荐|大家都在看|新闻评论|新聞評論|网友评论|评论列表"
    r"|友情链接|24小时(?:热文|排行)?|点击排行|阅读排行|排行榜)"
    r"[】\]:：>»\s]{0,4}$"
)
_ENGLISH_HEADS = re.compile(
    r"^(?:related(?: (?:articles?|stories|posts|news|content|topics|links|reading))?"
    r"|read (?:more|next|also)|more (?:from|on|stories|news)\b(?!.*[.!?]$).{0,40}"
    r"|you (?:may|might) also (?:like|be interested in)|recommended(?: for you| stories"
    r"| reading)?|most (?:read|popular|viewed)|trending(?: now)?"
    r"|leave a (?:reply|comment)|comments?(?: \(\d+\))?|\d{1,4} comments?"
    r"|share this(?: (?:article|story|post|page|entry))?|latest (?:news|stories|articles"
    r"|posts)"
    r"|see also|also read|lesen sie auch|mehr zum thema|auch interessant"
    r"|das könnte sie auch interessieren|lire aussi|à lire aussi|leggi anche|lee también"
    r"|te puede interesar)[:.…]?$",
    re.IGNORECASE,
)
_ENGLISH_LINES = re.compile(
    r"^(?:advertisement|advertising|anzeige|werbung|publicité|publicidad"
    r"|sponsored(?: content)?|ad|story continues below(?: advertisement)?"
    r"|article continues (?:after|below) (?:this )?(?:ad|advertisement|video)|sign up (?:for"
    r"|to) (?:our|the .{0,40}(?:newsletter|e-?mail|briefing|alert|bulletin|digest|update)|receive).{0,80}"
    r"|subscribe(?: now| to our newsletter| today)?"
    r"|follow us on .{0,60}|skip (?:to (?:main )?content|advertisement"
    r"|past newsletter promotion)|view comments|show comments|read more|click here to .{0,60}"
    r"|all rights reserved\.?"
    r"|copyright ©.{0,100}|©.{0,100}|image source,?.{0,60}|getty images|newsletter promotion"
    r"|after newsletter promotion)$",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"^(?:[+＋]\s?\d{1,5}|[\d,.]{1,7}|\d{1,6}\s?(?:人|次|条|个|評論|评论|浏览|阅读|赞|views?|shares?|comments?|likes?))$",
    re.IGNORECASE,
)
# "(7 comentarios)", "8 comments": programs write it beside the day.
_COMMENTS = (
    r"comments?|comentarios?|comentários?|commentaires?|commenti|commento|kommentare?|kommentarer?|reacties?"
    r"|комментари(?:й|я|ев)|коментар(?:|і|ів)|yorum|bình luận|ความคิดเห็น|تعليقات?|تعليق"
    r"|(?:件の)?コメント|条?评论|則?留言|則?評論|개의 댓글|댓글"
)
COMMENT_COUNT = re.compile(
    rf"[(（]?\s?(?:(?:\d{{1,6}}|no)\s?(?:{_COMMENTS})"
    r"|(?:댓글|コメント|评论|留言|評論)\s?[(（:：]?\s?\d{1,6}\s?[)）]?)\s?[)）]?",
    re.IGNORECASE,
)
_PAGE_ID = re.compile(r"^[\dA-Fa-f_-]{15,80}$")
_QUESTION_MARKS = re.compile(r"^[?？�\s]{1,20}$")
_MARKS_ONLY = re.compile(r"^[\W_]{1,60}$")
_PAGER = re.compile(
    r"^[\d\s【】\[\]()（）]{1,60}+(?:下一页|末页|尾页)?$|^(?:上一[页篇条]|下一[页篇条]|上页|下页|前一篇|后一篇)(?:[:：>].{0,80}|\s.{0,80})?$"
)
_EDITOR = re.compile(
    r"^[\s【\[(（]{0,3}(?:[【\[(（]?(?:纠错|糾錯|我要纠错)[】\])）]?\s?)?(?:本?(?:网|文|期)?(?:责任|責任|值班|见习|实习|网络"
    r"|网站|新媒体|版面|执行|本文)?(?:编辑|編輯)|责编|責編|小编|主编|审核|审校|校对|校對|编审|监制|监审|终审|初审|复审|二审|三审|一审|值班主任|值班编委"
    r"|签发)(?:人)?"
    r"\s?[】]?\s?[:：/／]?\s?[^。！？!?]{0,40}[】\])）]?$"
)
_EDITOR_SEPARATED = re.compile(
    r"(?:编辑|編輯|责编|責編|小编|主编|审核|审校|校对|校對|编审|监制|终审|初审|复审|[一二三]审|签发)(?:人)?\s?[】]?\s?(?:[:：/／]"
    # Behind a mere blank nothing but names, duties among them: `审核 结果…` begins a sentence.
    r"|\s(?:[\s、]{0,2}[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])){1,12}\s?[】\])）]?$)"
    r"|^[\s【\[(（]{0,3}(?:责任编辑|責任編輯|责编|責編)"
)
_ORIGINAL_TITLE = re.compile(
    r"^[\s(（【\[]{0,2}(?:原标题|原標題|原题|原題|原文标题)(?:为|是)?\s?[:：《].{1,120}$|^[(（]原(?:标)?题(?:为|是)?.{1,120}[)）]$"
)
_TAGS = re.compile(
    r"^(?:标签|標籤|本文标签|关键词|关键字|關鍵字|相關字詞"
    r"|Tags?|Labels|Filed under|Topics|Schlagworte|Schlagwörter|Themen|Etiquetas|Étiquettes"
    r"|Mots[- ]clés|Etichette|Etiketler|Метки|Мітки|Теги|แท็ก|الوسوم|タグ|태그)\s?[:：﹕>].{0,200}$",
    re.IGNORECASE,
)
# "Categories: News, Harbour": names, no sentence.
_CATEGORIES = re.compile(
    r"^(?:Categor(?:y|ies)|Kategorien?|Catégories?|Categor[íi]as?|Рубрики?|Категори[ия]|分类|分類|カテゴリー?|카테고리"
    r"|หมวดหมู่|التصنيفات)\s?[:：]\s?[^.!?。！？:：\d]{0,60}$",
    re.IGNORECASE,
)
# A word that is all of the notice's heading, or goes on as notices do: `版权声明引发争议` does not.
_HEADING_ENDS = r"(?=[^\u4e00-\u9fff]|$|[归未不禁侵为属本如请])"
# What a note tells readers to do with a code or an account, behind the code or the account's name.
_TO_DO = (
    r"下载|关注|识别|加入|添加|加群|进群|入群|订阅|安装|查看|阅读|了解|分享|转发|报名|观看|收看|收听|咨询|领取|联系|反馈|投票|获取|体验|打开"
    r"|参与|看(?:更多|新闻|视频|直播)"
)
_NOTICE = re.compile(
    rf"^[\s【\[(（*※]{{0,3}}(?:版权(?:所有|声明|说明){_HEADING_ENDS}|版權所有{_HEADING_ENDS}"
    rf"|免责(?:声明|条款){_HEADING_ENDS}|(?:特别|郑重)声明{_HEADING_ENDS}|声明[:：]"
    # The paper's own name before it, and what all of them declare: why they print what others wrote.
    r"|[\u4e00-\u9fff]{2,6}声明[:：](?=.{0,16}(?:登载|转载|刊登|发布)(?:此|本)文.{0,24}(?:目的|不代表|不意味))"
    # The risks that a broker's report ends with are its own words.
    r"|风险提示[:：](?=.{0,40}(?:投资有风险|市场有风险|入市|不构成|仅供参考|据此|风险自担|本文|本报告|本产品|过往业绩))"
    r"|转载(?:请(?!求|示|愿)|须|声明[:：]|申明)"
    # What must not be done without leave is to copy: `未经许可，任何人不得下水` is news.
    r"|未经(?:授权|许可|书面)(?=.{0,40}(?:转载|摘编|复制|镜像|转贴|引用|抄袭|刊载|改编|采集|链接|传播|转发|盗用|使用本|使用。?$))"
    r"|凡本网|凡注明|本网(?:站)?(?:所有|转载|刊登)|(?:以上|本文)(?:内容|文章)?(?:仅|只)(?:代表|供)"
    rf"|欢迎(?:关注|扫码|下载|投稿)|(?:长按|扫描|扫码|微信扫)(?:.{{0,16}}(?:{_TO_DO})|[^，。,]{{0,10}}[码图][\s!！。]*$|[\s!！。]*$)"
    r"|更多(?:精彩)?(?:内容|资讯|新闻).{0,12}(?:请(?!求|示|愿|来)|关注|点击)"
    rf"|(?:关注|下载).{{0,14}}(?:公众号|客户端|APP|官方微信|微信)(?:[^\u4e00-\u9fff]|$|.{{0,6}}(?:{_TO_DO}))"
    r"|看新闻，?上[^，。]{1,10}$|(?:新闻)?报料.{0,30}\d{3}|联系(?:我们|电话)(?=[^\u4e00-\u9fff]|$|方式|请)"
    # An appeal of the police or of a family asks who knows something: 欢迎知情人士提供线索.
    r"(?!.{0,60}(?:知情|目击|失主|家属|认领|警方|民警|派出所))"
    r"|Copyright(?=\s*(?:$|[©ⓒ:：]|\(c\)|(?:19|20)\d\d|by\b|notice))|All Rights Reserved(?! (?:for|to) )"
    r"|[\u4e00-\u9fff]{0,8}ICP备|京公网安备)"
)
# What says of a line that opens like a notice that it tells a story: what has happened, to whom, who said so.
TELLS_STORY = re.compile(
    r"了(?!解)|(?:转载|复制|引用)的(?:规定|条款|做法|说法)|却|仍|曾|早已|只需|的(?:人|那|时候|居民|市民|老人|用户|读者)|[他她]|记者|居民|市民|老人|(?:称|表示|认为|说)[，：。“]"
    r"|(?:say|said|told|wrote|asked|was|were|had|has been|closed)\b"
    # What is written somewhere: "Copyright 1926, reads the plate", 「無断転載を禁じます、と…記されている。」.
    r"|,[”\"’']? (?:reads|says|runs|read|goes)\b|[、」』]\s?と.{0,40}(?:[記書刻印]|ある。)|(?:라고|라는)\s"
    r"|(?:写|寫|刻|印|贴|貼)(?:着|著|有|在)|字样|字樣"
)
_FOLLOW = re.compile(r"^(?:关注|關注)[\u4e00-\u9fffA-Za-z]{2,12}$")
_READING_HELP = re.compile(
    r"^(?:本文(?:来自|来源|首发|转自|系)|(?:稿件|文章|图片|资料|内容)?(?:来源|來源)[于自]?)\s?[:：].{1,40}$"
)


def _table_of_forms(kind: str) -> frozenset[str]:
    table = files("newsarchive.text.furniture").joinpath("data", "reading_times.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return frozenset(form for own, _, *forms in rows if own == kind for form in forms)


def _forms(kind: str) -> str:
    """The forms of a kind of data/reading_times.tsv, as one pattern; none ends within a word."""
    forms = _table_of_forms(kind)
    escaped = (re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return f"(?:{'|'.join(escaped)})(?![^\\W\\d_])".replace(r"\#", r"\d{1,4}")


# How long a program says that reading takes, behind the day or alone; nothing else is in the line.
_COUNT = r"(?:about |ca\.? |circa |environ |ungefähr |etwa |约|約|大约|~|≈)?\s?(?:\d{1,3}|one)\s?"
_MINUTES = r"(?:min(?:uten|ute|uto|uti)?s?|dk|dakika|мин(?:ут[аы]?)?)\.?"
_READING = "|".join(
    (
        rf"{_COUNT}-?{_MINUTES}[\s-](?:to )?read(?:ing)?(?: time)?",
        rf"(?:estimated )?read(?:ing)? time\s?[:：]?\s?{_COUNT}{_MINUTES}(?: read)?",
        rf"{_COUNT}{_MINUTES}\s(?:Lesezeit|Lesedauer|de lecture|de lectura|de leitura|di lettura)",
        rf"{_COUNT}{_MINUTES}\s(?:чтения|на чтение|okuma(?: süresi)?)",
        rf"(?:Lesezeit|Lesedauer|Temps de lecture|Tiempo de lectura)\s?[:：]?\s?{_COUNT}{_MINUTES}",
        rf"(?:Tempo d[ei] (?:leitura|lettura)|Время чтения|Okuma süresi)\s?[:：]?\s?{_COUNT}{_MINUTES}",
        rf"(?:预计|預計)?(?:阅读|閱讀)(?:时间|時間|时长|時長)?(?:大约|大約)?(?:需要|需|[:：])?\s?{_COUNT}分(?:钟|鐘)",
        rf"{_COUNT}分(?:钟|鐘)(?:阅读|閱讀)",
        rf"(?:この記事は)?{_COUNT}分で読め(?:ます|る)",
        rf"読了(?:時間|目安)\s?[:：]?\s?{_COUNT}分",
        rf"{_COUNT}분 (?:읽기|소요)",
        _forms("read"),
    )
)
# Characters of a line that is such a form without any digit, and what may stand around it.
_LONGEST_WORDED = max(len(form) for form in _table_of_forms("read") if "#" not in form) + 5
# Alone in a line they may be the text's own: "About 30 min" is an answer, or an ingredient of a recipe.
_BESIDE = f"{_forms('minutes')}|{_forms('words')}"
# How many words or signs a text has, beside how long it takes to read: "About 320 words", "共 320 字".
_LABELLED_COUNT = (
    r"(?:(?:本文|文章|全文|总|總)?(?:字数|字數)(?:统计|統計|总计|總計)?|글자 ?수)"
    r"\s?[:：]?\s?[~≈约約]?\s?\d[\d,.]{0,6}\s?k?(?:\s?[字词詞자])?(?!\d)"
)
_WORDS_COUNTED = (
    r"(?:(?:about |ca\.? |共|约|約|大约|全文|약|≈|~)?\s?\d[\d,.]{0,6}\s?k?\s?"
    r"(?:words|wörter|mots|palabras|palavras|parole|слов|слів|kelime|字|文字|단어|자)"
    rf"|{_LABELLED_COUNT})"
)
LABELLED_COUNT = re.compile(_LABELLED_COUNT)
READING_PIECE = re.compile(
    rf"(?<!\d)(?:{_READING}|{_WORDS_COUNTED}|{_BESIDE}|(?:<|less than |{_COUNT})\s?1?\s?{_MINUTES}"
    rf"|{_COUNT}분(?: 미만)?|(?:小于|小於)?\s?{_COUNT}分(?:钟|鐘))",
    re.IGNORECASE,
)
# Boxes side by side are read as one word: "Oct 28, 20261 min read".
_GLUED_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?=(?:{_READING}))", re.IGNORECASE)
# A year and another number make a day: "Team of 2031" is none.
_BEHIND_DAY = (
    r"(?=[^·•|｜—–]{0,60}(?<!\d)\d{1,2}(?!\d))[^·•|｜—–]{0,30}(?:19|20)\d\d[^·•|｜—–]{0,12}\s[·•|｜—–]\s?"
)
READING_TIME = re.compile(
    rf"^(?:(?:{_BEHIND_DAY})?[·•|｜—–\s]{{0,3}}(?:{_READING})|{_BEHIND_DAY}(?:{_BESIDE}))\s?[·•|｜—–]?$",
    re.IGNORECASE,
)


# The line under a Chinese headline: date, source, author, editor, counters, and nothing else.

_DATE = r"(?:19|20)\d\d\s?[-/.年_]\s?\d{1,2}\s?[-/.月_]\s?\d{1,2}\s?[日号號]?"
_CLOCK = r"(?:上午|下午)?\s?\d{1,2}[:：时]\d{2}(?:[:：分]\d{2})?秒?"
_LABEL = (
    r"(?:发布|发表|發佈|發布|更新|刊发|提交|录入|编辑|日期|发稿|上传|采集)?(?:时间|時間|日期|于)|来源|來源|出处|稿源|信息来源|文章来源|新闻来源"
    r"|消息来源|作者|文章作者|撰稿|记者|编辑|責任編輯|责任编辑|责编|录入|发布者|发布人|发布单位|發[布佈]單位"
    r"|浏览(?:次数|量)?|点击(?:次数|数|率)?|阅读(?:次数|数|量)?|人气|访问量|评论数?|字号|字体|打印|收藏|关注|选稿|供稿|我要评论|进入(?:论坛|吧)"
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGIT = re.compile(r"\d")
DATE_PIECE = re.compile(rf"{_DATE}|{_CLOCK}")
LABELLED = re.compile(rf"(?:{_LABEL})\s?[:：]\s?[^\s:：，。！？；|]{{0,30}}")
_LEFTOVER = re.compile(
    r"https?://[\w.-]{4,60}/?(?=\s|$)|(?:星期|周)[一二三四五六日天]|发布于|发布|更新|分享到?|字号|大|中|小|打印|评论|纠错|参与互动|\d{1,7}|次|人|条|[\W_]"
)
# A line that names its writers and neither day nor source is a by-line, which stays.
BYLINE = re.compile(
    r"^[\s（(【]?(?:本文)?(?:记者|作者|文章作者|撰稿)\s?[:：](?!.*(?:来源|來源|时间|日期|\d{4}))"
)
LABEL_ONLY = re.compile(rf"^(?:{_LABEL})\s?[:：]\s?[^\s，。！？；]{{0,20}}$")


def is_source_line(line: str) -> bool:
    """Whether the line is date, source and the like: little is left when those pieces are taken out."""
    if len(line) > 120 or any(mark in line for mark in "。！？；"):
        return False
    # All labels have a colon, all days and hours digits.
    if ":" not in line and "：" not in line and not _DIGIT.search(line):
        return False
    if BYLINE.match(line):
        return False
    if LABEL_ONLY.match(line):
        return True
    without_dates = DATE_PIECE.sub(" ", line)
    dated = without_dates != line
    rest = LABELLED.sub(" ", without_dates)
    labelled = rest != without_dates
    if not dated and not labelled:
        return False
    left = _LEFTOVER.sub("", rest)
    # A dated line may carry the bare name of its source ("2011-05-03 10:11 新华网"): up to 12 characters. A
    # clock alone is a result, too: "Mary Holt 0:10".
    return len(left) <= (12 if dated and YEAR.search(line) else 4)


def tells_length(line: str) -> bool:
    """Say whether the line says how long the text is, or takes to read, and no more than its day besides."""
    # All but short forms, "Eine Minute Lesezeit", have a number, and days have one.
    if len(line) > _LONGEST_WORDED and not _DIGIT.search(line) and "one" not in line.lower():
        return False
    return (READING_TIME.match(line) or WORD_COUNT.match(line)) is not None


def labels_count(line: str) -> bool:
    """Say whether a line begins with a label and how many words the text has: "字数 1.6k"."""
    return LABELLED_COUNT.match(line) is not None


def tells_minutes(line: str) -> bool:
    """Say whether the line is how long something takes; of reading, below a count of words."""
    return _DIGIT.search(line) is not None and READING_PIECE.fullmatch(line) is not None


def without_reading_time(line: str) -> str:
    """Return the line with bars where it says how long the text is, or takes to read."""
    return READING_PIECE.sub("|", _GLUED_YEAR.sub(r"\1|", line))


_LONGEST_FURNITURE = 200
# Words of what tags never are, a sentence behind their label; characters of a Chinese or Japanese one.
_SAID, _SAID_DENSE = 6, 12
_BETWEEN_TAGS = re.compile(r"[:：>,，、;；#|]")
_SPOKEN = re.compile(r"[?!]|^\W{0,3}[–—-]\s.*[^\s–—-]$")  # what somebody asks, or says in a dialogue
# A sentence, or what somebody says: nobody sets a full stop behind "Baca juga", or quotes it.
_QUOTED = re.compile(r"^\W{0,3}[\"'“”„«»‘’「『《]|[.。।][\"'”“»’」』]?$")
_LONGEST_LABEL = 60  # those of data/page_labels.tsv have at most 50 characters, and marks may stand around it
_WORDS = "|".join(
    rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" if word.isascii() else re.escape(word)
    for word in sorted((*CONTROL_WORDS, *NETWORKS), key=len, reverse=True)
)
# Each word is taken out in one pass from the left (longest first), so the time is linear in the line.
_CONTROL = re.compile(_WORDS, re.IGNORECASE)
_NETWORKS = frozenset(map(str.casefold, NETWORKS))
# Signs of code and prices: `print x` and `x = 1` are no buttons.
_CODE = re.compile(r"[=\"'{}$<>]|\.\.\.")

# "1. Facebook" is a heading of a numbered list.
_NUMBERED = re.compile(r"\d{1,2}[.)、]")

# How long ago a text came out; several of them are a story's own headings.
RELATIVE_TIME = "relative_time"
# Kinds that may go wherever they stand; the others only at the article's ends.
ANYWHERE = frozenset(
    {
        *("question_marks", "page_id", "share_bar", "promotion", "original_title", "editor_line"),
        *(HOUSE_LINE, EMBED_CONSENT),
    }
)


def furniture_kind(line: str, names: Collection[str] = ()) -> str | None:
    """Return the rule that calls `line` furniture, else None; heads of link lists are `related_heading`.

    `names` are those of the page's own site, by which it may call to follow it.
    """
    if house := house_kind(line, names):
        return house
    if len(line) > _LONGEST_FURNITURE:
        return None
    for rule, pattern in _RULES:
        if not pattern.match(line) or (rule in _OPENED and TELLS_STORY.search(line)):
            continue
        if rule != "tag_list" or not _ends_as_sentence(line):
            return rule
    for rule, is_such in _TESTS:
        if is_such(line):
            return rule
    kind = _labels().get(letters_only(line)) if len(line) <= _LONGEST_LABEL else None
    if kind and not _SPOKEN.search(line) and not (kind == "related" and _QUOTED.search(line)):
        return "promotion" if kind == "adverts" else "page_label"
    return _controls(line) or ("counter" if _WHOLE_COMMENT_COUNT.match(line) else None)


def is_related_label(line: str) -> bool:
    """Say whether a line is one of data/page_labels.tsv that stand over links to other stories."""
    return len(line) <= _LONGEST_LABEL and _labels().get(letters_only(line)) == "related"


def _ends_as_sentence(line: str) -> bool:
    """Whether the last of what marks part in a line is a sentence: "Tags: that is what they spray on."."""
    if not FULL_STOP.search(line):
        return False
    last = _BETWEEN_TAGS.split(line)[-1]
    return len(last) > _SAID_DENSE if is_dense(last) else len(last.split()) >= _SAID


@cache
def _labels() -> dict[str, str]:
    """The whole lines of data/page_labels.tsv, letters only, and the kind of each."""
    table = (
        files("newsarchive.text.furniture").joinpath("data", "page_labels.tsv").read_text(encoding="utf-8")
    )
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {letters_only(word): kind for kind, _, *words in rows for word in words}


def is_editor_line(line: str) -> bool:
    """Whether the line names editors, reviewers or proof-readers and says nothing else."""
    return len(line) <= 60 and bool(_EDITOR.match(line)) and bool(_EDITOR_SEPARATED.search(line))


def _controls(line: str) -> str | None:
    """`share_bar` for words of page controls and their counters, `networks` for names of networks alone."""
    if len(line) > 80 or _NUMBERED.match(line) or _CODE.search(line):
        return None
    first = next((place for place, char in enumerate(line) if char.isalpha()), len(line))
    if not _CONTROL.match(line, first):  # that letter would be left; most lines end here
        return None
    words = {word.casefold() for word in _CONTROL.findall(line)}
    rest = _CONTROL.sub(" ", line)
    digits = sum(char.isdigit() for char in rest)
    if not words or digits > 8 or any(char.isalpha() for char in rest):
        return None
    if words <= _NETWORKS:
        return None if digits else "networks"
    return "share_bar"


_WHOLE_COMMENT_COUNT = re.compile(rf"(?:{COMMENT_COUNT.pattern})$", re.IGNORECASE)
# "About 320 words, 1 min": what says how many words says so of the text.
WORD_COUNT = re.compile(rf"(?:{_WORDS_COUNTED})[\s·•|,，、]*(?:{READING_PIECE.pattern})?$", re.IGNORECASE)
_RULES = (
    ("question_marks", _QUESTION_MARKS),
    ("page_id", _PAGE_ID),
    ("counter", _COUNTER),
    ("pager", _PAGER),
    ("related_heading", _RELATED_HEADS),
    ("related_heading", _ENGLISH_HEADS),
    ("promotion", _ENGLISH_LINES),
    ("original_title", _ORIGINAL_TITLE),
    ("tag_list", _TAGS),
    ("tag_list", _CATEGORIES),
    ("notice", _NOTICE),
    ("follow", _FOLLOW),
    ("source_line", _READING_HELP),
    ("marks", _MARKS_ONLY),
)
# Rules that know a line by how it opens: what it goes on to say may be news.
_OPENED = frozenset({"notice", "promotion"})
_TESTS = (
    ("source_line", tells_length),
    ("editor_line", is_editor_line),
    ("source_line", is_source_line),
    (RELATIVE_TIME, is_relative_time),
)
