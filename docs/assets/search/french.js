// French words as people type them: one reading for the pages and for the queries.
const french = (() => {
  const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=[\p{L}\p{N}])/giu;
  const DOTTED = /(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?:\.|(?![\p{L}\p{N}]))/gu;
  const DATE = /(?<![\d-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?![\d-])/g;
  const ISO_DATE = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
  const ARTICLE = /(?<![\p{L}\p{N}])([lrd])[.\s]*(?=\d{3,4}-\d)/giu;
  const NUMBER_SIGN = /(?<!\p{L})n[°º]\s*(?=\d)/giu;
  const GROUPED = /(?<![\d,])\d{1,3}(?:\s\d{2,3})+(?!\d)/g;
  const FIRST_HALF = /(?<!\p{L})1er(?=\s+(?:tri|se)mestre)/giu;
  const ORDINAL = /(?<!\p{L})1er(?!\p{L})/giu;
  const WORD = /[lrd]?\d+(?:-\d+)+|[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)*/gu;

  const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

  // Words that every page has, or that only carry a question: not searched beside other words.
  const EMPTY = new Set(
    `a ai ait apres as au aux avant avec avoir c ca ce ces cet cette ceux chez combien comment concernant contre
    d dans de depuis des dois doit donc dont du elle elles en entre es est et ete etre eux fait faire faut font ici
    il ils j je l la le les leur leurs lors lui m ma mais me mes mesure moi mon n ne nos notre nous on ont ou où
    par parle pas pendant peut peux plan pour pourquoi prevoit propos puis qu quand que quel quelle quelles quels
    qui quoi s sa se sera ses si son sont sous sur t ta te tes toi ton tous tout toute toutes tu un une va vais vers veut veux vos
    votre vous y`.split(/\s+/),
  );

  /** Lower case, without accents, ligatures opened; like `fold` in macros/french.py. */
  function fold(text) {
    return text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFD").replace(/\p{M}/gu, "");
  }

  /** The words of a text, as written but for elisions, dotted acronyms, dates and grouped digits. */
  function split(text) {
    const plain = text.replace(DOTTED, (letters) => letters.replaceAll(".", "")).replace(ELISION, "");
    return (/\d/.test(plain) ? joinDigits(plain) : plain).match(WORD) ?? [];
  }

  function joinDigits(text) {
    const date = (day, month, year) => `${Number(day)} ${MONTHS[month - 1] ?? month} ${year}`;
    return text
      .replace(ISO_DATE, (_, year, month, day) => date(day, month, year))
      .replace(DATE, (_, day, separator, month, year) => date(day, month, year))
      .replace(ARTICLE, "$1")
      .replace(NUMBER_SIGN, "")
      .replace(FIRST_HALF, "premier")
      .replace(ORDINAL, "1")
      .replace(GROUPED, (digits) => digits.replace(/\s/g, ""));
  }

  /** Each word of a text; of « vidéo-protection », its parts and the whole in one word; of « L2211-3 », « 2211-3 » too. */
  function readWords(text) {
    return split(text).flatMap((word) => {
      if (/^[lrd]\d+-/i.test(word)) return [word, word.slice(1)];
      if (/\d/.test(word)) return [word];
      const parts = word.split(/[-‐‑]/);
      return parts.length > 1 ? [...parts, parts.join("")] : parts;
    });
  }

  /** The words of a query that say what is sought, in order; all of them if none does. */
  function readQuery(text) {
    const words = split(text).flatMap((word) => (/\d/.test(word) ? [word] : word.split(/[-‐‑]/)));
    const full = words.filter((word) => !isEmpty(fold(word)));
    return full.length > 0 ? full : words;
  }

  function isEmpty(word) {
    return EMPTY.has(word) || EMPTY.has(word.replace(/s$/, ""));
  }

  // Endings, longest first, each with what stays. Folded words: « signalé » is « signale ».
  const ENDINGS = [
    [/(?:ateur|atrice|ation)$/, 4, ""],
    [/(?:issement|issant)$/, 4, "i"],
    [/(?:ement|ment)$/, 4, ""],
    [/(?:iere)$/, 3, "ier"],
    [/(?:euse|eresse)$/, 3, "eur"],
    [/(?:trice)$/, 3, "teur"],
    [/(?:enne)$/, 3, "en"],
    [/(?:elle)$/, 4, "el"],
    [/(?:ette)$/, 4, "et"],
    [/(?:ive)$/, 3, "if"],
    [/(?:aient|ait|ant|(?<!i)er|ez|ee)$/, 4, ""],
    [/(?:ail)$/, 3, "al"],
    [/e$/, 3, ""],
  ];

  /** What a folded word keeps in all its forms: number, gender, the commonest verb endings. */
  function stem(word) {
    if (/\d$/.test(word) || word.length < 4) return word; // « 08victimes » has a plural
    let root = word.replace(/(.{2})eaux$/, "$1eau").replace(/(.{2})aux$/, "$1al").replace(/(.{2})[sx]$/, "$1");
    for (const [ending, least, kept] of ENDINGS) {
      const match = ending.exec(root);
      if (match && match.index >= least) {
        root = root.slice(0, match.index) + kept;
        break;
      }
    }
    return root.replace(/([^aeiou])\1$/, "$1");
  }

  /** One key for texts that say the same thing: their stems, empty words left out. */
  function readKey(text) {
    return readQuery(text)
      .map((word) => stem(fold(word)))
      .join(" ");
  }

  /** The number of letters inserted, removed, replaced or swapped between two words; `most` + 1 beyond. */
  function countEdits(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + same);
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  return { countEdits, fold, readKey, readQuery, readWords, stem };
})();
