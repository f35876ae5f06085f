"""The macros that authors call in `docs/`, documented on /contribuer/."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import html5lib
import markdown
import pytest

from macros.catalogue.views import derive_catalogue
from macros.french import format_size
from macros.site.build import Build
from macros.site.handwritten import AuthorError
from macros.site.page_macros import BLOCKS, Authoring

ROOT = Path(__file__).parent.parent


@pytest.fixture
def author(build: Build) -> Authoring:
    """The macros as called from the page /contribuer/."""
    return Authoring(build, lambda: "contribuer/")


def plain(html: str) -> str:
    """Return the words of an HTML fragment."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def rows(table: str) -> list[int]:
    """Return the measures of a table, in its order."""
    return [int(number) for number in re.findall(r'<td class="n">(\d+)</td>', table)]


def test_a_measure_is_linked_by_its_number(author: Authoring) -> None:
    assert author.measure(21) == '<a href="../mesures/21/">mesure 21</a>'
    assert author.measure(21, "les groupes") == '<a href="../mesures/21/">les groupes</a>'


def test_an_actor_is_linked_by_its_slug(author: Authoring) -> None:
    assert author.actor("maire") == '<a href="../acteurs/maire/">maire</a>'
    assert author.actor("parquet", "le procureur") == (
        '<a href="../acteurs/parquet/">le procureur</a>'
    )


def test_a_term_is_linked_by_its_slug(author: Authoring) -> None:
    assert author.term("clspd") == '<a href="../glossaire/#clspd">CLSPD</a>'
    assert author.term("tig", "les TIG") == '<a href="../glossaire/#tig">les TIG</a>'


def test_a_source_is_linked_by_its_slug(author: Authoring) -> None:
    link = author.source("plan-2010-2012")
    assert 'href="../sources/#plan-2010-2012"' in link
    assert plain(link)


def test_a_block_has_the_links_of_the_page_that_calls_it(build: Build) -> None:
    for page, link in (("", 'href="acteurs/maire/"'), ("a/b/", 'href="../../acteurs/maire/"')):
        for _ in range(2):
            assert link in Authoring(build, partial(str, page)).block("doors")


def test_a_door_counts_every_measure_that_its_page_shows(build: Build) -> None:
    doors = " ".join(plain(Authoring(build, lambda: "").block("doors")).split())
    assert "7 mesures nomment le maire" in doors
    assert "9 autres mesures par déduction ou d’après un titre" in doors
    assert "2 autres mesures par déduction ou d’après une source" in doors
    assert "11 autres mesures par déduction ou d’après une source" in doors


def test_a_block_follows_the_data(build: Build, small: Build) -> None:
    doors = Authoring(build, lambda: "").block("doors")
    other = replace(build, catalogue=small.catalogue)
    assert Authoring(other, lambda: "").block("doors") != doors


def test_the_sizes_of_the_files_are_those_of_the_last_outputs(build: Build, tmp_path: Path) -> None:
    file = tmp_path / "api" / "v1" / "plan.json"
    file.parent.mkdir(parents=True)
    for size in (46_000, 1_200_000):
        file.write_bytes(b" " * size)
        rows = Authoring(build, lambda: "donnees/", tmp_path).block("data-downloads")
        assert re.search(rf'id="plan\.json".*>{format_size(size)}</td>', rows)


@pytest.mark.parametrize(
    ("facets", "measures"),
    [
        ({}, list(range(1, 51))),
        ({"axis": 5}, [49, 50]),
        ({"theme": "videoprotection"}, [3, 4, 5, 6]),
        ({"dated": True}, [2, 3, 5, 7, 8, 12, 15, 16, 17, 18, 36]),
        ({"dated": True, "axis": 3}, [36]),
        ({"axis": 5, "actor": "sg-cipd"}, [49, 50]),
        ({"axis": 5, "theme": "clspd"}, []),
    ],
)
def test_a_table_holds_the_measures_that_meet_every_facet(
    author: Authoring, facets: dict[str, Any], measures: list[int]
) -> None:
    table = author.measures(**facets, caption="Un titre")
    assert rows(table) == measures
    assert "<caption>Un titre</caption>" in table


def test_a_table_without_date_is_what_the_dated_one_leaves(author: Authoring) -> None:
    dated = set(rows(author.measures(dated=True)))
    assert set(rows(author.measures(dated=False))) == set(range(1, 51)) - dated


def test_counts_are_computed(author: Authoring) -> None:
    assert author.count("measures") == "50"
    assert author.count("axes") == "5"
    assert author.count("themes") == "24"
    assert author.count("dated") == "11"
    assert author.count("undated") == "39"
    assert author.count("measures", actor="maire") == "7"
    assert int(author.count("sources")) > 0


def test_a_setting_is_shown_or_said_to_be_missing(small: Build) -> None:
    author = Authoring(small, lambda: "")
    assert author.site_setting("publisher") == "Association des cyclistes"
    assert author.site_setting("branch") == "trunk"
    site = replace(small.catalogue.data.site, publisher=None)
    data = replace(small.catalogue.data, site=site)
    unset = Authoring(replace(small, catalogue=derive_catalogue(data)), lambda: "")
    assert unset.site_setting("publisher") == "non renseigné"
    site = replace(site, url=None)
    unset = Authoring(
        replace(small, catalogue=derive_catalogue(replace(data, site=site))), lambda: ""
    )
    assert unset.site_setting("url") == "non renseignée"


def test_a_setting_that_is_a_date_is_written_in_words(small: Build) -> None:
    shown = Authoring(small, lambda: "").site_setting("updated")
    assert shown.replace("\u00a0", " ") == "30 juin 2005"


