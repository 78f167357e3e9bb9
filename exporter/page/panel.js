// Search, legend and the filter by period.

const search = byId("search"), list = byId("hits");
let offered = [], at = 0;

/** Nodes whose name, alias or spelling holds the text; beginnings and many relations first. */
function find(text) {
  const wanted = normal(text);
  if (wanted === "") return [];
  const rank = (node) => Math.min(...node.searchText.map((t) => {
    const index = t.indexOf(wanted);
    return index < 0 ? 9 : t === wanted ? 0 : index === 0 ? 1 : 2;
  }));
  return graph.nodes.map((node) => ({ node, rank: rank(node) })).filter((hit) => hit.rank < 9)
    .sort((a, b) => a.rank - b.rank || b.node.degree - a.node.degree).map((hit) => hit.node);
}

function offer() {
  const all = find(search.value);
  hits = new Set(all);
  offered = all.slice(0, 30);
  at = 0;
  list.replaceChildren(...offered.map((node) => {
    const item = make("li", "", dot(node), make("span", "", node.caption), aliasHit(node),
      make("small", "", labelWord(graph.labels[node.label])));
    item.setAttribute("role", "option");
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(node); });
    return item;
  }));
  if (offered.length === 0) list.replaceChildren(make("li", "soft", word("nothing")));
  list.hidden = search.value === "";
  search.setAttribute("aria-expanded", String(!list.hidden));
  mark();
  if (chosen) choose(null);
  else emphasise();
}

/** The alias by which a node was found, if not by its name. */
function aliasHit(node) {
  const wanted = normal(search.value);
  const alias = normal(node.caption).includes(wanted) ? undefined : aliasesOf(node).find((a) => normal(a).includes(wanted));
  return make("span", "soft", alias || "");
}

function mark() {
  [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
  if (list.children[at]) list.children[at].scrollIntoView({ block: "nearest" });
}

function take(node) {
  hits = new Set();
  list.hidden = true;
  search.setAttribute("aria-expanded", "false");
  if (!node.shown) {
    wish.labels.add(node.label);
    focusOn(null, 1);
    drawLegend();
  }
  choose(node);
  reveal(node);
}

search.addEventListener("input", offer);
search.addEventListener("keydown", (event) => {
  event.stopPropagation();
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    at = Math.max(0, Math.min(offered.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
    mark();
    event.preventDefault();
  } else if (event.key === "Enter" && offered[at]) {
    take(offered[at]);
    stage.focus();
  } else if (event.key === "Escape") {
    search.value = "";
    offer();
    stage.focus();
  }
});
search.addEventListener("blur", () => { list.hidden = true; });

function legendItem(entry, index, set, sign) {
  const box = make("input", "");
  box.type = "checkbox";
  box.checked = set.has(index);
  const swatch = make("span", sign);
  swatch.style.background = entry.colour;
  box.addEventListener("change", () => {
    if (box.checked) set.add(index);
    else set.delete(index);
    show();
    emphasise();
  });
  const label = make("label", "", box, swatch, make("span", "", labelWord(entry)), make("span", "count", String(entry.count)));
  // A double click leaves this entry alone in the picture, another one brings all back.
  label.addEventListener("dblclick", (event) => {
    event.preventDefault();
    const alone = set.size === 1 && set.has(index);
    set.clear();
    (sign === "dot" ? graph.labels : graph.types).forEach((_, i) => { if (alone || i === index) set.add(i); });
    drawLegend();
    show();
    emphasise();
  });
  return make("li", "", label);
}

function drawLegend() {
  byId("labels").replaceChildren(...graph.labels.map((entry, i) => legendItem(entry, i, wish.labels, "dot")));
  byId("types").replaceChildren(...graph.types.map((entry, i) => legendItem(entry, i, wish.types, "dash")));
}
document.addEventListener("spoken", drawLegend);

const finite = graph.lines.map(yearsOf).filter((years) => years !== null).flat().filter(Number.isFinite);
if (finite.length > 0) {
  const from = byId("from"), to = byId("to"), undated = byId("undated");
  byId("period").hidden = false;
  from.value = from.min = to.min = Math.min(...finite);
  to.value = to.max = from.max = Math.max(...finite);
  const change = () => {
    const whole = from.value === from.min && to.value === to.max && undated.checked;
    wish.years = whole ? null : [Number(from.value), Number(to.value)];
    wish.undated = undated.checked;
    show();
    emphasise();
  };
  [from, to, undated].forEach((input) => input.addEventListener("change", change));
}
