// The end of a session of the staff is told five minutes before it comes, with a button that puts it off, if anything
// does; once it came, one signs in again in a new tab, and comes back to what was typed.
(() => {
  const mark = document.querySelector("[data-session]");
  if (!mark) return;
  const SOON = 300; // seconds
  const [soon, over] = mark.children;
  const minutes = soon.querySelector("[data-minutes]");
  const stay = soon.querySelector("button");
  const idle = Number(mark.dataset.idle);
  let last = Date.now() + 1000 * Number(mark.dataset.last);
  let end = Date.now() + 1000 * Number(mark.dataset.session);

  function putOff() {
    end = Math.min(Date.now() + 1000 * idle, last);
  }

  function show() {
    const left = Math.round((end - Date.now()) / 1000);
    soon.hidden = left > SOON || left <= 0;
    over.hidden = left > 0;
    stay.hidden = end >= last;
    const whole = Math.ceil(left / 60);
    if (!soon.hidden && minutes.textContent !== String(whole)) minutes.textContent = whole;
  }

  async function ask() {
    try {
      const answer = await fetch(location.href, { method: "HEAD", redirect: "manual" });
      if (answer.ok && !over.hidden) last = Infinity; // a session that began elsewhere: when it ends is not known here
      if (answer.ok) putOff();
      else end = Date.now();
    } catch {
      // Without a network nothing is known anew.
    }
    show();
  }

  stay.addEventListener("click", ask);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && !over.hidden) ask();
  });
  // Whatever a script sends, such as what was typed, is work too.
  addEventListener("kept", putOff);
  setInterval(show, 1000);
})();
