#!/usr/bin/env python3
"""The bars of storage in one sitting, beside Kuzu, DuckDB and LadybugDB.

    tests/bench/storage.py --bin build/release/dingtu --bench DIR [--out DIR] [--rounds 3] [--large]

DIR is the folder with `gen_city.py`, `lsqb/` and `peers/`, whose `node_modules` has the peers. Data and
databases go to --out (a temporary folder otherwise), figures to standard output. --large adds the import
of the city graph at scale 200 within 2 GiB: it needs 12 GB of disk and some minutes.
Times are the least of the rounds, in which the engines take turns; the load of the machine is told with them.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", required=True, type=Path)
    parser.add_argument("--bench", required=True, type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=10)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    out = options.out or Path(tempfile.mkdtemp(prefix="dingtu-bench-"))
    out.mkdir(parents=True, exist_ok=True)
    bench = Bench(options.bin.resolve(), options.bench.resolve(), out.resolve(), options.rounds)
    print(f"load average before: {load()}, {os.cpu_count()} cores, kernel {os.uname().release}")
    city = bench.city(options.scale)
    bench.imports(f"city graph, scale {options.scale:g}", city, "duckdb_city.mjs")
    bench.imports("LSQB sf0.1x", bench.lsqb(), "duckdb_lsqb.mjs")
    bench.first_answer(bench.city(1))
    bench.inserts()
    bench.reads()
    if options.large:
        bench.large(city, options.scale)
    print(f"load average after: {load()}")
    if options.out is None:
        shutil.rmtree(out)


def load():
    return " ".join(f"{x:.1f}" for x in os.getloadavg())


def size_of(path):
    if path.is_dir():
        return sum(f.stat().st_size for f in path.rglob("*") if f.is_file())
    wal = path.with_name(path.name + ".wal")
    return path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    for file in (path, path.with_name(path.name + ".wal")):
        file.unlink(missing_ok=True)


def run(command, **more):
    """Wall clock and CPU seconds, peak memory in MiB, and what the command printed."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **more)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command[:4]))} … ended with {process.returncode}")
    return {
        "wall": time.perf_counter() - begin,
        "cpu": usage.ru_utime + usage.ru_stime,
        "mib": usage.ru_maxrss / 1024,
        "text": text,
    }


