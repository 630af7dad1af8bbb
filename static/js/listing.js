// Live facets: a change fetches the address that the form would ask for and swaps the parts that differ.
(() => {
  const form = document.querySelector("[data-listing]");
  const toggle = document.querySelector("[data-listing-toggle]");
  const results = document.getElementById("results");
  if (!form || !results) return;
  const state = document.getElementById("listing-state");
  const SLOW = 500; // milliseconds until the reader is told that something is going on
  let shown = location.search;
  let request;
  let timer;
  form.classList.add("live");

  // By parameter and value, as the site writes its addresses: any other order would be answered by a redirect. Pairs are
  // sorted as "name,value", and no name holds anything that comes before a comma.
  function address() {
    const chosen = [...new FormData(form)].filter(([, value]) => value.trim());
    const query = new URLSearchParams(chosen.sort()).toString();
    return form.getAttribute("action") + (query && `?${query}`);
  }

  // The same control in another page: checkboxes are known by what they stand for.
  function twin(page, { id, name, value }) {
    return page.querySelector(id ? `#${id}` : `#filters [name="${name}"][value="${CSS.escape(value)}"]`);
  }

  function take(page) {
    for (const part of document.querySelectorAll("[data-swap]")) {
      const fresh = page.getElementById(part.id);
      if (fresh) part.replaceChildren(...fresh.childNodes);
    }
    // A facet stands here as long as something of it is chosen, or the reader is in it.
    for (const facet of form.querySelectorAll("fieldset")) {
      if (!page.getElementById(facet.id) && !facet.contains(document.activeElement)) facet.remove();
    }
    for (const facet of page.querySelectorAll("#filters fieldset")) {
      if (!document.getElementById(facet.id)) form.querySelector(".rare, .apply").before(facet.cloneNode(true));
    }
    // What was found and chosen once may not stand here any more when the reader comes back to it.
    for (const chosen of page.querySelectorAll("#filters input:checked")) {
      if (twin(document, chosen)) continue;
      form.querySelector(`[name="${chosen.name}"]`)?.closest("ul").append(chosen.closest("li").cloneNode(true));
    }
    for (const field of form.elements) {
      const fresh = twin(page, field);
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

  // Where the reader looks, in sight wherever she is on the page.
  function say(words, again) {
    state.textContent = words;
    if (!again) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: state.dataset.again });
    button.addEventListener("click", () => {
      results.focus({ preventScroll: true });
      again();
    });
    state.append(" ", button);
  }

  async function show(url, remember) {
    const own = (request = new AbortController());
    const slow = setTimeout(() => say(state.dataset.slow), SLOW);
    results.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal: own.signal });
      if (!response.ok) throw response;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (own.signal.aborted) return;
      take(page);
      if (remember) history.pushState(null, "", response.url);
      shown = location.search;
      say("");
    } catch (problem) {
      if (own.signal.aborted) return;
      if (problem instanceof Response) location.assign(url);
      else say(state.dataset.gone, () => show(url, remember));
    } finally {
      clearTimeout(slow);
      if (own === request) results.removeAttribute("aria-busy");
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
