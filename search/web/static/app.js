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
// Completion in the search box. Text goes into the page as text only.
const box = document.getElementById("q");
if (box && box.form.hasAttribute("data-suggest")) {
  const list = document.createElement("ul");
  list.id = "forslag";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Forslag");
  box.form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) box.setAttribute(name, value);
  let active = -1, timer = 0, asking = null;

  const close = () => {
    if (asking) asking.abort();
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (i) => {
    active = i;
    [...list.children].forEach((li, n) => li.setAttribute("aria-selected", String(n === i)));
    if (i < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[i].id);
  };
  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((s, i) => {
      const li = document.createElement("li");
      li.id = "forslag-" + i;
      li.setAttribute("role", "option");
      li.dataset.url = s.url;
      const name = document.createElement("span");
      name.textContent = s.text;
      const kind = document.createElement("small");
      kind.textContent = s.label;
      li.append(name, " ", kind);
      return li;
    }));
    list.hidden = suggestions.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  const ask = async () => {
    if (asking) asking.abort();
    const mine = asking = new AbortController();
    try {
      const res = await fetch("/api/v1/suggest?q=" + encodeURIComponent(box.value.trim()), { signal: mine.signal });
      if (res.ok && !mine.signal.aborted && document.activeElement === box) show((await res.json()).suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };
  const go = (li) => {
    if (li.dataset.url.startsWith("/?")) location.assign(li.dataset.url);
  };
  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (box.value.trim().length < 2) close();
    else timer = setTimeout(ask, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const n = list.children.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((active + 1 + step + n + 1) % (n + 1) - 1); // the box itself is one of the places
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      go(list.children[active]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  box.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const li = event.target.closest("li");
    if (li) go(li);
  });
}
