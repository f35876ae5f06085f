"""French names of the fields of the data files: what messages, guides and the history call them.

The descriptions of a field begin with its name, up to the first sign of punctuation. It has one sense in
all files, or nearly: where one record says more (« Titre officiel du plan »), the shortest name counts.
"""

import re
from collections import defaultdict
from dataclasses import is_dataclass

from macros.data import help_model, ledger_model, model, outcome_model, search_model


def _list_names() -> dict[str, str]:
    models = (model, outcome_model, help_model, search_model, ledger_model)
    records = [cls for one in models for cls in vars(one).values() if is_dataclass(cls)]
    names: dict[str, list[str]] = defaultdict(list)
    names["follow_up"] = ["ce qu’on en sait"]  # of measures, as the history has it
    for record in records:
        for field, info in getattr(record, "__pydantic_fields__", {}).items():
            if head := re.split(r"[.,;:(]", info.description or "")[0].strip():
                names[field].append(head[:1].lower() + head[1:])
    return {field: min(found, key=len) for field, found in names.items()}


FIELDS = _list_names()
