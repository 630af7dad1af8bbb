// What is typed into a form of the staff: kept on the server a moment after one stops, and a question before one leaves
// without having saved. Beside the form stands what says where it is kept; without that address only the question is
// asked. The token is that of the browser's cookie, since signing in again in another tab makes a new one.
(() => {
  const mark = document.querySelector("[data-typed]");
  const form = mark?.closest("form");
  if (!form) return;
  const LOOK = 2000; // milliseconds
  const WAIT = 20000;
  const said = mark.querySelector("output");
  let seen = sent();
  let kept = seen;
  let saved = seen;
  let leaving = false;
  let request;

  function sent() {
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("csrf"));
    return new URLSearchParams(fields).toString();
  }

  function renewToken() {
    const start = `${mark.dataset.cookie}=`;
    const cookie = document.cookie.split("; ").find((one) => one.startsWith(start));
    if (cookie) form.elements.csrfmiddlewaretoken.value = cookie.slice(start.length);
  }

  async function keep(now) {
    request = new AbortController();
    const timer = setTimeout(() => request?.abort(), WAIT);
    renewToken();
    const body = new URLSearchParams(now);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(mark.dataset.typed, { method: "POST", body, signal: request.signal, redirect: "error" });
      const { words } = answer.ok ? await answer.json() : { words: mark.dataset.failed };
      said.textContent = words;
      if (answer.ok) {
        kept = now;
        dispatchEvent(new Event("kept"));
      }
    } catch {
      if (!leaving) said.textContent = mark.dataset.failed;
    }
    clearTimeout(timer);
    request = undefined;
  }

  setInterval(() => {
    const now = sent();
    const isQuiet = now === seen;
    seen = now;
    if (mark.dataset.typed && isQuiet && now !== kept && !request && !leaving) keep(now);
  }, LOOK);

  form.addEventListener("submit", () => {
    leaving = true;
    request?.abort();
    renewToken();
  });

  // Scripts of the admin fill in rows and pickers while the page is read.
  addEventListener("load", () => setTimeout(() => (saved = kept = seen = sent())));
  addEventListener("pageshow", () => (leaving = false));
  addEventListener("beforeunload", (event) => {
    if (navigator.userActivation?.hasBeenActive === false) return; // nobody has touched the page: browsers would not ask
    if (!leaving && (mark.hasAttribute("data-unsaved") || sent() !== saved)) event.preventDefault();
  });
})();
