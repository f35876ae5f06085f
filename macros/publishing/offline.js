// Modules and the files that they fetch, for pages read from a disk: browsers refuse to import or to
// fetch there, and load plain scripts. `modules.py` writes both in the form that this reads.
const offline = (() => {
  const ROOT = new URL("../", document.currentScript.src);
  const defined = new Map(); // path → what the module needs, and the function that makes it
  const texts = new Map(); // path → the text of a file
  const scripts = new Map();
  const modules = new Map();

  const loadScript = (path) => {
    if (!scripts.has(path)) {
      scripts.set(
        path,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          Object.assign(script, { src: new URL(path, ROOT), onload: resolve, onerror: reject });
          document.head.append(script);
        }),
      );
    }
    return scripts.get(path);
  };

  // Without the version that the address may carry.
  const pathOf = (address) => new URL(address).href.replace(/[?#].*$/, "").slice(ROOT.href.length);

  const fetch = async (address) => {
    const path = pathOf(address);
    await loadScript(`${path}.js`);
    return new Response(texts.get(path));
  };

  /** What a script has in place of `import.meta.url`, `import()` and `fetch`. */
  const at = (path) => {
    const here = new URL(path, ROOT).href;
    return { here, fetch, load: (other) => load(pathOf(new URL(other, here))) };
  };

  const make = async (path) => {
    await loadScript(path);
    const [needs, body] = defined.get(path);
    return body(at(path), ...(await Promise.all(needs.map(load))));
  };
  const load = (path) => {
    if (!modules.has(path)) modules.set(path, make(path));
    return modules.get(path);
  };

  addEventListener("DOMContentLoaded", () => {
    for (const { dataset } of document.querySelectorAll("[data-module]")) load(dataset.module);
  });

  return {
    at,
    define: (path, needs, body) => defined.set(path, [needs, body]),
    put: (path, text) => texts.set(path, text),
  };
})();
