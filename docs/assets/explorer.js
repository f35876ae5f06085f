// Filters over the complete table of measures. The state is the query string, so a view can be shared.
(() => {
  const { holds, readForms } = french;
  const PARTS = ["actor", "role", "evidence"];

  const form = document.getElementById("filtres");
  const table = document.querySelector("#resultats table");
  const rows = [...table.tBodies[0].rows];
  const status = form.querySelector("[role=status]");
  const view = document.getElementById("vue");
  const fields = [...form.elements].filter((field) => field.name);
  const headers = [...table.tHead.querySelectorAll("th")];

  /** The choices made, by the name of their field; an empty field is left out. */
  const readState = () =>
    Object.fromEntries(fields.filter(({ value }) => value.trim()).map(({ name, value }) => [name, value.trim()]));

  // What each row says, read once: of a list of choices, those it has. A part is an actor, a role and an evidence.
  const lists = fields.filter(({ options, name }) => options && !PARTS.includes(name)).map(({ name }) => name);
  const values = new Map(
    rows.map((row) => [
      row,
      {
        parts: (row.dataset.parts ?? "").split(" ").map((part) => part.split(":")),
        ...Object.fromEntries(lists.map((name) => [name, row.dataset[name].split(" ")])),
      },
    ]),
  );

  let forms; // of the words of each row, from the first query on: the same reading of French as the search
  const readRow = (row) => (forms ??= new Map(rows.map((one) => [one, readForms(one.dataset.words)]))).get(row);

  // Actor, role and evidence have to meet in one and the same part of the measure.
  const matchParts = (row, state) =>
    values.get(row).parts.filter((part) => PARTS.every((name, i) => !state[name] || part[i] === state[name]));

  const meets = (row, state) =>
    matchParts(row, state).length > 0 &&
    Object.entries(state).every(([name, value]) => {
      if (PARTS.includes(name)) return true;
      if (name === "q") return holds(readRow(row), value);
      return values.get(row)[name].includes(value);
    });

  /** Write beside each choice how many measures it would leave; one that leaves none cannot be made. */
  const countChoices = (state) => {
    for (const field of fields.filter(({ options }) => options)) {
      const { [field.name]: _, ...others } = state;
      const place = PARTS.indexOf(field.name);
      const counts = new Map();
      for (const row of rows.filter((one) => meets(one, others))) {
        const held = place < 0 ? values.get(row)[field.name] : matchParts(row, others).map((part) => part[place]);
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
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };

  /** What a person reads of the choices, on paper: « Acteur : Maire ; Année : 2010 ». */
  const describe = (state) =>
    fields
      .filter(({ name }) => state[name])
      .map((field) => {
        const label = field.labels[0].firstChild.textContent.trim();
        const option = field.selectedOptions?.[0];
        return `${label}${label.endsWith("?") ? "" : "\u00a0:"} ${option ? option.dataset.label : `«\u00a0${field.value.trim()}\u00a0»`}`;
      })
      .join("\u00a0; ");

  const update = () => {
    const state = readState();
    for (const row of rows) row.hidden = !meets(row, state);
    const shown = rows.filter((row) => !row.hidden).length;
    countChoices(state);
    const many = shown > 1 ? "mesures" : "mesure";
    status.textContent = shown ? `${shown} ${many} sur ${rows.length}` : "Aucune mesure ne répond à ces choix.";
    const active = Object.keys(state).filter((name) => name !== "q").length;
    form.querySelector("[data-active]").textContent = active ? ` (${active})` : "";
    keepAddress(state);
    const choices = describe(state);
    view.textContent = choices ? `${choices}. ${status.textContent}. ${location.href}` : "";
  };

  const quote = (text) => `"${text.trim().replace(/\s+/g, " ").replaceAll('"', '""')}"`;

  const download = () => {
    const shown = [...table.tBodies[0].rows].filter((row) => !row.hidden);
    const lines = [
      [...headers.map((header) => header.textContent), "Adresse"],
      ...shown.map((row) => [...[...row.cells].map((cell) => cell.textContent), row.querySelector("a").href]),
    ].map((cells) => cells.map(quote).join(";"));
    // The byte order mark tells spreadsheets that the file is in UTF-8.
    const file = new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: form.dataset.file });
    link.click();
    URL.revokeObjectURL(link.href);
  };

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = "Adresse copiée.";
    } catch {
      status.textContent = `Adresse de cette vue : ${location.href}`;
    }
  };

  // Two to four rows can be compared.
  const compare = form.querySelector("[data-compare]");
  const boxes = (compare ? rows : []).map((row) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value: row.cells[0].textContent.trim() });
    box.setAttribute("aria-label", `Comparer la mesure ${box.value}`);
    row.cells[0].append(box);
    return box;
  });
  const choose = () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const box of boxes) box.disabled = chosen.length === 4 && !box.checked;
    compare.disabled = chosen.length < 2;
    compare.dataset.query = chosen.join(",");
    compare.textContent = chosen.length < 2 ? "Comparer (cocher 2 à 4 mesures)" : `Comparer ${chosen.length} mesures`;
  };
  if (compare) {
    table.addEventListener("change", choose);
    compare.addEventListener("click", () => location.assign(`${compare.dataset.page}?m=${compare.dataset.query}`));
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
  };

  form.addEventListener("input", update);
  order?.addEventListener("change", () => sortBy(order.value));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // it would empty the fields only after this
    restore(new URLSearchParams());
    sortBy("number");
    update();
  });
  table.tHead.addEventListener("click", () => keepAddress(readState())); // after the button's own
  form.querySelector("[data-copy-address]").addEventListener("click", copy);
  form.querySelector("[data-csv]").addEventListener("click", download);
  // On a small screen the results come before the filters.
  const filters = form.querySelector("[data-filters]");
  filters.addEventListener("click", () => {
    filters.setAttribute("aria-expanded", String(filters.getAttribute("aria-expanded") !== "true"));
  });
  // What was typed or chosen before this script came stays.
  restore(new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), ...readState() }));
  update();
})();
