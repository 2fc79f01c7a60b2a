"""The phrases of the pages in Chinese, by the English ones that the templates hold."""

from __future__ import annotations

CHINESE: dict[str, str] = {
    # The head line and the foot.
    "Search": "检索",
    "Skip to the content": "跳到正文",
    "Pages": "页面",
    "Language": "语言",
    "Description of the API": "接口说明",
    "Times are UTC.": "时间均为协调世界时（UTC）。",
    # Search.
    "Words": "词语",
    "Source": "来源",
    "Published since": "发布日期自",
    "until": "至",
    "As of the end of": "截至某日的存档",
    "Any": "不限",
    "Find": "查找",
    'All words must occur; put "phrases" in quotes, and - before words that must not occur.': (
        "所有词语都须出现；短语加引号；不得出现的词语前加 -。"
    ),
    "Newest articles": "最新文章",
    "Nothing was found.": "没有找到文章。",
    "Take a word out, or look at other days.": "减少词语，或换一段日期。",
    "Next page": "下一页",
    "First page": "第一页",
    "Not all articles are in the search index yet: run 'newsarchive db upgrade'.": (
        "检索索引尚未包含全部文章：请运行 newsarchive db upgrade。"
    ),
    "(no title)": "（无标题）",
    "withdrawn": "已撤下",
    "edited": "有修改",
    "{count} revisions": "{count} 个版本",
    "no date": "无日期",
    # Article.
    "Published": "发布",
    "Authors": "作者",
    "Editor": "编辑",
    "Outlet": "出处",
    "Dateline": "电头",
    "Section": "栏目",
    "Changed": "修改",
    "Date from": "日期依据",
    "First seen": "初次抓取",
    "Last seen": "最近确认",
    "Charset": "字符编码",
    "Text confidence": "正文可信度",
    "Facts": "信息",
    "Withdrawn since {moment}": "自 {moment} 起已撤下",
    "{count} words": "{count} 字词",
    "As JSON": "JSON 数据",
    "The original": "原网页",
    # Errors.
    "The request cannot be understood": "无法理解该请求",
    "Not logged in": "尚未登录",
    "Not allowed": "不允许",
    "Not found": "没有找到",
    "Only reading is possible": "只能读取",
    "A fault of newsarchive": "newsarchive 出错",
    "The archive cannot be asked now": "目前无法查询存档",
    "The question takes too long": "查询耗时过长",
    "The request cannot be answered": "无法回应该请求",
    "To the search": "前往检索",
}
