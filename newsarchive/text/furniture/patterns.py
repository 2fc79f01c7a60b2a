"""What whole lines of page furniture look like, one pattern a kind; never a phrase inside a sentence."""

from __future__ import annotations

import re

RELATED_HEADS = re.compile(
    r"^[【\[■▶>»●◆\s]{0,4}(?:相关(?:新闻|阅读|报道|链接|推荐|文章|专题|资讯|内容|稿件)|相關(?:新聞|閱讀|報導|文章)|推荐(?:阅读|新闻|文章)"
    r"|延伸(?:阅读|閱讀)|猜你喜欢|你可能(?:也)?(?:喜欢|感兴趣)|热门(?:推荐|新闻|文章|排行|评论|标签)?|热点(?:新闻|推荐)|精彩(?:推荐|图片"
    r"|图集)|更多(?:新闻|精彩|相关|文章|阅读)"
    r"|最新(?:新闻|文章|评论|资讯|消息)|图片(?:新闻|推荐)|今日(?:推荐|热点)|编辑推荐|为您推荐|为你推荐|大家都在看|新闻评论|新聞評論|网友评论|评论列表"
    r"|友情链接|24小时(?:热文|排行)?|点击排行|阅读排行|排行榜)"
    r"[】\]:：>»\s]{0,4}$"
)
ENGLISH_HEADS = re.compile(
    r"^(?:related(?: (?:articles?|stories|posts|news|content|topics|links|reading))?"
    r"|read (?:more|next|also)|more (?:from|on|stories|news)\b.{0,40}"
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
ENGLISH_LINES = re.compile(
    r"^(?:advertisement|advertising|anzeige|werbung|publicité|publicidad"
    r"|sponsored(?: content)?|ad|story continues below(?: advertisement)?"
    r"|article continues (?:after|below) (?:this )?(?:ad|advertisement|video)|sign up (?:for"
    r"|to) (?:our|the|receive).{0,80}|subscribe(?: now| to our newsletter| today)?"
    r"|follow us on .{0,60}|skip (?:to (?:main )?content|advertisement"
    r"|past newsletter promotion)|view comments|show comments|read more|click here to .{0,60}"
    r"|all rights reserved\.?"
    r"|copyright ©.{0,100}|©.{0,100}|image source,?.{0,60}|getty images|newsletter promotion"
    r"|after newsletter promotion)$",
    re.IGNORECASE,
)
COUNTER = re.compile(
    r"^(?:[+＋]\s?\d{1,5}|[\d,.]{1,7}|\d{1,6}\s?(?:人|次|条|个|評論|评论|浏览|阅读|赞|views?|shares?|comments?|likes?))$",
    re.IGNORECASE,
)
PAGE_ID = re.compile(r"^[\dA-Fa-f_-]{15,80}$")
QUESTION_MARKS = re.compile(r"^[?？�\s]{1,20}$")
MARKS_ONLY = re.compile(r"^[\W_]{1,60}$")
PAGER = re.compile(
    r"^[\d\s【】\[\]()（）]{1,60}+(?:下一页|末页|尾页)?$|^(?:上一[页篇条]|下一[页篇条]|上页|下页|前一篇|后一篇)(?:[:：>].{0,80}|\s.{0,80})?$"
)
EDITOR = re.compile(
    r"^[\s【\[(（]{0,3}(?:[【\[(（]?(?:纠错|糾錯|我要纠错)[】\])）]?\s?)?(?:本?(?:网|文|期)?(?:责任|責任|值班|见习|实习|网络"
    r"|网站|新媒体|版面|执行|本文)?(?:编辑|編輯)|责编|責編|小编|主编|审核|审校|校对|校對|编审|监制|监审|终审|初审|复审|二审|三审|一审|值班主任|值班编委"
    r"|签发)(?:人)?"
    r"\s?[】]?\s?[:：/／]?\s?[^。！？!?]{0,40}[】\])）]?$"
)
EDITOR_SEPARATED = re.compile(
    r"(?:编辑|編輯|责编|責編|小编|主编|审核|审校|校对|校對|编审|监制|终审|初审|复审|[一二三]审|签发)(?:人)?\s?[】]?\s?(?:[:：/／]"
    # Behind a mere blank nothing but names, duties among them: `审核 结果…` begins a sentence.
    r"|\s(?:[\s、]{0,2}[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])){1,12}\s?[】\])）]?$)"
    r"|^[\s【\[(（]{0,3}(?:责任编辑|責任編輯|责编|責編)"
)
ORIGINAL_TITLE = re.compile(
    r"^[\s(（【\[]{0,2}(?:原标题|原標題|原题|原題|原文标题)(?:为|是)?\s?[:：《].{1,120}$|^[(（]原(?:标)?题(?:为|是)?.{1,120}[)）]$"
)
TAGS = re.compile(
    r"^(?:标签|標籤|本文标签|关键词|关键字|關鍵字"
    r"|Tags?|Labels|Filed under|Topics|Schlagworte|Themen)\s?[:：>].{0,200}$",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"^[\s【\[(（*※]{0,3}(?:版权(?:所有|声明|说明)|版權所有|免责(?:声明|条款)|特别声明|声明[:：]|郑重声明|风险提示[:：]|转载(?:请|须"
    r"|声明|申明)|未经(?:授权|许可|书面)|凡本网|凡注明|本网(?:站)?(?:所有|转载|刊登)|(?:以上|本文)(?:内容|文章)?(?:仅|只)(?:代表|供)"
    r"|欢迎(?:关注|扫码|下载|投稿)|(?:长按|扫描|扫码|微信扫)|更多(?:精彩)?(?:内容|资讯|新闻).{0,12}(?:请|关注|点击)|(?:关注"
    r"|下载).{0,14}(?:公众号|客户端|APP|官方微信|微信)|看新闻，?上.{0,10}|(?:新闻)?报料.{0,30}\d|联系(?:我们|电话)"
    r"|Copyright|All Rights Reserved|[\u4e00-\u9fff]{0,8}ICP备|京公网安备)"
)
FOLLOW = re.compile(r"^(?:关注|關注)[\u4e00-\u9fffA-Za-z]{2,12}$")
READING_HELP = re.compile(
    r"^(?:本文(?:来自|来源|首发|转自|系)|(?:稿件|文章|图片|资料|内容)?(?:来源|來源)[于自]?)\s?[:：].{1,40}$"
)
