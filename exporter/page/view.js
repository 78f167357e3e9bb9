// Moving and zooming, and the captions: as on a map, they keep their size on the screen and are
// written where there is room, those with most relations first.

const stage = byId("stage");
const picture = stage.querySelector("svg");
const layer = picture.querySelector(".graph");
picture.removeAttribute("viewBox");

const view = { x: 0, y: 0, scale: 1 };
/** Who is written first: names before ids, then those with most relations. */
const byWeight = [...graph.nodes].sort((a, b) => b.named - a.named || b.degree - a.degree);
const smallestFont = 11, largestFont = 17;
/** Below this scale arrow heads are specks, and left out. */
const farScale = 0.55;

/** The view as it was painted last. */
const painted = { x: 0, y: 0, scale: 1 };
/** To paint thousands of lines takes longer than a frame: while a large picture is on the move, what
 *  was painted last is moved as a whole, and painted anew when it has come to rest. */
const heavy = graph.nodes.length + graph.lines.length > 250;
const restAfter = 140;  // milliseconds
let resting = 0;

function draw() {
  clearTimeout(resting);
  Object.assign(painted, view);
  picture.style.transform = "";
  layer.setAttribute("transform", `translate(${view.x.toFixed(2)} ${view.y.toFixed(2)}) scale(${view.scale.toFixed(4)})`);
  layer.classList.toggle("far", view.scale < farScale);
  schedule(placeCaptions);
}

function move() {
  if (!heavy) return draw();
  const factor = view.scale / painted.scale;
  picture.style.transform = `translate(${view.x - painted.x * factor}px, ${view.y - painted.y * factor}px) scale(${factor})`;
  clearTimeout(resting);
  resting = setTimeout(draw, restAfter);
}

/** Runs a task once before the next frame, however often it is asked for; the last arguments count. */
const scheduled = new Map();
function schedule(task, ...args) {
  if (!scheduled.has(task)) {
    requestAnimationFrame(() => {
      const latest = scheduled.get(task);
      scheduled.delete(task);
      task(...latest);
    });
  }
  scheduled.set(task, args);
}

const toScreen = (node) => ({ x: node.x * view.scale + view.x, y: node.y * view.scale + view.y });
const toGraph = (x, y) => ({ x: (x - view.x) / view.scale, y: (y - view.y) / view.scale });

/** The room taken so far, in fields of a grid over the screen. */
class Room {
  constructor() { this.fields = new Map(); }
  each(box, visit) {
    for (let x = Math.floor(box.left / 80); x <= Math.floor(box.right / 80); ++x) {
      for (let y = Math.floor(box.top / 40); y <= Math.floor(box.bottom / 40); ++y) {
        if (visit(x * 65536 + y)) return true;
      }
    }
    return false;
  }
  take(box) {
    this.each(box, (key) => {
      if (!this.fields.has(key)) this.fields.set(key, []);
      this.fields.get(key).push(box);
      return false;
    });
  }
  taken(box) {
    return this.each(box, (key) => this.fields.has(key) && this.fields.get(key).some((other) =>
      box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top));
  }
}

function placeCaptions() {
  const width = stage.clientWidth, height = stage.clientHeight;
  const room = new Room();
  const important = (node) => node === chosen || node === under || hits.has(node);
  const first = byWeight.filter(important);
  for (const node of first.length === 0 ? byWeight : [...first, ...byWeight.filter((n) => !important(n))]) {
    const at = toScreen(node), r = node.radius * view.scale;
    // A caption may cover smaller circles than its own, not larger ones.
    if (node.shown) room.take({ left: at.x - r, right: at.x + r, top: at.y - r, bottom: at.y + r });
    const font = Math.min(largestFont, Math.max(smallestFont, node.font * view.scale));
    const half = node.textWidth * font / 2, top = at.y + r;
    // A little air around each, more where many compete.
    const air = graph.nodes.length > 300 ? 5 : 1;
    const box = { left: at.x - half - air, right: at.x + half + air, top: top + 1, bottom: top + node.textLines * font * 1.22 + air };
    const seen = node.shown && box.right > 0 && box.left < width && box.bottom > 0 && box.top < height &&
      (important(node) || (!node.faint && !room.taken(box)));
    node.text.classList.toggle("off", !seen);
    if (!seen) continue;
    room.take(box);
    const scale = font / (node.font * view.scale);
    node.text.setAttribute("transform", `translate(${node.x} ${node.y + node.radius}) scale(${scale.toFixed(3)})`);
  }
}

