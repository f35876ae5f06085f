"""`rename`: another identifier for a record; `move`: another address; `withdraw`: what is gone for good.

Each edits a copy of the data and of the pages, which must be valid afterwards; the files themselves are
written at the end, all of them or none.
"""

import difflib
import re
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from macros import urls
from macros.atomic import create_text, replace_text
from macros.commands import CommandError
from macros.data.checking import check_data
from macros.data.layout import format_text, spell_value
from macros.data.loading import FOLLOW_UP
from macros.data.project_files import PAGES
from macros.data.rules.ledger import list_targets
from macros.data.rules.references import KINDS
from macros.data.validation import suggest
from macros.data.yaml_reader import Place
from macros.french import format_count, slugify
from macros.history.revisions import History
from macros.site.build import Build
from macros.site.handwritten import page_url
from macros.site.page_links import list_links
from macros.site.prepare import derive_build, prepare_build

LISTS = {kind: name for name, kind in KINDS.items()} | {"follow_up": FOLLOW_UP}
RENAMED, GONE = "L’identifiant a changé.", "Ce contenu a été retiré du site."
LEDGER = "data/permalinks.yml"
_NAMES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_MOST_SHOWN = 40  # lines of what changes in one file


def _add_common(parser: ArgumentParser, reason: str) -> None:
    parser.add_argument("--reason", default=reason, metavar="RAISON", help="publiée avec l’adresse")
    parser.add_argument("--write", action="store_true", help="écrit ; sans cela, montre seulement")


def add_rename_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=[*LISTS], metavar="FICHE", help=", ".join(LISTS))
    parser.add_argument("old", metavar="ANCIEN", help="identifiant d’aujourd’hui")
    parser.add_argument("new", metavar="NOUVEAU", help="identifiant à lui donner")
    _add_common(parser, RENAMED)


def add_move_arguments(parser: ArgumentParser) -> None:
    parser.description = (
        "Renomme une page écrite à la main (docs/guide.md) et tout ce qui y renvoie, ou dit où est "
        "passée une adresse qui n’existe plus (/mesures/15/#echeance-2010-12-31)."
    )
    parser.add_argument("old", metavar="ANCIENNE", help="page de docs/, ou adresse disparue")
    parser.add_argument("new", metavar="NOUVELLE", help="page de docs/, ou adresse du site")
    _add_common(parser, "L’adresse a changé.")


def add_withdraw_arguments(parser: ArgumentParser) -> None:
    parser.description = "Écrit que les adresses qui n’existent plus sont retirées, et pourquoi."
    _add_common(parser, GONE)


def run_rename(options: Namespace) -> int:
    work, old, new = _Work(options.data), options.old, options.new
    checked, name = check_data(options.data), LISTS[options.kind]
    known = {entry.record.slug: entry.at("slug") for entry in checked.loaded.get(name)}
    if prepare_build(options.data, History(), checked)[1]:
        raise CommandError("Corrigez d’abord les problèmes que « make check » donne.")
    if old not in known:
        raise CommandError(f"« {old} » n’existe pas{suggest(old, known)}", code=2)
    if new != slugify(new) or new in known:
        fault = "existe déjà" if new in known else f"s’écrit « {slugify(new)} »"
        raise CommandError(f"« {new} » {fault}", code=2)
    places = {
        entry.at(*path) for entry, to, value, path in checked.loaded.references
        if (to, value) == (name, old)
    }  # fmt: skip
    for path in sorted((options.data / FOLLOW_UP).glob(f"*-{old}.yml")):
        if name in (FOLLOW_UP, "sources") and path.stem.partition("-")[2] == old:
            number = path.stem.partition("-")[0]
            work.move(f"data/{FOLLOW_UP}/{path.name}", f"data/{FOLLOW_UP}/{number}-{new}.yml")
    for place in {*places, known[old]}:
        work.replace_at(place, old, new)
    work.rename_in_calls(options.kind, old, new)
    work.follow(lambda address: _rename_in(address, old, new), options.reason)
    return work.finish(write=options.write)


