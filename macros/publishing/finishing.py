"""What a folder needs before it is published, once the engine has written it."""

import os
from pathlib import Path

from macros.publishing.sums import write_sums


def finish(site: Path) -> None:
    """Add to the folder what accounts for it; the sums are last, since they cover the rest."""
    write_sums(site)
    _set_modes(site)


def _set_modes(site: Path) -> None:
    # The same for all, whatever the umask: a host serves them.
    for folder, _, files in os.walk(site):
        Path(folder).chmod(0o755)
        for name in files:
            Path(folder, name).chmod(0o644)
