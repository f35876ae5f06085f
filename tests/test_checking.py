"""Every rule, on small broken plans: the complete lists of messages, word for word."""

import re
import shutil
import typing
from decimal import Decimal
from pathlib import Path

import pytest

from macros.data.checking import check_data
from macros.data.rules.numbers import numbers_in
from macros.data.yaml_reader import Rule

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"

# The files cannot be read, or their values do not have the shape of the model.
BROKEN_SHAPE = [
    "data/actor.yml:1:1: nom inconnu, le contenu serait ignoré ; vouliez-vous dire « actors.yml » ? [unknown-file]",
    "data/actors.yml:1:1: le champ « families » manque : l’ajouter [field-missing]",
    "data/actors.yml:1:1: champ « familes » inconnu ; vouliez-vous dire « families » ? [field-unknown]",
    "data/actors.yml:10:7: le champ « name » manque : l’ajouter [field-missing]",
    "data/actors.yml:10:7: champ « nom » inconnu ; vouliez-vous dire « name » ? [field-unknown]",
    "data/actors.yml:12:11: « un-identifiant-trop-long-un-identifiant-trop-long-un-identif… » pour « slug » : il faut au plus 60 caractères [text-format]",
    "data/actors.yml:13:11: une liste pour « name » : il faut un texte [type]",
    "data/actors.yml:15:5: le champ « definite » manque : l’ajouter [field-missing]",
    "data/actors.yml:15:5: le champ « name » manque : l’ajouter [field-missing]",
    "data/actors.yml:15:11: « mairie » existe déjà (data/actors.yml:5:11) : en choisir un autre [duplicate-id]",
    "data/actors.yml:16:5: « mairie » : il faut une fiche (un champ par ligne) [type]",
    "data/axes.yml:1:1: il faut ici « axes : » [type]",
    "data/glossary.yml:2:5: une fiche ne s’écrit pas entre accolades : une virgule y couperait le texte ; écrire un champ par ligne [yaml-flow]",
    "data/help.yml:1:1: ce fichier manque : le remettre à sa place, ou lui rendre son nom [file-missing]",
    "data/laws.yml:1:6: valeur vide pour « laws » : il faut une liste (un tiret par élément) [type]",
    'data/measures/01.yml:2:26: YAML illisible : un « : » suivi d’une espace coupe la valeur : la mettre entre guillemets droits ("…"), ou passer à la ligne après « >- » [yaml-syntax]',
    "data/measures/02.yml:2:1: YAML illisible : remplacer la tabulation par des espaces [yaml-syntax]",
    "data/measures/03.yml:3:8: les alias YAML (« * ») sont refusés : recopier la valeur, ou la mettre entre guillemets droits [yaml-alias]",
    "data/measures/04.yml:2:9: ce caractère n’est pas en UTF-8 : enregistrer le fichier en UTF-8 [yaml-encoding]",
    "data/measures/05.yml:2:13: caractère invisible U+0000 : le supprimer [invisible-character]",
    "data/measures/06.yml:1:28: structure trop profonde (plus de 20 niveaux) : vérifier les espaces en début de ligne [yaml-depth]",
    "data/measures/07.yml:1:1: valeur vide : il faut une fiche (un champ par ligne) [type]",
    "data/measures/08-copie.yml:1:1: nom inconnu, le contenu serait ignoré : « 08.yml » existe déjà, n’en garder qu’un [unknown-file]",
    "data/measures/08.yml:1:9: « 08 » pour « number » : il faut un nombre entier, sans guillemets, ni espace, ni zéro devant [type]",
    "data/measures/08.yml:4:8: étiquette YAML « !titre » refusée : la retirer [yaml-tag]",
    "data/measures/08.yml:5:22: caractère invisible U+200B (espace sans largeur) : le supprimer [invisible-character]",
    "data/measures/08.yml:6:1: champ « text » écrit deux fois (déjà ligne 5) : n’en garder qu’un [duplicate-key]",
    "data/measures/08.yml:7:3: le nom d’un champ est un simple mot : l’écrire avant « : » [yaml-key]",
    "data/measures/08.yml:9:13: « comitment » n’est pas admis pour « commitment » ; vouliez-vous dire « commitment » ? [value-unknown]",
    "data/measures/08.yml:18:14: « 1 000 » pour « value » : il faut un nombre, sans guillemets ni espace, avec un point pour les décimales [type]",
    "data/measures/08.yml:19:17: « oui » pour « computed » : il faut true ou false [type]",
    "data/measures/11.yml:1:9: YAML illisible : un guillemet ouvert n’est pas refermé [yaml-syntax]",
    "data/measures/12.yml:4:15: « # » ouvre un commentaire et coupe la valeur : mettre la valeur entre guillemets droits [yaml-comment]",
    "data/measures/12.yml:8:19: « # » ouvre un commentaire et coupe la valeur : mettre la valeur entre guillemets droits [yaml-comment]",
    "data/measures/12.yml:12:12: « # » ouvre un commentaire et coupe la valeur : mettre la valeur entre guillemets droits [yaml-comment]",
    "data/measures/13.yml:2:15: « # » ouvre un commentaire et coupe la valeur : mettre la valeur entre guillemets droits [yaml-comment]",
    "data/measures/51.yaml:1:1: nom inconnu, le contenu serait ignoré : le renommer « 51.yml » [unknown-file]",
    "data/measures/9.yml:1:1: nom inconnu, le contenu serait ignoré : le renommer « 09.yml » [unknown-file]",
    "data/measures/brouillon.yml:1:1: nom inconnu, le contenu serait ignoré : une mesure va dans un fichier nommé d’après son numéro (« 07.yml ») [unknown-file]",
    "data/permalinks.yml:2:5: le champ « to » manque : l’ajouter [field-missing]",
    "data/permalinks.yml:7:9: une liste pour « to » : il faut au moins un élément [list-empty]",
    "data/plan.yml:5:6: « 1998-02-29 » pour « end » : il faut une date AAAA-MM-JJ qui existe [date-format]",
    "data/plan.yml:6:16: « Arrêté » pour « period_source » : il faut un identifiant en minuscules sans accent, mots liés par des tirets (« arrete ») [text-format]",
    "data/plan.yml:8:16: « -1 » pour « measure_count » : il faut un nombre d’au moins 0 [number-range]",
    "data/plan.yml:10:8: « mairie » pour « doors » : il faut une liste (un tiret par élément) [type]",
    "data/plan.yml:12:12: « origine » n’est pas admis pour « topic » ; vouliez-vous dire « origin » ? [value-unknown]",
    "data/plan.yml:14:14: une liste pour « sources » : il faut au moins un élément [list-empty]",
    "data/published.yml:2:3: « mesures/1/ » : il faut une adresse du site : « /mesures/21/ », « /mesures/21/#acteurs » ou « /api/v1/measures.json » [text-format]",
    "data/published.yml:3:16: « juin 2005 » pour « /mesures/2/ » : il faut une date AAAA-MM-JJ (« 2010-12-31 ») [date-format]",
    "data/published.yml:4:3: « /Mesures/3/ » : il faut une adresse du site : « /mesures/21/ », « /mesures/21/#acteurs » ou « /api/v1/measures.json » [text-format]",
    "data/published.yml:6:3: champ « /mesures/1/#texte » écrit deux fois (déjà ligne 5) : n’en garder qu’un [duplicate-key]",
    "data/published.yml:9:12: une liste pour « dates » : il faut au moins un élément [list-empty]",
    "data/site.yml:1:6: « velo.example.org » pour « url » : il faut une adresse complète commençant par https:// ou http:// [text-format]",
    "data/site.yml:2:9: «  » pour « branch » : il faut un texte qui ne soit pas vide [text-format]",
    "data/site.yml:3:7: « 5 » pour « host » : il faut un texte [type]",
    "data/site.yml:4:10: « 30/06/2005 » pour « updated » : il faut une date AAAA-MM-JJ (« 2005-06-30 ») [date-format]",
    "data/sources.yml:5:11: « 1998-02-30 » pour « date » : il faut une date AAAA, AAAA-MM ou AAAA-MM-JJ qui existe [date-format]",
    "data/sources.yml:10:11: « mars 1998 » pour « date » : il faut une date AAAA, AAAA-MM ou AAAA-MM-JJ [text-format]",
    "data/sources.yml:11:13: « no » n’est pas admis pour « access » ; valeurs possibles : live (consultée en ligne), copy (lue dans une copie), catalogue (connue par un catalogue) [value-unknown]",
    "data/themes.yml:1:1: ce fichier manque : le remettre à sa place, ou lui rendre son nom [file-missing]",
]

