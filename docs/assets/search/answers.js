// What a query asks, and of what; who to call for somebody in danger. The sentences are in search/index.js.
const createAnswers = (() => {
  const { fold, isEmpty, readKey, readQuery, readWords, stem } = french;

  // What can be asked, by the words that ask it; where several are asked, the first that the subject answers.
  const ASKED = {
    outcome: "bilan suite devenu devenue devenir résultat appliquée appliqué réalisée réalisé tenue atteint abouti reste sait",
    before: "avant jusqu",
    due: "échéance délai quand date limite",
    lead: "pilote dirige conduit responsable chargé charge occupe",
    public: "adresse destinée vise bénéficiaire bénéficie",
    law: "loi juridique article",
    figure: "chiffre chiffrée coûte coût montant cible",
    place: "axe",
    axis: "axe",
    theme: "thème",
    duty: "doit doivent devait rôle obligation",
    count: "combien nombre",
    about: "axe mesure mesures concerne concernent concernant cite citent compte rapport parle parlent quoi texte finir",
  };
  const WORDS = new Map(); // stem → what it asks
  for (const [asked, words] of Object.entries(ASKED)) {
    for (const word of readWords(words)) WORDS.set(root(word), [...(WORDS.get(root(word)) ?? []), asked]);
  }
  const PERSONAL = new Set("je j me m moi mon ma mes nous notre nos".split(" "));
  const OWNER = new Set("mon ma mes notre nos son sa ses".split(" "));
  const MOST = 4; // numbers to call

  function root(word) {
    return stem(fold(word));
  }

  /** The words of a text, empty ones and elided letters too. */
  function listWords(text) {
    return fold(text.normalize("NFKC")).match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  /** A word of danger in its one form: « frappent », « frappée » and « frapper » are « frappe ». */
  function plain(word) {
    return word.replace(/s$/, "").replace(/(?<=[eiu])e$/, "").replace(/(?:ent|er|ait|aient)$/, "e");
  }

  function spell(words) {
    return ` ${words.map(plain).join(" ")} `;
  }

  function create({ documents, subjects, services, dangers }, nameRecords) {
    const named = new Map();
    for (const subject of subjects) {
      for (const name of subject.names.length > 0 ? subject.names : [""]) named.set(readKey(name), subject); // "": the plan
    }
    // What a measure is about is in its own words; its sentences have « ¤ » for its number.
    const answersOf = ({ kind, names: [number] = [], title, more, answers }) => {
      if (kind !== "measure") return answers;
      const about = more ? title.replace(/:.*/, () => `: ${more}`) : title;
      const numbered = Object.entries(answers).map(([asked, [sentence, url]]) => [asked, [sentence.replace("¤", number), url]]);
      return { ...Object.fromEntries(numbered), about: [about, ""] };
    };
    const findSubjects = (words) => {
      const key = words.map(root).join(" ");
      return [...(named.has(key) ? [named.get(key)] : []), ...nameRecords(key).filter(({ answers }) => answers)];
    };

    /** Answer for an actor and a date, an axis or a theme; undefined for other pairs. */
    const cross = (actor, other) => {
      if (actor.kind !== "actor") return undefined;
      if (other.kind === "deadline" || !other.kind) return say(actor.answers.due, actor.url);
      if (other.kind !== "axis" && other.kind !== "theme") return undefined;
      const [, kind, value] = /^(axe|theme)s\/(.+)\/$/.exec(other.url);
      const isIn = ({ context, theme }) => (kind === "axe" ? context[0] === `Axe ${value}` : theme === other.url);
      const concerns = ({ actors = [], unnamed = [] }) => actors.includes(actor.url) || unnamed.includes(actor.url);
      const numbers = documents.filter((one) => one.kind === "measure" && isIn(one) && concerns(one)).map(({ names }) => names[0]);
      const count = numbers.length > 1 ? `${numbers.length}\u00a0mesures` : numbers.length > 0 ? "1\u00a0mesure" : "aucune mesure";
      const list = numbers.length > 0 ? ` (${numbers.join(", ").replace(/, (?=\d+$)/, " et ")})` : "";
      const name = kind === "axe" ? `axe\u00a0${value}` : `thème «\u00a0${other.title}\u00a0»`;
      const address = `mesures/?actor=${actor.url.split("/")[1]}&${kind === "axe" ? "axis" : "theme"}=${value}`;
      return say([`${actor.title}, ${name}\u00a0: ${count}${list}.`, numbers.length > 0 ? address : actor.url]);
    };

    /** Answer a question: the sentence, its address, and the words that it is about; undefined where none fits. */
    const answer = (query) => {
      const list = (word) => WORDS.get(root(word)) ?? [];
      const typed = readWords(query);
      const asked = new Set(typed.flatMap(list));
      if (asked.size === 0) return undefined;
      const has = (pattern) => typed.some((word) => pattern.test(fold(word)));
      const full = readQuery(query).filter((word) => !isEmpty(fold(word)));
      const asks = (word) => list(word).length > 0;
      const [number] = full.filter((word) => /^\d+$/.test(word));
      const before = typed[typed.indexOf(number) - 1] ?? "";
      const wrong = number && /^(?:mesure|axe)s?$/i.test(before) && full.every((word) => word === number || asks(word));
      const isAxis = wrong && /^axe/i.test(before);
      const [plan] = findSubjects([]);
      if (wrong && findSubjects(isAxis ? ["axe", number] : [number]).length === 0) {
        return { ...say(plan.answers[isAxis ? "axis" : "count"]), words: "" };
      }
      const isOfMeasures = has(/^mesures$/) || (asked.has("count") && has(/^(?:mesure|axe|theme)s?$/));
      const answers = (subject, one) => {
        if (!asked.has(one) || !(one in answersOf(subject))) return false;
        if (subject === plan) return isOfMeasures || has(/^plan$/);
        return one !== "about" || isOfMeasures || subject.kind === "measure" || subject.kind === "axis";
      };
      // A word that asks may belong to the name: « loi du 5 mars 2007 ».
      const strip = (left) => full.filter((word) => !asks(word) || list(word).includes(left));
      const rests = [full, strip("law"), strip("place"), strip()];
      for (const rest of rests) {
        for (const subject of findSubjects(rest)) {
          // « dans quel axe est la mesure 1 », « axe 2 »
          if (number && /^(?:axis|measure)$/.test(subject.kind) && (subject.kind === "axis") !== /^axe/i.test(before)) continue;
          const one = Object.keys(ASKED).find((name) => answers(subject, name));
          if (one) return { ...say(answersOf(subject)[one], subject.url), words: rest.join(" ") };
        }
      }
      for (const rest of rests) {
        for (let cut = 1; cut < rest.length; cut += 1) {
          const [firsts, lasts] = [rest.slice(0, cut), rest.slice(cut)].map(findSubjects);
          const crossed = firsts.flatMap((one) => lasts.map((other) => cross(one, other) ?? cross(other, one))).find(Boolean);
          if (crossed) return { ...crossed, words: rest.join(" ") };
        }
      }
      return undefined;
    };

    const words = Object.fromEntries(
      Object.entries(dangers).map(([kind, list]) => [kind, list.map((one) => spell(listWords(one)))]),
    );
    const isIn = (list, typed) => list.some((one) => typed.includes(one));

    /** Tell whether somebody types this for themselves or someone near, about a danger. */
    const isDistress = (typed) => {
      const text = spell(typed);
      const full = typed.filter((word) => !isEmpty(word));
      if (isIn(words.call ?? [], text) || words.alone?.includes(spell(full))) return true;
      const acts = (word) => isIn(words.act ?? [], ` ${plain(word)} `);
      if (typed.some((word) => PERSONAL.has(word)) ? typed.some(acts) : full.length > 0 && full.every(acts)) return true;
      const owned = typed.some((word, index) => OWNER.has(typed[index - 1]) && isIn(words.own ?? [], ` ${plain(word)} `));
      return owned && isIn(words.harm ?? [], text);
    };

    const isName = (text) => /\d{3}/.test(readKey(text)) || readQuery(text).length > 2; // « 17 » is a measure
    const called = new Map(services.map((service) => [service, [service.name, service.number].filter(isName).map(readKey)]));
    const dead = new Map(services.flatMap(({ replaces }) => replaces.map((one) => [readKey(one), one])));

    /** List who to call, the nearest to what was typed after the first; `gone` is a number that was typed and is dead. */
    const findHelp = (query) => {
      const typed = listWords(query);
      const key = readKey(query);
      const gone = dead.get(key);
      const meant = services.filter((service) => called.get(service).includes(key) || service.replaces.includes(gone));
      const danger = isDistress(typed);
      if (!danger && meant.length === 0) return undefined;
      const text = spell(typed);
      const near = services.filter((service) => isIn(service.words.map((word) => spell(listWords(word))), text));
      const list = meant.length > 0 ? meant : [...new Set([services[0], ...near, ...services.filter(({ replaces }) => replaces.length > 0), ...services])];
      return { danger, gone, services: list.slice(0, MOST) };
    };

    return { answer, findHelp };
  }

  /** A sentence with its address, which may be that of its page or of a part of it. */
  function say([sentence, address], page) {
    return { sentence, url: /^(?:#|$)/.test(address) ? page + address : address };
  }

  return create;
})();
