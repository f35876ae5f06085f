// What pages gain with JavaScript; all of them read without it.

// The header's script says so from the first paint; a host's policy may refuse scripts within pages.
document.documentElement.classList.replace("no-js", "js");

// Loads the search, once: its scripts wait in a template of the page.
const loadSearch = (() => {
  const { content } = document.querySelector("[data-search-scripts]");
  const isMissing = (script) => !document.querySelector(`script[src="${script.getAttribute("src")}"]`);
  const loadScript = (script) =>
    new Promise((resolve, reject) => {
      const copy = script.cloneNode();
      Object.assign(copy, { async: false, onload: resolve, onerror: reject }); // one after the other
      document.head.append(copy);
    });
  let loading;
  return () => (loading ??= Promise.all([...content.children].filter(isMissing).map(loadScript)));
})();

// That is when a field of it gets the focus, or when the address already asks something.
(() => {
  for (const form of document.querySelectorAll("[data-search]")) {
    const field = form.querySelector("input");
    const lost = "La recherche n’a pas pu être chargée. Le plan du site mène à toutes les pages.";
    const start = async () => {
      try {
        await loadSearch();
        attachSearch(form);
      } catch (reason) {
        console.error(reason);
        form.querySelector("[role=status]").textContent = lost;
      }
    };
    const asked = form.hasAttribute("data-whole") && new URLSearchParams(location.search).get("q");
    if (asked) field.value = asked;
    if (asked || field === document.activeElement) start();
    else field.addEventListener("focus", start, { once: true });
  }

  const find = () => [...document.querySelectorAll("[data-search] input")].find((field) => field.getClientRects().length > 0);
  // Back from a result: the words that led to it, and the results.
  const kept = history.state?.search;
  const field = find();
  if (kept && field) {
    field.value = kept;
    field.focus();
  }

  // The key « / » leads to the search, unless the reader refused it on its page: a voice may type it unwillingly.
  const choice = document.querySelector("[data-slash]");
  let refused = null;
  try {
    refused = localStorage.getItem("slash");
  } catch {
    // Storage refused: the key works, and the choice lasts for this page.
  }
  if (choice) {
    choice.checked = refused === null;
    choice.addEventListener("change", () => {
      refused = choice.checked ? null : "refused";
      try {
        if (refused) localStorage.setItem("slash", refused);
        else localStorage.removeItem("slash");
      } catch {
        // As above.
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || refused !== null || typing || !find()) return;
    event.preventDefault();
    find().focus();
  });
})();

// Light, dark, or as the system is: the reader's choice is kept in this browser, nowhere else.
(() => {
  const names = { auto: "automatique", default: "clair", slate: "sombre" };
  const button = document.querySelector("[data-theme-button]");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const { dataset } = document.body;
  dataset.theme ??= "auto"; // a host's policy may refuse scripts within pages

  // From automatic, what is not seen now comes first: each press but the last of three changes something.
  const list = () => (system.matches ? ["auto", "default", "slate"] : ["auto", "slate", "default"]);
  const next = () => list()[(list().indexOf(dataset.theme) + 1) % 3];
  const show = () => {
    if (dataset.theme !== "auto") dataset.mdColorScheme = dataset.theme;
    else dataset.mdColorScheme = system.matches ? "slate" : "default";
    button.setAttribute("aria-label", `Affichage ${names[dataset.theme]}, passer à l’affichage ${names[next()]}`);
    button.title = `Affichage ${names[dataset.theme]}`;
    button.querySelector(".theme-state").textContent = ` ${names[dataset.theme]}`;
    const header = getComputedStyle(document.body).getPropertyValue("--card");
    for (const meta of document.querySelectorAll("meta[name=theme-color]")) meta.content = header;
  };
  button.addEventListener("click", () => {
    dataset.theme = next();
    try {
      if (dataset.theme === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", dataset.theme);
    } catch {
      // Storage refused: the choice lasts for this page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();

  // A page that was kept for « back », or in another tab: the choice may have changed since.
  const follow = () => {
    try {
      dataset.theme = localStorage.getItem("theme") ?? "auto";
      show();
    } catch {
      // Storage refused: each page has its own choice.
    }
  };
  addEventListener("pageshow", ({ persisted }) => persisted && follow());
  addEventListener("storage", follow);
})();

// A real button for the menu of the theme, which a hidden checkbox drives.
(() => {
  const narrow = matchMedia("(max-width: 76.1875em)");
  const drawer = document.getElementById("__drawer");
  const menu = document.querySelector(".md-sidebar--primary");

  // A closed menu is off the screen: nothing in it may take the focus.
  const update = () => {
    for (const button of document.querySelectorAll("[data-opens]")) {
      const toggle = document.getElementById(button.dataset.opens);
      button.setAttribute("aria-expanded", String(toggle.checked));
    }
    if (menu) menu.inert = narrow.matches && !drawer.checked;
    // An open menu covers the page: the focus stays in it until it closes.
    const covered = narrow.matches && drawer.checked;
    for (const part of document.querySelectorAll(".md-header, .md-banner, .md-content, .md-footer")) {
      part.inert = covered;
    }
  };

  const set = (toggle, open) => {
    if (toggle.checked === open) return;
    toggle.checked = open;
    toggle.dispatchEvent(new Event("change", { bubbles: true }));
  };

  for (const button of document.querySelectorAll("[data-opens]")) {
    button.addEventListener("click", () => {
      const toggle = document.getElementById(button.dataset.opens);
      set(toggle, !toggle.checked);
      if (!toggle.checked) return;
      setTimeout(() => menu.querySelector("a").focus(), 50);
    });
  }
  const close = () => {
    set(drawer, false);
    document.querySelector('[data-opens="__drawer"]').focus();
  };
  document.querySelector("[data-closes]").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && drawer.checked) close();
  });
  document.addEventListener("change", update);
  addEventListener("pagehide", () => set(drawer, false)); // or « back » would find it open
  narrow.addEventListener("change", update);
  update();
})();

// Tables that a reader may want in another order: their column headers become buttons.
(() => {
  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    table.tHead.querySelectorAll("th").forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        const down = header.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
        header.setAttribute("aria-sort", down ? "descending" : "ascending");
        const order = (a, b) => key(a, column).localeCompare(key(b, column), "fr", { numeric: true });
        const rows = [...table.tBodies[0].rows].sort(order);
        if (down) rows.reverse();
        table.tBodies[0].append(...rows);
      });
    });
  }
})();

