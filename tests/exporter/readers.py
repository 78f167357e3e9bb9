#!/usr/bin/env python3
"""Reads exported files back with the readers that people use, and compares with the JSON lines.

Usage: readers.py FOLDER. The folder holds NAME.FORMAT for every graph format, NAME.csv/,
NAME.neo4j/ and NAME.nebula/ for some names. A reader that is not installed is skipped with a line that says so. Exits with 1 when a
reader finds another graph than the JSON lines hold.
"""

import collections
import csv
import importlib
import json
import pathlib
import re
import shutil
import subprocess
import sys
import warnings

import bulk_formats

failures = []
skipped = set()


def check(condition, message):
    if not condition:
        failures.append(message)


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        skipped.add(f"python3-{name}")
        return None


def program(name):
    path = shutil.which(name)
    if path is None:
        skipped.add(name)
    return path


def run(*words, **options):
    return subprocess.run(words, capture_output=True, timeout=120, **options)


class Graph:
    """What the JSON lines say."""

    def __init__(self, path):
        # Not splitlines(): it also breaks at U+2028, which JSON allows in strings.
        text = path.read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.split("\n") if line]
        self.nodes = {o["id"]: o for o in lines if o["kind"] == "node"}
        self.rels = {o["id"]: o for o in lines if o["kind"] == "rel"}

    def properties(self, thing):
        found = thing["properties"]
        return found.get("$map", found)

    def name(self, node):
        return self.properties(self.nodes[node]).get("name")

    def ends(self):
        return collections.Counter((r["start"], r["end"], r["type"]) for r in self.rels.values())


def check_networkx(stem, graph):
    networkx = module("networkx")
    if networkx is None:
        return
    readers = {
        "graphml": networkx.read_graphml,
        "gexf": networkx.read_gexf,
        "cyjs": lambda p: networkx.cytoscape_graph(json.loads(pathlib.Path(p).read_text("utf-8"))),
    }
    type_key = {"graphml": "type", "gexf": "type", "cyjs": "interaction"}
    for ending, read in readers.items():
        where = f"networkx, {stem}.{ending}"
        read_back = read(f"{stem}.{ending}")
        check(set(read_back.nodes) == set(graph.nodes), f"{where}: other nodes")
        ends = collections.Counter((a, b, d.get(type_key[ending]))
                                   for a, b, d in read_back.edges(data=True))
        check(ends == graph.ends(), f"{where}: other relationships")
        if ending != "graphml":
            continue
        for node, data in read_back.nodes(data=True):
            wanted = graph.properties(graph.nodes[node])
            check(json.loads(data["labels"]) == graph.nodes[node]["labels"], f"{where}: labels")
            for key, value in wanted.items():
                if isinstance(value, (int, str)) and not has_controls(str(value)):
                    got = data.get(key)
                    same = got == value or got == json.dumps(value, ensure_ascii=False)
                    check(same, f"{where}: {node}.{key} is {got!r}, not {value!r}")


def has_controls(text):
    return re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", text) is not None


def check_igraph(stem, graph):
    igraph = module("igraph")
    if igraph is None:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a property named id stands beside the nodes' own ids
        read_back = igraph.Graph.Read_GraphML(f"{stem}.graphml")
    check(read_back.vcount() == len(graph.nodes), f"igraph, {stem}.graphml: other nodes")
    check(read_back.ecount() == len(graph.rels), f"igraph, {stem}.graphml: other relationships")
    names = {graph.name(n) for n in graph.nodes}
    controls = any(has_controls(name) for name in names)
    check(controls or set(read_back.vs["name"]) == names, f"igraph, {stem}.graphml: names")


def check_rdf(stem, graph):
    rdflib = module("rdflib")
    counts = set()
    if rdflib is not None:
        turtle, triples = rdflib.Graph(), rdflib.Graph()
        turtle.parse(f"{stem}.ttl", format="turtle")
        triples.parse(f"{stem}.nt", format="nt")
        check(set(turtle) == set(triples), f"rdflib, {stem}: Turtle and N-Triples differ")
        counts.add(len(turtle))
        statement = rdflib.RDF.Statement
        found = len(list(turtle.subjects(rdflib.RDF.type, statement)))
        check(found == len(graph.rels), f"rdflib, {stem}.ttl: other relationships")
        name = rdflib.URIRef("urn:dingtu:property:name")
        names = sorted(str(o) for s, o in turtle.subject_objects(name) if ":node:" in s)
        check(names == sorted(graph.name(n) for n in graph.nodes), f"rdflib, {stem}.ttl: names")
    if program("rapper"):
        for kind, ending in (("turtle", "ttl"), ("ntriples", "nt")):
            done = run("rapper", "-q", "-i", kind, "-o", "ntriples", f"{stem}.{ending}")
            check(done.returncode == 0, f"rapper refuses {stem}.{ending}: {done.stderr[:200]}")
            counts.add(len(set(done.stdout.splitlines())))
    if program("serdi"):
        done = run("serdi", "-o", "ntriples", f"{stem}.ttl")
        check(done.returncode == 0, f"serdi refuses {stem}.ttl: {done.stderr[:200]}")
        counts.add(len(set(done.stdout.splitlines())))
    check(len(counts) <= 1, f"{stem}: readers count {counts} triples")


def check_xml(stem):
    if program("xmllint"):
        for ending in ("graphml", "gexf", "svg"):
            done = run("xmllint", "--noout", f"{stem}.{ending}")
            check(done.returncode == 0, f"xmllint refuses {stem}.{ending}: {done.stderr[:200]}")


def check_dot(stem, graph):
    if program("dot"):
        done = run("dot", "-Knop2", "-Tdot_json", f"{stem}.dot")
        if done.returncode != 0:
            return check(False, f"dot refuses {stem}.dot: {done.stderr[:200]}")
        found = json.loads(done.stdout)
        check(len(found.get("objects", [])) == len(graph.nodes), f"dot, {stem}.dot: other nodes")
        check(len(found.get("edges", [])) == len(graph.rels), f"dot, {stem}.dot: other edges")


def check_csv(stem, graph):
    folder = pathlib.Path(f"{stem}.csv")
    if not folder.is_dir():
        return
    nodes, ends = {}, collections.Counter()
    for path in folder.glob("nodes/*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                nodes[row[":ID"]] = row.get("name:STRING")
    for path in folder.glob("relationships/*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            ends.update((row[":START_ID"], row[":END_ID"]) for row in csv.DictReader(file))
    check(nodes == {n: graph.name(n) for n in graph.nodes}, f"{folder}: other nodes")
    wanted = collections.Counter((r["start"], r["end"]) for r in graph.rels.values())
    check(ends == wanted, f"{folder}: other relationships")


def check_bulk(stem, graph):
    sizes = len(graph.nodes), len(graph.rels)
    bulk_formats.check_neo4j(pathlib.Path(f"{stem}.neo4j"), *sizes, check)
    yaml = module("yaml")
    if yaml is not None:
        bulk_formats.check_nebula(pathlib.Path(f"{stem}.nebula"), *sizes, check, yaml)


def main():
    folder = pathlib.Path(sys.argv[1])
    for path in sorted(folder.glob("*.jsonl")):
        stem, graph = path.with_suffix(""), Graph(path)
        check_networkx(stem, graph)
        check_igraph(stem, graph)
        check_rdf(stem, graph)
        check_xml(stem)
        check_dot(stem, graph)
        check_csv(stem, graph)
        check_bulk(stem, graph)
    for name in sorted(skipped):
        print(f"skipped: {name} is not installed")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
