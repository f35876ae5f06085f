"""The macros that a page's author can call; listed with examples on the page /contribuer/."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin

    from macros.site.folder import SiteFolder

# None is used: pydantic need not look for plugins in all that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Set by the adapter (hooks.py) before the plugin asks for the macros.
current: "SiteFolder | None" = None


def get_current() -> "SiteFolder":
    assert current is not None  # noqa: S101 (the adapter's first event sets it)
    return current


def define_env(env: "MacrosPlugin") -> None:
    for name, macro in get_current().macros(lambda: env.page.url).items():
        env.macro(macro, name)  # type: ignore[no-untyped-call]


def on_pre_page_macros(env: "MacrosPlugin") -> None:
    """Call the macros of a page in a sandbox, in the place of the plugin, which has none."""
    page = env.page
    if page.meta.get("render_macros") is not False:
        from macros.site.handwritten import call_macros

        macros = get_current().macros(lambda: page.url)
        env.markdown = call_macros(f"docs/{page.file.src_uri}", env.markdown, macros)
        page.meta["render_macros"] = False
