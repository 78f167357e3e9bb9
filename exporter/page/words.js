// The two languages of the page. Labels, types and property keys have the words that the program
// was given for Chinese, and stand as they are stored in English.

const words = {
  zh: {
    search: "搜索名称、别名", fit: "全图", table: "表格", labels: "实体", types: "关系", period: "时期（年）",
    undated: "含无时期的关系", nodes: "实体", lines: "关系", keys: "键盘操作", close: "关闭", theme: "明暗", help: "帮助",
    language: "English", saveSvg: "保存为 SVG", savePng: "保存为 PNG", zoomIn: "放大", zoomOut: "缩小",
    leaveFocus: "返回全图", focus: "只看周边", more: "再远一步", relations: "关系", evidence: "证据", document: "文档",
    bytes: "字节", name: "名称", label: "类别", degree: "关系数", properties: "属性", from: "起点", type: "关系类型",
    to: "终点", nothing: "没有找到", filter: "筛选", rows: "行", firstRows: "显示前",
    leftOut: (shown, all) => `图中显示关系最多的 ${shown} 个实体，全图共 ${all} 个。查看全部：导出时用 --limit，或导出 gexf、csv。`,
    focusOn: (name, hops) => `${name} 周边 ${hops} 步`,
    help: "帮助",
    helpKeys: [["/", "搜索"], ["← → ↑ ↓", "选中时移到该方向最近的实体，否则平移"], ["+ −", "缩放"], ["0", "全图"],
      ["Enter", "只看所选实体的周边"], ["Esc", "取消"], ["t", "表格"], ["d", "明暗"], ["l", "语言"], ["?", "帮助"]],
  },
  en: {
    search: "Search names and aliases", fit: "Fit", table: "Table", labels: "Entities", types: "Relations", period: "Period (years)",
    undated: "with relations that have no period", nodes: "Entities", lines: "Relations", keys: "Keyboard", close: "Close",
    theme: "Light or dark", language: "中文", saveSvg: "Save as SVG", savePng: "Save as PNG", zoomIn: "Zoom in", zoomOut: "Zoom out",
    leaveFocus: "Back to all", focus: "Surroundings only", more: "One step further", relations: "Relations", evidence: "Evidence",
    document: "Document", bytes: "bytes", name: "Name", label: "Label", degree: "Relations", properties: "Properties", from: "From",
    type: "Type", to: "To", nothing: "Nothing found", filter: "Filter", rows: "rows", firstRows: "the first",
    leftOut: (shown, all) => `The ${shown} of ${all} entities with most relations are shown. For all of them export with --limit, or as gexf or csv.`,
    focusOn: (name, hops) => `Within ${hops} of ${name}`,
    help: "Help",
    helpKeys: [["/", "search"], ["← → ↑ ↓", "to the nearest entity that way if one is chosen, else move"], ["+ −", "zoom"],
      ["0", "fit"], ["Enter", "only what is around the chosen entity"], ["Esc", "undo"], ["t", "table"], ["d", "light or dark"],
      ["l", "language"], ["?", "help"]],
  },
};

let language = navigator.language.startsWith("en") ? "en" : "zh";
const word = (key) => words[language][key];
const labelWord = (entry) => (language === "zh" ? entry.word : entry.name) || "–";
const keyWord = (key) => (language === "zh" && graph.words[key]) || key;

/** An element with a class, text and children. */
function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

function speak() {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-text]").forEach((e) => { e.textContent = word(e.dataset.text); });
  document.querySelectorAll("[data-tip]").forEach((e) => {
    e.title = word(e.dataset.tip);
    e.setAttribute("aria-label", e.title);
  });
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("table-filter").placeholder = word("filter");
  byId("language").textContent = language === "zh" ? "EN" : "中";
  byId("stage").setAttribute("aria-label", `${graph.nodes.length} ${word("nodes")}, ${graph.lines.length} ${word("lines")}`);
  byId("note").textContent = graph.nodes.length < graph.allNodes ? word("leftOut")(graph.nodes.length, graph.allNodes) : "";
  byId("help").querySelector("dl").replaceChildren(...word("helpKeys").flatMap(([key, text]) =>
    [make("dt", "", make("kbd", "", key)), make("dd", "", text)]));
  document.dispatchEvent(new Event("spoken"));
}
