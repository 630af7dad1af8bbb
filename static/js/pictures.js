// A picture that is too large is refused before it is sent: the file is let go, and a sentence beside it says why.
document.addEventListener("change", ({ target }) => {
  const { largest, tooLarge } = target.dataset;
  if (!largest || !target.files) return;
  let said = target.nextElementSibling;
  if (!said?.classList.contains("too-large")) {
    said = Object.assign(document.createElement("p"), { className: "too-large", role: "alert" });
    target.after(said);
  }
  const isTooLarge = [...target.files].some((file) => file.size > Number(largest));
  if (isTooLarge) target.value = "";
  said.textContent = isTooLarge ? tooLarge : "";
});
