"""French wording: numbers, dates, articles, typographic spaces."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip

NARROW = "\u202f"  # espace fine insécable
NO_BREAK = "\u00a0"  # espace insécable

# The spaces that become no-break, narrow between thousands only: at the size of a text, a narrow one
# glues a sign to its word.
_SPACE = re.compile(
    r" (?=[:;!?»%€])|(?<=«) |(?P<thousands>(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d{3})) (?=\d{3}(?!\d)))"
    r"|(?<=n°) |(?<=\bart\.) |(?<=\b[LRD]\.) |(?<=\d) (?=euros|millions|M€)"
    rf"|(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b1er)) (?=(?:{'|'.join(MONTHS)})\b)"
)
_WRITTEN_DAY = re.compile(r"(\d{1,2})(?:er)?[ /.-]([a-zéû]+|\d{1,2})[ /.-](\d{4})", re.ASCII)
_MARKUP = re.compile(r"(<(?:code|pre|script)\b.*?</(?:code|pre|script)>|<[^>]+>)", re.DOTALL)


@lru_cache(maxsize=16_384)  # names and labels come back on every page
def typeset(text: str) -> str:
    """Make the right spaces no-break. One character for one: positions in the text hold."""
    return _SPACE.sub(lambda match: NARROW if match["thousands"] else NO_BREAK, text)


def typeset_html(html: str) -> str:
    """Set the spaces of the text of an HTML fragment, code excepted."""
    parts = _MARKUP.split(html)
    return "".join(typeset(part) if index % 2 == 0 else part for index, part in enumerate(parts))


_OPENED = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
# Letters that no accent makes: an identifier would lose them.
_LATIN = str.maketrans({"ß": "ss", "ẞ": "ss", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
                        "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ħ": "h", "Ħ": "h", "ı": "i"})  # fmt: skip


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened: for search and sorting."""
    parts = unicodedata.normalize("NFD", text.lower().translate(_OPENED))
    return "".join(part for part in parts if not unicodedata.combining(part))


def slugify(text: str, longest: int = 60) -> str:
    """Return an identifier: lower case, without accents, words tied by hyphens, not cut in a word."""
    words = re.findall(r"[a-z0-9]+", fold(unicodedata.normalize("NFKC", text).translate(_LATIN)))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:longest]
        if len(longer) > longest:
            break
        slug = longer
    return slug


def format_day(day: date, before: str = "") -> str:
    """Return « 31 décembre 2010 », « 1er octobre 2009 »; after « du » or « au plus tard le » if given.

    Nothing else writes a word that a date governs: a wording with its own article contracts here.
    """
    number = "1er" if day.day == 1 else str(day.day)
    return f"{before} {number}{NO_BREAK}{MONTHS[day.month - 1]} {day.year}".lstrip()


def read_day(text: str) -> date | None:
    """Return the day that « 31 décembre 2010 », « 31/12/2010 » or « 2010-6-1 » names, else None."""
    parts = text.strip().lower()
    if re.fullmatch(r"\d{4}[ /.-]\d{1,2}[ /.-]\d{1,2}", parts, re.ASCII):
        parts = "-".join(reversed(re.split("[ /.-]", parts)))
    if not (match := _WRITTEN_DAY.fullmatch(parts)):
        return None
    day, month, year = match.groups()
    try:
        rank = int(month) if month.isdecimal() else MONTHS.index(month) + 1
        return date(int(year), rank, int(day))
    except ValueError:
        return None


def format_partial_date(moment: str, before: str = "", before_day: str = "") -> str:
    """Return a date known to the year, the month or the day, in words; ValueError for none.

    « de » or « du » come before it if given: « de 2010 », « d’avril 2010 », « du 1er avril 2010 ».
    """
    parts = [int(part) for part in moment.split("-")]
    if len(parts) == 3:
        return format_day(date(*parts), before_day)
    if len(parts) == 2:
        moment = f"{MONTHS[date(parts[0], parts[1], 1).month - 1]} {parts[0]}"
    if before == "de" and moment[0] in "ao":
        return f"d’{moment}"
    return f"{before} {moment}".lstrip()


def format_since(moment: str) -> str:
    """Return « depuis 2016 », « depuis mai 2012 », « depuis le 1er mai 2012 »."""
    return format_partial_date(moment, "depuis", "depuis le")


def format_article(number: str) -> str:
    """Return « 1er » for the article 1 of a text of law; the others are written as they are."""
    return "1er" if number == "1" else number


def quote_within(text: str) -> str:
    """Return a text that stands between guillemets: its own become “ ”."""
    return re.sub(r"«\s*", "“", re.sub(r"\s*»", "”", text))


def format_number(number: float) -> str:
    """Return « 8 000 », « 12 millions »."""
    scale = ""
    if number >= 1_000_000 and number % 100_000 == 0:
        scale = f"{NO_BREAK}million{'s' if number >= 2_000_000 else ''}"
        number /= 1_000_000
    # As it was written in the data: neither an exponent nor an idle decimal.
    written = f"{Decimal(str(number)):,f}".removesuffix(".0")
    return written.replace(",", NARROW).replace(".", ",") + scale


def format_count(count: int, singular: str, plural: str = "") -> str:
    """Return « 1 mesure », « 2 mesures », « aucune mesure » being left to the caller."""
    noun = singular if count < 2 else plural or f"{singular}s"
    return f"{format_number(count)}{NO_BREAK}{noun}"


def format_size(size: int) -> str:
    """Return « 46 ko », « 1,2 Mo »."""
    if size >= 1_000_000:
        return f"{format_number(round(size / 1_000_000, 1))}{NO_BREAK}Mo"
    return f"{format_number(max(1, round(size / 1000)))}{NO_BREAK}ko"


def with_preposition(preposition: str, definite: str) -> str:
    """Contract « à » or « de » with a noun that carries its article: « au maire », « du maire »."""
    contracted = {"à": {"le ": "au ", "les ": "aux "}, "de": {"le ": "du ", "les ": "des "}}
    for article, short in contracted[preposition].items():
        if definite.startswith(article):
            return short + definite.removeprefix(article)
    return f"{preposition} {definite}"


def join_words(words: list[str]) -> str:
    """Return « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]
