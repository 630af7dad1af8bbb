// Leave this site: the link, or Shift three times, empties the page at once and replaces it. The history before it stays.
(() => {
  const link = document.querySelector("[data-leave]");
  if (!link) return;
  let presses = [];

  function leave() {
    document.title = link.hostname;
    document.body.replaceChildren();
    location.replace(link.href);
  }

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    const now = Date.now();
    presses = event.key === "Shift" ? [...presses.filter((then) => now - then < 3000), now] : [];
    if (presses.length === 3) leave();
  });
})();
