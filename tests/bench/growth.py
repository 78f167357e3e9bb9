#!/usr/bin/env python3
"""What a query costs on larger graphs of the same kind: a table and a picture.

    tests/bench/growth.py --bin build/release/dingtu --material DIR [--work DIR] [--scales 1,10,50]
                          [--svg growth.svg] [--runs 7]

DIR as for compare.py: `gen_city.py`, `queries/`, `point/`. Each time is the least of some runs of
the engine's own (`elapsed_us`) after a first one, in milliseconds.
"""
import argparse
import glob
import json
import math
import os
import subprocess
import sys

COLOURS = ["#1b6ca8", "#c8553d", "#2e8b57", "#8e5ea2", "#b8860b", "#008b8b", "#a0522d", "#6b7280",
           "#d2527f", "#3f51b5", "#7cb342", "#f4511e", "#00838f"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--material", required=True)
    parser.add_argument("--work", default="bench-out")
    parser.add_argument("--scales", default="1,10,50")
    parser.add_argument("--svg", default="growth.svg")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    for name in ("bin", "material", "work", "svg"):
        setattr(options, name, os.path.abspath(getattr(options, name)))
    os.makedirs(options.work, exist_ok=True)
    return options


# ---- measuring -----------------------------------------------------------------------------------

def made_data(options, scale):
    folder = os.path.join(options.work, f"city{scale}")
    if not os.path.exists(os.path.join(folder, "schema.cypher")):
        generator = os.path.join(options.material, "gen_city.py")
        subprocess.run([sys.executable, generator, "--scale", str(scale), "--out", folder],
                       check=True, stdout=sys.stderr)
    return folder


def made_database(options, scale):
    database = os.path.join(options.work, f"dingtu-city{scale}.db")
    if os.path.exists(database):
        return database
    nodes, relationships = [], []
    for path in sorted(glob.glob(os.path.join(made_data(options, scale), "*.csv"))):
        with open(path, encoding="utf-8") as file:
            of_relationships = file.readline().startswith(":START_ID")
        name = os.path.splitext(os.path.basename(path))[0]
        (relationships if of_relationships else nodes).append(f"{name}={path}")
    subprocess.run([options.bin, "--db", database, "import", "--nodes", *nodes, "--rels",
                    *relationships], check=True, stdout=sys.stderr, stderr=sys.stderr)
    return database


def queries_of(options):
    queries = {}
    for folder in ("queries", "point"):
        for path in sorted(glob.glob(os.path.join(options.material, folder, "*.cypher"))):
            name = os.path.basename(path)[:-len(".cypher")]
            if "." in name:
                continue  # another engine's dialect
            with open(path, encoding="utf-8") as file:
                queries[name] = "".join(line for line in file if not line.startswith("//"))
    return queries


def measured(options, scale, queries):
    """{query: ms}"""
    server = subprocess.Popen([options.bin, "--db", made_database(options, scale), "serve-stdio"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    times = {}
    for name, text in queries.items():
        for run in range(options.runs + 1):
            request = json.dumps({"id": 1, "query": text, "params": {}})
            server.stdin.write(request.encode() + b"\n")
            server.stdin.flush()
            answer = json.loads(server.stdout.readline())
            if "error" in answer:
                raise SystemExit(f"{name} at scale {scale}: {answer['error']['message']}")
            if run > 0:
                times[name] = min(times.get(name, math.inf), answer["elapsed_us"] / 1000)
    server.stdin.close()
    server.wait()
    return times


# ---- showing -------------------------------------------------------------------------------------

def print_table(scales, times):
    print("| query | " + " | ".join(f"scale {scale}, ms" for scale in scales) + " |")
    print("|---" * (len(scales) + 1) + "|")
    for name in times[scales[0]]:
        print(f"| {name} | " + " | ".join(f"{times[scale][name]:.3g}" for scale in scales) + " |")


class Picture:
    """Time against scale, both logarithmic."""
    WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 520, 70, 230, 40, 50

    def __init__(self, scales, times):
        self.scales, self.times = scales, times
        all_times = [max(time, 0.001) for row in times.values() for time in row.values()]
        self.low = math.floor(math.log10(min(all_times)))
        self.high = math.ceil(math.log10(max(all_times)))

    def x(self, scale):
        first, last = math.log(self.scales[0]), math.log(self.scales[-1])
        share = (math.log(scale) - first) / ((last - first) or 1)
        return self.LEFT + share * (self.WIDTH - self.LEFT - self.RIGHT)

    def y(self, time):
        share = (math.log10(max(time, 0.001)) - self.low) / ((self.high - self.low) or 1)
        return self.HEIGHT - self.BOTTOM - share * (self.HEIGHT - self.TOP - self.BOTTOM)

    def svg(self):
        lines = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.WIDTH}" '
                 f'height="{self.HEIGHT}" font-family="sans-serif" font-size="12">',
                 '<rect width="100%" height="100%" fill="white"/>',
                 f'<text x="{self.LEFT}" y="22" font-size="15">Time of a query against the size of '
                 'the city graph</text>']
        lines += self.grid()
        for number, name in enumerate(self.times[self.scales[0]]):
            lines += self.curve(number, name)
        return "\n".join(lines + ["</svg>", ""])

    def grid(self):
        right, bottom = self.WIDTH - self.RIGHT, self.HEIGHT - self.BOTTOM
        for power in range(self.low, self.high + 1):
            y = self.y(10.0 ** power)
            yield f'<path d="M{self.LEFT} {y:.1f}H{right}" stroke="#ddd"/>'
            yield (f'<text x="{self.LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">'
                   f'{10.0 ** power:g} ms</text>')
        for scale in self.scales:
            x = self.x(scale)
            yield f'<path d="M{x:.1f} {self.TOP}V{bottom}" stroke="#ddd"/>'
            yield (f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">'
                   f'scale {scale}</text>')

    def curve(self, number, name):
        colour = COLOURS[number % len(COLOURS)]
        points = [(self.x(scale), self.y(self.times[scale][name])) for scale in self.scales]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in points:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
        legend_x, legend_y = self.WIDTH - self.RIGHT + 20, self.TOP + 12 + number * 20
        yield (f'<path d="M{legend_x} {legend_y - 4}h16" stroke="{colour}" stroke-width="3"/>'
               f'<text x="{legend_x + 22}" y="{legend_y}">{name}</text>')


def main():
    options = arguments()
    scales = sorted(map(int, options.scales.split(",")))
    queries = queries_of(options)
    times = {scale: measured(options, scale, queries) for scale in scales}
    print_table(scales, times)
    with open(options.svg, "w", encoding="utf-8") as file:
        file.write(Picture(scales, times).svg())


if __name__ == "__main__":
    main()