# The shape is right, the sense is not.
BROKEN_RULES = [
    "data/actors.yml:4:11: rien ne renvoie à « autres » : le citer quelque part ou le retirer [orphan]",
    "data/actors.yml:9:15: « mairie » n’a pas d’article : commencer par le, la, les ou l’ [article]",
    "data/actors.yml:11:5: « routes » a « family » et « parent » : n’en garder qu’un [hierarchy]",
    "data/actors.yml:15:13: « routes » relève de lui-même : corriger « parent » [hierarchy]",
    "data/actors.yml:19:13: « ateliers » relève de lui-même : corriger « parent » [hierarchy]",
    "data/actors.yml:20:5: « cyclistes » n’a ni « family » ni « parent » : donner l’un des deux [hierarchy]",
    "data/axes.yml:4:20: le titre annonce 3 mesures, il y en a 2 : ranger ailleurs une mesure, ou corriger ce nombre [count]",
    "data/axes.yml:10:13: rien ne renvoie à « 3 » : le citer quelque part ou le retirer [orphan]",
    "data/axes.yml:11:14: mots en trop : le document officiel ne dit pas « 3 - Rien : 0 » (après « Suivre le plan. ») [fidelity]",
    "data/glossary.yml:2:5: « evidence: quote » demande « measure » : le numéro de la mesure citée [evidence]",
    "data/glossary.yml:7:15: « evidence: quote » demande « quote » : l’ajouter, ou changer « evidence » [evidence]",
    "data/glossary.yml:11:9: « piste cyclable » est déjà une forme d’un autre terme (data/glossary.yml:5:9) : n’en garder qu’une [duplicate-id]",
    "data/glossary.yml:16:12: « quote » contredit « evidence: source » : retirer l’un ou l’autre [evidence]",
    "data/glossary.yml:21:12: « Les voies » ne figure pas dans les titres des axes et des thèmes : recopier le passage à la lettre [quote]",
    "data/glossary.yml:32:12: « kilomètre » ne figure pas dans le texte de la mesure 3 : recopier le passage à la lettre ; vouliez-vous dire « kilomètres » ? [quote]",
    "data/glossary.yml:33:5: « evidence: quote » demande « measure » : le numéro de la mesure citée [evidence]",
    "data/laws.yml:7:17: aucune mesure ni aucun texte ne cite l’article « 20 » [orphan]",
    "data/laws.yml:9:17: aucune mesure ni aucun texte ne cite l’article « 21 » [orphan]",
    "data/laws.yml:11:11: rien ne renvoie à « loi-97 » : le citer quelque part ou le retirer [orphan]",
    "data/measures/01.yml:5:7: le document officiel dit « voies » au lieu de « pistes » (après « : Doubler les ») [fidelity]",
    "data/measures/01.yml:5:7: mots manquants : le document officiel dit « Ce qui reste à doubler le sera plus tard, après la fin … » (après « avec les cyclistes. ») [fidelity]",
    "data/measures/01.yml:7:15: « pistes » figure 2 fois : citer davantage, ou donner « occurrence » [quote-occurrence]",
    "data/measures/01.yml:10:15: « trottoirs » ne figure pas dans le texte : recopier le passage à la lettre [quote]",
    "data/measures/01.yml:12:5: sans « corrected », une correction n’a qu’une « note », sans « kind » : ajouter l’un ou l’autre [correction]",
    "data/measures/01.yml:13:5: sans « corrected », une correction n’a qu’une « note », sans « kind » : retirer « kind » [correction]",
    "data/measures/01.yml:16:5: « corrected » demande « original » et « kind » : les ajouter [correction]",
    "data/measures/01.yml:18:5: « original » et « corrected » sont identiques : retirer la correction, ou en faire une « note » [correction]",
    "data/measures/01.yml:24:5: « mairie » chevauche une autre correction : les réunir [correction]",
    "data/measures/01.yml:27:13: « option » demande « commitment_quote » : le passage qui le montre [evidence]",
    "data/measures/01.yml:31:15: « evidence: quote » demande « quote » : l’ajouter, ou changer « evidence » [evidence]",
    "data/measures/01.yml:32:12: « mairie » a déjà ce rôle dans la mesure : n’en garder qu’un [duplicate-actor]",
    "data/measures/01.yml:36:12: « quote » contredit « evidence: deduced » : retirer l’un ou l’autre [evidence]",
    "data/measures/01.yml:40:12: « les cyclistes » ne figure pas dans le titre de l’axe ni du thème : recopier le passage à la lettre [quote]",
    "data/measures/01.yml:41:12: « cycliste » n’existe pas dans actors.yml ; vouliez-vous dire « cyclistes » ? [reference]",
    "data/measures/01.yml:43:15: « evidence: source » demande « source » : l’ajouter, ou changer « evidence » [evidence]",
    "data/measures/01.yml:47:12: « avec » figure 2 fois : citer davantage, ou donner « occurrence » [quote-occurrence]",
    "data/measures/01.yml:51:12: « avec » ne figure que 2 fois : « occurrence: 3 » n’existe pas [quote-occurrence]",
    "data/measures/01.yml:55:15: « evidence: deduced » demande « reason » : l’ajouter, ou changer « evidence » [evidence]",
    "data/measures/01.yml:57:5: un texte que la mesure ne nomme pas demande « reason » : l’ajouter, ou donner « law » [evidence]",
    "data/measures/01.yml:58:12: « pist » ne figure pas dans le texte : recopier le passage à la lettre ; vouliez-vous dire « pistes » ? [quote]",
    "data/measures/01.yml:60:14: article « 22 » absent de « loi-96 » dans laws.yml ; valeurs possibles : 20, 21 [reference]",
    "data/measures/01.yml:64:14: une mesure ne se lie pas à elle-même : donner le numéro d’une autre [relation]",
    "data/measures/01.yml:71:11: « 2005-07-01 » est postérieur à la version des données (2005-06-30) : corriger cette date, ou mettre celle du jour dans « updated » (data/site.yml) [dates]",
    "data/measures/02.yml:3:8: le thème « pistes » est dans l’axe 1, pas 2 : corriger « theme » ou « axis » [theme-axis]",
    "data/measures/02.yml:5:7: mot manquant : le document officiel dit « en » (après « 1999, sous peu, ») [fidelity]",
    "data/measures/02.yml:9:11: « recurring » n’a pas de date : retirer « date » ou changer « kind » [dates]",
    "data/measures/02.yml:14:5: « due » demande « date » : l’ajouter, ou changer « kind » [dates]",
    "data/measures/02.yml:18:5: « date » et « bound » vont ensemble : ajouter « bound », ou retirer l’autre [dates]",
    "data/measures/02.yml:19:11: « 1999-07-02 » contredit la citation « 1er juillet 1999 » : corriger la date, ou citer un autre passage [dates]",
    "data/measures/02.yml:20:16: « none » va sans date : dire la précision de celle-ci ; valeurs possibles : day, semester, year, vague [dates]",
    "data/measures/02.yml:24:11: « 2000-12-31 » contredit la citation « En 1999 » : corriger la date, ou citer un autre passage [dates]",
    "data/measures/02.yml:30:9: « mairie » n’est pas un acteur de la mesure : l’ajouter dans « actors » [dates]",
    "data/measures/02.yml:32:11: la citation ne contient pas l’année : citer davantage, ou donner « source » [dates]",
    "data/measures/02.yml:38:14: ce lien est déjà écrit (data/measures/01.yml:67:14) : ne l’écrire qu’une fois [relation]",
    "data/measures/03.yml:3:8: l’axe 1 a des thèmes : dire lequel ; valeurs possibles : pistes, arceaux [theme-axis]",
    "data/measures/03.yml:5:7: mot en trop : le document officiel ne dit pas « en » (après « 20 kilomètres et ») [fidelity]",
    "data/measures/03.yml:8:5: un chiffre a « baseline », « target » ou les deux : ajouter l’un des deux [figure]",
    "data/measures/03.yml:9:11: aucune date de la mesure n’est en 1999 [figure]",
    "data/measures/03.yml:13:14: le nombre 11 n’est pas dans la citation « de 10 à 20 » : corriger l’un ou l’autre [figure]",
    "data/measures/03.yml:16:14: le nombre 30 n’est pas dans la citation « de 10 à 20 » : corriger l’un ou l’autre [figure]",
    "data/measures/03.yml:19:7: une cible a une seule forme : « value », « factor » (avec ou sans « value »), « range » ou « coverage » [figure]",
    "data/measures/03.yml:24:7: une cible a une seule forme : « value », « factor » (avec ou sans « value »), « range » ou « coverage » [figure]",
    "data/measures/03.yml:30:7: « computed » demande value = baseline × factor : écrire « value: 30 » [figure]",
    "data/measures/03.yml:36:7: la fourchette est à l’envers : échanger 20 et 10 [figure]",
    "data/measures/03.yml:41:14: ce lien s’écrit dans le fichier de la mesure 1 [relation]",
    "data/measures/05.yml:1:9: la mesure 6 va dans un fichier nommé 06.yml : renommer, ou corriger « number » [numbering]",
    "data/measures/05.yml:1:9: le plan n’annonce que 4 mesures : corriger « measure_count » dans plan.yml, ou retirer ce fichier [numbering]",
    "data/measures/05.yml:5:7: espaces de trop ou fin de ligne dans « text » : n’en garder qu’une [white-space]",
    "data/measures/05.yml:9:14: « 7 » n’existe pas dans data/measures ; valeurs possibles : 1, 2, 3, 6 [reference]",
    "data/measures/05.yml:13:5: « = » au début de « keywords » : un tableur y lirait une formule ; commencer par un mot (un tiret s’écrit « – ») [formula]",
    "data/measures/05.yml:14:5: « - » au début de « keywords » : un tableur y lirait une formule ; commencer par un mot (un tiret s’écrit « – ») [formula]",
    "data/measures/05.yml:15:5: « ＠ » au début de « keywords » : un tableur y lirait une formule ; commencer par un mot (un tiret s’écrit « – ») [formula]",
    "data/permalinks.yml:3:9: « /themes/voies/ » est elle-même une ancienne adresse : écrire directement « /themes/ » [permalink]",
    "data/permalinks.yml:7:9: « /themes/rues/ » est elle-même une ancienne adresse : écrire directement « /themes/ » [permalink]",
    "data/permalinks.yml:11:9: « /acteurs/mairie/ » n’a pas la forme de « /fiches/mairie.pdf » : page, ancre ou même type de fichier [permalink]",
    "data/permalinks.yml:14:14: « /themes/impasses/ » n’est pas dans published.yml ; vouliez-vous dire « /themes/pistes/ » ? [permalink]",
    "data/permalinks.yml:15:9: « /themes/rues/ » est elle-même une ancienne adresse : écrire directement « /themes/ » [permalink]",
    "data/permalinks.yml:21:9: un fichier ne devient pas plusieurs : l’écrire sous « withdrawn » [permalink]",
    "data/permalinks.yml:22:9: un fichier ne devient pas plusieurs : l’écrire sous « withdrawn » [permalink]",
    "data/permalinks.yml:27:7: il faut deux adresses différentes au moins (pour une seule : « moved ») [permalink]",
    "data/permalinks.yml:31:14: « /themes/voies/ » est déjà une ancienne adresse (data/permalinks.yml:6:14) : n’en garder qu’une [duplicate-id]",
    "data/plan.yml:1:8: espace insécable dans « title » : écrire une espace simple, le site met les espaces insécables lui-même [white-space]",
    "data/plan.yml:2:14: espaces de trop ou fin de ligne dans « short_title » : n’en garder qu’une [white-space]",
    "data/plan.yml:3:15: « arete » n’existe pas dans sources.yml ; vouliez-vous dire « arrete » ? [reference]",
    "data/plan.yml:5:6: le plan finit (1998-03-01) avant de commencer (2003-02-28) : corriger l’un ou l’autre [dates]",
    "data/plan.yml:7:14: écrire L’ au lieu de L' dans « period_note » [typography]",
    "data/plan.yml:8:16: la mesure 4 manque : ajouter son fichier, ou corriger ce nombre [numbering]",
    "data/published.yml:11:9: un événement commence par une date : retirer cette ligne, ou la dater [permalink]",
    "data/published.yml:15:9: cette date est celle d’avant : retirer cette ligne [permalink]",
    "data/published.yml:15:9: les dates d’un événement vont de la plus ancienne à la dernière : les remettre en ordre [permalink]",
    "data/published.yml:17:10: « les-50-mesures-1-due » existe déjà (data/published.yml:9:10) : n’en garder qu’un [duplicate-id]",
    "data/site.yml:1:7: espace insécable dans « host » : écrire une espace simple, le site met les espaces insécables lui-même [white-space]",
    "data/site.yml:1:7: espaces de trop ou fin de ligne dans « host » : n’en garder qu’une [white-space]",
    "data/sources.yml:5:13: « access: live » demande « url » et « verified » : les donner, ou dire « copy » ou « catalogue » [source-access]",
    "data/sources.yml:11:15: « 2005-07-01 » est postérieur à la version des données (2005-06-30) : corriger cette date, ou mettre celle du jour dans « updated » (data/site.yml) [dates]",
    "data/sources.yml:12:11: « bulletin » existe déjà (data/sources.yml:6:11) : en choisir un autre [duplicate-id]",
    "data/themes.yml:5:20: le titre annonce 9 mesures, il y en a 2 : ranger ailleurs une mesure, ou corriger ce nombre [count]",
    "data/themes.yml:7:11: rien ne renvoie à « arceaux » : le citer quelque part ou le retirer [orphan]",
]

