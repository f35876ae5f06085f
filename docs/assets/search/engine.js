// Finds documents of search/index.js. Knows nothing of the page: words in, results out.
const createEngine = (() => {
  const { readKey, readWords } = french;
  const FIELDS = { title: 3, names: 3, keywords: 2, asked: 2, text: 3, actors: 0.8, more: 0.7, later: 0.5, theme: 0.3, heading: 0.3, unnamed: 0.3 };
  const LENGTH = { title: 10, text: 45, more: 25, later: 60 }; // words of a usual field: in a longer one, each says less
  const ALIASED = new Set(["actor", "term"]); // kinds whose keywords are other names of the record
  // How much each kind weighs. A record that the query names comes first anyway; of the others, measures say most.
  const KINDS = { measure: 1.2, theme: 0.9, actor: 0.9, term: 0.7, axis: 0.7, deadline: 0.7, law: 0.7, page: 0.4 };
  const WRITTEN_SO = 1.2; // what a word weighs more in the form that was typed
  const AGAIN = 0.6; // what a word weighs in a second field
  const HALF = 3; // what a document must have of a word to be worth half: a second word says more than more of one
  const RARE = 0.45; // the power of rarity
  // What a document must be worth, by the root of the count of words: a few common ones meet anywhere.
  const LEAST = 1.25;
  const WHOLE = 0.9; // likewise, of one that has all the words
  const UNKNOWN = 0.1; // what a word that is nowhere takes away: people say more than is needed
  const ELSEWHERE = 1.5; // likewise, a word of what the plan does not speak of
  const EXACTLY = 1.6; // what a document weighs more that has the whole query as a keyword
  const NAMED = 1.6; // likewise, one that some of the words name
  const OWN = 2; // the rank of a record by a name of its own

  /** Index the documents; return the function that searches them. */
  function create({ documents, synonyms = {}, elsewhere = "", asked = "", empty = "" }) {
    french.learnEmpty(empty.split(" "));
    const vocabulary = createVocabulary(synonyms, elsewhere);
    const byUrl = new Map(documents.map((document) => [document.url, document]));
    const nameActors = (urls = []) => urls.flatMap((url) => [byUrl.get(url).title, ...(byUrl.get(url).keywords ?? [])]);

    // The phrases by which a document is found, by field.
    const listPhrases = ({ title, names, keywords, heading, text, more, later, theme, actors, unnamed }) => ({
      title: [title],
      names,
      keywords,
      text: [text],
      actors: nameActors(actors),
      more: [more],
      later: later?.split(" "),
      theme: byUrl.get(theme)?.keywords,
      heading: [heading, byUrl.get(theme)?.title, byUrl.get(theme)?.heading],
      unnamed: nameActors(unnamed),
    });

    const index = new Map(); // term → document → how much it says of it
    const fieldsOf = (id) => Object.entries(listPhrases(documents[id]));
    const note = (term, id, weight) => {
      if (!index.has(term)) index.set(term, new Map());
      const found = index.get(term);
      const before = found.get(id) ?? 0;
      found.set(id, Math.max(before, weight) + AGAIN * Math.min(before, weight));
    };
    documents.forEach((_, id) => {
      for (const [field, phrases] of fieldsOf(id)) {
        const words = (phrases ?? []).filter(Boolean).flatMap(readWords);
        const weight = FIELDS[field] / (0.6 + (0.4 * words.length) / (LENGTH[field] ?? words.length));
        for (const term of new Set(words.flatMap(vocabulary.add))) note(term, id, weight);
      }
    });
    const said = new Map(); // term → measures that people seek with it
    const measures = new Map(documents.flatMap(({ kind, names }, id) => (kind === "measure" ? [[names[0], id]] : [])));
    for (const [word, numbers] of readAsked(asked)) {
      const counts = new Map();
      for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
      for (const [number, count] of counts) {
        for (const term of vocabulary.add(word)) {
          note(term, measures.get(number), FIELDS.asked * count);
          said.set(term, (said.get(term) ?? new Set()).add(measures.get(number)));
        }
      }
    }
    const records = listRecords(documents);
    const isAcronym = (id) => /^\p{Lu}{3,}\b/u.test(documents[id].title);

    const rarityOf = (found) => Math.log(1 + documents.length / found.size);

    /** The documents that a way finds, with what they are worth. */
    const follow = ({ lists, weight }) => {
      let found;
      for (const terms of lists) {
        const some = new Map();
        for (const term of terms) {
          const factor = term.startsWith("~") ? 1 : WRITTEN_SO;
          for (const [id, score] of index.get(term) ?? []) some.set(id, Math.max(some.get(id) ?? 0, score * factor));
        }
        found = found
          ? new Map([...found].filter(([id]) => some.has(id)).map(([id, score]) => [id, Math.min(score, some.get(id))]))
          : some;
      }
      const factor = weight * rarityOf(found) ** RARE;
      return [...found].map(([id, score]) => [id, (factor * score) / (score + HALF)]);
    };

    const gathered = new WeakMap(); // unit → the documents that have it, with what they are worth
    const gather = (unit) => {
      const found = new Map();
      for (const one of unit.ways) for (const [id, score] of follow(one)) found.set(id, Math.max(found.get(id) ?? 0, score));
      return found;
    };

    const weigh = (unit) => ({ ...unit, found: gathered.get(unit) ?? gathered.set(unit, gather(unit)).get(unit) });

    /** The documents that some of the words name, side by side, with how many of them do. */
    const listNamed = (words) => {
      const named = new Map();
      for (let start = 0; start < words.length; start += 1) {
        for (let end = start + 2; end <= words.length; end += 1) {
          for (const id of records.get(words.slice(start, end).join(" "))?.keys() ?? []) named.set(id, Math.max(named.get(id) ?? 0, end - start));
        }
      }
      return named;
    };

    /** Find the documents that have all the words, or enough of them. */
    const findEntries = (units, key) => {
      const asked = units.filter(({ optional }) => !optional).length;
      const all = Math.max(asked || units.length, 1);
      const entries = new Map();
      for (const unit of units) {
        for (const [id, score] of unit.found) {
          if (!entries.has(id)) entries.set(id, { id, score: 0, count: 0 });
          const entry = entries.get(id);
          entry.score += score;
          if (!unit.optional || asked === 0) entry.count += 1;
        }
      }
      const count = (test) => units.filter(test).length;
      const lost = ELSEWHERE * count((unit) => unit.elsewhere) + UNKNOWN * count((unit) => !unit.elsewhere && unit.found.size === 0);
      const least = units.length > 1 ? LEAST * Math.sqrt(asked) + lost : 0;
      // A name finds its record; an acronym, or a name of three words, whatever else is asked.
      const words = key.split(" ");
      const named = listNamed(words);
      const acronyms = new Set(units.flatMap(({ root }) => [...(records.get(root)?.keys() ?? [])]).filter(isAcronym));
      const isNamed = ({ id }) => acronyms.has(id) || named.get(id) >= Math.min(words.length, 3);
      // A page is found by its title, with all the words or not at all.
      const isEnough = (entry) => entry.score >= (entry.count === all ? WHOLE : 1) * least && (entry.count === all || documents[entry.id].kind !== "page");
      const near = [...entries.values()].filter((entry) => isNamed(entry) || isEnough(entry));
      for (const entry of near) {
        const document = documents[entry.id];
        entry.whole = entry.count === all;
        entry.score *= KINDS[document.kind] ?? 1;
        if (document.keywords?.some((one) => readKey(one) === key)) entry.score *= EXACTLY;
        if (named.has(entry.id)) entry.score *= NAMED;
      }
      return near;
    };

    const read = new Map(); // phrase → what the index holds of its words
    const termsOf = (phrase) => read.get(phrase) ?? read.set(phrase, readWords(phrase).flatMap(vocabulary.add)).get(phrase);
    /** Say why a document is there: the words to mark in it, the line that has most of those its title lacks, the rest. */
    const explain = (id, units) => {
      const { title, text = "", more = "" } = documents[id];
      const found = units.filter((unit) => unit.found.has(id));
      const terms = (unit) => new Set(unit.ways.flatMap(({ lists }) => lists.flat()));
      const has = (phrase, sought) => termsOf(phrase).some((term) => sought.has(term));
      const count = (phrase, all) => all.filter((sought) => has(phrase, sought)).length;
      const marked = found.map(terms);
      const lacking = marked.filter((sought) => !has(title, sought));
      const lines = `${more} ${text}`.split(/(?<=[.;:!?]) (?!»)/);
      // A line that mostly says the title again tells nothing new.
      const own = new Set(termsOf(title));
      const repeats = (one) => termsOf(one).filter((term) => own.has(term)).length > termsOf(one).length / 2;
      const [line] = lines
        .filter((one) => count(one, lacking) > 0)
        .sort((a, b) => count(b, lacking) - count(a, lacking) || repeats(a) - repeats(b));
      const by = found.flatMap((unit) => {
        const sought = terms(unit);
        if (has(`${title} ${text} ${more}`, sought)) return [];
        const ways = fieldsOf(id).flatMap(([field, phrases]) => {
          const [best] = (phrases ?? []).filter((phrase) => phrase && has(phrase, sought)).sort((a, b) => a.length - b.length);
          return best ? [{ field, words: best }] : [];
        });
        if ([...sought].some((term) => said.get(term)?.has(id))) ways.push({ field: "keywords", words: unit.typed });
        return ways.sort((a, b) => FIELDS[b.field] - FIELDS[a.field]).slice(0, 1);
      });
      return { line, by, isMarked: (word) => marked.some((sought) => has(word, sought)) };
    };

    const search = (query) => {
      const units = vocabulary.readUnits(query).map(weigh);
      const key = units.map(({ root }) => root).join(" ");
      const named = findNamed(records, key);
      const entries = findEntries(units, key);
      const rank = ({ id }) => named.get(id) ?? 0;
      entries.sort((a, b) => rank(b) - rank(a) || b.score - a.score);
      const [first] = named.size === 1 ? [...named.keys()] : [];
      // A sentence is no name: « je suis victime ».
      const length = readWords(query).length - 1; // « le », « mesure »
      const isLong = ({ title, names = [] }) => [title, ...names].some((name) => readKey(name) === key && readWords(name).length >= length);
      const isExact = named.get(first) === OWN && isLong(documents[first]);
      return {
        results: entries.map(({ id }) => ({ document: documents[id], explain: () => explain(id, units) })),
        measures: entries.filter(({ id }) => documents[id].kind === "measure").length,
        partial: entries.length > 0 && !entries.some(({ whole }) => whole),
        exact: isExact ? documents[first].url : undefined, // the one record that the query names
        read: units.filter((unit) => unit.read),
        missing: units.filter(({ ways, elsewhere }) => ways.length === 0 && !elsewhere).map(({ typed }) => typed),
        elsewhere: units.filter((unit) => unit.elsewhere).map(({ typed }) => typed),
        known: entries.length > 0 ? [] : units.filter(({ found }) => found.size > 0),
      };
    };
    const nameRecords = (key) => [...(records.get(key) ?? [])].sort((a, b) => b[1] - a[1]).map(([id]) => documents[id]);
    return { search, nameRecords, suggest: vocabulary.suggest };
  }

  /** The words of those who seek a measure, with its number as often as they say it: « 3ge1BE » after « cave » is « cavge », 27 and 4. */
  function* readAsked(text) {
    let word = "";
    for (const [, start, rest, numbers] of text.matchAll(/(\d*)(\p{Ll}+)((?:\d*\p{Lu})+)/gu)) {
      word = word.slice(0, Number(start)) + rest;
      yield [word, [...numbers.matchAll(/(\d*)(.)/g)].map(([, many, letter]) => String(26 * many + letter.charCodeAt(0) - 65))];
    }
  }

  /** The documents that a whole query names, or, where it is a list of numbers, each of its words. */
  function findNamed(records, key) {
    const numbers = key.split(" ");
    if (records.has(key) || !numbers.every((word) => /^\d+$/.test(word))) return records.get(key) ?? new Map();
    return new Map(numbers.flatMap((number) => [...(records.get(number) ?? [])]));
  }

  /** Map the key of each name to the documents that it names: OWN for a name of their own, 1 for an alias, or a theme, which a term or an actor often has the name of. */
  function listRecords(documents) {
    const records = new Map();
    const name = (text, id, rank) => {
      const key = readKey(text);
      if (!records.has(key)) records.set(key, new Map());
      const named = records.get(key);
      named.set(id, Math.max(named.get(id) ?? 0, rank));
    };
    documents.forEach(({ kind, title, names = [], keywords = [] }, id) => {
      for (const text of [title, title.replace(/^[^:]*\s:\s/, ""), ...names]) name(text, id, kind === "theme" ? 1 : OWN);
      if (ALIASED.has(kind)) for (const text of keywords) name(text, id, 1);
    });
    return records;
  }

  return create;
})();
