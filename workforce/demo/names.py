"""Invented names for the demo year: common ones, combined by a fixed seed. Nobody in particular."""

from workforce.people.rules.names import Name, name_of

FAMILIES = [
    pair.split("/")
    for pair in [
        "佐藤/サトウ",
        "鈴木/スズキ",
        "高橋/タカハシ",
        "田中/タナカ",
        "伊藤/イトウ",
        "渡辺/ワタナベ",
        "山本/ヤマモト",
        "中村/ナカムラ",
        "小林/コバヤシ",
        "加藤/カトウ",
        "吉田/ヨシダ",
        "山田/ヤマダ",
        "佐々木/ササキ",
        "山口/ヤマグチ",
        "松本/マツモト",
        "井上/イノウエ",
        "木村/キムラ",
        "林/ハヤシ",
        "斎藤/サイトウ",
        "清水/シミズ",
        "山崎/ヤマザキ",
        "森/モリ",
        "池田/イケダ",
        "橋本/ハシモト",
        "阿部/アベ",
        "石川/イシカワ",
        "山下/ヤマシタ",
        "中島/ナカジマ",
        "石井/イシイ",
        "小川/オガワ",
        "前田/マエダ",
        "岡田/オカダ",
        "長谷川/ハセガワ",
        "藤田/フジタ",
        "後藤/ゴトウ",
        "近藤/コンドウ",
        "村上/ムラカミ",
        "遠藤/エンドウ",
        "青木/アオキ",
        "坂本/サカモト",
        "福田/フクダ",
        "太田/オオタ",
        "西村/ニシムラ",
        "藤井/フジイ",
        "金子/カネコ",
        "岡本/オカモト",
        "藤原/フジワラ",
        "三浦/ミウラ",
        "中野/ナカノ",
        "原田/ハラダ",
        "松田/マツダ",
        "竹内/タケウチ",
        "小野/オノ",
        "田村/タムラ",
        "髙﨑/タカサキ",
        "𠮷田/ヨシダ",
        "渡邊/ワタナベ",
        "齋藤/サイトウ",
    ]
]
GIVEN = [
    pair.split("/")
    for pair in [
        "花子/ハナコ",
        "太郎/タロウ",
        "美咲/ミサキ",
        "翔太/ショウタ",
        "陽子/ヨウコ",
        "健一/ケンイチ",
        "由美子/ユミコ",
        "浩/ヒロシ",
        "真由美/マユミ",
        "大輔/ダイスケ",
        "久美子/クミコ",
        "誠/マコト",
        "恵子/ケイコ",
        "直樹/ナオキ",
        "明美/アケミ",
        "隆/タカシ",
        "裕子/ユウコ",
        "和也/カズヤ",
        "さくら/サクラ",
        "蓮/レン",
        "結衣/ユイ",
        "大翔/ヒロト",
        "葵/アオイ",
        "悠真/ユウマ",
        "陽菜/ヒナ",
        "湊/ミナト",
        "凛/リン",
        "樹/イツキ",
        "智子/トモコ",
        "達也/タツヤ",
        "幸子/サチコ",
        "茂/シゲル",
        "節子/セツコ",
        "勇/イサム",
        "和子/カズコ",
        "清/キヨシ",
        "千代/チヨ",
        "正/タダシ",
        "文子/フミコ",
        "博/ヒロシ",
        "純子/ジュンコ",
        "拓也/タクヤ",
        "愛/アイ",
        "亮/リョウ",
        "彩/アヤ",
        "優/ユウ",
        "麻衣/マイ",
        "剛/ツヨシ",
        "香織/カオリ",
        "学/マナブ",
    ]
]
ROMAN = [
    line.split("/")
    for line in (
        "NGUYEN/THI LAN/グエン/ティ ラン",
        "TRAN/VAN MINH/チャン/ヴァン ミン",
        "LE/THI HOA/レー/ティ ホア",
        "PHAM/QUOC ANH/ファム/クオック アイン",
        "HOANG/THU TRANG/ホアン/トゥ チャン",
        "VO/THANH TUNG/ヴォー/タイン トゥン",
        "DANG/MY LINH/ダン/ミー リン",
        "BUI/DUC THANG/ブイ/ドゥック タン",
        "SITI/RAHAYU/シティ/ラハユ",
        "DEWI/LESTARI/デウィ/レスタリ",
        "AGUS/SETIAWAN/アグス/スティアワン",
        "PUTRI/WULANDARI/プトリ/ウランダリ",
        "/SUKARNI//スカルニ",
        "/HTET HTET AUNG//テッ テッ アウン",
        "/KHIN MAR WIN//キン マー ウィン",
        "/AYE MYAT MON//エー ミャッ モン",
        "/ZAW LIN//ゾー リン",
        "SHRESTHA/SUNITA/シュレスタ/スニタ",
        "GURUNG/BIKASH/グルン/ビカス",
        "TAMANG/ANJU/タマン/アンジュ",
        "DELA CRUZ/MARIA LUISA/デラ クルス/マリア ルイサ",
        "SANTOS/JOSE MIGUEL/サントス/ホセ ミゲル",
        "REYES/ANGELICA/レイエス/アンヘリカ",
        "BAUTISTA/RAMON/バウティスタ/ラモン",
        "WANG/XIAOMING/ワン/シャオミン",
        "LI/NA/リー/ナー",
        "ZHANG/WEI/チャン/ウェイ",
        "CHEN/MEILING/チェン/メイリン",
    )
]
LANGUAGE_OF = {**dict.fromkeys(range(8), "vi"), **dict.fromkeys(range(8, len(ROMAN)), "easy")}


def japanese(random) -> tuple[Name, str]:
    """A Japanese name, and the language its bearer reads."""
    family, family_kana = random.choice(FAMILIES)
    given, given_kana = random.choice(GIVEN)
    return name_of(family=family, given=given, family_kana=family_kana, given_kana=given_kana), "ja"


def foreign(random) -> tuple[Name, str]:
    """A name as on a residence card, and the language its bearer chose."""
    index = random.randrange(len(ROMAN))
    family, given, family_kana, given_kana = ROMAN[index]
    language = random.choice([LANGUAGE_OF[index], LANGUAGE_OF[index], "en"])
    return name_of(family=family, given=given, family_kana=family_kana, given_kana=given_kana), language
