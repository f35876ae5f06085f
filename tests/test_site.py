"""The built site, compared with the data both ways."""

import re
from copy import deepcopy
from pathlib import Path
from string import ascii_lowercase
from xml.etree.ElementTree import Element

import pytest

from macros.data.vocabulary import PlanQuestion
from macros.french import format_number, quote_within
from macros.site.build import Build
from tests import raw
from tests.audit.links import check_links
from tests.conftest import UNTHEMED, Pages
from tests.markup import (
    find_all,
    find_one,
    find_section,
    is_elsewhere,
    list_ids,
    list_links,
    list_measures,
    list_resources,
    read_search,
    read_words,
    resolve,
    text_of,
)

MEASURES = raw.read_measures()
EVERY_MEASURE = pytest.mark.parametrize("number", MEASURES)
# On every page, and on the cards for other sites.
NOTICE = ("ce plan s’est terminé en 2012", "site non officiel")
CARD_NOTICE = ("document historique", "site non officiel")


def body_of(tree: Element) -> Element:
    """Return what is proper to a page: not the header, the menus or the footer."""
    return find_one(tree, "article")


# -- Every record has its page, every page is found


def test_every_page_is_reached_from_the_home_page(pages: Pages) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        page = waiting.pop()
        for link in list_links(pages[page], page):
            address = link.partition("#")[0]
            if address in pages and address not in reached:
                reached.add(address)
                waiting.append(address)
    assert reached == set(pages)


def test_every_page_is_in_the_site_map(pages: Pages) -> None:
    listed = {
        link.partition("#")[0] for link in list_links(pages["plan-du-site/"], "plan-du-site/")
    }
    assert set(pages) - listed <= {"plan-du-site/"}


# -- Facets: exactly their measures


def list_facets() -> dict[str, set[int]]:
    """Return the measures that the page of each axis, theme, act and date must list."""
    urls = [f"axes/{axis['number']}/" for axis in raw.read_file("axes")["axes"]]
    urls += [f"themes/{slug}/" for slug in raw.list_slugs("themes")]
    urls += [f"textes/{slug}/" for slug in raw.list_slugs("laws")]
    facets: dict[str, set[int]] = {url: set() for url in urls}
    for number, measure in MEASURES.items():
        facets[f"axes/{measure['axis']}/"].add(number)
        if measure["theme"]:
            facets[f"themes/{measure['theme']}/"].add(number)
        for law in raw.items(measure, "laws"):
            if law.get("law"):
                facets[f"textes/{law['law']}/"].add(number)
    dates = {f"echeances/{day}/": numbers for day, numbers in raw.due_in().items()}
    return facets | dates | {"echeances/sans-echeance/": raw.without_due()}


def test_a_facet_lists_exactly_its_measures_and_no_other_page_is_one(pages: Pages) -> None:
    listed = {}
    for url in pages:
        if re.fullmatch(r"(axes|themes|textes|echeances)/[^/]+/", url):
            body = deepcopy(body_of(pages[url]))
            for remark in [p for p in body.iter("p") if p.get("class") in ("note", "caveat")]:
                remark.clear()  # it may name another
            listed[url] = list_measures(body, url)
    assert listed == list_facets()


def test_an_actor_lists_exactly_its_measures_apart_by_evidence(pages: Pages) -> None:
    for slug in raw.list_slugs("actors"):
        url = f"acteurs/{slug}/"
        body = body_of(pages[url])
        for part in [s for s in body.iter("section") if "rattache" in s.get("aria-labelledby", "")]:
            part.clear()  # its own page lists them
        assert list_measures(body, url) == raw.named_in(slug), url
        for evidence in ("quote", "heading", "source", "deduced"):
            rows = [item for item in body.iter("li") if evidence in item.get("class", "").split()]
            shown = set().union(*(list_measures(row, url) for row in rows))
            assert shown == raw.named_in(slug, evidence), url
        if deduced := raw.named_in(slug, "deduced"):
            assert list_measures(find_section(body, "deduit"), url) == deduced, url


