"""An import that is killed at any moment leaves the store as it was, and a second run succeeds.

    import_kill_test.py DINGTU [ROUNDS]
"""
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NODES, RELATIONSHIPS = 12000, 40000


def write_tables(folder, part):
    draw = random.Random(part)
    with open(folder / f"firm{part}.csv", "w", encoding="utf-8") as nodes:
        nodes.write(f"id:ID(Firm{part}),名称:STRING,year:INT64\n")
        for i in range(NODES):
            nodes.write(f"F{i},第{i}家企业,{1990 + i % 30}\n")
    with open(folder / f"supplies{part}.csv", "w", encoding="utf-8") as ends:
        ends.write(f":START_ID(Firm{part}),:END_ID(Firm{part}),amount:DOUBLE\n")
        for _ in range(RELATIONSHIPS):
            ends.write(f"F{draw.randrange(NODES)},F{draw.randrange(NODES)},{draw.randrange(1000) / 4}\n")


class Trial:
    def __init__(self, dingtu, folder):
        self.dingtu, self.folder, self.db = dingtu, folder, folder / "db"

    def import_command(self, part):
        return [self.dingtu, "--db", self.db, "import", "--nodes", f"Firm={self.folder}/firm{part}.csv",
                "--rels", f"SUPPLIES={self.folder}/supplies{part}.csv"]

    def run(self, *arguments):
        done = subprocess.run([self.dingtu, "--db", self.db, *arguments], capture_output=True, text=True)
        assert done.returncode == 0, f"{arguments}: {done.returncode} {done.stderr}"
        return done.stdout

    def counts(self):
        if not self.made():
            return (0, 0)
        return tuple(json.loads(self.run("query", "--format", "json", text))[0]["n"] for text in
                     ("MATCH (n) RETURN count(*) AS n", "MATCH ()-[r]->() RETURN count(*) AS n"))

    def made(self):
        """Whether there is a store, and not only the beginning of one."""
        if not (self.db / "CURRENT").exists():
            return False
        done = subprocess.run([self.dingtu, "--db", self.db, "stats"], capture_output=True, text=True)
        return done.returncode == 0 or "the making of the store" not in done.stderr

    def killed_import(self, part, after):
        """Whether it had ended by itself before."""
        process = subprocess.Popen(self.import_command(part), stderr=subprocess.DEVNULL)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return process.returncode == 0

    def round(self, part, duration, draw):
        before = self.counts()
        after = (before[0] + NODES, before[1] + RELATIONSHIPS)
        done = self.killed_import(part, draw.uniform(0, duration * 1.1))
        found = self.counts()
        assert found == after if done else found in (before, after), f"{before} became {found}"
        if self.made():
            self.run("check")
        if found == before:
            subprocess.run(self.import_command(part), check=True, stderr=subprocess.DEVNULL)
        assert self.counts() == after, f"the second run gave {self.counts()}"
        self.run("check")
        assert not (self.db / "staging").exists(), "files are left over"
        return found == before


def main():
    dingtu, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3
    seed = random.randrange(1 << 30)
    draw = random.Random(seed)
    undone = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tables(folder, 0)
        trial = Trial(dingtu, folder)
        begin = time.monotonic()
        subprocess.run(trial.import_command(0), check=True, stderr=subprocess.DEVNULL)
        duration = time.monotonic() - begin
        for number in range(rounds):
            # Now into a new store, now into one that has much already.
            if number % 4 == 0:
                subprocess.run(["rm", "-rf", trial.db], check=True)
            write_tables(folder, number)
            try:
                undone += trial.round(number, duration, draw)
            except AssertionError as failure:
                sys.exit(f"round {number}, seed {seed}: {failure}")
    print(f"{rounds} imports killed, {undone} of them undone; every second run succeeded")


if __name__ == "__main__":
    main()
