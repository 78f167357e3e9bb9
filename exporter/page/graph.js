"use strict";
// The graph as the page holds it, and what of it is to be seen. Names come from documents: they
// reach the page as text nodes only.

const graph = JSON.parse(document.getElementById("graph-data").textContent);
const byId = (id) => document.getElementById(id);

graph.nodes.forEach((node, index) => {
  node.index = index;
  node.lines = [];
  node.circle = byId(node.id);
  node.text = byId("c" + node.id);
  node.searchText = [node.caption, ...aliasesOf(node), ...(node.spelling || "").split(" ")].map(normal);
});
graph.lines.forEach((line, index) => {
  line.index = index;
  line.path = byId(line.id);
  graph.nodes[line.from].lines.push(line);
  if (line.to !== line.from) graph.nodes[line.to].lines.push(line);
});

const nodeOfCircle = new Map(graph.nodes.map((node) => [node.circle, node]));

/** What a name is compared by: no white space, no quotes, Latin letters small. */
function normal(text) {
  return text.normalize("NFKC").replace(/[\s“”‘’"'「」『』《》]/g, "").toLowerCase();
}

function aliasesOf(node) {
  const aliases = node.properties.aliases || node.properties["别名"] || [];
  return (Array.isArray(aliases) ? aliases : [aliases]).map(String);
}

/** The first of these properties that is there. */
function property(thing, ...keys) {
  for (const key of keys) {
    if (thing.properties[key] !== undefined) return thing.properties[key];
  }
  return undefined;
}

/** First and last year of a period such as 2024, 2025Q1, 2024-01/2024-07, 2024-06/ or /2025-05. */
function yearsOf(line) {
  const period = property(line, "period", "时期");
  if (period === undefined) return null;
  const parts = String(period).split("/").map((part) => parseInt(part, 10));
  const first = Number.isNaN(parts[0]) ? -Infinity : parts[0];
  const last = parts.length === 1 ? first : Number.isNaN(parts[1]) ? Infinity : parts[1];
  return [first, last];
}

/** What the reader wants to see; show() turns it into what is shown. */
const wish = {
  labels: new Set(graph.labels.map((_, index) => index)),
  types: new Set(graph.types.map((_, index) => index)),
  years: null,          // [from, to]
  undated: true,
  focus: null,          // a node, its surroundings alone
  hops: 1,
};

/** The nodes at most `hops` lines away, over lines that are shown. */
function around(node, hops) {
  const found = new Set([node]);
  let border = [node];
  for (let hop = 0; hop < hops; ++hop) {
    const next = [];
    for (const one of border) {
      for (const line of one.lines) {
        const other = graph.nodes[line.from === one.index ? line.to : line.from];
        if (lineWanted(line) && wish.labels.has(other.label) && !found.has(other)) {
          found.add(other);
          next.push(other);
        }
      }
    }
    border = next;
  }
  return found;
}

function lineWanted(line) {
  if (!wish.types.has(line.type)) return false;
  if (wish.years === null) return true;
  const years = yearsOf(line);
  if (years === null) return wish.undated;
  return years[0] <= wish.years[1] && years[1] >= wish.years[0];
}

/** Brings the picture in line with `wish`. */
function show() {
  const focused = wish.focus ? around(wish.focus, wish.hops) : null;
  for (const node of graph.nodes) {
    node.shown = wish.labels.has(node.label) && (!focused || focused.has(node));
    node.circle.classList.toggle("off", !node.shown);
  }
  for (const line of graph.lines) {
    line.shown = lineWanted(line) && graph.nodes[line.from].shown && graph.nodes[line.to].shown;
    line.path.classList.toggle("off", !line.shown);
  }
  document.dispatchEvent(new Event("shown"));
}
