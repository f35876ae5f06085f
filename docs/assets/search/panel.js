// The search as one sees it: a field, who to call, an answer, a sentence that counts, a list of links.
// A plain list rather than a combobox: each result stays a link with its details, for every reader.
const attachSearch = (() => {
  const ROOT = new URL("../../", document.currentScript.src);
  const FEW = 7; // results under the field of the header
  const MANY = 200; // on the page of the search
  const PAUSE = 500; // milliseconds without a key before the count is read out
  const LONGEST = 170; // characters of the line that shows why

  const KINDS = {
    axis: "Axe",
    theme: "Thème",
    actor: "Acteur",
    term: "Glossaire",
    law: "Texte de droit",
    deadline: "Échéance",
    page: "Page",
  };
  const FOUND_BY = {
    keywords: "en d’autres mots : ",
    theme: "son thème, en d’autres mots : ",
    actors: "acteur de la mesure : ",
    unnamed: "acteur que la mesure ne nomme pas : ",
    heading: "trouvé dans l’intitulé de l’axe ou du thème",
    names: "autre nom : ",
    later: "dans ce qu’on en sait : ",
  };

  const LIST = { className: "search-results", role: "list" }; // a list without bullets says so in Safari

  let search, suggest, answer, findHelp; // made once for all the fields of the page

  function start() {
    const engine = createEngine(searchIndex);
    ({ search, suggest } = engine);
    ({ answer, findHelp } = createAnswers(searchIndex, engine.nameRecords));
  }

  /** Bring a search form to life. The form of the search page shows more and keeps its address. */
  function attach(form) {
    if (!search) start();
    const whole = form.hasAttribute("data-whole");
    const field = form.querySelector("input");
    const status = form.querySelector("[role=status]");
    const panel = form.querySelector(".search-panel");
    let pause;
    let exact; // the address of the one record that the query names

    const say = (text) => {
      clearTimeout(pause);
      pause = setTimeout(() => (status.textContent = text), PAUSE);
    };
    const close = () => {
      panel.replaceChildren();
      say("");
    };
    const most = whole ? MANY : FEW;
    const show = () => {
      const query = field.value.trim();
      exact = undefined;
      if (query === "") return close();
      const answered = answer(query);
      const found = search(answered?.words || query);
      const help = findHelp(query);
      exact = help ? undefined : found.exact; // who needs help stays where the numbers are
      const shown = found.results.slice(0, most);
      const summary = count(found, query);
      panel.replaceChildren(
        ...showHelp(help),
        ...showAnswer(answered),
        // The status says it too, once.
        element("p", { className: "search-count", ariaHidden: "true" }, summary),
        ...explainReading(found, query, help),
        ...listResults(shown),
        ...linkToAll(found, shown, query),
      );
      const read = [".search-help", ".search-answer", ".search-read"].map((name) => panel.querySelector(name)?.textContent);
      say([...read, summary].filter(Boolean).join(" "));
    };

    form.addEventListener("keydown", (event) => {
      const stops = [field, ...panel.querySelectorAll("a")];
      const here = stops.indexOf(document.activeElement);
      if (event.key === "Escape" && !whole && panel.hasChildNodes()) {
        field.focus(); // first: it would open the panel again
        close();
      } else if (event.key === "ArrowDown" && here >= 0 && here < stops.length - 1) {
        stops[here + 1].focus();
      } else if (event.key === "ArrowUp" && here > 0) {
        stops[here - 1].focus();
      } else {
        return;
      }
      event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      if (whole || exact !== undefined) event.preventDefault();
      if (exact !== undefined) follow(addressOf(exact));
    });
    const keep = () => {
      history.replaceState({ ...history.state, ...(whole ? { scroll: scrollY } : { search: field.value }) }, "");
    };
    const follow = (address) => {
      keep();
      location.assign(address);
    };
    // Coming back from a result finds the words again, the results, and the place among them.
    panel.addEventListener("click", (event) => {
      if (event.target.closest("a")) keep();
    });
    if (!whole) {
      form.addEventListener("focusout", ({ relatedTarget }) => {
        if (!form.contains(relatedTarget)) close();
      });
      field.addEventListener("focus", show);
    }

    form.setAttribute("data-ready", "");
    const ask = () => {
      show();
      if (whole) history.replaceState(null, "", addressOfResults(field.value.trim()));
    };
    field.addEventListener("input", ask);
    // What was typed before this script came is asked now.
    const kept = history.state?.scroll;
    if (whole || form.contains(document.activeElement)) ask();
    if (whole && kept) {
      scrollTo(0, kept);
      addEventListener("load", () => scrollTo(0, kept)); // a browser may have gone to the top since
    }
  }

  /** Who to call, before all else. */
  function* showHelp(help) {
    if (!help) return;
    const lead = help.gone
      ? `Le ${help.gone} n’existe plus. Il faut appeler :`
      : help.danger
        ? "En danger, ou victime\u00a0? Appelez :"
        : "Besoin d’aide aujourd’hui\u00a0?";
    const calls = help.services.map(({ name, number }) => {
      const scheme = name.includes("SMS") ? "sms" : "tel";
      const href = `${scheme}:${number.replaceAll(" ", "")}`;
      return element("li", {}, element("a", { href }, element("strong", {}, number), ` ${name.split(",")[0]}`));
    });
    yield element(
      "div",
      { className: "search-help help-line" },
      element("p", {}, element("strong", {}, lead)),
      " ",
      element("ul", { role: "list" }, ...calls),
      element("p", {}, element("a", { href: addressOf("a-propos/#aide") }, "Toutes les aides")),
    );
  }

  function* showAnswer(answered) {
    if (!answered) return;
    const proof = element("a", { href: addressOf(answered.url) }, "Voir");
    yield element("p", { className: "search-answer" }, answered.sentence, " ", proof);
  }

  /** Say how many measures there are, first of all when there is none. */
  function count({ results, measures, partial }, query) {
    const total = results.length;
    const others = total - measures;
    const pages = others > 1 ? `${others} ${measures > 0 ? "autres " : ""}pages` : `1 ${measures > 0 ? "autre " : ""}page`;
    if (partial) return "Rien ne contient tous ces mots. Le plus proche :";
    if (total === 0) return `Aucune mesure, ni aucune autre page, ne répond à ${quote(query)}.`;
    if (measures === 0) return `Aucune mesure ne répond à ${quote(query)}. ${pages} :`;
    const found = measures > 1 ? `${measures} mesures` : "1 mesure";
    return others > 0 ? `${found} et ${pages}` : found;
  }

  /** Say which words were not taken as they were typed, and what to do about those that are nowhere. */
  function* explainReading({ results, read, missing, elsewhere, known }, query, help) {
    for (const { typed, read: words, begun } of read) {
      const label = begun ? `Mots en ${quote(`${typed}…`)} : ` : `${quote(typed)} n’est pas sur le site. Mots proches : `;
      const links = begun ? [words.slice(0, 4).join(", ")] : offer(words, typed, query);
      yield element("p", { className: "search-read" }, label, ...links, ".");
    }
    if (results.length > 0) return;
    for (const typed of elsewhere) yield element("p", { className: "search-read" }, `Le plan ne parle pas de ${quote(typed)}.`);
    for (const typed of missing) {
      const links = offer(suggest(typed), typed, query);
      const question = links.length > 0 ? [" Vouliez-vous dire : ", ...links, "\u00a0?"] : [];
      yield element("p", { className: "search-read" }, `Aucun résultat pour ${quote(typed)}.`, ...question);
    }
    const alone = missing.length + elsewhere.length + known.length > 1 ? known.map(linkToWord) : [];
    const only = alone.length > 0 ? ["chercher seulement ", ...separate(alone), ", "] : [];
    const pages = [
      element("a", { href: addressOf("glossaire/") }, "glossaire"),
      " ou le ",
      element("a", { href: addressOf("plan-du-site/") }, "plan du site"),
    ];
    yield element("p", {}, "Vous pouvez ", ...only, "lire le ", ...pages, ".");
    if (!help) yield element("p", {}, "Besoin d’aide\u00a0? ", element("a", { href: addressOf("a-propos/#aide") }, "Les numéros"));
  }

  /** Links to the same query with another word. */
  function offer(words, typed, query) {
    return separate(words.slice(0, 3).map((word) => linkTo(query.replace(typed, word), word)));
  }

  function linkToWord({ typed }) {
    const { length } = search(typed).results;
    return linkTo(typed, `${quote(typed)} (${length}\u00a0${length > 1 ? "pages" : "page"})`);
  }

  function separate(nodes) {
    return nodes.flatMap((node, index) => (index > 0 ? [", ", node] : [node]));
  }

  function* listResults(results) {
    if (results.length > 0) yield element("ol", { ...LIST, ariaLabel: "Résultats" }, ...results.map(showResult));
  }

  function showResult({ document: { kind, url, title, text, context = [] }, explain }) {
    const { line, by, isMarked } = explain();
    const link = element("a", { href: addressOf(url) });
    if (kind in KINDS && !title.startsWith(`${KINDS[kind]} `)) link.append(element("span", { className: "badge" }, `${KINDS[kind]} `));
    link.append(...mark(title, isMarked));
    const item = element("li", { className: `result result-${kind}` }, link);
    // A definition, or what an article is about, answers by itself; of others, the line that holds the words.
    const isShort = kind === "term" || kind === "law";
    const why = isShort ? text : line && cut(space(line), isMarked);
    if (why && why !== title) item.append(element("p", { className: "result-line" }, ...mark(why, isMarked)));
    if (context.length > 0) item.append(element("p", { className: "result-context" }, context.join(" · ")));
    const found = new Map(); // label → words
    for (const { field, words } of by) {
      const label = FOUND_BY[field === "keywords" && kind === "actor" ? "names" : field];
      if (label) found.set(label, (found.get(label) ?? new Set()).add(field === "heading" ? "" : words));
    }
    const via = [...found].map(([label, words]) => label + [...words].join(", "));
    if (via.length > 0) item.append(element("p", { className: "result-via" }, via.join(" ; ")));
    return item;
  }

  function space(text) {
    return text.replace(/« /g, "«\u00a0").replace(/ (?=[»:;?!])/g, "\u00a0");
  }

  /** A text with the words that were sought marked in it. */
  function mark(text, isMarked) {
    const parts = space(text).split(/(\d+(?:\s\d{3})+|[\p{L}\p{N}]+(?:-\d+)*)/u);
    return parts.map((part, index) => (index % 2 === 1 && isMarked(part) ? element("mark", {}, part) : part));
  }

  /** A line cut around the first word that was sought, at spaces. */
  function cut(line, isMarked) {
    if (line.length <= LONGEST) return line;
    const words = line.split(" ");
    const first = Math.max(words.findIndex((word) => word.split(/[^\p{L}\p{N}-]+/u).some((part) => part && isMarked(part))), 0);
    let start = words.slice(0, first + 1).join(" ").length <= LONGEST ? 0 : first;
    while (start > 0 && words.slice(start - 1, first + 1).join(" ").length < LONGEST / 3) start -= 1;
    let end = start + 1;
    while (end < words.length && words.slice(start, end + 1).join(" ").length <= LONGEST) end += 1;
    return `${start > 0 ? "… " : ""}${words.slice(start, end).join(" ")}${end < words.length ? " …" : ""}`;
  }

  function* linkToAll({ results }, shown, query) {
    if (shown.length === results.length) return;
    if (shown.length === MANY) yield element("p", {}, `Les ${MANY} premiers résultats : un mot de plus en laisse moins.`);
    else yield element("p", {}, linkTo(query, `Voir les ${results.length} résultats`));
  }

  /** The address of a page; in a copy of the site on a disk, of its file. */
  function addressOf(url) {
    return new URL(ROOT.protocol === "file:" ? url.replace(/(?<=^|\/)(?=[#?]|$)/, "index.html") : url, ROOT);
  }

  function addressOfResults(query) {
    const address = addressOf("recherche/");
    if (query !== "") address.searchParams.set("q", query);
    return address;
  }

  function linkTo(query, text) {
    return element("a", { href: addressOfResults(query) }, text);
  }

  function quote(words) {
    return `«\u00a0${words}\u00a0»`;
  }

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  return attach;
})();