def test_the_timeline_shows_every_dated_moment_and_every_outcome(pages: Pages) -> None:
    body = body_of(pages["chronologie/"])
    moments = [
        (n, each) for n, measure in MEASURES.items() for each in raw.items(measure, "deadlines")
    ]
    dated = [number for number, deadline in moments if deadline.get("date")]
    told = {
        f"mesures/{each['measure']}/#suivi-{slug}" for slug, each in raw.read_follow_up().items()
    }
    [drawing] = body.iter("svg")
    links = [link for link in list_links(drawing, "chronologie/") if link.startswith("mesures/")]
    assert {link for link in links if "#suivi-" in link} == told
    assert len(links) == len(dated) + len(told)
    assert list_measures(drawing, "chronologie/") >= set(dated)
    table = find_one(body, "table", class_="moments")
    assert list_measures(table, "chronologie/") == {number for number, _ in moments}
    assert len(list(table.iter("tr"))) == len(moments) + 1


def test_the_deadlines_are_listed_by_date_with_what_is_known_of_each(pages: Pages) -> None:
    body = body_of(pages["echeances/"])
    tables = list(body.iter("table"))
    days = sorted(raw.due_in())
    assert [list_measures(table, "echeances/") for table in tables] == [
        raw.due_in()[d] for d in days
    ]
    for day, table in zip(days, tables, strict=True):
        short = {link for link in list_links(table, "echeances/") if "#" in link}
        assert short == {f"mesures/{number}/#suivi" for number in raw.due_in()[day]}
        alone = list_links(body_of(pages[f"echeances/{day}/"]), f"echeances/{day}/")
        assert {link for link in alone if "#suivi-" in link} == {
            f"mesures/{number}/#suivi-{record['slug']}"
            for number in raw.due_in()[day]
            for record in raw.follow_up_of(number)
        }


def test_the_figures_page_shows_every_figure(pages: Pages) -> None:
    body = body_of(pages["chiffres/"])
    expected = {number for number, measure in MEASURES.items() if raw.items(measure, "figures")}
    shown = [list_measures(row, "chiffres/") for row in find_all(find_one(body, "tbody"), "tr")]
    assert set().union(*shown) == expected


# -- A measure's page


def read_sentence(section: Element) -> str:
    """Return the words of the sentence, without its letters."""
    sentence = deepcopy(next(find_all(section, "blockquote")))
    for letter in find_all(sentence, "sup", class_="letter"):
        letter.text = ""
    return text_of(sentence)


@EVERY_MEASURE
def test_a_measure_shows_its_reading_and_its_text(pages: Pages, build: Build, number: int) -> None:
    section = find_section(pages[f"mesures/{number}/"], "texte")
    assert read_sentence(section) == build.catalogue.measures[number].corrected.text
    details = find_one(section, "details", class_="verbatim")
    assert find_one(details, "summary") is details[0]
    assert text_of(find_one(details, "blockquote")) == (
        f"Mesure {number} : {MEASURES[number]['text']}"
    )


@EVERY_MEASURE
def test_a_measure_leads_to_its_facets(pages: Pages, number: int) -> None:
    measure, url = MEASURES[number], f"mesures/{number}/"
    links = {link for link in list_links(body_of(pages[url]), url) if "#" not in link}
    assert {link for link in links if link.startswith("axes/")} == {f"axes/{measure['axis']}/"}
    theme = {f"themes/{measure['theme']}/"} if measure["theme"] else set()
    assert {link for link in links if link.startswith("themes/")} == theme
    actors = {f"acteurs/{part['actor']}/" for part in raw.items(measure, "actors")}
    assert {link for link in links if link.startswith("acteurs/")} == actors
    due = {f"echeances/{day}/" for day, measures in raw.due_in().items() if number in measures}
    assert {link for link in links if link.startswith("echeances/")} == (
        due or {"echeances/sans-echeance/"}
    )