# One file of the sound plan is overwritten.
DAMAGED_FILES = [
    ("plan.yml", b"plan-velo.txt", b"plan-vello.txt", ["data/plan.yml:9:14: fichier « plan-vello.txt » absent de data/source ; vouliez-vous dire « plan-velo.txt » ? [source-file]"]),
    ("source/plan-velo.txt", b"ville", b"cit\xe9", ["data/source/plan-velo.txt:1:24: ce caractère n’est pas en UTF-8 : enregistrer le fichier en UTF-8 [yaml-encoding]"]),
    ("source/plan-velo.txt", "é".encode(), b"e\xcc\x81", ["data/source/plan-velo.txt:1:9: accents décomposés (lettre et accent à part) dès « vélo » : « make fix » les recompose [decomposed-accent]"]),
    ("measures/01.yml", "é".encode(), b"e\xcc\x81", ["data/measures/01.yml:7:58: accents décomposés (lettre et accent à part) dès « gardées. » : « make fix » les recompose [decomposed-accent]"]),
    ("plan.yml", b"Plan d", "Stratégie d".encode().decode("cp1252").encode(), ["data/plan.yml:1:13: « StratÃ©gie » a été lu dans un mauvais encodage : écrire « Stratégie » [misread-text]"]),
    ("help.yml", b"services:", b"#" * 1_000_000, ["data/help.yml:1:1: fichier trop gros (plus de 300000 octets) : en retirer ce qui n’est pas une donnée [yaml-size]"]),
]  # fmt: skip


