// What was wrong in what was sent is read first.
document.querySelector("[data-first]")?.focus();
