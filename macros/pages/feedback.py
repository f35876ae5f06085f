"""Where a reader reports an error: a message ready to send, or the form of the forge, filled in."""

import re
from urllib.parse import quote, urlencode

from macros import urls
from macros.data.model import Site

ERROR_FORM = "erreur.yml"  # of .github/ISSUE_TEMPLATE/, whose field is `page`
SOURCE_FORM = "source.yml"
# GitLab's own templates are in .gitlab/issue_templates/.
GITLAB_TEMPLATES = {ERROR_FORM: "Signaler une erreur", SOURCE_FORM: "Proposer une source"}
_MAILBOX = re.compile(r"[^\s@<>\"(),:;\\\[\]?&]+@[^\s@<>\"(),:;\\\[\]?&]+")
_QUESTIONS = (
    "Ce qui est écrit :",
    "Ce qu’il faudrait lire :",
    "D’où je le sais (document, adresse, article) :",
)


def write_mail(site: Site, title: str, address: str, version: str | None) -> str | None:
    """Return a `mailto:` link that begins the message, or None without a contact to write to."""
    contact = site.contact
    if contact is None or not _MAILBOX.fullmatch(contact):
        return None
    said = [f"Page : {title}", f"Adresse : {address}"]
    said += [f"Version des données : {version}"] if version else []
    lines = ["Bonjour,", "", *said, ""]
    for question in _QUESTIONS:
        lines += [question, "", ""]
    query = urlencode(
        {"subject": f"Erreur signalée : {title}", "body": "\r\n".join(lines)}, quote_via=quote
    )
    return f"mailto:{quote(contact, safe='@')}?{query}"


def fill_form(
    site: Site, form: str, title: str, address: str, version: str | None = None
) -> str | None:
    """Return the address of a form of the forge, filled in, or None without a repository."""
    if site.repository is None:
        return None
    new = site.repository.rstrip("/").removesuffix(".git")
    if urls.is_gitlab(new):
        # Its templates have no fields: the title alone says which page.
        said = f"{title} ({version})" if version else title
        wanted = {"issuable_template": GITLAB_TEMPLATES[form], "issue[title]": said}
        return f"{new}/-/issues/new?{urlencode(wanted, quote_via=quote)}"
    # A forge that knows no such form shows an empty one, with its title.
    where = f"{address} (version {version})" if version else address
    fields = {"template": form, "title": f"{title} : ", "page": where}
    return f"{new}/issues/new?{urlencode(fields, quote_via=quote)}"