def run_move(options: Namespace) -> int:
    work, old, new = _Work(options.data), options.old, options.new
    if old.startswith("/"):
        # What proves a thing goes where the thing goes: « #preuve-echeance-2010-12-31 ».
        anchor, to = (address.partition("#")[2] or address for address in (old, new))
        work.follow(
            lambda address: [address.removesuffix(anchor) + to, new]
            if address.endswith(anchor) and urls.page_of(address) == urls.page_of(old) else [],
            options.reason,
        )  # fmt: skip
        return work.finish(write=options.write)
    if work.read(old) is None or not new.startswith(f"{PAGES}/") or work.read(new) is not None:
        message = f"Il faut une page de {PAGES}/ et un nom libre : {PAGES}/guide.md {PAGES}/aide.md"
        raise CommandError(message, code=2)
    first, last = (page_url(path.removeprefix(f"{PAGES}/")) for path in (old, new))
    menus = "".join(path.read_text("utf-8") for path in work.root.glob("overrides/**/*.html"))
    known = {str(url).partition("#")[0] for url in vars(urls).values()}
    if first in known or re.search(rf"[\"']{re.escape(first)}[\"']", menus):
        raise CommandError(f"{old} : le site lui-même renvoie à cette page, qui garde son adresse.")
    work.move(old, new)
    work.follow(
        lambda address: [address.replace(f"/{first}", f"/{last}", 1)]
        if urls.page_of(address) == f"/{first}" else [],
        options.reason,
    )  # fmt: skip
    return work.finish(write=options.write)


def run_withdraw(options: Namespace) -> int:
    work = _Work(options.data)
    build = work.build()
    ledger, day = build.ledger, build.catalogue.data.site.updated
    if not ledger.vanished:
        print("Toutes les adresses publiées existent, ou ont déjà leur ligne.")
        return 0
    text = ledger.write_withdrawals(day, options.reason)
    work.add_to_ledger("withdrawn", text.partition("\n")[2])
    return work.finish(write=options.write)


def _rename_in(address: str, old: str, new: str) -> list[str]:
    """Return what an address may have become: with one of the old names in it replaced, or all."""
    starts = [match.start() for match in re.finditer(re.escape(old), address)]
    each = [address[:at] + new + address[at + len(old) :] for at in starts]
    return [*each, address.replace(old, new)]


