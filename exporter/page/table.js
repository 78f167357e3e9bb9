// The same data as a table: sortable, filtered by its own box, in step with the picture.

const table = { lines: false, sort: 0, down: false, most: 300 };
const tableRows = byId("table").querySelector("tbody");

function nodeColumns() {
  return [["name", (n) => n.caption], ["label", (n) => labelWord(graph.labels[n.label])], ["degree", (n) => n.degree],
    ["properties", (n) => Object.entries(n.properties).filter(([key]) => key !== "name")
      .map(([key, value]) => `${keyWord(key)}: ${valueText(value)}`).join("  ")]];
}

function lineColumns() {
  return [["from", (l) => graph.nodes[l.from].caption], ["type", (l) => labelWord(graph.types[l.type])],
    ["to", (l) => graph.nodes[l.to].caption], ["evidence", (l) => valueText(property(l, "evidence", "证据") ?? "")],
    ["document", (l) => valueText(property(l, "doc", "文档") ?? "")]];
}

function drawTable() {
  if (byId("table").hidden) return;
  const columns = table.lines ? lineColumns() : nodeColumns();
  const wanted = normal(byId("table-filter").value);
  const rows = (table.lines ? graph.lines : graph.nodes).filter((thing) => thing.shown)
    .map((thing) => ({ thing, cells: columns.map(([, value]) => value(thing)) }))
    .filter((row) => wanted === "" || row.cells.some((cell) => normal(String(cell)).includes(wanted)));
  const order = (a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), language));
  rows.sort((a, b) => order(a.cells[table.sort], b.cells[table.sort]) * (table.down ? -1 : 1));
  byId("table").querySelector("thead").replaceChildren(make("tr", "", ...columns.map(([key], i) => headCell(key, i))));
  tableRows.replaceChildren(...rows.slice(0, table.most).map(bodyRow));
  byId("table-count").textContent = `${rows.length > table.most ? word("firstRows") + " " + table.most + " / " : ""}${rows.length} ${word("rows")}`;
}

function headCell(key, index) {
  const cell = make("th", key === "degree" ? "number" : "", word(key), index === table.sort ? (table.down ? " ▾" : " ▴") : "");
  cell.addEventListener("click", () => {
    table.down = table.sort === index && !table.down;
    table.sort = index;
    drawTable();
  });
  return cell;
}

function bodyRow({ thing, cells }) {
  const row = make("tr", thing === chosen ? "chosen" : "",
    ...cells.map((cell) => make("td", typeof cell === "number" ? "number" : "", String(cell))));
  row.addEventListener("click", () => {
    choose(thing);
    reveal(isNode(thing) ? thing : graph.nodes[thing.from]);
  });
  return row;
}

function openTable(open = byId("table").hidden) {
  byId("table").hidden = !open;
  byId("table-button").setAttribute("aria-pressed", String(open));
  drawTable();
}

function showTab(lines) {
  Object.assign(table, { lines, sort: 0, down: false });
  byId("tab-nodes").setAttribute("aria-pressed", String(!lines));
  byId("tab-lines").setAttribute("aria-pressed", String(lines));
  drawTable();
}

byId("table-button").addEventListener("click", () => openTable());
byId("tab-nodes").addEventListener("click", () => showTab(false));
byId("tab-lines").addEventListener("click", () => showTab(true));
byId("table-filter").addEventListener("input", drawTable);
byId("table-filter").addEventListener("keydown", (event) => event.stopPropagation());
for (const name of ["shown", "spoken", "chosen"]) document.addEventListener(name, drawTable);
