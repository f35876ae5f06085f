"""`/editions/2026-12/…`: records frozen for citations, and what has changed since."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from macros import urls
from macros.catalogue.citations import cite_measure, describe_page
from macros.catalogue.versions import write_content
from macros.catalogue.views import Catalogue
from macros.data.editions import HEAD, SOURCES, Records
from macros.data.loading import FOLLOW_UP, MEASURES
from macros.history.record_changes import compare_versions
from macros.history.revisions import Revision, describe_change
from macros.history.wording import Wording
from macros.pages.rendering import TEMPLATES, render


def create_editions(catalogue: Catalogue, address: str) -> dict[str, bytes]:  # noqa: ARG001
    """Return the files of the editions as they are."""
    return {
        f"{urls.edition_url(edition.name)}{path}": content
        for edition in catalogue.editions
        for path, content in edition.files.items()
    }


def freeze_edition(name: str, catalogue: Catalogue) -> dict[str, str]:
    """Return the files of a new edition, by their path in its folder."""
    records, address = _list_records(catalogue), urls.site_address(catalogue.data.site.url)
    sources = {slug: record for (kind, slug), record in records.items() if kind == "sources"}
    styles = (TEMPLATES / "edition.css").read_text(encoding="utf-8")
    files = {"edition.css": styles, SOURCES: _write(sources)}
    listed = [catalogue.sources[str(slug)] for slug in sources]
    context: dict[str, Any] = {"name": name, "sources": listed, "canonical": address + urls.SOURCES}
    url = f"{urls.edition_url(name)}{urls.SOURCES}"
    page = render("edition_sources.html", url, catalogue, **context)
    files[f"{urls.SOURCES}index.html"] = f"{HEAD}{page}\n"
    for number, view in catalogue.measures.items():
        url, citation = urls.measure_url(number), cite_measure(view, catalogue, name)
        context = {"view": view, "citation": citation, "canonical": address + url}
        context["metadata"] = describe_page(view.title, "", url, citation.day, catalogue, citation)
        page = render("edition_measure.html", urls.edition_url(name, number), catalogue, **context)
        files[f"{url}index.html"] = f"{HEAD}{page}\n"
        follow_up = [records[FOLLOW_UP, fact.file_name] for fact in view.outcome.follow_up]
        record = {"measure": records[MEASURES, number], "follow_up": follow_up}
        head = {"edition": name, "version": str(citation.version), "url": address + url}
        content = {**head, "reading": view.corrected.text, **record}
        files[f"{urls.MEASURES}{number}.json"] = _write(content)
    return files


def _write(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _list_records(catalogue: Catalogue) -> Records:
    """Return what an edition holds: the measures, what they became, the sources that these cite."""
    content = write_content(catalogue.data)
    measures, facts = content[MEASURES], content[FOLLOW_UP]
    words = _write([measures, facts])
    cited = [source for source in content["sources"] if f'"{source["slug"]}"' in words]
    return (
        {(MEASURES, measure["number"]): measure for measure in measures}
        | {(FOLLOW_UP, f"{fact['measure']:02}-{fact['slug']}"): fact for fact in facts}
        | {("sources", source["slug"]): source for source in cited}
    )


def compare_editions(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Yield each edition, what changed since the one before it, and since itself, until today."""
    if not catalogue.editions:
        return
    now, wording = _list_records(catalogue), Wording(catalogue.data)
    for previous, edition in zip((None, *catalogue.editions), catalogue.editions, strict=False):
        before = _compare(previous.records, edition.records, wording) if previous else {}
        since = _compare(edition.records, now, wording)
        yield {"edition": edition, "previous": previous, "before": before, "since": since}


def _compare(old: Records, new: Records, wording: Wording) -> dict[int | None, list[Revision]]:
    """Return what changed by the number of the measure; under None, the sources."""
    changes = defaultdict(list)
    for change in compare_versions(old, new):
        revision = describe_change(change, wording)
        changes[revision.measure].append(revision)
    return dict(changes)
