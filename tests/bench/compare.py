#!/usr/bin/env python3
"""Queries side by side with other engines: Kùzu, LadybugDB and DuckDB on the same data and machine.

    tests/bench/compare.py --bin build/release/dingtu --material DIR [--work DIR] [--threads 2,1]
                           [--only dingtu,kuzu] [--sets city,lsqb] [--runs 5] [--cold]

DIR holds the generator `gen_city.py`, the harness `peers/` (with its node modules installed), the
query folders `queries/` and `point/`, and `lsqb/` with its data unpacked. Databases and results are
kept in the work folder and made only once; a result is measured anew unless --keep is given.
Prints Markdown: a table for each set and number of threads. A time whose rows are not those that
the other engines gave, or that are expected, is shown as `wrong`.

Dingtu's times are its own (parse to last row, `elapsed_us`), the others' as their client sees them,
without a pipe between. Median of some runs after a first one.
"""
import argparse
import json
import math
import os
import subprocess
import sys

GRAPH_ENGINES = ("dingtu", "kuzu", "ladybug")
ENGINES = GRAPH_ENGINES + ("duckdb",)
PEERS = ENGINES[1:]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--material", required=True)
    parser.add_argument("--work", default="bench-out")
    parser.add_argument("--threads", default="2,1")
    parser.add_argument("--only", default=",".join(ENGINES))
    parser.add_argument("--sets", default="lsqb,city")
    parser.add_argument("--scale", type=int, default=10)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cold", action="store_true", help="also each query in a new process")
    parser.add_argument("--keep", action="store_true", help="use results that are there")
    options = parser.parse_args()
    for name in ("bin", "material", "work"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    os.makedirs(options.work, exist_ok=True)
    return options


# ---- measuring -----------------------------------------------------------------------------------

class Bench:
    def __init__(self, options):
        self.options = options
        self.peers = os.path.join(options.material, "peers")

    def data_of(self, which):
        if which == "lsqb":
            return os.path.join(self.options.material, "lsqb", "sf0.1x")
        folder = os.path.join(self.options.work, f"city{self.options.scale}")
        if not os.path.exists(os.path.join(folder, "schema.cypher")):
            generator = os.path.join(self.options.material, "gen_city.py")
            subprocess.run([sys.executable, generator, "--scale", str(self.options.scale), "--out",
                            folder], check=True, stdout=sys.stderr)
        return folder

    def queries_of(self, which):
        folders = ["lsqb/queries"] if which == "lsqb" else ["queries", "point"]
        return [os.path.join(self.options.material, folder) for folder in folders]

    def measure(self, engine, which, threads):
        result = os.path.join(self.options.work, f"{engine}-{which}-{threads}.json")
        if not (self.options.keep and os.path.exists(result)):
            database = os.path.join(self.options.work, f"{engine}-{which}.db")
            print(f"{engine} {which} threads={threads}", file=sys.stderr)
            run = self.run_graph if engine in GRAPH_ENGINES else self.run_duckdb
            run(engine, which, threads, database, result)
        with open(result, encoding="utf-8") as file:
            return json.load(file)

    def run_graph(self, engine, which, threads, database, result):
        command = ["node", os.path.join(self.peers, "run.mjs"), "--engine", engine,
                   "--data", self.data_of(which), "--threads", str(threads),
                   "--runs", str(self.options.runs), "--db", database, "--json", result]
        for option, folder in zip(("--queries", "--queries2"), self.queries_of(which)):
            command += [option, folder]
        if engine == "dingtu":
            command += ["--bin", self.options.bin]
        if os.path.exists(database):
            command.append("--skip-load")
        if not self.options.cold:
            command.append("--skip-cold")
        subprocess.run(command, check=True, cwd=self.peers, stdout=sys.stderr)

    def run_duckdb(self, engine, which, threads, database, result):
        del engine
        extra = os.path.join(self.peers, "extra")
        command = ["node", os.path.join(extra, f"duckdb_{which}.mjs"),
                   "--data", self.data_of(which), "--db", database, "--threads", str(threads),
                   "--runs", str(self.options.runs)]
        if which == "city":
            command += ["--sql", os.path.join(extra, "city-sql", "all.sql")]
        if os.path.exists(database):
            command.append("--skip-load")
        done = subprocess.run(command, check=True, cwd=self.peers, stdout=subprocess.PIPE)
        with open(result, "wb") as file:
            file.write(done.stdout.strip().splitlines()[-1])

    def expected(self, which):
        """By query: the checksum, or for LSQB the count."""
        folder = "lsqb" if which == "lsqb" else "queries"
        with open(os.path.join(self.options.material, folder, "expected.json")) as file:
            known = json.load(file)
        if which == "lsqb":
            return {name: str(count) for name, count in known["sf0.1x"].items()}
        answers = known.get(f"city scale {self.options.scale} seed 7", {})
        return {name: answer["checksum"] for name, answer in answers.items()}


# ---- comparing -----------------------------------------------------------------------------------

def time_of(query):
    return query.get("engine_ms", query.get("median_ms"))


def answer_of(query, which):
    return str(query.get("value")) if which == "lsqb" else query.get("checksum")


def times_by_query(results, which, expected):
    """{query: {engine: ms, or "wrong"}}; what nobody expects, most engines must agree on."""
    table = {}
    for engine, result in results.items():
        for query in result["queries"]:
            if not query.get("error") and time_of(query) is not None:
                table.setdefault(query["id"], {})[engine] = query
    for name, row in table.items():
        answers = [answer_of(query, which) for query in row.values()]
        right = expected.get(name, max(set(answers), key=answers.count))
        for engine, query in row.items():
            row[engine] = time_of(query) if answer_of(query, which) == right else "wrong"
    return dict(sorted(table.items()))


def mean(values):
    values = [value for value in values if value]
    return math.exp(sum(map(math.log, values)) / len(values)) if values else None


def shown(value):
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def ratio(ours, theirs):
    """How many times faster we are; nothing where one of the times is missing or wrong."""
    numbers = isinstance(ours, (int, float)) and isinstance(theirs, (int, float))
    return theirs / ours if numbers and ours else None


def print_table(rows, engines):
    print("| query | " + " | ".join(f"{engine}, ms" for engine in engines)
          + " | Kùzu / Dingtu | best peer / Dingtu |")
    print("|---" * (len(engines) + 3) + "|")
    to_kuzu, to_best = [], []
    for name, row in rows.items():
        peers = [row[peer] for peer in PEERS if isinstance(row.get(peer), (int, float))]
        ours = row.get("dingtu")
        to_kuzu.append(ratio(ours, row.get("kuzu")))
        to_best.append(ratio(ours, min(peers, default=None)))
        print(f"| {name} | " + " | ".join(shown(row.get(engine)) for engine in engines)
              + f" | {shown(to_kuzu[-1])} | {shown(to_best[-1])} |")
    means = [mean([row[engine] for row in rows.values()
                   if isinstance(row.get(engine), (int, float))]) for engine in engines]
    print("| geometric mean | " + " | ".join(map(shown, means))
          + f" | {shown(mean(to_kuzu))} | {shown(mean(to_best))} |\n")


def print_rest(results, cold):
    print("| engine | version | peak memory over the queries, MB | database, MB |")
    print("|---|---|---|---|")
    for engine, result in results.items():
        peak = result.get("query_peak_rss_mb", result.get("peak_rss_mb"))
        print(f"| {engine} | {result.get('version') or ''} | {shown(peak)} "
              f"| {shown(result.get('db_bytes', 0) / 1e6)} |")
    print()
    if not cold:
        return
    print("Opening and first query, each in a new process, ms:\n")
    for engine, result in results.items():
        times = [query.get("cold_open_ms") for query in result["queries"]]
        print(f"- {engine}: geometric mean {shown(mean(times))}; "
              + ", ".join(f"{query['id']} {shown(query.get('cold_open_ms'))}"
                          for query in result["queries"]))
    print()


def main():
    options = arguments()
    bench = Bench(options)
    engines = [engine for engine in ENGINES if engine in options.only.split(",")]
    for which in options.sets.split(","):
        for threads in map(int, options.threads.split(",")):
            results = {engine: bench.measure(engine, which, threads) for engine in engines}
            rows = times_by_query(results, which, bench.expected(which))
            title = f"city graph at scale {options.scale}" if which == "city" else "LSQB sf0.1x"
            print(f"### {title}, {threads} thread{'s' if threads > 1 else ''}\n")
            if which == "lsqb":
                print_table(rows, engines)
            else:
                print_table({name: row for name, row in rows.items() if name[0] == "q"}, engines)
                print_table({name: row for name, row in rows.items() if name[0] == "p"}, engines)
            print_rest(results, options.cold)


if __name__ == "__main__":
    main()
