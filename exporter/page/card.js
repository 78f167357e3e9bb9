// The card of what is chosen: an entity with its properties and relations, or a relation with the
// sentence that it rests on.

const evidenceKeys = new Set(["evidence", "证据", "sentence", "句", "doc", "文档", "begin", "起", "end", "止", "spans", "片段"]);

function valueText(value) {
  if (Array.isArray(value)) return value.map(valueText).join("，");
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

function propertyList(thing, hidden) {
  const list = make("dl", "");
  for (const [key, value] of Object.entries(thing.properties)) {
    if (!hidden.has(key)) list.append(make("dt", "", keyWord(key)), make("dd", "", valueText(value)));
  }
  return list;
}

function goTo(thing, text) {
  const button = make("button", "go", text);
  button.type = "button";
  button.addEventListener("click", () => {
    choose(thing);
    if (isNode(thing)) reveal(thing);
  });
  return button;
}

function dot(node) {
  const mark = make("span", "dot");
  mark.style.background = graph.labels[node.label].colour;
  return mark;
}

function nodeCard(node) {
  const focus = make("button", "", word(wish.focus === node ? "more" : "focus"));
  focus.type = "button";
  focus.addEventListener("click", () => focusOn(node, wish.focus === node ? wish.hops + 1 : 1));
  const relations = make("ul", "");
  for (const line of node.lines) {
    const other = graph.nodes[line.from === node.index ? line.to : line.from];
    const type = goTo(line, labelWord(graph.types[line.type]));
    relations.append(make("li", "", make("span", "soft", line.from === node.index ? "→ " : "← "), type, "  ",
      goTo(other, other.caption)));
  }
  return [make("h3", "", node.caption),
    make("div", "soft", dot(node), " ", node.labels.map(nameOfLabel).join("、")),
    propertyList(node, new Set(["name"])), focus,
    make("h2", "", `${word("relations")} ${node.lines.length}${node.lines.length < node.degree ? " / " + node.degree : ""}`), relations];
}

const nameOfLabel = (name) => (language === "zh" && graph.words[name]) || name;

/** The sentence with the evidence in it marked; evidence in several pieces is parted by ‖. */
function sentenceOf(line) {
  const evidence = property(line, "evidence", "证据"), sentence = property(line, "sentence", "句");
  if (evidence === undefined && sentence === undefined) return null;
  const quote = make("blockquote", "");
  if (sentence === undefined) {
    quote.append(make("mark", "", String(evidence)));
    return quote;
  }
  let rest = String(sentence);
  for (const piece of String(evidence || "").split("‖").map((p) => p.trim()).filter(Boolean)) {
    const at = rest.indexOf(piece);
    if (at < 0) continue;
    quote.append(rest.slice(0, at), make("mark", "", piece));
    rest = rest.slice(at + piece.length);
  }
  quote.append(rest);
  return quote;
}

function sourceOf(line) {
  const doc = property(line, "doc", "文档");
  if (doc === undefined) return null;
  const begin = property(line, "begin", "起"), end = property(line, "end", "止");
  const place = begin === undefined ? "" : `, ${word("bytes")} ${begin}–${end}`;
  const node = graph.nodes.find((n) => n.labels.includes("Document") && (n.properties.id === doc || n.caption === doc));
  return make("div", "soft", `${word("document")}: `, node ? goTo(node, String(doc)) : String(doc), place);
}

function lineCard(line) {
  const from = graph.nodes[line.from], to = graph.nodes[line.to];
  const parts = [make("h3", "", labelWord(graph.types[line.type])),
    make("div", "", dot(from), " ", goTo(from, from.caption)), make("div", "", "→ ", dot(to), " ", goTo(to, to.caption)),
    sentenceOf(line), sourceOf(line), propertyList(line, evidenceKeys)];
  return parts.filter((part) => part !== null);
}

function showCard() {
  const card = byId("card");
  card.hidden = chosen === null;
  if (chosen === null) return card.replaceChildren();
  const close = make("button", "close", "×");
  close.type = "button";
  close.title = word("close");
  close.setAttribute("aria-label", close.title);
  close.addEventListener("click", () => choose(null));
  card.replaceChildren(close, ...(isNode(chosen) ? nodeCard(chosen) : lineCard(chosen)));
  card.parentElement.scrollTop = 0;
}
document.addEventListener("chosen", showCard);
document.addEventListener("spoken", showCard);
