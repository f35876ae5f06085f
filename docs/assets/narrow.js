// A list that words narrow. They are kept in the query string, so a view can be shared.
(() => {
  const form = document.querySelector("[data-narrows]");
  const field = form.elements.q;
  const status = form.querySelector("[role=status]");
  const { narrows, one, many } = form.dataset;

  const SAME = { œ: "oe", æ: "ae", "’": "'" };
  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[œæ’]/g, (letter) => SAME[letter]);
  const entries = [...document.querySelectorAll(narrows)].map((entry) => [entry, fold(entry.textContent)]);
  const groups = new Set(entries.map(([entry]) => entry.closest("details, section")));

  const count = () => {
    const shown = entries.filter(([entry]) => !entry.hidden).length;
    status.textContent = `${shown} ${shown > 1 ? many : one} sur ${entries.length}`;
  };

  const show = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    for (const [entry, text] of entries) entry.hidden = !words.every((word) => text.includes(word));
    for (const group of groups) {
      group.hidden = !group.querySelector(`${narrows}:not([hidden])`);
      if (group.open !== undefined) group.open = words.length > 0 && !group.hidden;
    }
    count();
    const address = new URL(location.href);
    address.search = words.length > 0 ? new URLSearchParams({ q: field.value.trim() }).toString() : "";
    history.replaceState(null, "", address);
  };

  field.value = new URLSearchParams(location.search).get("q") ?? field.value;
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  if (field.value) show();
  else count();
})();
