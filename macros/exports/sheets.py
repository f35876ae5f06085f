"""`/fiches/*.pdf`: a printable sheet of the whole plan, and of each actor that is a door to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import groupby
from typing import Any

from macros import urls
from macros.catalogue import summaries, views
from macros.catalogue.outcomes import describe_moment, say_headline, say_traces
from macros.catalogue.presentation import UNOFFICIAL, describe_status, say_period, write_notice
from macros.data.model import Deadline, LawReference, Measure, Participation
from macros.data.outcome_model import FollowUp
from macros.data.vocabulary import Evidence
from macros.exports.typesetting import draw_qr_code, typeset_all
from macros.french import capitalize, format_count, format_day, format_since, quote_within

READ = "Les textes sont donnés dans leur lecture corrigée ; une correction au moins change"
PDF_UA = {"format": "pdf", "pdf_standards": ["ua-1"]}  # tagged

Content = dict[str, Any]


def list_sheets(catalogue: views.Catalogue) -> list[str]:
    return [urls.PLAN_SHEET, *map(urls.sheet_url, summaries.list_actors_with_sheet(catalogue))]


def create_sheets(catalogue: views.Catalogue, address: str) -> dict[str, bytes]:
    sheets = Sheets(catalogue, address)
    contents = {urls.PLAN_SHEET: sheets.plan()}
    for slug in summaries.list_actors_with_sheet(catalogue):
        contents[urls.sheet_url(slug)] = sheets.actor(catalogue.actors[slug])
    midnight = datetime.combine(catalogue.data.site.updated, time(), UTC)
    return typeset_all("sheet.typ", contents, **PDF_UA, timestamp=int(midnight.timestamp()))


@dataclass(frozen=True, slots=True)
class Sheets:
    """The content of the sheets, as their template reads it."""

    catalogue: views.Catalogue
    address: str

    def plan(self) -> Content:
        data, measures = self.catalogue.data, self.catalogue.data.measures
        plan, undated = data.plan, len(self.catalogue.without_due)
        named = sum(map(_is_anyone_named, measures))
        corrected = sum(1 for m in measures if any(c.corrected is not None for c in m.corrections))
        cited: list[str | None] = [plan.title_source, plan.period_source]
        for measure in measures:
            for facts in (measure.actors, measure.deadlines, measure.laws):
                cited += [fact.source for fact in facts]
        cited += [fact.source for fact in data.follow_up]
        sources = " ; ".join(self.source(slug) for slug in (plan.title_source, plan.period_source))
        period = f"{say_period(plan)}. {plan.period_note}"
        count = _count(len(measures))
        summary = [
            f"Le texte nomme un acteur dans {_count(named)}.",
            f"Il fixe une échéance dans {_count(len(measures) - undated)} ;",
            f"il n’en fixe aucune dans {_count(undated)}.",
        ]
        return self.complete(
            urls.PLAN,
            f"Le plan et ses {count}",
            f"{plan.title} : {count}, qui agit, pour quand, combien, selon quel texte.",
            summary,
            cited,
            intro=[
                f"{period} Sources : {sources}.",
                f"{READ} {_count(corrected)}. Le texte officiel à la lettre, défauts compris :",
                self.address + urls.FULL_TEXT,
            ],
            axes=[self.axis(view) for view in self.catalogue.axes.values()],
            services=self.services(),
        )

    def actor(self, view: views.ActorView) -> Content:
        actor, words = view.actor, summaries.summarize_actor(view, self.catalogue)
        intro = []
        if actor.today:
            since = f", {format_since(actor.today.since)}" if actor.today.since else ""
            source = self.source(actor.today.source)
            intro.append(f"Aujourd’hui : {actor.today.name}{since}. Source : {source}.")
        return self.complete(
            urls.actor_url(actor.slug),
            words.title,
            " ".join(words.sentences),
            words.sentences,
            [],
            intro=intro,
            groups=[
                {"title": group.title, "rows": [*map(self.role, group.roles)]}
                for group in words.groups
            ],
            key={
                "plain": "En gras : reformulé par ce site.",
                "whole": f"Souligné : les mots du texte officiel qui {words.naming}.",
                "short": "Le texte officiel, trop long pour cette feuille, est sur la page de chaque mesure.",
                "address": f"Adresse d’une mesure, par son numéro : {self.address}{urls.measure_url(view.roles[0].measure.number)}",
            },
            deduced=[*map(self.role, view.with_evidence(Evidence.DEDUCED))],
            services=self.services() if view.family.for_victims else [],
        )

    def complete(
        self,
        page: str,
        title: str,
        description: str,
        summary: Iterable[str],
        cited: Iterable[str | None],
        **content: Any,
    ) -> Content:
        """Complete a sheet with what they all say; `cited` are the sources of its facts."""
        site, plan = self.catalogue.data.site, self.catalogue.data.plan
        address, slugs = self.address + page, set(cited)
        status = f"{describe_status(self.catalogue.data)}, {UNOFFICIAL}"
        return content | {
            "publisher": site.publisher,
            "plan": plan.title,
            "short_title": plan.short_title,
            "notice": write_notice(self.catalogue.data),
            "title": title,
            "description": description,
            "address": address,
            "footer": f"{status} · données {format_day(site.updated, 'du')}",
            "qr": draw_qr_code(address),
            "qr_label": f"QR code vers la page {address}",
            "summary": " ".join(summary),
            "sources": [
                {
                    "name": summaries.name_source(source),
                    "title": source.title,
                    "access": f"{capitalize(source.access.label)}.",
                    "url": source.url,
                    "archive": source.archive,
                }
                for slug, source in self.catalogue.sources.items()
                if slug in slugs
            ],
        }

    def role(self, role: views.ActorRole) -> Content:
        view, part = self.catalogue.measures[role.measure.number], role.participation
        actor = self.catalogue.actors[part.actor].actor
        return {
            **self.title(view),
            **self.evidence(part, view),
            "evidence": capitalize(part.evidence.label),
            "plain": view.measure.plain or view.measure.title,
            "reading": views.split_reading(view, part.quote, part.occurrence),
            "role": capitalize(summaries.say_special_role(part, actor)),
            "dates": self.list_dates(view.measure, of_actor=True),
            "known": say_headline(view.outcome),
            "traces": say_traces(view.outcome),
        }

    def axis(self, view: views.AxisView) -> Content:
        themes = []
        for slug, found in groupby(view.measures, lambda measure: measure.theme):
            measures = [self.measure(self.catalogue.measures[m.number]) for m in found]
            title = self.catalogue.themes[slug].theme.title if slug else None
            themes.append({"title": title, "count": _count(len(measures)), "measures": measures})
        return {
            "title": f"Axe {view.axis.number} : {view.axis.title}",
            "heading": view.corrected.text,
            "count": _count(len(view.measures)),
            "themes": themes,
        }

    def measure(self, view: views.MeasureView) -> Content:
        measure = view.measure
        return {
            **self.title(view),
            "dates": self.list_dates(measure),
            "plain": measure.plain,
            "reading": view.corrected.text,
            "commitment": capitalize(measure.commitment.label),
            "named": _is_anyone_named(measure),
            "actors": [
                {
                    "name": capitalize(actor.name),
                    "role": summaries.say_role(part, actor),
                    **self.evidence(part, view),
                }
                for evidence in Evidence
                for part in measure.actors
                if part.evidence is evidence
                for actor in [self.catalogue.actors[part.actor].actor]
            ],
            "figures": [
                " ".join(filter(None, (f"{summaries.describe_figure(figure)}.", figure.note)))
                for figure in measure.figures
            ],
            "laws": [
                {"name": summaries.name_law(law, self.catalogue), **self.evidence(law, view)}
                for law in measure.laws
            ],
            "follow_up": [*map(self.follow_up, view.outcome.follow_up)],
            "absence": view.outcome.absence,
        }

    def follow_up(self, fact: FollowUp) -> Content:
        speaker, place = capitalize(fact.speaker.label), f", {fact.locator}" if fact.locator else ""
        return {
            "when": capitalize(describe_moment(fact)),
            "summary": fact.summary,
            "quote": fact.quote and quote_within(fact.quote),
            "proof": f"{speaker} ; source : {self.source(fact.source)}{place}",
            "caveats": fact.caveats,
        }

    def title(self, view: views.MeasureView) -> Content:
        number = view.measure.number
        url = self.address + urls.measure_url(number)
        return {"number": number, "title": view.measure.title, "url": url}

    def evidence(self, fact: Participation | LawReference, view: views.MeasureView) -> Content:
        return {
            "evidence": fact.evidence.label,
            "quote": quote_within(views.read_quote(view, fact.quote, fact.occurrence))
            if fact.quote
            else None,
            "reason": fact.reason,
            "source": self.source(fact.source) if fact.source else None,
        }

    def list_dates(self, measure: Measure, *, of_actor: bool = False) -> list[Content]:
        """Return each date with what it is about, and for an actor's part, on whom it falls."""
        due = views.first_due(measure)
        dates = [self.describe_date(d, of_actor=of_actor) for d in measure.deadlines]
        return dates if due else [{"when": "Sans échéance", "detail": None}, *dates]

    def describe_date(self, deadline: Deadline, *, of_actor: bool) -> Content:
        when, detail = deadline.kind.label, deadline.scope
        if moment := summaries.say_moment(deadline):
            when += f", {moment}"
        if moment and not of_actor:
            detail += f" ({deadline.precision.label})"
        if bearers := summaries.name_bearers(deadline, self.catalogue):
            detail += f" ; date fixée {bearers}"
        if deadline.source and not of_actor:
            detail += f". Date tirée de : {self.source(deadline.source)}"
        return {"when": capitalize(when), "detail": detail}

    def services(self) -> list[Content]:
        """Where a victim finds help today: never part of the plan."""
        return [
            {
                "name": " · ".join(filter(None, (service.number, service.name))),
                "summary": service.summary,
                "source": self.source(service.source),
                "url": service.url,
            }
            for service in self.catalogue.data.services
        ]

    def source(self, slug: str) -> str:
        return summaries.name_source(self.catalogue.sources[slug])


def _count(number: int) -> str:
    return format_count(number, "mesure")


def _is_anyone_named(measure: Measure) -> bool:
    return any(part.evidence is Evidence.QUOTE for part in measure.actors)
