async ([query]) => {
  const form = document.querySelector("[data-search]");
  const field = form.querySelector("input");
  const panel = form.querySelector(".search-panel");
  field.value = query;
  const shown = new Promise((resolve) => new MutationObserver(resolve).observe(panel, { childList: true }));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await shown;
  const read = (selector) => [...panel.querySelectorAll(selector)].map(
    (link) => link.href.replace(new URL("/", location).href, ""));
  return {
    count: panel.querySelector(".search-count").textContent,
    results: read("ol.search-results li > a"),
    measures: read("ol.search-results .result-measure > a"),
  };
}
