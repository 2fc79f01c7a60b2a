"""The words of the seventh set's further languages: Thai, Italian and Polish."""

from __future__ import annotations

from tests.sites.feedless.invention import POOLS, ZONES
from tests.sites.words import Words

THAI = Words(
    titles=(
        "{place}เปิด{thing}แห่งใหม่ หลังก่อสร้างนาน {m} ปี",
        "{office}เพิ่มงบ {n} ล้านบาท ปรับปรุง{thing}ที่{place}",
        "ชาว{place} {n} คนลงชื่อขออนุรักษ์{thing}",
        "พายุถล่ม{place} {thing}เสียหาย ไฟดับ {n} หลังคาเรือน",
        "{person}รับหน้าที่ดูแลโครงการ{thing}ที่{place}",
    ),
    sentences=(
        "{office}มีมติเมื่อคืนวันอังคารให้ก่อสร้าง{thing}ที่{place}เป็น {m} ระยะ",
        "ประชาชนราว {n} คนเข้าร่วมเวทีรับฟังความคิดเห็นที่{place}จนที่นั่งไม่พอ",
        "{person}ซึ่งดูแลงานก่อสร้างกล่าวว่าดินบริเวณ{thing}อ่อนกว่าที่สำรวจไว้ในตอนแรก",
        "ระยะแรกใช้งบประมาณ {n} ล้านบาท โดย{office}ออกให้เกือบครึ่งหนึ่ง",
        "“ไม่มีใครอยากรออีกหนึ่งฤดูฝน” {person}กล่าวกับชาว{place}ท่ามกลางเสียงปรบมือ",
        "เอกสารประมูลทั้งหมดจะปิดประกาศที่{office}เป็นเวลา {m} สัปดาห์ ใครจะขอดูก็ได้",
        "โรงเรียนใน{place}จะเลิกเรียนเร็วขึ้น {m} สิบนาทีจนกว่าจะติดป้ายทางเบี่ยงเสร็จ",
        "รายงานเมื่อปีที่แล้วนับรถบรรทุกได้วันละ {n} คันบนสะพานแคบข้าง{thing}",
    ),
    places=("บ้านหนองใส", "อำเภอทุ่งขวาง", "ตำบลท่าเรือเก่า", "เมืองศรีคีรี", "บางน้ำงาม"),
    offices=("เทศบาล", "สภาจังหวัด", "สำนักงานชลประทาน", "การท่าเรือ"),
    things=("ท่าเรือข้ามฟาก", "ตลาดสด", "สระว่ายน้ำ", "รถราง", "เขื่อนกันคลื่น", "ห้องสมุดประชาชน"),
    people=("สมชาย วงศ์ดี", "มาลี ศรีสุข", "ประเสริฐ ทองคำ", "กาญจนา ใจงาม"),
)
ITALIAN = Words(
    titles=(
        "{place}, apre {thing} dopo {m} anni di lavori",
        "{office} raddoppia i fondi per {thing} di {place}",
        "{place}, {n} firme per salvare {thing}",
        "Maltempo a {place}: danni per {thing}, {n} famiglie senza luce",
        "{person} guiderà i lavori per {thing} di {place}",
    ),
    sentences=(
        "{office} ha deciso martedì sera che {thing} di {place} sarà rifatta in {m} fasi.",
        "Circa {n} persone sono venute all'assemblea di {place}, e la sala non è bastata.",
        "{person}, che dirige il cantiere, ha detto che il terreno è più morbido del previsto.",
        "La prima fase costerà {n} milioni di euro, quasi la metà a carico della regione.",
        "«Nessuno voleva aspettare un altro inverno», ha detto {person} tra lunghi applausi.",
        "Tutte le offerte resteranno esposte per {m} settimane e chiunque potrà vederle.",
        "Le scuole di {place} usciranno un'ora prima finché non sarà segnalata la deviazione.",
        "Un rapporto dell'anno scorso contava {n} camion al giorno sul ponte stretto del mulino.",
    ),
    places=("Borgo Laghi", "Montefosco", "Porto Sereno", "Valdarsa", "Casal Rovere"),
    offices=("Il consiglio comunale", "La provincia", "L'autorità portuale", "Il tribunale"),
    things=("la biblioteca", "la piscina comunale", "la linea del tram", "la stazione", "la diga"),
    people=("Giulia Ferri", "Marco Testa", "Elena Bruni", "Paolo Serra"),
)
POLISH = Words(
    titles=(
        "{place}: po {m} latach otwarto {thing}",
        "{office} dołoży {n} mln zł na {thing} w gminie {place}",
        "{n} mieszkańców gminy {place} chce ratować {thing}",
        "Wichura uszkodziła {thing} w gminie {place}, {n} domów bez prądu",
        "{person} pokieruje budową: {thing} w gminie {place}",
    ),
    sentences=(
        "{office} we wtorek wieczorem uchwalił, że {thing} w gminie {place} powstanie w {m} etapach.",
        "Na spotkanie w gminie {place} przyszło około {n} osób i w sali zabrakło miejsc.",
        "{person}, kierując pracami, tłumaczy, że grunt okazał się bardziej miękki, niż wykazały odwierty.",
        "Pierwszy etap ma kosztować {n} milionów złotych, prawie połowę da województwo.",
        "„Nikt nie chciał czekać kolejnej zimy” – mówi {person} przy długich oklaskach.",
        "Wszystkie oferty będą wyłożone przez {m} tygodni i każdy będzie mógł je obejrzeć.",
        "Szkoły w gminie {place} skrócą lekcje o godzinę, dopóki nie stanie oznakowanie objazdu.",
        "W zeszłorocznym raporcie naliczono {n} ciężarówek dziennie na wąskim moście przy młynie.",
    ),
    places=("Dębowiec Stary", "Nowa Przystań", "Zalesie Górne", "Brzozowo", "Kamienna Struga"),
    offices=("Rada miejska", "Starosta powiatowy", "Zarząd portu", "Sąd okręgowy"),
    things=("halę targową", "pływalnię", "linię tramwajową", "bibliotekę", "przeprawę promową"),
    people=("Anna Wilk", "Piotr Sowa", "Katarzyna Maj", "Tomasz Lis"),
)
POOLS.update({"th": THAI, "it": ITALIAN, "pl": POLISH})
ZONES.update({"th": 7, "it": 1, "pl": 1})
