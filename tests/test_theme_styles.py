"""`docs/assets/theme.css`: from the theme's style sheets that are installed, with all that pages use."""

from pathlib import Path

from tests import theme_styles
from tests.cases import cases

USED = theme_styles.Used(
    frozenset({"a", "b"}), frozenset({"p", "a"}), frozenset({"class", "data-x"})
)
AGAIN = ".venv/bin/python -m tests.theme_styles, then look at the pages"


@cases("theme_styles")
def test_a_rule_is_kept_if_something_may_match(selector: str, kept: bool) -> None:
    assert USED.may_match(selector) == kept


def test_variables_that_nothing_reads_go_and_others_stay() -> None:
    css = (
        ':root{--icon:url("data:;{},x");--read:var(--far);--far:1;--ours:2}'
        ".a,.gone{width:var(--read)}@media print{.gone{top:0}.b{top:0}}"
        "@keyframes k{to{top:0}}.b{animation:k 1s}@keyframes gone{to{top:0}}"
    )
    assert theme_styles.trim(css, USED, "p{left:var(--ours)}") == (
        ":root{--read:var(--far);--far:1;--ours:2}.a{width:var(--read)}@media print{.b{top:0}}"
        "@keyframes k{to{top:0}}.b{animation:k 1s}"
    )


def test_it_comes_from_the_style_sheets_that_are_installed() -> None:
    _, names = theme_styles.read_upstream()
    head = theme_styles.TRIMMED.read_text(encoding="utf-8").partition("*/")[0]
    assert all(name in head for name in names), f"The theme has others now: {AGAIN}"


def test_it_has_what_the_pages_use(site: Path) -> None:
    css, _ = theme_styles.read_upstream()
    ours = (theme_styles.ASSETS / "site.css").read_text(encoding="utf-8")
    wanted = _list_parts(theme_styles.trim(css, theme_styles.read_used(site), ours))
    there = _list_parts(theme_styles.TRIMMED.read_text(encoding="utf-8").partition("*/")[2])
    assert wanted <= there, f"{sorted(wanted - there)[:5]}: {AGAIN}"


def _list_parts(css: str, condition: str = "") -> set[tuple[str, str, str]]:
    """Return each selector with each of its declarations."""
    parts = set()
    for head, body in theme_styles.list_rules(css):
        if head.startswith("@") and "{" in body:
            parts |= _list_parts(body, head)
        else:
            parts |= {
                (condition, one, part)
                for one in theme_styles.split(head, ",")
                for part in theme_styles.split(body, ";")
            }
    return parts
