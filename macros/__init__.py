"""The macros that a page's author can call; listed with examples on the page /contribuer/."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_macros.plugin import MacrosPlugin

    from macros.building import Build

# None is used: pydantic need not look for plugins in all that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Set by the adapter (hooks.py) before the plugin asks for the macros.
build: "Build | None" = None


def define_env(env: "MacrosPlugin") -> None:
    """Register the macros with the plugin."""
    if build is None:
        return
    from macros.authoring import Authoring

    for name, function in Authoring(build, lambda: env.page.url).macros().items():
        env.macro(build.aside.wrap(function), name)  # type: ignore[no-untyped-call]
