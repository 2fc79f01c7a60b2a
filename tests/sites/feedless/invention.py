"""Invented news for the feedless sites: every sentence has something of its own story in it."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import md5

from tests.sites.stories import Story
from tests.sites.words import LANGUAGES, Words

NEWEST = datetime(2026, 11, 26, 22, 40, tzinfo=UTC)

TAIWANESE = Words(
    titles=(
        "{place}{thing}完工啟用 歷時{m}年終於上路",
        "{office}追加{n}萬元 支援{place}{thing}修繕",
        "{place}居民盼保留{thing} {n}人連署",
        "強風襲{place} {thing}受損{n}戶停電",
        "{person}：{place}{thing}工程明年動工",
    ),
    sentences=(
        "{office}昨晚開會決定，{place}{thing}工程將分成{m}期興建，最快後年完工。",
        "約有{n}位居民參加{place}的說明會，現場座無虛席，走廊上也站滿了人。",
        "負責{thing}工程的{person}說，地質比當初鑽探時鬆軟，基礎必須重新設計。",
        "第一期經費約{n}萬元，其中將近一半由{office}負擔，其餘由地方自籌。",
        "「大家都不想再等一個冬天。」{person}在{place}的會場上這樣說，獲得熱烈掌聲。",
        "所有投標文件將在{office}公開展示{m}週，任何民眾都可以前往查閱。",
        "{place}的學校在改道標誌完成以前，將提早{m}十分鐘放學，公車路線也會調整。",
        "去年一份報告指出，{thing}旁的窄橋每天約有{n}輛貨車通過，時常壅塞。",
    ),
    places=("清水鎮", "東港區", "南灣里", "雲林鄉", "白沙鎮", "石橋里"),
    offices=("市政府", "縣議會", "水利署", "鄉公所"),
    things=("渡船碼頭", "傳統市場", "游泳池", "輕軌", "防波堤", "圖書館"),
    people=("林曉峰", "周雅琴", "陳國棟", "吳思遠"),
    space="",
)
JAPANESE = Words(
    titles=(
        "{place}の{thing}が{m}年ぶりに新装、住民らが式典",
        "{office}、{place}の{thing}に{n}万円を追加",
        "{place}の{thing}保存へ、住民{n}人が署名",
        "強風で{place}の{thing}に被害、{n}戸が停電",
        "{person}氏、{place}の{thing}計画を担当へ",
    ),
    sentences=(
        "{office}は火曜日の夜、{place}の{thing}を{m}期に分けて建設することを決めた。",
        "{place}で開かれた説明会には約{n}人が集まり、会場は満席となった。",
        "工事を率いる{person}さんは、{thing}の地盤が当初の調査より軟らかいと説明した。",
        "第1期の費用は{n}万円で、その半分近くを{office}が負担する見込みだ。",
        "「もう一冬待ちたい人はいない」と{person}さんが{place}の集会で話すと、大きな拍手が起きた。",
        "すべての入札書類は{office}の窓口で{m}週間公開され、だれでも閲覧できる。",
        "{place}の学校は、迂回路の標識が整うまで下校を{m}十分早めることにしている。",
        "昨年の報告では、{thing}の横の狭い橋を一日に{n}台のトラックが通っていた。",
    ),
    places=("青浜町", "東川市", "南原村", "白石区", "北港町"),
    offices=("市議会", "県水道局", "港湾委員会", "町役場"),
    things=("渡船場", "公設市場", "温水プール", "路面電車", "防潮堤", "図書館"),
    people=("佐藤健一", "山口恵", "中村直樹", "小林由美"),
    space="",
)
RUSSIAN = Words(
    titles=(
        "В посёлке {place} открыли {thing} после {m} лет работ",
        "{office} выделит {n} миллионов на {thing} в посёлке {place}",
        "Жители посёлка {place} просят сохранить {thing}",
        "Ураган повредил {thing} в посёлке {place}, без света {n} домов",
        "{person} возглавит проект «{thing}» в посёлке {place}",
    ),
    sentences=(
        "{office} во вторник вечером решил, что {thing} в посёлке {place} построят в {m} этапов.",
        "На слушания в посёлок {place} пришли около {n} человек, и мест в зале не хватило.",
        "{person}, который руководит работами, сообщил, что грунт оказался мягче, чем показало бурение.",
        "Первый этап обойдётся в {n} миллионов рублей, почти половину из них внесёт область.",
        "«Никто не хочет ждать ещё одну зиму», — сказал {person} под долгие аплодисменты.",
        "Все заявки будут открыты для жителей {m} недель, и любой сможет с ними ознакомиться.",
        "Школы посёлка {place} будут отпускать детей на час раньше, пока не появятся знаки объезда.",
        "По прошлогоднему отчёту, по узкому мосту у мельницы проходило {n} грузовиков в сутки.",
    ),
    places=("Заречный", "Сосновка", "Верхний Яр", "Каменка", "Береговой"),
    offices=("Городской совет", "Районный комитет", "Областной суд", "Портовый совет"),
    things=("паромный причал", "крытый рынок", "бассейн", "трамвай", "детская библиотека"),
    people=("Игорь Сафонов", "Марина Круглова", "Пётр Дёмин", "Ольга Ларина"),
)
PORTUGUESE = Words(
    titles=(
        "{place} inaugura {thing} depois de {m} anos de obras",
        "{office} dobra verba para {thing} em {place}",
        "Moradores de {place} pedem que {thing} seja mantida, com {n} assinaturas",
        "Temporal atinge {thing} em {place} e deixa {n} casas sem luz",
        "{person} assume as obras de {thing} em {place}",
    ),
    sentences=(
        "A {office} decidiu na noite de terça-feira que as obras em {place} serão feitas em {m} etapas.",
        "Cerca de {n} pessoas foram à audiência em {place}, mais do que o salão já tinha recebido.",
        "{person}, responsável pelos trabalhos, disse que o solo era mais mole do que se pensava.",
        "A primeira etapa vai custar {n} milhões, e quase metade será paga pela região de {place}.",
        "“Ninguém queria esperar outro inverno”, disse {person}, sob longos aplausos.",
        "Todas as propostas ficarão expostas por {m} semanas e qualquer pessoa poderá vê-las.",
        "As escolas de {place} vão dispensar os alunos uma hora mais cedo até que o desvio seja sinalizado.",
        "Um relatório do ano passado contou {n} caminhões por dia na ponte estreita ao lado do moinho.",
    ),
    places=("Vila Clara", "Porto Novo", "Ribeira Alta", "Monte Belo", "Lagoa Funda"),
    offices=("prefeitura", "câmara municipal", "autoridade portuária", "secretaria de obras"),
    things=("a biblioteca", "a piscina coberta", "a linha de bonde", "a feira coberta", "a estação"),
    people=("Lúcia Ferreira", "André Moura", "Carla Souto", "Jorge Pires"),
)
KOREAN = Words(
    titles=(
        "{place} {thing}, {m}년 공사 끝에 문 열어",
        "{office}, {place} {thing}에 예산 {n}억 원 추가 투입",
        "{place} 주민 {n}명, {thing} 보존 서명 전달",
        "강풍에 {place} {thing} 파손, {n}가구 정전",
        "{person} 씨, {place} {thing} 사업 총괄 맡는다",
    ),
    sentences=(
        "{office}은 화요일 저녁 {place} {thing} 공사를 {m}단계로 나누어 진행하기로 결정했다.",
        "{place}에서 열린 공청회에는 주민 {n}명이 참석해 자리가 모자랐다.",
        "공사를 맡은 {person} 씨는 {thing} 부지의 지반이 예상보다 무르다고 설명했다.",
        "1단계 사업비는 {n}억 원이며 이 가운데 절반 가까이를 {office}이 부담한다.",
        "“겨울을 한 번 더 기다리고 싶은 사람은 없다”고 {person} 씨가 {place} 모임에서 말했다.",
        "모든 입찰 서류는 {office} 민원실에서 {m}주 동안 공개되며 누구나 볼 수 있다.",
        "{place}의 학교들은 우회로 표지가 세워질 때까지 하교를 {m}십 분 앞당긴다.",
        "지난해 보고서에 따르면 {thing} 옆 좁은 다리를 하루 {n}대의 화물차가 지나갔다.",
    ),
    places=("청하읍", "남산면", "동천리", "백석동", "은항시"),
    offices=("군의회", "도교육청", "항만위원회", "수자원본부"),
    things=("여객선 터미널", "전통시장", "수영장", "노면전차", "방파제", "도서관"),
    people=("김서연", "박준호", "이민정", "최동욱"),
)
FRENCH = Words(
    titles=(
        "{place} : {thing} ouvre enfin après {m} ans de travaux",
        "{office} double le budget pour {thing} de {place}",
        "À {place}, {n} habitants signent pour garder {thing}",
        "La tempête frappe {thing} de {place}, {n} foyers sans courant",
        "{person} prend la tête du chantier de {place} : {thing} en {m} étapes",
    ),
    sentences=(
        "{office} a décidé mardi soir que {thing} de {place} sera refaite en {m} étapes.",
        "Environ {n} personnes sont venues à la réunion de {place}, et la salle était trop petite.",
        "{person}, qui dirige le chantier, a expliqué que le sol était plus meuble que prévu.",
        "La première étape coûtera {n} millions d'euros, dont près de la moitié viendra de la région.",
        "« Personne ne voulait attendre un hiver de plus », a lancé {person} sous de longs applaudissements.",
        "Toutes les offres seront exposées pendant {m} semaines et chacun pourra les consulter.",
        "Les écoles de {place} libéreront les élèves une heure plus tôt jusqu'à la fin de la déviation.",
        "Un rapport de l'an dernier comptait {n} camions par jour sur le pont étroit près du moulin.",
    ),
    places=("Valdorne", "Port-Hamel", "Sainte-Oriane", "Montreval", "Les Essarts-du-Lac"),
    offices=("Le conseil municipal", "La préfecture", "L'agence de l'eau", "Le tribunal"),
    things=("la halle", "la piscine", "la ligne de tramway", "la médiathèque", "la digue"),
    people=("Lucie Fournel", "André Maillet", "Claire Souchon", "Julien Prat"),
)
POOLS = {
    **LANGUAGES,
    "zh-TW": TAIWANESE,
    "ja": JAPANESE,
    "ru": RUSSIAN,
    "pt": PORTUGUESE,
    "ko": KOREAN,
    "fr": FRENCH,
}
ZONES: dict[str, float] = {
    "zh": 8,
    "zh-TW": 8,
    "ja": 9,
    "ko": 9,
    "ru": 3,
    "pt": -3,
    "de": 1,
    "es": 1,
    "fr": 1,
    "en": 0,
}


def invented(site: str, language: str, count: int, *, minutes: int = 170) -> list[Story]:
    """Return stories of a site, newest first, about so many minutes from one to the next."""
    chance = random.Random(f"feedless {site}")
    words = POOLS[language]
    made: dict[str, Story] = {}
    while len(made) < count:
        number = len(made)
        filling = {
            "place": chance.choice(words.places),
            "office": chance.choice(words.offices),
            "thing": chance.choice(words.things),
            "person": chance.choice(words.people),
        }
        title = chance.choice(words.titles).format(**filling, **_numbers(chance))
        title = title[0].upper() + title[1:]
        if title in made:
            continue
        sentences = [
            sentence.format(**filling, **_numbers(chance))
            for sentence in chance.sample([text for text in words.sentences if "{" in text], 7)
        ]
        paragraphs = tuple(words.space.join(sentences[at:to]) for at, to in ((0, 3), (3, 5), (5, 7)))
        late = timedelta(minutes=minutes * number + chance.randrange(1, 60))
        made[title] = Story(number, title, paragraphs, filling["person"], NEWEST - late, language)
    return list(made.values())


def local(story: Story) -> datetime:
    """Return when the story was published, by the clock of its country."""
    return story.published.astimezone(timezone(timedelta(hours=ZONES[story.language])))


def millis(story: Story) -> int:
    """Return when the story was published, in milliseconds."""
    return int(story.published.timestamp()) * 1000


def serial(story: Story, first: int) -> int:
    """Return the number that the system of a site gave the story; the newest has the highest."""
    return first - 17 * story.number - story.published.minute % 11


def renamed(story: Story, title: str) -> Story:
    """Return the story under another headline."""
    return replace(story, title=title)


def _numbers(chance: random.Random) -> dict[str, str]:
    return {"n": str(chance.randrange(12, 980)), "m": str(chance.randrange(2, 11))}


def slugged(story: Story) -> str:
    """Return the headline as an address in plain letters has it, of at most 90 characters."""
    letters = unicodedata.normalize("NFKD", story.title.lower()).encode("ascii", "ignore").decode()
    kept = "".join(letter if letter.isalnum() else " " for letter in letters)
    return "-".join(kept.split())[:90].strip("-")


def short_name(story: Story) -> str:
    """Return a name of letters and digits that the system of a portal gave the story."""
    return f"8o{md5(story.title.encode()).hexdigest()[:4]}Kq{serial(story, 70011)}"
