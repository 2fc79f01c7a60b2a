"""300 pages of ten languages that hide a paragraph and show another that only looks hidden.

What they say of a browser is asked of one: tests/browser/test_visibility.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle

# Of each language four paragraphs of an article, and one that pages hide.
STORIES = {
    "en": (
        "The council of Reedham voted on Monday to rebuild the old ferry landing, lost to a storm in March.",
        "Nora Blythe, who has run the harbour office since 2009, said the town had waited far too long.",
        "Work is to begin in April and to cost some 2.4 million crowns, a third of it from the county.",
        "The last ferry crossed the river in November, with eleven people and a dog on board, she said.",
        "Readers who want to use the timetable have to accept that it may change without further notice.",
    ),
    "de": (
        "Der Gemeinderat von Altenbruch beschloss am Montag, die alte Anlegestelle der Fähre neu zu bauen.",
        "Nora Blum, die das Hafenamt seit 2009 leitet, sagte, die Stadt habe viel zu lange darauf gewartet.",
        "Die Arbeiten sollen im April beginnen und rund 2,4 Millionen kosten, ein Drittel zahlt der Kreis.",
        "Die letzte Fähre fuhr im November über den Fluss, an Bord waren elf Menschen und ein Hund.",
        "Wer den Fahrplan nutzen möchte, muss hinnehmen, dass er sich jederzeit ohne Ankündigung ändert.",
    ),
    "es": (
        "El ayuntamiento de Ribadulla decidió el lunes reconstruir el embarcadero que destruyó la tormenta.",
        "Nora Blanco, que dirige la oficina del puerto desde 2009, dijo que el pueblo esperó demasiado.",
        "Las obras empezarán en abril y costarán 2,4 millones, un tercio lo pagará la provincia vecina.",
        "El último barco cruzó el río en noviembre con once personas y un perro a bordo, recordó ella.",
        "Los lectores que deseen usar el horario aceptan que puede cambiar en cualquier momento sin aviso.",
    ),
    "ru": (
        "Городской совет Камышина в понедельник решил восстановить старый причал, разрушенный бурей в марте.",
        "Нора Белова, которая с 2009 года руководит портом, сказала, что город ждал слишком долго.",
        "Работы начнутся в апреле и обойдутся в два миллиона рублей, треть этой суммы выделит область.",
        "Последний паром пересёк реку в ноябре, на его борту было одиннадцать человек и одна собака.",
        "Читатели, которые хотят пользоваться расписанием, соглашаются с тем, что оно может измениться.",
    ),
    "ar": (
        "قرر مجلس المدينة إعادة بناء رصيف العبارة القديم الذي دمرته العاصفة في شهر مارس الماضي.",
        "وقالت مديرة مكتب الميناء التي تعمل فيه منذ سنوات إن سكان المدينة انتظروا هذا القرار وقتا طويلا.",
        "ومن المقرر أن تبدأ الأعمال في أبريل وأن تكلف مليونين ونصف المليون، تدفع المحافظة ثلثها.",
        "وعبرت آخر عبارة النهر في نوفمبر من العام قبل الماضي وعلى متنها أحد عشر شخصا وكلب واحد.",
        "على القراء الذين يريدون استخدام جدول المواعيد أن يقبلوا أنه قد يتغير من دون إشعار مسبق لهم.",
    ),
    "hi": (
        "नगर परिषद ने सोमवार को पुराने घाट को फिर से बनाने का निर्णय लिया, जो मार्च की आँधी में टूट गया था।",
        "बंदरगाह कार्यालय की प्रमुख ने कहा कि शहर के लोगों ने इस फैसले के लिए बहुत लंबे समय तक प्रतीक्षा की।",
        "काम अप्रैल में शुरू होगा और उस पर लगभग चौबीस लाख रुपये खर्च होंगे, जिसका एक तिहाई ज़िला देगा।",
        "आखिरी नाव ने नवंबर में नदी पार की थी और उस पर ग्यारह लोग और एक कुत्ता सवार थे, उन्होंने बताया।",
        "जो पाठक समय सारणी का उपयोग करना चाहते हैं उन्हें मानना होगा कि वह बिना सूचना के बदल सकती है।",
    ),
    "th": (
        "สภาเมืองลงมติเมื่อวันจันทร์ให้สร้างท่าเรือข้ามฟากเก่าขึ้นใหม่หลังจากถูกพายุพัดพังในเดือนมีนาคม",
        "หัวหน้าสำนักงานท่าเรือซึ่งทำงานมาหลายปีกล่าวว่าชาวเมืองรอการตัดสินใจครั้งนี้มานานเกินไปแล้ว",
        "งานจะเริ่มในเดือนเมษายนและใช้เงินราวสองล้านสี่แสนบาทโดยจังหวัดจะออกค่าใช้จ่ายหนึ่งในสาม",
        "เรือลำสุดท้ายข้ามแม่น้ำเมื่อเดือนพฤศจิกายนโดยมีผู้โดยสารสิบเอ็ดคนกับสุนัขหนึ่งตัวอยู่บนเรือ",
        "ผู้อ่านที่ต้องการใช้ตารางเวลานี้ต้องยอมรับว่าตารางอาจเปลี่ยนแปลงได้โดยไม่ต้องแจ้งให้ทราบล่วงหน้า",
    ),
    "zh": (
        "昨天清晨，第一班渡船从新码头开出，两岸的居民站在雨里鼓掌，孩子们挥着自己画的小旗。",
        "船长说，这条航线停了十一年，他每天从桥上开车经过，总要看一眼江面，想着哪天能再开船。",
        "据了解，旧码头在前年的洪水中被冲毁，重建工程历时八个月，共花费四百二十万元。",
        "住在江边的居民表示，有了渡船以后，去对岸的医院看病只需要十分钟，比坐车快得多。",
        "本页面的时刻表如有变动，恕不另行通知，使用本服务即表示您同意我们的各项条款和条件。",
    ),
    "ja": (
        "市議会は月曜日、三月の嵐で壊れた古い渡し船の桟橋を建て直すことを全会一致で決めました。",
        "二〇〇九年から港の事務所で働く所長は、町の人たちは長いあいだこの決定を待っていたと話しました。",
        "工事は四月に始まる予定で、費用はおよそ二億四千万円、そのうちの三分の一を県が負担します。",
        "最後の渡し船が川を渡ったのは去年の十一月で、船には十一人の乗客と一匹の犬が乗っていました。",
        "この時刻表をお使いになる方は、予告なく内容が変わる場合があることをあらかじめご了承ください。",
    ),
    "ko": (
        "시의회는 월요일 지난 삼월 폭풍으로 무너진 낡은 나루터를 다시 짓기로 만장일치로 결정했다고 밝혔다.",
        "이천구년부터 항만 사무소를 이끌어 온 소장은 주민들이 이 결정을 너무 오래 기다려 왔다고 말했다.",
        "공사는 사월에 시작될 예정이며 비용은 약 이십사억 원으로 그 가운데 삼분의 일은 도가 부담한다.",
        "마지막 나룻배는 지난 십일월에 강을 건넜고 배에는 승객 열한 명과 개 한 마리가 타고 있었다고 한다.",
        "시간표를 이용하려는 독자는 시간표가 사전 예고 없이 바뀔 수 있다는 점을 미리 받아들여야 합니다.",
    ),
}
LANGUAGES = tuple(STORIES)


@dataclass(frozen=True)
class Way:
    """Markup around a paragraph's words, and the sheet that goes with it."""

    markup: str
    css: str = ""
    media: str = ""


