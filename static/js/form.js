// The form of an entry: why a field is empty is asked beside the field, and no more once something stands in it; how
// much stands in it, and how much is too much, is counted where there is an end to it; on a phone the cells of rows say
// what they are.
(() => {
  const form = document.querySelector(".change-form #content-main > form");
  if (!form) return;
  const reasons = [];

  for (const row of form.querySelectorAll(".unanswered > div")) {
    const select = row.querySelector("select");
    const name = row.dataset.field;
    const field = form.querySelector(`#texts-0 .field-${name}, .form-row.field-${name}`) ?? document.getElementById(`${name}-group`);
    if (!field) continue;
    const label = row.querySelector("label");
    const why = row.parentElement.dataset.why;
    select.setAttribute("aria-label", `${label.textContent}: ${why}`);
    label.textContent = why;
    row.classList.add("why");
    reasons.push([row, select, field]);
  }
  const section = form.querySelector(".unanswered")?.closest("fieldset.module");
  for (const [row, , field] of reasons) field.append(row);
  if (section && !section.querySelector(".unanswered > div")) {
    section.hidden = true;
    document.querySelector(`.jump a[href="#${section.querySelector("h2")?.id}"]`)?.remove();
  }

  function isFilled(field, row) {
    if (field.querySelector("tr.has_original, [class*=dynamic-], .has_original")) return true;
    return [...field.querySelectorAll("input, select, textarea")].some((one) => {
      if (row.contains(one) || /__prefix__|_FORMS$/.test(one.name)) return false;
      return /checkbox|radio/.test(one.type) ? one.checked : one.type !== "hidden" && one.value.trim() !== "";
    });
  }

  function look() {
    for (const [row, select, field] of reasons) row.hidden = select.value === "" && isFilled(field, row);
  }

  function count(box) {
    const length = [...box.value].length;
    const over = length - box.dataset.most;
    let said = box.nextElementSibling;
    if (!said?.classList.contains("count")) {
      said = Object.assign(document.createElement("small"), { className: "count" });
      box.after(said);
    }
    said.hidden = length < 0.75 * box.dataset.most;
    said.textContent = `${length} / ${box.dataset.most}${over > 0 ? ` · ${words.over} ${over}` : ""}`;
    said.classList.toggle("too-many", over > 0);
  }

  const words = document.querySelector(".form-words")?.dataset ?? {};
  for (const box of form.querySelectorAll("[data-most]")) count(box);
  form.addEventListener("input", ({ target }) => target.dataset.most && count(target));

  for (const table of form.querySelectorAll(".tabular table")) {
    const names = [...table.querySelectorAll("thead th")].map((one) => one.textContent.trim());
    for (const row of table.querySelectorAll("tbody tr.form-row")) {
      [...row.cells].forEach((cell, number) => names[number] && cell.setAttribute("data-label", names[number]));
    }
  }

  for (const event of ["input", "change", "focusin"]) form.addEventListener(event, look);
  look();
})();
