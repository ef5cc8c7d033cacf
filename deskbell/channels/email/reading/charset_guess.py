"""Pure. In which charset were these undeclared 8-bit bytes most likely written? Works on subjects of a few letters too.

Each candidate that can decode the bytes is scored per non-ASCII character by what people really write: frequent
letters and syllables of its language, words in one script, capitals only where words start.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

SAMPLE = 4_096
_DOUBLE_BYTE = 2
_UNLIKELY = -2.0
_NON_ASCII = re.compile(rb"[\x80-\xff]")

_HANS = frozenset(
    "的一是不了在有人这中大来上个国我以要他时们到说为子和你地出道也年得就那下生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏查账户邮箱订密码登录系统客服您好谢谢票货款价格付退换"
)
_HANT = frozenset(
    "的一是不了在有人這中大來上個國我以要他時們到說為子和你地出道也年得就那下生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員性通目報立馬命張活難神數件安表原車白應路期常提感金何更反合放做系計或司利受光請謝訂單帳號郵購物貨款價格服務您客戶"
)
_HANGUL = frozenset(
    "이다의는에을가고하지로한기사도리스시어인은나자아정대라를서있해그일수구보제전부주여으들안과음상화만원조게비와오모국장니없위할성동방연신관공용우마경학실계지발었습세면요했때된될내물말선것합출요청문드려주감사십오회중현미개단진적업무배송결확금액환불"
)
_LATIN_LETTERS = frozenset(
    "äöüßéèêëàâçôûùîïáíóúñãõåøæœÄÖÜÉÅØÆÁÍÓÚÑÇÀÈąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůýžČĎĚŇŘŠŤŮÝŽőűŐŰășțâîğışİŞĞ"
)
_FREQUENT = {  # letters of a script by how often they come, most frequent first
    "CYRILLIC": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъіїєў",
    "GREEK": "αοιετσνηυρπκμλςωδγχθφβξζψάέήίόύώ",
    "HEBREW": "יהולאמרנתבשדםחעקפכטגזןסצךףץ",
    "ARABIC": "المينرتهوبسدعفقكحةجأشطخصىذضزثءغئإآؤظ",
    "THAI": "านรอกเงมลยทวคตสปดหพะบขชจแใไโถซธผศฟณญภฮฐฆฝษ่้ัีิืุู็์ำ",
}
_TYPOGRAPHY = frozenset("’“”–—…€‘•„«»°·®©™ \u00a0、。，！？：；「」『』（）【】《》～￥％＋－／＝０１２３４５６７８９")


def guess(data: bytes, hint: str | None = None) -> str | None:
    """Names the likeliest codec, or None for bytes without anything to go by; `hint` is a codec seen nearby."""
    sample = _around_non_ascii(data)
    if not _NON_ASCII.search(sample):
        return None
    best, best_score = None, -9.0
    for codec, score_of in _CANDIDATES:
        text = _decoded(sample, codec)
        if text is None:
            continue
        score = score_of(text) + (0.7 if codec == hint else 0.0)
        if score > best_score + 1e-9:
            best, best_score = codec, score
    return best


def _around_non_ascii(data: bytes) -> bytes:
    if len(data) <= SAMPLE:
        return data
    first = _NON_ASCII.search(data)
    start = max(0, first.start() - 40) if first else 0
    sample = data[start : start + SAMPLE]
    cut = max(sample.rfind(b" "), sample.rfind(b"\n"))  # never inside a double byte
    return sample[:cut] if cut > SAMPLE // 2 else sample


def _decoded(sample: bytes, codec: str) -> str | None:
    for end in (len(sample), len(sample) - 1):
        try:
            return sample[:end].decode(codec)
        except UnicodeError:
            if len(sample) < SAMPLE // 2:
                return None
    return None


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else -9.0


def _east_asian(frequent: frozenset[str], own: Callable[[str], bool]) -> Callable[[str], float]:
    def score(text: str) -> float:
        values = []
        for char in text:
            if char < "\x80":
                continue
            if char in frequent:
                values.append(2.0)
            elif char in _TYPOGRAPHY:
                values.append(0.6)
            else:
                values.append(0.7 if own(char) else -2.0)
        return _mean(values)

    return score


def _is_han(codec: str, first: int, last: int) -> Callable[[str], bool]:
    """Whether a character lies in the block of everyday characters of its national set."""

    def own(char: str) -> bool:
        try:
            code = char.encode(codec)
        except UnicodeError:
            return False
        return len(code) == _DOUBLE_BYTE and first <= code[0] <= last and "\u4e00" <= char <= "\u9fff"

    return own


def _japanese(text: str) -> float:
    values = []
    for char in text:
        if char < "\x80":
            continue
        if "\u3041" <= char <= "\u3096" or "\u30a1" <= char <= "\u30fc":
            values.append(2.2)
        elif char in _TYPOGRAPHY:
            values.append(0.8)
        elif "\u4e00" <= char <= "\u9fff":
            values.append(0.9 if _kanji_level_1(char) else -1.0)
        else:
            values.append(-2.0)  # half-width katakana is what single bytes of anything look like
    return _mean(values)


_kanji_level_1 = _is_han("cp932", 0x88, 0x98)


def _alphabet(script: str) -> Callable[[str], float]:
    letters = _FREQUENT[script]
    weight = {letter: 2.0 - 2.2 * rank / len(letters) for rank, letter in enumerate(letters)}

    def score(text: str) -> float:
        values = []
        before = " "
        for char in text:
            if char >= "\x80":
                value = weight.get(char.lower(), 0.4 if char in _TYPOGRAPHY else _UNLIKELY)
                if before.islower() and char.isupper():
                    value -= 2.5
                if value > _UNLIKELY and char.isalpha() and before < "\x80" and before.isalpha():
                    value -= 1.5  # two scripts in one word
                values.append(value)
            before = char
        capitals = sum(1 for char in text if char >= "\x80" and char.isupper())
        small = sum(1 for char in text if char >= "\x80" and char.islower())
        return _mean(values) - (0.6 if capitals > small > 0 else 0.0)

    return score


def _latin(text: str) -> float:
    values = []
    for at, char in enumerate(text):
        if char < "\x80":
            continue
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        in_word = before.isalpha() or after.isalpha()
        if char in _LATIN_LETTERS:
            value = 1.6
        elif char.isalpha():
            value = 0.2
        elif char in _TYPOGRAPHY:
            value = 0.8
        else:
            value = -1.6 if in_word or unicodedata.category(char) == "Cc" else -0.4
        if before >= "\x80" or after >= "\x80":
            value -= 0.9
        if char.isupper() and (before.islower() or (after.islower() and before.isalpha())):
            value -= 2.0
        values.append(value)
    return _mean(values)


def _less(amount: float, score_of: Callable[[str], float]) -> Callable[[str], float]:
    """The rarer of two charsets for the same letters has to be better by so much."""
    return lambda text: score_of(text) - amount


_CANDIDATES: tuple[tuple[str, Callable[[str], float]], ...] = (
    ("cp1252", _latin),
    ("cp1250", _less(0.05, _latin)),
    ("iso8859-2", _less(0.08, _latin)),
    ("cp1254", _less(0.1, _latin)),
    ("cp1257", _less(0.4, _latin)),
    ("cp850", _less(0.5, _latin)),
    ("mac_roman", _less(0.5, _latin)),
    ("cp1251", _alphabet("CYRILLIC")),
    ("koi8-r", _alphabet("CYRILLIC")),
    ("iso8859-5", _less(0.2, _alphabet("CYRILLIC"))),
    ("cp866", _less(0.2, _alphabet("CYRILLIC"))),
    ("cp1253", _alphabet("GREEK")),
    ("cp1255", _less(0.4, _alphabet("HEBREW"))),
    ("cp1256", _less(0.5, _alphabet("ARABIC"))),
    ("cp874", _less(0.1, _alphabet("THAI"))),
    ("gb18030", _east_asian(_HANS, _is_han("gb2312", 0xB0, 0xD7))),
    ("big5hkscs", _east_asian(_HANT, _is_han("big5", 0xA4, 0xC6))),
    ("cp949", _east_asian(_HANGUL, lambda char: "\uac00" <= char <= "\ud7a3" and _is_ksc(char))),
    ("cp932", _japanese),
    ("euc_jp", _japanese),
)


def _is_ksc(char: str) -> bool:
    """Whether a Hangul syllable is one of the 2,350 that everyday Korean needs."""
    try:
        return len(char.encode("euc_kr")) == _DOUBLE_BYTE
    except UnicodeError:
        return False
