"""The form that says what became of a measure: every field of the model is asked in it, once."""

from macros.data.json_schema import create_schema
from macros.pages.report_form import GROUPS, list_inputs


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
