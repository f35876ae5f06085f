// Filters over the complete table of measures. The state is the query string, so a view can be shared.
(() => {
  const form = document.getElementById("filtres");
  const table = document.querySelector("#resultats table");
  const rows = [...table.tBodies[0].rows];
  const status = form.querySelector("[role=status]");
  const fields = [...form.elements].filter((field) => field.name);
  const partFields = ["actor", "role", "evidence"];

  const fold = (text) =>
    text.toLowerCase().replaceAll("œ", "oe").replaceAll("’", "'").normalize("NFD").replace(/\p{Mn}/gu, "");

  const read = () => Object.fromEntries(fields.filter((f) => f.value).map((f) => [f.name, f.value]));

  // Actor, role and evidence have to meet in one and the same part of the measure.
  const meets = (row, state) => {
    const parts = row.dataset.parts.split(" ").map((part) => part.split(":"));
    const wanted = partFields.map((name) => state[name]);
    if (wanted.some(Boolean) && !parts.some((part) => wanted.every((w, i) => !w || part[i] === w))) return false;
    return Object.entries(state).every(([name, value]) => {
      if (partFields.includes(name)) return true;
      if (name === "q") return fold(value).split(/\s+/).every((word) => row.dataset.words.includes(word));
      return row.dataset[name === "follow_up" ? "followUp" : name].split(" ").includes(value);
    });
  };

  const label = (option, count) => {
    option.dataset.label ??= option.textContent;
    option.textContent = option.value ? `${option.dataset.label} (${count})` : option.dataset.label;
    option.disabled = Boolean(option.value) && count === 0 && !option.selected;
  };

  const update = () => {
    const state = read();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !meets(row, state);
      if (!row.hidden) shown += 1;
    }
    for (const field of fields) {
      for (const option of field.options ?? []) {
        label(option, rows.filter((row) => meets(row, { ...state, [field.name]: option.value })).length);
      }
    }
    const many = shown > 1 ? "mesures" : "mesure";
    status.textContent = shown ? `${shown} ${many} sur ${rows.length}` : "Aucune mesure ne répond à ces choix.";
    const query = new URLSearchParams(state).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
  };

  const quote = (text) => `"${text.trim().replace(/\s+/g, " ").replaceAll('"', '""')}"`;

  const download = () => {
    const lines = [table.tHead.rows[0], ...[...table.tBodies[0].rows].filter((row) => !row.hidden)]
      .map((row) => [...row.cells].map((cell) => quote(cell.textContent)).join(";"));
    const link = document.createElement("a");
    // The byte order mark tells spreadsheets that the file is in UTF-8.
    link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
    link.download = "mesures.csv";
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
  const boxes = rows.map((row) => {
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
  table.addEventListener("change", choose);
  compare.addEventListener("click", () => location.assign(`${compare.dataset.page}?m=${compare.dataset.query}`));
  choose();

  const query = new URLSearchParams(location.search);
  for (const field of fields) field.value = query.get(field.name) ?? "";
  for (const field of fields) if (field.value === undefined || field.selectedIndex === -1) field.value = "";
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(update));
  form.querySelector("[data-copy]").addEventListener("click", copy);
  form.querySelector("[data-csv]").addEventListener("click", download);
  form.querySelector("[data-print]").addEventListener("click", () => print());
  form.hidden = false;
  update();
})();
