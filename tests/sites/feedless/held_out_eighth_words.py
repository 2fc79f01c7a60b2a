"""The words of the eighth set's further languages: Dutch, Swedish, Greek, Hungarian, Romanian, Ukrainian."""

from __future__ import annotations

from tests.sites.feedless.invention import POOLS, ZONES
from tests.sites.words import Words

DUTCH = Words(
    titles=(
        "{place} krijgt na {m} jaar bouwen een nieuwe {thing}",
        "{office} verdubbelt budget voor {thing} in {place}",
        "{n} inwoners van {place} tekenen voor behoud van {thing}",
        "Storm beschadigt {thing} in {place}, {n} huizen zonder stroom",
        "{person} gaat project {thing} in {place} leiden",
    ),
    sentences=(
        "De {office} besloot dinsdagavond dat de {thing} in {place} in {m} fasen wordt gebouwd.",
        "Ongeveer {n} mensen kwamen naar de inspraakavond in {place}, meer dan de zaal kon bevatten.",
        "{person}, die de werken leidt, zei dat de grond zachter is dan de eerste boringen lieten zien.",
        "De eerste fase kost {n} miljoen euro, waarvan de provincie bijna de helft betaalt.",
        "“Niemand wilde nog een winter wachten”, zei {person} onder langdurig applaus.",
        "Alle offertes liggen {m} weken ter inzage en iedereen mag ze komen bekijken.",
        "De scholen in {place} gaan een uur eerder uit zolang de omleiding niet is aangegeven.",
        "Een rapport van vorig jaar telde {n} vrachtwagens per dag op de smalle brug bij de molen.",
    ),
    places=("Oudekerke", "Noordwaard", "Zandhoven-Dorp", "Molenbroek", "Waterveld"),
    offices=("gemeenteraad", "provincie", "havendienst", "waterschap"),
    things=("markthal", "zwembad", "tramlijn", "bibliotheek", "veersteiger"),
    people=("Anke de Wit", "Joris Vermeer", "Sanne Kuipers", "Bram Peeters"),
)
SWEDISH = Words(
    titles=(
        "{place} får ny {thing} efter {m} års arbete",
        "{office} fördubblar pengarna till {thing} i {place}",
        "{n} invånare i {place} skriver under för sin {thing}",
        "Stormen skadade {thing} i {place}, {n} hushåll utan ström",
        "{person} tar över arbetet med {thing} i {place}",
    ),
    sentences=(
        "{office} beslutade på tisdagskvällen att {thing} i {place} ska byggas i {m} etapper.",
        "Omkring {n} personer kom till mötet i {place}, fler än lokalen rymde.",
        "{person}, som leder arbetet, säger att marken är mjukare än de första borrningarna visade.",
        "Den första etappen kostar {n} miljoner kronor och regionen betalar nästan hälften.",
        "”Ingen ville vänta en vinter till”, sade {person} under långa applåder.",
        "Alla anbud ligger framme i {m} veckor och vem som helst får läsa dem.",
        "Skolorna i {place} slutar en timme tidigare tills omvägen är skyltad.",
        "En rapport från i fjol räknade {n} lastbilar om dagen på den smala bron vid kvarnen.",
    ),
    places=("Norrsund", "Åsvik", "Björkdalen", "Östra Hamn", "Lillforsa"),
    offices=("Kommunfullmäktige", "Regionen", "Hamnstyrelsen", "Tingsrätten"),
    things=("saluhall", "simhall", "spårväg", "bibliotek", "färjeläge"),
    people=("Karin Lindahl", "Olle Bergström", "Maja Ekman", "Nils Hallberg"),
)
GREEK = Words(
    titles=(
        "{place}: έτοιμο μετά από {m} χρόνια το έργο «{thing}»",
        "{office}: διπλάσια κονδύλια για το έργο «{thing}» στην περιοχή {place}",
        "{n} υπογραφές κατοίκων στην περιοχή {place} για το έργο «{thing}»",
        "Κακοκαιρία στην περιοχή {place}: ζημιές στο έργο «{thing}», {n} σπίτια χωρίς ρεύμα",
        "{person} αναλαμβάνει το έργο «{thing}» στην περιοχή {place}",
    ),
    sentences=(
        "{office} αποφάσισε το βράδυ της Τρίτης να γίνει το έργο «{thing}» σε {m} φάσεις.",
        "Περίπου {n} άτομα ήρθαν στη συγκέντρωση στην περιοχή {place} και η αίθουσα δεν χωρούσε άλλους.",
        "{person}, που έχει την ευθύνη των εργασιών, είπε ότι το έδαφος είναι πιο μαλακό από το αναμενόμενο.",
        "Η πρώτη φάση θα κοστίσει {n} εκατομμύρια ευρώ, τα μισά σχεδόν από την περιφέρεια.",
        "«Κανείς δεν ήθελε να περιμένει άλλον έναν χειμώνα», είπε {person} εν μέσω χειροκροτημάτων.",
        "Όλες οι προσφορές θα είναι αναρτημένες για {m} εβδομάδες και μπορεί να τις δει ο καθένας.",
        "Τα σχολεία στην περιοχή {place} θα σχολούν μία ώρα νωρίτερα ώσπου να μπουν πινακίδες.",
        "Περσινή έκθεση μέτρησε {n} φορτηγά την ημέρα στη στενή γέφυρα δίπλα στον μύλο.",
    ),
    places=("Νέα Πέτρα", "Λιμνούλα", "Άνω Βρύση", "Καλαμίτσι", "Παλαιόκαστρο"),
    offices=("Το δημοτικό συμβούλιο", "Η περιφέρεια", "Το λιμενικό ταμείο", "Το πρωτοδικείο"),
    things=("Δημοτική αγορά", "Κολυμβητήριο", "Γραμμή τραμ", "Βιβλιοθήκη", "Προβλήτα"),
    people=("Ελένη Μαρκάκη", "Νίκος Δούκας", "Μαρία Σταθάκη", "Γιώργος Ρήγας"),
)
HUNGARIAN = Words(
    titles=(
        "{m} év után megnyílt {place} új létesítménye: {thing}",
        "{office}: kétszer annyi pénz jut {place} fejlesztésére ({thing})",
        "{n} aláírás gyűlt össze {place} lakóitól, a tét: {thing}",
        "Vihar {place} térségében: megsérült a helyi {thing}, {n} ház áram nélkül",
        "{person} irányítja {place} beruházását, amely {thing} lesz",
    ),
    sentences=(
        "{office} kedd este úgy döntött, hogy {place} beruházása ({thing}) {m} szakaszban készül el.",
        "Mintegy {n} ember jött el {place} lakossági fórumára, többen, mint ahányan a teremben elfértek.",
        "{person}, a munkák vezetője elmondta, hogy a talaj puhább, mint amit a fúrások mutattak.",
        "Az első szakasz {n} millió forintba kerül, ennek csaknem felét a megye állja.",
        "„Senki sem akart még egy telet várni” – mondta {person} hosszas taps közben.",
        "Az ajánlatokat {m} hétig bárki megtekintheti a hivatalban, nyitvatartási időben.",
        "{place} iskolái egy órával hamarabb engedik haza a diákokat, amíg kitáblázzák a terelőutat.",
        "Egy tavalyi jelentés napi {n} teherautót számolt a malom melletti keskeny hídon.",
    ),
    places=("Nádasfalva", "Tiszakeszi", "Felsőhalom", "Kiskút", "Berekalja"),
    offices=("A képviselő-testület", "A megyei közgyűlés", "A vízügyi igazgatóság", "A járásbíróság"),
    things=("vásárcsarnok", "uszoda", "villamosvonal", "könyvtár", "komp"),
    people=("Kovács Anna", "Szabó Péter", "Varga Judit", "Tóth Gábor"),
)
ROMANIAN = Words(
    titles=(
        "{place}: {thing} se deschide după {m} ani de lucrări",
        "{office} dublează banii pentru {thing} din {place}",
        "{n} de locuitori din {place} semnează pentru {thing}",
        "Furtuna a lovit {thing} din {place}, {n} de case fără curent",
        "{person} va conduce lucrările la {thing} din {place}",
    ),
    sentences=(
        "{office} a hotărât marți seară că {thing} din {place} va fi construită în {m} etape.",
        "Aproximativ {n} de oameni au venit la dezbaterea din {place}, mai mulți decât încăpeau în sală.",
        "{person}, care conduce lucrările, a spus că terenul este mai moale decât arătau forajele.",
        "Prima etapă va costa {n} milioane de lei, aproape jumătate plătite de județ.",
        "„Nimeni nu voia să mai aștepte o iarnă”, a spus {person} în aplauze îndelungi.",
        "Toate ofertele vor fi afișate timp de {m} săptămâni și oricine le poate vedea.",
        "Școlile din {place} vor termina cu o oră mai devreme până la semnalizarea ocolirii.",
        "Un raport de anul trecut număra {n} de camioane pe zi pe podul îngust de lângă moară.",
    ),
    places=("Valea Mică", "Poiana Lacului", "Dealu Nou", "Podu Vechi", "Izvoarele de Sus"),
    offices=("Consiliul local", "Prefectura", "Administrația portului", "Tribunalul"),
    things=("hala", "piscina", "linia de tramvai", "biblioteca", "stația de epurare"),
    people=("Ioana Munteanu", "Andrei Pop", "Elena Dinu", "Mihai Stoica"),
)
UKRAINIAN = Words(
    titles=(
        "У громаді {place} відкрили {thing} після {m} років робіт",
        "{office} виділить {n} мільйонів на {thing} у громаді {place}",
        "{n} мешканців громади {place} просять зберегти {thing}",
        "Буревій пошкодив {thing} у громаді {place}, без світла {n} осель",
        "{person} очолить проєкт «{thing}» у громаді {place}",
    ),
    sentences=(
        "{office} у вівторок увечері ухвалила рішення: {thing} у громаді {place} зведуть за {m} етапів.",
        "На слухання у громаду {place} прийшли близько {n} людей, і місць у залі забракло.",
        "{person}, хто керує роботами, повідомляє, що ґрунт виявився м’якшим, ніж показало буріння.",
        "Перший етап коштуватиме {n} мільйонів гривень, майже половину з них дасть область.",
        "«Ніхто не хоче чекати ще одну зиму», — сказали {person} та інші під тривалі оплески.",
        "Усі пропозиції будуть відкриті для мешканців {m} тижнів, і кожен зможе їх переглянути.",
        "Школи громади {place} відпускатимуть дітей на годину раніше, поки не з’являться знаки об’їзду.",
        "За торішнім звітом, вузьким мостом біля млина проїжджало {n} вантажівок на добу.",
    ),
    places=("Вербове", "Зелений Яр", "Нова Криниця", "Кам’янка", "Підлісся"),
    offices=("Міська рада", "Районна рада", "Обласна адміністрація", "Рада порту"),
    things=("поромний причал", "критий ринок", "басейн", "трамвай", "дитячу бібліотеку"),
    people=("Ірина Коваль", "Петро Мельник", "Оксана Гнатюк", "Тарас Бондар"),
)
MORE = {
    "nl": DUTCH,
    "sv": SWEDISH,
    "el": GREEK,
    "hu": HUNGARIAN,
    "ro": ROMANIAN,
    "uk": UKRAINIAN,
}
POOLS.update(MORE)
ZONES.update({"nl": 1, "sv": 1, "el": 2, "hu": 1, "ro": 2, "uk": 2})
