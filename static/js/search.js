// Suggestions are fetched when somebody goes to a search box: most readers of a page never do.
for (const place of document.querySelectorAll("[data-suggest]")) {
  const { script: src, integrity = "" } = place.dataset;
  place.addEventListener(
    "focusin",
    () => document.head.append(Object.assign(document.createElement("script"), { type: "module", src, integrity })),
    { once: true },
  );
}
