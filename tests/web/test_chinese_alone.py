"""Pages in Chinese say nothing in English: what is wrong with a form, an address, a question, a login."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest
from starlette.testclient import TestClient

from newsarchive.web.application import make_application
from newsarchive.web.guard.web_settings import WebAccess, WebSettings
from tests.web.asked_pages import odd_pages
from tests.web.test_watch_pages import ORIGIN, SAME, fields

CHINESE = {"Accept-Language": "zh-CN"}
# Two words of English side by side: a name is one, and what was given stands in quotes.
_ENGLISH = re.compile(r"[A-Za-z]{2,} +[A-Za-z]{2,}")
_GIVEN = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`")
_NAMES = re.compile(r"JSON Feed|TDM Reservation Protocol|newsarchive \w+ [\w-]+|/\S+")


def english(page: str) -> Iterator[str]:
    """Yield what a page says in English; the other language is called so in itself."""
    tree = lxml.html.fromstring(page)
    chosen = "//a[@hreflang] | //label[input/@name='message_language']"
    for one in tree.xpath(f"//script | //style | //textarea | //code | {chosen}"):
        one.drop_tree()
    labels = tree.xpath("//@title | //@aria-label | //@placeholder | //@alt")
    for text in (*tree.xpath("//text()"), *labels):
        said = _NAMES.sub("", _GIVEN.sub("", str(text)))
        if _ENGLISH.search(said):
            yield str(text).strip()
    yield from (f"lang=en: {one.text_content()}" for one in tree.xpath("//*[@lang='en']"))


@pytest.fixture(scope="module")
def desk(filled_sqlite: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    folder = tmp_path_factory.mktemp("chinese") / "watches"
    folder.mkdir()
    settings = WebSettings(
        archive_url=filled_sqlite, watches=folder, channels=("desk",), edit_watches=True, timeout=1
    )
    with TestClient(make_application(settings), base_url=ORIGIN, follow_redirects=False) as asking:
        yield asking, folder


MISTAKES = [
    ({"proof": "0" * 64}, "此表单打开过久"),
    ({"name": "../x"}, "名称：应为小写英文字母"),
    ({"name": "new"}, "不能是 'new'"),
    ({"title": "x" * 201}, "标题 = 'x"),
    ({"words": "a OR b"}, "词语 = 'a OR b'：应为词语"),
    ({"words": "title:a b: allowed: c"}, "不能用 title:"),
    ({"words": "-lamp"}, "至少要有一个须出现的词语"),
    ({"words": "x" * 1_001}, "至多 1000 个字符"),
    ({"words": ""}, "词语、来源、网址、作者至少填写一项"),
    ({"sources": "The Bay"}, "来源[1] = 'The Bay'：应为小写英文字母"),
    ({"addresses": "ftp://a.example/"}, "网址[1] = 'ftp://a.example/'：应为 http://"),
    ({"addresses": f"https://a.example/{'x' * 2_000}"}, "至多 2000 个字符"),
    ({"authors": "!"}, "至少含一个字母或汉字的姓名"),
    ({"authors": "x" * 201}, "至多 200 个字符"),
    ({"languages": "Chinese"}, "语言[1] = 'Chinese'：应为语言代码"),
    ({"on": "all of it"}, "通知内容[1] = 'all of it'：应为"),
    ({"on": []}, "至少选择一项：new, edited"),
    ({"smallest_change": "some more"}, "最小改动 = 'some more'：应为整数"),
    ({"smallest_change": "99999999"}, "应不大于 1000000"),
    ({"smallest_change": "-1"}, "最小改动 = '-1'"),
    ({"to": "the chief"}, "渠道：设置中没有此渠道：the chief"),
    ({"message_language": "French please"}, "消息语言 = 'French please'：应为 'en' 或 'zh'"),
    ({"every": "soon"}, "时间间隔，如 90s"),
    ({"since": "last year"}, "日期，如 2026-01-31"),
]


@pytest.mark.parametrize(("changed", "said"), MISTAKES)
def test_every_mistake_of_the_form_is_told_in_chinese(
    desk: tuple[TestClient, Path], changed: dict[str, str | list[str]], said: str
) -> None:
    client, folder = desk
    sent = fields(client, "/watches/new") | {"name": "a", "words": "lamp", "on": "new"} | changed
    answer = client.post("/watches/new", data=sent, headers=SAME | CHINESE)
    assert answer.status_code == 400
    notice = lxml.html.fromstring(answer.text).xpath("//*[@role='alert']")[0]
    assert said in notice.text_content()
    shown = [one for one in english(answer.text) if not one.endswith("the chief")]
    assert shown == []
    assert list(folder.iterdir()) == []


def test_so_are_files_that_changed_or_cannot_be_written(desk: tuple[TestClient, Path]) -> None:
    client, folder = desk
    file = folder / "lamp.toml"
    try:
        file.write_text("words = 'lamp'\nfoo = 1\non = []\nlanguages = 'en'\n", encoding="utf-8")
        shown = client.get("/watches/lamp", headers=CHINESE).text
        assert "不是已知字段" in shown
        assert "方括号中的列表" in shown
        assert [*english(shown)] == []
        file.write_text("words = \n", encoding="utf-8")
        shown = client.get("/watches/lamp", headers=CHINESE).text
        assert "不是有效的 TOML" in shown
        sent = fields(client, "/watches/lamp/edit") | {"words": "pier", "on": "new"}
        file.write_text("words = 'mine'\n", encoding="utf-8")
        late = client.post("/watches/lamp/edit", data=sent, headers=SAME | CHINESE)
        kept = client.post("/watches/lamp/remove", data=sent, headers=SAME | CHINESE)
        again = client.post("/watches/new", data=sent | {"name": "lamp"}, headers=SAME | CHINESE)
        for answer, said in ((late, "另一窗口"), (kept, "未移除"), (again, "已有同名的关注")):
            assert answer.status_code == 400
            assert said in answer.text
            assert [*english(answer.text)] == []
    finally:
        file.unlink()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"
ODD = [
    *("/search?since=2026-13-01", "/search?until=2026-1", "/search?as_of=x", "/search?limit=9999"),
    *("/search?language=%00", "/search?sort=best", "/search?q=%22%22", f"/search?q={'x' * 3_000}"),
    *("/sql?sql=", "/sql?sql=SELECT+1;SELECT+2", "/sql?chart=pie&sql=SELECT+1", "/articles/0", "/why"),
    *("/watches/nobody", "/watches/a%20b", "/watches?after=" + "x" * 2_000, "/watches/new/edit"),
    *("/sources/%00", "/articles/1/changes?before=9&after=1", "/articles/1/changes?view=odd"),
    f"/sql?sql={quote(ENDLESS)}",
    f"/sql?sql={quote('SELECT random_function(1)')}",
    f"/sql?sql={quote('SELECT ' + 'x' * 4_000)}",
]


def test_what_is_wrong_with_an_address_is_told_in_chinese(desk: tuple[TestClient, Path]) -> None:
    client, _ = desk
    found = []
    for path in (*odd_pages(client), *ODD):
        answer = client.get(path, headers=CHINESE)
        if "html" in answer.headers.get("content-type", ""):
            found += [f"{path[:80]}: {one}" for one in english(answer.text)]
    assert not found, "\n".join(found)


def test_so_is_who_may_not_look(filled_sqlite: str) -> None:
    settings = WebSettings(archive_url=filled_sqlite, access=WebAccess(token="0" * 40))
    with TestClient(make_application(settings), base_url=ORIGIN) as asking:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Host": "evil.example"}):
            answer = asking.get("/", headers=CHINESE | headers)
            assert answer.status_code in {400, 401}
            assert "html" not in answer.headers.get("content-type", "") or [*english(answer.text)] == []
            assert re.search("[\u4e00-\u9fff]", answer.text), answer.text