@EVERY_MEASURE
def test_a_letter_leads_from_the_passage_to_its_note_and_back(pages: Pages, number: int) -> None:
    tree = pages[f"mesures/{number}/"]
    section = find_section(tree, "texte")
    sentence = next(find_all(section, "blockquote"))
    letters: dict[str, str] = {}
    for link in find_all(sentence, "a"):
        for letter in find_all(link, "sup", class_="letter"):
            fact = link.attrib["href"].removeprefix("#")
            # One letter for one fact, wherever its passages are.
            assert letters.setdefault(fact, text_of(letter)) == text_of(letter)
    # In the order of the text.
    assert [*letters.values()] == list(ascii_lowercase[: len(letters)])
    assert set(letters) == {fact for fact, _ in raw.list_quotes(MEASURES[number])}
    inside, within = [*section.iter()], [*sentence.iter()]
    notes = [*find_all(section, "li", class_="fact")]
    assert [note.attrib["id"] for note in notes] == [*letters]
    for note in notes:
        assert note not in within
        assert inside.index(sentence) < inside.index(note)
        back = next(find_all(note, "a", class_="back"))
        assert text_of(back) == letters[note.attrib["id"]]
        assert back.attrib["href"].removeprefix("#") in set(list_ids(sentence))


@EVERY_MEASURE
def test_no_link_of_a_sentence_stands_in_another(pages: Pages, build: Build, number: int) -> None:
    """Of passages and terms that overlap the inner one is the link; the outer one keeps its letter."""
    section = find_section(pages[f"mesures/{number}/"], "texte")
    sentence = next(find_all(section, "blockquote"))
    links = [*find_all(sentence, "a")]
    assert not [inner for link in links for inner in link.iter("a") if inner is not link]
    assert all(text_of(link) or link.get("aria-label") for link in links)
    view = build.catalogue.measures[number]
    for run in view.runs:
        for segment in run.segments:
            lengths = [mark.span[1] - mark.span[0] for mark in segment.marks]
            if run.mark:
                assert run.mark.span[1] - run.mark.span[0] == min(lengths)
            else:
                assert run.term or not segment.marks or segment.text.isspace()
    # Each end of a passage has its letter, in the link of the passage or in one of its own.
    ended = [mark.label for segment in view.segments for mark in segment.ending]
    shown = [text_of(x) for x in find_all(sentence, "sup", class_="letter") if text_of(x) != ","]
    assert sorted(shown) == sorted(ended)


def test_what_is_absent_takes_one_line(pages: Pages) -> None:
    words = {
        "actors": "aucun acteur nommé",
        "deadlines": "aucune date",
        "figures": "aucun chiffre",
        "laws": "aucune loi citée",
    }
    for number, measure in MEASURES.items():
        section = find_section(pages[f"mesures/{number}/"], "texte")
        said = " ".join(text_of(line) for line in find_all(section, "p", class_="none"))
        for name, word in words.items():
            quoted = any(
                name == "figures"
                or (fact.get("quote") and fact.get("evidence", "quote") == "quote")
                for fact in raw.items(measure, name)
            )
            assert (word in said) != quoted, (number, said)
        due = [d for d in raw.items(measure, "deadlines") if d["kind"] == "due"]
        assert ("aucune date" in said or "aucune échéance" in said) == (not due), number
        shown = text_of(section)
        on_nobody = any(not deadline.get("bears_on") for deadline in due)
        assert ("Le texte ne dit pas qui doit tenir cette date." in shown) == on_nobody, number


def test_a_measure_says_in_three_links_who_when_and_what_followed(pages: Pages) -> None:
    for number in MEASURES:
        tree = pages[f"mesures/{number}/"]
        strip = find_one(tree, "nav", class_="strip")
        links = [a.attrib["href"].removeprefix("#") for a in find_all(strip, "a")]
        due = [d["date"] for d in raw.items(MEASURES[number], "deadlines") if d["kind"] == "due"]
        when = re.compile(rf"echeance-{due[0]}(-\d)?" if due else "echeances")
        assert when.fullmatch(links.pop(1)), number
        assert re.fullmatch(r"acteurs|acteur-[\w-]+", links[0])
        assert links[1:] == ["suivi"]
        assert {*links, "acteurs", "echeances", "chiffres", "textes", "citer", "historique"} <= set(
            list_ids(tree)
        )


def test_nothing_of_the_workshop_is_in_front_of_a_reader(pages: Pages) -> None:
    for number in MEASURES:
        shown = read_words(body_of(pages[f"mesures/{number}/"]))
        assert not re.search(r"\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b|data/|\.yml|Message :", shown), (
            number
        )


