"""Gaps in the data, as work for a volunteer: what to look for, where, and where to bring it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from macros import urls
from macros.catalogue.views import Catalogue, MeasureView, first_due
from macros.data.model import Source
from macros.data.vocabulary import Evidence
from macros.french import capitalize, format_count, format_day, join_words
from macros.pages.feedback import SOURCE_FORM, fill_form, write_mail

STALE = timedelta(days=2 * 365)  # after which a source is to be opened again
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to look for. `url` is where the site shows it, `file` where it is written."""

    url: str
    label: str
    look: str  # what is known, to begin from
    file: str


@dataclass(frozen=True, slots=True)
class Queue:
    """Tasks of one kind, the most useful first. `anchor` never changes."""

    anchor: str
    title: str
    what: str  # is missing, and why it matters
    how: str  # to do it
    field: str  # of the data file where the answer goes
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many assertions of one kind rest on each evidence."""

    label: str
    counts: dict[Evidence, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def list_shares(catalogue: Catalogue) -> tuple[Share, ...]:
    """Return what the assertions of the site rest on, for those that name their evidence."""
    data = catalogue.data
    kinds: tuple[tuple[str, Iterable[Evidence]], ...] = (
        ("Rôles des acteurs", (part.evidence for m in data.measures for part in m.actors)),
        ("Textes de droit des mesures", (law.evidence for m in data.measures for law in m.laws)),
        ("Définitions du glossaire", (term.evidence for term in data.terms)),
    )
    shares = []
    for label, found in kinds:
        counted = Counter(found)
        shares.append(Share(label, {evidence: counted[evidence] for evidence in Evidence}))
    return tuple(share for share in shares if share.total)


def list_queues(catalogue: Catalogue) -> tuple[Queue, ...]:
    """Return what there is to do, kind by kind; those where nothing is left are not there."""
    queues = (
        Queue(
            "sans-suite",
            "Trouver ce qu’une mesure est devenue",
            "Aucune source ne dit encore la suite de ces mesures. C’est ce que les lecteurs cherchent "
            "d’abord.",
            "chercher un bilan, un rapport, une réponse ministérielle ou un texte de loi qui en parle, "
            "et noter le passage. Les mesures datées viennent en premier.",
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
            (*_list_unnamed_laws(catalogue), *_list_laws_without_address(catalogue)),
        ),
        Queue(
            "sources-sans-adresse",
            "Retrouver l’adresse d’une source",
            "Ces documents sont cités sans adresse : un lecteur ne peut pas les ouvrir.",
            "chercher le document chez son éditeur, ou dans une archive du web. Les plus cités "
            "viennent en premier.",
            "url",
            tuple(_list_sources(catalogue, with_address=False)),
        ),
        Queue(
            "remarques",
            "Trancher une lecture laissée ouverte",
            "La bonne lecture de ces passages n’est pas sûre : le texte est laissé tel quel.",
            "comparer avec un autre exemplaire du document, ou avec un texte qui reprend la mesure.",
            "corrections",
            tuple(_list_open_readings(catalogue)),
        ),
        Queue(
            "descriptions-sans-source",
            "Sourcer la description d’un acteur",
            "Ces acteurs sont décrits sans source, ou ne le sont pas.",
            "chercher une page officielle qui dise ce qu’il est ou était.",
            "description, source",
            tuple(_list_actors_without_source(catalogue)),
        ),
        Queue(
            "sources-a-verifier",
            "Ouvrir une source en ligne",
            "Ces sources ont été lues dans une copie, jamais à leur adresse, ou il y a plus de deux "
            "ans.",
            "ouvrir l’adresse, vérifier que le passage y est, et noter le jour. Une page disparue se "
            "note aussi. Les plus citées viennent en premier.",
            "access, verified",
            tuple(_list_sources(catalogue, with_address=True)),
        ),
    )  # fmt: skip
    return tuple(queue for queue in queues if queue.tasks)


def edit_task(catalogue: Catalogue, task: Task) -> str | None:
    """Return where the file of a task is edited, if the repository is known."""
    site = catalogue.data.site
    return urls.edit_url(site.repository, site.branch, task.file) if site.repository else None


def answer_task(catalogue: Catalogue, task: Task) -> str | None:
    """Return where someone who edits no file brings what was found, if anywhere is known."""
    site = catalogue.data.site
    address = urls.site_address(site.url) + task.url
    form = fill_form(site, SOURCE_FORM, capitalize(task.label), address)
    return form or write_mail(site, capitalize(task.label), address, None)


def _list_without_follow_up(catalogue: Catalogue) -> Iterator[Task]:
    views = [view for view in catalogue.measures.values() if not view.measure.follow_up]
    for view in sorted(views, key=_order_of_date):
        yield _task(view, _say_known(view, catalogue), "suivi")


def _order_of_date(view: MeasureView) -> tuple[date, int]:
    due = first_due(view.measure)
    return (due.date if due and due.date else date.max, view.measure.number)


def _say_known(view: MeasureView, catalogue: Catalogue) -> str:
    measure = view.measure
    due = first_due(measure)
    actors = dict.fromkeys(catalogue.actors[part.actor].actor.name for part in measure.actors)
    words = [f"acteurs : {join_words([*actors][:_MOST_WORDS])}"] if actors else []
    words += [f"échéance : {format_day(due.date)}"] if due and due.date else []
    words += [f"mots : {', '.join(measure.keywords[:_MOST_WORDS])}"] if measure.keywords else []
    return capitalize(" ; ".join(words))


def _list_deduced(catalogue: Catalogue) -> Iterator[Task]:
    for view in catalogue.measures.values():
        for part, key in zip(view.measure.actors, view.actor_keys, strict=True):
            if part.evidence is Evidence.DEDUCED:
                name = capitalize(catalogue.actors[part.actor].actor.name)
                yield _task(view, f"{name}, {part.role.label}. {part.reason}", key)


def _list_unnamed_laws(catalogue: Catalogue) -> Iterator[Task]:
    for use in catalogue.unnamed_laws:
        view = catalogue.measures[use.measure.number]
        yield _task(view, f"« {use.reference.quote} »", "textes")


def _list_laws_without_address(catalogue: Catalogue) -> Iterator[Task]:
    for slug, view in catalogue.laws.items():
        if view.law.url is None:
            label = capitalize(view.law.short_title)
            yield Task(
                urls.law_url(slug), label, f"{view.law.title} : adresse inconnue", "data/laws.yml"
            )


def _list_open_readings(catalogue: Catalogue) -> Iterator[Task]:
    for view in catalogue.measures.values():
        for correction in view.measure.corrections:
            if correction.corrected is None:
                quote = f"« {correction.original} » : " if correction.original else ""
                yield _task(view, f"{quote}{correction.note}", "texte")


def _list_actors_without_source(catalogue: Catalogue) -> Iterator[Task]:
    views = [v for v in catalogue.actors.values() if v.actor.source is None]
    for view in sorted(views, key=lambda view: -len(view.roles)):
        label, uses = capitalize(view.actor.name), format_count(len(view.roles), "rôle")
        look = f"{view.actor.description or 'Sans description.'} ({uses})"
        yield Task(urls.actor_url(view.actor.slug), label, look, "data/actors.yml")


def _list_sources(catalogue: Catalogue, *, with_address: bool) -> Iterator[Task]:
    def count(source: Source) -> int:
        return len(catalogue.source_uses.get(source.slug, ()))

    updated = catalogue.data.site.updated
    found = [
        source
        for source in catalogue.sources.values()
        if (source.url is not None) == with_address
        and (not with_address or source.verified is None or updated - source.verified > STALE)
    ]
    for source in sorted(found, key=count, reverse=True):
        seen = (
            f"vérifiée le {format_day(source.verified)}" if source.verified else source.access.label
        )
        pages = format_count(count(source), "page la cite", "pages la citent")
        look = f"{source.publisher} ; {seen} ; {pages}"
        yield Task(urls.source_url(source.slug), source.title, look, "data/sources.yml")


def _task(view: MeasureView, look: str, anchor: str) -> Task:
    number = view.measure.number
    return Task(
        f"{urls.measure_url(number)}#{anchor}",
        f"{number}. {view.measure.title}",
        look,
        f"data/measures/{number:02}.yml",
    )
