// The studio's editor over the plain text field: colours, faults in place, cures, completions. The field stays the
// form's own: what is typed here goes into it, and everything works without this script.
(() => {
  const desk = document.getElementById("desk");
  let unsaved = false;
  // Nobody leaves with words that are nowhere else yet: a session may have ended meanwhile.
  desk?.addEventListener("input", () => { unsaved = true; });
  desk?.addEventListener("submit", () => { unsaved = false; });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  const field = document.getElementById("text");
  const host = document.getElementById("editor");
  const beside = document.getElementById("beside");
  if (!desk || !beside) return;
  new MutationObserver(() => { if (beside.querySelector("[name=_version]")) unsaved = false; }).observe(beside, { childList: true });
  if (!field || !host || typeof CodeMirror === "undefined") return;
  const C = CodeMirror;
  const { EditorView } = C;
  const writing = !field.readOnly;

  // A place of the engine (line and column from 1, in characters) as a position in the document.
  const position = (doc, line, column) => {
    const found = doc.line(Math.max(1, Math.min(line, doc.lines)));
    const before = [...found.text].slice(0, column - 1).join("");
    return Math.min(found.from + before.length, found.to);
  };

  const diagnosticsOf = (doc) => [...beside.querySelectorAll("#faults > li")].map((row) => {
    const { line, column, end, level, cureLine, cureColumn, cureEnd, cureText } = row.dataset;
    const from = position(doc, +line, +column);
    const to = Math.max(from, position(doc, +line, +end));
    const made = { from, to, severity: level, message: row.querySelector(".says").textContent };
    if (cureLine === undefined) return made;
    const button = row.querySelector("button[name=do]");
    const start = position(doc, +cureLine, +cureColumn) - from;
    const stop = position(doc, +cureLine, +cureEnd) - from;
    const cure = (view, at) => view.dispatch({ changes: { from: at + start, to: at + stop, insert: cureText } });
    return { ...made, key: button.value, cure, actions: [{ name: button.textContent, apply: cure }] };
  });

  const cureWhere = (view, wanted) => {
    let found;
    C.forEachDiagnostic(view.state, (one, from, to) => { if (!found && one.cure && wanted(one, from, to)) found = [one, from]; });
    found?.[0].cure(view, found[1]);
    return Boolean(found);
  };
  const cureHere = (view) => {
    const here = view.state.doc.lineAt(view.state.selection.main.head);
    return cureWhere(view, (one, from) => from >= here.from && from <= here.to)
      || cureWhere(view, (one, from) => from >= here.from) || cureWhere(view, () => true);
  };
  const check = () => { field.dispatchEvent(new Event("check")); return true; };

  // Where in the definition the cursor is: keys from the outside in, `*` for an entry of a list.
  const shape = (text) => {
    const [, lead, dashes, key] = /^( *)((?:- +)*)(?:([^\s#:][^:]*):(?= |$))?/.exec(text);
    return { lead: lead.length, column: lead.length + dashes.length, dash: Boolean(dashes), key };
  };
  const placeOf = (doc, number) => {
    const path = [];
    const own = shape(doc.line(number).text);
    let column = own.column;
    const enter = (one) => { if (one.dash) { path.unshift("*"); column = one.lead; } };
    enter(own);
    for (let at = number - 1; at > 0 && column > 0; at -= 1) {
      const { text } = doc.line(at);
      if (!text.trim() || text.trim()[0] === "#") continue;
      const one = shape(text);
      if (one.column < column) {
        if (one.key) path.unshift(one.key);
        column = one.column;
        enter(one);
      } else if (one.column === column && path[0] !== "*") enter(one);
    }
    return path;
  };
  const known = (places, path) => path.reduce((made, key) => {
    const next = made ? `${made}/${key}` : key;
    const exists = Object.keys(places).some((place) => place === next || place.startsWith(`${next}/`));
    return exists ? next : made ? `${made}/*` : "*";
  }, "");

  let places = {};
  if (writing) {
    fetch(`${host.dataset.keys}?lang=${host.dataset.lang}`).then((answer) => answer.json()).then((made) => { places = made; });
  }
  const names = (doc) => {
    const found = new Set();
    for (const line of doc.iterLines()) {
      const field = /^ {2}([^\s#:-][^:]*):\s*$/.exec(line) || /^ *- +(?:名称|name): *(.+?)\s*$/.exec(line);
      if (field) found.add(field[1]);
    }
    return [...found].map((label) => ({ label, type: "variable" }));
  };
  const EXPRESSIONS = /^(?:前提|判断|份数|when|holds|copies)$/;
  const complete = (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const word = context.matchBefore(/[^\s:,[\]#.]*/);
    if (/\s#|^#/.test(before) || (!context.explicit && word.from === word.to)) return null;
    const place = places[known(places, placeOf(context.state.doc, line.number))];
    const option = ([label, detail]) => ({ label, detail, type: "keyword" });
    const { key } = shape(line.text);
    if (key && before.includes(":")) {
      if (EXPRESSIONS.test(key)) return { from: word.from, options: names(context.state.doc) };
      const words = place?.words[key] || place?.words["*"];
      return words ? { from: word.from, options: words.map(option) } : null;
    }
    const keys = place?.keys.map((one) => ({ ...option(one), type: "property", apply: `${one[0]}: ` }));
    return keys ? { from: word.from, options: keys } : null;
  };

  const colours = C.HighlightStyle.define([
    { tag: C.tags.definition(C.tags.propertyName), class: "cm-key" },
    { tag: C.tags.comment, class: "cm-note" },
    { tag: [C.tags.content, C.tags.string], class: "cm-value" },
  ]);
  // Signs that nobody sees and that turn the direction of writing come along when text is pasted.
  const visible = (text) => text.normalize("NFC").replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "");
  const view = new EditorView({
    parent: host,
    state: C.EditorState.create({
      doc: field.value,
      extensions: [
        EditorView.cspNonce.of(host.dataset.nonce),
        C.lineNumbers(), C.highlightActiveLineGutter(), C.highlightSpecialChars(), C.history(), C.drawSelection(),
        C.highlightActiveLine(), C.highlightSelectionMatches({ minSelectionLength: 2 }), C.search(), C.lintGutter(), C.yaml(),
        C.syntaxHighlighting(colours), C.indentUnit.of("  "),
        C.autocompletion({ override: [complete] }),
        C.keymap.of([
          { key: "Ctrl-.", run: cureHere }, { key: "Mod-Enter", run: check }, { key: "Mod-s", run: check },
          ...C.completionKeymap, ...C.lintKeymap, ...C.searchKeymap, ...C.historyKeymap, ...C.defaultKeymap,
        ]),
        C.EditorState.readOnly.of(!writing), EditorView.editable.of(writing),
        EditorView.clipboardInputFilter.of(visible),
        EditorView.contentAttributes.of({
          "aria-label": document.querySelector("label[for=text]").textContent, "aria-describedby": "text-how",
          tabindex: "0",
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          field.value = update.state.doc.toString();
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }),
      ],
    }),
  });
  host.hidden = false;
  field.hidden = true;
  document.querySelector(".keys")?.removeAttribute("hidden");

  const mark = () => view.dispatch(C.setDiagnostics(view.state, diagnosticsOf(view.state.doc)));
  new MutationObserver(mark).observe(beside, { childList: true });
  mark();
  beside.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goto]");
    const button = event.target.closest("button[value^='cure:']");
    if (link) {
      const at = position(view.state.doc, +link.dataset.goto, 1);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    } else if (!button || !cureWhere(view, (one) => one.key === button.value)) return;
    event.preventDefault();
  });
})();
