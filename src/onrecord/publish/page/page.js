"use strict";
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const notes = all(".note");
  const visible = (note) => note.offsetParent !== null;
  const keys = document.getElementById("keys");
  const shown = document.getElementById("shown");
  const filters = document.getElementById("filters");
  all(".scripted").forEach((element) => { element.hidden = false; });

  const parts = new Map();
  all("[data-c]").forEach((part) => {
    if (!parts.has(part.dataset.c)) parts.set(part.dataset.c, []);
    parts.get(part.dataset.c).push(part);
  });
  // Beside a long paragraph each note stands level with its words, as far as its neighbours leave it room.
  const wide = matchMedia("(min-width: 60rem)");
  const GAP = 9;
  const level = (row) => {
    const text = row.querySelector(".text"), list = row.querySelector(".notes");
    const there = all(".note", row).filter(visible);
    const top = list.getBoundingClientRect().top;
    const heights = there.map((note) => note.offsetHeight);
    const room = text.offsetHeight - heights.reduce((sum, height) => sum + height + GAP, -GAP);
    if (!wide.matches || room <= 0) return there.map((note) => [note, ""]);
    const tops = there.map((note) => (parts.get(note.id) || [text])[0].getBoundingClientRect().top - top);
    for (let i = 0, end = -GAP; i < there.length; i += 1) end = (tops[i] = Math.max(tops[i], end + GAP)) + heights[i];
    for (let i = there.length - 1, end = text.offsetHeight; i >= 0; i -= 1) {
      tops[i] = Math.max(0, Math.min(tops[i], end - heights[i]));
      end = tops[i] - GAP;
    }
    return there.map((note, i) => [note, `${tops[i] - (i ? tops[i - 1] + heights[i - 1] : 0)}px`]);
  };
  const settle = (rows) => rows.flatMap(level).forEach(([note, margin]) => { note.style.marginTop = margin; });
  const rows = all(".row").filter((row) => row.querySelector(".note"));
  const settleAll = () => settle(rows);
  settleAll();
  addEventListener("resize", settleAll);
  addEventListener("load", settleAll);
  rows.forEach((row) => row.addEventListener("toggle", () => settle([row]), true));

  let lit = [];
  const light = (id) => {
    lit.forEach((element) => element.classList.remove("lit"));
    const note = id && document.getElementById(id);
    lit = note ? [note, ...(parts.get(id) || [])] : [];
    lit.forEach((element) => element.classList.add("lit"));
  };
  const claimAt = (target) => {
    const part = target.closest && target.closest("[data-c], .note");
    return part ? part.dataset.c || part.id : null;
  };
  const focused = () => claimAt(document.activeElement);
  document.addEventListener("pointerover", (event) => light(claimAt(event.target) || focused()));
  document.addEventListener("focusin", (event) => light(claimAt(event.target)));

  const open = (id) => {
    const target = id && document.getElementById(id);
    if (!target) return null;
    for (let element = target; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
    }
    const details = target.classList.contains("note") && target.querySelector("details");
    if (details) details.open = true;
    return target;
  };
  const go = (note) => {
    note.querySelector("summary").focus({ preventScroll: true });
    const words = (parts.get(note.id) || [note])[0];
    const box = words.getBoundingClientRect();
    const beside = note.getBoundingClientRect();
    const top = Math.min(box.top, beside.top), bottom = Math.max(box.bottom, beside.bottom);
    if (top < 0 || bottom > innerHeight) scrollBy(0, top - innerHeight / 4);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      const target = open(decodeURIComponent(link.hash.slice(1)));
      if (target && target.classList.contains("note")) setTimeout(() => go(target));
      return;
    }
    const words = event.target.closest("mark");
    if (words && getSelection().isCollapsed) {
      const note = document.getElementById(words.dataset.c);
      if (note && visible(note)) { open(note.id); go(note); }
    }
  });
  if (location.hash) open(decodeURIComponent(location.hash.slice(1)));

  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || !keys || !keys.checked) return;
    const there = notes.filter(visible);
    if (!there.length) return;
    event.preventDefault();
    const current = there.findIndex((note) => note.id === focused());
    let next = current + step;
    if (current < 0) {
      const below = there.findIndex((note) => note.getBoundingClientRect().top >= 0);
      next = (below < 0 ? there.length : below) - (step < 0 || below < 0 ? 1 : 0);
    }
    if (there[next]) go(there[next]);
  });

  const count = () => {
    settleAll();
    const number = notes.filter(visible).length;
    shown.textContent = number === notes.length ? "" : `${number} of ${notes.length} claims shown`;
  };
  if (filters) {
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("change", count);
    filters.addEventListener("reset", () => setTimeout(count));
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details.group:not([open])");
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));
})();
