// Finds items on the start page of a site without a server: the same index and the same ranking as `yici search`.
(() => {
  const box = document.getElementById("find");
  if (!box) return;
  const at = (name) => box.dataset.index.replace(/[^/]*$/, "") + name;
  const sum = (steps) => { let before = 0; return steps.map((step) => (before += step)); };
  const single = (term) => (term[0] === "'" ? !term.includes(" ") : [...term].length === 1 && term > "\x7f");
  const bonus = (term) => term[0] === "#" && term.endsWith(".");
  const view = (term) => (term[0] === "'" ? 1 : term[0] === "#" ? 2 : term < "\x7f" ? 3 : 0);
  let ready;

  const load = () => (ready ||= fetch(box.dataset.index).then((answer) => answer.json()).then(async (head) => {
    const parts = await Promise.all(head.files.map((name) => fetch(at(name)).then((answer) => answer.json())));
    return merged(head, parts);
  }));

  // Several indexes become one: documents and texts are numbered on, weights follow from the whole.
  const merged = (head, parts) => {
    const index = { ...head, documents: [], texts: [], postings: new Map(), weights: new Map() };
    for (const part of parts) {
      const documents = index.documents.length, texts = index.texts.length;
      index.documents.push(...part.documents);
      index.texts.push(...part.texts.map(([document, worth]) => [document + documents, worth]));
      for (const [term, steps] of Object.entries(part.postings)) {
        const found = sum(steps).map((text) => text + texts);
        index.postings.set(term, (index.postings.get(term) || []).concat(found));
      }
    }
    const factor = (term) => (single(term) ? head.single : term[0] === "#" && term.length === 3 ? 0.5 : 1);
    index.factor = factor;
    index.lengths = [0, 1, 2, 3].map(() => new Float64Array(index.texts.length));
    for (const [term, found] of index.postings) {
      const weight = factor(term) * Math.log(1 + index.texts.length / found.length);
      index.weights.set(term, weight);
      for (const text of found) index.lengths[view(term)][text] += weight;
    }
    index.syllables = new Set([...index.postings.keys()].filter((t) => t[0] === "'" && !t.includes(" ")).map((t) => t.slice(1)));
    return index;
  };

  const RUNS = /[\u3400-\u9fff\u{20000}-\u{3ffff}]+|[a-z0-9]+/gu;
  const runs = (text) => {
    const found = text.normalize("NFKC").toLowerCase().match(RUNS) || [];
    return [found.filter((run) => run > "\x7f"), found.filter((run) => run < "\x7f")];
  };
  const wide = (found) => found.flatMap((run) => { const signs = [...run]; return [...signs, ...signs.slice(1).map((sign, n) => signs[n] + sign)]; });
  const latin = (words, aside) => words.filter((word) => !aside.includes(word))
    .map((word) => (word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word));
  const syllables = (found) => [...found.map((one) => `'${one}`), ...found.slice(1).map((one, n) => `'${found[n]} ${one}`)];
  const initials = (letters, least) => {
    const terms = [];
    for (let length = least; length < 4; length += 1) for (let n = 0; n + length <= letters.length; n += 1) terms.push(`#${letters.slice(n, n + length)}`);
    if (letters.length > 1) terms.push(`#${letters}.`);
    return terms;
  };
  const segmented = (letters, known) => {
    const best = [[]];
    for (let end = 1; end <= letters.length; end += 1) for (let start = Math.max(0, end - 6); start < end; start += 1) {
      const before = best[start], syllable = letters.slice(start, end);
      if (before && known.has(syllable) && (!best[end] || before.length + 1 < best[end].length)) best[end] = [...before, syllable];
    }
    for (let end = letters.length; end > 0; end -= 1) {
      if (best[end] && (end === letters.length || [...known].some((one) => one.startsWith(letters.slice(end))))) return best[end];
    }
    return null;
  };

  const readings = (index, words) => {
    let rest = words.normalize("NFKC").toLowerCase();
    for (const aside of index.aside) rest = rest.replaceAll(aside, " ");
    if (!runs(rest).some((found) => found.length)) rest = words;
    const [han, letters] = runs(rest), common = wide(han);
    if (!letters.length) return [common];
    const whole = letters.join(""), ways = [latin(letters, index.aside_en)];
    if (/^[a-z]+$/.test(whole)) {
      const cut = segmented(whole, index.syllables);
      if (cut && cut.length) ways.push(syllables(cut));
      if (whole.length >= 2 && whole.length <= index.most_initials) ways.push(initials(whole, Math.min(whole.length, 3)));
    }
    const telling = ways.filter((way) => way.some((term) => index.postings.has(term)));
    return (telling.length ? telling : ways.slice(0, 1)).map((way) => [...common, ...way]);
  };

  const scores = (index, terms) => {
    const asked = [...new Set(terms)];
    let known = asked.filter((term) => index.postings.has(term));
    const pairs = known.filter((term) => !single(term)).length;
    const frequent = index.texts.length * (pairs === 0 ? 1 : pairs <= index.few ? index.frequent : 0);
    known = known.filter((term) => !single(term) || index.postings.get(term).length <= frequent);
    if (!known.length) return new Map();
    const strange = asked.filter((term) => !index.postings.has(term) && !bonus(term));
    const said = known.filter((term) => !bonus(term)).reduce((all, term) => all + index.weights.get(term), 0);
    const whole = said + index.strange * Math.log(1 + index.texts.length) * strange.reduce((all, term) => all + index.factor(term), 0) || 1;
    const views = [...new Set(known.map(view))].map((number) => index.lengths[number]);
    const matched = new Map();
    for (const term of known) for (const text of index.postings.get(term)) matched.set(text, (matched.get(text) || 0) + index.weights.get(term));
    const best = new Map(), sums = new Map();
    for (const [text, weight] of matched) {
      const [document, worth] = index.texts[text], share = weight / whole;
      const length = views.reduce((all, lengths) => all + lengths[text], 0);
      const score = worth * share * (index.own + (1 - index.own) * weight / length);
      sums.set(document, (sums.get(document) || 0) + score);
      if (score > (best.get(document) || [0])[0]) best.set(document, [score, share]);
    }
    return new Map([...best].map(([document, [score, share]]) => [document, [score + index.others * Math.min(sums.get(document) - score, score), share]]));
  };

  const find = async (words) => {
    const index = await load(), found = new Map();
    const wanted = [...words.normalize("NFKC").toLowerCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign)).join("");
    index.documents.forEach(([code], number) => {
      const plain = code.toLowerCase().replace(/[^a-z0-9]/g, "");
      if (plain === wanted) found.set(number, [3, 1]);
      else if (wanted.length >= 3 && plain.includes(wanted)) found.set(number, [plain.startsWith(wanted) ? 2.5 : 2, 1]);
    });
    for (const reading of readings(index, words.slice(0, 100))) for (const [document, one] of scores(index, reading)) {
      if (one[0] > (found.get(document) || [-1])[0]) found.set(document, one);
    }
    const ranked = [...found].sort((a, b) => Math.round(b[1][0] * 1e4) - Math.round(a[1][0] * 1e4) || (index.documents[a[0]][0] < index.documents[b[0]][0] ? -1 : 1));
    return ranked.filter(([, one]) => one[1] >= index.enough).slice(0, 10).map(([number]) => index.documents[number]);
  };
  box.find = find;

  const label = document.createElement("label"), field = document.createElement("input"), list = document.createElement("ul"), said = document.createElement("p");
  label.textContent = box.dataset.label; label.htmlFor = field.id = "words"; label.className = "lead";
  field.type = "search"; field.className = "field"; field.placeholder = box.dataset.hint; field.autocomplete = "off"; field.maxLength = 100;
  list.className = "cards"; said.setAttribute("aria-live", "polite"); said.className = "muted";
  let turn = 0;
  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", async () => {
    const mine = (turn += 1), words = field.value.trim(), hits = words ? await find(words) : [];
    if (mine !== turn) return;
    said.textContent = words && !hits.length ? box.dataset.none.replace("{words}", words) : "";
    list.replaceChildren(...hits.map(([code, zh, en, department]) => {
      const row = document.createElement("li"), link = document.createElement("a"), where = document.createElement("p");
      link.href = `${box.dataset.items}${code}.html`; link.textContent = box.dataset.n === "1" ? en : zh;
      where.className = "muted small"; where.textContent = department;
      row.append(link, where);
      return row;
    }));
  });
  const line = document.createElement("div");
  line.className = "find"; line.append(field);
  box.append(label, line, said, list);
})();
