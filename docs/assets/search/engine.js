// Finds documents of search/index.js. Knows nothing of the page: words in, results out.
const createEngine = (() => {
  const { readKey, readWords } = french;
  const FIELDS = { title: 5, names: 3, keywords: 2.5, text: 2, actors: 2, heading: 0.6, deduced: 0.3 };
  const WRITTEN = ["title", "names", "text"]; // what is found there explains itself
  const ALIASED = new Set(["actor", "term"]); // kinds whose keywords are other names of the record
  // How much each kind weighs. A record that the query names comes first anyway; of the others, measures say most.
  const KINDS = { measure: 1.2, theme: 0.9, actor: 0.9, term: 0.7, axis: 0.7, deadline: 0.7, page: 0.4, source: 0.25 };
  const CHECKED = 60; // results in which the words of the query are looked for side by side

  /** Index the documents; return the function that searches them. */
  function create(documents) {
    const vocabulary = createVocabulary();
    const actors = new Map(documents.filter(({ kind }) => kind === "actor").map((actor) => [actor.url, actor]));
    const nameActors = (urls = []) =>
      urls.flatMap((url) => [actors.get(url).title, ...(actors.get(url).keywords ?? [])]);

    // The phrases by which a document is found and that it does not show, by field.
    const phrases = {
      keywords: ({ keywords = [] }) => keywords,
      actors: (document) => nameActors(document.actors),
      deduced: (document) => nameActors(document.deduced),
      heading: ({ heading = "" }) => [heading],
    };

    const index = new MiniSearch({
      fields: Object.keys(FIELDS),
      extractField: (document, field) => {
        const value = phrases[field]?.(document) ?? document[field];
        return Array.isArray(value) ? value.join(" ; ") : value;
      },
      tokenize: readWords,
      processTerm: vocabulary.add,
      searchOptions: {
        boost: FIELDS,
        boostDocument: (id) => KINDS[documents[id].kind] ?? 1,
        boostTerm: (term) => (vocabulary.isRoot(term) ? 1 : 1.3),
        tokenize: (term) => [term],
        processTerm: (term) => term,
      },
    });
    documents.forEach((document, id) => index.add({ ...document, id }));
    const records = listRecords(documents);

    /** By which other words a document was found, with the field they are in. */
    const explain = (document, matches) => {
      const sought = new Set(matches.flatMap(Object.keys));
      const explained = new Map();
      for (const match of matches) {
        const fields = new Set(Object.values(match).flat());
        if (WRITTEN.some((name) => fields.has(name))) continue;
        const field = Object.keys(phrases).find((name) => fields.has(name));
        const own = new Set(Object.keys(match));
        const count = (phrase, terms) =>
          readWords(phrase).filter((word) => vocabulary.isAmong(terms, word)).length;
        const [best] = phrases[field](document)
          .filter((phrase) => count(phrase, own) > 0)
          .sort((a, b) => count(b, sought) - count(a, sought) || a.length - b.length);
        if (best) explained.set(best, field);
      }
      return [...explained].map(([words, field]) => ({ words, field }));
    };

    const keys = new Map();
    const holds = (text, key) => {
      if (!keys.has(text)) keys.set(text, ` ${readKey(text)} `);
      return keys.get(text).includes(` ${key} `);
    };
    /** Return how much better a document is for holding the words of the query side by side. */
    const weighPhrase = ({ title, keywords = [], text = "" }, key) => {
      if (holds(title, key)) return 1.6;
      if (keywords.some((keyword) => holds(keyword, key))) return 1.4;
      return holds(text, key) ? 1.3 : 1;
    };

    /** Find the documents in which every unit matches; for a sentence, failing that, most units. */
    const findEntries = (units) => {
      const found = new Map();
      for (const { query } of units) {
        for (const { id, score, match } of query ? index.search(query) : []) {
          if (!found.has(id)) found.set(id, { id, score: 0, matches: [] });
          const entry = found.get(id);
          entry.score += score;
          entry.matches.push(match);
        }
      }
      const having = (count) => [...found.values()].filter((entry) => entry.matches.length >= count);
      const whole = having(Math.max(units.length, 1));
      // A sentence may hold a word too many; two words mean both.
      const partial = whole.length === 0 && units.length > 2;
      if (!partial) return { entries: whole, partial };
      // Pages about the site say a little of everything: near a sentence, they mean nothing.
      const near = having(Math.ceil((units.length * 2) / 3)).filter(({ id }) => documents[id].kind !== "page");
      return { entries: near, partial };
    };

    /** How many pages a word of the query finds by itself. */
    const countAlone = ({ typed, read: [word] = [typed], query }) => {
      const found = index.search(query).filter(({ id }) => documents[id].kind !== "help");
      return { word, count: found.length };
    };

    return function search(query) {
      const units = vocabulary.readUnits(query);
      const { entries, partial } = findEntries(units);
      entries.sort((a, b) => b.score - a.score);
      const key = units.map((unit) => unit.root).join(" ");
      if (units.length > 1) {
        for (const entry of entries.slice(0, CHECKED)) entry.score *= weighPhrase(documents[entry.id], key);
      }
      const named = records.get(key);
      const rank = ({ id }) => named?.get(id) ?? 0;
      entries.sort((a, b) => rank(b) - rank(a) || b.score - a.score);
      const results = entries.map(({ id, matches }) => ({
        document: documents[id],
        explain: () => explain(documents[id], matches), // for those that are shown
      }));
      const ofPlan = results.filter(({ document }) => document.kind !== "help");
      return {
        results: ofPlan,
        measures: ofPlan.filter(({ document }) => document.kind === "measure").length,
        help: results.filter(({ document }) => document.kind === "help"),
        partial: partial && results.length > 0,
        read: units.filter((unit) => unit.read),
        known: ofPlan.length > 0 ? [] : units.filter((unit) => unit.query).map(countAlone),
        missing: units
          .filter((unit) => !unit.query)
          .map(({ typed }) => ({ typed, close: vocabulary.suggest(typed) })),
      };
    };
  }

  /** Map the key of each name to the documents that it names: 2 for a name of their own, 1 for an alias. */
  function listRecords(documents) {
    const records = new Map();
    const name = (text, id, rank) => {
      const key = readKey(text);
      if (!records.has(key)) records.set(key, new Map());
      const named = records.get(key);
      named.set(id, Math.max(named.get(id) ?? 0, rank));
    };
    documents.forEach(({ kind, names = [], keywords = [] }, id) => {
      for (const text of names) name(text, id, 2);
      if (ALIASED.has(kind)) for (const text of keywords) name(text, id, 1);
    });
    return records;
  }

  return create;
})();
