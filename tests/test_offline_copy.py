"""A page for a disk: links to files, none to what is not there; scripts that a browser loads."""

from macros.publishing.finishing import OfflineCopy
from tests.cases import cases, read_cases

FILES = frozenset(read_cases("offline_copy")["files"])
COPY = OfflineCopy(FILES, "https://plan.example/sous/")
PAGE = "mesures/1/index.html"


@cases("offline_copy")
def test_a_tag_on_a_disk(online: str, local: str) -> None:
    assert COPY.localize(PAGE, online) == local


def test_what_is_nowhere_is_no_link() -> None:
    unknown = OfflineCopy(FILES, None)
    assert unknown.localize(PAGE, '<a class="x" href="../2/">') == '<a class="x">'


def test_the_words_of_a_script_are_left_alone() -> None:
    said = '<script type="application/ld+json">{"a": "<a href=\\"../\\">"}</script>'
    assert COPY.localize(PAGE, said) == said


def test_a_script_that_needs_a_server_is_left_out() -> None:
    page = '<script src="../../assets/compare.js" defer data-online></script>fin'
    assert COPY.localize(PAGE, page) == "fin"
