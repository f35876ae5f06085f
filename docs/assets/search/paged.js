// The engine for plans of thousands of measures: Pagefind, whose index comes in pieces. It reads
// French by its own stems, and knows no misspelling: those are looked for in the list of all words.

import { fold, readKey, readQuery, readWords, stem } from "./french.js";
import { weigh } from "./kinds.js";
import { createVocabulary } from "./vocabulary.js";

const MARGIN = 12; // more documents than are shown: they are ordered anew
const NAMED = 12; // documents that the query may name
const NAME = "nom"; // begins the one word that paged_index.py makes of each name

export async function load(root) {
  const pagefind = await import(new URL("search/pagefind/pagefind.js", root));
  await pagefind.init();
  let vocabulary;

  const loadVocabulary = async () => {
    const answer = await fetch(new URL("search/pagefind/words.txt", root));
    if (!answer.ok) throw new Error(`words.txt: ${answer.status}`);
    const made = createVocabulary();
    for (const word of (await answer.text()).split("\n")) made.add(word);
    return made;
  };

  /** Find what has every word as it is, or nothing. */
  const find = async (query, most) => {
    const words = readQuery(query).map(fold);
    const key = readKey(query);
    const name = NAME + words.join("").replace(/[^\p{L}\p{N}]/gu, "");
    const [found, named] = await Promise.all([pagefind.search(words.join(" ")), pagefind.search(name)]);
    const [near, called] = await Promise.all([read(found.results.slice(0, most + MARGIN)), read(named.results.slice(0, NAMED))]);
    // Of a word that it does not know, Pagefind takes the beginning.
    const sound = near.filter(({ content }) => holdsAll(content, words));
    sound.sort((a, b) => b.score - a.score);
    const isNamed = ({ document: { names = [] } }) => names.some((one) => readKey(one) === key);
    const first = [...called, ...sound].filter(isNamed);
    const unique = [...new Map([...first, ...sound].map((entry) => [entry.id, entry])).values()];
    const results = unique.map(({ document }) => ({ document, explain: () => explain(document, key) }));

    const isHelp = ({ document }) => document.kind === "help";
    const isMeasure = ({ document }) => document.kind === "measure";
    const ofPlan = results.filter((result) => !isHelp(result));
    const counted = { total: ofPlan.length, measures: ofPlan.filter(isMeasure).length };
    if (found.results.length > near.length && sound.length > 0) {
      // What was not read is counted, without a word of what it is.
      const ids = new Set(found.results.map(({ id }) => id));
      const besides = called.filter((entry) => isNamed(entry) && !ids.has(entry.id) && !isHelp(entry));
      counted.total = found.results.length - near.filter(isHelp).length + besides.length;
      counted.measures = undefined;
    }
    return {
      results: ofPlan.slice(0, most),
      help: results.filter(isHelp),
      ...counted,
      partial: false,
      read: [],
      known: [],
      missing: [],
    };
  };

  return async function search(query, most) {
    const found = await find(query, most);
    if (found.results.length + found.help.length > 0) return found;
    vocabulary ??= await loadVocabulary(); // where it fails, the next query asks again
    const { readUnits, suggest } = vocabulary;
    const units = readUnits(query);
    const read = units.filter((unit) => unit.read);
    const near = read.length > 0 ? { ...(await find(units.map(nameUnit).join(" "), most)), read } : found;
    if (near.results.length + near.help.length > 0) return near;
    const alone = units.filter((unit) => unit.query).map(async (unit) => {
      const word = nameUnit(unit);
      return { word, count: (await find(word, 1)).total };
    });
    const missing = units.filter((unit) => !unit.query);
    return {
      ...near,
      known: (await Promise.all(alone)).filter(({ count }) => count > 0),
      missing: missing.map(({ typed }) => ({ typed, close: suggest(typed) })),
    };
  };
}

/** The word of a unit as the site writes it. */
const nameUnit = ({ typed, read: [word] = [typed] }) => word;

/** Load the documents that the results stand for. */
function read(results) {
  return Promise.all(
    results.map(async (result) => {
      const { meta, content } = await result.data();
      const document = JSON.parse(meta.document);
      return { id: result.id, document, content, score: result.score * weigh(document) };
    }),
  );
}

function holdsAll(content, words) {
  const held = readWords(content);
  const roots = new Set(held.map((word) => stem(fold(word))));
  return words.every((word) => roots.has(stem(word)) || held.some((one) => one.startsWith(word)));
}

/** By which keyword a document was found whose own words do not hold those of the query. */
function explain({ title, text = "", keywords = [] }, key) {
  const own = new Set(readKey(`${title} ${text}`).split(" "));
  const sought = key.split(" ").filter((root) => !own.has(root));
  const holds = (phrase) => readKey(phrase).split(" ").some((root) => sought.includes(root));
  return keywords.filter(holds).slice(0, 1).map((words) => ({ words, field: "keywords" }));
}
