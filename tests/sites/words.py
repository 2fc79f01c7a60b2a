"""The words that the invented news is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Templates with {place}, {office}, {thing}, {person}, {n} and {m}."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    places: tuple[str, ...]
    offices: tuple[str, ...]
    things: tuple[str, ...]
    people: tuple[str, ...]
    space: str = " "
    digits: str = "0123456789"


ENGLISH = Words(
    titles=(
        "{place} opens its new {thing} after {m} years of work",
        "{office} doubles the budget for the {thing} in {place}",
        "Residents of {place} vote to keep the old {thing}",
        "Why {place} has to wait {m} more months for its {thing}",
        "Storm damages the {thing} in {place}, {n} homes without power",
        "{person} takes over the {thing} project in {place}",
    ),
    sentences=(
        "The {office} decided on Tuesday evening that the {thing} in {place} will be built in {m} stages.",
        "About {n} people came to the hearing, more than the hall in {place} has ever held.",
        "{person}, who leads the works, said the ground had proved softer than the first drillings showed.",
        "The first stage is to cost {n} million, of which the region pays a little less than half.",
        "Neighbours had asked for a wall against the noise, and the planners have now drawn one in.",
        "“Nobody wanted to wait another winter,” {person} told the meeting to long applause.",
        "Work begins as soon as the river has fallen below the mark of {m} metres, probably in early spring.",
        "An earlier plan had failed because two owners refused to sell their meadows beside the railway.",
        "The {office} will publish all bids on its notice board, and anyone may look at them for {m} weeks.",
        "Shopkeepers fear for their trade while the main street is closed, and have been promised relief.",
        "Schools in {place} will send their pupils home an hour earlier until the detour is signposted.",
        "A report from last year had counted {n} lorries a day on the narrow bridge by the mill.",
        "The fire brigade has tested the new access road with its heaviest engine and was content.",
    ),
    places=("Marlow Quay", "Eastfell", "Port Linden", "Harrow Mill", "Saltmarsh", "Upper Denby", "Castleby"),
    offices=("town council", "harbour board", "district assembly", "water authority", "county court"),
    things=(
        "ferry terminal",
        "market hall",
        "swimming pool",
        "tram line",
        "sea wall",
        "public library",
        "hospital wing",
    ),
    people=("Nora Whitfield", "Tom Ashdown", "Priya Raman", "Ellen Marsh", "Victor Okafor"),
)
GERMAN = Words(
    titles=(
        "{place} bekommt nach {m} Jahren eine neue {thing}",
        "Streit um die {thing} in {place} geht weiter",
        "{office} verdoppelt die Mittel für die {thing} in {place}",
        "Warum {place} noch {m} Monate auf die {thing} wartet",
        "Sturm beschädigt die {thing} in {place}",
        "{person} übernimmt die Planung der {thing} in {place}",
    ),
    sentences=(
        "Der {office} hat am Dienstagabend beschlossen, die {thing} in {place} in {m} Abschnitten zu bauen.",
        "Rund {n} Menschen kamen zur Anhörung, mehr als der Saal in {place} je gefasst hat.",
        "{person}, verantwortlich für die Arbeiten, nannte den Boden weicher als in den Bohrungen erwartet.",
        "Der erste Abschnitt soll {n} Millionen Euro kosten, von denen das Land knapp die Hälfte trägt.",
        "Die Nachbarn hatten eine Wand gegen den Lärm verlangt, die nun in den Plänen steht.",
        "„Niemand wollte noch einen Winter warten“, sagte {person} unter langem Beifall.",
        "Gebaut wird, sobald der Fluss unter die Marke von {m} Metern gefallen ist, wohl im Frühjahr.",
        "Ein früherer Plan war gescheitert, weil zwei Eigentümer ihre Wiesen nicht verkaufen wollten.",
        "Alle Angebote hängen {m} Wochen lang aus und können von jedem eingesehen werden.",
        "Die Händler fürchten um ihr Geschäft, solange die Hauptstraße gesperrt bleibt.",
        "Die Schulen in {place} lassen die Kinder eine Stunde früher gehen, bis die Umleitung steht.",
        "Ein Gutachten hatte im vergangenen Jahr {n} Lastwagen am Tag auf der schmalen Brücke gezählt.",
    ),
    places=("Altenbruch", "Nordheim", "Seefelde", "Mühlrade", "Oberlinden", "Kaltwasser"),
    offices=("Stadtrat", "Kreistag", "Hafenausschuss", "Gemeinderat"),
    things=("Markthalle", "Schwimmhalle", "Straßenbahn", "Stadtbücherei", "Kläranlage", "Fährbrücke"),
    people=("Jana Petersen", "Uwe Hartmann", "Mira Köhler", "Stefan Brandt"),
)
SPANISH = Words(
    titles=(
        "{place} estrena su {thing} tras {m} años de obras",
        "Los vecinos de {place} votan por conservar la {thing}",
        "El {office} duplica el dinero para la {thing} de {place}",
        "Por qué {place} esperará {m} meses más por la {thing}",
        "El temporal daña la {thing} de {place}",
        "{person} dirigirá las obras de la {thing} en {place}",
    ),
    sentences=(
        "El {office} decidió el martes por la noche que la {thing} de {place} se construirá en {m} fases.",
        "Unas {n} personas acudieron a la audiencia, más de las que el salón de {place} había visto nunca.",
        "{person}, responsable de las obras, dijo que el suelo resultó más blando de lo previsto.",
        "La primera fase costará {n} millones, de los que la región paga algo menos de la mitad.",
        "Los vecinos habían pedido un muro contra el ruido, y los planos ya lo incluyen.",
        "«Nadie quería esperar otro invierno», dijo {person} entre largos aplausos.",
        "Las obras empiezan cuando el río baje de la marca de {m} metros, seguramente en primavera.",
        "Un plan anterior fracasó porque dos propietarios no quisieron vender sus prados junto a la vía.",
        "Todas las ofertas quedarán expuestas durante {m} semanas y cualquiera podrá verlas.",
        "Los comerciantes temen por sus ventas mientras la calle mayor siga cerrada al tráfico.",
        "Los colegios de {place} adelantarán la salida una hora hasta que se señalice el desvío.",
        "Un informe del año pasado contó {n} camiones al día en el puente estrecho junto al molino.",
    ),
    places=("Villaseca", "Puerto Claro", "Fuentelarga", "Montalbo", "Ribera Alta"),
    offices=("ayuntamiento", "consejo del puerto", "gobierno regional", "tribunal provincial"),
    things=("lonja", "biblioteca", "piscina cubierta", "línea de tranvía", "depuradora"),
    people=("Lucía Ferrer", "Andrés Molina", "Carmen Soto", "Javier Prieto"),
)
CHINESE = Words(
    titles=(
        "{place}新建{thing}历时{m}年正式启用",
        "{office}追加{n}万元支持{place}{thing}建设",
        "{place}居民热议{thing}改造方案",
        "{thing}为何再等{m}个月 {place}这样回应",
        "大风致{place}{thing}受损 {n}户居民停电",
        "{person}：{place}{thing}项目年内开工",
    ),
    sentences=(
        "{office}周二晚间召开会议，决定{place}{thing}工程分{m}个阶段建设，预计明年底前全部完工。",
        "约{n}名居民参加了当天的听证会，会场座无虚席，不少人站在走廊里听完了全部发言。",
        "项目负责人{person}介绍，施工现场的土质比最初勘探时更加松软，因此需要调整地基方案。",
        "第一阶段投资约{n}万元，其中市级财政承担近一半，其余部分由区里和企业共同筹措。",
        "附近居民此前提出加装隔音墙的要求，设计单位已经在最新的图纸中作了补充。",
        "“谁也不想再等一个冬天。”{person}在会上说，话音刚落，会场响起了长时间的掌声。",
        "待河道水位降到{m}米以下后即可开工，按照往年的情况看，时间大约在明年初春。",
        "此前的方案曾因两户业主不愿出让铁路旁的草地而搁置，双方后来达成了新的协议。",
        "所有投标文件将公示{m}周，任何人都可以前往办事大厅查阅，也可以提出书面意见。",
        "商户担心主街封闭期间生意受到影响，有关部门表示将适当减免一部分费用。",
        "在绕行标志设置完毕之前，{place}的中小学将提前一小时放学，公交线路也会作相应调整。",
        "去年的一份报告显示，磨坊旁的窄桥每天要通过{n}辆货车，早晚高峰时常常拥堵。",
        "消防部门已经用最重的车辆对新的应急通道进行了测试，结果令人满意。",
    ),
    places=("青石镇", "临河区", "南湾新区", "云岭县", "白沙渡", "东桥街道"),
    offices=("市政府", "港务委员会", "区人大常委会", "市水务局", "县发展改革局"),
    things=("轮渡码头", "农贸市场", "游泳馆", "有轨电车", "防洪堤", "公共图书馆"),
    people=("林晓峰", "周雅琴", "陈国栋", "吴思远", "赵明慧"),
    space="",
)
LANGUAGES = {"en": ENGLISH, "de": GERMAN, "es": SPANISH, "zh": CHINESE}
