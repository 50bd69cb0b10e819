// The review by keyboard. Every answer is a form that works without this script; here it is sent in the background while the next card
// stands at once, and a line says what the answer did to the record.
import "./keys.js"; // first, so that the letter after g is taken
import { who } from "./who.js";

const $ = (selector) => document.querySelector(selector);
const said = $(".said");
const made = []; // decisions of this page, the last at the end: {decision, key}
const sent = new Map(); // marks of the cards whose answers are being worked in -> the answer
let coming = null; // the card after this one, asked for while this one is read

const card = () => $(".question");
const say = (text, failed = false) => { said.textContent = text; said.classList.toggle("failed", failed); };

// This page's address with some parameters changed; what it has for one moment only is left out.
function here(change = {}) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries({ card: "", done: "", sent: "", ...change })) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url.pathname + url.search;
}

const next = (...more) => here({ sent: [...sent.keys(), ...more].join(".") });

async function page(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error("The next question could not be loaded.");
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function swap(fresh, ...selectors) {
  for (const selector of selectors) {
    const [old, other] = [$(selector), fresh.querySelector(selector)];
    if (old && other) old.replaceWith(document.adoptNode(other));
  }
}

function show(fresh, url) {
  swap(fresh, ".kinds", ".question", ".last");
  const kept = new URL(url, location.href);
  kept.searchParams.delete("sent");
  history.replaceState(null, "", kept.pathname + kept.search);
  ready();
  $("#question").focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

function ready() {
  $(".noting")?.removeAttribute("hidden");
  const mark = card().dataset.mark;
  coming = mark ? { mark, url: next(mark), page: page(next(mark)) } : null;
  coming?.page.catch(() => {}); // told when it is needed
}

const go = async (url) => show(await page(url), url);

// What a form sends, as JSON; the note beside the answers goes with the answer.
function body(form) {
  const fields = new FormData(form);
  const told = { by: who() };
  if (fields.has("id")) told.ids = fields.getAll("id");
  for (const name of ["verdict", "field", "value", "decision"]) if (fields.get(name)) told[name] = fields.get(name);
  const note = form.dataset.send === "decide" ? $("[data-note]")?.value.trim() : fields.get("note");
  if (note || form.dataset.send === "note") told.note = note ?? "";
  return told;
}

async function post(path, told) {
  const answer = await fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told), keepalive: true,
  });
  if (answer.status === 403) throw new Error(await answer.text());
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error);
  return result;
}

// Send an answer, and go on: to the card that is here already, if nothing else is under way, else to the next that is on other events.
async function decide(form, button) {
  const { key, mark } = card().dataset;
  if (sent.has(mark)) return;
  const label = button?.querySelector("b")?.textContent ?? button?.textContent.trim() ?? "";
  say(`Writing down: ${label} …`);
  const answer = post(form.getAttribute("action"), body(form));
  answer.catch(() => {}); // told below
  const ahead = coming?.mark === mark && coming.url === next(mark) ? coming.page : page(next(mark));
  sent.set(mark, answer);
  const shown = ahead.then((fresh) => show(fresh, here()), (error) => say(error.message, true));
  try {
    const result = await answer;
    if (form.dataset.send !== "undo") made.push({ decision: result.decision.decision_id, key });
    await shown;
    sent.delete(mark);
    const fresh = await page(next());
    swap(fresh, ".kinds", ".last");
    if (!card().dataset.mark && fresh.querySelector(".question").dataset.mark) show(fresh, here()); // the answer raised a new question
    else ready();
    say(`${label}: ${result.sentence}`);
  } catch (error) {
    sent.delete(mark);
    say(`${label}: ${error.message}`, true);
  }
}

// Take back or change something in the list, and show the question again that it answered.
async function amend(path, told, again) {
  await Promise.allSettled(sent.values());
  try {
    const result = await post(path, told);
    await go(here({ card: again }));
    say(result.sentence);
  } catch (error) {
    say(error.message, true);
  }
}

// The last decision of this page, else the last of this person in the list.
async function undo() {
  say("Taking it back …");
  await Promise.allSettled(sent.values());
  const mine = [...document.querySelectorAll(".recent li:not([data-gone])")].find((li) => !who() || li.dataset.by === who());
  const last = made.pop() ?? (mine && { decision: mine.dataset.decision, key: mine.dataset.again });
  if (last) await amend("/undo", { decision: last.decision, by: who() }, last.key);
  else say("There is nothing of yours to take back here.");
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-send]");
  if (!form) return;
  event.preventDefault();
  if (form.closest(".question")) decide(form, form.querySelector(".answer, button"));
  else amend(form.getAttribute("action"), body(form), form.dataset.again ?? card().dataset.key);
});

document.addEventListener("click", (event) => {
  const skip = event.target.closest("a.skipping");
  if (!skip || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const url = new URL(skip.href);
  if (sent.size) url.searchParams.set("sent", [...sent.keys()].join("."));
  go(url.pathname + url.search).then(() => say("Skipped: it comes again at the end."), (error) => say(error.message, true));
});

const keys = {
  u: undo,
  Backspace: undo,
  n: () => $("[data-note]")?.focus(),
  o: () => { const open = $("[data-open]") ?? $(".question .side header a, .question .leads a"); if (open) location.href = open.href; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented || $("dialog[open]")) return;
  if (event.target.matches("[data-note]") && event.key === "Enter") {
    event.preventDefault();
    $("#question").focus();
    say("The note goes with your answer.");
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  if (event.key === " " && event.target.closest("button, summary, a")) return; // there space presses it
  const press = $(`.question [data-press="${CSS.escape(event.key)}"]`);
  if (!press && !keys[event.key]) return;
  event.preventDefault();
  if (!press) keys[event.key]();
  else if (press.matches("details")) {
    press.open = true;
    press.querySelector("input").focus();
  } else press.click();
});

ready();
