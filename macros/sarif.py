"""Problems → SARIF 2.1.0, which code hosts and editors read."""

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from macros.explaining import Explanation
from macros.reading import Problem

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
TOOL = "macros check"


def format_sarif(
    problems: Sequence[Problem], explain: Callable[[str], Explanation], address: str | None
) -> str:
    """Return one run with the rules that were broken; paths are relative to the root."""
    rules = sorted({problem.rule for problem in problems})
    driver: dict[str, Any] = {
        "name": TOOL,
        "language": "fr-FR",
        "rules": [_describe_rule(explain(rule), address) for rule in rules],
    }
    if address is not None:
        driver["informationUri"] = address
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_describe_result(problem, rules.index(problem.rule)) for problem in problems],
    }
    # In ASCII: nothing in the data reaches a terminal as it is.
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _describe_rule(explanation: Explanation, address: str | None) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": explanation.rule,
        "shortDescription": {"text": explanation.title},
        "fullDescription": {"text": explanation.what},
        "help": {"text": f"{explanation.why}\n{explanation.mend}"},
        "defaultConfiguration": {"level": "error"},
    }
    if address is not None:
        rule["helpUri"] = explanation.link(address)
    return rule


def _describe_result(problem: Problem, rule_index: int) -> dict[str, Any]:
    place = problem.place
    text = f"{problem.message}\n{problem.paste}" if problem.paste else problem.message
    # Braces hold a place, and « [text](address) » is a link.
    text = text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {
        "ruleId": problem.rule,
        "ruleIndex": rule_index,
        "level": "error",
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(place.file, errors="surrogateescape"),
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }
