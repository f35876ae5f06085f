"""Where readers mend a page: its file, a message ready to send, or the form of the forge, filled in."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from macros import urls
from macros.data.model import Site
from macros.data.vocabulary import Forge

ERROR_FORM = "erreur.yml"  # of .github/ISSUE_TEMPLATE/, whose field is `page`
SOURCE_FORM = "source.yml"
# GitLab's own templates are in .gitlab/issue_templates/.
GITLAB_TEMPLATES = {ERROR_FORM: "Signaler une erreur", SOURCE_FORM: "Proposer une source"}
_QUESTIONS = (
    "Ce qui est écrit :",
    "Ce qu’il faudrait lire :",
    "D’où je le sais (document, adresse, article) :",
)


# From the address of a repository, the pages of a forge: of a branch and a path, or of a commit.
_GITHUB = {
    "edit": "/edit/{branch}/{path}",
    "folder": "/tree/{branch}/{path}",
    "new": "/new/{branch}/{path}",
    "commit": "/commit/{path}",
    "issue": "/issues/new",
}
_WEBS: dict[str, dict[str, str]] = {
    Forge.GITHUB: _GITHUB,
    Forge.GITLAB: {action: f"/-{address}" for action, address in _GITHUB.items()},
    # Forgejo takes the name and content of a new file as GitHub does (go-gitea/gitea, #16556);
    # Bitbucket takes neither: who proposes one pastes it there.
    Forge.FORGEJO: _GITHUB
    | {
        "edit": "/_edit/{branch}/{path}",
        "folder": "/src/branch/{branch}/{path}",
        "new": "/_new/{branch}/{path}",
    },
    Forge.BITBUCKET: _GITHUB
    | {
        "edit": "/src/{branch}/{path}?mode=edit&at={branch}",
        "folder": "/src/{branch}/{path}",
        "new": "/create-file/{branch}/{path}",
        "commit": "/commits/{path}",
    },
}


def _find_forge(site: Site) -> str | None:
    """Return what the repository runs, if there is one; `check` demands that it be known."""
    return site.repository and (site.forge or urls.guess_forge(site.repository))


def _write_address(site: Site, action: str, path: str = "") -> str | None:
    if (forge := _find_forge(site)) is None:
        return None
    address = (site.repository or "").rstrip("/").removesuffix(".git")
    return address + _WEBS[forge][action].format(branch=site.branch, path=path)


def edit_link(site: Site, file: str) -> str | None:
    """Return where a data file is edited in a web editor, or a folder is shown, if it is known."""
    return _write_address(site, "edit" if "." in file.rsplit("/", 1)[-1] else "folder", file)


def commit_link(site: Site, commit: str) -> str | None:
    return _write_address(site, "commit", commit)


def write_mail(site: Site, title: str, address: str, version: str | None) -> str | None:
    """Return a `mailto:` link that says of which page, or None without a contact to write to."""
    about = [f"Page : {title}", f"Adresse : {address}"]
    about += [f"Version des données : {version}", ""] if version else [""]
    return ask_by_mail(site, f"Erreur signalée : {title}", _QUESTIONS, about)


def ask_by_mail(
    site: Site, subject: str, questions: Iterable[str], about: Iterable[str] = ()
) -> str | None:
    """Return a `mailto:` link whose message has questions to answer, or None without a contact."""
    if site.contact is None:
        return None
    lines = ["Bonjour,", "", *about, *(x for question in questions for x in (question, "", ""))]
    query = {"subject": subject, "body": "\r\n".join(lines)}
    return f"mailto:{quote(site.contact, safe='@')}?{urlencode(query, quote_via=quote)}"


def open_new_file(site: Site, folder: str) -> dict[str, str] | None:
    """Return the page of the forge where a new file of a folder is proposed: its address, then
    what its query calls the name, the content and the message. None without a repository.
    """
    if (address := _write_address(site, "new", folder)) is None:
        return None
    named = ("filename", "value", "message")
    if _find_forge(site) == Forge.GITLAB:
        named = ("file_name", "content", "commit_message")
    return {"address": address, **dict(zip(("name", "content", "message"), named, strict=True))}


def fill_form(
    site: Site, form: str, title: str, address: str, version: str | None = None
) -> str | None:
    """Return the address of a form of the forge, filled in, or None without a repository."""
    if (new := _write_address(site, "issue")) is None:
        return None
    if _find_forge(site) == Forge.GITLAB:
        # Its templates have no fields: the title alone says which page.
        title = f"{title} ({version})" if version else title
        fields = {"issuable_template": GITLAB_TEMPLATES[form], "issue[title]": title}
    else:
        # A forge that knows no such form shows an empty one, with its title.
        page = f"{address} (version {version})" if version else address
        fields = {"template": form, "title": f"{title} : ", "page": page}
    return f"{new}?{urlencode(fields, quote_via=quote)}"
