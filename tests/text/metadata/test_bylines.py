"""Chinese by-lines and editor lines."""

from __future__ import annotations

import pytest

from newsarchive.text.metadata.credit_lines import authors_after_labels, byline_authors, find_editor


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("青河社“远方故事”记者林晓 周明杰", ("林晓", "周明杰")),
        ("本报讯（记者 林晓 通讯员 周明）五月五日，工程完工。", ("林晓", "周明")),
        ("青河社青河5月6日电（记者林晓、周明）石桥修好了。", ("林晓", "周明")),
        ("记者 林晓 文/图", ("林晓",)),
        ("据本报西宁电（记者 卓玛央金次仁）记者上周获悉，新桥通车了。", ("卓玛央金次仁",)),
        ("（林晓、周明）", ("林晓", "周明")),
        ("（完）", ()),
        ("（青河网编辑 林晓）", ()),
        ("青河日报记者林晓/文受访者供图", ("林晓",)),
        ("记者从县政府获悉，工程完工。", ()),
        ("记者张罗了半天，才见到那位老人。后来他说起了桥的故事。", ()),
    ],
)
def test_authors(line: str, names: tuple[str, ...]) -> None:
    assert byline_authors([line]) == names


def test_labelled() -> None:
    assert authors_after_labels(["2020-01-02 作者：海边人 来源：青河网"]) == ("海边人",)
    assert authors_after_labels(["文/林晓"]) == ("林晓",)
    assert authors_after_labels(["来源：青河网"]) == ()
    assert authors_after_labels(["作者：海边人 发布时间：2010-08-02 19:13"]) == ("海边人",)
    assert authors_after_labels(["由海边人张贴 @ 2010-08-02", "海边人写于2010年8月"]) == ("海边人",)


@pytest.mark.parametrize(
    ("lines", "editor"),
    [
        (["责任编辑：吴佳"], "吴佳"),
        (["（责编：吴佳、林晓）"], "吴佳"),
        (["责任编辑：", "吴佳"], "吴佳"),
        (["编辑部的人都来了"], None),
        ([], None),
    ],
)
def test_editor(lines: list[str], editor: str | None) -> None:
    assert find_editor(lines) == editor


def test_two_names_before_the_word_report() -> None:
    assert byline_authors(["記者簡以寧、羅雲舒／報導"]) == ("簡以寧", "羅雲舒")
