"""Gaps in the data, as work for a volunteer: what to look for, where, and where to bring it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from macros import urls
from macros.catalogue.summaries import say_role
from macros.catalogue.views import Catalogue, MeasureView, first_due
from macros.data.model import Source
from macros.data.vocabulary import Access, Evidence
from macros.french import capitalize, format_count, format_day, join_words, quote_within
from macros.pages.feedback import SOURCE_FORM, fill_form, write_mail

STALE = timedelta(days=2 * 365)  # after which a source is to be opened again
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look for. `url` is where the site shows it, `file` where it is written."""

    url: str
    label: str
    known: str  # to begin from
    file: str
    source: Source | None = None  # that is to be opened, or found


@dataclass(frozen=True, slots=True)
class Queue:
    """Tasks of one kind, the most useful first. `anchor` never changes."""

    anchor: str
    title: str
    what: str  # is missing, and why it matters
    how: str  # to do it
    field: str  # of the data file where the answer goes
    tasks: tuple[Task, ...]


def list_shares(catalogue: Catalogue) -> dict[str, Counter[Evidence]]:
    """Return what the assertions of the site rest on, by kind, for those that name their evidence."""
    measures = catalogue.data.measures
    shares = {
        "Rôles des acteurs": Counter(part.evidence for m in measures for part in m.actors),
        "Textes de droit des mesures": Counter(law.evidence for m in measures for law in m.laws),
        "Définitions du glossaire": Counter(term.evidence for term in catalogue.data.terms),
    }
    return {label: counts for label, counts in shares.items() if counts}


def list_queues(catalogue: Catalogue) -> tuple[Queue, ...]:
    """Return what there is to do, kind by kind; those where nothing is left are not there."""
    queues = (
        Queue(
            "sans-suite",
            "Trouver ce qu’une mesure est devenue",
            "Nous n’avons pas trouvé ce qu’elles sont devenues. C’est ce que l’on cherche d’abord.",
            "chercher un bilan, une réponse ministérielle ou une loi qui en parle ; noter le passage.",
            "follow_up",
            tuple(_list_without_follow_up(catalogue)),
        ),
        Queue(
            "deduit",
            "Établir ce qui est seulement déduit",
            "Ces rôles ne sont écrits nulle part : ils sont déduits, pour la raison donnée.",
            "chercher un texte qui dise ce rôle (ou qui le contredise) : « deduced » devient « source ».",
            "actors",
            tuple(_list_deduced(catalogue)),
        ),
        Queue(
            "textes-a-preciser",
            "Retrouver un texte de droit que le plan ne nomme pas",
            "Le plan renvoie à un texte sans dire lequel, ou ce site n’en a pas l’adresse.",
            "chercher sur Légifrance le texte visé, et ce qui le prouve.",
            "laws",
            tuple(_list_laws(catalogue)),
        ),
        Queue(
            "sources-sans-adresse",
            "Retrouver l’adresse d’une source",
            "Ces documents sont cités sans adresse : un lecteur ne peut pas les ouvrir.",
            "chercher le document chez son éditeur, ou dans une archive. Les plus cités d’abord.",
            "url",
            tuple(_list_sources(catalogue, with_address=False)),
        ),
        Queue(
            "remarques",
            "Choisir entre deux lectures",
            "La bonne lecture de ces passages n’est pas sûre : le texte est laissé tel quel.",
            "comparer avec un autre exemplaire du document, ou avec un texte qui reprend la mesure.",
            "corrections",
            tuple(_list_open_readings(catalogue)),
        ),
        Queue(
            "descriptions-sans-source",
            "Trouver une source pour la description d’un acteur",
            "Ces acteurs sont décrits sans source, ou ne le sont pas.",
            "chercher une page officielle qui dise ce qu’il est ou était.",
            "description, source",
            tuple(_list_actors_without_source(catalogue)),
        ),
        Queue(
            "sources-a-verifier",
            "Ouvrir une source en ligne",
            "Elles ont été lues dans une copie, jamais à leur adresse, ou il y a plus de deux ans.",
            "ouvrir l’adresse et y lire le passage cité. S’il y est, « access » devient « live », et "
            "« verified » le jour de la lecture ; sinon, le dire dans « note ». Les plus citées "
            "viennent en premier.",
            "access, verified",
            tuple(_list_sources(catalogue, with_address=True)),
        ),
    )  # fmt: skip
    return tuple(queue for queue in queues if queue.tasks)


