"""What the theme puts around a page, rendered once for all the pages of one form.

A form is all that the theme's output depends on, the words of a page aside. The theme renders it with
marks in place of the words; a page is then its words between the pieces.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from macros.alternates import Alternate
from macros.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Form:
    """`parent` is the address of the folder of the page: links depend on it."""

    parent: str
    robots: str | None
    described: bool
    linked: bool
    editable: bool
    reports: tuple[tuple[str, bool], ...]  # how an error is reported: whether it can be
    alternates: int  # how many other forms it has


@dataclass(frozen=True, slots=True)
class Filling:
    """The words of one page, none of them escaped but the body and the linked data."""

    leaf: str  # the last part of the address
    head: Metadata
    robots: str | None
    source: str
    edit_url: str | None
    reports: Mapping[str, str | None]
    body: str

    def words(self) -> Mapping[str, str]:
        """Return what goes in the place of each mark, by its name."""
        head = self.head
        words = {
            "leaf": self.leaf,
            "title": escape(head.title),
            "description": escape(head.description),
            "image": escape(head.image),
            "image_description": escape(head.image_description),
            "linked_data": head.linked_data or "",
            "source": escape(self.source),
            "edit_url": escape(self.edit_url or ""),
            "body": self.body,
        }
        words |= {f"report_{name}": escape(url or "") for name, url in self.reports.items()}
        for index, alternate in enumerate(head.alternates):
            words[f"url_{index}"] = escape(alternate.url)
            words[f"type_{index}"] = alternate.media_type
            words[f"title_{index}"] = escape(alternate.title)
        return words


class Marks:
    """Marks for one build: no data can hold them, since nobody can guess them."""

    def __init__(self) -> None:
        self.token = f"m{secrets.token_hex(16)}"
        self._mark = re.compile(rf"{self.token}-([a-z0-9_]+)-")

    def mark(self, name: str) -> str:
        return f"{self.token}-{name}-"

    def make_filling(self, form: Form, image_size: tuple[int, int]) -> Filling:
        """Return a filling of marks, for the theme to render a page of this form."""
        head = Metadata(
            self.mark("title"),
            self.mark("description") if form.described else "",
            self.mark("image"),
            image_size,
            self.mark("image_description"),
            Markup(self.mark("linked_data")) if form.linked else None,  # noqa: S704 (no data)
            tuple(
                Alternate(
                    self.mark(f"url_{index}"),
                    self.mark(f"type_{index}"),
                    self.mark(f"title_{index}"),
                )
                for index in range(form.alternates)
            ),
        )
        return Filling(
            self.mark("leaf"),
            head,
            form.robots,
            self.mark("source"),
            self.mark("edit_url") if form.editable else None,
            {name: self.mark(f"report_{name}") if given else None for name, given in form.reports},
            self.mark("body"),
        )

    def cut(self, html: str) -> "Shell":
        """Cut what the theme rendered at the marks."""
        pieces = self._mark.split(html)
        return Shell(tuple(pieces[::2]), tuple(pieces[1::2]))


@dataclass(frozen=True, slots=True)
class Shell:
    """`pieces` stand around the words; `names` say which."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, filling: Filling) -> str:
        """Return the page: the same as the theme would have rendered."""
        words = filling.words()
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts += (words[name], piece)
        return "".join(parts)
