// The script of an offline pack: searches its articles, narrows them by facets, and stores nothing.
(() => {
  const form = document.getElementById("find");
  const seek = document.getElementById("q");
  const contents = document.getElementById("contents");
  const state = form.querySelector("[role=status]");
  const all = state.textContent;
  const list = (selector, within) => [...(within || document).querySelectorAll(selector)];

  const lines = new Map(list("#contents a").map((link) => [link.hash, link.closest("li")]));
  const articles = list("article").map((element) => ({
    element,
    line: lines.get(`#${element.id}`),
    values: new Set(element.dataset.v.split(" ")),
    text: "",
  }));
  const facets = list("fieldset", form).map((set) => ({
    chosen: set.parentNode.querySelector("summary span"),
    boxes: list("input", set).map((box) => ({ box, label: box.parentNode, count: box.parentNode.querySelector("b") })),
  }));

  // Spellings of one word become the same, as the site's own search folds them: case, marks, letters typed for others.
  // Its table of letters comes with the page. The final sigma is a matter of case.
  const { marks, alike, between } = JSON.parse(form.dataset.letters);
  const MARKS = new RegExp(`[${marks}]`, "g");
  const BETWEEN = new RegExp(`[${between}]`, "g");
  const BREVES = /([^\u0438])\u0306/g;
  const ALIKE = new RegExp(`[${Object.keys(alike).join("")}]`, "g");
  const DIGITS = /[\u0660-\u0669\u06f0-\u06f9]|([\u0966-\u096f\u09e6-\u09ef])/g;
  function fold(text) {
    return text
      .normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD")
      .replace(MARKS, "").replace(BREVES, "$1")
      .replace(ALIKE, (letter) => alike[letter]).replace(/ς/g, "σ")
      .replace(DIGITS, (digit, indic) => (digit.charCodeAt() - (indic ? 6 : 0)) & 15)
      .normalize("NFC");
  }

  function wanted() {
    return fold(seek.value).split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  }

  // What an article says, without our own words for what is asked and not answered.
  function said(element) {
    const copy = element.cloneNode(true);
    for (const ours of list("dt, h3:not([dir]), h4, .silence, .empty, .colophon", copy)) ours.remove();
    const text = fold(copy.textContent);
    return text + text.replace(BETWEEN, ""); // Sanaa is found where Sana'a stands
  }

  function holds(article, words) {
    if (words.length && !article.text) article.text = said(article.element);
    return words.every((word) => article.text.includes(word));
  }

  // Any value of a facet, and every facet. A facet's own choices are left out of its counts, so its neighbours stay.
  function show() {
    const words = wanted();
    const chosen = facets.map(({ boxes }) => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value));
    const counts = new Map();
    let shown = 0;
    for (const article of articles) {
      const found = holds(article, words);
      const missed = facets.filter((_, n) => chosen[n].length && !chosen[n].some((value) => article.values.has(value)));
      article.element.hidden = !found || missed.length > 0;
      if (article.line) article.line.hidden = article.element.hidden;
      if (!article.element.hidden) shown += 1;
      if (!found || missed.length > 1) continue;
      for (const facet of missed.length ? missed : facets) {
        for (const { box } of facet.boxes) {
          if (article.values.has(box.value)) counts.set(box, (counts.get(box) || 0) + 1);
        }
      }
    }
    facets.forEach(({ boxes, chosen: words }, n) => {
      words.textContent = chosen[n].length ? `(${chosen[n].length})` : "";
      for (const { box, label, count } of boxes) {
        count.textContent = counts.get(box) || 0;
        label.classList.toggle("none", !counts.get(box));
      }
    });
    const narrowed = words.length || chosen.some((values) => values.length);
    const now = narrowed ? state.dataset.words.replace("{n}", shown) : all;
    if (state.textContent !== now) state.textContent = now;
  }

  let timer;
  function later() {
    clearTimeout(timer);
    timer = setTimeout(show, 250);
  }

  seek.addEventListener("input", later);
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    contents.focus();
  });

  // A link leads to an article even when it is narrowed away.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.hidden) return;
    form.reset();
    show();
    target.scrollIntoView();
  });

  function close() {
    document.title = "";
    document.body.textContent = "";
    location.replace("about:blank");
  }

  let presses = [];
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    const now = Date.now();
    presses = event.key === "Shift" ? [...presses.filter((then) => now - then < 3000), now] : [];
    if (presses.length === 3) close();
  });
  for (const one of list("[data-close]")) one.hidden = false;
  document.querySelector("button[data-close]").addEventListener("click", close);

  form.hidden = false;
  document.body.classList.add("scripted");
  const folded = list(".about, .facets");
  for (const one of folded) one.open = matchMedia("(min-width: 60rem)").matches;
  addEventListener("beforeprint", () => { folded[0].open = true; });
  form.reset();
})();
