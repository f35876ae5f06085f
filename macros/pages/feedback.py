"""Where readers mend a page: its file, a message ready to send, or the form of the forge, filled in."""

from urllib.parse import quote, urlencode

from macros import urls
from macros.data.model import Site

ERROR_FORM = "erreur.yml"  # of .github/ISSUE_TEMPLATE/, whose field is `page`
SOURCE_FORM = "source.yml"
# GitLab's own templates are in .gitlab/issue_templates/.
GITLAB_TEMPLATES = {ERROR_FORM: "Signaler une erreur", SOURCE_FORM: "Proposer une source"}
_QUESTIONS = (
    "Ce qui est écrit :",
    "Ce qu’il faudrait lire :",
    "D’où je le sais (document, adresse, article) :",
)


def edit_link(site: Site, file: str) -> str | None:
    """Return where a data file is edited in a web editor, if the repository is known."""
    return urls.edit_url(site.repository, site.branch, file) if site.repository else None


def write_mail(site: Site, title: str, address: str, version: str | None) -> str | None:
    """Return a `mailto:` link that begins the message, or None without a contact to write to."""
    contact = site.contact
    if contact is None:
        return None
    lines = ["Bonjour,", "", f"Page : {title}", f"Adresse : {address}"]
    lines += [f"Version des données : {version}", ""] if version else [""]
    for question in _QUESTIONS:
        lines += [question, "", ""]
    query = {"subject": f"Erreur signalée : {title}", "body": "\r\n".join(lines)}
    return f"mailto:{quote(contact, safe='@')}?{urlencode(query, quote_via=quote)}"


def fill_form(
    site: Site, form: str, title: str, address: str, version: str | None = None
) -> str | None:
    """Return the address of a form of the forge, filled in, or None without a repository."""
    if site.repository is None:
        return None
    if urls.is_gitlab(site.repository):
        # Its templates have no fields: the title alone says which page.
        title = f"{title} ({version})" if version else title
        fields = {"issuable_template": GITLAB_TEMPLATES[form], "issue[title]": title}
    else:
        # A forge that knows no such form shows an empty one, with its title.
        page = f"{address} (version {version})" if version else address
        fields = {"template": form, "title": f"{title} : ", "page": page}
    new = urls.forge_url(site.repository, "issues", "new")
    return f"{new}?{urlencode(fields, quote_via=quote)}"
