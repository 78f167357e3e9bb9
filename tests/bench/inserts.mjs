// Statements that insert one relationship, each durable before the next, per second:
//   node inserts.mjs --engine kuzu|ladybug|dingtu --db PATH [--bin DINGTU] [--peers DIR] [--nodes 10000] [--seconds 5]
// The database is made anew; --peers is a folder whose node_modules has the engine. One JSON line.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
    options: Object.fromEntries(
        ['engine', 'db', 'bin', 'peers', 'nodes', 'seconds'].map(name => [name, { type: 'string' }])),
});
const nodes = Number(options.nodes ?? 10000);
const seconds = Number(options.seconds ?? 5);
const statement =
    'MATCH (a:Firm {id: $first}), (b:Firm {id: $second}) CREATE (a)-[:SUPPLIES {since: $since}]->(b)';
fs.rmSync(options.db, { recursive: true, force: true });
fs.rmSync(options.db + '.wal', { force: true });

const writer = options.engine === 'dingtu' ? await openDingtu() : await openPeer();
await writer.fill();
let random = 7;
const draw = () => (random = (random * 48271) % 2147483647) % nodes;
const latencies = [];
let elapsed = 0; // in the engine: a pipe and JSON are no part of it, as a peer has none
const end = performance.now() + seconds * 1000;
while (performance.now() < end) {
    const before = performance.now();
    const told = await writer.insert({ first: draw(), second: draw(), since: 2024 });
    const took = told?.elapsed_us ? told.elapsed_us / 1000 : performance.now() - before;
    latencies.push(took);
    elapsed += took / 1000;
}
const stored = await writer.count();
await writer.close();
if (stored !== latencies.length) throw new Error(`${latencies.length} inserted, ${stored} found`);
latencies.sort((a, b) => a - b);
const at = part => Number(latencies[Math.floor(part * (latencies.length - 1))].toFixed(3));
console.log(JSON.stringify({
    engine: options.engine,
    per_second: Math.round(latencies.length / elapsed),
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    inserted: stored,
}));

async function openDingtu() {
    const server = spawn(options.bin, ['--db', options.db, 'serve-stdio'],
                         { stdio: ['pipe', 'pipe', 'inherit'] });
    const waiting = [];
    readline.createInterface({ input: server.stdout }).on('line', line => waiting.shift()(JSON.parse(line)));
    const ask = (query, params = {}) => new Promise((resolve, reject) => {
        waiting.push(answer => (answer.error ? reject(new Error(answer.error.message)) : resolve(answer)));
        server.stdin.write(JSON.stringify({ id: 1, query, params }) + '\n');
    });
    return {
        fill: () => ask(`UNWIND range(0, ${nodes - 1}) AS i CREATE (:Firm {id: i})`),
        insert: params => ask(statement, params),
        count: async () => Number((await ask('MATCH ()-[r:SUPPLIES]->() RETURN count(*)')).rows[0][0]),
        close: () => new Promise(resolve => { server.on('exit', resolve); server.stdin.end(); }),
    };
}

async function openPeer() {
    const require = createRequire(path.resolve(options.peers ?? '.', 'x.js'));
    const engine = require(options.engine === 'kuzu' ? 'kuzu' : '@ladybugdb/core');
    const database = new engine.Database(options.db);
    const connection = new engine.Connection(database, 2);
    const rows = text => {
        const result = connection.querySync(text);
        const all = result.getAllSync();
        result.close();
        return all;
    };
    let prepared;
    return {
        fill: () => {
            rows('CREATE NODE TABLE Firm(id INT64, PRIMARY KEY(id))');
            rows('CREATE REL TABLE SUPPLIES(FROM Firm TO Firm, since INT64)');
            rows(`UNWIND range(0, ${nodes - 1}) AS i CREATE (:Firm {id: i})`);
            prepared = connection.prepareSync(statement);
        },
        insert: params => connection.executeSync(prepared, params).close(),
        count: () => Number(Object.values(rows('MATCH ()-[r:SUPPLIES]->() RETURN count(*) AS n')[0])[0]),
        close: () => { connection.closeSync(); database.closeSync(); },
    };
}
