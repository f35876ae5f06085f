"""Texts that a spreadsheet would take for formulas."""

from collections.abc import Iterator

from macros.data.loading import Loaded
from macros.data.yaml_reader import Problem

# The wide ones too: a spreadsheet set up in Chinese or Japanese reads them as the others. Tabulations
# and line ends, the other ways in, are refused wherever they are.
_STARTS = tuple("=+-@＝＋－＠")


def check_cells(loaded: Loaded) -> Iterator[Problem]:
    """No text starts as a formula does, so that no table has to alter one."""
    for entry, _, field, value, path in loaded.fields:
        if isinstance(value, str) and value.startswith(_STARTS):
            message = f"« {value[0]} » au début de « {field} » : un tableur y lirait une formule "
            message += "; commencer par un mot (un tiret s’écrit « – »)"
            yield Problem(entry.at(*path), "formula", message)
