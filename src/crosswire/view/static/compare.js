// Side by side: what is under the pointer, or has the focus, is lit wherever it stands, ribbons included.
const places = (number) => document.querySelectorAll(`[data-p="${number}"]`);
const numberAt = (node) => node.closest?.("[data-p]")?.dataset.p ?? node.closest?.("svg a")?.getAttribute("href")?.match(/^#p(\d+)-/)?.[1];

function light(number) {
  for (const node of document.querySelectorAll(".lit")) node.classList.remove("lit");
  if (number) for (const node of places(number)) node.classList.add("lit");
}

for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => light(numberAt(event.target)));

// The counterpart takes the focus as well, so that a second Enter leads back, or on to the next report.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#p"]');
  if (!link) return;
  const target = document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  event.preventDefault();
  history.replaceState(null, "", `#${target.id}`);
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
});