def copy_small_plan(folder: Path) -> Path:
    return Path(shutil.copytree(FIXTURES / "small" / "data", folder / "data"))


@pytest.mark.parametrize(
    ("name", "messages"), [("broken-shape", BROKEN_SHAPE), ("broken-rules", BROKEN_RULES)]
)
def test_every_problem_of_a_broken_plan_is_reported_at_once(name: str, messages: list[str]) -> None:
    checked = check_data(FIXTURES / name / "data")
    assert [str(problem) for problem in checked.problems] == messages
    assert checked.dataset is None


@pytest.mark.parametrize(
    ("file", "old", "new", "messages"), DAMAGED_FILES, ids=[file for file, *_ in DAMAGED_FILES]
)
def test_a_damaged_file_is_reported_without_a_cascade(
    tmp_path: Path, file: str, old: bytes, new: bytes, messages: list[str]
) -> None:
    data = copy_small_plan(tmp_path)
    content = (data / file).read_bytes()
    assert old in content
    (data / file).write_bytes(content.replace(old, new))
    assert [str(problem) for problem in check_data(data).problems] == messages


def test_the_broken_plans_break_every_rule() -> None:
    messages = BROKEN_SHAPE + BROKEN_RULES + [m for *_, found in DAMAGED_FILES for m in found]
    broken = {match[1] for m in messages if (match := re.search(r"\[([a-z-]+)\]$", m))}
    # The others are broken in tests/test_project_files.py.
    assert broken == set(typing.get_args(Rule)) - {
        "page-name",
        "page-content",
        "special-file",
        "tracked-file",
    }


