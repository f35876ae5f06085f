// Makes the file that says what became of a measure, and says what is wrong in it as `check` does.
// The fields and the words come from the model, in the page; nothing is sent by itself.
(() => {
  const form = document.getElementById("signaler");
  const { requirements, words, newFile } = Object.fromEntries(
    ["requirements", "words", "newFile"].map((name) => [name, JSON.parse(form.dataset[name])]),
  );
  const { contact, updated, start } = form.dataset;
  const taken = new Set(form.dataset.taken.split(" "));
  const order = form.dataset.order.split(" ");
  const measure = form.querySelector("#f-measure");
  const fields = new Map([...form.querySelectorAll("[data-name]")].map((field) => [field.dataset.name, field]));
  const controlOf = (field) => field.querySelector("select, textarea, input");
  const OPTIONAL = " (facultatif)";
  const labelOf = (field) => field.querySelector("label, legend").firstChild;
  const nameOf = (field) => labelOf(field).data.replace(OPTIONAL, "");
  const optional = new Set([...fields.keys()].filter((name) => labelOf(fields.get(name)).data.endsWith(OPTIONAL)));
  const slug = controlOf(fields.get("slug"));
  const path = form.querySelector("[data-path]");
  const file = form.querySelector("[data-file]");
  const status = form.querySelector("#reste");
  const WIDTH = 100; // columns, as `fix` lays out
  const MOST = 6000; // characters of an address that any forge takes: their servers refuse 8 kB
  const MOST_MAIL = 1900; // that Windows passes on to a program for mail

  // -- What is typed, as the data want it

  const HIDDEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|(?!\s)\p{Cc}/gu;
  const clean = (text) => text.normalize("NFC").replace(HIDDEN, "").replace(/\s+/g, " ").trim();
  const QUOTED = /(?<![^\s(«])["“]\s*([^"“”\s](?:[^"“”]*[^"“”\s])?)\s*["”](?![^\s).,;:!?…»])/gu;
  const respell = (text) =>
    text.replace(/(?<=[\p{L}\p{N}])'|'(?=[\p{L}\p{N}])/gu, "’").replace(QUOTED, "« $1 »");
  const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

  /** « 14 février 2013 », « 14/2/2013 » and « février 2013 » are dates as people write them. */
  const readDate = (text) => {
    const found = text.toLowerCase().match(/^(?:le )?(?:(\d{1,2})(?:er)?[ /.-])?(\d{1,2}|\p{L}+)[ /.-](\d{4})$/u);
    const month = found && (MONTHS.indexOf(found[2]) + 1 || Number(found[2]));
    if (!month) return text;
    return [found[3], month, found[1]].filter(Boolean).map((part) => String(part).padStart(2, "0")).join("-");
  };

  const encode = (text) => {
    try {
      return text && /^https?:/i.test(text) && /[^!-~]/.test(text) ? new URL(text).href : text;
    } catch {
      return text;
    }
  };

  const slugify = (text, longest) => {
    const plain = text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").normalize("NFD").replace(/\p{M}/gu, "");
    let made = "";
    for (const word of plain.match(/[a-z0-9]+/g) ?? []) {
      const longer = made ? `${made}-${word}` : word.slice(0, longest);
      if (longer.length > longest) break;
      made = longer;
    }
    return made;
  };

  const read = (field) => {
    const { kind, literal, pattern } = field.dataset;
    if (kind === "choices") return [...field.querySelectorAll(":checked")].map(({ value }) => value);
    const text = clean(controlOf(field).value);
    if (kind === "date") return readDate(text);
    if (pattern.startsWith("^http")) return encode(text);
    return literal === undefined ? respell(text) : text;
  };

  const ARCHIVE = /^https?:\/\/web\.archive\.org\/web\/\d+\w*\/(https?:\/\/.+)$/;
  const nameDay = () => new Date().toLocaleDateString("sv");

  /** What is typed, and what follows from it where nothing else is said. */
  const readAll = () => {
    const values = new Map([...fields].map(([name, field]) => [name, read(field)]));
    const complete = (name, value) => values.set(name, values.get(name) || value);
    const archived = values.get("source.url").match(ARCHIVE);
    if (archived) {
      complete("source.archive", values.get("source.url"));
      values.set("source.url", archived[1]);
    }
    if (values.get("source.url")) complete("source.access", archived ? "copy" : "live");
    if (values.get("source.access") === "live") complete("source.verified", nameDay());
    else values.set("source.verified", "");
    complete("source.date", values.get("date"));
    return values;
  };

  // -- The file, as `fix` would leave it

  const isBare = (text) =>
    /^[A-Za-zÀ-ÖØ-öø-ÿ]/.test(text) && !/: | #|:$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text);
  const spell = (text) => (isBare(text) ? text : JSON.stringify(text));
  const count = (text) => [...text].length;

  const fill = (text, margin) => {
    const lines = [];
    for (const word of text.split(/(?<!«) (?![:;!?»])/)) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : margin + word;
      if (lines.length && count(longer) <= WIDTH) lines[lines.length - 1] = longer;
      else lines.push(margin + word);
    }
    return lines;
  };

  const writeField = (name, value, kind) => {
    const [key, margin] = name.startsWith("source.") ? [name.slice(7), "  "] : [name, ""];
    if (kind === "choices") return [`${margin}${key}:`, ...value.map((one) => `${margin}  - ${one}`)];
    const dated = kind === "date" || kind === "day";
    const line = `${margin}${key}: ${dated ? value : spell(value)}`;
    if (count(line) <= WIDTH || !value.includes(" ")) return [line];
    return [`${margin}${key}: >-`, ...fill(value, `${margin}  `)];
  };

  const write = (values) => {
    const lines = ["# yaml-language-server: $schema=../schema/follow_up.schema.json", `# Mesure ${measure.value}`];
    for (const name of order) {
      const value = values.get(name);
      if (name === "source.title") lines.push("source:");
      if (name !== "slug" && value.length) lines.push(...writeField(name, value, fields.get(name).dataset.kind));
    }
    return `${lines.join("\n")}\n`;
  };

  const nameFile = (values) => `${(measure.value || "0").padStart(2, "0")}-${values.get("slug") || "…"}.yml`;

  // -- What is wrong

  const isReal = (text) =>
    text.split("/").every((day) => day.length < 10 || new Date(`${day}T00:00Z`).toJSON()?.startsWith(day));

  const findProblem = (name, value) => {
    const { wrong, unreal, pattern, kind, required } = fields.get(name).dataset;
    if (!value.length) return required === undefined ? "" : words.empty;
    const say = (message) => message.replace("§", value);
    if (pattern && !new RegExp(pattern, "u").test(value)) return say(wrong);
    if (kind === "date" && !isReal(value)) return say(unreal);
    if (name === "slug" && taken.has(value)) return say(words.taken);
    const today = nameDay();
    if (["date", "source.verified"].includes(name) && value > (today > updated ? today : updated)) return say(words.future);
    const isText = ["text", "long"].includes(kind) && !pattern;
    return isText && /^[=+@＝＋－＠-]/u.test(value) ? words.formula.replace("§", value[0]).replace("¤", nameOf(fields.get(name))) : "";
  };

  const holdsIn = (values) => ([name, wanted]) => {
    const value = values.get(name);
    return typeof wanted === "boolean" ? value.length > 0 === wanted : wanted.includes(value);
  };

  const findProblems = (values) => {
    const found = new Map([...values].map(([name, value]) => [name, findProblem(name, value)]));
    const holds = holdsIn(values);
    for (const { when, then, at } of requirements) {
      if (!Object.entries(when).every(holds) || Object.entries(then).every(holds)) continue;
      for (const name of at) if (!values.get(name).length) found.set(name, found.get(name) || words.needed[name] || words.empty);
    }
    return new Map([...found].filter(([, message]) => message));
  };

  // -- On the page: a problem is told once its field was left, all of them when one sends

  const left = new Set();
  const tell = (field, problem, advice = "") => {
    const message = problem || advice;
    const place = field.querySelector(".problem");
    if (place.textContent !== message) place.textContent = message;
    const control = field.dataset.kind === "choices" ? null : controlOf(field);
    control?.setAttribute("aria-invalid", String(problem !== ""));
  };

  /** What other answers call for is optional no longer. */
  const markOptional = (values) => {
    const called = requirements.filter(({ when }) => Object.entries(when).every(holdsIn(values)));
    const needed = new Set(called.flatMap(({ then }) => Object.keys(then).filter((name) => then[name] === true)));
    for (const name of optional) {
      labelOf(fields.get(name)).data = nameOf(fields.get(name)) + (needed.has(name) ? "" : OPTIONAL);
    }
  };

  let named = false; // whether the reader gave the identifier
  const suggestSlug = () => {
    const values = readAll();
    const year = values.get("date").slice(0, 4);
    const made = [slugify(values.get("source.title"), 40), year].filter(Boolean).join("-");
    let free = made;
    for (let rank = 2; taken.has(free); rank += 1) free = `${made}-${rank}`;
    if (values.get("source.title")) slug.value = free;
  };

  const update = () => {
    if (!named) suggestSlug();
    const values = readAll();
    const problems = findProblems(values);
    markOptional(values);
    const day = values.get("date");
    const advice = day && day < start.slice(0, day.length) ? { date: words.early } : {};
    for (const [name, field] of fields) {
      if (left.has(name)) tell(field, problems.get(name) ?? "", advice[name]);
      else tell(field, "");
    }
    const chosen = measure.value !== "";
    tell(measure.parentElement, !chosen && left.has("measure") ? words.empty : "");
    // The name of the file comes from the title.
    const isTold = (name) => problems.has(name) && (name !== "slug" || !problems.has("source.title"));
    const lacking = [...fields].filter(([name]) => isTold(name)).map(([, field]) => field);
    if (!chosen) lacking.unshift(measure.parentElement);
    const names = lacking.map(nameOf).map((name) => name[0].toLowerCase() + name.slice(1));
    status.textContent = names.length ? `Reste à remplir\u00a0: ${names.join(", ")}.` : "Tout y est.";
    path.textContent = `data/follow_up/${nameFile(values)}`;
    file.textContent = write(values);
    return { values, problems, chosen };
  };

  const send = {
    forge(name, text) {
      const query = new URLSearchParams({ [newFile.name]: name, [newFile.message]: `Dire ce qu’est devenue la mesure ${measure.value}` });
      const whole = new URLSearchParams([...query, [newFile.content, text]]);
      window.open(`${newFile.address}?${String(whole).length < MOST ? whole : query}`, "_blank", "noopener");
    },
    mail(name, text) {
      const compose = (words) => {
        const subject = `Ce qu’est devenue la mesure ${measure.value}`;
        const body = `Bonjour,\n\n${words}\n`.replaceAll("\n", "\r\n");
        return `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
      };
      let query = compose(`Voici le fichier data/follow_up/${name}\u00a0:\n\n${text.trimEnd()}`);
      if (query.length > MOST_MAIL) {
        query = compose(`Je joins le fichier ${name}, que le site vient d’écrire.`);
        send.file(name, text);
        status.textContent += " Joignez-le au courriel qui s’ouvre.";
      }
      window.open(`mailto:${encodeURIComponent(contact).replace("%40", "@")}?${query}`, "_self");
    },
    file(name, text) {
      const href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
      Object.assign(document.createElement("a"), { href, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(href), 60_000); // some browsers read it after the click
      status.textContent = `Le fichier ${name} est téléchargé.`;
    },
  };

  for (const button of form.querySelectorAll("[data-send]")) {
    button.addEventListener("click", () => {
      for (const name of ["measure", ...fields.keys()]) left.add(name);
      const { values, problems, chosen } = update();
      const first = chosen ? [...fields].find(([name]) => problems.has(name)) : ["measure", measure.parentElement];
      if (first) {
        for (const folded of form.querySelectorAll("details")) folded.open ||= folded.contains(first[1]);
        controlOf(first[1]).focus();
      } else {
        send[button.dataset.send](nameFile(values), write(values));
      }
    });
  }

  form.addEventListener("input", (event) => {
    if (event.target === slug) named = slug.value !== "";
    update();
    try {
      sessionStorage.setItem(form.id, JSON.stringify(controls.map((one) => [keyOf(one), one[stateOf(one)]])));
    } catch {} // not allowed, or full
  });
  form.addEventListener("change", ({ target }) => {
    const field = target.closest("[data-name]");
    const name = field?.dataset.name ?? "measure";
    left.add(name);
    const value = field && read(field);
    if (typeof value === "string" && value !== target.value && ["date", "text"].includes(field.dataset.kind)) target.value = value;
    update();
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  // A page that is loaded anew, or come back to, has the answers that were given in this tab.
  const stateOf = ({ type }) => (type === "checkbox" ? "checked" : "value");
  const controls = [...form.querySelectorAll("select, textarea, input")];
  const keyOf = ({ id, value }) => id || value; // not its place: a later page may ask more
  try {
    const [{ type }] = performance.getEntriesByType("navigation");
    const kept = new Map(type === "navigate" ? [] : JSON.parse(sessionStorage.getItem(form.id) ?? "[]"));
    for (const one of controls) if (kept.has(keyOf(one))) one[stateOf(one)] = kept.get(keyOf(one));
  } catch {}

  // Without an address that names a measure, what was chosen before this script came stays.
  const asked = new URLSearchParams(location.search).get("measure");
  if (asked && [...measure.options].some(({ value }) => value === asked)) measure.value = asked;
  update();
})();
