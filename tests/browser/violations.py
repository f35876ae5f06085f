"""Violations of the site's policy in a page, as the browser reports them."""

from collections.abc import Iterable

from playwright.sync_api import BrowserContext, Page

# Kept across the page's own scripts; what is refused later is added.
_LISTEN = """
window.__violations = [];
addEventListener("securitypolicyviolation", (event) => window.__violations.push(
  `${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`.trim()));
"""


def listen(context: BrowserContext) -> None:
    """Have every page of a context note what its policy refuses."""
    context.add_init_script(_LISTEN)


def read_violations(page: Page) -> list[str]:
    """Return what was refused so far in a page; the console alone tells what was in its frames."""
    found: list[str] = page.evaluate("window.__violations")
    return [f"{page.url} {violation}" for violation in found]


def list_violations(context: BrowserContext, addresses: Iterable[str]) -> list[str]:
    """Open each address, relative to the context's, and return what was refused in any."""
    listen(context)
    page = context.new_page()
    said: list[str] = []
    page.on(
        "console", lambda message: said.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: said.append(error.message))
    found = []
    for address in addresses:
        page.goto(address, wait_until="load")
        found += [*read_violations(page), *(f"{address} {text}" for text in said)]
        said.clear()
    page.close()
    return found
