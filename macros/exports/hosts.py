"""Redirects for the usual hosts, from the ledger: a browser then keeps the fragment by itself.

`_redirects` is read by Netlify, Cloudflare Pages and GitLab Pages, which share only 301; `.htaccess`
by Apache; `deploy/` holds what an nginx or a Caddy includes. Without moves they are valid and empty.
Files that moved are not redirected: they stay as copies, since calendars rarely follow a redirect.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from macros.deriving import Catalogue


def create_redirections(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the files, by path; `address` is the site's, with a final slash."""
    ledger = catalogue.data.permalinks
    base = urlsplit(address).path.rstrip("/")
    moved = [(base + m.address, base + m.to) for m in ledger.moved if m.address.endswith("/")]
    gone = [base + record.address for record in ledger.withdrawn if "#" not in record.address]
    # Only nginx can say 410 and still show the page that tells why.
    files = [address for address in gone if not address.endswith("/")]
    return {
        "_redirects": _join(
            "# Netlify, Cloudflare Pages, GitLab Pages.",
            (f"{old} {new} 301" for old, new in moved),
        ),
        ".htaccess": _join(
            "# Apache.",
            (f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"' for old, new in moved),
            (f'RedirectMatch 410 "^{re.escape(old)}$"' for old in files),
        ),
        "deploy/redirections.nginx.conf": _join(
            "# nginx: include this file in the block « server ».",
            (f"location = {old} {{ return 301 {new}; }}" for old, new in moved),
            (
                f"location = {old} {{ error_page 410 {old}index.html; return 410; }}"
                for old in gone
                if old.endswith("/")
            ),
            (f"location = {old} {{ return 410; }}" for old in files),
        ),
        "deploy/redirections.caddy": _join(
            "# Caddy: import this file in the block of the site.",
            (f"redir {old} {new} 301" for old, new in moved),
            (f"respond {old} 410" for old in files),
        ),
    }


def _join(comment: str, *groups: Iterable[str]) -> str:
    return "\n".join([comment, *(line for group in groups for line in group)]) + "\n"