// A place within what is folded: browsers of before 2025 leave it so.
(() => {
  const reveal = () => {
    const place = document.getElementById(location.hash.slice(1));
    let fold = place?.closest("details:not([open])");
    if (!fold) return;
    for (; fold; fold = fold.closest("details:not([open])")) fold.open = true;
    place.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();

// What the row of buttons under a title opens closes with Escape, as a menu does; other folds are parts of the page.
addEventListener("keydown", ({ key }) => {
  const opened = key === "Escape" && document.querySelector(".reuse details[open]");
  if (!opened || !(document.activeElement === document.body || opened.contains(document.activeElement))) return;
  opened.open = false;
  opened.querySelector("summary").focus();
});

// Pages that one prints: a button, which the style sheet hides where there is no JavaScript.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => print());
}

// A note shown at the foot of the screen closes with its link, with Escape or beside it; the page stays where it is.
(() => {
  const close = (event) => {
    const note = document.querySelector(".fact:target");
    if (!note || getComputedStyle(note).position !== "fixed") return;
    event.preventDefault();
    const passage = document.getElementById(note.querySelector(".back").hash.slice(1));
    location.replace("#-"); // an address of nothing: no note is the target, and nothing moves
    history.replaceState(history.state, "", location.pathname + location.search);
    passage?.closest("a")?.focus({ preventScroll: true });
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(event);
  });
  addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest(".fact .back") || !target.closest("a, button, summary, .fact")) close(event);
  });
})();
