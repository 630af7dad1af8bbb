// A button that prints the page: without script there is none, and the browser's own command does the same.
for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.firstElementChild.addEventListener("click", () => window.print());
}
