"""A page for a disk: links to files, none to what is not there; scripts that a browser loads."""

import pytest

from macros.publishing.offline_copy import Copy

FILES = frozenset(
    {
        "index.html",
        "search/index.js",
        "mesures/index.html",
        "mesures/1/index.html",
        "assets/site.css",
        "assets/explorer.js",
        "api/v1/measures/1.json",
    }
)
COPY = Copy(FILES, "https://plan.example/sous/")
PAGE = "mesures/1/index.html"


@pytest.mark.parametrize(
    ("online", "local"),
    [
        ('<a href="../../">', '<a href="../../index.html">'),
        ('<a class="x" href="../">', '<a class="x" href="../index.html">'),
        ('<a href="../?axe=2&amp;q=a#b">', '<a href="../index.html?axe=2&amp;q=a#b">'),
        ('<a href="../1/#texte">', '<a href="index.html#texte">'),
        ('<a href="#texte">', '<a href="#texte">'),
        ('<a href="./">', '<a href="index.html">'),
        (
            '<a href="../../api/v1/measures/1.json">',
            '<a href="../../api/v1/measures/1.json">',
        ),
        ('<a href="https://www.legifrance.gouv.fr/">', '<a href="https://www.legifrance.gouv.fr/">'),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ('<form action="../" method="get">', '<form action="../index.html" method="get">'),
        ('<a href="http://localhost:8000/mesures/">', '<a href="../index.html">'),
        ('<a href="../2/#x">', '<a href="https://plan.example/sous/mesures/2/#x">'),
        ('<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">', ""),
        (
            '<script src="../../assets/site.css?v=12ab" defer>',
            '<script src="../../assets/site.css?v=12ab" defer>',
        ),
        (
            '<link rel="canonical" href="https://plan.example/sous/mesures/1/">',
            '<link rel="canonical" href="https://plan.example/sous/mesures/1/">',
        ),
        ('<link rel="canonical" href="http://localhost:8000/mesures/1/">', ""),
        (
            '<link rel="stylesheet" href="../../assets/site.css" integrity="sha256-x" crossorigin>',
            '<link rel="stylesheet" href="../../assets/site.css">',
        ),
        (
            '<meta http-equiv="refresh" content="0; url=../../mesures/">',
            '<meta http-equiv="refresh" content="0; url=../index.html">',
        ),
        (
            '<iframe src="../" sandbox="allow-popups" title="a">',
            '<iframe src="../index.html" title="a">',
        ),
        ('<div data-online class="x">', '<div hidden data-online class="x">'),
        ('<p data-offline hidden>', '<p data-offline>'),
        ('<!-- <a href="../"> -->', '<!-- <a href="../"> -->'),
        ('<p title="a > b"><a href="../">', '<p title="a > b"><a href="../index.html">'),
    ],
)  # fmt: skip
def test_a_tag_on_a_disk(online: str, local: str) -> None:
    assert COPY.localize(PAGE, online) == local


def test_what_is_nowhere_is_no_link() -> None:
    unknown = Copy(FILES, None)
    assert unknown.localize(PAGE, '<a class="x" href="../2/">') == '<a class="x">'


def test_the_words_of_a_script_are_left_alone() -> None:
    said = '<script type="application/ld+json">{"a": "<a href=\\"../\\">"}</script>'
    assert COPY.localize(PAGE, said) == said


def test_a_script_that_needs_a_server_is_left_out() -> None:
    page = '<script src="../../assets/compare.js" defer data-online></script>fin'
    assert COPY.localize(PAGE, page) == "fin"