def answer_task(catalogue: Catalogue, task: Task) -> str | None:
    """Return where someone who edits no file brings what was found, if anywhere is known."""
    site, label = catalogue.data.site, capitalize(task.label)
    address = urls.site_address(site.url) + task.url
    return fill_form(site, SOURCE_FORM, label, address) or write_mail(site, label, address, None)


def _list_without_follow_up(catalogue: Catalogue) -> Iterator[Task]:
    def sort_key(view: MeasureView) -> tuple[date, int]:
        due = first_due(view.measure)
        return (due.date if due and due.date else date.max, view.measure.number)

    views = [view for view in catalogue.measures.values() if not view.outcome.follow_up]
    for view in sorted(views, key=sort_key):
        measure, due = view.measure, first_due(view.measure)
        actors = dict.fromkeys(catalogue.actors[part.actor].actor.name for part in measure.actors)
        known = {
            "acteurs": join_words([*actors][:_MOST_WORDS]),
            "échéance": format_day(due.date) if due and due.date else "",
            "mots": ", ".join(measure.keywords[:_MOST_WORDS]),
        }
        words = " ; ".join(f"{name} : {value}" for name, value in known.items() if value)
        yield _create_task(view, capitalize(words), "suivi")


def _list_deduced(catalogue: Catalogue) -> Iterator[Task]:
    for view in catalogue.measures.values():
        for part, key in zip(view.measure.actors, view.actor_keys, strict=True):
            if part.evidence is Evidence.DEDUCED:
                actor = catalogue.actors[part.actor].actor
                known = f"{capitalize(actor.name)} : {say_role(part, actor)}. {part.reason}"
                yield _create_task(view, known, key)


def _list_laws(catalogue: Catalogue) -> Iterator[Task]:
    for use in catalogue.unnamed_laws:
        measure = catalogue.measures[use.measure.number]
        yield _create_task(measure, f"« {quote_within(use.reference.quote or '')} »", "textes")
    for slug, view in catalogue.laws.items():
        if view.law.url is None:
            label, known = capitalize(view.law.short_title), f"{view.law.title} : adresse inconnue"
            yield Task(urls.law_url(slug), label, known, "data/laws.yml")


def _list_open_readings(catalogue: Catalogue) -> Iterator[Task]:
    for view in catalogue.measures.values():
        for correction in view.measure.corrections:
            if correction.corrected is None:
                original = correction.original
                quote = f"« {quote_within(original)} » : " if original else ""
                yield _create_task(view, f"{quote}{correction.note}", "texte")


def _list_actors_without_source(catalogue: Catalogue) -> Iterator[Task]:
    views = [view for view in catalogue.actors.values() if view.actor.source is None]
    for view in sorted(views, key=lambda view: -len(view.roles)):
        description = view.actor.description or "Sans description."
        known = f"{description} ({format_count(len(view.roles), 'rôle')})"
        url, label = urls.actor_url(view.actor.slug), capitalize(view.actor.name)
        yield Task(url, label, known, "data/actors.yml")


def _list_sources(catalogue: Catalogue, *, with_address: bool) -> Iterator[Task]:
    limit = catalogue.data.site.updated - STALE
    held = {f.source: f"{f.file_name}.yml" for f in catalogue.data.follow_up if f.slug == f.source}
    for source in catalogue.rank_sources():
        day = source.verified
        is_done = (source.url and day and day >= limit) or source.access is Access.PAPER
        if is_done or bool(source.url) != with_address:
            continue
        access = f"vérifiée {format_day(day, 'le')}" if day else source.access.label
        count = len(catalogue.source_uses.get(source.slug, ()))
        known = f"{source.publisher} ; {access} ; {format_count(count, 'page la cite', 'pages la citent')}"
        file = f"data/follow_up/{held[source.slug]}" if source.slug in held else "data/sources.yml"
        yield Task(urls.source_url(source.slug), source.title, known, file, source)


def _create_task(view: MeasureView, known: str, anchor: str) -> Task:
    number = view.measure.number
    url, label = f"{urls.measure_url(number)}#{anchor}", f"{number}. {view.measure.title}"
    return Task(url, label, known, f"data/measures/{number:02}.yml")
