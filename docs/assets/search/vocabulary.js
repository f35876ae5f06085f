// The words of the index, and what a word of a query may mean among them.
const createVocabulary = (() => {
  const { countEdits, fold, isEmpty, readKey, readQuery, readTyped, stem } = french;
  const ROOT = "~"; // before a stem, which stands in the index beside the word as written
  // What a way to find a word weighs beside the word itself.
  const SAID = 0.85; // a synonym of a word that is nowhere
  const ALSO = 0.65; // of one that is somewhere
  const BEGUN = 0.5; // longer words that begin so
  const UNFINISHED = 0.25; // likewise, of a last word that is one already
  const NEAR = 0.6; // a misspelling
  const LONGEST = 6; // words of a phrase

  /** Start an empty vocabulary: `add` takes words as written, `readUnits` reads a query. */
  function create(synonyms, elsewhere) {
    const words = new Map(); // folded word → as written
    const letters = new Map(); // folded word → its letters
    const roots = new Set();
    const terms = new Map(); // word as written → what the index holds of it
    const said = new Map(); // key of words of every day → those of the plan, none if it does not speak of it
    const phrases = new Map(); // likewise, of words that say it only together, « au courant »
    const note = (phrase, ...others) => {
      const typed = readTyped(phrase);
      const full = typed.filter((one) => !isEmpty(fold(one)));
      const isPhrase = typed.length > 1 && (full.length !== 2 || (others.length === 0 && typed.length > 2));
      const [keys, key] = isPhrase ? [phrases, spell(typed)] : [said, readKey(phrase)];
      keys.set(key, [...(keys.get(key) ?? []), ...others]);
    };
    for (const [word, others] of Object.entries(synonyms)) for (const other of others.split("|")) note(other, word);
    for (const phrase of elsewhere.split("|")) note(phrase);

    const analyse = (written) => {
      const word = fold(written);
      const root = stem(word);
      if (!words.has(word)) {
        words.set(word, written.toLowerCase());
        letters.set(word, readLetters(word));
      }
      roots.add(root);
      return [word, ROOT + root];
    };
    const add = (written) => terms.get(written) ?? terms.set(written, analyse(written)).get(written);

    const isKnown = (word) => words.has(word) || roots.has(stem(word));
    const either = (all) => [...new Set(all.flatMap((word) => [word, ROOT + stem(word)]))];
    // A way to find a unit: one term at least of each of its lists.
    const way = (lists, weight = 1) => ({ lists: lists.map(either), weight });
    const listSaid = (key, weight, keys = said) =>
      (keys.get(key) ?? []).map((words) => way(readQuery(words).map((one) => [fold(one)]), weight));
    const listLonger = (start) => [...words.keys()].filter((word) => word.startsWith(start) && word !== start);

    const readElsewhere = (typed) => ({ typed, root: readKey(typed), ways: [], elsewhere: true });
    const isElsewhere = (key, keys = said) => keys.get(key)?.length === 0;

    /** Read one word: itself and its synonyms, else what it begins, else two words in one, else a misspelling. */
    const readUnit = (typed, isLast) => {
      const word = fold(typed);
      if (isElsewhere(stem(word))) return readElsewhere(typed);
      const exactly = (known, ...others) => ({ typed, root: stem(known), ways: [way([[known]]), ...others] });
      const isNumber = /\d/.test(word);
      const synonyms = listSaid(stem(word), isKnown(word) ? ALSO : SAID);
      const longer = isNumber ? listLonger(`${word}-`) : word.length > 2 || isLast ? listLonger(word) : [];
      // The last word may be unfinished, even where it is one already.
      const begun = longer.length > 0 && (isLast || (synonyms.length === 0 && !isKnown(word)));
      const ways = begun ? [...synonyms, way([longer], isKnown(word) ? UNFINISHED : BEGUN)] : synonyms;
      if (isKnown(word)) return exactly(word, ...ways);
      const bare = word.replace(/^(?:[dl]|qu)(?=[aehiouy])/, ""); // « lecole »
      if (bare.length > 3 && bare !== word && isKnown(bare)) return exactly(bare, ...listSaid(stem(bare), ALSO));
      if (ways.length > 0) {
        const read = begun && synonyms.length === 0 ? { read: longer.map((one) => words.get(one)), begun } : {};
        return { typed, root: stem(word), ways, ...read, optional: begun && word.length < 3 };
      }
      for (let cut = 4; cut <= word.length - 4; cut += 1) {
        const parts = [word.slice(0, cut), word.slice(cut)];
        if (parts.every(isKnown)) {
          const read = [parts.map((part) => words.get(part) ?? part).join(" ")];
          return { typed, root: parts.map(stem).join(" "), ways: [way(parts.map((part) => [part]))], read, optional: true };
        }
      }
      const close = listClose(word, letters, word.length > 8 ? 2 : 1);
      // What is only near may help, and is never asked for.
      if (close.length > 0) {
        const read = close.map((one) => words.get(one));
        return { typed, root: stem(close[0]), ways: [way([close], NEAR)], read, optional: true };
      }
      return { typed, root: word, ways: [] };
    };

    // At the next key, all words but the last are read already.
    const finished = new Map();
    const unfinished = new Map();

    /**
     * Read a query as units: one word, or two that the site writes as one or that have a synonym. A unit has what
     * was `typed`, its `root`, the `ways` to find it, none if nothing is near; `read` if other words were taken for
     * it, `begun` if they only begin like it; `optional` if it may lack; `elsewhere` if the plan does not speak of it.
     */
    const readUnits = (query) => {
      const units = [];
      const left = readTyped(query);
      const last = /[\p{L}\p{N}]$/u.test(query) ? left.at(-1) : undefined;
      for (let start = 0; start < left.length; start += 1) {
        for (let length = Math.min(LONGEST, left.length - start); length > 1; length -= 1) {
          const key = spell(left.slice(start, start + length));
          if (!phrases.has(key)) continue;
          const typed = left.splice(start, length).join(" ");
          units.push(isElsewhere(key, phrases) ? readElsewhere(typed) : { typed, root: key, ways: listSaid(key, SAID, phrases) });
        }
      }
      const full = left.filter((word) => !isEmpty(fold(word)));
      const written = full.length > 0 || units.length > 0 ? full : left;
      while (written.length > 0) {
        const pair = written.slice(0, 2);
        const joined = fold(pair.join(""));
        const key = pair.map((word) => stem(fold(word))).join(" ");
        const synonyms = listSaid(key, SAID);
        const isOne = pair.length === 2 && !/\d/.test(joined) && isKnown(joined) && stem(joined).length > pair[0].length;
        if (pair.length === 2 && isElsewhere(key)) {
          units.push(readElsewhere(written.splice(0, 2).join(" ")));
        } else if (pair.length === 2 && (isOne || synonyms.length > 0)) {
          const parts = way(pair.map((word) => [fold(word)]));
          const ways = isOne ? [way([[joined]]), parts, ...synonyms] : [parts, ...synonyms];
          units.push({ typed: pair.join(" "), root: isOne ? stem(joined) : readKey(pair.join(" ")), ways });
          written.splice(0, 2);
        } else {
          const typed = written.shift();
          const isLast = written.length === 0 && typed === last && !isEmpty(fold(typed));
          const seen = isLast ? unfinished : finished;
          units.push(seen.get(typed) ?? seen.set(typed, readUnit(typed, isLast)).get(typed));
        }
      }
      return units;
    };

    const suggest = (typed) => {
      const word = fold(typed);
      return listClose(word, letters, word.length > 8 ? 3 : 2).map((close) => words.get(close));
    };

    return { add, readUnits, suggest };
  }

  /** One key for words typed in this order, each counted. */
  function spell(words) {
    return words.map((word) => stem(fold(word))).join(" ");
  }

  /** The letters that a word has, a bit each: what two words differ by is counted without reading them. */
  function readLetters(word) {
    let letters = 0;
    for (let i = 0; i < word.length; i += 1) letters |= 1 << (word.charCodeAt(i) % 32);
    return letters;
  }

  function countBits(number) {
    let count = 0;
    for (let rest = number; rest !== 0; rest &= rest - 1) count += 1;
    return count;
  }

  /** List the words nearest to one, all at the same distance, `most` edits away at most. */
  function listClose(word, words, most) {
    if (word.length < 5 || /\d/.test(word)) return [];
    let nearest = most;
    let close = [];
    const own = readLetters(word);
    for (const [other, letters] of words) {
      if (countBits(own ^ letters) > 2 * nearest || Math.abs(word.length - other.length) > nearest) continue;
      // In a short word the first letter is seldom wrong, and too many other words are near.
      if (other.length < 4 || isEmpty(other) || /\d/.test(other) || (word.length < 7 && other[0] !== word[0])) continue;
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
