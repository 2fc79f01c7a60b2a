"""News of short lines, in scripts that end a sentence with a mark of their own."""

from __future__ import annotations

from itertools import product

import pytest

from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages

# A headline and the lines of its news, written for this test.
NEWS = {
    "Hindi": (
        "पुल वसंत तक बंद रहेगा",
        "नगर परिषद ने मंगलवार को नदी के पुल पर चर्चा की।",
        "मरम्मत का काम वसंत में शुरू होगा।",
        "महापौर ने कहा कि तब तक नाव चलेगी।",
        "पुल 1932 में बना था और पिछली बाढ़ में टूट गया था।",
    ),
    "Urdu": (
        "پل بہار تک بند رہے گا",
        "شہری کونسل نے منگل کو دریا کے پل پر بات کی۔",
        "مرمت کا کام بہار میں شروع ہوگا۔",
        "میئر نے کہا کہ تب تک کشتی چلے گی۔",
        "پل 1932 میں بنا تھا اور پچھلے سیلاب میں ٹوٹ گیا تھا۔",
    ),
    "Armenian": (
        "Կամուրջը փակ կմնա մինչև գարուն",
        "Քաղաքային խորհուրդը երեքշաբթի քննարկեց գետի կամուրջը։",
        "Նորոգումը կսկսվի գարնանը։",
        "Քաղաքապետն ասաց, որ մինչ այդ նավակ կաշխատի։",
        "Կամուրջը կառուցվել է 1932 թվականին և վնասվել է ջրհեղեղից։",
    ),
    "Amharic": (
        "ድልድዩ እስከ ፀደይ ይዘጋል",
        "የከተማው ምክር ቤት ማክሰኞ ስለ ወንዙ ድልድይ ተወያየ።",
        "ጥገናው በፀደይ ወቅት ይጀምራል።",
        "ከንቲባው እስከዚያ ድረስ ጀልባ ይሠራል ብለዋል።",
        "ድልድዩ በ1932 ተሠርቶ ባለፈው ጎርፍ ተጎድቷል።",
    ),
    "Burmese": (
        "တံတားကို နွေဦးအထိ ပိတ်ထားမည်",
        "မြို့တော်ကောင်စီသည် အင်္ဂါနေ့က မြစ်ကူးတံတားအကြောင်း ဆွေးနွေးခဲ့သည်။",
        "ပြုပြင်ရေးလုပ်ငန်းကို နွေဦးတွင် စတင်မည်။",
        "ထိုအချိန်အထိ လှေဖြင့် ကူးရမည်ဟု မြို့တော်ဝန်က ပြောသည်။",
        "တံတားကို ၁၉၃၂ ခုနှစ်တွင် ဆောက်ခဲ့သည်။",
    ),
    "Khmer": (
        "ស្ពាននឹងបិទរហូតដល់រដូវផ្ការីក",
        "ក្រុមប្រឹក្សាក្រុងបានពិភាក្សាអំពីស្ពាននៅថ្ងៃអង្គារ។",
        "ការជួសជុលនឹងចាប់ផ្តើមនៅរដូវផ្ការីក។",
        "អភិបាលក្រុងបាននិយាយថានឹងមានទូកជំនួស។",
        "ស្ពាននេះសាងសង់ក្នុងឆ្នាំ១៩៣២។",
    ),
    "Japanese with full-width stops": (
        "橋は春まで通行止め",
        "市議会は火曜日，川に架かる橋について話し合った．",
        "修理は春に始まる見込みである．",
        "市長は，それまで渡し船を出すと述べた．",
        "橋は1932年に造られ，去年の洪水で傷んでいた．",
    ),
    "Manipuri": (
        "ꯊꯣꯡ ꯂꯣꯟꯒꯅꯤ",
        "ꯃꯌꯥꯝꯒꯤ ꯀꯥꯎꯟꯁꯤꯜꯅ ꯂꯩꯄꯥꯛꯀꯤ ꯊꯣꯡꯒꯤ ꯃꯇꯥꯡꯗ ꯈꯟꯅꯈꯔꯦ꯫",
        "ꯁꯦꯝꯕꯒꯤ ꯊꯕꯛ ꯍꯧꯒꯅꯤ꯫",
        "ꯃꯦꯌꯔꯅ ꯍꯥꯏ ꯃꯗꯨ ꯐꯥꯎꯕ ꯍꯤ ꯆꯦꯟꯒꯅꯤ꯫",
    ),
    "Santali": (
        "ᱯᱩᱞ ᱵᱚᱸᱫᱚ",
        "ᱱᱟᱜᱟᱨ ᱯᱟᱨᱤᱥᱚᱫ ᱢᱚᱸᱜᱚᱞ ᱢᱟᱦᱟᱸ ᱜᱟᱰᱟ ᱯᱩᱞ ᱵᱟᱵᱚᱛ ᱨᱚᱲ ᱠᱮᱫᱟ᱾",
        "ᱵᱟᱱᱟᱣ ᱠᱟᱹᱢᱤ ᱵᱚᱥᱚᱸᱛ ᱨᱮ ᱮᱦᱚᱵᱚᱜᱼᱟ᱾",
        "ᱢᱮᱭᱚᱨ ᱢᱮᱱ ᱠᱮᱫᱟ ᱱᱟᱣ ᱪᱟᱞᱟᱣᱚᱜᱼᱟ᱾",
    ),
}
LAYOUTS = {
    "boxes": "<div id=top>{nav}</div><div class=left><h2>{title}</h2><div class=txt>{divs}</div></div>"
    "<div class=right>{more}</div>",
    "a page builder": "<div>{nav}</div><div class=row><div class=col><h1>{title}</h1></div></div>"
    "{rows}<div class=row>{more}</div>",
    "one sentence": "<div>{nav}</div><div class=post><h1>{title}</h1><p>{first}</p></div><div>{more}</div>",
    "one line each": "<div>{nav}</div><div><b>{title}</b><br><br>{lines}</div><div>{more}</div>",
}


# There a headline of seven characters is read as a line, whichever stop the others have.
HARD = ("Japanese with full-width stops", "one line each")


@pytest.mark.parametrize(("language", "layout"), [pair for pair in product(NEWS, LAYOUTS) if pair != HARD])
def test_every_line_and_no_teaser(language: str, layout: str) -> None:
    title, *lines = NEWS[language]
    words = title.split() if " " in title else [title[:2], title[2:4]]
    # Headlines of other stories: the stops are what tells the lines from them.
    teasers = [f"{words[0]} {line[:18].rsplit(' ', 1)[0] if ' ' in line else line[:9]}" for line in lines[1:]]
    page = LAYOUTS[layout].format(
        title=title,
        nav="".join(f'<li><a href="/{word}">{word}</a>' for word in words),
        more="".join(f'<li><a href="/x/{at}">{line}</a></li>' for at, line in enumerate(teasers)),
        divs="".join(f"<div>{line}</div>" for line in lines),
        rows="".join(f"<div class=row><div class=col><p>{line}</p></div></div>" for line in lines),
        lines="<br><br>".join(lines),
        first=lines[0],
    )
    html = f"<html><head><title>{title}</title></head><body>{page}</body></html>"
    read = run_stages(
        FetchedPage(
            url="https://herald.example/a/bridge-1.html",
            body=html.encode(),
            content_type="text/html; charset=utf-8",
        )
    )
    assert read.verdict == "article"
    assert read.text == "\n".join(lines[:1] if layout == "one sentence" else lines)
