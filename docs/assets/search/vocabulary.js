// The words of the index, and what a word of a query may mean among them.
const createVocabulary = (() => {
  const { countEdits, fold, readQuery, stem } = french;
  const ROOT = "~~"; // before a stem, which stands in the index beside the word as written

  /** Start an empty vocabulary: `add` takes words as written, `readUnits` reads a query. */
  function create() {
    const words = new Map(); // folded word → as written
    const roots = new Set();
    const terms = new Map(); // word as written → what the index holds of it

    const analyse = (written) => {
      const word = fold(written);
      const root = stem(word);
      if (!words.has(word)) words.set(word, written.toLowerCase());
      roots.add(root);
      return [word, ROOT + root];
    };
    const add = (written) => terms.get(written) ?? terms.set(written, analyse(written)).get(written);

    const isKnown = (word) => words.has(word) || roots.has(stem(word));
    const either = (all) => ({
      combineWith: "OR",
      queries: [...new Set(all.flatMap((word) => [word, ROOT + stem(word)]))],
    });
    const both = (all) => ({ combineWith: "AND", queries: all.map((word) => either([word])) });
    const listLonger = (start) => [...words.keys()].filter((word) => word.startsWith(start));

    /** Read one word: itself, else what it begins, else a misspelling, else two words in one. */
    const readUnit = (typed) => {
      const word = fold(typed);
      const exactly = (known) => ({ typed, root: stem(known), query: either([known]) });
      const nearly = (found) => {
        return { ...exactly(found[0]), query: either(found), read: found.map((one) => words.get(one)) };
      };
      if (isKnown(word)) return exactly(word);
      const longer = /\d/.test(word) ? listLonger(`${word}-`) : word.length > 2 ? listLonger(word) : [];
      const bare = word.replace(/^(?:[cdjlmnst]|qu)(?=[aehiouy])/, ""); // « lecole »
      if (bare.length > 3 && bare !== word && isKnown(bare)) return exactly(bare);
      if (longer.length > 0) return { ...nearly(longer), begun: true };
      const close = listClose(word, words.keys(), word.length > 8 ? 2 : 1);
      if (close.length > 0) return nearly(close);
      for (let cut = 3; cut <= word.length - 4; cut += 1) {
        const parts = [word.slice(0, cut), word.slice(cut)];
        if (parts.every(isKnown)) return { typed, root: parts.map(stem).join(" "), query: both(parts) };
      }
      return { typed, root: word };
    };

    /**
     * Read a query as units: one word, or two that the site writes as one. A unit has what was `typed`,
     * its `root`, the `query` for the index unless nothing matches, `read` if other words were taken for it,
     * and `begun` if they only begin like it.
     */
    const readUnits = (query) => {
      const written = readQuery(query);
      const units = [];
      while (written.length > 0) {
        const pair = written.slice(0, 2);
        const joined = fold(pair.join(""));
        if (pair.length === 2 && !/\d/.test(joined) && isKnown(joined)) {
          const queries = [either([joined]), both(pair.map(fold))];
          units.push({ typed: pair.join(" "), root: stem(joined), query: { combineWith: "OR", queries } });
          written.splice(0, 2);
        } else {
          units.push(readUnit(written.shift()));
        }
      }
      return units;
    };

    /** Whether a word of a text is one of the terms that matched. */
    const isAmong = (matched, written) => add(written).some((term) => matched.has(term));

    const suggest = (typed) => {
      const word = fold(typed);
      return listClose(word, words.keys(), word.length > 8 ? 3 : 2).map((close) => words.get(close));
    };

    return { add, readUnits, isAmong, suggest, isRoot: (term) => term.startsWith(ROOT) };
  }

  /** List the words nearest to one, all at the same distance, `most` edits away at most. */
  function listClose(word, words, most) {
    if (word.length < 5 || /\d/.test(word)) return [];
    let nearest = most;
    let close = [];
    for (const other of words) {
      // In a short word the first letter is seldom wrong, and too many other words are near.
      if (other.length < 4 || /\d/.test(other) || (word.length < 7 && other[0] !== word[0])) continue;
      const edits = countEdits(word, other, nearest);
      if (edits > nearest || (edits > 1 && other[0] !== word[0])) continue;
      if (edits < nearest) close = [];
      nearest = edits;
      close.push(other);
    }
    return close;
  }

  return create;
})();
