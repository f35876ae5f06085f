"""What became of a measure: told in somebody's quoted words, or searched for and not found."""

from pydantic import Field

from macros.data.field_types import (
    OCCURRENCE,
    QUOTE,
    SOURCE,
    Day,
    MeasureNumber,
    Number,
    PartialDate,
    Passage,
    Period,
    Slug,
    SourceSlug,
    Text,
    optional,
    record,
)
from macros.data.vocabulary import Continuation, CurrentState, Later, Report, Speaker

FROM_FILE_NAME = ("measure", "slug")  # of a follow-up
_QUOTE = "Passage cité : mots de la source, à la lettre ; « […] » marque une coupe."
_LOCATOR = "Endroit : page, article ou numéro de question, dans la source."
_PARTLY_READ = "Lecture partielle : pourquoi la source n’a pas été lue en entier."


@record("Ce qu’une mesure est devenue : un fait, dans les mots de qui le dit.")
class FollowUp:
    """The file's name gives the measure and the slug: `13-arrete-cap-gardien.yml`.

    In the file, `source` may be the record of a new source, without its slug: that of the file.
    """

    measure: MeasureNumber = Field(description="Mesure, par son numéro.")
    slug: Slug = Field(description="Identifiant, fixé pour toujours.")
    date: PartialDate = Field(description="Date où cela a été dit : AAAA, AAAA-MM ou AAAA-MM-JJ.")
    about: Period | None = optional("Période, si elle diffère : « 2011 », « 2010/2012 ».")
    speaker: Speaker = Field(description="Qui parle, dans les mots cités.")
    reports: tuple[Report, ...] = Field(min_length=1, description="Ce qui est rapporté.")
    summary: Text = Field(description="Résumé : ce qui s’est passé, en une ou deux phrases.")
    quote: Passage | None = optional(_QUOTE)
    locator: Text | None = optional(_LOCATOR)
    source: SourceSlug = Field(
        description=SOURCE
        + " Ou sa fiche, si elle est nouvelle : title, publisher, date, url, kind, access, verified."
    )
    partly_read: Text | None = optional(_PARTLY_READ)
    note: Text | None = optional("Réserve de ce site, à lire à côté de ces mots.")

    @property
    def caveats(self) -> list[str]:
        return [words for words in (self.partly_read, self.note) if words]

    @property
    def file_name(self) -> str:
        return f"{self.measure:02}-{self.slug}"

    @property
    def period(self) -> tuple[str, str]:
        """The first and the last moment that it is about, each a year, a month or a day."""
        first, _, last = (self.about or self.date).partition("/")
        return first, last or first

    @property
    def order(self) -> tuple[str, str]:
        """In the order of what happened: a year ends after each of its months."""
        return f"{self.period[1]}-99", self.date


@record("Une recherche de ce qu’une mesure est devenue, même vaine.")
class Search:
    date: Day = Field(description="Jour de la recherche, AAAA-MM-JJ.")
    where: tuple[Text, ...] = Field(min_length=1, description="Où : sites, recueils, catalogues.")
    words: tuple[Passage, ...] = Field(min_length=1, description="Mots cherchés.")
    extent: Text = Field(description="Ce qui a pu être lu (« débuts de pages »).")


@record("Ce qui a prolongé une mesure dans un texte plus récent, mot à mot des deux côtés.")
class Succession:
    to: Later = Field(description="Vers : le texte qui la prolonge.")
    kind: Continuation = Field(description="Ce que ce texte en fait.")
    quote: Passage = Field(description=QUOTE)
    occurrence: Number | None = optional(OCCURRENCE)
    later_quote: Passage = Field(description="Mots du texte plus récent, à la lettre.")
    locator: Text | None = optional(_LOCATOR)
    source: SourceSlug = Field(description=SOURCE)
    partly_read: Text | None = optional(_PARTLY_READ)


@record("Ce qu’il reste de la mesure aujourd’hui.")
class MeasureToday:
    as_of: Day = Field(description="Établi le : jour où cela a été constaté, AAAA-MM-JJ.")
    state: CurrentState = Field(description="État : ce qu’il en reste.")
    summary: Text = Field(description="Résumé : ce qu’il en reste, en une ou deux phrases.")
    quote: Passage | None = optional(_QUOTE)
    locator: Text | None = optional(_LOCATOR)
    source: SourceSlug = Field(description=SOURCE)
    partly_read: Text | None = optional(_PARTLY_READ)
