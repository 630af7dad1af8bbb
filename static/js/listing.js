"use strict";
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
    // In the one order that the site knows: any other would be answered by a redirect.
    const chosen = [...new FormData(form)].filter(([, value]) => value.trim()).sort();
    const query = new URLSearchParams(chosen).toString();
    return form.getAttribute("action") + (query && `?${query}`);
  }

  function take(page) {
    for (const part of document.querySelectorAll("[data-swap]")) {
      const fresh = page.getElementById(part.id);
      if (fresh) part.replaceChildren(...fresh.childNodes);
    }
    for (const field of form.elements) {
      const fresh = field.id && page.getElementById(field.id);
      if (!fresh) continue;
      if (field.type !== "checkbox") {
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

  form.addEventListener("change", () => {
    request?.abort();
    clearTimeout(timer);
    timer = setTimeout(() => show(address(), true), 200);
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (toggle) toggle.open = false;
    results.focus();
    results.scrollIntoView();
  });

  addEventListener("popstate", () => {
    if (location.search === shown) return;
    request?.abort();
    clearTimeout(timer);
    show(location.href, false);
  });
})();
