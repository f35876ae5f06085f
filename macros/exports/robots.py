"""`/robots.txt`: everything may be read; where the list of pages is."""

from macros.catalogue.views import Catalogue


def create_robots(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Return the file, by path; it counts only where the site is not in a sub-folder."""
    return {"robots.txt": f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"}
