// A facet that has more values than stand beside the list gets a box: what is typed finds among all of them. The site
// itself looks, so that letters are folded as in its searches. Without this, a link leads to the page of all values.
(() => {
  const PAUSE = 200;
  const MOST = 20;

  for (const more of document.querySelectorAll("[data-find]")) findIn(more);

  function findIn(more) {
    const list = more.previousElementSibling;
    const label = Object.assign(document.createElement("label"), { className: "find", textContent: more.dataset.find });
    const box = Object.assign(document.createElement("input"), { type: "search", maxLength: 100, autocomplete: "off" });
    const said = document.createElement("p");
    let request;
    let timer;
    said.setAttribute("role", "status");
    label.append(box);
    list.before(label, said);

    const boxOf = (item) => item.querySelector("input");

    function clear() {
      clearTimeout(timer);
      request?.abort();
      box.value = said.textContent = "";
      for (const item of [...list.children]) {
        item.hidden = false;
        if ("found" in item.dataset && !boxOf(item).checked) item.remove();
      }
    }

    async function find() {
      const own = (request = new AbortController());
      const url = new URL(more.querySelector("a").href);
      url.searchParams.set("find", box.value.trim());
      url.searchParams.sort();
      try {
        const response = await fetch(url, { signal: own.signal });
        if (!response.ok) return;
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        if (!own.signal.aborted) show([...page.querySelectorAll("[data-value]")].slice(0, MOST), page);
      } catch {
        // The values that stood here still do, and the link to all of them.
      }
    }

    function show(found, page) {
      const wanted = new Set(found.map((one) => one.dataset.value));
      for (const item of [...list.children]) {
        item.hidden = !wanted.has(boxOf(item).value) && !boxOf(item).checked;
        if (item.hidden && "found" in item.dataset) item.remove();
      }
      const standing = new Set([...list.children].map((item) => boxOf(item).value));
      list.append(...found.filter((one) => !standing.has(one.dataset.value)).map(asBox));
      said.textContent = page.getElementById("found").textContent;
    }

    function asBox(one) {
      const item = list.firstElementChild.cloneNode(true);
      const [value, count] = [one.dataset.value, one.querySelector("b").textContent];
      item.hidden = false;
      item.dataset.found = "";
      item.firstElementChild.classList.toggle("none", count === "0");
      Object.assign(boxOf(item), { value, checked: false });
      const { textContent, lang, dir } = one.querySelector("a");
      Object.assign(item.querySelector("span"), { textContent, lang, dir });
      item.querySelector("b").textContent = count;
      return item;
    }

    box.addEventListener("input", () => {
      if (!box.value.trim()) return clear();
      clearTimeout(timer);
      request?.abort();
      timer = setTimeout(find, PAUSE);
    });

    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") clear();
      if (event.key !== "Enter") return;
      event.preventDefault(); // it is not the button of the form
      boxOf(list.querySelector("li:not([hidden])") ?? list)?.focus();
    });

    // What is typed here is no choice; a choice of another facet changes the figures of what was found.
    box.addEventListener("change", (event) => event.stopPropagation());
    box.form.addEventListener("change", (event) => list.contains(event.target) || clear());
  }
})();
