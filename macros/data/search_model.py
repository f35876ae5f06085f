"""What the search learns: words of every day, those of other subjects, questions as people put them."""

from pydantic import Field

from macros.data.field_types import MeasureNumber, Text, record


@record("Des mots de tous les jours, et ceux du plan qu’ils font trouver.")
class Synonym:
    word: Text = Field(description="Mots du plan, tels que ses textes les ont.")
    said: tuple[Text, ...] = Field(description="Mots de tous les jours, tapés à leur place.")


@record("Des mots de ce dont le plan ne parle pas : qui les tape n’a pas de mesure pour réponse.")
class Elsewhere:
    subject: Text = Field(description="Objet : ce dont ils parlent.")
    words: tuple[Text, ...] = Field(description="Mots que l’on tape : « passeport ».")


@record("Des questions inventées pour la recherche, qui en apprend les mots.")
class Asked:
    measure: MeasureNumber = Field(description="Mesure qui répond.")
    asked: tuple[Text, ...] = Field(description="Questions, ou mots que l’on tape.")


@record("Le fichier questions.yml : ce que la recherche apprend.")
class Questions:
    questions: tuple[Asked, ...] = Field(description="Questions, par mesure.")
