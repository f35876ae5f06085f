"""The commands of `python -m macros`.

The command `x` is the function `run_x(options)`, which returns the exit code, and `add_x_arguments(parser)`
if it takes any. Its module is imported only when it runs: `check` should not wait for what draws the cards.
"""

import errno
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
INTERRUPTED, UNREAD = 130, 141  # codes of exit, as a shell gives them
_REASONS = {
    errno.EACCES: "l’accès est refusé",
    errno.EBUSY: "ce dossier est un disque monté, que rien ne peut remplacer d’un coup",
    errno.EFBIG: "ce fichier dépasse la taille que ce système permet",
    errno.EISDIR: "c’est un dossier",
    errno.ELOOP: "c’est un lien, à retirer",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.ENOENT: "rien n’existe à cet endroit",
    errno.ENOSPC: "il n’y a plus de place sur le disque",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EPERM: "l’accès est refusé",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EXDEV: "ce dossier est d’un autre disque que celui qui le contient",
}


class CommandError(Exception):
    """A command cannot go on: lines in French say why; the code 2 is that of a wrong command line."""

    def __init__(self, *lines: object, code: int = 1) -> None:
        super().__init__("\n".join(map(str, lines)))
        self.code = code


def require_own_data(data: Path) -> None:
    """Refuse data that are not those beside the pages and the settings of the site."""
    if data.resolve() != DATA.resolve():
        message = f"{data} : le site ne se fait qu’avec {DATA} ; mettre ces données à sa place."
        raise CommandError(message, code=2)


def describe_failure(error: OSError) -> str:
    """Say in French what the system refused, and of which file."""
    reason = name_reason(error)
    return f"{error.filename} : {reason}" if error.filename else reason


def name_reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
