// A search box suggests while one types: a combobox with a list box below it (WAI-ARIA authoring practices).
// Without this it is a plain box of a form. It comes when the reader goes to the box (search.js).
(() => {
  const PAUSE = 150;
  const FEWEST = 2;

  for (const place of document.querySelectorAll("[data-suggest]")) suggestIn(place);

  function suggestIn(place) {
    const box = place.querySelector("input");
    const list = element("div", { role: "listbox", id: `${box.id}-list`, hidden: "", "aria-label": place.dataset.list });
    const said = element("span", { role: "status", class: "visually-hidden" });
    let timer;
    let request;
    let active = -1;
    place.append(list, said);
    const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(attributes)) box.setAttribute(name, value);

    const options = () => [...list.querySelectorAll("[role=option]")];

    function close() {
      clearTimeout(timer);
      request?.abort();
      list.hidden = true;
      said.textContent = "";
      box.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function choose(index) {
      active = index;
      options().forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
      const chosen = options()[index];
      if (chosen) box.setAttribute("aria-activedescendant", chosen.id);
      else box.removeAttribute("aria-activedescendant");
      chosen?.scrollIntoView({ block: "nearest" });
    }

    function show(groups) {
      list.replaceChildren(...groups.map(group));
      options().forEach((option, at) => (option.id = `${list.id}-${at}`));
      const number = options().length;
      list.hidden = !number;
      box.setAttribute("aria-expanded", String(number > 0));
      said.textContent = number ? place.dataset.said.replace("%n", number) : "";
      choose(-1);
    }

    function group({ label, items }, at) {
      const heading = element("div", { id: `${list.id}-of-${at}`, class: "heading" }, label);
      const links = items.map(({ label, url, lang }) => {
        const link = element("a", { role: "option", href: url, tabindex: "-1", dir: "auto", "aria-selected": "false" }, label);
        if (lang) link.lang = lang;
        return link;
      });
      const whole = element("div", { role: "group", "aria-labelledby": heading.id });
      whole.append(heading, ...links);
      return whole;
    }

    async function ask() {
      const own = (request = new AbortController());
      const typed = box.value;
      try {
        const answer = await fetch(`${place.dataset.suggest}?${new URLSearchParams({ q: typed })}`, { signal: own.signal });
        const groups = answer.ok ? await answer.json() : [];
        if (!own.signal.aborted && document.activeElement === box) show(groups);
      } catch {
        // No suggestions: the form works as it is.
      }
    }

    box.addEventListener("input", () => {
      clearTimeout(timer);
      request?.abort();
      if (box.value.trim().length < FEWEST) close();
      else timer = setTimeout(ask, PAUSE);
    });

    box.addEventListener("keydown", (event) => {
      const number = options().length;
      if (list.hidden || !number || event.isComposing) return;
      if (event.key === "ArrowDown") choose(active + 1 < number ? active + 1 : -1);
      else if (event.key === "ArrowUp") choose(active < 0 ? number - 1 : active - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && active >= 0) options()[active].click();
      else return;
      event.preventDefault();
    });

    // Pressing a suggestion must not take the focus from the box before the click counts.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("blur", close);
    box.form?.addEventListener("submit", close);
    if (document.activeElement === box && box.value) box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function element(name, attributes, text = "") {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }
})();
