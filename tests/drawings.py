"""The pictures of CONTRIBUTING.md: the steps of a first change, drawn, with real lines of the data.

`python -m tests.drawings` draws them anew. They show no interface of any
forge: these change, and differ. What must be found on the page is described beside each picture.
"""

import tempfile
import textwrap
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from macros.data.yaml_reader import read_document

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "pictures" / "contribuer"
MEASURE = ROOT / "data" / "measures" / "15.yml"
WIDTH = 760
LINE = 26
INK, MUTED, PAPER, CARD, ACCENT, ADDED, REMOVED = (
    "#1f2322", "#5c6360", "#fbfaf6", "#ffffff", "#1b5e50", "#ddf0e3", "#f9dedb"
)  # fmt: skip
SANS = "font-family='Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif'"
MONO = "font-family='Cascadia Mono, Menlo, Consolas, monospace'"
BETTER = "Doubler les contrats et stratégies de sécurité des transports"  # a title to propose


@dataclass
class Drawing:
    """Lines of SVG, from the top down."""

    title: str
    parts: list[str] = field(default_factory=list)
    y: int = 16

    def text(self, words: str, *, x: int = 36, size: int = 17, colour: str = INK, bold: bool = False, mono: bool = False) -> None:  # fmt: skip
        self.y += LINE
        weight = " font-weight='600'" if bold else ""
        self.parts.append(
            f"<text x='{x}' y='{self.y}' {MONO if mono else SANS} font-size='{size}' fill='{colour}'"
            f"{weight} xml:space='preserve'>{escape(words)}</text>"
        )

    def behind(self, colour: str, lines: int = 1) -> None:
        """Colour the place of the next lines."""
        self.parts.append(
            f"<rect x='20' y='{self.y + 6}' width='{WIDTH - 40}' height='{lines * LINE}' fill='{colour}'/>"
        )

    def button(self, words: str, *, strong: bool = True) -> None:
        self.y += 14
        width = 26 + 9 * len(words)
        fill, ink = (ACCENT, CARD) if strong else (CARD, INK)
        self.parts.append(
            f"<rect x='36' y='{self.y}' width='{width}' height='36' rx='6' fill='{fill}' stroke='{ACCENT}'/>"
            f"<text x='{36 + width // 2}' y='{self.y + 24}' {SANS} font-size='17' font-weight='600' "
            f"fill='{ink}' text-anchor='middle'>{escape(words)}</text>"
        )
        self.y += 44

    def gap(self, height: int = 12) -> None:
        self.y += height

    def svg(self) -> str:
        height = self.y + 26
        head = (
            f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' "
            f"height='{height}' role='img'><title>{escape(self.title)}</title>"
            f"<rect width='{WIDTH}' height='{height}' rx='10' fill='{PAPER}' stroke='#d9d6cc'/>"
        )
        return "\n".join([head, *self.parts, "</svg>", ""])


def draw_all() -> dict[str, str]:
    """Return the drawings by file name."""
    lines = MEASURE.read_text(encoding="utf-8").splitlines()
    title = next(line for line in lines if line.startswith("title: "))
    start = lines.index(title) - 3
    damaged = "\n".join(lines).replace(title, "title: Transports : doubler les stratégies")
    return {
        "1-page.svg": _draw_page(title.removeprefix("title: ")),
        "2-fichier.svg": _draw_file(lines[start : start + 8], title),
        "3-motif.svg": _draw_reason(),
        "4-verification.svg": _draw_check(_find_problem(damaged), title.removeprefix("title: ")),
    }


def _draw_page(title: str) -> str:
    drawing = Drawing(
        "Le bas d’une page de mesure, avec le lien « Modifier les données de cette page »"
    )
    drawing.text("Mesure 15", colour=MUTED, size=15)
    drawing.text(title, size=16, bold=True)
    drawing.text("… tout en bas de la page :", colour=MUTED)
    drawing.gap()
    drawing.behind(ADDED)
    drawing.text("Modifier les données de cette page", colour=ACCENT, bold=True)
    drawing.text("(data/measures/15.yml)", colour=MUTED, mono=True, size=15)
    drawing.text("Signaler une erreur · Par courriel, sans compte · Contribuer", colour=ACCENT)
    return drawing.svg()


def _draw_file(lines: list[str], title: str) -> str:
    drawing = Drawing("Le fichier de la mesure 15 ; la ligne du titre est remplacée")
    drawing.text("data/measures/15.yml", colour=MUTED, mono=True, size=15)
    drawing.gap(8)
    for line in lines:
        shown = line if len(line) <= 74 else line[:73] + "…"
        if line == title:
            drawing.behind(REMOVED)
            drawing.text(shown, mono=True, size=15)
            drawing.behind(ADDED)
            shown = f"title: {BETTER}"
        drawing.text(shown, mono=True, size=15)
    drawing.gap(6)
    drawing.text("Rouge : la ligne d’avant. Vert : la vôtre. Le reste ne bouge pas.", colour=MUTED, size=15)  # fmt: skip
    return drawing.svg()


def _draw_reason() -> str:
    drawing = Drawing("Le message de la modification, avec son titre et sa ligne « Motif : »")
    drawing.text("Titre, en quelques mots", colour=MUTED, size=15)
    drawing.behind(CARD)
    drawing.text("Préciser le titre de la mesure 15", bold=True)
    drawing.gap(8)
    drawing.text("Description", colour=MUTED, size=15)
    drawing.behind(CARD)
    drawing.text("Motif : le texte vise les contrats autant que les stratégies.")
    drawing.button("Proposer la modification")
    return drawing.svg()


def _draw_check(problem: str, title: str) -> str:
    drawing = Drawing(
        "La réponse des vérifications : un problème situé, puis ce qui change, champ par champ"
    )
    drawing.text(
        "Si quelque chose ne va pas, le fichier, la ligne et le remède sont dits :",
        colour=MUTED,
        size=15,
    )
    said = textwrap.wrap(problem.replace("« ", "«\u00a0").replace(" »", "\u00a0»"), 74)
    drawing.behind(REMOVED, len(said))
    for line in said:
        drawing.text(line, mono=True, size=15)
    drawing.gap()
    drawing.text(
        "Sinon, un commentaire dit ce qui change, champ par champ :", colour=MUTED, size=15
    )
    drawing.text("Corrections", bold=True)
    drawing.text("modification : mesure 15, titre", x=52)
    drawing.behind(REMOVED)
    drawing.text(f"- {title}", x=52, mono=True, size=15)
    drawing.behind(ADDED)
    drawing.text(f"+ {BETTER}", x=52, mono=True, size=15)
    return drawing.svg()


def _find_problem(text: str) -> str:
    """Return what is said of a title that forgets its quotation marks."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, MEASURE.name)
        path.write_text(text, encoding="utf-8")
        _, [problem, *_] = read_document(path, "data/measures/15.yml")
    return str(problem)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, svg in draw_all().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
