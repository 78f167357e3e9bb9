// The graphs that the page is tried with, as JSON lines for `dingtu import`.

const lines = (nodes, relationships) =>
  [...nodes.map((node) => ({ kind: "node", ...node })), ...relationships.map((rel) => ({ kind: "rel", ...rel }))]
    .map((one) => JSON.stringify(one)).join("\n") + "\n";

const node = (id, label, name, more = {}) => ({ id, labels: [label], properties: { name, ...more } });
const rel = (id, type, start, end, properties = {}) => ({ id, type, start, end, properties });

/** Firms with what a document says of them; names that no page may run. */
export const region = lines([
  node("f1", "Firm", "禾芯科技有限公司", { aliases: ["禾芯", "Hexin Tech"], staff: 420 }),
  node("f2", "Firm", "青禾机器人股份有限公司"),
  node("d1", "District", "钱塘区"),
  node("s1", "Support", "研发补助"),
  node("a1", "Agency", "钱塘区科技局"),
  node("x1", "Firm", "</script><script>document.title='run'</script><img src=http://example.org/x onerror=alert(1)>"),
  node("x2", "Firm", "\u202E=1+1 & \"quoted\" 'single'"),
  node("doc", "Document", "2025 年度报告"),
], [
  rel("r1", "LOCATED_IN", "f1", "d1", { evidence: "禾芯科技位于钱塘区", doc: "2025 年度报告", begin: 12, end: 40,
    sentence: "据悉，禾芯科技位于钱塘区，员工四百余人。" }),
  rel("r2", "RECEIVED", "f1", "s1", { period: "2023", evidence: "获研发补助" }),
  rel("r3", "RECEIVED", "f2", "s1", { period: "2025" }),
  rel("r4", "PROVIDED_BY", "s1", "a1"),
  rel("r5", "LOCATED_IN", "a1", "d1"),
  rel("r6", "LOCATED_IN", "x1", "d1"),
  rel("r7", "LOCATED_IN", "x2", "d1"),
]);

/** More nodes than a page shows: a tree in which each node has up to three below it. */
export function tree(size) {
  const ids = [...Array(size).keys()];
  return lines(ids.map((i) => node(`n${i}`, i % 7 ? "Firm" : "District", `企业${i}号`)),
    ids.slice(1).map((i) => rel(`r${i}`, "SUPPLIES", `n${i}`, `n${Math.floor((i - 1) / 3)}`)));
}
