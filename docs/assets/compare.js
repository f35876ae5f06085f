// Puts two to four measures side by side, from their own pages. The choice is in the query string.
(() => {
  const form = document.getElementById("comparer");
  const place = document.getElementById("comparaison");
  const status = form.querySelector("[role=status]");
  const selects = [...form.querySelectorAll("select")];
  const ROWS = [
    ["Axe et thème", (page) => [...page.querySelectorAll(".breadcrumb li")].slice(1, -1)],
    ["Ce que dit la mesure", (page) => [page.querySelector(".reading p")]],
    ["Degré d’obligation", (page) => [cell("p", {}, page.querySelector("[data-force]").dataset.force)]],
    ["Qui", (page) => facts(page, "actor")],
    ["Quand", (page) => facts(page, "date")],
    ["Objectif chiffré", (page) => facts(page, "figure")],
    ["Base juridique", (page) => facts(page, "law")],
    ["Ce qu’on en sait", (page) => outcomes(page)],
  ];

  const facts = (page, kind) => {
    const found = [...page.querySelectorAll(`[data-kind=${kind}]`)];
    return found.length ? found : [cell("div", { className: "absent" }, "Rien dans le texte")];
  };

  /** In short; all the facts, folded, or four columns of them would be very long. */
  const outcomes = (page) => {
    const [, ...brief] = page.querySelector(".strip a[href='#suivi']").childNodes; // after its name
    const fold = cell("details", { className: "verbatim" }, cell("summary", {}, "Les faits et leurs sources"));
    fold.append(...page.querySelectorAll(".outcomes, .absent-strong"));
    return [cell("p", {}, ...brief), fold];
  };

  /** What establishes a fact: it is never shown without. */
  const grade = (element) => {
    const folded = element.closest("details.more")?.querySelector("summary").textContent.split(/\s:/)[0].trim();
    return folded ?? (element.dataset.kind === "actor" ? "Nommé dans la mesure" : "");
  };

  // Copies of a page's parts: links made absolute, anchors and their letters left out.
  const copy = (elements, address) => {
    const box = document.createElement("div");
    let last = "";
    for (const element of elements) {
      const title = grade(element);
      if (title && title !== last) box.append(cell("p", { className: "group-title" }, title));
      last = title;
      const block = document.createElement("div");
      block.append(...document.importNode(element, true).childNodes);
      box.append(element.tagName === "LI" || element.tagName === "P" ? block : document.importNode(element, true));
    }
    for (const left of box.querySelectorAll(".letter, .only, .fact-kind, a.anchor")) left.remove();
    for (const link of box.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address);
    // In a table, a heading would break the outline of the page.
    for (const heading of box.querySelectorAll("h3")) {
      heading.replaceWith(cell("p", { className: "group-title" }, ...heading.childNodes));
    }
    for (const marked of box.querySelectorAll("[id]")) marked.removeAttribute("id");
    return box;
  };

  // Read by the browser as a page: no text of ours is made markup.
  const read = (address) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.responseType = "document";
      request.onload = () => (request.status === 200 ? resolve(request.response) : reject(request.status));
      request.onerror = reject;
      request.open("GET", address);
      request.send();
    });

  const fetchPage = async (number) => {
    const address = new URL(`${form.dataset.measures}${number}/`, location.href);
    return { number, address, page: await read(address) };
  };

  const cell = (tag, attributes, ...children) => {
    const element = Object.assign(document.createElement(tag), attributes);
    element.append(...children);
    return element;
  };

  /** The places of what is said alike, two or more at a time. */
  const share = (boxes) => {
    const groups = new Map();
    boxes.forEach((box, index) => {
      const words = box.textContent.replace(/\s+/g, " ").trim();
      groups.set(words, [...(groups.get(words) ?? []), index]);
    });
    // What some lack makes them no more alike.
    const counts = (alike) => alike.length === boxes.length || !boxes[alike[0]].querySelector(".absent");
    return [...groups.values()].filter((alike) => alike.length > 1 && counts(alike));
  };

  const build = (found) => {
    const table = cell("table", { className: "comparison stack" });
    table.append(cell("caption", {}, "Mesures côte à côte"));
    const head = table.createTHead().insertRow();
    head.append(cell("th", { scope: "col" }, "Point comparé"));
    for (const { number, address, page } of found) {
      const title = page.querySelector("h1").textContent;
      head.append(cell("th", { scope: "col" }, cell("a", { href: address }, `${number}. ${title}`)));
    }
    const body = table.createTBody();
    for (const [label, select] of ROWS) {
      const boxes = found.map(({ page, address }) => copy(select(page), address));
      const row = body.insertRow();
      const marks = share(boxes).map((alike) => {
        const all = alike.length === boxes.length;
        const whose = all ? "" : `\u00a0: ${alike.map((index) => found[index].number).join(", ")}`;
        if (all) row.className = "same";
        return cell("span", { className: "badge" }, `identique${whose}`);
      });
      row.append(cell("th", { scope: "row" }, label, ...marks));
      boxes.forEach((box, index) => {
        const data = cell("td", {}, box);
        data.dataset.label = `Mesure ${found[index].number}`;
        row.append(data);
      });
    }
    const scroll = cell("div", { className: "table-scroll", role: "region", tabIndex: 0, ariaLabel: "Comparaison" }, table);
    place.replaceChildren(scroll);
  };

  let wrong = ""; // what the address asked for in vain, until another choice
  let turn = 0; // what was chosen last: pages that come later for another choice are of no use
  const update = async () => {
    turn += 1;
    const mine = turn;
    const numbers = [...new Set(selects.map((select) => select.value).filter(Boolean))];
    const address = new URL(location.href);
    address.search = numbers.length ? `m=${numbers.join(",")}` : "";
    history.replaceState(null, "", address);
    place.replaceChildren();
    if (numbers.length < 2) {
      say("Choisissez au moins deux mesures.");
      return;
    }
    try {
      const found = await Promise.all(numbers.map(fetchPage));
      if (mine !== turn) return;
      build(found);
      say(`Mesures ${numbers.slice(0, -1).join(", ")} et ${numbers.at(-1)} comparées.`);
    } catch {
      if (mine !== turn) return;
      say("Ces mesures n’ont pas pu être chargées : vérifiez la connexion.");
    }
  };

  const say = (words) => (status.textContent = [wrong, words].filter(Boolean).join(" "));

  /** Choose what an address asks for; say what cannot be. */
  const choose = (asked) => {
    const typed = [...new Set(asked.split(/[,\s]+/).filter(Boolean))];
    const known = new Set([...selects[0].options].map(({ value }) => value));
    const found = typed.filter((number) => known.has(number));
    const unknown = typed.filter((number) => !known.has(number)).map((word) => `«\u00a0${word.slice(0, 20)}\u00a0»`);
    selects.forEach((select, index) => (select.value = found[index] ?? ""));
    const told = unknown.length > 0 ? [`Il n’y a pas de mesure ${unknown.join(" ni ")}.`] : [];
    if (found.length > selects.length) told.push("Pas plus de quatre mesures à la fois\u00a0: voici les premières.");
    wrong = told.join(" ");
  };

  // Without an address that asks something, what was chosen before this script came stays.
  const asked = new URLSearchParams(location.search).get("m");
  if (asked !== null) choose(asked);
  form.addEventListener("change", () => {
    wrong = "";
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  update();
})();
