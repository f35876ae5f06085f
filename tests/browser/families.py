"""The pages of a built site, by family: pages that one template makes."""

from pathlib import Path

# The page that stands for its family, where the first one would say little.
TELLING = ("mesures/15/", "acteurs/maire/", "textes/loi-2007-297/", "echeances/2010-12-31/")


def list_addresses(site: Path) -> list[str]:
    """Return the address of every page of a built site, `404.html` included."""
    return sorted(
        path.relative_to(site).as_posix().removesuffix("index.html")
        for path in site.rglob("*.html")
    )


def choose_by_family(addresses: list[str]) -> dict[str, str]:
    """Return one page per family: `mesures/*/` for the measures, each other page its own family."""
    chosen: dict[str, str] = {}
    for address in sorted(addresses, key=lambda address: (address not in TELLING, address)):
        chosen.setdefault(_family(address), address)
    return dict(sorted(chosen.items()))


def _family(address: str) -> str:
    above, _, name = address.rstrip("/").rpartition("/")
    return f"{above}/*/" if above and name else address
