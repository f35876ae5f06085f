"""What is found in a French administrative text: encodings, structure, dates, amounts, laws, names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.drafting.amounts import find_amounts
from macros.drafting.dates import find_dates
from macros.drafting.decoding import decode, split_lines
from macros.drafting.measures import find_candidates, quote, shorten
from macros.drafting.names import find_acronyms, find_actors
from macros.drafting.structure import read_outline
from macros.drafting.texts_of_law import find_laws
from macros.drafting.yaml_text import Noted, write_file
from macros.french import slugify
from macros.passages import find_passages


@pytest.mark.parametrize(
    ("raw", "text", "said"),
    [
        ("é".encode(), "é", []),
        ("é\r\nà".encode(), "é\nà", []),
        ("\ufeffé".encode(), "é", ["marque d’ordre des octets (BOM) retirée"]),
        (
            "a\né « 5 € »".encode("cp1252"),
            "a\né « 5 € »",
            [
                "le texte n’est pas en UTF-8 (ligne 2) : lu comme du Latin-1 (Windows-1252), vérifier les accents et les guillemets"
            ],
        ),
        ("é".encode("utf-16"), "é", ["texte en UTF-16, converti en UTF-8"]),
        (
            "d’\u200bici\x07".encode(),
            "d’ici",
            ["caractères invisibles retirés (2), le premier est ici"],
        ),
    ],
)
def test_bytes_are_read_and_what_was_done_is_said(raw: bytes, text: str, said: list[str]) -> None:
    decoded = decode(raw)
    assert decoded.text == text
    assert [note.message for note in decoded.notes] == said


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Une coor-\ndination.\nLa coordination.", ["Une coordination.", "La coordination."]),
        ("Un après-\nmidi.\nL’après-midi.", ["Un après-midi.", "L’après-midi."]),
        ("Une coor\u00ad\ndination.", ["Une coordination."]),
        ("La coor\u00ad\nDination.", ["La coor", "Dination."]),
        ("Saint-\nDenis", ["Saint-", "Denis"]),
        ("un\n\f2\ndeux\n\f3\ntrois", ["un", "deux", "trois"]),
        ("un\n- 2 -\ndeux", ["un", "deux"]),
        ("un\n2\ndeux", ["un", "2", "deux"]),
        ("## Titre\n**gras** et [lien](https://x.org)\n---", ["Titre", "gras et lien"]),
    ],
)
def test_lines_lose_what_the_page_adds(text: str, lines: list[str]) -> None:
    assert [line.text for line in split_lines(text)[0]] == lines


def test_a_heading_that_a_page_break_glued_to_a_measure_is_cut_off() -> None:
    text = "1 - Agir : 2\nLe début : 1\nMesure 1 : Agir\npour : 2.\n La suite, longue\nà lire : 1\nMesure 2 : Finir"
    outline = read_outline(split_lines(text)[0])
    (axis,) = outline.axes
    assert (axis.number, axis.text, axis.count) == (1, "Agir", 2)
    assert [(theme.text, theme.count) for theme in axis.themes] == [
        ("Le début", 1),
        ("La suite, longue à lire", 1),
    ]
    assert [measure.text for measure in outline.all_measures()] == ["Agir pour : 2.", "Finir"]
    assert outline.notes == []


@pytest.mark.parametrize(
    ("text", "passage", "day", "bound"),
    [
        ("Agir avant le 31 décembre 2010.", "avant le 31 décembre 2010", "2010-12-31", "before"),
        ("Agir au 1er octobre 2009.", "au 1er octobre 2009", "2009-10-01", "on"),
        ("d’ici à la fin de l’année 2011", "d’ici à la fin de l’année 2011", "2011-12-31", "by"),
        ("d'ici fin 2011", "d'ici fin 2011", "2011-12-31", "by"),
        ("à partir de 2012, agir", "à partir de 2012", "2012-01-01", "from"),
        ("à compter du 5 mars 2012", "à compter du 5 mars 2012", "2012-03-05", "from"),
        ("au cours du second semestre 2010", "second semestre 2010", "2010-12-31", "during"),
        ("dès le premier trimestre 2013", "dès le premier trimestre 2013", "2013-01-01", "from"),
        ("en février 2012", "en février 2012", "2012-02-29", "during"),
        ("Chaque année, agir", "Chaque année", None, None),
        ("avant le terme du contrat", "avant le terme du contrat", None, None),
        ("à l’issue de l’enquête, agir", "à l’issue de l’enquête", None, None),
        ("fixé par décret : il sera créé par décret", "sera créé par décret", None, None),
    ],
)
def test_dated_expressions(text: str, passage: str, day: str | None, bound: str | None) -> None:
    (found,) = find_dates(text, [])
    assert text[slice(*found.span)] == passage
    assert (found.day and found.day.isoformat()) == day
    assert found.bound == bound


@pytest.mark.parametrize(
    "text", ["le 31 février 2010", "12 2010-2012", "art. 1999-5", "l’an dernier"]
)
def test_what_is_no_date(text: str) -> None:
    assert [found for found in find_dates(text, []) if found.day] == []


@pytest.mark.parametrize(
    ("text", "passage", "said"),
    [
        ("ouvrir 8 000 places d’accueil", "8 000 places d’accueil", {"value": 8000}),
        ("porter à 2,5 millions d’euros par an", "2,5 millions d’euros", {"value": 2_500_000}),
        ("les neuf maisons de quartier", "neuf maisons de quartier", {"value": 9}),
        ("de 20 à 50 agents", "de 20 à 50 agents", {"low": 20, "high": 50}),
        ("un ou plusieurs groupes", "un ou plusieurs groupes", {"low": 1}),
        ("au moins trois visites", "au moins trois visites", {"low": 3}),
        ("tripler le nombre de places", "tripler le nombre", {"factor": 3}),
        ("dans chaque département", "dans chaque département", {"coverage": True}),
        ("réduire de 15 %", "15 %", {"value": 15}),
        (
            "actuellement au nombre de 30 centres",
            "actuellement au nombre de 30 centres",
            {"value": 30, "baseline": True},
        ),
    ],
)
def test_amounts(text: str, passage: str, said: dict[str, float]) -> None:
    (found,) = find_amounts(text, [])
    assert text[slice(*found.span)] == passage
    for name, value in said.items():
        assert getattr(found, name) == value


@pytest.mark.parametrize(
    "text",
    [
        f"{'9' * 20} euros",
        "l’article 14",
        "la mesure 3",
        "en 2010",
        "le 5 mars",
        "chaque année",
        "par an",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert find_amounts(text, []) == []


@pytest.mark.parametrize(
    ("text", "passage", "slug", "article"),
    [
        (
            "prévues à l’article 14 de la loi du 5 mars 2007 lors",
            "l’article 14 de la loi du 5 mars 2007",
            "loi-2007-03-05",
            "14",
        ),
        (
            "la loi n° 83-634 du 13 juillet 1983",
            "loi n° 83-634 du 13 juillet 1983",
            "loi-83-634",
            None,
        ),
        ("le décret n° 2006-665", "décret n° 2006-665", "decret-2006-665", None),
        (
            "l’article L.2211-3 du Code général des collectivités territoriales.",
            "l’article L.2211-3 du Code général des collectivités territoriales",
            "code-general-des-collectivites-territoriales",
            "L. 2211-3",
        ),
        ("le code de la route et les maires", "code de la route", "code-de-la-route", None),
        ("conformément à la loi", "conformément à la loi", None, None),
    ],
)
def test_laws(text: str, passage: str, slug: str | None, article: str | None) -> None:
    (found,) = find_laws(text)
    assert text[slice(*found.span)] == passage
    assert (found.slug, found.article) == (slug, article)


def test_acronyms_with_the_words_that_spell_them_out() -> None:
    text = "Le conseil local de santé mentale (C.L.S.M.) et l’ARS. TITRE EN CAPITALES. XXI"
    found = find_acronyms(text)
    assert [acronym.letters for acronym in found] == ["CLSM", "ARS"]
    assert found[0].expansion is not None
    assert text[slice(*found[0].expansion)] == "conseil local de santé mentale"
    assert found[1].expansion is None


@pytest.mark.parametrize(
    ("text", "name", "definite"),
    [
        ("réunir les maires", "maire", "le maire"),
        ("les bailleurs sociaux agissent", "bailleur social", "le bailleur social"),
        (
            "La Caisse d’allocations familiales de Lyon verse",
            "caisse d’allocations familiales de Lyon",
            "la caisse d’allocations familiales de Lyon",
        ),
        ("l’Agence de l’eau propose", "agence de l’eau", "l’agence de l’eau"),
        ("deux tribunaux", "tribunal", "le tribunal"),
    ],
)
def test_actors(text: str, name: str, definite: str) -> None:
    (found,) = find_actors(text)
    assert (found.name, found.definite) == (name, definite)


def test_a_quote_says_its_rank_where_it_stands_several_times() -> None:
    text = "Le maire et le maire délégué."
    actors = find_candidates(text).actors
    assert quote(text, actors[0].span) == {"quote": "maire", "occurrence": 1}


@given(
    st.text(
        st.sampled_from("LesmairsdébucolAB0129 .,;:’'()«»°%-\n\f\u00ad"),
        max_size=120,
    )
)
def test_every_candidate_of_any_text_is_a_passage_of_it(text: str) -> None:
    for line in split_lines(decode(text.encode()).text)[0]:
        found = find_candidates(line.text)
        spans = [date.span for date in found.dates] + [amount.span for amount in found.amounts]
        spans += [law.span for law in found.laws] + [actor.span for actor in found.actors]
        spans += [acronym.span for acronym in found.acronyms]
        for span in spans:
            assert span in find_passages(line.text, line.text[slice(*span)])


def test_identifiers_and_titles_are_cut_between_words() -> None:
    assert slugify("L’Œuvre d’été : À demain !") == "l-oeuvre-d-ete-a-demain"
    assert slugify("prévention " * 10) == "prevention-prevention-prevention-prevention-prevention"
    assert shorten("L'objectif est d'agir.") == "L’objectif est d’agir"
    assert shorten("= mot " * 30).startswith("mot = mot")
    assert len(shorten("mot " * 30)) <= 81


def test_a_file_carries_its_remarks() -> None:
    record = {
        "slug": "a",
        "title": Noted(None, "à remplir"),
        "note": None,
        "list": [{"x": 2.0}],
        "no": [],
    }
    assert write_file("schema/x", ["Tête."], record) == (
        "# yaml-language-server: $schema=schema/x.schema.json\n"
        "# Tête.\n"
        "slug: a\n"
        "title: null  # à remplir\n"
        "list:\n"
        "  - x: 2\n"
        "no: []\n"
    )
