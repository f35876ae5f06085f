"""Acronyms and actors that a French administrative text names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from macros.french import fold
from macros.passages import Span

# Bodies and people of the French administration, with their gender.
_MASCULINE = """
    maire préfet sous-préfet procureur parquet tribunal ministère ministre recteur rectorat président
    secrétaire secrétariat directeur département conseil comité groupe fonds institut service
    établissement syndicat opérateur bailleur commissariat gouvernement législateur parlement sénat
    agent personnel policier gendarme magistrat enseignant médecin élève parent habitant usager élu
    gardien correspondant référent intervenant délégué réseau observatoire centre office
"""
_FEMININE = """
    mairie commune région métropole intercommunalité collectivité préfecture direction inspection
    caisse agence association fédération mission commission délégation académie école police
    gendarmerie brigade équipe cellule entreprise autorité chambre famille victime juridiction
    assemblée union société
"""
_GENDER = {**dict.fromkeys(_MASCULINE.split(), "m"), **dict.fromkeys(_FEMININE.split(), "f")}
_IRREGULAR = {"tribunaux": "tribunal", "bailleurs": "bailleur"}
_LINK = r"(?:(?:de |à )?l['’]|d['’]|de la |de |du |des |à la |aux |pour les )"
_NOT_TIED = "ici|fin|suite|place|vue|plus|sein|cas|façon|manière|moins|même|une?"
# What an adjective ends with; a verb does not.
_ADJECTIVE = (
    r"(?!leurs?\b)(?:hautes?|grande?s?|[^\W\d_]+(?:al|aux|ales?|aires?|els?|elles?|ifs?|ives?"
    r"|iques?|iens?|iennes?|eurs?|eures?|iles?|(?<![ims])ente?s?|ains?|aines?))"
)
_NAME = r"[A-ZÀ-Ý][\w-]*"
_TIED = rf"(?!(?:{_NOT_TIED})\b)(?![^\W\d_]+(?:er|ir|re)\b(?<!ière)(?<!aire))[^\W\d_][\w-]*"
_MORE = re.compile(
    rf" (?:(?:(?:et (?=de |d['’]))?{_LINK}{_TIED})|(?:{_ADJECTIVE}|{_NAME}|\w+-\w+))(?![\w’'])"
)
_ACRONYM = re.compile(r"(?<![\w.])(?:(?:[A-ZÀ-Ý]\.){2,}|[A-ZÀ-Ý]{2,8}(?![\w]))")
_ROMAN = re.compile(r"[IVXLC]+")
_MOST_WORDS = 6
_SMALL = frozenset(
    {"le", "la", "les", "l", "du", "des", "de", "d", "au", "aux", "et", "à", "en", "pour", "sur"}
)


@dataclass(frozen=True, slots=True)
class AcronymFound:
    """`letters` without points; `expansion` where the words before it spell it."""

    span: Span
    letters: str
    expansion: Span | None = None


@dataclass(frozen=True, slots=True)
class ActorFound:
    """`name` in the singular; `definite` with its article."""

    span: Span
    name: str
    definite: str


def find_acronyms(text: str) -> list[AcronymFound]:
    """Return the acronyms of a text; none where whole words are written in capitals."""
    found = []
    for match in _ACRONYM.finditer(text):
        letters = match[0].replace(".", "")
        if _ROMAN.fullmatch(letters) or _in_capitals(text, match.span()):
            continue
        start, end = match.span()
        found.append(AcronymFound((start, end), letters, _find_expansion(text, start, letters)))
    return found


def _in_capitals(text: str, span: Span) -> bool:
    """Tell whether the words around are in capitals too: a title, not an acronym."""
    around = [*text[: span[0]].split()[-1:], *text[span[1] :].split()[:1]]
    return any(len(word) > 1 and word.isupper() and word.isalpha() for word in around)


def _find_expansion(text: str, at: int, letters: str) -> Span | None:
    """Return the words before « (ABC) » whose initials are its letters."""
    before = text[:at].rstrip()
    if not before.endswith("("):
        return None
    words = [m.span() for m in re.finditer(r"[^\W\d_]+", before)]
    left = fold(letters)
    for index in range(len(words) - 1, -1, -1):
        start, end = words[index]
        word = fold(text[start:end])
        if left and word[0] == left[-1]:
            left = left[:-1]
            if not left:
                return (start, words[-1][1])
        elif word not in _SMALL:
            return None
    return None


def find_actors(text: str) -> list[ActorFound]:
    """Return the bodies and people that a text names, each with the words that say which."""
    found: list[ActorFound] = []
    for head in _iter_heads(text):
        start, end = head
        if found and start < found[-1].span[1]:
            continue
        end = _extend(text, end)
        name = _singular(text[start:end])
        found.append(ActorFound((start, end), name, _definite(name)))
    return found


def _iter_heads(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\W\d_][\w-]*", text):
        if _head(match[0]) in _GENDER:
            yield match.span()


def _head(word: str) -> str:
    lower = word.lower()
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    return lower if lower in _GENDER else lower.removesuffix("s")


def _extend(text: str, end: int) -> int:
    """Go on with what tells a body from another: adjectives, names, « de … »."""
    for _ in range(_MOST_WORDS):
        following = _MORE.match(text, end)
        if not following:
            break
        end = following.end()
    return end


def _singular(phrase: str) -> str:
    words = phrase.split(" ")
    first = _head(words[0])
    if first == words[0].lower():
        return phrase[:1].lower() + phrase[1:]
    singular = [first]
    for index, word in enumerate(words[1:], start=1):
        if word.lower() in _SMALL or "’" in word or "'" in word:
            return " ".join([*singular, *words[index:]])
        ending = re.sub(r"aux$", "al", word)
        singular.append(ending.removesuffix("s"))
    return " ".join(singular)


def derive_definite(name: str) -> str | None:
    """Return a name with its article, where its first word has a gender that is known here."""
    head = name.split(" ")[0].lower()
    return _definite(name) if head in _GENDER else None


def _definite(name: str) -> str:
    if fold(name)[0] in "aeiouyh":
        return f"l’{name}"
    return ("le " if _GENDER[_head(name.split(" ")[0])] == "m" else "la ") + name
