"""The numbers that a French passage writes, in digits or in words."""

import re
from decimal import Decimal

_SMALL = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_WORDS = {word: number for number, word in enumerate(_SMALL.split(), 1)} | _TENS | {"une": 1}
_SCALES = {"mille": 10**3, "k€": 10**3, "m€": 10**6, "md€": 10**9, "mds€": 10**9}
_SCALES |= {
    f"{word}{plural}": 10**power
    for word, power in (("millier", 3), ("million", 6), ("milliard", 9))
    for plural in ("", "s")
}
_FACTORS = {"doubl": 2, "tripl": 3, "quadrupl": 4}

_FIRST = "|".join([*_WORDS, "cents?", "mille"])
_SCALE = rf"(?:{'|'.join(_SCALES)})(?!\w)"
_NEXT = rf"(?:[ -]|(?<=te|gt) et (?=une?\b|onze\b))(?:(?:{_FIRST})\b|{_SCALE})"
_NUMBER = re.compile(
    rf"(?<!\w)(?:(?P<digits>(?:\d{{1,3}}(?: \d{{3}})+|\d+)(?:,\d+)?)(?: ?(?P<scale>{_SCALE}))?"
    rf"|(?P<words>(?:{_FIRST})\b(?:{_NEXT})*)|(?P<factor>{'|'.join(_FACTORS)}))"
)


def numbers_in(text: str) -> set[Decimal]:
    """Return the numbers of a passage; both of « de 50 à 200 millions » are in millions."""
    found: list[Decimal] = []
    text, end, scaled = text.lower(), 0, True
    for match in _NUMBER.finditer(text):
        words = re.split("[ -]", match["words"] or "")
        scale = _SCALES.get(match["scale"] or "".join(words[1:][-1:]), 1)
        if scale > 1 and not scaled and text[end : match.start()] in (" à ", " et ", " ou "):
            found[-1] *= scale
        if match["digits"]:
            found.append(Decimal(match["digits"].replace(" ", "").replace(",", ".")) * scale)
        else:
            found.append(Decimal(_FACTORS.get(match["factor"]) or _add_up(words)))
        end, scaled = match.end(), scale > 1 or bool(match["factor"])
    return set(found)


def scale_of(unit: str) -> int:
    """Return what a unit multiplies: a million for « millions d’euros », one for « euros »."""
    return _SCALES.get(unit.split(" ")[0].lower(), 1)


def _add_up(words: list[str]) -> int:
    total = below = 0  # below the next scale
    for word in words:
        if word in _SCALES:
            total, below = total + (below or 1) * _SCALES[word], 0
        elif word.startswith("cent"):
            below = (below or 1) * 100
        elif word.startswith("vingt") and below % 10 == 4:  # quatre-vingts
            below += 76
        else:
            below += _WORDS.get(word, 0)  # « et » adds nothing
    return total + below
