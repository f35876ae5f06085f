"""Where readers mend a page: its file, a message ready to send, or the form of the forge, filled in."""

from collections.abc import Iterable
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
    return _write_message(contact, f"Erreur signalée : {title}", lines)


def ask_by_mail(site: Site, subject: str, questions: Iterable[str]) -> str | None:
    """Return a `mailto:` link whose message has questions to answer, or None without a contact."""
    lines = ["Bonjour,", "", *(line for question in questions for line in (question, "", ""))]
    return _write_message(site.contact, subject, lines) if site.contact else None


def _write_message(contact: str, subject: str, lines: list[str]) -> str:
    query = {"subject": subject, "body": "\r\n".join(lines)}
    return f"mailto:{quote(contact, safe='@')}?{urlencode(query, quote_via=quote)}"


def open_new_file(site: Site, folder: str) -> dict[str, str] | None:
    """Return the page of the forge where a new file of a folder is proposed: its address, then
    what its query calls the name, the content and the message. None without a repository.
    """
    if site.repository is None:
        return None
    gitlab = urls.is_gitlab(site.repository)
    named = (
        ("file_name", "content", "commit_message") if gitlab else ("filename", "value", "message")
    )
    address = urls.forge_url(site.repository, "new", site.branch, folder)
    return {"address": address, **dict(zip(("name", "content", "message"), named, strict=True))}


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
