// The search as one sees it: a field, a sentence that counts, a list of links.
// A plain list rather than a combobox: each result stays a link with its details, for every reader.
const attachSearch = (() => {
  const ROOT = new URL("../../", document.currentScript.src);
  const FEW = 7; // results under the field of the header
  const MANY = 200; // on the page of the search
  const PAUSE = 500; // milliseconds without a key before the count is read out

  const KINDS = {
    axis: "Axe",
    theme: "Thème",
    actor: "Acteur",
    term: "Glossaire",
    law: "Texte de droit",
    deadline: "Échéance",
    source: "Source",
    page: "Page",
  };
  const FOUND_BY = {
    keywords: (words) => `trouvé avec le mot ${quote(words)}`,
    actors: (words) => `trouvé avec le mot ${quote(words)}, acteur de la mesure`,
    deduced: (words) => `trouvé avec le mot ${quote(words)}, acteur déduit par ce site`,
    heading: () => "trouvé dans l’intitulé du thème ou de l’axe",
  };

  const LIST = { className: "search-results", role: "list" }; // a list without bullets says so in Safari

  let search; // made once for all the fields of the page

  /** Bring a search form to life. The form of the search page shows more and keeps its address. */
  function attach(form) {
    search ??= createEngine(searchDocuments);
    const whole = form.hasAttribute("data-whole");
    const field = form.querySelector("input");
    const status = form.querySelector("[role=status]");
    const panel = form.querySelector(".search-panel");
    let pause;

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
      if (query === "") return close();
      const found = search(query);
      const shown = found.results.slice(0, most);
      const summary = count(found, query);
      panel.replaceChildren(
        element("p", { className: "search-count" }, summary),
        ...explainReading(found, query),
        ...listResults(shown),
        ...linkToAll(found, shown, query),
        ...listHelp(found.help),
      );
      say([panel.querySelector(".search-read")?.textContent, summary].filter(Boolean).join(" "));
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
    if (whole) {
      form.addEventListener("submit", (event) => event.preventDefault());
    } else {
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
    if (whole || form.contains(document.activeElement)) ask();
  }

  /** Say how many measures there are, first of all when there is none. */
  function count({ results, measures, partial }, query) {
    const total = results.length;
    const others = total - measures;
    const pages = others > 1 ? `${others} autres pages` : "1 autre page";
    if (partial) return "Aucune mesure ne contient tous ces mots. Les pages les plus proches :";
    if (total === 0) return `Aucune mesure, ni aucune autre page, ne répond à ${quote(query)}.`;
    if (measures === 0) return total > 1 ? `${total} pages :` : "1 page :";
    const found = measures > 1 ? `${measures} mesures` : "1 mesure";
    return others > 0 ? `${found} et ${pages}` : found;
  }

  /** Say which words were not taken as they were typed, and what to do about those that are nowhere. */
  function* explainReading({ results, read, missing, known }, query) {
    for (const { typed, read: words, begun } of read) {
      const label = begun ? `Mots en ${quote(`${typed}…`)} : ` : `${quote(typed)} n’est pas sur le site. Mots proches : `;
      yield element("p", { className: "search-read" }, `${label}${words.slice(0, 4).join(", ")}.`);
    }
    for (const { typed, close } of missing) {
      const links = close.slice(0, 3).map((word) => linkTo(query.replace(typed, word), word));
      const question = links.length > 0 ? [" Vouliez-vous dire : ", ...separate(links), "\u00a0?"] : [];
      yield element("p", { className: "search-read" }, `Aucune page ne contient ${quote(typed)}.`, ...question);
    }
    if (results.length > 0) return;
    const alone = missing.length + known.length > 1 ? known.map(linkToWord) : [];
    const only = alone.length > 0 ? ["chercher seulement ", ...separate(alone), ", "] : [];
    const pages = [
      element("a", { href: addressOf("glossaire/") }, "glossaire"),
      " ou le ",
      element("a", { href: addressOf("plan-du-site/") }, "plan du site"),
    ];
    yield element("p", {}, "Vous pouvez ", ...only, "lire le ", ...pages, ".");
  }

  function linkToWord({ word, count }) {
    return linkTo(word, `${quote(word)} (${count}\u00a0${count > 1 ? "pages" : "page"})`);
  }

  function separate(nodes) {
    return nodes.flatMap((node, index) => (index > 0 ? [", ", node] : [node]));
  }

  function* listResults(results) {
    if (results.length > 0) yield element("ol", LIST, ...results.map(showResult));
  }

  function showResult({ document: { kind, url, title, context = [] }, explain }) {
    const link = element("a", { href: addressOf(url) });
    if (kind in KINDS) link.append(element("span", { className: "badge" }, KINDS[kind]), " ");
    link.append(title);
    const item = element("li", { className: `result result-${kind}` }, link);
    if (context.length > 0) item.append(element("p", { className: "result-context" }, context.join(" · ")));
    const found = explain().map(({ words, field }) => FOUND_BY[field](words));
    if (found.length > 0) item.append(element("p", { className: "result-via" }, [...new Set(found)].join(" ; ")));
    return item;
  }

  function* linkToAll({ results }, shown, query) {
    if (shown.length === results.length) return;
    if (shown.length === MANY) yield element("p", {}, `Les ${MANY} premiers résultats : un mot de plus en laisse moins.`);
    else yield element("p", {}, linkTo(query, `Voir les ${results.length} résultats`));
  }

  /** Help that exists today, apart: the plan does not speak of it. */
  function* listHelp(help) {
    if (help.length === 0) return;
    yield element("p", { className: "search-help" }, "Aide d’aujourd’hui, hors du plan :");
    yield element("ul", LIST, ...help.map(showResult));
  }

  /** The address of a page; in a copy of the site on a disk, of its file. */
  function addressOf(url) {
    return new URL(ROOT.protocol === "file:" ? url.replace(/(?<=^|\/)(?=#|$)/, "index.html") : url, ROOT);
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
