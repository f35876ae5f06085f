"""Bodies of pages with what links to their former anchors need."""

from dataclasses import replace
from datetime import date

from macros.data.ledger_model import Former, Move, Split, Withdrawal
from macros.pages.former_addresses import keep_anchors
from macros.site.build import Build
from tests.cases import cases
from tests.markup import find_id, list_ids, list_links, read_tree, text_of

DAY = date(2027, 3, 1)


def keep(build: Build, body: str, url: str, *former: Former) -> str:
    """Return a body as the page at `url` has it with these former addresses."""
    ledger = replace(
        build.catalogue.data.permalinks,
        moved=tuple(record for record in former if isinstance(record, Move)),
        split=tuple(record for record in former if isinstance(record, Split)),
        withdrawn=tuple(record for record in former if isinstance(record, Withdrawal)),
    )
    data = replace(build.catalogue.data, permalinks=ledger)
    return keep_anchors(body, url, replace(build.catalogue, data=data))


def move(address: str, to: str) -> Move:
    return Move(address=address, to=to, date=DAY, reason="Renommé.")


@cases("former_addresses")
def test_an_anchor_that_moved_in_its_page_is_a_mark_where_html_allows_one(
    small: Build, body: str, kept: str
) -> None:
    former = move("/glossaire/#old", "/glossaire/#new")
    assert keep(small, body, "glossaire/", former) == kept
    assert keep(small, body, "sources/", former) == body


def test_an_anchor_that_left_its_page_says_where_to_go(small: Build) -> None:
    html = keep(
        small,
        "<p>Corps</p>",
        "glossaire/",
        move("/glossaire/#a", "/sources/#arrete"),
        Split(
            address="/glossaire/#b", to=("/glossaire/#pdu", "/plan/"), date=DAY, reason="Scindé."
        ),
        Withdrawal(address="/glossaire/#c", see="/glossaire/", date=DAY, reason="<b>Retiré</b>."),
    )
    tree = read_tree(html)
    said = "depuis le 1er mars 2027"
    assert text_of(find_id(tree, "a")) == f"#a, {said} : Renommé. Voir /sources/#arrete."
    assert text_of(find_id(tree, "b")) == f"#b, {said} : Scindé. Voir /glossaire/#pdu, /plan/."
    assert text_of(find_id(tree, "c")) == f"#c, {said} : <b>Retiré</b>. Voir /glossaire/."
    links = ["sources/#arrete", "glossaire/#pdu", "plan/", "glossaire/"]
    assert list_links(tree, "glossaire/") == links


def test_an_anchor_of_a_page_that_moved_is_kept_on_the_new_page(small: Build) -> None:
    html = keep(
        small,
        '<h2 id="article-2">Article 2</h2>',
        "textes/new/",
        move("/textes/old/", "/textes/new/"),
        move("/textes/old/#article-1", "/textes/new/#article-2"),
    )
    assert list_ids(read_tree(html)) == ["article-2", "article-1"]


def test_an_anchor_that_the_page_has_is_left_alone(small: Build) -> None:
    body = '<h2 id="a">A</h2><h2 id="b">B</h2>'
    assert keep(small, body, "textes/old/", move("/textes/old/#a", "/textes/old/#b")) == body
