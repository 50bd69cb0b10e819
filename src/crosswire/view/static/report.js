// The reader: layers on and off at once, and beside the text what was read at the pointer or the focus.
// The server has cut the text into stretches (.m), innermost note first in data-n; nothing here counts characters.
const reader = document.querySelector(".reader");
const text = reader.querySelector(".words-of-report");
const here = reader.querySelector(".here");
const list = here.querySelector(".here-notes");
const hint = here.querySelector(".here-hint");
const margin = reader.querySelector(".margin");
const chips = [...reader.querySelectorAll(".chip")];
const pieces = [...text.querySelectorAll("a.m")];
const narrow = matchMedia("(max-width: 62rem)");
const noteOf = (number) => document.getElementById(`n${number}`);
const numbers = (piece) => piece.dataset.n.split(" ");
const isOn = (layer) => reader.classList.contains(`on-${layer}`);
const shownNotes = (piece) => numbers(piece).map(noteOf).filter((note) => note && isOn(note.dataset.layer));
let resting = 0; // the timer of the words that the pointer rests on
let kept = null; // the notes that a touch or the focus holds in the card while the pointer is elsewhere

function light(notes) {
  for (const node of document.querySelectorAll(".lit")) node.classList.remove("lit");
  for (const note of notes) {
    note.classList.add("lit");
    for (const piece of text.querySelectorAll(`[data-n~="${note.id.slice(1)}"]`)) piece.classList.add("lit");
  }
}

function card(notes) {
  const items = notes.map((note) => {
    const copy = note.cloneNode(true);
    const label = document.createElement("p");
    label.className = "note-layer";
    label.textContent = reader.querySelector(`.chip[data-layer="${note.dataset.layer}"] .sample`).textContent;
    copy.removeAttribute("id");
    copy.removeAttribute("data-item");
    copy.classList.remove("lit");
    copy.prepend(label);
    return copy;
  });
  list.replaceChildren(...items);
  hint.hidden = items.length > 0;
}

function show(notes) {
  light(notes.slice(0, 1));
  card(notes);
}

function clear() {
  if (kept) show(kept);
  else {
    light([...margin.querySelectorAll(".layer .note:focus-within")]);
    card([]);
  }
}

// Links follow the innermost layer that is on; the first stretch of each span is the one that Tab stops at.
function relink() {
  for (const piece of pieces) {
    const note = shownNotes(piece).find((n) => n.querySelector(".note-lead"));
    const starts = note && text.querySelector(`[data-n~="${note.id.slice(1)}"]`) === piece;
    piece.removeAttribute("tabindex");
    if (note) {
      piece.href = note.querySelector(".note-lead").getAttribute("href");
      piece.setAttribute("aria-describedby", note.id);
      if (!starts) piece.tabIndex = -1;
    } else {
      piece.removeAttribute("href");
      piece.removeAttribute("aria-describedby");
    }
  }
}

function address() {
  const on = chips.filter((chip) => isOn(chip.dataset.layer)).map((chip) => chip.dataset.layer);
  const url = new URL(location.href);
  url.searchParams.set("layers", on.join(",") || "none");
  // Commas stay commas, so that the address can be read.
  history.replaceState(null, "", url.pathname + url.search.replaceAll("%2C", ",") + url.hash);
  for (const chip of chips) {
    const name = chip.dataset.layer;
    const turned = chips.map((c) => c.dataset.layer).filter((l) => on.includes(l) !== (l === name));
    const next = new URL(location.href);
    next.searchParams.set("layers", turned.join(",") || "none");
    chip.href = next.pathname + next.search;
  }
}

function toggle(chip) {
  const on = reader.classList.toggle(`on-${chip.dataset.layer}`);
  chip.toggleAttribute("aria-current", on);
  if (on) chip.setAttribute("aria-current", "true");
  chip.querySelector(".chip-state").textContent = on ? ", shown" : ", not shown";
  kept = null;
  clear();
  relink();
  address();
}

