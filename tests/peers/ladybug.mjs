// Loads a folder of `export --format neo4j` into LadybugDB, by the folder's headers alone.

import { createReadStream, createWriteStream, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";

const { Database, Connection } = createRequire(import.meta.url)("@ladybugdb/core");

/** neo4j-admin's types as LadybugDB calls them. */
const typeNames = { string: "STRING", long: "INT64", double: "DOUBLE", boolean: "BOOLEAN", date: "DATE",
  localdatetime: "TIMESTAMP", datetime: "TIMESTAMP_TZ", duration: "INTERVAL", time: "STRING", localtime: "STRING" };
const quoted = (name) => "`" + name + "`";
const literal = (text) => "'" + text.replace(/\\/g, "\\\\").replace(/'/g, "\\'") + "'";

/** The records of a CSV file, as the text they stand in and their fields. */
async function* records(path) {
  let text = "";
  for await (const line of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity })) {
    text = text === "" ? line : `${text}\n${line}`;
    if ((text.split('"').length - 1) % 2 !== 0) continue;  // a line break within quotes
    const fields = [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, a, b]) => (a === undefined ? b : a.replace(/""/g, '"')));
    yield { text, fields };
    text = "";
  }
}

async function header(path) {
  for await (const { fields } of records(path)) {
    return fields.map((field) => {
      const at = field.lastIndexOf(":");
      const type = field.slice(at + 1);
      return { name: field.slice(0, at), list: type.endsWith("[]"), type: typeNames[type.replace("[]", "")] };
    });
  }
  throw new Error(`${path} is empty`);
}

const files = (folder) => readdirSync(folder).filter((name) => name.endsWith(".csv")).sort().map((name) => join(folder, name));
const definition = (column) => `${quoted(column.name)} ${column.type}${column.list ? "[]" : ""}`;

/** Column i of the file as a value of the table. */
function value(column, i) {
  const items = column.list ? `string_split(c${i}, '\x1F')` : `c${i}`;
  return `CAST(${items} AS ${column.type}${column.list ? "[]" : ""})`;
}

/** `COPY` of a file whose first `keys` columns are ids, `skipped` more are labels or the type. */
function copy(table, path, columns, keys, options = "") {
  const all = columns.map((_, i) => `c${i} STRING`).join(", ");
  const wanted = columns.map((column, i) => (i < keys ? `c${i}` : i === keys ? null : value(column, i))).filter(Boolean);
  return `COPY ${quoted(table)} FROM (LOAD WITH HEADERS (${all}) FROM ${literal(path)} ` +
    `(HEADER=true, DELIM=',', QUOTE='"', ESCAPE='"', PARALLEL=false) RETURN ${wanted.join(", ")})${options}`;
}

export class Ladybug {
  constructor(path) {
    this.database = new Database(path, 2 * 2 ** 30);
    this.connection = new Connection(this.database, 2);
  }

  rows(text) {
    const result = this.connection.querySync(text);
    const last = Array.isArray(result) ? result.at(-1) : result;
    const rows = last.getAllSync().map((row) => Object.values(row));
    last.close();
    return rows;
  }

  /** A node has one label there: tables are called by the first. `spare` is for files in between. */
  async load(folder, spare) {
    mkdirSync(spare, { recursive: true });
    const tableOf = new Map();  // of a node's id
    for (const path of files(join(folder, "nodes"))) await this.loadNodes(path, tableOf);
    for (const path of files(join(folder, "relationships"))) await this.loadRelationships(path, tableOf, spare);
  }

  async loadNodes(path, tableOf) {
    const columns = await header(path);
    let table = null;
    for await (const { fields } of records(path)) {
      if (fields[0] === ":ID") continue;
      table = fields[1].split("\x1F")[0];
      tableOf.set(fields[0], table);
    }
    const properties = columns.slice(2).map(definition);
    this.rows(`CREATE NODE TABLE ${quoted(table)}(${["_key STRING", ...properties, "PRIMARY KEY(_key)"].join(", ")})`);
    this.rows(copy(table, path, columns, 1));
  }

  /** A table there knows which nodes it leads from and to: the file is split by that. */
  async loadRelationships(path, tableOf, spare) {
    const columns = await header(path);
    const parts = new Map();
    let head = "", type = "";
    for await (const { text, fields } of records(path)) {
      if (head === "") { head = text; continue; }
      type = fields[2];
      const ends = [tableOf.get(fields[0]), tableOf.get(fields[1])];
      const name = ends.join("-");
      if (!parts.has(name)) {
        const file = join(spare, `${basename(path, ".csv")}-${parts.size}.csv`);
        parts.set(name, { ends, file, out: createWriteStream(file) });
        parts.get(name).out.write(head + "\n");
      }
      parts.get(name).out.write(text + "\n");
    }
    const pairs = [...parts.values()];
    await Promise.all(pairs.map(({ out }) => new Promise((done) => out.end(done))));
    const fromTo = pairs.map(({ ends: [from, to] }) => `FROM ${quoted(from)} TO ${quoted(to)}`);
    this.rows(`CREATE REL TABLE ${quoted(type)}(${[...fromTo, ...columns.slice(3).map(definition)].join(", ")})`);
    for (const { ends: [from, to], file } of pairs) {
      this.rows(copy(type, file, columns, 2, ` (from=${literal(from)}, to=${literal(to)})`));
    }
  }

  close() {
    this.connection.closeSync();
    this.database.closeSync();
  }
}
