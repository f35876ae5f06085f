// Filters over the complete table of measures. The state is the query string, so a view can be shared.
(() => {
  const PARTS = ["actor", "role", "evidence"];

  const form = document.getElementById("filtres");
  const table = document.querySelector("#resultats table");
  const rows = [...table.tBodies[0].rows];
  const status = form.querySelector("[role=status]");
  const chips = form.querySelector("[data-chips]");
  const hint = form.querySelector("[data-hint]");
  const view = document.getElementById("vue");
  const fields = [...form.elements].filter((field) => field.name);
  const headers = [...table.tHead.querySelectorAll("th")];

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const quoted = (words) => `«\u00a0${words}\u00a0»`;
  const countMeasures = (count) => `${count} ${count > 1 ? "mesures" : "mesure"}`;

  /** The choices made, by the name of their field; an empty field is left out. */
  const readState = () =>
    Object.fromEntries(fields.filter(({ value }) => value.trim()).map(({ name, value }) => [name, value.trim()]));

  // What each row says, read once: of a list of choices, those it has; its parts, each an actor in a role, and why.
  const lists = fields.filter(({ options, name }) => options && !PARTS.includes(name)).map(({ name }) => name);
  const values = new Map(
    rows.map((row) => [
      row,
      {
        number: row.cells[0].textContent.trim(),
        parts: [...(row.querySelector("template")?.content.children ?? [])],
        ...Object.fromEntries(lists.map((name) => [name, row.dataset[name].split(" ")])),
      },
    ]),
  );

  // The words are looked up by the search of the site: one question finds the same measures here and there.
  let search;
  let loading;
  const startSearch = () => {
    const engine = createEngine(searchIndex);
    const { answer: read } = createAnswers(searchIndex, engine.nameRecords);
    return (question) => engine.search(read(question)?.words || question);
  };
  const load = () => (loading ??= loadSearch().then(() => (search = startSearch())));
  const answers = new Map(); // by question, the numbers of the measures found; `partial` if none has all the words
  const answer = (question) => {
    if (!answers.has(question)) {
      const { results, partial } = search(question);
      const measures = results.filter(({ document }) => document.kind === "measure");
      answers.set(question, { partial, numbers: new Set(measures.map(({ document }) => document.url.match(/\d+/)[0])) });
    }
    return answers.get(question);
  };

  // Actor, role and evidence have to meet in one and the same part of the measure.
  const matchParts = (row, state) =>
    values.get(row).parts.filter(({ dataset }) => PARTS.every((name) => !state[name] || dataset[name] === state[name]));

  const meets = (row, state) =>
    Object.entries(state).every(([name, value]) => {
      if (PARTS.includes(name)) return matchParts(row, state).length > 0;
      if (name === "q") return !search || answer(value).numbers.has(values.get(row).number);
      return values.get(row)[name].includes(value);
    });
  const select = (state) => rows.filter((row) => meets(row, state));
  const leaveOut = (state, name) => Object.fromEntries(Object.entries(state).filter(([other]) => other !== name));

  /** Write beside each choice how many measures it would leave; one that leaves none cannot be made. */
  const countChoices = (state) => {
    for (const field of fields.filter(({ options }) => options)) {
      const others = leaveOut(state, field.name);
      const counts = new Map();
      for (const row of select(others)) {
        const held = PARTS.includes(field.name)
          ? matchParts(row, others).map(({ dataset }) => dataset[field.name])
          : values.get(row)[field.name];
        for (const value of new Set(held)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      for (const option of field.options) {
        if (!option.value) continue;
        const count = counts.get(option.value) ?? 0;
        option.dataset.label ??= option.textContent;
        option.textContent = `${option.dataset.label} (${count})`;
        option.disabled = count === 0 && !option.selected;
      }
    }
  };

  // With an actor chosen, its role and what proves it stand in the place of the actors named.
  const caption = table.caption.firstChild.data;
  const column = headers.findIndex((header) => header.dataset.key === "actors");
  const named = new Map(rows.map((row) => [row, [...(row.cells[column]?.childNodes ?? [])]]));
  const showRoles = (state) => {
    if (column < 0) return;
    const title = state.actor ? `Rôle ${form.elements.actor.selectedOptions[0].dataset.of}` : "Acteurs nommés";
    (headers[column].querySelector("button") ?? headers[column]).textContent = title;
    table.caption.firstChild.data = state.actor ? caption.split("\u00a0;")[0] : caption; // of the actors named
    for (const row of rows) {
      const roles = matchParts(row, state).map((part) => document.importNode(part, true));
      row.cells[column].replaceChildren(...(state.actor ? roles : named.get(row)));
      row.cells[column].dataset.label = title;
    }
  };

  const readSort = () => {
    const header = headers.find((one) => one.hasAttribute("aria-sort"));
    const sort = header && (header.getAttribute("aria-sort") === "descending" ? "-" : "") + header.dataset.key;
    return sort && sort !== "number" ? { sort } : {};
  };

  // On a small screen the headers, which sort, are hidden.
  const order = form.querySelector("[data-order]");
  const sortBy = (key, way = "ascending") => {
    const header = key && headers.find((one) => one.dataset.key === key);
    for (let presses = 0; header && presses < 2 && header.getAttribute("aria-sort") !== way; presses += 1) {
      header.querySelector("button").click();
    }
  };

  const keepAddress = (state) => {
    const query = new URLSearchParams({ ...state, ...readSort() }).toString();
    const address = new URL(location.href);
    address.search = query;
    history.replaceState(null, "", address);
  };

  const readLabel = (field) => field.labels[0].firstChild.textContent.trim();

  /** What a person reads of a choice: « Acteur : Maire ». */
  const describe = (field) => {
    const label = readLabel(field);
    const colon = label.endsWith("?") ? "" : "\u00a0:";
    return `${label}${colon} ${field.selectedOptions?.[0].dataset.label ?? quoted(field.value.trim())}`;
  };

  const drop = (field, index) => {
    field.value = "";
    update();
    const left = chips.querySelectorAll("button");
    (left[Math.min(index, left.length - 2)] ?? field).focus(); // the last one leaves nothing
  };

  const showChips = (chosen) => {
    const buttons = chosen.map((field, index) => {
      const remove = element("span", { className: "sr" }, "Retirer le choix ");
      const cross = element("span", { ariaHidden: "true" }, " ×");
      const button = element("button", { type: "button" }, remove, describe(field), cross);
      button.addEventListener("click", () => drop(field, index));
      return element("li", {}, button);
    });
    const all = element("li", {}, element("button", { type: "reset" }, "Tout effacer"));
    chips.replaceChildren(...(buttons.length > 0 ? [...buttons, all] : []));
  };

  /** Where nothing is left: which choice to give up, and the search of the whole site for the words. */
  const suggest = (state, chosen) => {
    const ways = chosen.flatMap((field) => {
      const count = select(leaveOut(state, field.name)).length;
      if (count === 0 || chosen.length < 2) return [];
      const button = element("button", { type: "button" }, `Sans ${quoted(readLabel(field))}\u00a0: ${countMeasures(count)}`);
      button.addEventListener("click", () => drop(field, 0));
      return [button];
    });
    const href = `${form.action}?${new URLSearchParams({ q: state.q ?? "" })}`;
    const link = () => element("a", { href }, `Chercher ${quoted(state.q)} dans tout le site`);
    hint.replaceChildren(...ways, ...(state.q ? [link()] : []));
  };

  const show = (state) => {
    const shown = new Set(select(state));
    for (const row of rows) row.hidden = !shown.has(row);
    // What answers who speaks may be folded.
    for (const more of table.querySelectorAll("details.more")) more.open = "speaker" in state;
    countChoices(state);
    showRoles(state);
    form.querySelector(".audiences")?.toggleAttribute("hidden", "actor" in state);
    const chosen = fields.filter(({ name }) => state[name]);
    const lost = state.q && !search ? "Les mots n’ont pas pu être cherchés. " : "";
    const near = state.q && search && answer(state.q).partial ? "Aucune n’a tous ces mots. Au plus proche\u00a0: " : "";
    const count = `${countMeasures(shown.size)} sur ${rows.length}`;
    status.textContent = lost + (shown.size ? near + count : "Aucune mesure ne répond à ces choix.");
    showChips(chosen);
    suggest(state, shown.size ? [] : chosen);
    if (shown.size) hint.replaceChildren();
    keepAddress(state);
    view.textContent = chosen.length ? `${chosen.map(describe).join("\u00a0; ")}. ${status.textContent}. ${location.href}` : "";
  };

  let turn = 0; // what was asked last: the search may come later
  const update = async () => {
    turn += 1;
    const mine = turn;
    if (readState().q && !search) {
      status.textContent = "Recherche…";
      await load().catch(() => (loading = null));
    }
    if (mine === turn) show(readState());
  };

  const quote = (text) => `"${text.trim().replace(/\s+/g, " ").replaceAll('"', '""')}"`;

  // Facts of one cell stay apart, and a role from what proves it.
  const readPart = (part) => (part.dataset.actor ? [...part.children] : [part]).map(({ textContent }) => textContent.trim()).join("\u00a0; ");
  const read = (cell) => [...cell.querySelectorAll("p")].map(readPart).join(" | ") || cell.textContent;
  // What a cell of the screen says of several things has a column for each.
  const split = (cell) => {
    const parts = [...cell.querySelectorAll("[data-column]")];
    return parts.length > 0 ? parts : [cell];
  };
  const download = () => {
    const shown = [...table.tBodies[0].rows].filter((row) => !row.hidden);
    const more = shown.some((row) => row.dataset.known)
      ? [["Échéance (AAAA-MM-JJ)", (row) => row.querySelector("time")?.dateTime ?? ""], ["Ce qu’on en sait", (row) => row.dataset.known]]
      : [];
    const lines = [
      [...headers.flatMap((header, index) => split(rows[0].cells[index]).map((part) => part.dataset.column ?? header.textContent)), ...more.map(([title]) => title), "Adresse"],
      ...shown.map((row) => [...[...row.cells].flatMap(split).map(read), ...more.map(([, find]) => find(row)), row.querySelector("a").href]),
    ].map((cells) => cells.map(quote).join(";"));
    // The byte order mark tells spreadsheets that the file is in UTF-8.
    const file = new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
    const chosen = fields.filter(({ value }) => value.trim());
    const words = chosen.flatMap((field) => (field.selectedOptions?.[0].dataset.label ?? field.value).toLowerCase().match(/[\p{L}\d]+/gu) ?? []);
    const name = [form.dataset.file.replace(".csv", ""), ...words].join("-").slice(0, 80) + ".csv";
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // some browsers read it late
  };

  // Two to four rows can be compared, where pages can be asked for.
  const bar = document.querySelector("[data-compare]:not([hidden])");
  const boxes = (bar ? rows : []).map((row) => {
    const box = element("input", { type: "checkbox", value: values.get(row).number });
    box.setAttribute("aria-label", `Comparer la mesure ${box.value}`);
    row.cells[0].append(element("label", { className: "choose" }, box)); // its word, on a phone, comes from the style sheet
    return box;
  });
  const choose = () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const box of boxes) box.disabled = chosen.length === 4 && !box.checked;
    const href = `${bar.dataset.compare}?m=${chosen.join(",")}`;
    const link = () => element("a", { href }, `Comparer les mesures ${chosen.slice(0, -1).join(", ")} et ${chosen.at(-1)}`);
    const one = `Mesure ${chosen[0]} choisie\u00a0: cochez-en une à trois autres pour les comparer.`;
    bar.replaceChildren(...(chosen.length > 1 ? [link()] : chosen.length > 0 ? [one] : []));
  };
  if (bar) {
    const aside = "\u00a0; cochez-en deux à quatre pour les comparer";
    table.caption.append(element("span", { className: "wide-only" }, aside));
    table.addEventListener("change", choose);
    addEventListener("pageshow", choose); // browsers check again what was, for one who comes back
    choose();
  }

  /** Set the form and the order of the table as an address says; what it gets wrong is left out. */
  const restore = (query) => {
    for (const field of fields) {
      field.value = query.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    const [, back, key] = /^(-?)(\w+)$/.exec(query.get("sort") ?? "") ?? [];
    sortBy(key, back ? "descending" : "ascending");
    if (order) order.value = key ?? "number";
    if (order?.selectedIndex === -1) order.value = "number";
  };

  form.addEventListener("input", update);
  order?.addEventListener("change", () => sortBy(order.value));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // it would empty the fields only after this
    restore(new URLSearchParams());
    sortBy("number");
    update();
    form.elements.q.focus();
  });
  table.tHead.addEventListener("click", () => keepAddress(readState())); // after the button's own
  form.querySelector("[data-csv]").addEventListener("click", download);
  // What was typed or chosen before this script came stays.
  restore(new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), ...readState() }));
  // The place that the address names has moved by then.
  update().then(() => location.hash && document.getElementById(location.hash.slice(1))?.scrollIntoView());
})();
