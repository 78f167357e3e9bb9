// A graph of a region for comparisons, as JSON lines: districts, industries in a tree, firms with
// aliases and a date, supports under policies, who supplies whom. The same at every run.

/** Mulberry32: small, and good enough to spread a few thousand choices. */
function randomNumbers(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function region(firms) {
  const random = randomNumbers(20250612);
  const below = (end) => Math.floor(random() * end);
  const skewed = (end) => Math.floor(end * random() ** 3);
  const lines = [];
  let count = 0;
  const node = (labels, properties) => {
    lines.push({ kind: "node", id: `x${++count}`, labels, properties });
    return `x${count}`;
  };
  const rel = (type, start, end, properties = {}) => lines.push({ kind: "rel", id: `y${lines.length}`, type, start, end, properties });
  const date = () => ({ $temporal: "date", value: `20${15 + below(11)}-0${1 + below(9)}-${10 + below(18)}` });

  const districts = ["东湖区", "西关区", "南屏区", "北苑区", "新城区"].map((name) => node(["District", "Place"], { name }));
  const industries = [];
  ["制造业", "装备", "机器人", "电子", "芯片", "软件", "医药", "新材料"].forEach((name, i) => {
    industries.push(node(["Industry"], { name, code: `C${i}` }));
    if (i > 0) rel("SUBCLASS_OF", industries[i], industries[Math.floor((i - 1) / 2)]);
  });
  const agencies = [...Array(8).keys()].map((i) => node(["Agency", "Organization"], { name: `第${i}服务局` }));
  const policies = [...Array(20).keys()].map((i) => node(["Policy"], { id: `P${i}`, name: `扶持办法，第“${i}”号`, issued: date() }));
  policies.forEach((policy) => {
    rel("TARGETS", policy, industries[below(industries.length)]);
    rel("APPLIES_IN", policy, districts[below(districts.length)]);
  });
  const all = [...Array(firms).keys()].map((i) => node(["Firm", "Organization"], { id: `F${i}`, name: `云岭${i}号科技有限公司`,
    aliases: [`云岭${i}`, `云岭;${i}`], founded: 1990 + below(35), revenue: below(100000) / 8, listed: random() < 0.2 }));
  all.forEach((firm) => {
    rel("LOCATED_IN", firm, districts[skewed(districts.length)]);
    rel("IN_INDUSTRY", firm, industries[below(industries.length)]);
    for (let n = below(4); n > 0; --n) {
      // None supplies itself: over such a loop the engines may walk once or often.
      const other = all[skewed(firms)];
      if (other !== firm) rel("SUPPLIES", firm, other, { amount: below(1000) / 4, since: 2000 + below(25) });
    }
    for (let n = skewed(4); n > 0; --n) {
      const support = node(["Support"], { id: `S${count}`, kind: ["贷款贴息", "研发补助"][below(2)], amount: below(8000) / 16, date: date() });
      rel("RECEIVED", firm, support);
      rel("PROVIDED_BY", support, agencies[below(agencies.length)]);
      if (random() < 0.8) rel("UNDER_POLICY", support, policies[skewed(policies.length)]);
    }
  });
  // Nodes first, as the format wants it.
  lines.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === "node" ? -1 : 1));
  return lines.map((line) => JSON.stringify(line)).join("\n") + "\n";
}