// A long report comes with the layers that were asked for alone: the page is fetched anew, and stays where it was.
const remembered = "crosswire-reader";
function restore() {
  try {
    const [id, top] = JSON.parse(sessionStorage.getItem(remembered) ?? "[]");
    sessionStorage.removeItem(remembered);
    if (id === new URLSearchParams(location.search).get("id")) scrollTo({ top, behavior: "instant" });
  } catch { /* without storage the page begins at its top */ }
}
function remember() {
  try {
    sessionStorage.setItem(remembered, JSON.stringify([new URLSearchParams(location.search).get("id"), scrollY]));
  } catch { /* as above */ }
}

here.hidden = false;
if (reader.dataset.whole === "yes") {
  for (const chip of chips) {
    chip.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      toggle(chip);
    });
  }
} else {
  for (const chip of chips) chip.addEventListener("click", remember);
  restore();
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "Escape") { kept = null; here.classList.remove("open"); clear(); }
  chips.find((chip) => chip.dataset.key === event.key)?.click();
});

text.addEventListener("pointerover", (event) => {
  const piece = event.target.closest(".m");
  const notes = piece ? shownNotes(piece) : [];
  if (event.pointerType !== "mouse") return;
  clearTimeout(resting);
  // What was shown last stays, so that the card can be reached; words that the pointer only crosses on its way there are not shown.
  if (notes.length) resting = setTimeout(show, list.childElementCount ? 150 : 0, notes);
});
text.addEventListener("pointerleave", () => clearTimeout(resting));
text.addEventListener("focusin", (event) => {
  const piece = event.target.closest(".m");
  if (piece) { kept = shownNotes(piece); show(kept); }
});
// Where nothing hovers, the first touch shows what the words are, and a second on the same words leads on.
text.addEventListener("click", (event) => {
  const piece = event.target.closest(".m");
  const notes = piece ? shownNotes(piece) : [];
  if (!notes.length) { if (!piece) here.classList.remove("open"); return; }
  if (narrow.matches || matchMedia("(hover: none)").matches) {
    const again = here.classList.contains("open") && here.dataset.of === piece.dataset.n;
    here.classList.add("open");
    here.dataset.of = piece.dataset.n;
    if (again) return;
    event.preventDefault();
    kept = notes;
    show(kept);
    if (piece.getBoundingClientRect().bottom > here.getBoundingClientRect().top) piece.scrollIntoView({ block: "start" });
  }
});
here.querySelector(".here-close").addEventListener("click", () => { kept = null; here.classList.remove("open"); clear(); });

const listed = (event) => event.target.closest(".layer .note");
margin.addEventListener("pointerover", (event) => {
  const note = listed(event);
  if (note && event.pointerType === "mouse") light([note]);
});
margin.addEventListener("pointerleave", clear);
margin.addEventListener("focusin", (event) => {
  const note = listed(event);
  if (!note) return;
  light([note]);
  // By keyboard alone: under a pointer that is pressed down nothing may move away.
  if (event.target.matches(":focus-visible") && !narrow.matches) text.querySelector(`[data-n~="${note.id.slice(1)}"]`)?.scrollIntoView({ block: "center" });
});

// An address that names characters brings them into view, also without #at; beside them stands what was read there: first what is of
// just these characters, whatever layer it is of, then the rest that is shown.
const marked = document.getElementById("at");
if (marked) {
  const exact = new URLSearchParams(location.search).get("at");
  const over = new Set([...text.querySelectorAll(".at .m")].flatMap(numbers));
  const notes = [...over].map(noteOf).filter(Boolean);
  const ordered = [...notes.filter((n) => n.dataset.span === exact), ...notes.filter((n) => n.dataset.span !== exact && isOn(n.dataset.layer))];
  if (ordered.length) {
    kept = ordered.slice(0, 6);
    card(kept);
  }
  if (!location.hash) marked.scrollIntoView({ block: "center" });
}
