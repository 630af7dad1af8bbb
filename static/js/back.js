// The way up leads back to the list as it was. Its address goes along behind the # of the link that is followed, which no
// server is told, and from there into the browser's own history, where it is anyway.
(() => {
  const MARK = "#from=";
  const isList = document.querySelector("[data-listing]");
  if (location.hash.startsWith(MARK)) {
    history.replaceState(location.hash.slice(MARK.length), "", location.pathname + location.search);
  }

  function list() {
    const address = isList ? location.pathname + location.search : `${history.state ?? ""}`;
    const [path, query] = address.split("?");
    return { address, path, query };
  }

  for (const link of document.querySelectorAll(".crumbs a")) {
    const { path, query } = list();
    if (query && link.origin === location.origin && link.pathname === path) link.search = query;
  }

  // From a list to an entry of it, and from there to the next one.
  addEventListener("click", (event) => {
    const { address, path, query } = list();
    const link = event.target.closest("main a");
    if (!query || !link || link.origin !== location.origin || link.search || link.hash || link.pathname === path) return;
    if (link.pathname.startsWith(path) && link.pathname.endsWith("/")) link.hash = MARK + address;
  });
})();