# Ways of hiding; `q` is the class of what is hidden.
HIDING = (
    Way("<div hidden>{}</div>"),
    Way('<p style="DISPLAY : None">{}</p>'),
    Way('<p style="visibility:hidden">{}</p>'),
    Way("<template><p>{}</p></template>"),
    Way("<dialog>{}</dialog>"),
    Way("<div popover>{}</div>"),
    Way("<noscript><p>{}</p></noscript>"),
    Way('<p class="q">{}</p>', ".q{display:none}"),
    Way('<p id="q">{}</p>', "p#q { display : none }"),
    Way('<p data-role="q x">{}</p>', '[data-role~="q"]{display:none}'),
    Way('<div class="box"><p class="q">{}</p></div>', "body .box > .q{visibility:collapse}"),
    Way('<p class="q" style="display:block">{}</p>', ".q{display:none!important}"),
    Way('<p class="q z" id="w">{}</p>', "#w.q{display:none} .q.z{display:block}"),
    Way('<p class="q">{}</p>', ".q{display:block}.q{display:none}"),
    Way('<p class="q">{}</p>', "@media screen and (min-width:1000px){.q{display:none}}"),
    Way('<p class="q">{}</p>', "@media (600px <= width < 2000px) { p{color:black} .q{display:none} }"),
    Way('<p class="q">{}</p>', "@supports (display:grid){.q{display:none}}"),
    Way('<div class="box"><p class="q">{}</p></div>', ".box{color:black; & .q{display:none} margin:0}"),
    Way("<div class='box'><p>{}</p></div>", ".box :is(.w,p):not(.z):first-child{display:none}"),
    Way('<p class="q">{}</p>', '.z::after{content:"}"} /* .q{display:block} */ .q{opacity:0}'),
    Way('<p style="opacity:0.0">{}</p>'),
    Way('<p class="q">{}</p>', ".q{position:absolute;left:-9999px}"),
    Way('<div style="position:absolute;top:-5000px"><p>{}</p></div>'),
    Way('<div class="q"><p>{}</p></div>', ".q{font-size:0}"),
    Way('<p class="q">{}</p>', ".q{height:0;overflow:hidden}"),
    Way('<p class="q">{}</p>', ".q{max-height:0;overflow-y:hidden}"),
    Way(
        '<p class="q">{}</p>',
        ".q{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(1px,1px,1px,1px)}",
    ),
    Way('<p class="q">{}</p>', ".q{clip-path:inset(50%)}"),
    Way('<p class="q">{}</p>', ".q{text-indent:-99999px;white-space:nowrap;overflow:hidden}"),
    Way('<p class="md:q">{}</p>', "@media (min-width:48em){.md\\:q{transform:scale(0)}}", "screen"),
)
# Ways of not hiding that look much like it.
SHOWING = (
    Way('<p class="y">{}</p>', "@media print{.y{display:none}}"),
    Way('<p class="y">{}</p>', "@media only screen and (max-width:600px){.y{display:none}}"),
    Way('<p class="y">{}</p>', ".y{display:none}", "print"),
    Way('<p class="y">{}</p>', ".y{display:none}.y{display:block}"),
    Way('<p class="y" id="u">{}</p>', "p#u{visibility:visible}.y{visibility:hidden}"),
    Way('<p class="y" style="display:block">{}</p>', ".y{display:none}"),
    Way('<p class="y">{}</p>', ".y{display:block!important}p.y{display:none}"),
    Way('<p class="y">{}</p>', "/* .y{display:none} */ .x{display:none}"),
    Way('<p class="y">{}</p>', "@keyframes y{from{opacity:0}to{opacity:1}} .y{color:black}"),
    Way('<p class="y">{}</p>', ".y:hover,.y:focus{display:none} .y::before{display:none;content:'x'}"),
    Way('<p aria-hidden="true">{}</p>'),
    Way("<details><summary></summary><p>{}</p></details>"),
    Way('<p class="y">{}</p>', ".js .y{visibility:hidden}"),
    Way('<p style="opacity:.5">{}</p>'),
    Way('<div class="x"><p class="y">{}</p></div>', ".x{visibility:hidden}.y{visibility:visible}"),
    Way('<div class="x"><p class="y">{}</p></div>', ".x{font-size:0}.y{font-size:16px}"),
    Way('<p style="position:relative;left:-10px">{}</p>'),
    Way('<p style="text-indent:2em;overflow:hidden">{}</p>'),
    Way('<p style="overflow:hidden;max-height:500px">{}</p>'),
    Way('<div style="height:0"><p>{}</p></div><br><br>'),
    Way('<p style="clip:rect(0,0,0,0)">{}</p>'),
    Way('<p style="clip-path:none;transform:translate(10px)">{}</p>'),
    Way('<p class="y" hidden>{}</p>', ".y{display:block}"),
    Way('<p><span style="height:0;overflow:hidden">{}</span></p>'),
    Way('<div style="height:0;padding-bottom:9em;overflow:hidden"><p style="margin:0">{}</p></div>'),
    Way('<p class="y">{}</p>', "@supports not (display:block){.y{display:none}}"),
    Way('<p class="y">{}</p>', "@media (prefers-color-scheme:dark),(orientation:portrait){.y{display:none}}"),
    Way('<p class="y">{}</p>', ".box .y,.y:not(p),.y + .y,.y ~ .y,p.y.x{display:none}"),
    Way('<p style="margin-left:-8px;left:-9999px">{}</p>'),
    Way('<p class="y">{}</p>', ".y{--display:none;list-style:none;backface-visibility:hidden}"),
)
LAYOUTS = (
    "<body><article><h1>{title}</h1>{text}</article></body>",
    "<body><nav><a href=/a>{title}</a></nav><div><h1>{title}</h1><div>{text}</div></div><footer>©</footer>",
    "<body><table><tr><td><h2>{title}</h2>{text}</td></tr></table></body>",
)


