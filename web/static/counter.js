// The counter by keyboard. Every key has a visible control of its own; without this script all of them work.
(() => {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;
  const MARKS = { 1: "sound", 2: "flawed", 3: "absent", 0: "unseen" };
  const undone = [];
  const rows = () => [...sheet.querySelectorAll(".mat")];
  const checked = (row) => row.querySelector(".tri input:checked");
  const typing = (spot) => spot.matches("textarea, select, input:not([type=radio], [type=checkbox])");
  let here = -1;

  const go = (index) => {
    const all = rows();
    if (!all.length) return;
    here = Math.max(0, Math.min(index, all.length - 1));
    all.forEach((row, number) => row.classList.toggle("here", number === here));
    (checked(all[here]) || all[here].querySelector(".tri input")).focus();
  };
  const unseen = () => {
    const all = rows();
    const waits = (row) => checked(row)?.value === "unseen";
    const after = all.findIndex((row, number) => number > here && waits(row));
    return after >= 0 ? after : all.findIndex(waits);
  };
  const choose = (name, value) => {
    const radio = [...sheet.elements].find((each) => each.name === name && each.value === value);
    if (!radio) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = (value) => {
    const row = rows()[here];
    if (!row) return;
    const before = checked(row);
    undone.push([before.name, before.value]);
    choose(before.name, value);
    const next = unseen();
    go(value === "flawed" || value === "unseen" || next < 0 ? here : next);
  };
  const undo = () => {
    const last = undone.pop();
    if (!last) return;
    choose(...last);
    go(rows().findIndex((row) => checked(row)?.name === last[0]));
  };
  const open = (id) => {
    const fold = document.getElementById(id);
    fold.open = !fold.open;
    fold.querySelector("summary").focus();
  };
  const press = (key) => document.querySelector(`[data-key="${key}"]`)?.click();
  const onward = (spot) => {
    const fields = [...sheet.querySelectorAll("input, select")].filter((each) => typing(each) && each.offsetParent);
    const next = fields[fields.indexOf(spot) + 1];
    const row = next?.closest(".mat");
    if (next && row === spot.closest(".mat")) next.focus();
    else go(spot.closest(".mat") ? Math.max(unseen(), here) : here);
  };

  const ALWAYS = { F8: () => press("F8"), F9: () => press("F9"), F1: () => open("why") };
  const OUTSIDE = {
    ArrowUp: () => go(here - 1), ArrowDown: () => go(here + 1),
    "?": () => open("keys"), "/": () => { location.href = "/counter"; },
  };
  document.addEventListener("keydown", (event) => {
    const spot = event.target;
    if (event.isComposing || event.altKey || event.metaKey) return;
    const inside = typing(spot);
    let act = ALWAYS[event.key];
    if (event.ctrlKey) act = event.key === "z" && !inside ? undo : undefined;
    else if (!act && inside && sheet.contains(spot)) {
      if (event.key === "Escape") act = () => go(here);
      else if (event.key === "Enter" && !spot.matches("textarea")) act = () => onward(spot);
    } else if (!act && !inside) act = event.key in MARKS ? () => mark(MARKS[event.key]) : OUTSIDE[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  sheet.addEventListener("focusin", (event) => {
    const at = rows().indexOf(event.target.closest(".mat"));
    if (at < 0) return;
    here = at;
    rows().forEach((row, number) => row.classList.toggle("here", number === here));
  });
  // What was just marked is sent a moment later; an act waits until all of it has arrived.
  let sending = 0;
  let changed = -Infinity;
  const arrived = () => !sending && performance.now() - changed > 200;
  const once = (key, until) => {
    const act = document.querySelector(`[data-key="${key}"]`);
    if (arrived()) act?.click();
    else if (performance.now() > until) location.assign(act.href);
    else setTimeout(once, 50, key, until);
  };
  sheet.addEventListener("change", () => { changed = performance.now(); });
  document.addEventListener("htmx:before:request", () => { sending += 1; });
  document.addEventListener("htmx:finally:request", () => { sending = Math.max(0, sending - 1); });
  document.addEventListener("click", (event) => {
    const act = event.target.closest(".beside a[data-key][href]");
    if (!act || !sheet.hasAttribute("hx-post") || arrived()) return;
    event.preventDefault();
    act.setAttribute("aria-busy", "true");
    once(act.dataset.key, performance.now() + 10000);
  });
  // A link to a gap on the sheet goes to the mark or field itself, so that the next key means it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('.beside a[href^="#s"]');
    const spot = link && document.getElementById(link.hash.slice(1));
    if (!spot) return;
    event.preventDefault();
    (spot.matches("fieldset") ? checked(spot.closest(".mat")) : spot).focus();
  });
  if (!document.querySelector(".confirm") && !document.getElementById("problems")) go(Math.max(unseen(), 0));
})();
