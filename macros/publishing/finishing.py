"""What a folder needs before it is published, once the engine has written it."""

import os
from datetime import datetime
from pathlib import Path

from macros.publishing.checksums import write_checksums
from macros.publishing.compress import compress_texts
from macros.publishing.offline_copy import write_copy


def finish(site: Path, moment: datetime | None) -> None:
    """Add the downloadable copy, of that moment, the compressed texts and the checksums of all files."""
    write_copy(site, moment)
    compress_texts(site)  # after the copy, where nothing would read it
    write_checksums(site)
    _set_modes(site)


def _set_modes(site: Path) -> None:
    # The same for all, whatever the umask: a host serves them.
    for folder, _, files in os.walk(site):
        Path(folder).chmod(0o755)
        for name in files:
            Path(folder, name).chmod(0o644)