@dataclass(frozen=True)
class HidingPage:
    """A page, the lines a reader sees of its article, and the line that is hidden."""

    name: str
    source: str
    shown: tuple[str, ...]
    hidden: str


def hiding_pages() -> list[HidingPage]:
    """Return all pages: every way of hiding in every language, each time beside another way of showing."""
    pages = []
    for shift, (language, story) in enumerate(STORIES.items()):
        for number, (hiding, layout) in enumerate(zip(HIDING, cycle(LAYOUTS), strict=False)):
            other = (number + 7 * shift) % len(SHOWING)
            *shown, hidden = story
            text = "".join(
                (
                    *(f"<p>{line}</p>" for line in shown[:2]),
                    hiding.markup.format(f'<span class="hidden-one">{hidden}</span>'),
                    SHOWING[other].markup.format(f'<span class="shown-one">{shown[2]}</span>'),
                    f"<p>{shown[3]}</p>",
                )
            )
            sheets = "".join(
                f'<style media="{way.media}">{way.css}</style>' if way.media else f"<style>{way.css}</style>"
                for way in (hiding, SHOWING[other])
                if way.css
            )
            title = shown[0][:24]
            body = layout.format(title=title, text=text)
            head = f"<head><title>{title}</title>{sheets}</head>"
            source = f"<!DOCTYPE html><html lang={language}>{head}{body}</html>"
            pages.append(HidingPage(f"{language} {number} {other}", source, tuple(shown), hidden))
    return pages
