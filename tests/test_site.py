"""The built site, compared with the data both ways."""

import re
from copy import deepcopy
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from macros.data.vocabulary import PlanQuestion
from macros.french import format_number
from macros.site.build import Build
from tests.audit.links import check_links
from tests.conftest import Pages
from tests.markup import (
    find_all,
    find_id,
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
from tests.raw import (
    Record,
    due_in,
    follow_up_of,
    items,
    list_quotes,
    list_relations,
    list_slugs,
    named_in,
    read_corrected,
    read_file,
    read_follow_up,
    read_measures,
    without_due,
)

MEASURES = read_measures()
# Links between measures, which are written once and hold both ways.
LINKED: dict[int, set[int]] = {number: set() for number in MEASURES}
for _number, _measure in MEASURES.items():
    for _link in items(_measure, "related"):
        LINKED[_number].add(_link["measure"])
        LINKED[_link["measure"]].add(_number)
EVERY_MEASURE = pytest.mark.parametrize("number", MEASURES)
NOTICE = ("document historique", "site non officiel")


def body_of(tree: Element) -> Element:
    """Return what is proper to a page: not the header, the menus or the footer."""
    return find_one(tree, "article")


# -- Every record has its page, every page is found


def test_every_page_listed_is_written(pages: Pages, build: Build) -> None:
    assert set(build.pages) <= set(pages)
    written_by_hand = set(pages) - set(build.pages)
    docs = Path(__file__).parent.parent / "docs"
    sources = [path.relative_to(docs).with_suffix("").as_posix() for path in docs.rglob("*.md")]
    sources = [source for source in sources if not source.startswith("decisions/")]
    assert written_by_hand == {"" if name == "index" else f"{name}/" for name in sources}


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
    urls = [f"axes/{axis['number']}/" for axis in read_file("axes")["axes"]]
    urls += [f"themes/{slug}/" for slug in list_slugs("themes")]
    urls += [f"textes/{slug}/" for slug in list_slugs("laws")]
    facets: dict[str, set[int]] = {url: set() for url in urls}
    for number, measure in MEASURES.items():
        facets[f"axes/{measure['axis']}/"].add(number)
        if measure["theme"]:
            facets[f"themes/{measure['theme']}/"].add(number)
        for law in items(measure, "laws"):
            if law.get("law"):
                facets[f"textes/{law['law']}/"].add(number)
    dates = {f"echeances/{day}/": numbers for day, numbers in due_in().items()}
    return facets | dates | {"echeances/sans-echeance/": without_due()}


def test_a_facet_lists_exactly_its_measures_and_no_other_page_is_one(pages: Pages) -> None:
    listed = {
        url: list_measures(body_of(tree), url)
        for url, tree in pages.items()
        if re.fullmatch(r"(axes|themes|textes|echeances)/[^/]+/", url)
    }
    assert listed == list_facets()


def test_the_full_table_lists_every_measure_once(pages: Pages) -> None:
    body = body_of(pages["mesures/"])
    links = [link for link in list_links(body, "mesures/") if re.fullmatch(r"mesures/\d+/", link)]
    assert links == [f"mesures/{number}/" for number in sorted(MEASURES)]


def test_an_actor_lists_exactly_its_measures_apart_by_evidence(pages: Pages) -> None:
    for slug in list_slugs("actors"):
        url = f"acteurs/{slug}/"
        body = body_of(pages[url])
        own = named_in(slug)
        linked = {number for number in own for number in LINKED[number]} - own
        assert list_measures(body, url) == own | linked, url
        if linked:
            near = find_section(body, "mesures-liees")
            assert {n for n in list_measures(near, url) if n not in own} == linked, url
        for evidence in ("quote", "heading", "source", "deduced"):
            expected = named_in(slug, evidence)
            if expected:
                assert list_measures(find_section(body, evidence), url) == expected, url
            else:
                assert evidence not in list_ids(body), url


def test_the_timeline_shows_every_dated_moment_and_every_outcome(pages: Pages) -> None:
    body = body_of(pages["chronologie/"])
    moments = [(n, each) for n, measure in MEASURES.items() for each in items(measure, "deadlines")]
    dated = [number for number, deadline in moments if deadline.get("date")]
    told = {f"mesures/{each['measure']}/#suivi-{slug}" for slug, each in read_follow_up().items()}
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
    days = sorted(due_in())
    assert [list_measures(table, "echeances/") for table in tables] == [due_in()[d] for d in days]
    for day, table in zip(days, tables, strict=True):
        alone = find_one(body_of(pages[f"echeances/{day}/"]), "table")
        assert text_of(alone) == text_of(table)
        known = {link for link in list_links(table, "echeances/") if "#suivi-" in link}
        assert known == {
            f"mesures/{number}/#suivi-{record['slug']}"
            for number in due_in()[day]
            for record in follow_up_of(number)
        }


def test_the_figures_page_shows_every_figure(pages: Pages) -> None:
    body = body_of(pages["chiffres/"])
    expected = {number for number, measure in MEASURES.items() if items(measure, "figures")}
    shown = [
        list_measures(card, "chiffres/") for card in find_all(body, "section", class_="figure-card")
    ]
    assert set().union(*shown) == expected


# -- A measure's page


@EVERY_MEASURE
def test_a_measure_shows_its_reading_word_for_word(pages: Pages, build: Build, number: int) -> None:
    section = find_section(pages[f"mesures/{number}/"], "texte")
    corrected = deepcopy(next(find_all(section, "blockquote")))
    for letter in find_all(corrected, "a", class_="letter"):
        letter.text = ""
    assert text_of(corrected) == build.catalogue.measures[number].corrected.text


@EVERY_MEASURE
def test_a_measure_shows_the_official_text_to_the_letter(pages: Pages, number: int) -> None:
    details = find_one(find_section(pages[f"mesures/{number}/"], "texte"), "details")
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
    actors = {f"acteurs/{part['actor']}/" for part in items(measure, "actors")}
    assert {link for link in links if link.startswith("acteurs/")} == actors
    due = {f"echeances/{day}/" for day, measures in due_in().items() if number in measures}
    assert {link for link in links if link.startswith("echeances/")} == (
        due or {"echeances/sans-echeance/"}
    )


@EVERY_MEASURE
def test_a_measure_shows_its_links_with_their_reason(pages: Pages, number: int) -> None:
    expected = {
        (other if one == number else one, relation["reason"])
        for one, other, relation in list_relations()
        if number in (one, other)
    }
    if not expected:
        return
    url = f"mesures/{number}/"
    section = find_section(pages[url], "liens")
    assert list_measures(section, url) == {other for other, _ in expected}
    for _, reason in expected:
        assert reason in text_of(section)


@EVERY_MEASURE
def test_a_letter_leads_from_the_passage_to_its_fact_and_back(pages: Pages, number: int) -> None:
    tree = pages[f"mesures/{number}/"]
    ids = set(list_ids(tree))
    corrected, *_ = find_all(find_section(tree, "texte"), "blockquote")
    facts: dict[str, str] = {}
    passages = set()
    for letter in find_all(corrected, "a", class_="letter"):
        fact = letter.attrib["href"].removeprefix("#")
        assert fact in ids
        # One letter for one fact, wherever its passages are.
        assert facts.setdefault(fact, text_of(letter)) == text_of(letter)
    for fact, letter_of_fact in facts.items():
        [back] = find_all(find_id(tree, fact), "a", class_="letter")
        assert text_of(back) == letter_of_fact
        anchor = back.attrib["href"].removeprefix("#")
        assert anchor in set(list_ids(corrected))
        passages.add(anchor)
    assert len(passages) == len(facts)
    assert len(set(facts.values())) == len(facts)
    # A fact has a letter exactly when the data quote the text for it.
    assert set(facts) == {fact for fact, _ in list_quotes(MEASURES[number])}
    everywhere = list(find_all(body_of(tree), "a", class_="letter"))
    assert len(everywhere) == len(list(find_all(corrected, "a", class_="letter"))) + len(facts)


def test_what_is_absent_is_said(pages: Pages) -> None:
    for number, measure in MEASURES.items():
        tree = pages[f"mesures/{number}/"]
        named = any(part["evidence"] == "quote" for part in items(measure, "actors"))
        section = text_of(find_section(tree, "acteurs"))
        assert ("Aucun acteur nommé" in section) != named, number
        due = [d for d in items(measure, "deadlines") if d["kind"] == "due"]
        section = text_of(find_section(tree, "echeances"))
        assert ("Sans échéance" in section) == (not due), number
        on_nobody = any(not deadline.get("bears_on") for deadline in due)
        assert ("Le texte ne dit pas à qui il fixe cette date." in section) == on_nobody, number


@EVERY_MEASURE
def test_the_facts_of_a_measure_are_shown_with_their_proof(pages: Pages, number: int) -> None:
    measure, tree = MEASURES[number], pages[f"mesures/{number}/"]
    shown = text_of(body_of(tree))
    titled = [x for x in read_file("axes")["axes"] if x["number"] == measure["axis"]]
    titled += [x for x in read_file("themes")["themes"] if x["slug"] == measure["theme"]]
    proofs: list[str] = [
        measure["title"],
        *(fact["summary"] for fact in follow_up_of(measure["number"])),
    ]
    for name in ("actors", "deadlines", "laws"):
        for fact in items(measure, name):
            proofs += [fact[key] for key in ("reason", "scope", "note") if fact.get(key)]
            quote = fact.get("quote") or ""
            [official] = (
                [measure]
                if quote in measure["text"]
                else [x for x in titled if quote in x["heading"]]
            )
            proofs.append(read_corrected(official, quote))
    for figure in items(measure, "figures"):
        proofs += [figure["note"]] if figure.get("note") else []
        assert figure["unit"][1:] in text_of(find_section(tree, "chiffres"))
    for proof in proofs:
        assert " ".join(proof.split()) in shown


def test_a_heading_and_the_cards_under_it_do_not_say_the_same(pages: Pages) -> None:
    for number in MEASURES:
        body = text_of(body_of(pages[f"mesures/{number}/"]))
        assert body.lower().count("à ne pas confondre") <= 1, number


def test_a_quote_ends_before_what_narrows_the_role(pages: Pages) -> None:
    narrowed = [
        (url, read_corrected(measure, part["quote"]), part["reason"])
        for number, measure in MEASURES.items()
        for part in items(measure, "actors")
        if part["evidence"] == "quote" and part.get("reason")
        for url in (f"mesures/{number}/", f"acteurs/{part['actor']}/")
    ]
    for url, quote, reason in narrowed:
        shown = text_of(body_of(pages[url]))
        assert f"« {quote} ». {' '.join(reason.split())}" in shown, url


def test_sources_side_by_side_are_told_apart(pages: Pages) -> None:
    proofs = list(find_all(pages["plan/"], "span", class_="proof"))
    assert len(proofs) > 20
    for proof in proofs:
        names = [text_of(link) for link in find_all(proof, "a")]
        assert len(names) == len(set(names)), names


def test_the_plan_begins_with_five_sourced_lines(pages: Pages) -> None:
    story = find_all(pages["plan/"], "dl", class_="plan-story")
    lines = [line for part in story for line in find_all(part, "div")]
    assert [text_of(next(line.iter("dt"))) for line in lines] == [
        question.label for question in PlanQuestion
    ]
    assert all(list(find_all(line, "span", class_="proof")) for line in lines)


def test_each_amount_of_the_plan_is_quoted_with_its_nature(pages: Pages, build: Build) -> None:
    table = next(find_all(pages["plan/"], "table", class_="amounts"))
    rows = [row for row in table.iter("tr") if row.find("td") is not None]
    shown = ["".join(text_of(row).split()) for row in rows]
    amounts = build.catalogue.data.plan.amounts
    assert len(shown) == len(amounts) > 10
    for amount in amounts:
        words = format_number(amount.value), amount.kind.label, amount.quote
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
    for section in body_of(pages["texte/"]).iter("section"):
        official += [text_of(element) for element in section]
    # Jointures of the PDF cut some words and join some lines; letters are all there, in order.
    assert "".join("".join(official).split()) == "".join(source.split())


# -- Every page


def test_every_page_is_in_french_with_one_heading(every_page: Pages) -> None:
    for url, tree in every_page.items():
        assert tree.get("lang") == "fr", url
        [heading] = tree.iter("h1")
        assert text_of(heading), url


def test_no_identifier_is_used_twice_on_a_page(every_page: Pages) -> None:
    for url, tree in every_page.items():
        ids = list_ids(tree)
        assert sorted({*ids}) == sorted(ids), url
        assert all(re.fullmatch(r"\S+", identifier) for identifier in ids), url


def test_titles_are_written_as_the_data_have_them(pages: Pages) -> None:
    for number, measure in MEASURES.items():
        tree = pages[f"mesures/{number}/"]
        title = text_of(find_one(find_one(tree, "head"), "title"))
        assert title.startswith(f"Mesure {number} : {measure['title']}")
        assert text_of(find_one(tree, "h1")) == measure["title"]


def test_every_internal_link_and_anchor_leads_somewhere(every_page: Pages, site: Path) -> None:
    assert check_links(site).broken == []
    for url, tree in every_page.items():
        targets = {resolve(link, url) for link in list_resources(tree)} - {None}
        files = [site / str(target).partition("?")[0] for target in targets]
        assert [
            file for file in files if not (file / "index.html" if file.is_dir() else file).is_file()
        ] == []


def test_external_links_are_whole_addresses(every_page: Pages) -> None:
    for url, tree in every_page.items():
        for a in tree.iter("a"):
            link = a.get("href", "")
            if resolve(link, url) is None:
                assert re.match(r"https?://[a-z0-9.-]+\.[a-z]+(/|$)|mailto:\S+@", link), (url, link)


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
        around = text_of(tree).lower()
        for article in articles:
            around = around.replace(text_of(article).lower(), " ")
        for words in NOTICE:
            assert around.count(words) == 1, (url, words)
        assert re.search(r"document historique.{0,60}site non officiel", around), url


def test_pages_for_victims_say_where_help_is_today(pages: Pages) -> None:
    axes = [axis["number"] for axis in read_file("axes")["axes"] if axis.get("for_victims")]
    themes = [x["slug"] for x in read_file("themes")["themes"] if x["axis"] in axes]
    numbers = [number for number, measure in MEASURES.items() if measure["axis"] in axes]
    urls = [f"axes/{axis}/" for axis in axes] + [f"themes/{slug}/" for slug in themes]
    services: list[Record] = read_file("help")["services"]
    for url in [*urls, *(f"mesures/{number}/" for number in numbers)]:
        [aside] = find_all(body_of(pages[url]), "aside")
        shown = text_of(aside)
        assert shown.startswith("Trouver de l’aide aujourd’hui"), url
        assert "ne font pas partie du plan" in shown
        for service in services:
            assert service["name"] in shown
            assert service.get("number") or "" in shown


def test_a_dead_number_is_never_there_to_dial(every_page: Pages) -> None:
    for url, tree in every_page.items():
        for element in tree.iter():
            # Words that only the search reads may hold it.
            for name in ("href", "src", "title", "alt", "aria-label", "content", "value"):
                value = element.get(name, "")
                assert not value.lower().startswith("tel:"), url
                assert not re.search(r"08[\s.-]?84", value), url
        # « 08 842 846 37 » too, whatever its spaces.
        assert not re.search(r"08\s?84", text_of(tree)), url


def test_no_sign_of_the_state_is_borrowed(every_page: Pages) -> None:
    for url, tree in every_page.items():
        for element in tree.iter():
            assert "dsfr" not in element.get("class", ""), url
            assert "marianne" not in (element.get("src", "") + element.get("style", "")).lower()


def test_the_missing_page_speaks_french_and_leads_home(every_page: Pages) -> None:
    tree = every_page["404.html"]
    shown = text_of(tree).lower()
    assert "not found" not in shown
    assert "introuvable" in shown or "n’existe pas" in shown
    # Served at any depth: its links start at the root.
    links = [a.attrib["href"] for a in find_one(tree, "article").iter("a")]
    assert links
    assert all(link.startswith(("/", "http")) for link in links)


def test_no_word_of_the_templates_is_left_unread(every_page: Pages) -> None:
    for url, tree in every_page.items():
        if url in {"contribuer/", "autre-plan/"}:
            continue
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
    terms = {f"glossaire/#{slug}" for slug in list_slugs("glossary", "terms")}
    assert terms <= set(addresses)
