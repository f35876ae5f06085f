// French words as people type them: one reading for the pages and for the queries.
const french = (() => {
  const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=[\p{L}\p{N}])/giu;
  const DOTTED = /(?<![\p{L}\p{N}])\p{L}(?:\.\p{L})+(?:\.|(?![\p{L}\p{N}]))/gu;
  const DATE = /(?<![\d-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d-])/g;
  const ISO_DATE = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
  const MONTH = /(?<![\d/.-])(0?[1-9]|1[0-2])\/(\d{4})(?![\d/])/g;
  const ARTICLE = /(?<![\p{L}\p{N}])([lrd])[.\s]*(\d{3,4})[-\s](\d{1,2})(?:[-\s](\d{1,2}))?(?!\d)/giu;
  const ACT = /(?<!\p{L})(loi|décret|decret|ordonnance)((?:\sn[°ºo])?\s)(\d{4})\s(\d{2,4})(?!\d)/giu;
  const NUMBER_SIGN = /(?<!\p{L})(?:n(?:[°º]|os?\.?)|num[ée]ros?)\s*(?=\d)/giu;
  const GLUED = /(?<!\p{L})(mesures?|m|axe|article|num[ée]ro)(?=\d)/giu;
  const ORDINAL = /(?<![\p{L}\p{N}])(\d+)(?:er|re|[eè]me|i[eè]me|e|nde?)(?!\p{L})(?!\s(?:tri|se)mestre)/giu;
  const FIRST_HALF = /(?<![\p{L}\p{N}])1er(?=\s(?:tri|se)mestre)/giu;
  const GROUPED = /(?<![\d,])\d{1,3}(?:[\s.]\d{2,3})+(?!\d)/g;
  const AMOUNT = /(?<![\p{L}\p{N}])(\d+(?:[,.]\d+)?)\s*(millions?\b|mille\b|[mk](?=\s?€|\s?euros?))/giu;
  const AGE = /(?<!\d)\d{1,2}\sans(?!\p{L})/gu;
  const MONEY = /(^|(?<!\p{L})(?:des?|les|mes|nos)\s)sous(?!\p{L}|\sla\s|\sle\s)/giu; // « sous » that are spent
  const DASH = /[\p{Pd}\u2212\u00ad]/gu;
  const WORD = /[lrd]?\d+(?:-\d+)+|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;

  const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

  // Words that every page has, or that only carry a question: not searched beside other words. The index brings them.
  const EMPTY = new Set();

  /** Lower case, without accents, ligatures opened; like `fold` in macros/french.py. */
  function fold(text) {
    return text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFD").replace(/\p{M}/gu, "");
  }

  /** A text in one form of each character: full width, ligatures, superscripts, every hyphen and space. */
  function unify(text) {
    return text.normalize("NFKC").replace(DASH, "-").replace(/\s+/g, " ");
  }

  /** The words of a text, as written but for elisions, dotted acronyms, dates and numbers. */
  function split(text) {
    const plain = unify(text).replace(DOTTED, (letters) => letters.replaceAll(".", "")).replace(ELISION, "");
    return (/\d/.test(plain) ? joinDigits(plain) : plain).match(WORD) ?? [];
  }

  function joinDigits(text) {
    const date = (day, month, year) => `${Number(day)} ${MONTHS[month - 1] ?? month} ${year}`;
    const scale = (unit) => (/^m(?!ille)/i.test(unit) ? 1e6 : 1e3);
    return text
      .replace(ISO_DATE, (_, year, month, day) => date(day, month, year))
      .replace(DATE, (_, day, separator, month, year) => date(day, month, year.length === 2 ? `20${year}` : year))
      .replace(MONTH, (_, month, year) => `${MONTHS[month - 1]} ${year}`)
      .replace(ARTICLE, (_, code, ...numbers) => code + numbers.slice(0, 3).filter(Boolean).join("-"))
      .replace(ACT, "$1$2$3-$4")
      .replace(NUMBER_SIGN, "")
      .replace(GLUED, "$1 ")
      .replace(FIRST_HALF, "premier")
      .replace(ORDINAL, "$1")
      .replace(GROUPED, (digits) => digits.replace(/[\s.]/g, ""))
      .replace(AGE, " ")
      .replace(AMOUNT, (_, number, unit) => `${Math.round(Number(number.replace(",", ".")) * scale(unit))} ${unit}`);
  }

  /** Each word of a text; of « vidéo-protection », its parts and the whole in one word; of « L2211-3 », « 2211-3 » too. */
  function readWords(text) {
    return split(text).flatMap((word) => {
      if (/^[lrd]\d+-/i.test(word)) return [word, word.slice(1)];
      if (/\d/.test(word)) return [word];
      const parts = word.split("-");
      return parts.length > 1 ? [...parts, parts.join("")] : parts;
    });
  }

  /** Each word of a query, in order. */
  function readTyped(text) {
    return split(text.replace(MONEY, "$1argent")).flatMap((word) => (/\d/.test(word) ? [word] : word.split("-")));
  }

  /** The words of a query that say what is sought, in order; all of them if none does. */
  function readQuery(text) {
    const words = readTyped(text);
    const full = words.filter((word) => !isEmpty(fold(word)));
    return full.length > 0 ? full : words;
  }

  function learnEmpty(words) {
    for (const word of words) EMPTY.add(word);
  }

  function isEmpty(word) {
    return EMPTY.has(word) || EMPTY.has(word.replace(/s$/, ""));
  }

  // Endings, longest first, each with what stays. Folded words: « signalé » is « signale ».
  const ENDINGS = [
    [/(?<=[a-z]{2}pr)(?:endre|ennent|enne|enant|enait|is)$/, 3, "end"],
    [/(?<=[tv])(?:ien(?:t|n|nent|ne|drait?)?|en(?:ir|u|ue|ant|ait|aient|ons|ez))$/, 2, "en"],
    [/(?:ateur|atrice|ation)$/, 4, ""],
    [/(?:issement|issant|issent|issait|issez|ir)$/, 3, "i"],
    [/(?:ement|ment|ance|(?<!pres)ence)$/, 4, ""],
    [/(?:eront|erait|erai|era)$/, 4, ""],
    [/(?:iere|ier)$/, 3, "i"],
    [/(?:euse|eresse)$/, 3, "eur"],
    [/(?:trice)$/, 3, "teur"],
    [/(?:enne)$/, 3, "en"],
    [/(?:elle)$/, 4, "el"],
    [/(?:ette)$/, 4, "et"],
    [/(?:ive)$/, 3, "if"],
    [/(?:(?<!pres)ente?|ante?)$/, 4, ""],
    [/(?:aient|ait|er|ez|ee)$/, 3, ""],
    [/(?:ail)$/, 3, "al"],
    [/eu$/, 4, "eur"],
    [/dre$/, 4, "d"],
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

  return { countEdits, fold, isEmpty, learnEmpty, readKey, readQuery, readTyped, readWords, stem };
})();
