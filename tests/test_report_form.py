"""The form that says what became of a measure: every field of the model is in it, in the words of the check."""

from dataclasses import replace

from macros.data.json_schema import create_schema
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
        assert bool(one.wrong) == bool(one.pattern), one.name


def test_a_forge_opens_a_new_file_and_none_is_nowhere() -> None:
    for repository, expected in {
        "https://github.com/a/plan.git": ["https://github.com/a/plan/new/main/data", "filename"],
        "https://gitlab.com/a/plan": ["https://gitlab.com/a/plan/-/new/main/data", "file_name"],
    }.items():
        new = open_new_file(replace(SITE, repository=repository), "data")
        assert new is not None
        assert [new["address"], new["name"]] == expected
    assert open_new_file(replace(SITE, repository=None), "data") is None
