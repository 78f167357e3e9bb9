// The way beyond one machine, tried on one: our export for Neo4j is loaded into another engine of the
// same language, and every query must give the same rows in both.
// Usage: node compare.mjs DINGTU [--db STORE] [--queries FOLDER]

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { region } from "./graph.mjs";
import { Ladybug } from "./ladybug.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const { values: options, positionals: [program] } = parseArgs({ allowPositionals: true,
  options: { db: { type: "string" }, queries: { type: "string", default: join(here, "queries") } } });
const folder = mkdtempSync(join(tmpdir(), "dingtu-peers-"));

let store = options.db ?? join(folder, "store");
const dingtu = (...words) => execFileSync(program, ["--db", store, ...words],
  { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 2 ** 30 });

/** NAME.cypher, and NAME.ladybug.cypher where that engine writes it another way. */
function queries() {
  const text = (name) => readFileSync(join(options.queries, name), "utf8").replace(/^\s*\/\/.*$/gm, "").trim().replace(/;$/, "");
  const names = readdirSync(options.queries).filter((name) => name.endsWith(".cypher"));
  return names.filter((name) => name.split(".").length === 2).sort().map((name) => {
    const other = names.find((one) => one.startsWith(name.replace("cypher", "")) && one !== name);
    return { name: name.replace(".cypher", ""), ours: text(name), theirs: text(other ?? name) };
  });
}

/** A value as text that is the same whichever engine it comes from. */
function plain(value) {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") return String(Number(value.toPrecision(9)));
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, "");
  if (Array.isArray(value)) return `[${value.map(plain).join()}]`;
  return typeof value === "object" && "$temporal" in value ? value.value : String(value);
}

/** Rows without their order, which a query need not fix. */
const checksum = (rows) => createHash("sha256").update(rows.map((row) => row.map(plain).join("\t")).sort().join("\n")).digest("hex").slice(0, 12);

if (!options.db) {
  writeFileSync(join(folder, "graph.jsonl"), region(600));
  dingtu("import", join(folder, "graph.jsonl"));
}
const exported = join(folder, "neo4j");
dingtu("export", "--format", "neo4j", "-o", exported);
const ladybug = new Ladybug(join(folder, "ladybug"));
await ladybug.load(exported, join(folder, "parts"));

let different = 0;
for (const { name, ours, theirs } of queries()) {
  const mine = dingtu("query", "--format", "jsonl", ours).split("\n").filter(Boolean).map((line) => Object.values(JSON.parse(line)));
  const other = ladybug.rows(theirs);
  const same = mine.length > 0 && mine.length === other.length && checksum(mine) === checksum(other);
  console.log(`${same ? "equal    " : "DIFFERENT"} ${name.padEnd(28)} ${mine.length} rows ${checksum(mine)}` +
    (same ? "" : `, there ${other.length} rows ${checksum(other)}`));
  different += same ? 0 : 1;
}
ladybug.close();
rmSync(folder, { recursive: true });
process.exit(different > 0 ? 1 : 0);
