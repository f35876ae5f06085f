"""A page in its frame."""

from macros.site.folder import PLACEHOLDERS, PageParts, cut_frame, fill_frame


def test_the_parts_of_a_page_stand_in_the_place_of_the_placeholders() -> None:
    marked = PLACEHOLDERS
    rendered = (
        f"<head>{marked.head}<title>{marked.title}</title></head>{marked.body}<p>{marked.foot}"
    )
    parts = PageParts("A &lt; B", '<meta name="x">', f"<b>{marked.title[:5]}</b>", "Modifier")
    assert fill_frame(cut_frame(rendered), parts) == (
        '<head><meta name="x"><title>A &lt; B</title></head><b>part-</b><p>Modifier'
    )
