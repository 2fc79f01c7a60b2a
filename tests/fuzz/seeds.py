"""Small invented pages, one of each kind and damage, from which fuzzing starts; and what to sow into them."""

from __future__ import annotations

CHINESE = (
    "<p>本报讯（记者 林晓 通讯员 周明）五月五日，青河县历时两年的石桥修复工程完工，市民可以步行过桥。</p>"
    "<p>据县文物局介绍，工程更换了四十七块桥面石，保留了全部原有栏杆，每块石头都编了号。</p>"
)
TRADITIONAL = "<p>海州市水務局昨天宣布，新建的輸水管道將於下個月通水，可以滿足三十萬居民的用水需要。</p>" * 2
NOTED = (
    "<p>機(jī)場(chǎng)建設(shè)辦公室主任說(shuō)，該項(xiàng)目將(jiāng)帶(dài)動(dòng)就業(yè)?jìng)€(gè)人。</p>"
    * 3
)
ENGLISH = (
    "<p>The town council of Eastwick voted on Tuesday night to reopen the old ferry line across the bay.</p>"
    "<p>Two boats will run every hour from six in the morning, the harbour master told reporters.</p>"
)
GERMAN = (
    "<p>Die Bürgermeisterin eröffnete die „neue“ Brücke über die Mühle – nach drei Jahren Bauzeit.</p>" * 2
)
RUSSIAN = "<p>Мэр города Зареченска открыл новый мост через реку. Строительство заняло три года.</p>" * 2
JAPANESE = "<p>海州市の新しい橋が今日から使えます。市民は喜んでいます。</p>" * 3
KOREAN = "<p>해주시의 새로운 다리가 오늘부터 개통되었습니다. 시민들이 모였다.</p>" * 3
FARM = (
    '<div style="display:none"><a href="http://farm.example/">澳门赌场 真人娱乐</a>'
    " <a href=//b.example>casino</a></div>"
)
FACTS = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","datePublished":'
    '"2022-03-04T18:30:00+02:00","author":[{"name":"Mara Quist"}]}</script>'
    '<meta property="og:title" content="Ferry | Courier"><meta name="author" content="Mara Quist and Jon Ek">'
)


def page(body: str, head: str = "") -> str:
    """Return a whole page around `body`."""
    start = '<!DOCTYPE html><html lang="en"><head><title>Ferry - Courier</title>'
    return f"{start}{head}</head><body>{body}</body></html>"


def seeds() -> list[bytes]:
    """Return the seeds; each is a page of one to two kilobytes."""
    line = "2021年05月06日 09:15 来源：青河日报"
    table = f"<table><tr><td><a href=/1>首页</a></td><td>{line}{CHINESE}</td></tr></table>"
    pages = [
        page(ENGLISH, FACTS).encode(),
        page(f"<article><h1>Ferry</h1>{ENGLISH}</article>{FARM}").encode(),
        page(table + FARM).encode("gb18030"),
        page(CHINESE, '<meta charset="utf-8">').encode("gb18030"),
        page(TRADITIONAL).encode("cp950"),
        page(NOTED).encode(),
        page(GERMAN).encode("cp1252", "replace"),
        page(GERMAN).encode().decode("cp1252", "ignore").encode(),
        page(CHINESE).encode().decode("latin-1").encode(),
        page(CHINESE).encode("gb18030").decode("latin-1").encode(),
        page(CHINESE).encode().decode("gb18030", "replace").encode(),
        page(RUSSIAN).encode("cp1251"),
        page(RUSSIAN).encode("koi8-r"),
        page(JAPANESE).encode("cp932"),
        page(JAPANESE).encode("iso2022_jp"),
        page(KOREAN).encode("cp949"),
        page(ENGLISH + CHINESE).encode("utf-16"),
        page(GERMAN).encode("utf-32-le"),
        page(CHINESE).encode("hz", "ignore"),
        page("&#206;&#210;&amp;#20013;&eacute;&nbsp;&#xD800;&#0;&bogus;" + ENGLISH).encode(),
        "青河县修复石桥\n来源：青河日报 2021-05-06\n本报讯 石桥修复工程完工，市民可以步行过桥。\n".encode(),
    ]
    return [*pages, *(body[: len(body) * 2 // 3] for body in pages)]


# What the readers of text/ look for: sown in, singly or in long runs. One token a line here.
WORDS = [
    "<div>",
    "</div>",
    "<p>",
    "<br>",
    "<table><tr><td>",
    "<li>",
    "<!--",
    "<script>",
    "</script>",
    "<style>",
    "<h1>",
    "<title>",
    "<article>",
    "<svg>",
    "<![CDATA[",
    "<?xml",
    "<x-y/>",
    '{"@graph":[',
    "]}",
    "&#20013;",
    "&amp;#20013;",
    "&amp;amp;",
    "&#x1F600;",
    "&#xD83D;",
    "&nbsp;",
    "&#206;&#210;",
    "记者",
    "来源：",
    "机(jī)",
    "?(",
    "责任编辑：",
    "2021年5月6日",
    "Ã©",
    "â€™",
    "ÎÒÃÇ",
    "鏂板崕",
    "Ïðèâåò",
    "̖́",
    "\u202e\u200b",
    "\ufeff",
    "澳门赌场",
    "😀",
    "http://a.example/",
    "2024-01-01T00:00:00+99:99",
    "11111111111111111111",
]
TOKENS: tuple[bytes, ...] = (
    *(word.encode() for word in WORDS),
    *(bytes((byte,)) for byte in b"<>\"'&;=?()|-.\n \t\x00\xff\x80"),
    *("中国".encode("gb18030"), "中國".encode("cp950"), "日本".encode("cp932"), "мост".encode("cp1251")),
    *(
        b"\x1b$B",
        b"~{",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"<div ",
        b"<a href=",
        b"<a href='//x.example/'>",
    ),
    *(
        b"<p class=author>",
        b"<meta charset=gbk>",
        b"<meta content='charset=",
        b"<time datetime='2024-01-01'>",
    ),
    *(b'<script type="application/ld+json">', b"<div style='position:absolute;left:-999px'>", b"By A. B, "),
)
