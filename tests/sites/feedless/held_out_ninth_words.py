"""The words of the ninth set's further languages, in the manner of the invented news."""

from __future__ import annotations

from tests.sites.feedless.invention import POOLS, ZONES
from tests.sites.words import Words

SWEDISH = Words(
    titles=(
        "{place} får ny {thing} efter {m} års arbete",
        "{office} dubblar pengarna till {thing} i {place}",
        "{n} boende i {place} skriver under för att behålla sin {thing}",
        "Stormen skadade {thing} i {place} – {n} hushåll utan ström",
        "{person} tar över bygget av {thing} i {place}",
    ),
    sentences=(
        "{office} beslutade på tisdagskvällen att {thing} i {place} ska byggas i {m} etapper.",
        "Omkring {n} personer kom till mötet i {place}, fler än salen någonsin har rymt.",
        "{person}, som leder arbetet, säger att marken visade sig vara mjukare än man trott.",
        "Den första etappen väntas kosta {n} miljoner kronor och regionen betalar knappt hälften.",
        "– Ingen ville vänta en vinter till, sade {person} under långa applåder.",
        "Alla anbud ligger framme i {m} veckor och vem som helst får läsa dem.",
        "Skolorna i {place} slutar en timme tidigare tills omledningen är skyltad.",
        "En rapport från i fjol räknade till {n} lastbilar om dagen på den smala bron.",
    ),
    places=("Haverdal", "Norrsjö", "Älvstad", "Kråkvik", "Östra Ljung"),
    offices=("Kommunstyrelsen", "Hamnstyrelsen", "Regionen", "Tekniska nämnden"),
    things=("simhallen", "färjeläget", "biblioteket", "spårvägen"),
    people=("Karin Löfgren", "Anders Ekdahl", "Sofia Wrang", "Per Nyholm"),
)
DUTCH = Words(
    titles=(
        "{place} opent {thing} na {m} jaar bouwen",
        "{office} verdubbelt het budget voor {thing} in {place}",
        "{n} inwoners van {place} tekenen voor behoud van {thing}",
        "Storm beschadigt {thing} in {place}, {n} huizen zonder stroom",
        "{person} gaat het werk aan {thing} in {place} leiden",
    ),
    sentences=(
        "{office} besloot dinsdagavond dat {thing} in {place} in {m} fasen wordt gebouwd.",
        "Zo'n {n} mensen kwamen naar de bijeenkomst in {place}, meer dan de zaal ooit heeft geteld.",
        "{person}, die het werk leidt, zei dat de grond zachter was dan uit de boringen bleek.",
        "De eerste fase kost {n} miljoen euro, waarvan de provincie bijna de helft betaalt.",
        "‘Niemand wilde nog een winter wachten’, zei {person} onder luid applaus.",
        "Alle offertes liggen {m} weken ter inzage en iedereen mag ze bekijken.",
        "De scholen in {place} gaan een uur eerder uit tot de omleiding is aangegeven.",
        "Een rapport van vorig jaar telde {n} vrachtwagens per dag op de smalle brug.",
    ),
    places=("Oudekerk", "Westerhaar", "Zandvoorde", "Hoogelanden"),
    offices=("De gemeenteraad", "Het waterschap", "De provincie", "Het havenbedrijf"),
    things=("de bibliotheek", "het zwembad", "de markthal", "de veersteiger"),
    people=("Joke van Dalen", "Pieter Hoekstra", "Samira Bakali", "Wim Terpstra"),
)
ITALIAN = Words(
    titles=(
        "{place}, riapre {thing} dopo {m} anni di lavori",
        "{office} raddoppia i fondi per {thing} di {place}",
        "{place}, {n} firme per salvare {thing}",
        "Maltempo a {place}: danni per {thing}, {n} famiglie senza luce",
        "{person} alla guida del cantiere di {place}: {thing} pronta in {m} mesi",
    ),
    sentences=(
        "{office} ha deciso martedì sera che i lavori a {place} saranno divisi in {m} lotti.",
        "Circa {n} persone sono venute all'assemblea di {place}, più di quante la sala ne contenga.",
        "{person}, responsabile dei lavori, ha spiegato che il terreno è più cedevole del previsto.",
        "Il primo lotto costerà {n} milioni di euro, quasi la metà a carico della Regione.",
        "«Nessuno voleva aspettare un altro inverno», ha detto {person} tra gli applausi.",
        "Tutte le offerte resteranno esposte per {m} settimane e chiunque potrà consultarle.",
        "Le scuole di {place} chiuderanno un'ora prima finché non sarà segnalata la deviazione.",
        "Un rapporto dell'anno scorso contava {n} camion al giorno sul ponte accanto al mulino.",
    ),
    places=("Castelfiorito", "Porto Alto", "Montesole", "Rocca Sant'Elia"),
    offices=("Il consiglio comunale", "La Provincia", "L'autorità portuale", "Il tribunale"),
    things=("la biblioteca", "la piscina coperta", "la linea del tram", "la stazione"),
    people=("Giulia Ferrante", "Marco Bellandi", "Chiara Sorrenti", "Luca Tosi"),
)
VIETNAMESE = Words(
    titles=(
        "{place} khánh thành {thing} sau {m} năm thi công",
        "{office} bổ sung {n} tỷ đồng cho {thing} tại {place}",
        "{n} người dân {place} ký tên đề nghị giữ lại {thing}",
        "Gió lớn làm hư hại {thing} ở {place}, {n} hộ mất điện",
        "{person} phụ trách dự án {thing} ở {place}",
    ),
    sentences=(
        "{office} tối thứ Ba đã quyết định xây dựng {thing} tại {place} theo {m} giai đoạn.",
        "Khoảng {n} người đã đến dự buổi họp ở {place}, nhiều hơn sức chứa của hội trường.",
        "{person}, người phụ trách công trình, cho biết nền đất mềm hơn so với khảo sát ban đầu.",
        "Giai đoạn đầu tốn {n} tỷ đồng, gần một nửa do {office} chi trả.",
        "“Không ai muốn chờ thêm một mùa đông nữa”, {person} nói trong tiếng vỗ tay kéo dài.",
        "Mọi hồ sơ dự thầu được công khai trong {m} tuần và ai cũng có thể xem.",
        "Các trường ở {place} cho học sinh về sớm một giờ cho đến khi có biển phân luồng.",
        "Một báo cáo năm ngoái đếm được {n} xe tải mỗi ngày qua cây cầu hẹp cạnh {thing}.",
    ),
    places=("Minh Thành", "Bến Sậy", "Hòa Lạc Đông", "Phú Xuân Tây"),
    offices=("UBND huyện", "Hội đồng nhân dân", "Sở Giao thông", "Ban quản lý cảng"),
    things=("bến phà", "chợ trung tâm", "bể bơi", "thư viện công cộng"),
    people=("Nguyễn Thu Hà", "Trần Quang Huy", "Lê Minh Châu", "Phạm Văn Đức"),
)
TURKISH = Words(
    titles=(
        "{place} {m} yıl sonra yeni {thing} açtı",
        "{office} {place} {thing} bütçesini {n} milyona çıkardı",
        "{place} halkından {thing} için {n} imza",
        "Fırtına {place} ilçesinde {thing} çatısını uçurdu, {n} ev elektriksiz",
        "{place} {thing} projesinin başına {person} geçti",
    ),
    sentences=(
        "{office} salı akşamı {place} için planlanan {thing} inşaatını {m} aşamaya böldü.",
        "{place} ilçesindeki toplantıya yaklaşık {n} kişi katıldı ve salon doldu taştı.",
        "Çalışmaları yürüten {person}, zeminin beklenenden yumuşak çıktığını söyledi.",
        "İlk aşama {n} milyon liraya mal olacak ve yarısına yakınını bölge ödeyecek.",
        "“Kimse bir kış daha beklemek istemiyordu” diyen {person} uzun süre alkışlandı.",
        "Bütün teklifler {m} hafta boyunca askıda kalacak ve herkes inceleyebilecek.",
        "{place} okulları yol tabelaları konana kadar bir saat erken dağılacak.",
        "Geçen yılki rapora göre değirmen yanındaki dar köprüden günde {n} kamyon geçiyordu.",
    ),
    places=("Aradağ", "Yenisaray", "Çınarlık", "Kumbağı"),
    offices=("Belediye Meclisi", "İl Özel İdaresi", "Liman Başkanlığı", "Kaymakamlık"),
    things=("kütüphane", "pazar yeri", "yüzme havuzu", "feribot iskelesi"),
    people=("Elif Karaca", "Mehmet Aydın", "Zeynep Tunç", "Hakan Demirel"),
)
PERSIAN = Words(
    titles=(
        "{thing} {place} پس از {m} سال افتتاح شد",
        "{office} بودجه {thing} {place} را دو برابر کرد",
        "{n} نفر از اهالی {place} خواستار حفظ {thing} شدند",
        "طوفان به {thing} {place} آسیب زد؛ {n} خانه بدون برق",
        "{person} مسئول طرح {thing} {place} شد",
    ),
    sentences=(
        "{office} سه‌شنبه شب تصمیم گرفت {thing} {place} در {m} مرحله ساخته شود.",
        "حدود {n} نفر در نشست {place} شرکت کردند و سالن جای خالی نداشت.",
        "{person} که مسئول کار است گفت خاک نرم‌تر از آن است که در آغاز گمان می‌رفت.",
        "مرحله نخست {n} میلیارد تومان هزینه دارد و نزدیک نیمی از آن را استان می‌پردازد.",
        "{person} گفت: «هیچ‌کس نمی‌خواست یک زمستان دیگر صبر کند» و حاضران دست زدند.",
        "همه پیشنهادها {m} هفته در دسترس همگان خواهد بود.",
        "مدرسه‌های {place} تا نصب تابلوهای مسیر یک ساعت زودتر تعطیل می‌شوند.",
        "گزارش سال گذشته از عبور روزانه {n} کامیون از پل باریک خبر داده بود.",
    ),
    places=("نسیم‌شهر", "رودبند", "چشمه‌سار", "کوهپایه"),
    offices=("شورای شهر", "استانداری", "اداره بنادر", "فرمانداری"),
    things=("کتابخانه", "بازارچه", "استخر", "پایانه"),
    people=("مریم کاویانی", "رضا نادری", "سارا بهرامی", "امیر توکلی"),
)
GREEK = Words(
    titles=(
        "{place}: Άνοιξε {thing} ύστερα από {m} χρόνια έργων",
        "{office} διπλασιάζει τα κονδύλια για {thing} στο χωριό {place}",
        "{n} κάτοικοι υπογράφουν για {thing} – {place}",
        "Ζημιές από την κακοκαιρία, {n} σπίτια χωρίς ρεύμα: {place}",
        "{person}: «{thing} θα είναι έτοιμη σε {m} μήνες» – {place}",
    ),
    sentences=(
        "{office} αποφάσισε το βράδυ της Τρίτης ότι το έργο ({place}) θα γίνει σε {m} φάσεις.",
        "Περίπου {n} άνθρωποι ήρθαν στη συγκέντρωση και η αίθουσα δεν χωρούσε άλλους.",
        "{person}, που διευθύνει τις εργασίες, είπε ότι το έδαφος αποδείχθηκε πιο μαλακό.",
        "Η πρώτη φάση θα κοστίσει {n} εκατομμύρια ευρώ, τα μισά από την περιφέρεια.",
        "«Κανείς δεν ήθελε να περιμένει άλλον έναν χειμώνα», είπε {person} μέσα σε χειροκροτήματα.",
        "Όλες οι προσφορές θα είναι διαθέσιμες για {m} εβδομάδες σε κάθε πολίτη.",
        "Τα σχολεία ({place}) θα σχολούν μία ώρα νωρίτερα μέχρι να σημανθεί η παράκαμψη.",
        "Περσινή έκθεση μετρούσε {n} φορτηγά την ημέρα στο στενό γεφύρι δίπλα στον μύλο.",
    ),
    places=("Καλλιόπη", "Άνω Βρύση", "Λιμνιώνας", "Παλιό Χωριό"),
    offices=("Το δημοτικό συμβούλιο", "Η περιφέρεια", "Το λιμενικό ταμείο"),
    things=("η βιβλιοθήκη", "η αγορά", "η προβλήτα", "η πισίνα"),
    people=("Ελένη Μαρκάκη", "Νίκος Ρούσσος", "Άννα Βλάχου", "Γιώργος Πετρής"),
)
UKRAINIAN = Words(
    titles=(
        "У громаді {place} відкрили {thing} після {m} років робіт",
        "{office} подвоїла кошти на {thing}: {place}",
        "{n} мешканців просять зберегти {thing} – {place}",
        "Буревій пошкодив {thing}, {n} осель без світла: {place}",
        "{person} керуватиме проєктом «{thing}» у громаді {place}",
    ),
    sentences=(
        "{office} у вівторок увечері вирішила будувати {thing} у {m} етапів.",
        "На слухання до громади {place} прийшли близько {n} людей, і місць забракло.",
        "{person}, що керує роботами, повідомляє: ґрунт виявився м'якшим, ніж вважали.",
        "Перший етап коштуватиме {n} мільйонів гривень, майже половину дасть область.",
        "«Ніхто не хотів чекати ще одну зиму», — каже {person} під тривалі оплески.",
        "Усі пропозиції будуть відкриті {m} тижнів, і кожен зможе їх переглянути.",
        "Школи громади {place} відпускатимуть дітей на годину раніше, доки не позначать об'їзд.",
        "Торішній звіт нарахував {n} вантажівок на добу на вузькому мосту біля млина.",
    ),
    places=("Острівка", "Нова Гребля", "Тиха Балка", "Вишневе Поле"),
    offices=("Міська рада", "Обласна рада", "Портова адміністрація"),
    things=("паромну пристань", "критий ринок", "басейн", "дитячу бібліотеку"),
    people=("Оксана Гнатюк", "Тарас Лисенко", "Ірина Довгань", "Богдан Сірко"),
)
HINDI = Words(
    titles=(
        "{place} में {m} साल बाद {thing} का उद्घाटन",
        "{office} ने {place} के {thing} के लिए {n} करोड़ रुपये मंजूर किए",
        "{place} के {n} निवासियों ने {thing} बचाने की मांग की",
        "तूफान से {place} में {thing} को नुकसान, {n} घरों की बिजली गुल",
        "{person} संभालेंगे {place} के {thing} का काम",
    ),
    sentences=(
        "{office} ने मंगलवार शाम तय किया कि {place} में {thing} का निर्माण {m} चरणों में होगा।",
        "{place} की बैठक में करीब {n} लोग पहुंचे और सभागार में जगह कम पड़ गई।",
        "काम की देखरेख कर रहे {person} ने बताया कि जमीन अनुमान से ज्यादा नरम निकली।",
        "पहले चरण पर {n} करोड़ रुपये खर्च होंगे, जिसका करीब आधा राज्य देगा।",
        "{person} ने कहा, “कोई भी एक और सर्दी इंतजार नहीं करना चाहता था।”",
        "सभी निविदाएं {m} सप्ताह तक खुली रहेंगी और कोई भी उन्हें देख सकेगा।",
        "{place} के स्कूल रास्ते के संकेत लगने तक एक घंटा पहले छूटेंगे।",
        "पिछले साल की रिपोर्ट में संकरे पुल पर रोज {n} ट्रक गिने गए थे।",
    ),
    places=("आनंदपुर", "नदीगांव", "सोनवाड़ी", "हरिनगर"),
    offices=("नगर परिषद", "जिला प्रशासन", "जल निगम", "पंचायत समिति"),
    things=("पुस्तकालय", "बस अड्डे", "तरणताल", "सब्जी मंडी"),
    people=("सुनीता राव", "अजय मिश्रा", "कविता जोशी", "रमेश तिवारी"),
)
ARABIC = Words(
    titles=(
        "افتتاح {thing} في {place} بعد {m} سنوات من العمل",
        "{office} يضاعف ميزانية {thing} في {place}",
        "{n} من سكان {place} يوقعون للحفاظ على {thing}",
        "عاصفة تلحق أضرارا بـ{thing} في {place} و{n} منزلا بلا كهرباء",
        "{person} يتولى مشروع {thing} في {place}",
    ),
    sentences=(
        "قرر {office} مساء الثلاثاء أن يبنى مشروع {thing} في {place} على {m} مراحل.",
        "حضر نحو {n} شخصا اللقاء في {place} ولم تتسع القاعة للجميع.",
        "قال {person} المشرف على الأعمال إن التربة أكثر ليونة مما كان متوقعا.",
        "تبلغ كلفة المرحلة الأولى {n} مليونا تدفع المحافظة قرابة نصفها.",
        "وقال {person} وسط تصفيق طويل: «لم يكن أحد يريد أن ينتظر شتاء آخر».",
        "ستبقى جميع العروض متاحة للاطلاع {m} أسابيع ويحق للجميع قراءتها.",
        "تصرف مدارس {place} التلاميذ قبل ساعة من الموعد حتى توضع لافتات التحويلة.",
        "أحصى تقرير العام الماضي {n} شاحنة يوميا على الجسر الضيق قرب الطاحونة.",
    ),
    places=("البحرية", "وادي النخل", "رأس الميناء", "عين الصفا"),
    offices=("المجلس البلدي", "مجلس المحافظة", "ديوان المياه"),
    things=("المكتبة العامة", "السوق المغطى", "المسبح", "رصيف العبارات"),
    people=("سامي الخطيب", "كريم منصور", "عادل حداد", "نبيل صالح"),
)
INDONESIAN = Words(
    titles=(
        "{place} Resmikan {thing} Setelah {m} Tahun Dibangun",
        "{office} Tambah Rp{n} Miliar untuk {thing} di {place}",
        "{n} Warga {place} Teken Petisi Pertahankan {thing}",
        "Angin Kencang Rusak {thing} di {place}, {n} Rumah Padam",
        "{person} Pimpin Proyek {thing} di {place}",
    ),
    sentences=(
        "{office} memutuskan pada Selasa malam bahwa {thing} di {place} dibangun dalam {m} tahap.",
        "Sekitar {n} orang hadir dalam pertemuan di {place} sehingga aula tidak muat.",
        "{person} yang memimpin pekerjaan mengatakan tanah ternyata lebih lunak dari perkiraan.",
        "Tahap pertama menelan biaya {n} miliar rupiah dan hampir separuhnya ditanggung provinsi.",
        "“Tidak ada yang mau menunggu satu musim lagi,” kata {person} disambut tepuk tangan.",
        "Seluruh penawaran dipajang selama {m} minggu dan siapa pun boleh melihatnya.",
        "Sekolah di {place} memulangkan murid satu jam lebih awal sampai rambu pengalihan terpasang.",
        "Laporan tahun lalu mencatat {n} truk per hari melintasi jembatan sempit itu.",
    ),
    places=("Kotasari", "Muara Jati", "Sidoluhur", "Telaga Biru"),
    offices=("Pemkab", "DPRD", "Dinas PU", "Otoritas Pelabuhan"),
    things=("Pasar Induk", "Perpustakaan", "Kolam Renang", "Dermaga"),
    people=("Dewi Lestarini", "Agus Prabowo", "Rina Hartati", "Bambang Suryo"),
)
POLISH = Words(
    titles=(
        "{place}: {thing} otwarta po {m} latach prac",
        "{office} podwaja środki, {thing} w miejscowości {place} zyska",
        "{n} mieszkańców miejscowości {place} podpisało się pod petycją: {thing} ma zostać",
        "Wichura w miejscowości {place}, {n} domów bez prądu: ucierpiała też {thing}",
        "{person} pokieruje budową: {thing} w miejscowości {place}",
    ),
    sentences=(
        "{office} we wtorek wieczorem postanowiła, że prace w miejscowości {place} potrwają {m} etapów.",
        "Na spotkanie przyszło około {n} osób, więcej niż kiedykolwiek pomieściła sala.",
        "{person} z kierownictwa budowy mówi, że grunt okazał się bardziej miękki, niż sądzono.",
        "Pierwszy etap ma kosztować {n} milionów złotych, z czego blisko połowę da województwo.",
        "– Nikt nie chciał czekać kolejnej zimy – mówi {person}, a sala długo bije brawo.",
        "Wszystkie oferty będą wyłożone przez {m} tygodni i każdy może je przejrzeć.",
        "Szkoły w miejscowości {place} będą kończyć lekcje godzinę wcześniej do czasu oznaczenia objazdu.",
        "Zeszłoroczny raport naliczył {n} ciężarówek na dobę na wąskim moście przy młynie.",
    ),
    places=("Warzyce", "Stare Olchowo", "Brzeziny Dolne", "Kamionka"),
    offices=("Rada miasta", "Rada powiatu", "Komisja portowa"),
    things=("biblioteka", "pływalnia", "hala targowa", "przystań"),
    people=("Anna Wrońska", "Tomasz Gajda", "Ewa Stolarz", "Marek Kulesza"),
)
THAI = Words(
    titles=(
        "{place}เปิดใช้{thing}แห่งใหม่ หลังก่อสร้าง {m} ปี",
        "{office}เพิ่มงบ {n} ล้านบาทให้{thing}ที่{place}",
        "ชาว{place} {n} คนลงชื่อขออนุรักษ์{thing}",
        "พายุพัด{thing}ที่{place}เสียหาย ไฟดับ {n} ครัวเรือน",
        "{person} รับหน้าที่ดูแลโครงการ{thing}ที่{place}",
    ),
    sentences=(
        "{office}มีมติเมื่อค่ำวันอังคารให้ก่อสร้าง{thing}ที่{place}เป็น {m} ระยะ",
        "ประชาชนราว {n} คนเข้าร่วมเวทีรับฟังความเห็นที่{place}จนหอประชุมไม่พอ",
        "{person} ผู้ควบคุมงานกล่าวว่าดินอ่อนกว่าที่สำรวจไว้ในตอนแรก",
        "ระยะแรกใช้งบประมาณ {n} ล้านบาท ซึ่งจังหวัดออกให้เกือบครึ่งหนึ่ง",
        "“ไม่มีใครอยากรออีกหนึ่งฤดูหนาว” {person} กล่าวท่ามกลางเสียงปรบมือ",
        "เอกสารประกวดราคาทั้งหมดเปิดให้ตรวจดูได้ {m} สัปดาห์",
        "โรงเรียนใน{place}จะเลิกเรียนเร็วขึ้นหนึ่งชั่วโมงจนกว่าจะติดป้ายทางเบี่ยง",
        "รายงานปีก่อนนับรถบรรทุกได้ {n} คันต่อวันบนสะพานแคบข้าง{thing}",
    ),
    places=("ท่าบารัต", "บ้านหนองแสง", "เกาะแก้ว", "ดอนทราย"),
    offices=("เทศบาลเมือง", "องค์การบริหารส่วนจังหวัด", "การท่าเรือ"),
    things=("ตลาดสด", "ท่าเรือ", "สระว่ายน้ำ", "ห้องสมุดประชาชน"),
    people=("สมชาย ใจดี", "วิภา ศรีสุข", "ธนา พงษ์ไพร", "นงนุช แก้วตา"),
)
HEBREW = Words(
    titles=(
        "{thing} נפתחה ב{place} אחרי {m} שנות עבודה",
        "{office} הכפילה את התקציב: {thing} ב{place}",
        "{n} תושבי {place} חתמו: {thing} צריכה להישאר",
        "הסערה פגעה: {thing} ב{place} ניזוקה, {n} בתים ללא חשמל",
        "{person} תוביל את הפרויקט: {thing} ב{place}",
    ),
    sentences=(
        "{office} החליטה ביום שלישי בערב כי {thing} ב{place} תיבנה ב-{m} שלבים.",
        "כ-{n} אנשים הגיעו לשימוע ב{place}, יותר משהאולם הכיל אי פעם.",
        "{person}, המנהלת את העבודות, אמרה שהקרקע התגלתה רכה מהצפוי.",
        "השלב הראשון יעלה {n} מיליון שקל, וכמעט מחצית מהסכום תשלם המדינה.",
        "״איש לא רצה לחכות חורף נוסף״, אמרה {person} למחיאות כפיים ארוכות.",
        "כל ההצעות יהיו פתוחות לעיון במשך {m} שבועות, וכל אחד יוכל לראותן.",
        "בתי הספר ב{place} ישחררו את התלמידים שעה מוקדם יותר עד שיוצב שילוט.",
        "דוח מהשנה שעברה מנה {n} משאיות ביום על הגשר הצר ליד הטחנה.",
    ),
    places=("נווה ירדן", "מעלה הדקל", "כפר שלו", "גבעת הים"),
    offices=("מועצת העיר", "הוועדה המחוזית", "רשות הנמלים"),
    things=("הספרייה העירונית", "הבריכה המקורה", "תחנת הרכבת", "הטיילת"),
    people=("נועה ברגר", "מיכל אדרי", "תמר שגיא", "רונית כהנוב"),
)
WORDS = {
    **POOLS,
    "sv": SWEDISH,
    "nl": DUTCH,
    "it": ITALIAN,
    "vi": VIETNAMESE,
    "tr": TURKISH,
    "fa": PERSIAN,
    "el": GREEK,
    "uk": UKRAINIAN,
    "hi": HINDI,
    "ar": ARABIC,
    "id": INDONESIAN,
    "pl": POLISH,
    "th": THAI,
    "he": HEBREW,
}
# The shared clock of the invented news knows no zone of these yet where no other set is loaded.
HOURS: dict[str, float] = {
    "sv": 1,
    "nl": 1,
    "it": 1,
    "pl": 1,
    "el": 2,
    "uk": 2,
    "he": 2,
    "ar": 3,
    "tr": 3,
    "fa": 3.5,
    "hi": 5.5,
    "vi": 7,
    "id": 7,
    "th": 7,
}
MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "en": "January February March April May June July August September October November December",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου"
    " Νοεμβρίου Δεκεμβρίου",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
}
ROOM = {
    "sv": "{title} ges ut av en ideell förening med säte i Haverdal. Ansvarig utgivare nås på redaktionens"
    " adress. Vi sparar inga uppgifter om våra läsare längre än vad som behövs.",
    "nl": "{title} is een uitgave van een stichting zonder winstoogmerk. De redactie is op werkdagen"
    " bereikbaar tussen negen en vijf. Wij bewaren geen gegevens langer dan nodig is.",
    "it": "{title} è una testata registrata presso il tribunale. La redazione risponde dal lunedì al venerdì."
    " I dati dei lettori non vengono ceduti a terzi.",
    "de": "{title} erscheint im Selbstverlag. Verantwortlich für den Inhalt ist die Redaktion, erreichbar"
    " montags bis freitags von 9 bis 17 Uhr. Wir geben keine Daten unserer Leser weiter.",
    "fr": "{title} est édité par une association régie par la loi de 1901. La rédaction répond du lundi au"
    " vendredi. Aucune donnée des lecteurs n'est cédée à des tiers.",
    "pt": "{title} é uma publicação independente. A redação atende de segunda a sexta, das 9h às 18h."
    " Não repassamos dados de leitores a terceiros.",
    "es": "{title} es una publicación independiente. La redacción atiende de lunes a viernes. No cedemos los"
    " datos de nuestros lectores a terceros.",
    "pl": "{title} wydaje lokalne stowarzyszenie. Redakcja odpowiada od poniedziałku do piątku. Nie"
    " przekazujemy danych czytelników osobom trzecim.",
    "tr": "{title} bağımsız bir yerel yayındır. Haber merkezimize hafta içi her gün ulaşabilirsiniz."
    " Okurlarımızın verilerini kimseyle paylaşmayız.",
    "en": "{title} is published by an independent trust. The newsroom answers letters from Monday to Friday."
    " We never sell our readers' details, and keep them no longer than we need to.",
    "el": "Το {title} εκδίδεται από ανεξάρτητο σωματείο. Η σύνταξη απαντά τις εργάσιμες ημέρες. Δεν"
    " παραχωρούμε στοιχεία αναγνωστών σε τρίτους.",
    "uk": "{title} видає місцева громадська організація. Редакція відповідає у робочі дні. Ми не передаємо"
    " даних читачів третім особам.",
    "ru": "{title} — независимое сетевое издание. Редакция отвечает на письма по будням. Мы не передаём"
    " данные читателей третьим лицам.",
    "id": "{title} adalah media lokal independen. Redaksi melayani surat pembaca setiap hari kerja. Kami"
    " tidak membagikan data pembaca kepada pihak lain.",
    "hi": "{title} एक स्वतंत्र प्रकाशन है। संपादकीय विभाग सोमवार से शुक्रवार तक उपलब्ध है। हम पाठकों की जानकारी किसी "
    "को नहीं देते।",
    "ar": "{title} صحيفة محلية مستقلة. تستقبل هيئة التحرير رسائلكم في أيام العمل. لا نشارك بيانات القراء "
    "مع أي"
    " طرف آخر.",
    "th": "{title} เป็นสื่อท้องถิ่นอิสระ กองบรรณาธิการรับเรื่องในวันทำการ เราไม่เปิดเผยข้อมูลผู้อ่านแก่บุคคลอื่น",
    "vi": "{title} là trang thông tin địa phương. Toà soạn làm việc từ thứ Hai đến thứ Sáu. Chúng tôi không"
    " chia sẻ dữ liệu của bạn đọc.",
    "fa": "{title} رسانه‌ای محلی و مستقل است. تحریریه در روزهای کاری پاسخگوست. اطلاعات خوانندگان به کسی داده"
    " نمی‌شود.",
    "he": "{title} הוא אתר חדשות מקומי ועצמאי. המערכת זמינה בימי חול. איננו מעבירים פרטי קוראים לצד שלישי.",
    "zh": "{title}由本地新闻单位主办。编辑部工作日接听读者来电，来信请寄编辑部地址。未经书面授权，"
    "不得转载本网内容。",
    "zh-TW": "{title}由地方新聞同業合辦。編輯部於週一至週五接聽讀者來電。未經授權請勿轉載本站內容。",
    "ja": "{title}は地域の出来事を伝える独立した媒体です。編集部へのお問い合わせは平日に承ります。"
    "記事の無断転載を禁じます。",
    "ko": "{title}은 지역 소식을 전하는 독립 언론입니다. 편집국은 평일에 문의를 받습니다. 기사의 무단 "
    "전재를 금합니다.",
}
for _language, _hours in HOURS.items():
    ZONES.setdefault(_language, _hours)