@EVERY_MEASURE
def test_the_facts_of_a_measure_are_shown_with_their_proof(pages: Pages, number: int) -> None:
    measure, tree = MEASURES[number], pages[f"mesures/{number}/"]
    section = find_section(tree, "texte")
    shown = f"{text_of(body_of(tree))} {read_sentence(section)}".lower()
    titled = [x for x in raw.read_file("axes")["axes"] if x["number"] == measure["axis"]]
    titled += [x for x in raw.read_file("themes")["themes"] if x["slug"] == measure["theme"]]
    proofs: list[str] = [
        measure["title"],
        *(fact["summary"] for fact in raw.follow_up_of(measure["number"])),
        *(relation["reason"] for *ends, relation in raw.list_relations() if number in ends),
    ]
    for name in ("actors", "deadlines", "laws"):
        for fact in raw.items(measure, name):
            proofs += [fact[key] for key in ("reason", "scope", "note") if fact.get(key)]
            quote = fact.get("quote") or ""
            [official] = (
                [measure]
                if quote in measure["text"]
                else [x for x in titled if quote in x["heading"]]
            )
            proofs.append(raw.read_corrected(official, quote))
    for figure in raw.items(measure, "figures"):
        proofs += [figure["note"]] if figure.get("note") else []
        assert figure["unit"][1:] in text_of(section)
    for proof in proofs:
        assert " ".join(proof.split()).lower() in shown
    linked = {other for *ends, _ in raw.list_relations() if number in ends for other in ends}
    assert linked - {number} <= list_measures(body_of(tree), f"mesures/{number}/")


def test_a_heading_and_the_cards_under_it_do_not_say_the_same(pages: Pages) -> None:
    for number in MEASURES:
        body = text_of(body_of(pages[f"mesures/{number}/"]))
        assert body.lower().count("à ne pas confondre") <= 1, number


def test_a_quote_ends_before_what_narrows_the_role(pages: Pages) -> None:
    narrowed = [
        (url, raw.read_corrected(measure, part["quote"]), part["reason"])
        for number, measure in MEASURES.items()
        for part in raw.items(measure, "actors")
        if part["evidence"] == "quote" and part.get("reason")
        for url in [f"acteurs/{part['actor']}/"]
    ]
    for url, quote, reason in narrowed:
        shown = text_of(body_of(pages[url]))
        assert f"« {quote} ». {' '.join(reason.split())}" in shown, url


def test_the_facts_of_the_plan_lead_to_numbered_notes(pages: Pages) -> None:
    page = pages["plan/"]
    notes = list(next(find_all(page, "ol", class_="notes")))
    numbers = {f"#{note.get('id')}": str(n) for n, note in enumerate(notes, start=1)}
    links = [a for sup in find_all(page, "sup", class_="notes") for a in sup.iter("a")]
    assert len(links) > 20
    for link in links:
        assert text_of(link) == f"Source {numbers[link.get('href', '')]}"
    assert {link.get("href") for link in links} == numbers.keys()


def test_the_plan_begins_with_five_sourced_lines(pages: Pages) -> None:
    story = find_all(pages["plan/"], "dl", class_="plan-story")
    lines = [line for part in story for line in find_all(part, "div")]
    assert [text_of(next(line.iter("dt"))) for line in lines] == [
        question.label for question in PlanQuestion
    ]
    assert all(list(find_all(line, "sup", class_="notes")) for line in lines)


def test_each_amount_of_the_plan_is_quoted_with_its_nature(pages: Pages, build: Build) -> None:
    table = next(find_all(pages["plan/"], "table", class_="amounts"))
    rows = [row for row in table.iter("tr") if row.find("td") is not None]
    shown = ["".join(text_of(row).split()) for row in rows]
    amounts = build.catalogue.data.plan.amounts
    assert len(shown) == len(amounts) > 10
    for amount in amounts:
        words = format_number(amount.value), amount.kind.label, quote_within(amount.quote)
        assert any(all("".join(word.split()) in row for word in words) for row in shown), words


def test_the_page_of_the_plan_leads_to_each_of_its_sections(pages: Pages) -> None:
    here = list(find_all(pages["plan/"], "nav", class_="contents"))
    targets = [link.get("href", "")[1:] for nav in here for link in find_all(nav, "a")]
    headings = [h.get("id") for h in body_of(pages["plan/"]).iter("h2")]
    assert targets == headings


