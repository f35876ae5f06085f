// The page /hors-ligne/: which page was asked for, and which ones this browser has kept (sw.js).
(async () => {
  const home = new URL("../", document.currentScript.src).href;
  const asked = new URLSearchParams(location.search).get("page");
  if (asked?.startsWith(home)) {
    const notice = document.getElementById("page-demandee");
    const link = notice.querySelector("a");
    link.href = asked;
    link.textContent = asked.slice(home.length - 1);
    notice.hidden = false;
  }

  // Read by the browser as a page: no text of ours is made markup.
  const readTitle = (blob) =>
    new Promise((resolve, reject) => {
      const address = URL.createObjectURL(blob);
      const request = new XMLHttpRequest();
      request.responseType = "document";
      request.onload = () => resolve(request.response.title);
      request.onerror = reject;
      request.onloadend = () => URL.revokeObjectURL(address);
      request.open("GET", address);
      request.send();
    });

  const place = document.getElementById("pages-gardees");
  const names = "caches" in window ? await caches.keys() : [];
  const pages = new Map();
  for (const name of names.filter((name) => name.startsWith(`visites:${home}:`))) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (!url.endsWith("/") || url === `${home}hors-ligne/`) continue;
      const kept = await cache.match(url);
      if (!kept) continue; // a new version of the site has just taken its place
      const title = await readTitle(await kept.blob());
      pages.set(url, title.replace(/ - [^-]*$/, ""));
    }
  }
  if (!pages.size) {
    place.textContent = "Aucune page n’est encore gardée dans ce navigateur.";
    return;
  }
  const list = document.createElement("ul");
  const byTitle = ([, one], [, other]) => one.localeCompare(other, "fr", { numeric: true });
  for (const [url, title] of [...pages].sort(byTitle)) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  place.replaceChildren(list);
})();
