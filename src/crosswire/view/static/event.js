// The words of a cell in their setting, shown where the pointer or the focus is. Without this they are the link's title.
const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("aria-hidden", "true");
document.body.append(tip);

function show(link) {
  const [before, rest] = link.dataset.setting.split("⟦", 2);
  const [words, after] = (rest ?? "").split("⟧", 2);
  const mark = document.createElement("mark");
  mark.textContent = words;
  tip.replaceChildren(before, mark, after ?? "");
  tip.hidden = false;
  const at = link.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - tip.offsetWidth - 12);
  const below = at.bottom + tip.offsetHeight + 12 < innerHeight;
  tip.style.left = `${Math.max(left, 8)}px`;
  tip.style.top = `${below ? at.bottom + 6 : at.top - tip.offsetHeight - 6}px`;
}

const hide = () => { tip.hidden = true; };

for (const link of document.querySelectorAll("a.said[title]")) {
  link.dataset.setting = link.title;
  link.removeAttribute("title");
  link.addEventListener("pointerenter", () => show(link));
  link.addEventListener("focus", () => show(link));
  link.addEventListener("pointerleave", hide);
  link.addEventListener("blur", hide);
}
addEventListener("scroll", hide, { passive: true, capture: true });
addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
