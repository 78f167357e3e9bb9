"""Checks bulk folders field by field against the documented formats of the servers that read them.

Neo4j: Operations manual, "neo4j-admin database import", CSV header format. NebulaGraph: Importer 4,
configuration file; nGQL CREATE TAG and CREATE EDGE. No server runs here: what passes is
format-checked, not loaded.
"""

import csv
import pathlib
import re

csv.field_size_limit(1 << 30)

DATE = r"-?\d{4,}-\d\d-\d\d|[+-]\d{5,}-\d\d-\d\d"
TIME = r"\d\d:\d\d(:\d\d(\.\d{1,9})?)?"
ZONE = r"(Z|[+-]\d\d:\d\d(:\d\d)?)(\[[\w/+-]+\])?"
NEO4J_FIELD = {
    "boolean": "true|false",
    "long": r"-?\d{1,19}",
    "double": r"-?(\d+(\.\d+)?([eE][+-]?\d+)?|Infinity)|NaN",
    "date": DATE,
    "localtime": TIME,
    "time": TIME + ZONE,
    "localdatetime": f"({DATE})T{TIME}",
    "datetime": f"({DATE})T{TIME}{ZONE}",
    "duration": r"P[-+\d.YMWDTHS]+",
    "string": r"[\s\S]*",
}
ARRAY_MARK = "\x1f"


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        yield from csv.reader(file)


def named_files(text, pattern):
    """What a command names, with the quotes of a shell taken away."""
    return [word.replace("'\\''", "'").strip("'") for word in re.findall(pattern, text)]


def check_neo4j(folder, nodes, relationships, check):
    """`nodes` and `relationships` are the numbers that must be there."""
    readme = (folder / "README.md").read_text("utf-8")
    check("neo4j-admin database import full" in readme, f"{folder}: no command")
    check("--array-delimiter=U+001F" in readme and "--multiline-fields=true" in readme,
          f"{folder}: the command does not tell the array delimiter or line breaks")
    ids, ends = set(), []
    for kind, option, keys in (("nodes", "--nodes", [":ID", ":LABEL"]),
                               ("relationships", "--relationships", [":START_ID", ":END_ID", ":TYPE"])):
        files = {str(p.relative_to(folder)) for p in folder.glob(f"{kind}/*.csv")}
        check(set(named_files(readme, option + r"=(\S+)")) == files, f"{folder}: command and {kind}")
        for name in files:
            lines = rows(folder / name)
            head = next(lines)
            check(head[:len(keys)] == keys, f"{folder}/{name}: the header begins {head[:3]}")
            types = [field.rpartition(":") for field in head[len(keys):]]
            check(len({n for n, _, _ in types}) == len(types), f"{folder}/{name}: a name twice")
            for row in lines:
                where = f"{folder}/{name}, {row[0]}"
                check(len(row) == len(head), f"{where}: {len(row)} fields")
                if kind == "nodes":
                    check(row[0] not in ids, f"{where}: the id is there twice")
                    ids.add(row[0])
                else:
                    check(row[2] != "", f"{where}: no type")
                    ends.append(tuple(row[:2]))
                for (_, _, type_), text in zip(types, row[len(keys):]):
                    check_neo4j_field(type_, text, where, check)
    check(len(ids) == nodes and len(ends) == relationships, f"{folder}: other numbers")
    check(all(a in ids and b in ids for a, b in ends), f"{folder}: an end that is no node")


def check_neo4j_field(type_, text, where, check):
    item = type_.removesuffix("[]")
    check(item in NEO4J_FIELD, f"{where}: the type {type_!r} is not Neo4j's")
    if text == "" or item not in NEO4J_FIELD:
        return
    for part in text.split(ARRAY_MARK) if type_.endswith("[]") else [text]:
        check(re.fullmatch(NEO4J_FIELD[item], part), f"{where}: {part!r} is no {item}")


NEBULA_TYPES = {"string": "STRING", "int64": "INT", "double": "DOUBLE", "bool": "BOOL",
                "date": "DATE"}
NEBULA_FIELD = {"DATE": DATE, "STRING": r"[\s\S]*", "INT": r"-?\d{1,19}", "BOOL": "true|false",
                "DOUBLE": NEO4J_FIELD["double"]}
NAME = r"`((?:[^`\\]|\\.)+)`"


def nebula_schema(text):
    """Tags and edge types by their names: the types of their properties."""
    found = {}
    for kind, name, body in re.findall(rf"^CREATE (TAG|EDGE) IF NOT EXISTS {NAME}\((.*)\);$", text, re.M):
        found[kind, name] = dict(re.findall(rf"{NAME} (\w+) NULL", body))
    return found


def check_nebula(folder, nodes, relationships, check, yaml):
    schema = nebula_schema((folder / "schema.ngql").read_text("utf-8"))
    config = yaml.safe_load((folder / "import.yaml").read_text("utf-8"))
    readme = (folder / "README.md").read_text("utf-8")
    check("nebula-importer --config import.yaml" in readme, f"{folder}: no command")
    check(config["client"]["version"] == "v3" and config["manager"]["spaceName"] == "dingtu",
          f"{folder}: the head of import.yaml")
    check({s["path"].removeprefix("./") for s in config["sources"]} ==
          {str(p.relative_to(folder)) for p in folder.glob("*/*.csv")}, f"{folder}: other sources")
    ids, edges = set(), set()
    for source in config["sources"]:
        path = folder / source["path"]
        check(source["csv"]["withHeader"] is True, f"{path}: the header would be a row")
        tag = "tags" in source
        [element] = source["tags"] if tag else source["edges"]
        wanted = schema.get(("TAG" if tag else "EDGE", element["name"]))
        props = element.get("props", [])
        check(wanted is not None and {p["name"]: p["type"] for p in props} ==
              {n: NEBULA_TYPES.get(t) for n, t in wanted.items()}, f"{path}: schema and columns differ")
        for row in list(rows(path))[1:]:
            for prop in props:
                text = row[prop["index"]]
                check(text == prop["nullValue"] or re.fullmatch(NEBULA_FIELD[prop["type"]], text),
                      f"{path}, {row[0]}: {text!r} is no {prop['type']}")
            if tag:
                ids.add(row[element["id"]["index"]])
            else:
                edges.add((element["name"], row[element["src"]["id"]["index"]],
                           row[element["dst"]["id"]["index"]], row[element["rank"]["index"]]))
    check(len(ids) == nodes and len(edges) == relationships,
          f"{folder}: {len(ids)} vertices, {len(edges)} edges")
    check(all(a in ids and b in ids for _, a, b, _ in edges), f"{folder}: an end that is no vertex")
    check(all(len(i.encode()) <= 24 for i in ids), f"{folder}: an id longer than the space allows")