function zoomAt(x, y, factor) {
  const scale = Math.min(8, Math.max(0.03, view.scale * factor));
  view.x = x - (x - view.x) * scale / view.scale;
  view.y = y - (y - view.y) * scale / view.scale;
  view.scale = scale;
  move();
}

const zoom = (factor) => zoomAt(stage.clientWidth / 2, stage.clientHeight / 2, factor);

/** Shows these nodes as large as they fit. */
function fit(nodes = graph.nodes.filter((node) => node.shown)) {
  if (nodes.length === 0) return;
  const left = Math.min(...nodes.map((n) => n.x - n.radius)), right = Math.max(...nodes.map((n) => n.x + n.radius));
  const top = Math.min(...nodes.map((n) => n.y - n.radius)), bottom = Math.max(...nodes.map((n) => n.y + n.radius));
  const pad = 56;
  view.scale = Math.min(1.6, (stage.clientWidth - 2 * pad) / Math.max(1, right - left),
    (stage.clientHeight - 2 * pad) / Math.max(1, bottom - top));
  view.scale = Math.max(0.03, view.scale);
  view.x = stage.clientWidth / 2 - view.scale * (left + right) / 2;
  view.y = stage.clientHeight / 2 - view.scale * (top + bottom) / 2;
  draw();
}

/** The middle of the picture stays in the middle when its room changes. */
let stageSize = { width: stage.clientWidth, height: stage.clientHeight };
new ResizeObserver(() => {
  view.x += (stage.clientWidth - stageSize.width) / 2;
  view.y += (stage.clientHeight - stageSize.height) / 2;
  stageSize = { width: stage.clientWidth, height: stage.clientHeight };
  draw();
}).observe(stage);

/** Moves a node into the picture if it is outside. */
function reveal(node) {
  const at = toScreen(node);
  const inside = at.x > 40 && at.y > 40 && at.x < stage.clientWidth - 40 && at.y < stage.clientHeight - 40;
  if (!inside || view.scale < 0.35) {
    view.scale = Math.max(view.scale, 0.8);
    view.x = stage.clientWidth / 2 - node.x * view.scale;
    view.y = stage.clientHeight / 2 - node.y * view.scale;
  }
  draw();
}

/** The line nearest to a point of the screen, within a few pixels. */
function lineAt(x, y) {
  const point = toGraph(x, y);
  let best = null, least = 7 / view.scale;
  for (const line of graph.lines) {
    if (!line.shown) continue;
    const distance = distanceTo(line, point);
    if (distance < least) { best = line; least = distance; }
  }
  return best;
}

function distanceTo(line, point) {
  const a = graph.nodes[line.from], b = graph.nodes[line.to];
  // Far outside the frame of both ends there is nothing to measure.
  const air = 20 / view.scale + Math.abs(line.bend) * (a === b ? 40 + a.radius : Math.hypot(b.x - a.x, b.y - a.y));
  if (point.x < Math.min(a.x, b.x) - air || point.x > Math.max(a.x, b.x) + air ||
      point.y < Math.min(a.y, b.y) - air || point.y > Math.max(a.y, b.y) + air) return Infinity;
  if (a === b || line.bend !== 0) return distanceToCurve(line.path, point);
  const dx = b.x - a.x, dy = b.y - a.y;
  const t = Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a.x + t * dx - point.x, a.y + t * dy - point.y);
}

function distanceToCurve(path, point) {
  const length = path.getTotalLength();
  let least = Infinity;
  for (let i = 0; i <= 24; ++i) {
    const at = path.getPointAtLength(length * i / 24);
    least = Math.min(least, Math.hypot(at.x - point.x, at.y - point.y));
  }
  return least;
}
