"""What a folder needs before it is published, once the engine has written it."""

import os
from pathlib import Path

from macros.commits import Head
from macros.publishing.bill import describe_components
from macros.publishing.components import list_components
from macros.publishing.compress import compress_texts
from macros.publishing.notices import describe_licences
from macros.publishing.offline_copy import write_copy
from macros.publishing.sums import write_sums
from macros.urls import BILL, LICENCES


def finish(site: Path, project: Path, head: Head | None) -> None:
    """Add to the folder what accounts for it; the sums are last, since they cover the rest."""
    moment = head.moment if head else None
    components = list_components(project / "requirements.txt")
    (site / BILL).write_text(describe_components(components, moment), encoding="utf-8")
    (site / LICENCES).write_text(describe_licences(components), encoding="utf-8")
    write_copy(site, moment)
    compress_texts(site)  # after the copy, where nothing would read it
    write_sums(site)
    _set_modes(site)


def _set_modes(site: Path) -> None:
    # The same for all, whatever the umask: a host serves them.
    for folder, _, files in os.walk(site):
        Path(folder).chmod(0o755)
        for name in files:
            Path(folder, name).chmod(0o644)
