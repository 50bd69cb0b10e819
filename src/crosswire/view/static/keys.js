// Keys that work on every page: / search, ? help, d theme, g and a letter a page, j and k the items of a list.
const typing = (node) => node.closest?.("input, textarea, select, [contenteditable]");
const help = document.querySelector("dialog.help");
const items = () => [...document.querySelectorAll("[data-item]")].filter((node) => node.offsetParent !== null);
let waiting = false;

function step(by) {
  const all = items();
  if (!all.length) return;
  const at = all.findIndex((node) => node.contains(document.activeElement));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  const target = next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button");
  target?.focus();
  next.scrollIntoView({ block: "nearest" });
}

function page(letter) {
  const link = document.querySelector(`.menu a[data-key="${CSS.escape(letter)}"]`);
  if (link) location.href = link.href;
}

const single = {
  "/": () => document.querySelector(".find input").focus(),
  "?": () => help.showModal(),
  d: () => window.crosswireTheme(),
  j: () => step(1),
  k: () => step(-1),
  g: () => { waiting = true; setTimeout(() => { waiting = false; }, 1200); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (help.open) return;
  if (waiting) {
    waiting = false;
    event.preventDefault();
    page(event.key);
    return;
  }
  const act = single[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

document.querySelector(".theme").addEventListener("click", () => window.crosswireTheme());
document.querySelector("[data-help]")?.addEventListener("click", () => help.showModal());

// A form that asks leaves out what was not filled in, so that addresses stay short.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
});
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[method=get] :disabled, form:not([method]) :disabled")) field.disabled = false;
});