def test_a_sound_plan_has_no_problem() -> None:
    checked = check_data(FIXTURES / "small" / "data")
    assert checked.problems == ()
    assert checked.dataset is not None
    assert checked.dataset.plan.title == "Plan d’usage du vélo à Rivebourg 1998-2003"
    assert [measure.number for measure in checked.dataset.measures] == [1, 2, 3]
    assert [actor.slug for actor in checked.dataset.actors] == [
        "mairie",
        "service-des-routes",
        "cyclistes",
    ]


def test_what_is_nearly_right_gets_what_was_meant(tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    path = data / "measures" / "15.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("actor: parquet", "actor: procureur"),
        ("actor: operateurs-de-transport", "actor: compagnies-aeriennes"),
        ("quote: d’ici à la fin de l’année 2010", "quote: d’ici la fin de l’année 2010"),
        ("title: Viser", "title: “Viser”"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    messages = [problem.message for problem in check_data(data).problems]
    for message in (
        "« procureur » n’existe pas dans actors.yml ; vouliez-vous dire « parquet » ?",
        "« compagnies-aeriennes » n’existe pas dans actors.yml : choisir un identifiant de ce fichier, ou l’y ajouter",
        "« d’ici la fin de l’année 2010 » ne figure pas dans le texte : recopier le passage à la lettre ; vouliez-vous dire « d’ici à la fin de l’année 2010 » ?",
        "écrire « … » au lieu de “V dans « title »",
    ):
        assert message in messages, messages


@pytest.mark.parametrize(
    ("copied", "over", "messages"),
    [
        (
            "15",
            "51",
            [
                "data/measures/51.yml:2:9: « 15 » existe déjà (data/measures/15.yml:2:9) : retirer la copie, ou corriger « number » [duplicate-id]"
            ],
        ),
        (
            "15",
            "14",
            [
                "data/measures/14.yml:2:9: la mesure 15 va dans un fichier nommé 15.yml : renommer, ou corriger « number » [numbering]",
                "data/measures/14.yml:2:9: « 15 » existe déjà (data/measures/15.yml:2:9) : retirer la copie, ou corriger « number » [duplicate-id]",
            ],
        ),
    ],
)
def test_a_copied_measure_is_told_where_its_name_is_wrong(
    tmp_path: Path, copied: str, over: str, messages: list[str]
) -> None:
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    measures = data / "measures"
    shutil.copy(measures / f"{copied}.yml", measures / f"{over}.yml")
    assert sorted(map(str, check_data(data).problems)) == sorted(messages)


def test_a_file_that_is_a_folder_is_a_problem(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    (data / "help.yml").unlink()
    (data / "help.yml").mkdir()
    assert [str(problem) for problem in check_data(data).problems] == [
        "data/help.yml:1:1: ce fichier ne peut pas être lu : vérifier que c’est un fichier, et ses droits [file-missing]"
    ]


def test_hidden_files_and_those_read_elsewhere_are_no_problem(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    hidden = (".DS_Store", ".plan.yml.swp", "plan.yml~", "plan.yml.swp", ".#plan.yml")
    for name in (*hidden, *(f"measures/{name}" for name in (*hidden, ".04.yml"))):
        (data / name).write_text("a: [", encoding="utf-8")
    (data / "permalinks.yml").touch()
    (data / "schema").mkdir()
    (data / "schema" / "plan.schema.json").touch()
    assert check_data(data).problems == ()


@pytest.mark.parametrize("name", ["1.yml", "001.yml", "01.yaml", "01.YML", "1.yml.txt"])
def test_a_measure_under_a_wrong_name_gets_one_message(tmp_path: Path, name: str) -> None:
    data = copy_small_plan(tmp_path)
    (data / "measures" / "01.yml").rename(data / "measures" / name)
    messages = {
        "001.yml": "data/measures/001.yml:1:9: la mesure 1 va dans un fichier nommé 01.yml : renommer, ou corriger « number » [numbering]"
    }
    renamed = f"data/measures/{name}:1:1: nom inconnu, le contenu serait ignoré : le renommer « 01.yml » [unknown-file]"
    assert [str(problem) for problem in check_data(data).problems] == [messages.get(name, renamed)]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("mesures", "vouliez-vous dire « measures » ? [unknown-file]"),
        ("themes.yaml", "vouliez-vous dire « themes.yml » ? [unknown-file]"),
        (
            "à faire",
            "valeurs possibles : site.yml, plan.yml, permalinks.yml, published.yml, axes.yml, themes.yml, actors.yml, laws.yml, glossary.yml, sources.yml, help.yml, schema… [unknown-file]",
        ),
        (
            "measures/axe-1",
            "une mesure va dans un fichier nommé d’après son numéro (« 07.yml ») [unknown-file]",
        ),
    ],
)
def test_an_unknown_folder_is_a_problem(tmp_path: Path, name: str, message: str) -> None:
    data = copy_small_plan(tmp_path)
    (data / name).mkdir()
    separator = " :" if name.startswith("measures/") else " ;"
    assert [str(problem) for problem in check_data(data).problems] == [
        f"data/{name}:1:1: nom inconnu, le contenu serait ignoré{separator} {message}"
    ]


def test_a_huge_announced_count_names_only_the_first_missing_measures(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    plan = (data / "plan.yml").read_text(encoding="utf-8")
    (data / "plan.yml").write_text(
        plan.replace("measure_count: 3", "measure_count: 999999999999999"), encoding="utf-8"
    )
    assert {str(problem) for problem in check_data(data).problems} == {
        f"data/plan.yml:8:16: la mesure {number} manque : ajouter son fichier, ou corriger ce nombre [numbering]"
        for number in range(4, 24)
    }


def edit_small_plan(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Copy the small plan with other words: each edit names a file, what it says and will say."""
    data = copy_small_plan(folder)
    for file, old, new in edits:
        text = (data / file).read_text(encoding="utf-8")
        assert old in text
        (data / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return data


def test_a_plan_has_a_measure(tmp_path: Path) -> None:
    data = edit_small_plan(tmp_path, ("plan.yml", "measure_count: 3", "measure_count: 0"))
    shutil.rmtree(data / "measures")
    (data / "measures").mkdir()
    (data / "measures" / ".gitkeep").touch()
    assert (
        "data/plan.yml:8:16: un plan a une mesure au moins : ajouter le fichier measures/01.yml [numbering]"
        in map(str, check_data(data).problems)
    )


@pytest.mark.parametrize(
    ("baseline", "factor", "wrong", "right"),
    [
        ("1500001", "2", "3000000", "3000002"),
        ("0.1", "3", "0.31", "0.3"),
        ("12", "2.5", "31", "30"),
    ],
)
def test_a_product_is_the_one_that_is_made_by_hand(
    tmp_path: Path, baseline: str, factor: str, wrong: str, right: str
) -> None:
    said = f"actuellement {baseline.replace('.', ',')} kilomètres"
    text = "Doubler les pistes (actuellement douze kilomètres)"
    target = f"{factor.replace('.', ',')} fois les pistes"
    edits = [
        ("measures/01.yml", text, f"{target} ({said})"),
        ("source/plan-velo.txt", text, f"{target} ({said})"),
        ("measures/01.yml", "quote: actuellement douze kilomètres", f"quote: {said}"),
        ("measures/01.yml", "quote: Doubler les pistes", f"quote: {target}"),
        ("measures/01.yml", "value: 12", f"value: {baseline}"),
        ("measures/01.yml", "factor: 2", f"factor: {factor}"),
    ]
    data = edit_small_plan(tmp_path, *edits, ("measures/01.yml", "value: 24", f"value: {wrong}"))
    assert [problem.message for problem in check_data(data).problems] == [
        f"« computed » demande value = baseline × factor : écrire « value: {right} »"
    ]
    shutil.rmtree(data)
    data = edit_small_plan(tmp_path, *edits, ("measures/01.yml", "value: 24", f"value: {right}"))
    assert check_data(data).problems == ()


@pytest.mark.parametrize(
    ("day", "messages"),
    [
        ("1999-07-01", []),
        ("2000-01-31", []),
        (
            "2000-01-30",
            [
                "« 2000-01-30 » contredit la citation « 1er juillet 1999 », « 31 janvier 2000 » : corriger la date, ou citer un autre passage"
            ],
        ),
    ],
)
def test_a_date_is_one_of_those_of_its_quotation(
    tmp_path: Path, day: str, messages: list[str]
) -> None:
    text, source = "le 1er juillet 1999", "le 1er juillet\n1999"
    said = "le 1er juillet 1999 et le 31 janvier 2000"
    data = edit_small_plan(
        tmp_path,
        ("measures/01.yml", text, said),
        ("measures/01.yml", f"quote: avant {text}", f"quote: avant {said}"),
        ("measures/01.yml", "date: 1999-07-01", f"date: {day}"),
        ("measures/01.yml", "year: 1999", f"year: {day[:4]}"),
        ("source/plan-velo.txt", source, said),
    )
    assert [problem.message for problem in check_data(data).problems] == messages


NUMBERS = """
en 2010 200 communes | 2010, 200
8 000 à 10 000 arceaux | 8000, 10000
1 234 567,5 euros | 1234567.5
12,5 millions, dont 3 milliers | 12500000, 3000
doubler les trois | 2, 3
en 2010 deux communes | 2010, 2
deux mille | 2000
vingt | 20
cent | 100
vingt et une places | 21
soixante et onze | 71
quatre-vingts | 80
quatre-vingt-dix-sept | 97
mille deux cent trente-quatre | 1234
quatre cent quatre-vingt mille | 480000
trois millions deux cent mille | 3200000
3 milliards d’euros | 3000000000
200 M€ et 1,5 Md€ | 200000000, 1500000000
de 50 à 200 millions | 50000000, 200000000
de deux à trois mille | 2000, 3000
entre 500 et mille | 500, 1000
trente et deux | 30, 2
des millions d’euros |
le centre unique |
"""


@pytest.mark.parametrize("line", NUMBERS.strip().split("\n"))
def test_the_numbers_of_a_passage_are_told_apart(line: str) -> None:
    text, _, numbers = line.partition("|")
    assert numbers_in(text.strip()) == {Decimal(n) for n in numbers.split(",") if n.strip()}


@pytest.mark.parametrize(
    ("quote", "unit", "target", "right"),
    [
        (
            "de 50 à 200 millions",
            "millions d’euros",
            "range:\n        min: 50\n        max: 200",
            True,
        ),
        (
            "de 50 à 200 millions",
            "euros",
            "range:\n        min: 50000000\n        max: 200000000",
            True,
        ),
        ("de 50 à 200 millions", "euros", "range:\n        min: 50\n        max: 200", False),
        ("200 M€", "M€", "value: 200", True),
        ("200 M€", "euros", "value: 200", False),
        ("doubler les 3 millions", "millions d’euros", "factor: 2", True),
    ],
)
def test_a_figure_is_in_the_unit_of_its_text(
    quote: str, unit: str, target: str, *, right: bool, tmp_path: Path
) -> None:
    old = "8 000 à 10 000 arceaux"
    bounds = f"      range:\n        min: 8000\n        max: 10000\n      quote: {old}"
    data = edit_small_plan(
        tmp_path,
        ("measures/02.yml", old, quote),
        ("source/plan-velo.txt", old, quote),
        ("measures/02.yml", "unit: arceaux", f"unit: {unit}"),
        ("measures/02.yml", bounds, f"      {target}\n      quote: {quote}"),
    )
    assert {problem.rule for problem in check_data(data).problems} == (
        set() if right else {"figure"}
    )


def test_no_measure_is_lost_in_silence(tmp_path: Path) -> None:
    data = edit_small_plan(tmp_path, ("measures/01.yml", "number: 1\n", "number: 1\nint: 3\n"))
    [problem] = check_data(data).problems
    assert str(problem).startswith("data/measures/01.yml:2:1: champ « int » inconnu ; ")


def test_a_day_is_no_number_of_seconds(tmp_path: Path) -> None:
    data = edit_small_plan(
        tmp_path, ("sources.yml", "verified: 2005-06-30", 'verified: "1111536000"')
    )
    assert [str(problem) for problem in check_data(data).problems] == [
        "data/sources.yml:14:15: « 1111536000 » pour « verified » : il faut une date AAAA-MM-JJ (« 2010-12-31 ») [date-format]"
    ]


def test_the_mark_that_windows_puts_before_a_text_is_no_word_of_it(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    source = data / "source" / "plan-velo.txt"
    source.write_bytes(b"\xef\xbb\xbf" + source.read_bytes())
    assert check_data(data).problems == ()


def test_a_number_in_superscript_is_no_number(tmp_path: Path) -> None:
    data = copy_small_plan(tmp_path)
    for file in ("measures/01.yml", "source/plan-velo.txt"):
        text = (data / file).read_text(encoding="utf-8")
        text = text.replace("actuellement douze kilomètres", "actuellement 12² kilomètres")
        (data / file).write_text(text, encoding="utf-8")
    assert check_data(data).problems == ()
