// Citing and linking: what copying and dating add. The texts and the links are there without it.
(() => {
  const day = (date) => {
    const number = date.getDate() === 1 ? "1er" : date.getDate();
    return `${number} ${date.toLocaleDateString("fr", { month: "long", year: "numeric" })}`;
  };

  // The day a page was read is the reader's, not the build's.
  for (const span of document.querySelectorAll("[data-today]")) span.textContent = day(new Date());
  for (const span of document.querySelectorAll("[data-read]")) span.hidden = false;

  const status = document.createElement("p");
  status.className = "copied";
  status.setAttribute("role", "status");
  document.body.append(status);
  let hide;
  const say = (words) => {
    status.textContent = words;
    clearTimeout(hide);
    hide = setTimeout(() => status.replaceChildren(), 6000);
  };

  // The clipboard may be refused, or absent: the older way asks for no permission.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      field.readOnly = true;
      field.className = "sr";
      const focused = document.activeElement;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      focused?.focus({ preventScroll: true });
      return done;
    }
  };

  const select = (element) => getSelection().selectAllChildren(element);

  for (const text of document.querySelectorAll("[data-copy]")) {
    const name = text.closest("div").querySelector("dt").textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copier";
    button.setAttribute("aria-label", `Copier : ${name}`);
    text.before(button);
    button.addEventListener("click", async () => {
      // As it is read: what is hidden is not copied.
      if (await copy(text.innerText)) return say("Copié.");
      select(text);
      say("La copie est refusée par ce navigateur. Le texte est sélectionné : Ctrl+C le copie.");
    });
  }

  // A link to a place of this page still leads there; its address is copied too.
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  for (const link of document.querySelectorAll("a.anchor, a.anchor-words")) {
    link.title = "Copier ce lien";
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const place = new URL(link.hash, address).href;
      const done = await copy(place);
      say(done ? `Lien copié : ${place}` : "Le lien est dans la barre d’adresse du navigateur.");
    });
  }

  // Words that are selected: a link that leads to them, and a reference that holds them.
  const content = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
  const bar = document.createElement("p");
  bar.className = "selected";
  bar.hidden = true;
  const fold = (words) => words.replace(/\s+/g, " ").trim();
  const readWords = (range, mark = "") => {
    const part = range.cloneContents();
    for (const letter of part.querySelectorAll(".letter, .anchor")) letter.replaceWith(mark); // those of the notes
    return part.textContent;
  };
  /** The passage to whole words: browsers find no part of one. */
  const widen = (range) => {
    const words = range.cloneRange();
    const { startContainer: first, startOffset: start, endContainer: last, endOffset: end } = range;
    if (first.data && /^[\p{L}\p{N}]/u.test(first.data.slice(start))) {
      words.setStart(first, first.data.slice(0, start).search(/[\p{L}\p{N}]*$/u));
    }
    if (last.data && /[\p{L}\p{N}]$/u.test(last.data.slice(0, end))) {
      words.setEnd(last, end + last.data.slice(end).match(/^[\p{L}\p{N}]*/u)[0].length);
    }
    return words;
  };
  const findBlock = (node) =>
    (node.closest ? node : node.parentElement).closest("p, h1, h2, h3, dl, ul, ol, table, div, section");
  const readBefore = (range, start, mark) => {
    const before = document.createRange();
    before.setStart(start, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return readWords(before, mark);
  };
  const encode = (words) => encodeURIComponent(words).replaceAll("-", "%2D"); // which has a sense of its own there

  /** The fragment of a passage: the nearest place above it that is fixed, then its words, for browsers that find them. */
  const point = (range) => {
    const article = document.querySelector("article");
    const places = [...article.querySelectorAll(":is(h1, h2, h3)[id], [id^=mot-], :is(li, tr)[id]")];
    const place = places.filter((one) => range.comparePoint(one, 0) <= 0).at(-1)?.id ?? "";
    // Browsers find no words on both sides of a letter.
    const parts = readWords(range, "\0").split("\0").map(fold).filter(Boolean);
    const words = parts[0].split(" ");
    const exact = parts.length === 1 && words.length <= 12;
    const start = exact ? parts[0] : words.slice(0, 5).join(" ");
    const before = fold(readBefore(range, findBlock(range.startContainer), "\0").split("\0").at(-1));
    // Words that stand above too, and have none before them to tell them apart, would lead there.
    if (!before && fold(readBefore(range, article)).toLowerCase().includes(start.toLowerCase())) return place;
    const text = [
      ...(before ? [`${encode(before.split(" ").slice(-3).join(" "))}-`] : []),
      encode(start),
      ...(exact ? [] : [encode(parts.at(-1).split(" ").slice(-5).join(" "))]),
    ];
    return `${place}:~:text=${text.join(",")}`;
  };

  const cite = (range) => {
    const law = document.querySelector("#citer ~ dl pre")?.textContent;
    const [year, month, number] = content("DC.date").split("-").map(Number);
    const page = `${content("citation_title")}, ${document.querySelector("meta[property='og:site_name']").content}`;
    const read = `(site non officiel), page du ${day(new Date(year, month - 1, number))}`;
    return `«\u00a0${fold(readWords(range))}\u00a0» (${law ?? `${page} ${read}, ${content("citation_public_url")}`}#${point(range)})`;
  };

  const offer = (label, write, done) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", async () => {
      const text = write(widen(getSelection().getRangeAt(0)));
      say((await copy(text)) ? done : text);
    });
    bar.append(button);
  };
  offer("Lien", (range) => `${address}#${point(range)}`, "Lien vers ces mots copié.");
  offer("Citer ce passage", cite, "Passage copié, avec sa référence.");
  bar.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected

  let next = null; // stop of the Tab key
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const range = chosen.rangeCount > 0 && !chosen.isCollapsed ? chosen.getRangeAt(0) : null;
    const inside = range && document.querySelector("article")?.contains(range.commonAncestorContainer);
    const field = range?.commonAncestorContainer.parentElement?.closest("form, pre, .selected");
    const own = document.documentElement.lang === "fr"; // else a browser has translated: these are not the words
    bar.hidden = !inside || !own || Boolean(field) || fold(readWords(range)).length < 3;
    if (bar.hidden) return;
    const block = findBlock(range.endContainer);
    if (bar.previousElementSibling !== block) block.after(bar);
    next = bar.firstElementChild;
  });

  // The links of the chosen words themselves come after it, once.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || bar.hidden || !next || bar.contains(document.activeElement)) return;
    event.preventDefault();
    next.focus();
    next = null;
  });

  for (const button of document.querySelectorAll("[data-copy-address]")) {
    button.addEventListener("click", async () => {
      say((await copy(location.href)) ? "Adresse copiée." : "L’adresse est dans la barre du navigateur.");
    });
  }

  // An address that names a version: has the record changed since?
  const notice = document.querySelector("[data-version]");
  const asked = new URLSearchParams(location.search).get("version");
  if (!notice || asked === null) return;
  const read = (version) => {
    const [, date, hash] = /^(\d{4}-\d\d-\d\d)-([0-9a-f]{8})$/.exec(version) ?? [];
    const time = new Date(`${date}T12:00:00`);
    // 31 February would be read as a day of March.
    const real = !Number.isNaN(time.getTime()) && time.getDate() === Number(date.slice(-2));
    return real ? { date, hash, words: day(time) } : null;
  };
  const now = read(notice.dataset.version);
  const then = read(asked);
  const current = `celle du ${now.words}`;
  if (!then) {
    notice.textContent = `Le lien suivi nomme une version qui n’existe pas. La version affichée est ${current}.`;
  } else if (then.hash === now.hash) {
    notice.textContent = `Version citée : ${then.words}. La fiche n’a pas changé depuis.`;
  } else if (then.date > now.date) {
    notice.textContent = `Version citée : ${then.words}, inconnue ici. La version affichée est ${current}.`;
  } else {
    notice.textContent = `Version citée : ${then.words}. La fiche a changé depuis : la version affichée est ${current}. `;
    if (document.getElementById("historique")) {
      const link = document.createElement("a");
      link.href = "#historique";
      link.textContent = "Ce qui a changé";
      notice.append(link);
    }
  }
})();
