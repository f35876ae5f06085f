"""What the patterns of a kind find in a text, sorted out."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from macros.passages import Span


class _HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


Found = TypeVar("Found", bound=_HasSpan)


def keep_apart(found: Iterable[Found], excluded: Iterable[Span] = ()) -> list[Found]:
    """Return what stands apart, in the order of the text.

    Of two that overlap, the first that is given is kept; none is that overlaps an excluded span.
    """
    taken, kept = [*excluded], []
    for one in found:
        start, end = one.span
        if not any(start < b and a < end for a, b in taken):
            taken.append(one.span)
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)
