// Conveniences only: every page works without this file.
"use strict";
document.documentElement.classList.add("js");
for (const select of document.querySelectorAll("select#sort, select#outcome")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
// Empty fields are left out of the address.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && field.value === "") field.disabled = true;
    }
  });
}
// Fields are usable again when the browser comes back to the page.
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("input:disabled, select:disabled")) field.disabled = false;
});
// "/" goes to the search box, arrows turn pages.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "/") {
    const box = document.getElementById("q");
    if (box) { event.preventDefault(); box.focus(); }
  }
  const turn = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = turn && document.querySelector(`.pagenav a[rel="${turn}"]`);
  if (link) link.click();
});
