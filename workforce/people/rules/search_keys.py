"""One key for what was stored and for what was typed into a search, so that a prefix of one finds the other."""

import re
from unicodedata import category, normalize

from jaconv import hira2kata

from .kana import folded

# Variants of kanji common in names, each row ending in the form people type: 髙橋 is found by 高橋.
VARIANTS = (
    "髙高 﨑嵜崎 𠮷吉 濵濱浜 邉邊辺 齋齊斎斉 澤沢 廣広 國国 嶋嶌島 德徳 惠恵 眞真 櫻桜 瀨瀬 槇槙 黑黒 淸清 增増 靑青 "
    "曻昇 賴頼 龍竜 壽寿 榮栄 藏蔵 將将 實実 豐豊 淵渕 舘館 圓円 縣県 關関 學学 鐵鉄 會会 條条 彥彦 槗橋 冨富 "
    "峯峰 萬万 與与 佛仏 靜静 禮礼 祿禄 緖緒 彌弥 遙遥 曉暁 顯顕 晃晄 穗穂 莊荘 槪概"
)
COMMON = str.maketrans({other: row[-1] for row in VARIANTS.split() for other in row[:-1]})
LATIN = str.maketrans({"Đ": "D", "Ð": "D", "Ł": "L", "Ø": "O", "ẞ": "SS", "İ": "I"})
SILENT = re.compile(r"[\s'’.,・＝=゠()\-‐‑–—−]+")
KANA_RUN = re.compile("[ァ-ヺー]+")
MARKS = re.compile("[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # accents, variant selectors


def search_key(text: str) -> str:
    """やまだ, ﾔﾏﾀﾞ and ヤマタ are one key; so are 髙橋 and 高橋, `Nguyễn Văn` and NGUYENVAN. Spaces do not count.

    Never refuses; text without a letter or digit gives an empty key, which must find nothing.
    """
    text = normalize("NFKC", text.replace("゛", "\u3099").replace("゜", "\u309a"))
    text = SILENT.sub("", hira2kata(text.translate(COMMON)).upper())
    text = KANA_RUN.sub(lambda run: folded(run[0]), text)
    text = MARKS.sub("", normalize("NFD", text)).translate(LATIN)
    return "".join(one for one in text if category(one)[0] in "LMN")