def test_proofs_are_apart_when_the_text_is_copied_or_spoken(site: Path) -> None:
    pages = [
        path
        for folder in ("mesures", "acteurs", "textes", "echeances")
        for path in (site / folder).rglob("*.html")
    ]
    assert len(pages) > 100
    assert not [
        p for p in pages if re.search(r'\S<span class="proof">', p.read_text(encoding="utf-8"))
    ]


def test_the_full_text_is_the_source_word_for_word(pages: Pages) -> None:
    root = Path(__file__).parent.parent
    source = (root / "data" / "source" / "plan-50-mesures.txt").read_text(encoding="utf-8")
    official: list[str] = []
    body = body_of(pages["texte/"])
    for added in [element for element in body.iter() if element.get("hidden") is not None]:
        tail = added.tail
        added.clear()  # the notes, until they are asked for
        added.tail = tail
    for section in body.iter("section"):
        official += [text_of(element) for element in section]
    # Jointures of the PDF cut some words and join some lines; letters are all there, in order.
    assert "".join("".join(official).split()) == "".join(source.split())


# -- Every page


def test_every_page_is_in_french_with_one_heading_and_each_identifier_once(
    every_page: Pages,
) -> None:
    for url, tree in every_page.items():
        assert tree.get("lang") == "fr", url
        [heading] = tree.iter("h1")
        assert text_of(heading), url
        ids = list_ids(tree)
        assert sorted({*ids}) == sorted(ids), url
        assert all(re.fullmatch(r"\S+", identifier) for identifier in ids), url


def test_every_internal_link_and_anchor_leads_somewhere(site: Path) -> None:
    assert check_links(site).broken == []


def test_external_links_are_whole_addresses(every_page: Pages) -> None:
    for url, tree in every_page.items():
        for a in tree.iter("a"):
            link = a.get("href", "")
            if resolve(link, url) is None:
                assert re.match(
                    r"https?://[a-z0-9.-]+\.[a-z]+(/|$)|mailto:\S+@|(tel|sms):\d+$", link
                ), (url, link)


def test_nothing_is_fetched_from_another_host(every_page: Pages, site: Path) -> None:
    for url, tree in every_page.items():
        assert [link for link in list_resources(tree) if is_elsewhere(link)] == [], url
    for path in site.rglob("*.css"):
        styles = path.read_text(encoding="utf-8")
        fetched = re.findall(r"url\(\s*['\"]?([^'\")]+)", styles)
        fetched += re.findall(r"@import\s+['\"]([^'\"]+)", styles)
        assert [link for link in fetched if is_elsewhere(link)] == [], path.name
    for path in site.rglob("*.svg"):
        assert not re.search(r"(href|src)=['\"]https?:", path.read_text(encoding="utf-8"))


def test_every_page_says_once_that_it_is_historical_and_unofficial(every_page: Pages) -> None:
    for url, tree in every_page.items():
        articles = list(tree.iter("article"))
        around = text_of(find_one(tree, "body")).lower()
        for article in articles:
            around = around.replace(text_of(article).lower(), " ")
        first, second = CARD_NOTICE if UNTHEMED.match(url) else NOTICE
        assert around.count(first) == around.count(second) == 1, url
        assert re.search(f"{first}.{{0,60}}{second}", around), url


def test_pages_for_victims_say_where_help_is_today(pages: Pages) -> None:
    axes = [axis["number"] for axis in raw.read_file("axes")["axes"] if axis.get("for_victims")]
    themes = [x["slug"] for x in raw.read_file("themes")["themes"] if x["axis"] in axes]
    numbers = [number for number, measure in MEASURES.items() if measure["axis"] in axes]
    urls = [f"axes/{axis}/" for axis in axes] + [f"themes/{slug}/" for slug in themes]
    services: list[raw.Record] = raw.read_file("help")["services"]
    for url in [*urls, *(f"mesures/{number}/" for number in numbers)]:
        # The reading modes of browsers leave out what stands aside.
        [section] = find_all(body_of(pages[url]), "section", class_="help")
        shown = text_of(section)
        assert shown.startswith("Trouver de l’aide aujourd’hui"), url
        assert "ne font pas partie du plan" in shown
        for service in services:
            assert service["name"] in shown
            assert service.get("number") or "" in shown


