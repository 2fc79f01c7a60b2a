"""Words of further languages for the fourth set of held-out sites."""

from __future__ import annotations

from tests.sites.feedless.invention import POOLS, ZONES
from tests.sites.words import Words

ARABIC = Words(
    titles=(
        "افتتاح {thing} في {place} بعد {m} سنوات من العمل",
        "{office} يخصص {n} مليونا لصيانة {thing} في {place}",
        "{n} من سكان {place} يطالبون بالحفاظ على {thing}",
        "رياح قوية تضرب {place} وتقطع الكهرباء عن {n} منزلا قرب {thing}",
        "{person} يتولى مشروع {thing} في {place}",
    ),
    sentences=(
        "قرر {office} مساء الثلاثاء أن يقام {thing} في {place} على {m} مراحل متتالية.",
        "حضر نحو {n} شخصا اجتماع {place} ولم تتسع القاعة لهم جميعا في تلك الليلة.",
        "قال {person} المشرف على الأعمال إن التربة كانت ألين مما أظهرته الدراسات الأولى.",
        "ستكلف المرحلة الأولى {n} مليونا يدفع الإقليم ما يقارب نصفها في العام المقبل.",
        "لا يريد أحد أن ينتظر شتاء آخر، هكذا قال {person} أمام سكان {place}.",
        "ستبقى جميع العروض مفتوحة للجمهور {m} أسابيع ويمكن لأي شخص أن يطلع عليها.",
        "ستنهي مدارس {place} الدوام قبل موعده بساعة حتى توضع علامات الطريق البديل.",
        "أحصى تقرير العام الماضي {n} شاحنة في اليوم على الجسر الضيق قرب {thing}.",
    ),
    places=("واحة النخيل", "مرسى الزيتون", "عين الرمان", "تل الريحان", "وادي السدر"),
    offices=("المجلس البلدي", "ديوان المحافظة", "هيئة المياه", "سلطة الميناء"),
    things=("مرسى العبارات", "السوق المسقوف", "المكتبة العامة", "خط الترام", "حاجز الأمواج"),
    people=("سامي الحداد", "ليلى منصور", "كريم العطار", "هدى الصباغ"),
)
HINDI = Words(
    titles=(
        "{place} में {m} साल बाद {thing} का उद्घाटन हुआ",
        "{office} ने {place} के {thing} के लिए {n} लाख रुपये और दिए",
        "{place} के {n} निवासियों ने {thing} को बचाने की मांग की",
        "तेज आंधी से {place} में {thing} को नुकसान, {n} घरों की बिजली गुल",
        "{person} संभालेंगे {place} में {thing} का काम",
    ),
    sentences=(
        "{office} ने मंगलवार शाम को तय किया कि {place} में {thing} का काम {m} चरणों में होगा।",
        "{place} की बैठक में करीब {n} लोग आए और सभागार में जगह कम पड़ गई।",
        "काम की देखरेख कर रहे {person} ने बताया कि जमीन पहले के अनुमान से अधिक नरम निकली।",
        "पहले चरण पर {n} लाख रुपये खर्च होंगे, जिसका लगभग आधा हिस्सा {office} देगा।",
        "कोई भी एक और सर्दी का इंतजार नहीं करना चाहता, {person} ने {place} की सभा में कहा।",
        "सभी निविदाएं {m} सप्ताह तक जनता के लिए खुली रहेंगी और कोई भी उन्हें देख सकेगा।",
        "{place} के स्कूल तब तक एक घंटा पहले बंद होंगे जब तक नए मार्ग के संकेत नहीं लग जाते।",
        "पिछले साल की रिपोर्ट के अनुसार {thing} के पास संकरे पुल से रोज {n} ट्रक गुजरते थे।",
    ),
    places=("चंदनपुर", "नीलगंज", "सोनबाग", "रामटेकरी", "कमलनगर"),
    offices=("नगर परिषद", "जिला प्रशासन", "जल निगम", "बंदरगाह समिति"),
    things=("नौका घाट", "ढके बाजार", "तरणताल", "पुस्तकालय", "ट्राम लाइन"),
    people=("अनिल सक्सेना", "मीरा जोशी", "राजेश पाठक", "सुनीता वर्मा"),
)
TURKISH = Words(
    titles=(
        "{place} ilçesinde {thing} {m} yıl sonra açıldı",
        "{office} {place} için {n} milyon lira ayırdı: {thing} yenileniyor",
        "{place} sakinleri {thing} için {n} imza topladı",
        "Fırtına {place} ilçesini vurdu: {thing} hasar gördü, {n} ev elektriksiz",
        "{place} ilçesinde {thing} projesinin başına {person} geçti",
    ),
    sentences=(
        "{office} salı akşamı {place} ilçesinde {thing} inşaatının {m} aşamada yapılmasına karar verdi.",
        "{place} ilçesindeki toplantıya yaklaşık {n} kişi katıldı ve salonda yer kalmadı.",
        "Çalışmaları yürüten {person}, zeminin ilk sondajlarda görülenden yumuşak olduğunu söyledi.",
        "İlk aşama {n} milyon liraya mal olacak ve bunun yarısına yakınını {office} ödeyecek.",
        "Kimse bir kış daha beklemek istemiyor diyen {person} uzun uzun alkışlandı.",
        "Bütün teklifler {m} hafta boyunca halka açık kalacak ve isteyen herkes inceleyebilecek.",
        "{place} ilçesindeki okullar yeni yol levhaları konana kadar bir saat erken kapanacak.",
        "Geçen yılki bir rapora göre {thing} yanındaki dar köprüden günde {n} kamyon geçiyordu.",
    ),
    places=("Çınarköy", "Yeşilova", "Taşpınar", "Gökçeada Limanı", "Karasu"),
    offices=("Belediye meclisi", "Valilik", "Su idaresi", "Liman kurulu"),
    things=("kapalı çarşı", "feribot iskelesi", "halk kütüphanesi", "tramvay hattı", "yüzme havuzu"),
    people=("Selin Aydın", "Murat Korkmaz", "Deniz Yalçın", "Elif Şahin"),
)
INDONESIAN = Words(
    titles=(
        "{thing} di {place} dibuka setelah {m} tahun dikerjakan",
        "{office} menambah {n} juta untuk {thing} di {place}",
        "{n} warga {place} meminta {thing} dipertahankan",
        "Angin kencang merusak {thing} di {place}, {n} rumah tanpa listrik",
        "{person} memimpin pembangunan {thing} di {place}",
    ),
    sentences=(
        "{office} memutuskan pada Selasa malam bahwa {thing} di {place} dibangun dalam {m} tahap.",
        "Sekitar {n} orang datang ke pertemuan di {place} sehingga aula tidak cukup besar.",
        "{person}, yang memimpin pekerjaan itu, mengatakan tanahnya lebih lunak daripada perkiraan.",
        "Tahap pertama menelan biaya {n} juta dan hampir separuhnya ditanggung oleh {office}.",
        "Tidak ada yang mau menunggu satu musim lagi, kata {person} di hadapan warga {place}.",
        "Semua penawaran dibuka untuk umum selama {m} minggu dan siapa pun boleh melihatnya.",
        "Sekolah di {place} memulangkan murid satu jam lebih awal sampai rambu jalan terpasang.",
        "Laporan tahun lalu mencatat {n} truk sehari di jembatan sempit dekat {thing}.",
    ),
    places=("Teluk Mawar", "Bukit Cemara", "Muara Jati", "Kampung Lontar", "Tanjung Sirih"),
    offices=("Dewan kota", "Pemerintah kabupaten", "Badan air", "Otoritas pelabuhan"),
    things=("dermaga feri", "pasar tertutup", "kolam renang", "perpustakaan umum", "jalur trem"),
    people=("Rina Kusuma", "Bambang Hartono", "Dewi Anggraini", "Agus Saputra"),
)
WIDER = {"ar": ARABIC, "hi": HINDI, "tr": TURKISH, "id": INDONESIAN}
POOLS.update(WIDER)
ZONES.update({"ar": 3, "hi": 5.5, "tr": 3, "id": 7})
