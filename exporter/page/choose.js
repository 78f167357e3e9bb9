// What is chosen, what is under the pointer, what the search has hit.

let chosen = null;       // a node or a line
let under = null;
let hits = new Set();
const isNode = (thing) => thing !== null && thing.circle !== undefined;

/** Chooses a node or line, or nothing: it and its neighbours stand out, its card opens. */
function choose(thing) {
  chosen = thing;
  emphasise();
  document.dispatchEvent(new Event("chosen"));
}

/** Neighbours of the chosen thing stay, the rest becomes faint; nothing does when it is not shown. */
function emphasise() {
  const near = new Set(), strong = new Set();
  const thing = chosen && chosen.shown ? chosen : null;
  if (isNode(thing)) {
    near.add(thing);
    for (const line of thing.lines) {
      if (!line.shown) continue;
      strong.add(line);
      near.add(graph.nodes[line.from]).add(graph.nodes[line.to]);
    }
  } else if (thing) {
    strong.add(thing);
    near.add(graph.nodes[thing.from]).add(graph.nodes[thing.to]);
  } else {
    hits.forEach((node) => near.add(node));
  }
  const any = near.size > 0;
  for (const node of graph.nodes) {
    node.faint = any && !near.has(node);
    node.circle.classList.toggle("dim", node.faint);
    node.circle.classList.toggle("chosen", node === chosen);
    node.circle.classList.toggle("hit", hits.has(node));
    node.text.classList.toggle("dim", node.faint);
    node.text.classList.toggle("chosen", node === chosen);
  }
  for (const line of graph.lines) {
    line.path.classList.toggle("dim", any && !strong.has(line));
    line.path.classList.toggle("strong", strong.has(line));
  }
  schedule(placeCaptions);
}

function point(event) {
  const frame = stage.getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
}

const thingAt = (target, at) => nodeOfCircle.get(target) || lineAt(at.x, at.y);
const look = (target, at) => hover(thingAt(target, at), at);

function tell(thing, at) {
  const tip = byId("tip");
  tip.hidden = thing === null;
  if (thing === null) return;
  if (isNode(thing)) {
    tip.replaceChildren(make("b", "", thing.caption), " ", make("span", "soft", labelWord(graph.labels[thing.label])));
  } else {
    tip.replaceChildren(graph.nodes[thing.from].caption, " ", make("b", "", labelWord(graph.types[thing.type])), " ",
      graph.nodes[thing.to].caption);
  }
  tip.style.left = Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8) + "px";
  tip.style.top = Math.min(at.y + 14, stage.clientHeight - tip.offsetHeight - 8) + "px";
}

function hover(thing, at) {
  if (under !== thing) {
    if (under) (under.circle || under.path).classList.remove("over");
    if (thing) (thing.circle || thing.path).classList.add("over");
    under = thing;
    if (isNode(thing)) schedule(placeCaptions);
  }
  stage.style.cursor = thing ? "pointer" : "";
  tell(thing, at);
}

const pointers = new Map();
let moved = 0;

stage.addEventListener("pointerdown", (event) => {
  if (event.target.closest("#focus-bar")) return;
  pointers.set(event.pointerId, point(event));
  moved = 0;
});
stage.addEventListener("pointermove", (event) => {
  const before = pointers.get(event.pointerId), at = point(event);
  if (before === undefined) return schedule(look, event.target, at);
  const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, p]) => p);
  if (others.length === 1) {
    const spread = (p) => Math.hypot(p.x - others[0].x, p.y - others[0].y);
    zoomAt((at.x + others[0].x) / 2, (at.y + others[0].y) / 2, spread(at) / Math.max(1, spread(before)));
  } else {
    moved += Math.abs(at.x - before.x) + Math.abs(at.y - before.y);
    if (moved > 4) {
      stage.classList.add("dragging");
      stage.setPointerCapture(event.pointerId);
    }
    view.x += at.x - before.x;
    view.y += at.y - before.y;
    move();
  }
  pointers.set(event.pointerId, at);
});
for (const name of ["pointerup", "pointercancel"]) {
  stage.addEventListener(name, (event) => {
    if (!pointers.delete(event.pointerId)) return;
    stage.classList.remove("dragging");
    if (name === "pointerup" && moved <= 4) choose(thingAt(event.target, point(event)));
  });
}
stage.addEventListener("pointerleave", () => hover(null));
stage.addEventListener("dblclick", (event) => {
  const thing = thingAt(event.target, point(event));
  if (isNode(thing)) focusOn(thing, 1);
});
stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  const at = point(event);
  zoomAt(at.x, at.y, Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0016)));
}, { passive: false });

function focusOn(node, hops) {
  wish.focus = node;
  wish.hops = hops;
  nameFocus();
  show();
  emphasise();
  fit();
}

function nameFocus() {
  byId("focus-bar").hidden = wish.focus === null;
  if (wish.focus) byId("focus-bar").firstChild.textContent = word("focusOn")(wish.focus.caption, wish.hops);
}
document.addEventListener("spoken", nameFocus);
byId("focus-bar").querySelector("button").addEventListener("click", () => focusOn(null, 1));