def test_help_comes_first_with_numbers_to_dial(every_page: Pages) -> None:
    services: list[raw.Record] = raw.read_file("help")["services"]
    numbers = [service["number"] for service in services if service.get("number")][:4]
    for number in MEASURES:
        page = every_page[f"mesures/{number}/"]
        lines = list(find_all(page, "section", class_="help-line"))
        assert len(lines) == len(list(find_all(page, "section", class_="help"))), number
        for line in lines:
            dialled = [a for a in find_all(line, "a") if ":" in a.attrib["href"]]
            assert [text_of(find_one(a, "strong")) for a in dialled] == numbers


def test_a_dead_number_is_never_there_to_dial(every_page: Pages) -> None:
    services: list[raw.Record] = raw.read_file("help")["services"]
    alive = {"".join(service.get("number", "").split()) for service in services}
    for url, tree in every_page.items():
        for element in tree.iter():
            # Words that only the search reads may hold it.
            for name in ("href", "src", "title", "alt", "aria-label", "content", "value"):
                value = element.get(name, "")
                scheme, _, dialled = value.lower().partition(":")
                assert scheme not in ("tel", "sms") or dialled in alive, url
                assert not re.search(r"08[\s.-]?84", value), url
        # « 08 842 846 37 » too, whatever its spaces.
        assert not re.search(r"08\s?84", text_of(tree)), url
        # Phones make links of what looks like a number, unless a page says otherwise.
        if list(find_all(tree, "meta", name="viewport")):
            [kept] = find_all(tree, "meta", name="format-detection")
            assert "telephone=no" in kept.attrib["content"], url


def test_what_is_copied_to_the_letter_is_never_translated(every_page: Pages) -> None:
    copied = [(url, pre) for url, tree in every_page.items() for pre in tree.iter("pre")]
    copied = [(url, pre) for url, pre in copied if "data-copy" in pre.attrib]
    assert len(copied) > len(MEASURES)
    assert {url for url, pre in copied if pre.get("translate") != "no"} == set()


def test_no_sign_of_the_state_is_borrowed(every_page: Pages) -> None:
    for url, tree in every_page.items():
        for element in tree.iter():
            assert "dsfr" not in element.get("class", ""), url
            assert "marianne" not in (element.get("src", "") + element.get("style", "")).lower()


def test_a_theme_holds_its_measures_and_an_axis_one_table(pages: Pages) -> None:
    for number, measure in MEASURES.items():
        assert len(list(pages[f"axes/{measure['axis']}/"].iter("table"))) == 1
        if measure["theme"]:
            shown = text_of(pages[f"themes/{measure['theme']}/"])
            assert " ".join(measure["plain"].split()) in shown, number


def test_the_missing_page_speaks_french_and_leads_home(every_page: Pages) -> None:
    tree = every_page["404.html"]
    shown = text_of(tree).lower()
    assert "not found" not in shown
    assert "introuvable" in shown or "n’existe pas" in shown
    # Served at any depth: its links start at the root.
    links = [a.attrib["href"] for a in find_one(tree, "article").iter("a")]
    assert links
    assert all(link.startswith(("/", "http")) for link in links)
    assert {link.split("/")[-2] for link in links} >= {"mesures", "maire", "prefet", "parquet"}
    assert [form.get("role") for form in tree.iter("form")] == ["search"]


def test_no_word_of_the_templates_is_left_unread(every_page: Pages) -> None:
    for url, tree in every_page.items():
        shown = read_words(find_one(tree, "body"))
        for sign in ("{{", "{%", "None", "Undefined", "Markup("):
            assert sign not in shown, (url, sign)


def test_the_search_index_leads_to_every_page_and_anchor(site: Path, pages: Pages) -> None:
    documents = read_search(site)
    addresses = [document["url"] for document in documents]
    assert set(pages) - set(addresses) == {"recherche/"}
    for address in addresses:
        path, _, anchor = address.partition("#")
        assert path in pages
        assert not anchor or anchor in list_ids(pages[path]), address
    for document in documents:
        assert document["title"], document["url"]
    terms = {f"glossaire/#{slug}" for slug in raw.list_slugs("glossary", "terms")}
    assert terms <= set(addresses)
