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