class Bench:
    def __init__(self, dingtu, bench, out, rounds):
        self.dingtu, self.bench, self.out, self.rounds = dingtu, bench, out, rounds
        self.peers = bench / "peers"

    def city(self, scale):
        data = self.out / f"city{scale:g}"
        if not data.exists():
            part = data.with_suffix(".part")
            run([sys.executable, self.bench / "gen_city.py", "--scale", str(scale), "--out", part])
            part.rename(data)
        return data

    def lsqb(self):
        data = self.out / "sf0.1x"
        if not data.exists():
            run(["tar", "-xJf", self.bench / "lsqb" / "sf0.1x.tar.xz", "-C", self.out])
        return data

    def import_command(self, data, db, *more):
        nodes, relationships = [], []
        for file in sorted(data.glob("*.csv")):
            with open(file, encoding="utf-8") as text:
                of_nodes = not text.readline().startswith(":START_ID")
            (nodes if of_nodes else relationships).append(f"{file.stem}={file}")
        return [self.dingtu, "--db", db, "import", *more, "--nodes", *nodes, "--rels", *relationships]

    def engines(self, data, duckdb):
        db = self.out / "db"
        nothing = self.out / "nothing.sql"
        nothing.write_text("")
        duck = ["node", self.peers / "extra" / duckdb, "--data", data, "--db", db, "--threads", "2"]
        if duckdb == "duckdb_city.mjs":
            duck += ["--sql", nothing]
        kuzu = ["node", self.peers / "kuzulike.mjs", "load", "--engine", "kuzu", "--db", db,
                "--threads", "2", "--data", data]
        return {"dingtu": self.import_command(data, db), "kuzu": kuzu, "duckdb": duck}

    def imports(self, title, data, duckdb):
        db = self.out / "db"
        found = {}
        for _ in range(self.rounds):
            for engine, command in self.engines(data, duckdb).items():
                remove(db)
                got = run(command, stderr=subprocess.DEVNULL)
                if engine != "dingtu":  # what its runtime and its queries take is not counted
                    told = json.loads(got["text"].strip().splitlines()[-1])
                    got["wall"] = told["load_s"]
                got["bytes"] = size_of(db)
                best = found.setdefault(engine, got)
                for key in ("wall", "cpu", "mib", "bytes"):
                    best[key] = min(best[key], got[key])
        remove(db)
        ours, kuzu = found["dingtu"], found["kuzu"]
        print(f"\nimport of the {title} (least of {self.rounds}; load {load()})")
        for engine, got in found.items():
            cpu = f"{got['cpu']:6.2f} s CPU" if engine != "duckdb" or "city" in duckdb else " " * 12
            print(f"  {engine:8}{got['wall']:8.2f} s {cpu} {got['mib']:7.0f} MiB {got['bytes'] / 1e6:8.1f} MB")
        print(f"  dingtu / kuzu: time {ours['wall'] / kuzu['wall']:.2f}, memory {ours['mib'] / kuzu['mib']:.2f}, "
              f"size {ours['bytes'] / kuzu['bytes']:.2f}; time dingtu / duckdb "
              f"{ours['wall'] / found['duckdb']['wall']:.2f}")

    def first_answer(self, data):
        ours, theirs = self.out / "db-ours", self.out / "db-ladybug"
        for db in (ours, theirs):
            remove(db)
        run(self.import_command(data, ours), stderr=subprocess.DEVNULL)
        worker = ["node", self.peers / "kuzulike.mjs"]
        of_peer = ["--engine", "ladybug", "--db", theirs, "--threads", "2"]
        run(worker + ["load"] + of_peer + ["--data", data])
        point = self.bench / "point"
        query = point / "p1_firm_by_key.cypher"
        times, cold = [], []
        for _ in range(15):
            times.append(run([self.dingtu, "--db", ours, "query", "--format", "csv", "-f", query])["wall"] * 1e3)
            got = run(worker + ["cold"] + of_peer + ["--queries", point, "--only", query.stem])
            cold.append(json.loads(got["text"].strip().splitlines()[-1])["ms"])
        times.sort()
        cold.sort()
        print(f"\npoint/p1 in a new process, ms, median (least) of 15; load {load()}")
        print(f"  dingtu, start of the process included: {times[7]:.1f} ({times[0]:.1f})")
        print(f"  ladybug, cold_open_ms: {cold[7]:.1f} ({cold[0]:.1f})")
        print(f"  ratio: {times[7] / cold[7]:.2f} ({times[0] / cold[0]:.2f})")
        remove(theirs)

    def inserts(self):
        print(f"\nrelationships inserted one a statement, synced, per second; load {load()}")
        best = {}
        for _ in range(self.rounds):
            for engine in ("dingtu", "kuzu"):
                got = run(["node", HERE / "inserts.mjs", "--engine", engine, "--db", self.out / "db",
                           "--bin", self.dingtu, "--peers", self.peers])
                told = json.loads(got["text"])
                if told["per_second"] > best.get(engine, told)["per_second"] or engine not in best:
                    best[engine] = told
        for engine, told in best.items():
            print(f"  {engine:8}{told['per_second']:8} /s, median {told['p50_ms']} ms, 99 % {told['p99_ms']} ms")
        print(f"  dingtu / kuzu: {best['dingtu']['per_second'] / best['kuzu']['per_second']:.2f}")
        remove(self.out / "db")

    def reads(self):
        program = self.dingtu.parent / "tests" / "bench_storage"
        if not program.exists():
            print(f"\nno {program}: build the target bench_storage for the times of reads")
            return
        print(f"\nreads against a plain CSR array in the same program, 1 M nodes, 10 M relationships; load {load()}")
        print(run([program, self.out / "db", "1000000", "10000000"])["text"], end="")
        remove(self.out / "db")

    def large(self, small, scale):
        rates = {}
        for name, data in ((f"{scale:g}", small), ("200", self.city(200))):
            db = self.out / "db"
            remove(db)
            got = run(self.import_command(data, db), stderr=subprocess.PIPE)
            rows = sum(sum(1 for _ in open(f, "rb")) for f in data.glob("*.csv"))
            rates[name] = rows / got["wall"]
            print(f"\nimport at scale {name}: {rows / 1e6:.1f} M rows in {got['wall']:.1f} s ({got['cpu']:.1f} s CPU), "
                  f"{rates[name] / 1e6:.2f} M rows/s, peak {got['mib']:.0f} MiB, {size_of(db) / 1e6:.0f} MB; load {load()}")
            remove(db)
        print(f"  rate at scale 200 / at scale {scale:g}: {rates['200'] / rates[f'{scale:g}']:.2f}")


if __name__ == "__main__":
    main()
