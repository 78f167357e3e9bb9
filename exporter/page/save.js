// The picture as it is shown, with a legend of what is in it, as an SVG or PNG file.

const svgSpace = "http://www.w3.org/2000/svg";

function svgElement(tag, attributes, text) {
  const element = document.createElementNS(svgSpace, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** What is shown of the graph, whole, and its frame in the graph's coordinates. */
function frameOfShown() {
  const nodes = graph.nodes.filter((node) => node.shown);
  const half = (node) => Math.max(node.radius, node.textWidth * node.font / 2);
  const left = Math.min(...nodes.map((n) => n.x - half(n))) - 24, top = Math.min(...nodes.map((n) => n.y - n.radius)) - 24;
  return { left, top, width: Math.max(...nodes.map((n) => n.x + half(n))) + 24 - left,
    height: Math.max(...nodes.map((n) => n.y + n.radius + n.textLines * n.font * 1.22)) + 24 - top };
}

function legendOf(x, y) {
  const group = svgElement("g", { "font-size": 12, fill: colour("--ink") });
  let row = y;
  const add = (entry, count, sign) => {
    if (count === 0) return;
    sign.setAttribute("fill", entry.colour);
    group.append(sign, svgElement("text", { x: x + 30, y: row + 4 }, `${labelWord(entry)} ${count}`));
    row += 20;
  };
  graph.labels.forEach((entry, i) => add(entry, graph.nodes.filter((n) => n.shown && n.label === i).length,
    svgElement("circle", { cx: x + 12, cy: row, r: 6 })));
  row += 10;
  graph.types.forEach((entry, i) => add(entry, graph.lines.filter((l) => l.shown && l.type === i).length,
    svgElement("rect", { x, y: row - 1.5, width: 24, height: 3 })));
  return { group, bottom: row };
}

/** A picture that stands by itself: colours and captions no longer come from the page. */
function standalone() {
  const frame = frameOfShown();
  const legend = legendOf(frame.left + frame.width + 10, frame.top + 30);
  const width = Math.ceil(frame.width + 230), height = Math.ceil(Math.max(frame.height, legend.bottom - frame.top + 20));
  const copy = picture.cloneNode(true);
  copy.setAttribute("viewBox", `${frame.left} ${frame.top} ${width} ${height}`);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const inner = copy.querySelector(".graph");
  inner.removeAttribute("transform");
  for (const node of graph.nodes) {
    const text = inner.querySelector("#c" + node.id);
    text.setAttribute("transform", `translate(${node.x} ${node.y + node.radius})`);
    text.classList.toggle("off", !node.shown || !node.roomy);
  }
  inner.querySelectorAll(".off").forEach((element) => element.remove());
  inner.querySelectorAll(".halo").forEach((e) => { e.setAttribute("stroke", colour("--paper")); e.setAttribute("fill", colour("--paper")); });
  inner.querySelectorAll(".dim").forEach((e) => e.setAttribute("opacity", "0.13"));
  inner.querySelector(".captions").setAttribute("fill", colour("--ink"));
  inner.querySelector(".nodes").setAttribute("stroke", colour("--paper"));
  copy.prepend(svgElement("rect", { x: frame.left, y: frame.top, width, height, fill: colour("--paper") }));
  copy.append(legend.group);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

function download(blob, ending) {
  const link = make("a", "");
  link.href = URL.createObjectURL(blob);
  link.download = (graph.title || "graph").replace(/[\\/:*?"<>|\x00-\x1f]/g, "_") + ending;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const nothingShown = () => !graph.nodes.some((node) => node.shown);

function saveSvg() {
  if (nothingShown()) return;
  download(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', standalone().text], { type: "image/svg+xml" }), ".svg");
}

function savePng() {
  if (nothingShown()) return;
  const { text, width, height } = standalone();
  const scale = Math.min(3, 12000 / Math.max(width, height));
  const image = new Image();
  image.onload = () => {
    const canvas = make("canvas", "");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => download(blob, ".png"), "image/png");
  };
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
}

byId("save-svg").addEventListener("click", saveSvg);
byId("save-png").addEventListener("click", savePng);