def test_the_timeline_and_the_figures_are_drawn(author: Authoring) -> None:
    timeline, figures = author.block("timeline"), author.block("figures")
    assert timeline.count("<svg") == 1
    assert 'href="../mesures/36/#echeance-2009-10-01"' in timeline
    assert 'href="../mesures/5/"' in figures
    assert "12 millions" in figures.replace("\u00a0", " ")


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_gives_one_block_of_html(build: Build, outputs: Path, name: str) -> None:
    block = Authoring(build, lambda: "contribuer/", outputs).block(name)
    assert block.startswith("<")
    # A blank line would hand the rest over to Markdown.
    assert "\n\n" not in block


WRONG: list[tuple[Callable[[Authoring], str], str]] = [
    (lambda a: a.measure(510), "« 510 » inconnu(e) ; vouliez-vous dire « 50 » ?"),
    (lambda a: a.actor("maires"), "acteur « maires » inconnu(e) ; vouliez-vous dire « maire » ?"),
    (lambda a: a.term("clsp"), "terme « clsp » inconnu(e) ; vouliez-vous dire « clspd » ?"),
    (lambda a: a.source("plan-2010"), "source « plan-2010 » inconnu(e) ; vouliez-vous dire « plan-2010-2012 » ?"),
    (lambda a: a.measures(axis=6), "axe « 6 » inconnu(e) ; valeurs possibles : 1, 2, 3, 4, 5"),
    (lambda a: a.measures(theme="transport"), "thème « transport » inconnu(e) ; vouliez-vous dire « transports » ?"),
    (lambda a: a.measures(actor="préfet"), "acteur « préfet » inconnu(e) ; vouliez-vous dire « prefet » ?"),
    (lambda a: a.count("mesures"), "compte « mesures » inconnu(e) ; vouliez-vous dire « measures » ?"),
    (lambda a: a.count("measures", actor="mair"), "acteur « mair » inconnu(e) ; vouliez-vous dire « maire » ?"),
    (lambda a: a.block("door"), "bloc « door » inconnu(e) ; vouliez-vous dire « doors » ?"),
    (lambda a: a.site_setting("publishers"), "réglage « publishers » inconnu(e) ; vouliez-vous dire « publisher » ?"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_does_not_exist_gets_the_nearest_value(
    author: Authoring, call: Callable[[Authoring], str], message: str
) -> None:
    with pytest.raises(AuthorError) as raised:
        call(author)
    assert message in str(raised.value)


def test_every_macro_and_every_block_is_documented(author: Authoring) -> None:
    page = (ROOT / "docs" / "contribuer.md").read_text(encoding="utf-8")
    shown = "".join(re.findall(r"{% raw %}(.*?){% endraw %}", page))
    assert set(re.findall(r"{{ (\w+)\(", shown)) == set(author.macros())
    for name in BLOCKS:
        assert f"`{name}`" in page


HOSTILE = (
    "**gras** _ital_ `code` [lien](http://x.example) <b>x</b> | {: onclick=alert(1) } \\* ![i](y)"
)


def test_data_in_a_line_of_markdown_stay_as_they_are(small: Build) -> None:
    data = small.catalogue.data
    hostile = Authoring(
        replace(
            small,
            catalogue=derive_catalogue(
                replace(
                    data,
                    site=replace(data.site, publisher=HOSTILE),
                    actors=tuple(replace(actor, name=HOSTILE) for actor in data.actors),
                    terms=tuple(replace(term, term=HOSTILE) for term in data.terms),
                    sources=tuple(replace(source, publisher=HOSTILE) for source in data.sources),
                )
            ),
        ),
        lambda: "",
    )
    for shown in (
        hostile.actor("mairie"),
        hostile.term("pdu"),
        hostile.source("bulletin"),
        hostile.site_setting("publisher"),
    ):
        page = f"Avant {shown}\n\n## {shown}\n\n| a | b |\n| --- | --- |\n| c | {shown} |\n"
        html = markdown.markdown(page, extensions=["attr_list", "tables"])
        tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
        tags = {element.tag for element in tree.iter()} - {"DOCUMENT_FRAGMENT"}
        assert tags <= {"p", "h2", "a", "table", "thead", "tbody", "tr", "th", "td"}
        assert not any("onclick" in element.attrib for element in tree.iter())
        text = " ".join("".join(tree.itertext()).split())
        assert text.count(HOSTILE) == 3


AUDIT = {
    "date": "2026-11-26",
    "groups": [
        {
            "title": "Accessibilité des pages (axe)",
            "lines": [
                {"what": "Fautes relevées, clair", "measured": "0", "target": "0", "verdict": "OK"},
                {"what": "Fautes, sombre", "measured": "3", "target": "0", "verdict": "NON"},
                {"what": "Liens listés", "measured": "145", "target": "", "verdict": "–"},
            ],
        },
    ],
}


def test_the_audit_tells_what_was_missed_too(build: Build) -> None:
    html = Authoring(replace(build, audit=AUDIT), lambda: "accessibilite/").block("audit")
    words = plain(html)
    assert "Dernier contrôle complet : 26 novembre 2026" in words
    assert "Accessibilité des pages (axe) – résultats atteints : 1 sur 2" in words
    assert "Fautes, sombre 3 0 non atteint" in words
    assert "Liens listés 145 — relevé" in words


def test_the_page_says_when_no_audit_was_published(build: Build) -> None:
    html = Authoring(replace(build, audit=None), lambda: "accessibilite/").block("audit")
    assert html == '<p class="absent">Aucun contrôle complet n’a encore été publié.</p>'
