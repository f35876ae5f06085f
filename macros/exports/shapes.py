"""`/api/v1/schema/shapes.ttl`: the form of the triples; and where these are.

Apart from what makes them, whose library takes long to load.
"""

from pathlib import Path

from macros import urls
from macros.deriving import Catalogue

SHAPES = Path(__file__).parent / "shapes.ttl"


def list_linked_data(catalogue: Catalogue) -> tuple[str, str]:  # noqa: ARG001
    """Return the paths of both forms: Turtle, JSON-LD."""
    return urls.api_url("plan.ttl"), urls.api_url("plan.jsonld")


def create_shapes(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Return what the triples are sure to say, by path."""
    return {urls.api_url("schema/shapes.ttl"): SHAPES.read_text(encoding="utf-8")}
