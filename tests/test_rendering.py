"""Templates as the code at hand compiles them, whatever was kept of other code."""

import re
from pathlib import Path

from macros.site.build import Build
from tests.conftest import prepare_valid_build
from tests.markup import find_one, list_measures, read_tree, text_of
from tests.projects import copy_project, edit, run_python

SHOW = """
from types import SimpleNamespace as Some
from macros.pages.rendering import render
print(ascii(render("example.html", "", Some(data=Some(plan=Some(unit="mesure"))))))
"""


def show(project: Path) -> str:
    """Return what a template says in a process of its own."""
    environment = {"PYTHONDONTWRITEBYTECODE": "1"}
    return run_python(project, "-c", SHOW, environment=environment).stdout.strip()


def test_an_edit_of_the_code_compiles_the_templates_again(tmp_path: Path) -> None:
    project = copy_project(tmp_path, small=True)
    (project / "macros/pages/templates/example.html").write_text("a ; {{ 8000 | number }}", "utf-8")
    assert show(project) == r"'a\xa0; 8\u202f000'"
    assert show(project) == r"'a\xa0; 8\u202f000'"
    code = project / "macros" / "french.py"
    text = code.read_text(encoding="utf-8")
    code.write_text(text.replace('NARROW = "\\u202f"', 'NARROW = "_"'), encoding="utf-8")
    assert show(project) == r"'a\xa0; 8_000'"


def test_each_measure_that_a_sentence_names_leads_to_its_page(build: Build) -> None:
    for url in (url for url in build.pages if re.fullmatch("acteurs/.+/", url)):
        page = read_tree(build.pages[url].render(build.catalogue))
        lead = find_one(page, "p", **{"class": "lead summary"})
        named = re.findall(r"mesures? (\d+(?:(?:, | et )\d+)*)", text_of(lead))
        assert list_measures(lead, url) == {
            int(n) for each in named for n in re.findall(r"\d+", each)
        }


def test_no_date_and_no_measure_of_another_plan_is_linked(data: Path) -> None:
    reason = "La mesure 2, 3 mai 2005 ; les mesures 2 et 3 de la stratégie"
    edit(data / "measures/01.yml", "Il fait les travaux", reason)
    plan = prepare_valid_build(data)
    [line] = re.findall(r"La mesure .+ stratégie", plan.pages["mesures/1/"].render(plan.catalogue))
    assert re.findall(r">(\d)</a>", line) == ["2"]
