"""The form that says what became of a measure: every field of the model is in it, in the words of the check."""

from dataclasses import replace

from macros.data.json_schema import create_schema
from macros.data.model import Site
from macros.pages.feedback import open_new_file
from macros.pages.report_form import GROUPS, list_inputs
from tests.test_feedback import SITE


def test_every_field_of_the_schema_is_asked_once() -> None:
    schema = create_schema("follow_up")
    source = [f"source.{name}" for name in schema["$defs"]["Source"]["properties"]]
    fields = {*schema["properties"], *source, "slug"} - {"source"}
    asked = [name for names in GROUPS.values() for name in names]
    assert sorted(asked) == sorted(fields) == sorted(list_inputs())
    required = {name for name, one in list_inputs().items() if one.required}
    assert required - {"slug"} == {
        *(set(schema["required"]) - {"source"}),
        *(f"source.{name}" for name in schema["$defs"]["Source"]["required"]),
    }
    for one in list_inputs().values():
        assert bool(one.missing) == one.required, one.name
        assert bool(one.wrong) == bool(one.pattern), one.name


def test_a_forge_opens_a_new_file_and_none_is_nowhere() -> None:
    def open_it(repository: str | None) -> dict[str, str] | None:
        site: Site = replace(SITE, repository=repository)
        return open_new_file(site, "data/follow_up")

    assert open_it("https://github.com/association/plan.git") == {
        "address": "https://github.com/association/plan/new/main/data/follow_up",
        "name": "filename",
        "content": "value",
        "message": "message",
    }
    gitlab = open_it("https://gitlab.example.org/association/plan")
    assert gitlab is not None
    assert (
        gitlab["address"] == "https://gitlab.example.org/association/plan/-/new/main/data/follow_up"
    )
    assert open_it(None) is None
