"""Where to find help today, and the words of those who need it: apart from the plan's own text."""

from pydantic import Field

from macros.data import vocabulary
from macros.data.field_types import SOURCE, SourceSlug, Text, WebAddress, optional, record, several


@record("Un service d’aide d’aujourd’hui, étranger au plan.")
class HelpService:
    name: Text = Field(description="Nom du service.")
    number: Text | None = optional("Numéro à composer.")
    url: WebAddress | None = optional("Adresse du service.")
    summary: Text = Field(description="Résumé : pour qui, pour quoi, en une phrase.")
    source: SourceSlug = Field(description=SOURCE)
    words: tuple[Text, ...] = several("Mots cherchés, qui le font passer devant.")
    replaces: tuple[Text, ...] = several("Ce qu’il remplace : numéros, noms qui n’existent plus.")


@record("Des mots que tape une personne en danger : la recherche montre alors qui appeler.")
class Danger:
    kind: vocabulary.DangerKind = Field(description="Type : quand ces mots disent un danger.")
    words: tuple[Text, ...] = Field(description="Mots, au masculin singulier ou à l’infinitif.")


@record("Le fichier help.yml : où trouver de l’aide aujourd’hui.")
class Help:
    services: tuple[HelpService, ...] = Field(description="Services d’aide, aujourd’hui.")
    dangers: tuple[Danger, ...] = several("Mots de danger.")
