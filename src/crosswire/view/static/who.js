// Who judges: the name is kept in this browser, and goes with every judgement that is sent.
const key = "crosswire-name";
const field = () => document.querySelector(".who [name=by]");
const kept = () => { try { return localStorage.getItem(key) || ""; } catch { return ""; } };

export const who = () => field()?.value.trim() || kept();

function remember() {
  try { localStorage.setItem(key, field().value.trim()); } catch { /* a private window keeps nothing */ }
}

if (field()) {
  if (field().value) remember();
  else field().value = kept();
  field().addEventListener("change", remember);
}

// Runs before a form is sent, by the browser or by review.js.
document.addEventListener("submit", (event) => {
  const by = event.target.querySelector("input[type=hidden][name=by]");
  if (by && who()) by.value = who();
}, true);
