"""Readings that are a sliver of the page: asked for again in any script, and only where one is suspected."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

import pytest
from lxml.html import HtmlElement

from newsarchive.text.extraction import main_text
from newsarchive.text.extraction.block_features import OwnFacts
from newsarchive.text.extraction.block_judge import Judge, block_chances
from newsarchive.text.extraction.main_text import read_main_text
from newsarchive.text.extraction.slivers import ask_again, evidence, left_out
from newsarchive.text.letters import count_letters
from newsarchive.text.page.block_facts import Array
from newsarchive.text.page.bounded_parse import parse_html
from newsarchive.text.page.page_blocks import PageBlocks, page_blocks

# Article 1 of the Universal Declaration of Human Rights (United Nations, free to reuse): words of scripts and
# languages for which trafilatura has no list of stop words, some without spaces, some with vowels as marks.
SAMPLES = {
    "am": (
        "የሰው፡ልጅ፡ሁሉ፡ሲወለድ፡ነጻና፡በክብርና፡በመብትም፡እኩልነት፡ያለው፡ነው።፡የተፈጥሮ፡ማስተዋልና፡ሕሊና፡ስላለው፡አንዱ፡ሌላውን፡"
        "በወንድማማችነት፡መንፈስ፡መመልከት፡ይገባዋል።"
    ),
    "ha": (
        "Duk ‘yan’adan ana haihuwarsu ne a matsayin ‘yantattun ‘ya’ya, kuma mutuncinsu da "
        "haqqoqinsu daidai yake da na kowa. Suna da tunani da cikakken hankali, saboda haka "
        "ake son duk mu’amalar da za su yi, ta kasance akwai ‘yan’uwantaka a tsakani."
    ),
    "km": (
        "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព ក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ។ មនុស្ស "
        "មានវិចារណញ្ញាណនិងសតិសម្បជញ្ញៈជាប់ពីកំណើត "
        "ហើយគប្បីប្រព្រឹត្ដចំពោះគ្នាទៅវិញទៅមកក្នុងស្មារតីភាតរភាពជាបងប្អូន។"
    ),
    "lo": (
        "ມະນຸດເກີດມາມີສິດເສລີພາບ ແລະ ສະເໝີໜ້າກັນໃນທາງກຽດຕິສັກ ແລະ "
        "ທາງສິດດ້ວຍມະນຸດມີສະຕິສຳປັດຊັນຍະ(ຮູ້ດີຮູ້ຊົ່ວ)ແລະມີມະໂນທຳຈື່ງຕ້ອງປະພຶດຕົນຕໍ່ກັນໃນທາງພ"
        "ີ່ນ້ອງ."
    ),
    "mi": (
        "Ko te katoa o nga tangata i te whanaungatanga mai e watea ana i nga here katoa; e "
        "tauriterite ana hoki nga mana me nga tika. E whakawhiwhia ana hoki ki a ratou te "
        "ngakau whai whakaaro me te hinengaro mohio ki te tika me te he, a e tika ana kia "
        "meinga te mahi a tetahi ki tetahi me ma roto atu i te wairua o te noho tahi, ano he "
        "teina he tuakana i ringa i te whakaaro kotahi."
    ),
    "my": (
        "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း၊ တူညီလွတ်လပ်သော "
        "အခွင့်အရေးများဖြင့် လည်းကောင်း၊ မွေးဖွားလာသူများ ဖြစ်သည်။ ထိုသူတို့၌ ပိုင်းခြား "
        "ဝေဖန်တတ်သော ဉာဏ်နှင့် ကျင့်ဝတ် သိတတ်သော စိတ်တို့ရှိကြ၍ ထိုသူတို့သည် အချင်းချင်း "
        "မေတ္တာထား၍ ဆက်ဆံကျင့်သုံးသင့်၏။"
    ),
    "ta": (
        "மனிதப் பிறிவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்; அவர்கள் மதிப்பிலும், "
        "உரிமைகளிலும் சமமானவர்கள், அவர்கள் நியாயத்தையும் மனச்சாட்சியையும் இயற்பண்பாகப் "
        "பெற்றவர்கள். அவர்கள் ஒருவருடனொருவர் சகோதர உணர்வுப் பாங்கில் நடந்துகொள்ளல் வேண்டும்."
    ),
    "th": (
        "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักด[เกียรติศักดิ์]และสิทธิ "
        "ต่างมีเหตุผลและมโนธรรม และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ"
    ),
}
SAMPLES["en"] = (
    "The council of the town said on Monday that the ferry would cross the river again in spring, as soon as "
    "the landing is built and the boat has been looked at by those who know about boats and rivers."
)
LANGUAGES = sorted(SAMPLES)


def paragraphs(language: str) -> Iterator[str]:
    """Paragraphs without end, of the words of a sample in another order each; the first has most letters."""
    rng = random.Random(language)
    words = re.findall(r"\S+?(?:\s+|፡|$)|\S{8}", SAMPLES[language])
    size = 400
    while True:
        line = ""
        while len(line) < size:
            line += rng.choice(words)
        yield line.strip() + ("." if line.isascii() else "")
        size = rng.randrange(90, 260)


def document(language: str) -> tuple[str, list[str]]:
    """A page of thirty boxes marked as articles, some paragraphs in them items of a list."""
    source, told = "", []
    texts = paragraphs(language)
    for number in range(30):
        lines = [next(texts) for _ in range(1 if number % 3 else 2)]
        told += lines
        inner = "".join(f"<p>{line}</p>" for line in lines)
        if number % 2:
            inner = "<ol>" + "".join(f"<li><p>{line}</p></li>" for line in lines) + "</ol>"
        source += f"<article><h2>{number + 1}</h2>{inner}</article>"
    return f"<html><head><title>{told[0][:30]}</title></head><body>{source}</body></html>", told


def parsed(source: str) -> tuple[HtmlElement, PageBlocks]:
    tree = parse_html(source)
    assert not isinstance(tree, str)
    return tree, page_blocks(tree)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_in_boxes_is_read_whole(language: str) -> None:
    """It was half of it; a last paragraph may be taken for a notice, and is evidence then."""
    source, told = document(language)
    tree, page = parsed(source)
    read = read_main_text(tree, "", page).paragraphs
    lost = [line for line in told if line not in read]
    assert sum(map(count_letters, lost)) <= 0.05 * sum(map(count_letters, told))
    assert [block.text for block in evidence(page, read)] == lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_below_an_article_are_not_asked_for(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counted(page: PageBlocks, own: OwnFacts, judge: Judge, usual: Sequence[str]) -> Array:
        nonlocal asked
        asked += 1
        return block_chances(page, own, judge, usual)

    monkeypatch.setattr(main_text, "block_chances", counted)
    texts = paragraphs(language)
    story = [next(texts) for _ in range(6)]
    below = "".join(f"<div class=comment-body><div><p>{next(texts)}</p></div></div>" for _ in range(40))
    tree, page = parsed(
        "<html><body><article><h1>Ferry</h1><div class=body>"
        + "".join(f"<p>{line}</p>" for line in story)
        + f"</div></article><section><h3>Readers</h3>{below}</section></body></html>"
    )
    read = read_main_text(tree, "", page).paragraphs
    assert [line for line in story if line not in read] == []
    assert asked <= 2  # one judge, or both


def test_letters_are_counted_alike_in_all_scripts() -> None:
    """Vowels that are combining marks count, signs and spaces do not, a Chinese letter counts for three."""
    assert count_letters("မွေးဖွား လာသူများ။") >= 14
    assert count_letters("an, d.  so - on!") == 7
    assert count_letters("渡船，开出。") == 12
    assert count_letters("ที่นี่") == 6


LINES = tuple(
    f"Ferry number {number} left the new pier at six in the morning, and all on board were {feeling}."
    for number, feeling in enumerate(
        (
            "glad of it",
            "asleep by then",
            "wet and cold",
            "singing songs",
            "happy to see land",
            "late for work",
        )
    )
)


def test_what_is_left_out_amid_the_text_or_is_made_like_it_is_evidence() -> None:
    notice = "<div><div>Some of those who were there spoke to our reporter on Monday at the pier.</div></div>"
    _, page = parsed(f"<div>{''.join(f'<p>{line}</p>' for line in LINES)}</div>{notice}")
    assert [(block.text, block.place) for block in evidence(page, (LINES[1], LINES[4]))] == [
        (LINES[0], "head"),
        (LINES[2], "inside"),
        (LINES[3], "inside"),
        (LINES[5], "tail"),
    ]
    assert {(block.kind, block.rule) for block in evidence(page, LINES[::2])} == {("furniture", "left_out")}
    assert evidence(page, LINES) == ()


def test_a_sentence_that_is_a_link_is_evidence() -> None:
    said, label = "This article was first published by The Tarn Ledger.", "The Tarn Ledger"
    text = "".join(f"<p>{line}</p>" for line in LINES)
    below = f"<p class=credit><a href=/1>{said}</a></p><p><a href=/2>{label}</a></p>"
    _, page = parsed(f"<div>{text}{below}</div><nav><p><a href=/3>{said} Again.</a></p></nav>")
    assert [(block.text, block.place) for block in evidence(page, LINES)] == [(said, "tail")]
    assert evidence(page, (*LINES, said)) == ()


def test_more_of_what_is_kept_is_asked_for() -> None:
    """A list of places of which the first was read; not the comments below a story."""
    places = "".join(f"<article><p>{line}</p></article>" for line in LINES[1:])
    _, page = parsed(f"<main><p>{LINES[0]}</p>{places}</main>")
    asked: list[Sequence[str]] = []

    def judge(seeds: Sequence[str]) -> tuple[str, ...]:
        asked.append(seeds)
        return tuple(seeds)

    few = (LINES[0], LINES[1], LINES[5])
    assert ask_again(page, LINES, few, judge) == LINES
    story = "".join(
        f"<p>{line} It says more, and it says it at some length, as it does.</p>" for line in LINES
    )
    said = [
        f"On day {day} I was there myself and saw neither a boat nor a new pier, only gulls."
        for day in range(10, 40)
    ]
    comments = "".join(f"<div class=comment><p>{line}</p></div>" for line in said)
    _, page = parsed(f"<main><div>{story}</div>{comments}</main>")
    read = (*(block.text for block in page.blocks[: len(LINES)]), said[0], said[29])
    asked.clear()
    assert ask_again(page, tuple(block.text for block in page.blocks), read, judge) == read
    assert not asked


def test_links_and_labels_are_not_missed() -> None:
    links = "".join(
        f"<p><a href=/{number}>{line}</a></p><p>Share</p>" for number, line in enumerate(LINES[1:5])
    )
    _, page = parsed(f"<div><p>{LINES[0]}</p>{links}<p>{LINES[5]}</p></div>")
    lost = left_out(page, (LINES[0], LINES[5]))
    assert (lost.inside, lost.share) == ((), 0.0)
    assert left_out(page, ()).share == 0.0


def test_a_table_beside_the_text_is_evidence_and_one_elsewhere_is_not() -> None:
    """Its rows say too little to be read, or to be prose that is left out."""
    table = "<table><tr><td>Boat</td><td>Catch</td></tr><tr><td>Marigold</td><td>41 kg</td></tr></table>"
    told = f"<div>{table}{''.join(f'<p>{line}</p>' for line in LINES)}</div>"
    _, page = parsed(f"{told}<div>{table.replace('41', '17')}</div>")
    assert [(block.text, block.place) for block in evidence(page, LINES)] == [
        ("Boat Catch\nMarigold 41 kg", "head")
    ]
