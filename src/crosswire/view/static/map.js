// The map under the hand: dragging, Ctrl + wheel, double click and the keys + - and arrows ask the server for another view
// and put it in place of this one. Without this script the links beside the map do the same.

const WORLD_KM = 36000;
const DRAG = 4; // pixels that a hand may tremble

let asked = 0;

function figure() {
  return document.getElementById("map");
}

function frame() {
  const data = figure().dataset;
  return { lat: Number(data.lat), lon: Number(data.lon), km: Number(data.km) };
}

function address({ lat, lon, km }) {
  const url = new URL(location.href);
  const zoom = Math.min(Math.max(Math.log2(WORLD_KM / Math.max(km, 20)), 0), 11);
  const round = ((((lon + 180) % 360) + 360) % 360) - 180;
  url.searchParams.set("at", `${Math.max(-80, Math.min(80, lat)).toFixed(3)},${round.toFixed(3)},${zoom.toFixed(2)}`);
  url.searchParams.delete("show");
  url.hash = "";
  return url;
}

async function show(url) {
  const mine = ++asked;
  figure().classList.add("loading");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("map");
    if (mine !== asked) return;
    if (!answer.ok || !fresh) throw new Error("no map");
    const held = document.activeElement?.closest(".moves a")?.getAttribute("aria-label");
    figure().replaceWith(document.adoptNode(fresh));
    history.replaceState(null, "", url);
    wire();
    if (held) figure().querySelector(`.moves a[aria-label="${held}"]`)?.focus();
  } catch {
    location.assign(url); // the server will say in a page what is wrong
  }
}

// Kilometres for a pixel of the screen; the drawing is as wide as its place.
function perPixel(svg) {
  return frame().km / svg.getBoundingClientRect().width;
}

function shifted(east, north, km) {
  const { lat, lon, km: wide } = frame();
  const across = 111.2 * Math.max(Math.cos((lat * Math.PI) / 180), 0.2);
  return { lat: lat + north / 111.2, lon: lon + east / across, km: km ?? wide };
}

function closer(svg, event, factor) {
  const box = svg.getBoundingClientRect();
  const unit = perPixel(svg);
  // What lies under the pointer stays there.
  const east = (event.clientX - box.left - box.width / 2) * unit * (1 - 1 / factor);
  const north = (box.top + box.height / 2 - event.clientY) * unit * (1 - 1 / factor);
  show(address(shifted(east, north, frame().km / factor)));
}

function wireDragging(svg) {
  let from = null;
  let moved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls the page
    from = [event.clientX, event.clientY];
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]];
    if (!moved && Math.hypot(dx, dy) < DRAG) return;
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    figure().classList.add("moving");
    const { width, height } = svg.viewBox.baseVal;
    const scale = width / svg.getBoundingClientRect().width;
    svg.setAttribute("viewBox", `${-dx * scale} ${-dy * scale} ${width} ${height}`);
  });
  const end = (event) => {
    if (from && moved) {
      const unit = perPixel(svg);
      show(address(shifted((from[0] - event.clientX) * unit, (event.clientY - from[1]) * unit)));
    }
    figure().classList.remove("moving");
    from = null;
  };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);
  svg.addEventListener("dragstart", (event) => event.preventDefault()); // links would be dragged away
  svg.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
}

function wire() {
  const map = figure();
  if (!map) return;
  map.classList.add("live");
  const svg = map.querySelector(".for-wide > svg");
  wireDragging(svg);
  svg.addEventListener("dblclick", (event) => { event.preventDefault(); closer(svg, event, event.shiftKey ? 0.5 : 2); });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
    event.preventDefault();
    clearTimeout(wire.soon);
    wire.turned = (wire.turned ?? 0) - Math.sign(event.deltaY);
    wire.soon = setTimeout(() => { const steps = wire.turned; wire.turned = 0; closer(svg, event, 2 ** (steps / 2)); }, 120);
  }, { passive: false });
  map.querySelector(".moves").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const url = new URL(link.href);
    url.hash = "";
    show(url);
  });
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest?.("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const link = figure()?.querySelector(`.moves a[data-move="${CSS.escape(event.key === "=" ? "+" : event.key)}"]`);
  if (link) link.click();
});

wire();