@dataclass
class _Work:
    """The texts to come, by file from the root of the project; None for a file that goes."""

    data: Path
    texts: dict[str, str | None] = field(default_factory=dict)
    moves: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        return self.data.absolute().parent

    def path(self, file: str) -> Path:
        return (
            self.data / file.removeprefix("data/") if file.startswith("data/") else self.root / file
        )

    def read(self, file: str) -> str | None:
        if file in self.texts:
            return self.texts[file]
        path = self.path(file)
        return path.read_bytes().decode() if path.is_file() else None

    def move(self, old: str, new: str) -> None:
        self.texts[new], self.texts[old] = self.read(old), None
        self.moves[old] = new

    def replace_at(self, place: Place, old: str, new: str) -> None:
        file = self.moves.get(place.file, place.file)
        lines = (self.read(file) or "").split("\n")
        line, at = lines[place.line - 1], place.column - 1
        if match := re.compile(rf"(['\"]?){re.escape(old)}(?![\w-])").match(line, at):
            lines[place.line - 1] = line[: match.end(1)] + new + line[match.end() :]
            self.texts[file] = "\n".join(lines)

    def rename_in_calls(self, kind: str, old: str, new: str) -> None:
        """Rename a record in the calls of macros: « actor("maire") »."""
        name = re.compile(rf"(\b{kind}\s*\(\s*['\"]){re.escape(old)}(?=['\"])")
        for path in sorted((self.root / PAGES).rglob("*.md")):
            file = path.relative_to(self.root).as_posix()
            text = self.read(file) or ""
            after = _NAMES.sub(lambda call: name.sub(rf"\g<1>{new}", call[0]), text)
            if after != text:
                self.texts[file] = after

    def follow(self, guess: Callable[[str], list[str]], reason: str) -> None:
        """Write where the addresses that vanish have gone, in the ledger and in the links of pages."""
        before = self.build(edited=False)
        build = self.build()
        ledger, day = build.ledger, build.catalogue.data.site.updated
        former = ledger.permalinks.record.former
        targets = {to for record in former for to, _ in list_targets(record, ())}
        moved = {
            address: to
            for address in dict.fromkeys((*ledger.vanished, *sorted(targets - ledger.addresses)))
            for to in [next((one for one in guess(address) if one in ledger.addresses), "")]
            if to
        }
        if not moved and not self.texts:
            raise CommandError("Aucune adresse publiée ne change ainsi : rien à écrire.")
        self.follow_links(before, build, moved)
        for old, new in moved.items():
            line, text = rf"(?m)^( +(?:to: |see: |- )){re.escape(old)}$", self.read(LEDGER) or ""
            self.texts[LEDGER] = re.sub(line, rf"\g<1>{new}", text)
        # What gets its former name again has not moved.
        for address in (record.address for record in former if record.address in ledger.addresses):
            item = rf"(?m)^  - address: {re.escape(address)}\n(?: {{4}}.*\n)+"
            text = re.sub(item, "", self.read(LEDGER) or "")
            self.texts[LEDGER] = re.sub(r"(?m)^(\w+):\n(?!(?:#.*\n|\n)* )", r"\1: []\n", text)
        pages = {old: new for old, new in moved.items() if "#" not in old}
        items = [
            f"  - address: {old}\n    to: {new}\n    date: {day}\n    reason: {spell_value(reason)}"
            for old, new in moved.items()
            if old in ledger.vanished
            # A page that moves takes its anchors along.
            and ("#" not in old or f"{pages.get(urls.page_of(old))}#{old.partition('#')[2]}" != new)
        ]
        if items:
            self.add_to_ledger("moved", "\n".join(items))

    def follow_links(self, before: Build, after: Build, moved: Mapping[str, str]) -> None:
        sources = {page.source: page for page in before.handwritten.values()}
        for source, page in sources.items():
            file = self.moves.get(source, source)
            text = (self.read(file) or "").replace("\r\n", "\n")
            page_after = after.handwritten[page_url(file[len("docs/") :])]
            shift = len(text) - len(page_after.text)
            for link in reversed([*list_links(page_after.text)]):
                address = f"/{link.resolve(page)}"
                where, mark, anchor = address.partition("#")
                to = moved.get(address) or (moved[where] + mark + anchor if where in moved else "")
                if not link.target.startswith("#") and (to or file != source):
                    start = link.start + shift
                    right = link.write((to or address)[1:], page_after, after)
                    text = text[:start] + right + text[start + len(link.target) :]
            if text != (self.read(file) or ""):
                self.texts[file] = text

    def add_to_ledger(self, name: str, items: str) -> None:
        text = self.read(LEDGER) or ""
        if re.search(rf"(?m)^{name}:", text) is None:
            text += f"\n{name}: []\n"
        text = re.sub(rf"(?m)^{name}: *\[\]", f"{name}:", text)
        end = re.compile(rf"(?m)^{name}:.*\n(?:(?:[ #-].*)?\n)*").search(f"{text}\n")
        assert end  # noqa: S101 (it was put there)
        head = text[: end.end()].rstrip("\n")
        self.texts[LEDGER] = format_text(f"{head}\n{items}\n{text[len(head) :].lstrip(chr(10))}")

    def build(self, *, edited: bool = True) -> Build:
        """Return the build of the edited copy, whatever its ledger says."""
        with TemporaryDirectory() as folder:
            data = self.copy(Path(folder), edited=edited)
            checked = check_data(data)
            if checked.dataset is None:
                raise CommandError(
                    *checked.problems, "Corrigez d’abord ce qui précède : rien n’est écrit."
                )
            return derive_build(Path(folder), checked, checked.dataset, History())

    def copy(self, folder: Path, *, edited: bool = True) -> Path:
        shutil.copytree(self.data, folder / "data")
        shutil.copytree(self.root / PAGES, folder / PAGES, dirs_exist_ok=True)
        for file, text in self.texts.items() if edited else ():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_bytes(text.encode())
        return folder / "data"

    def finish(self, *, write: bool) -> int:
        """Show what changes; write it where asked, if no problem is left but other lost addresses."""
        with TemporaryDirectory() as folder:
            _, problems = prepare_build(self.copy(Path(folder)), History())
        if problems:
            lost, left = (len(self.build(edited=e).ledger.vanished) for e in (False, True))
            if problems[1:] or not 0 < left < lost:
                raise CommandError(*problems, "Rien n’est écrit.")
        for file in sorted(self.texts):
            self._show(file)
        count = format_count(len(self.texts), "fichier")
        if not write:
            print(f"{count} à changer. Rien n’est écrit : la même commande avec --write le fait.")
            return 0
        self._write()
        done = f"{count} : c’est écrit. « make check » le vérifie, « git diff » le montre."
        print(done, *problems, sep="\n")
        return 0

    def _show(self, file: str) -> None:
        before, after = _Work(self.data).read(file), self.texts[file]
        if before is None or after is None:
            print(f"{file} : {'disparaît' if after is None else 'nouveau nom'}")
            return
        texts = before.split("\n"), after.split("\n")
        lines = [*difflib.unified_diff(*texts, n=0, lineterm="")][2:]
        print(f"{file} :", *lines[:_MOST_SHOWN], sep="\n  ")
        if more := lines[_MOST_SHOWN:]:
            print(f"  … et {format_count(len(more), 'autre ligne', 'autres lignes')}")

    def _write(self) -> None:
        """Write every file, or give each its old text back."""
        old = {file: _Work(self.data).read(file) for file in self.texts}
        try:
            self._put(self.texts)
        except BaseException:
            self._put(old)
            raise

    def _put(self, texts: Mapping[str, str | None]) -> None:
        for file, text in texts.items():
            path = self.path(file)
            if text is None:
                path.unlink(missing_ok=True)
            elif path.exists():
                replace_text(path, text)
            else:
                create_text(path, text)
