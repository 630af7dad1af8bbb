// Live facets: a change fetches the address that the form would ask for and swaps the parts that differ.
(() => {
  const form = document.querySelector("[data-listing]");
  const toggle = document.querySelector("[data-listing-toggle]");
  const results = document.getElementById("results");
  if (!form || !results) return;
  let shown = location.search;
  let request;
  let timer;

  function address() {
    const chosen = [...new FormData(form)].filter(([, value]) => value.trim());
    const query = new URLSearchParams(chosen.sort(inOrder)).toString();
    return form.getAttribute("action") + (query && `?${query}`);
  }

  // By parameter and value, as the site writes its addresses: any other order would be answered by a redirect.
  function inOrder([name, value], [otherName, otherValue]) {
    if (name !== otherName) return name < otherName ? -1 : 1;
    return value < otherValue ? -1 : value > otherValue ? 1 : 0;
  }

  function take(page) {
    for (const part of document.querySelectorAll("[data-swap]")) {
      const fresh = page.getElementById(part.id);
      if (fresh) part.replaceChildren(...fresh.childNodes);
    }
    // What was found and chosen once may not stand here any more when the reader comes back to it.
    for (const chosen of page.querySelectorAll("#filters input:checked")) {
      if (document.getElementById(chosen.id)) continue;
      form.querySelector(`[name="${chosen.name}"]`)?.closest("ul").append(chosen.closest("li").cloneNode(true));
    }
    for (const field of form.elements) {
      const fresh = field.id && page.getElementById(field.id);
      if (!fresh) {
        if (field.type === "checkbox") field.checked = false;
        continue;
      }
      if (field.type !== "checkbox") {
        if (field.options) field.replaceChildren(...[...fresh.options].map((option) => option.cloneNode(true)));
        field.value = fresh.value;
        continue;
      }
      const [label, freshLabel] = [field.closest("label"), fresh.closest("label")];
      field.checked = fresh.checked;
      label.className = freshLabel.className;
      label.lastElementChild.textContent = freshLabel.lastElementChild.textContent;
    }
  }

  async function show(url, remember) {
    const own = (request = new AbortController());
    results.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal: own.signal });
      if (!response.ok) throw response;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (own.signal.aborted) return;
      take(page);
      if (remember) history.pushState(null, "", response.url);
      shown = location.search;
      results.removeAttribute("aria-busy");
    } catch (problem) {
      if (!own.signal.aborted) location.assign(url);
    }
  }

  function later(pause) {
    request?.abort();
    clearTimeout(timer);
    timer = setTimeout(() => show(address(), true), pause);
  }

  form.addEventListener("change", () => later(200));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (toggle) toggle.open = false;
    results.focus();
    results.scrollIntoView();
    if (new URL(address(), location.href).search !== location.search) later(0);
  });

  addEventListener("popstate", () => {
    if (location.search === shown) return;
    request?.abort();
    clearTimeout(timer);
    show(location.href, false);
  });
})();
