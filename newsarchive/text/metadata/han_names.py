"""Telling a Chinese person's name from other Chinese words."""

from __future__ import annotations

import re

# The hundred commonest surnames cover 85 % of mainland names (Ministry of Public Security, report of 2021);
# the rest are the Hundred Family Surnames still in use.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫阎雷段龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文"
    "樊兰殷施洪翟安颜倪牛鲁芦温季俞章庞岳毕齐聂梅庄葛祝靳左焦包宁阮纪柳耿关童欧凌管司甘喻游祁辛尚符单盛路柴裴解尤柯涂霍苗曲翁甄詹车连华成卫麦娄项党冷桂房邢柏戚滕覃鲍边费卞晏席卓迟仇屠缪谷蒙闵丛冉应査查栾荆明井池佟瞿占艾谈"
    "计宫储隋鞠原敖苑那桑富米和景幸巩蔺褚晁沙郎匡植全来国时伍简饶丰臧郁乌初戈木强商宗车牟封谌岑巴胥银衣芮鄂盖桓邬匡扶昝楚伊古蓝仲麻宿寇居封乐阿巫农阳阴粟敬竺展冼苟辜诸言岩泽哈才旦海多索次格拉尼平达扎洛珠贡嘎德"
    "張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮蕭餘葉蘇呂盧鐘鍾薑譚陸範韋賈鄒邱閻龍賀顧龔萬錢嚴湯喬賴蘭顏倪魯溫龐岳畢齊聶莊葛寧紀關歐凌管單盧車連華衛麥婁項黨馮鮑邊費蔣"
    "來儲叢國宮嶽強應於時樂欒澤烏簡繆羅荊蓋藍藺蘆計談諶諸豐貢農遊達遲鄔銀閆閔陰陽鞏饒鬱"
)
COMPOUND = (
    "欧阳",
    "歐陽",
    "上官",
    "司马",
    "司馬",
    "诸葛",
    "諸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "端木",
    "夏侯",
    "宇文",
    "长孙",
    "申屠",
    "呼延",
    "南宫",
)
HAN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
FOREIGN_NAME = re.compile(r"^[\u4e00-\u9fff]{2,8}[·•.．][\u4e00-\u9fff]{1,10}(?:[·•][\u4e00-\u9fff]{1,10})?$")
NOT_A_NAME = re.compile(
    r"(?:记者|記者|报道|報道|报导|報導|通讯|编辑|編輯|摄影|新闻|新聞|日报|日報|晚报|早报|时报|時報|周刊|杂志|雜誌|电视|电台|广播|网站|網站|在线|客户端|频道"
    r"|中心|公司|网络|科技|工作室|编辑部|宣传|办公室|论坛|博客|小编|传媒|供图|受访|图片|集团|大学|学院|政府|委员|部门|法院|公安|社区|平台|综合|整理|来源|作者|责任|本报|本网|本刊|本社"
    r"|新华|人民网|中新|央视|澎湃|专栏|专稿|特约|官方|公众号|转载|原创|网友|匿名|佚名|未知|管理员|电讯|获悉|了解|表示|介绍|采访|发现|今天|今日|昨日|昨天"
    r"|日前|从|获|称|于|[网報报社台站局厅部院校会委刊]$)"
)


def is_han_name(name: str) -> bool:
    """Whether `name` reads as a Chinese person's: surname and one to three characters, or a foreign name."""
    if FOREIGN_NAME.match(name):
        return not NOT_A_NAME.search(name.split("·", maxsplit=1)[0])
    if not HAN_NAME.match(name) or NOT_A_NAME.search(name):
        return False
    return name.startswith(COMPOUND) if len(name) == 4 else name[0] in SURNAMES or name.startswith(COMPOUND)
