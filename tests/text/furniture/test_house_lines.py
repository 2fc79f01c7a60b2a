"""Whole lines of a paper's own go wherever they stand; sentences of a report that begin alike stay."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest

from newsarchive.text.furniture import furniture_kind, trim_furniture
from newsarchive.text.furniture.house_lines import house_kind

TOLD = (
    "The ferry to the northern islands stays in harbour until Thursday, the company said on Monday.",
    "Two of its three engines had failed in the storm, and the spare parts come by train.",
    "Passengers get their money back, or a place on the bus that leaves at seven each morning.",
)

HOUSE = """
未经授权，禁止转载。
未经青河网书面许可，不得转载、摘编，违者必究。
本文系青河网独家稿件，未经授权，不得转载。
本文版權所有，未經授權不得轉載。
無断転載を禁じます。
記事・写真の無断転載・複製を禁じます
무단 전재 및 재배포 금지
<저작권자(c) 청하일보, 무단 전재-재배포, AI 학습 및 활용 금지> 2031/05/03 10:11 송고
جميع الحقوق محفوظة.
Alle Rechte vorbehalten. Vervielfältigung nur mit Genehmigung der Harbour Press
Prohibida su reproducción total o parcial
Все права защищены
Tüm hakları saklıdır.
Copyright 2031 The Harbour Press. All rights reserved. This material may not be published, broadcast, \
rewritten or redistributed without permission.
제보는 카카오톡 harbourtip
▶ 기사제보 카카오톡 제보하기
■ 제보하기
Нашли ошибку? Выделите текст и нажмите Ctrl+Enter
Знайшли помилку в тексті? Виділіть її та натисніть Ctrl + Enter
Spotted a typo? Please select it and press Ctrl+Enter
For feedback, complaints, or inquiries, contact us.
Read the latest news on our WhatsApp channel. Click here to join.
Folgen Sie uns auf Facebook, Instagram und Google News
Mehr Nachrichten aus der Region lesen Sie in unserer App.
Suivez-nous sur Facebook et X
Síguenos en Facebook y X
Sigue toda la información de Economía en Facebook y X, o en nuestra newsletter semanal.
Seguici anche su Google News e iscriviti al canale WhatsApp
Volg ons op Facebook
Dziękujemy, że przeczytałaś/eś nasz artykuł do końca. Bądź na bieżąco! Obserwuj nas w Wiadomościach Google.
Urmărește-ne și pe Google News
Ακολουθήστε το limani.example στο Google News και μάθετε πρώτοι όλες τις ειδήσεις
Читайте нас в Telegram.
WhatsApp kanalımıza katılın, gelişmeleri kaçırmayın.
Baca berita terbaru Pelabuhan lainnya di: Google News
ติดตามเราได้ที่ Line @harbour
請即下載「海港」App，接收最快新聞資訊
返回青河网，查看更多
本网登载此文出于传递更多信息之目的，并不意味着赞同其观点或证实其描述。文章内容仅供参考，不构成投资建议。投资者据此操作，风险自担。
文章內容僅供參考，不構成任何投資建議
本文由 青河網 授權發表，並經青河網編輯。轉載此文章須經作者同意，並請附上出處（青河網）及本頁鏈接。
未按规范转载者，青河网保留追究相应责任的权利
法律声明：本网站刊登的新闻信息和各种专题资料，均为青河网版权所有，未经协议授权，禁止下载使用。
打开青河App，阅读全文
開啟青河 App，閱讀全文
※以上言論不代表青河媒體集團立場
本报新闻热线 555010 欢迎读者提供线索
新聞熱線：2555 0101
查看原文
点击下方“阅读原文”查看更多
>>>点击进入专题页面
点击图片进入下一页>>
【更多详情请点击】
更多精彩内容请点击首页>>
想了解更多资讯，请关注本报官方微博@青河晚报
按這裡追蹤我們的Telegram頻道
加入青河新聞粉絲團，掌握最新消息
您的浏览器不支持视频播放，请升级浏览器或安装插件
您对此文的感受是：
未来面前，你我还都是孩子，还不去下载 青河App 看新鲜事！
【我来说两句】
本文来源：网络，版权归原作者所有，如有侵权请联系删除QQ：10000000
声明：转载此文是出于传递更多信息之目的。若有来源标注错误或侵犯了您的合法权益，请作者持权属证明与本网联系，我们将及时更正、删除，谢谢。
轉載自網絡，如有侵權，請聯繫刪除
本文由青河网整理发布，转载请注明出处：http://www.qinghe.example/1.html
Get our newsletter
The best of Harbour News, delivered to your inbox every morning
Get the best stories, delivered to your inbox every morning
The Harbour Letter newsletter provides all the news you need to start your day. Sign up here.
By submitting, you consent to receiving marketing emails from Harbour. If you don't want these, tick here
Recevez chaque matin l’essentiel de l'actualité.
Ontvang elke ochtend het belangrijkste nieuws in je mailbox. Schrijf je in
Få de viktigaste nyheterna direkt i din inkorg varje morgon. Prenumerera
Vui lòng nhập email để nhận bản tin
Story continues below this ad
Ads by harbourAds
[PR]
ADS
Image copyrightGetty Images
Haberin Devamı
Dalszy ciąg materiału pod wideo
Article réservé à nos abonnés
Box aufklappen
Box aufklappenBox zuklappen
Participe do nosso canal no WhatsApp
Add articles to your saved list and come back to them anytime.
list of 2 items
end of list
כתבות נוספות:
ข่าวที่เกี่ยวข้อง
Ссылки по теме
To view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video
PUB
(جاری ہے)
Halaman selanjutnya
تكبير الخط
Join our Telegram group for breaking news and live updates
No part of this article may be reproduced without the written permission of Harbour Media.
Stay connected with us: Follow us on Instagram and YouTube.
ताजा खबरों के लिए हमारे टेलीग्राम चैनल को सब्सक्राइब करें।
সর্বশেষ সংবাদ জানতে আমাদের ফেসবুক পেজে যুক্ত থাকুন
کانال واتساپ ما را دنبال کنید
تازہ ترین خبروں کے لیے ہمارا ٹیلی گرام چینل فالو کریں
للانضمام إلى قناتنا على تلغرام اضغط هنا
עקבו אחרינו באינסטגרם
Pratite nas i na našem Viber kanalu
Подпишитесь на нас в Дзене
Підписуйтесь на наш Viber-канал
Instagram'da bizi takip edin
Kövess minket az Instagramon!
Suscríbete a nuestro canal de YouTube
Ikuti kami di Instagram dan TikTok
ติดตามเราได้ที่ เฟซบุ๊ก เพจข่าวท่าเรือ
გამოგვყევით Facebook-ზე
This post may contain affiliate links. Please read our disclosure policy.
Disclosure: This recipe contains affiliate links.
If you buy something through links on our site, we may earn a small commission.
Dieser Beitrag enthält Affiliate-Links. Wir erhalten eine Provision.
Este artículo contiene enlaces de afiliados.
※本記事はプロモーションを含みます
Find out what's happening in Port Mara for free with the latest updates from Quay.
Get the best island stories delivered straight to your inbox every day from our team
Transcripts are created on a rush deadline. This text may not be in its final form and may be updated or \
revised in the future.
Copyright © 2031 Bay Radio. All rights reserved. Visit our website terms of use and permissions pages for \
further information.
Bu haberi Liman Postası mobil uygulaması ile okuyun, bildirimleri kaçırmayın.
分享至好友和朋友圈
用微信扫码二维码
"""


@pytest.mark.parametrize("line", HOUSE.strip().splitlines())
def test_it_goes_amid_a_story(line: str) -> None:
    assert house_kind(line) == "house_line"
    trimmed = trim_furniture((TOLD[0], line, *TOLD[1:]), ())
    assert trimmed.paragraphs == TOLD
    assert [(block.rule, block.text) for block in trimmed.removed] == [("house_line", line)]


HEADS = """
This article is more than two years old
Dieser Artikel ist älter als ein Jahr
Artikkelen er mer enn to år gammel.
"""


@pytest.mark.parametrize("line", HEADS.strip().splitlines())
def test_some_go_above_a_text_alone(line: str) -> None:
    assert trim_furniture((line, *TOLD), ()).paragraphs == TOLD
    elsewhere = (TOLD[0], line, *TOLD[1:], line)
    assert trim_furniture(elsewhere, ()).paragraphs == elsewhere


ENDS = """
行情快讯、深度解读，尽在青河财经APP
以上就是小编为大家带来的关于养花的全部内容，希望对大家有所帮助！
Do you have a story for The Harbour? Email us at tips@harbour.example or call 0207 000 000
Follow Harbour Press’s coverage of floods at https://harbour.example/hub/floods
Thanks for reading Quay Notes! This post is public so feel free to share it.
Kindly share this story:
Disclaimer: Harbour Press is not responsible for the views expressed in this article.
First published on: 19-05-2030 at 14:35 IST
انتهای پیام
Поделиться
We want to hear what you think about this article. Submit a letter to the editor or write to p@h.example.
The rules of replying:
Be respectful. This is a space for friendly local discussions.
Your donation will support the student journalists of Port Mara. Your contribution will help us to pay rent.
Citation: Why geese sleep at noon (2031, May 4) retrieved 6 June 2031 from https://news.example/2031-05-geese.html
Assine a revista e receba em casa a edição impressa.
Abonnez-vous à la revue et recevez-la chez vous.
"""


@pytest.mark.parametrize("line", ENDS.strip().splitlines())
def test_some_go_at_the_ends_alone(line: str) -> None:
    assert trim_furniture((*TOLD, line), ()).paragraphs == TOLD
    amid = (TOLD[0], line, *TOLD[1:])
    assert trim_furniture(amid, ()).paragraphs == amid


HONEST = """
他说，登载此文是为了让更多人知道石桥的故事。
县里的方案只供参考，不构成对商户的约束。
这本书由青河出版社授权发表，并经三位学者校订。
打开电视，阅读全文的人越来越少
以上言论不代表县里的人都这样想。
县里的新闻热线开通当天接到三百个电话。
咨询热线：0555-2555010
查看原文件的人排到了门外
点击率进入前十名
点击图片就能听到桥工的讲述
关注本报官方微博的读者昨天超过了十万
加入青河合唱团，掌握最新的唱法要花三年
您的浏览器不支持这种格式
您对此文的感受是什么？
未来面前，你我还都是孩子。
我来说两句心里话
石桥的春色，尽在一张老照片里
以上就是小编昨天在现场看到的情况，警方已介入调查。
本文作者认为，如果平台侵犯用户权益，用户应联系监管部门删除信息。
部分图片来自网络，他承认，如有人指出侵权，他就请律师与对方协商。
本文由张三执笔，转载到多家报纸后引起争议。
未经青河网许可，禁止转载的规定引发了三家报社之间的诉讼。
未经业主同意，不得使用该区域。
未经她同意，禁止转载。
未经授权，禁止转载的规定引发了三家报社之间的诉讼。
未经授权，禁止转载的规定将由高等法院审理。
未经海关许可，不得擅自转载。
未经该报社许可，不得转载。
« Toute reproduction interdite. »
«Все права защищены».
Cet article a plus de 60 ans.
This article is more than 50 years old.
Bitte passen Sie die Einstellungen an.
Optimieren Sie Ihre Browsereinstellungen.
Folgen Sie der Polizei Bremen auf Instagram.
Suivez la conférence de presse sur YouTube.
Siga a apuração dos votos no YouTube.
Volg de brandweer van Rotterdam op X.
Читайте полный текст заявления министра в Telegram.
Подписывайтесь на канал городской полиции в Telegram.
Join the Harbour Street neighbours WhatsApp group.
Kövesse a rendőrség Facebook-oldalát is.
Participe do canal da prefeitura no WhatsApp.
Get the latest parish newsletter.
You can now listen to five hundred articles.
Recibí en tu correo las amenazas que ese hombre me había escrito durante los meses de invierno.
Ontvang elke dag honderd euro in je mailbox.
Fraudsters now send a hundred fake invoices, straight to your inbox every day.
The best of the gangs send invoices, straight to your inbox every day.
The gangs send fake news, straight to your inbox.
He promised fewer letters and more updates, delivered to your inbox.
本文版权所有的说法，法院没有采纳。
無断転載を禁じますと書かれた張り紙が、倉庫の壁に残っていた。
무단 전재 및 재배포 금지 조항을 두고 두 신문이 다투고 있다.
제보는 카카오톡으로 받는다고 경찰은 밝혔다.
جميع الحقوق محفوظة للنقابة بموجب القانون الجديد الذي أقره المجلس أمس.
Alle Rechte vorbehalten will sich der Verlag auch in Zukunft, wie er am Montag mitteilte.
Todos los derechos reservados a las islas pasan al puerto, según la sentencia.
Все права защищены законом, напомнил суд в понедельник.
“All rights reserved for the islanders,” says the sign on the pier.
Нашли ошибку в расчётах: мост закроют ещё на неделю.
For feedback, complaints, or inquiries, residents had to write to three offices, the audit found.
Read the latest news on our WhatsApp channel, the message said, and it led to a page of thieves.
Folgen Sie uns auf Facebook, stand auf dem Zettel, den die Betrüger verteilten.
Suivez-nous sur Facebook, disait l'affiche, que la ville a fait retirer lundi.
Síguenos en Facebook, decía el cartel que la alcaldesa retiró el lunes.
Volg ons op Facebook en win een reis, stond in het bericht van de oplichters.
Читайте договор в Telegram и не подписывайте его, советует юрист.
WhatsApp kanalımıza katılın, diyen dolandırıcılar 40 kişiyi soydu.
請即下載文件，並在星期五前交回學校。
返回青河后，他查看了更多档案。
Get the newsletter out of the tax office by Monday, the council told its press room.
Spam lands in your inbox every morning, and the law does little about it.
The Harbour Letter newsletter provides work for four people. Sign-ups doubled in May.
Recevez chaque matin vos clients debout, conseille le manuel que le tribunal a cité.
Ontvang elke ochtend je medicijnen in je mailbox: de apotheek stopt ermee.
Story continues below this ad, readers were told, and half of them left the page.
Ads by the two parties cost four million in May.
PR
Ads
Image copyright law
Allow adult content?
Haberin devamı yarın geleceğini söyleyen yazı kaldırıldı.
Article réservé à nos abonnés : le quotidien explique pourquoi il change de prix.
This article is more than two years old, and the ministry has not answered it yet.
Dieser Artikel ist älter als ein Jahr im Handel gewesen, sagt der Wirt.
Participe do canal de perguntas no WhatsApp, dizia o golpe que enganou quarenta pessoas.
View on X of the harbour was mixed in May.
The list of 2 items that the museum wants back was read out in court.
Do you have a story for The Harbour? That is what she asked of everyone who came to the kiosk.
Follow the ministry's coverage of the floods at the station, officials said.
Thanks for reading the small print, the judge told the ferry company.
Unlocking articles for children is what the library wants.
Join our WhatsApp channel, the message said, and forty people lost their money.
Please enable JavaScript, the form told blind voters on Sunday.
Read in Peace
देश की सेवा के लिए हमारे साथ जुड़ें।
আমাদের গ্রামে যোগ দিন।
ہمارے قافلے میں شامل ہوں۔
تابعوا المباراة عبر فيسبوك.
הצטרפו אלינו ברחוב מאות תושבים.
Pratite nas, pisalo je na poruci prevaranata.
Подписывайтесь на наш канал, писали мошенники пенсионерам.
Долучайтесь до нашого збору на човен.
Sigue nuestro canal de riego sin agua, dicen los vecinos.
Tham gia nhóm Zalo đầu tư, bà Lan mất hai tỷ đồng.
ติดตามข่าวผ่านเฟซบุ๊ก ชาวบ้านรู้เรื่องน้ำท่วมก่อนใคร
Ikuti kanal irigasi itu sampai ke desa.
Halaman rumah itu penuh lumpur.
Clique aqui para seguir, dizia o golpe que enganou quarenta pessoas.
Support our journalism students, the dean asked.
First published on a Sunday in 1904, the paper closes.
Kövessenek minket, kérte a túravezető.
Folgen Sie unserem WhatsApp-Kanal, stand in der Nachricht der Betrüger.
Подписаться на наш протест можно в ратуше.
Следите за нами на нашем пути через Сибирь.
Підпишіться на нашу петицію проти забудови парку.
Sumali sa aming protesta sa Biyernes.
Ikuti kami di jalan yang panjang ini.
Rejoignez notre groupe de marche le dimanche à la gare.
Únete a nuestra comunidad de lectores y comparte tu historia.
Reciba las noticias de su hijo en el celular.
以上报价收集自三家店铺，如与实际价格有错误，请联系店主。
图片来自网络的骗局增多，一旦发现错误信息，请尽快告知警方。
Follow the harbour master’s WhatsApp channel.
Join our Facebook group for parents of missing children.
Disclaimer: The author does not own shares of the company named here.
Please share this story with your children.
Support independent journalism by small papers.
First published on: 12 March 1887
This report must be read without the permission of the king.
Pratite nas na putu od Beograda do Niša.
Пратите нас на путу до Ниша.
Na ndiqni në rrugën për në Tiranë.
Spremljajte nas na poti po Sloveniji.
Urmărește-ne pe drumul spre Cluj.
Jälgi meid läbi metsa.
Seko mums līdz pilij uz kalna.
ما را در کوه دنبال کنید.
Jiunge na yetu safari.
Mời độc giả theo dõi trang 12 của báo.
हमारे गाँव के ग्रुप से जुड़ें।
This site contains affiliate links, the regulator found, and readers were not told.
This page contains affiliate links. The court called that an advert.
This page contains affiliate links. When reporters asked why you cannot see them, the shop fell silent.
We earn a commission when you buy through our links, the letter to the shops said.
Dieser Beitrag enthält Werbelinks. Das Gericht verlangt, dass Sie es vor dem Klick sehen.
Mit Ihrer Zustimmung werden externe Karten des Hafens geladen
When you buy through links, somebody earns: the report says who.
Dieser Beitrag enthält Affiliate-Links, rügt die Verbraucherzentrale.
Find out what's happening in the valley before you vote, the mayor asked.
Get the best island stories delivered to the jury every day, the judge said.
Your donation will support the dig, the museum wrote to its 400 friends.
Be respectful. That is all the sign on the pier says.
The rules of replying to a summons have changed.
Subscribe to the magazine and you get a knife, the poster said.
Transcripts are created on a rush deadline, the union of stenographers complains.
Mit Ihrer Zustimmung wird hier ein externes Gutachten bezahlt, las der Richter vor.
分享至好友的照片被人盗用。
微信扫码付款的老人越来越多。
ताज्या घडामोडींच्या बातम्या वाचण्यासाठी लोक वाचनालयात जातात.
"""


@pytest.mark.parametrize("line", HONEST.strip().splitlines())
def test_what_only_begins_alike_stays_at_the_end_too(line: str) -> None:
    assert house_kind(line) is None
    lines = (*TOLD[:2], line, TOLD[2], line)
    assert trim_furniture(lines, ()).paragraphs == lines


CONSENT = """
This content is provided by Waveplay, which may be using cookies and other technologies. To show you this \
content, we need your permission to use cookies. You can change your settings via the Privacy Options.
Unfortunately we have been unable to verify if you have consented to Waveplay cookies. To view this content \
you can use the button below to allow Waveplay cookies for this session only.
This article contains content provided by Waveplay. We ask for your permission before anything is loaded, \
as they may be using cookies and other technologies. You may want to read Waveplay’s cookie policy and \
privacy policy before accepting. To view this content choose ‘accept and continue’.
Allow Waveplay content?
Empfohlener externer Inhalt
An dieser Stelle finden Sie einen externen Inhalt von Waveplay, der den Artikel ergänzt und von der \
Redaktion empfohlen wird. Sie können ihn sich mit einem Klick anzeigen lassen.
Mit Ihrer Zustimmung wird hier ein externes Waveplay-Video (Waveplay Limited) geladen.
Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden. Damit können personenbezogene \
Daten an Drittplattformen übermittelt werden.
Um eingebettete Inhalte anzuzeigen, ist deine widerrufliche Einwilligung in die Übermittlung von \
personenbezogenen Daten notwendig.
Ce contenu est bloqué car vous n'avez pas accepté les cookies et autres traceurs. Ce contenu est fourni par X.
Deze inhoud kan niet worden weergegeven omdat je geen toestemming hebt gegeven voor cookies van derden.
Questo contenuto è ospitato da terze parti. Per visualizzarlo devi accettare i cookie.
Du skal acceptere marketing-cookies for at se dette indhold fra Waveplay.
Para ver este contenido de Waveplay debes aceptar las cookies de terceros.
"""


@pytest.mark.parametrize("line", CONSENT.strip().splitlines())
def test_a_box_in_the_place_of_an_embed_is_none_of_the_text(line: str) -> None:
    trimmed = trim_furniture((TOLD[0], line, *TOLD[1:]), ())
    assert trimmed.paragraphs == TOLD
    assert [block.rule for block in trimmed.removed] == ["embed_consent"]


@pytest.mark.parametrize(
    "line",
    [
        "This content is provided by two agencies, which share the costs.",
        "To show this video, you need the permission of the family, the judge told the broadcaster.",
        (
            "To view this content you must give your consent, the regulator found, and that is against"
            " the law."
        ),
        "To view this content, you need to accept cookies. The court found the cookies harmless.",
        (
            "Um diese eingebetteten Inhalte zu sehen, muss jeder Nutzer nun ausdrücklich einwilligen,"
            " urteilte das Gericht."
        ),
        "Om deze inhoud te tonen moet je toestemming hebben van de maker, zei de rechter.",
        "Per vedere questo contenuto è necessario il consenso dei genitori, ha deciso il garante.",
        "To view this content, you need a library card. The library opens at nine.",
        "To view this content, you need to accept cookies. The court called that a trap for children.",
        "Um eingebettete Inhalte anzuzeigen, brauchte das Museum drei Jahre. Der Rat lobte es.",
        "Deze inhoud kan niet worden geleverd, zei de drukker maandag.",
        "Du skal acceptere cookies for at se billetprisen. Det er ulovligt, siger tilsynet.",
        "Para ver este contenido hay que ir a la biblioteca del puerto.",
        "Questo contenuto è ospitato da terze parti. Il tribunale ha dato ragione ai pescatori.",
    ],
)
def test_a_report_on_such_boxes_stays(line: str) -> None:
    assert house_kind(line) is None


def test_rows_of_a_page_go_over_a_text() -> None:
    rows = (
        "Yazı Boyutu: A A A",
        "Submitted by harbour15 on Wed, 2031-09-14 18:22",
        (
            "This is AI generated summarization, which may have errors."
            " For context, always refer to the full article."
        ),
    )
    for row in rows:
        assert trim_furniture((row, *TOLD), ()).paragraphs == TOLD


def test_each_form_of_the_table_is_one_that_lines_can_be_looked_up_by() -> None:
    table = files("newsarchive.text.furniture").joinpath("data", "house_lines.tsv").read_text("utf-8")
    rows = [row.split("\t") for row in table.splitlines() if not row.startswith("#")]
    assert all(len(row) == 3 for row in rows)
    assert {place for place, _, _ in rows} == {"anywhere", "head", "ends", "consent"}
    assert len({form for _, _, form in rows}) == len(rows)


@pytest.mark.parametrize(
    "begin", ["Follow ", "未经", "Get the ", "The ", "Folgen Sie uns auf Facebook, ", "Читайте "]
)
def test_long_lines_are_looked_at_in_linear_time(begin: str) -> None:
    started = time.process_time()
    for _ in range(50):
        furniture_kind((begin + "harbour news " * 60)[:600])
        furniture_kind((begin + "a" * 600)[:600])
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "line",
    [
        "Wir verwenden Cookies, um unsere Seite zu verbessern",
        "Diese Webseite nutzt Cookies, die Anzeigen auswählen",
        "We use cookies to improve this site",
    ],
)
def test_a_notice_on_cookies_of_a_site_goes(line: str) -> None:
    assert house_kind(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Wir verwenden Cookies, die in der Dose zerbrochen sind, als Brösel",
        "Wir verwenden Cookies, um den Rand des Kuchens zu stützen",
        "We use cookies to hold the jelly and to keep the rim dry",
    ],
)
def test_cookies_of_a_kitchen_stay(line: str) -> None:
    assert house_kind(line) is None
