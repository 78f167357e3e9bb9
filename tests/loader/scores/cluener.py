#!/usr/bin/env python3
"""Scores the names that Dingtu finds against CLUENER2020 (Xu et al. 2020, not part of this project).

    cluener.py DINGTU dev.json                       strict spans: precision, recall, F1 a label
    cluener.py DINGTU dev.json --names train.json    with the names of another part as a dictionary
    cluener.py DINGTU dev.json --errors company      what was missed and what was found besides

Every sentence is a document of its own. CLUENER knows firms as `company`, public bodies as
`government` and all other bodies (clubs, schools, associations) as `organization`; which of the last
two an Agency is, its name tells.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

# The endings of bodies that are no part of the state.
OTHER_BODIES = re.compile(
    r"(大学|学院|学校|中学|小学|医院|研究院|研究所|科学院|设计院|协会|商会|学会|联合会|促进会|基金会"
    r"|总工会|工会|俱乐部|队|联盟|研究中心|联赛|党)$")


def label_of(labels, name):
    if "Firm" in labels:
        return "company"
    if "Agency" in labels:
        return "organization" if OTHER_BODIES.search(name) else "government"
    if "Person" in labels:
        return "name"
    return None


def run(dingtu, *arguments):
    subprocess.run([dingtu, *arguments], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.PIPE)


def found_spans(dingtu, texts, rules):
    """For each text the set of (label, first, end) in characters."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/texts")
        for i, text in enumerate(texts):
            with open(f"{folder}/texts/{i:05}.txt", "w", encoding="utf-8") as out:
                out.write(text + "\n")
        more = []
        if rules:
            with open(f"{folder}/names.rules", "w", encoding="utf-8") as out:
                out.writelines(rules)
            more = ["--rules", f"{folder}/names.rules"]
        run(dingtu, "--db", f"{folder}/db", "load", f"{folder}/texts", *more)
        run(dingtu, "--db", f"{folder}/db", "export", "-o", f"{folder}/out.jsonl")
        return read_export(f"{folder}/out.jsonl", texts)


def read_export(path, texts):
    nodes = {}
    spans = [set() for _ in texts]
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            if item["kind"] == "node":
                nodes[item["id"]] = item
            elif item["type"] == "MENTIONED_IN":
                head = nodes[item["start"]]
                label = label_of(head["labels"], item["properties"].get("text", ""))
                if label is None:
                    continue
                index = int(item["properties"]["doc"])
                raw = texts[index].encode()
                begin = len(raw[:item["properties"]["begin"]].decode(errors="ignore"))
                end = len(raw[:item["properties"]["end"]].decode(errors="ignore"))
                spans[index].add((label, begin, end))
    return spans


def gold_spans(item):
    return {(label, first, last + 1) for label, names in item["label"].items()
            for places in names.values() for first, last in places}


def dictionary(path):
    """`name` lines for the names of a labelled part that are labelled at least half of the time."""
    kinds = {"company": "Firm", "government": "Agency"}
    with open(path, encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    labelled = collections.Counter()
    for item in items:
        for label in kinds:
            for name, places in item["label"].get(label, {}).items():
                labelled[label, name] += len(places)
    everything = "\n".join(item["text"] for item in items)
    return [f"name {kinds[label]} {name}\n" for (label, name), count in sorted(labelled.items())
            if len(name) > 1 and not re.search(r"\s", name)
            and count * 2 >= everything.count(name)]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dingtu")
    parser.add_argument("data")
    parser.add_argument("--names", help="labelled part whose names become the user's dictionary")
    parser.add_argument("--errors", metavar="LABEL")
    parser.add_argument("--floor", nargs=2, action="append", default=[], metavar=("LABEL", "F1"))
    options = parser.parse_args()
    with open(options.data, encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    rules = dictionary(options.names) if options.names else []
    found = found_spans(options.dingtu, [item["text"] for item in items], rules)
    scores = {}
    for label in ("company", "government", "name", "organization"):
        right = guessed = wanted = 0
        for item, spans in zip(items, found):
            gold = {span for span in gold_spans(item) if span[0] == label}
            mine = {span for span in spans if span[0] == label}
            right += len(gold & mine)
            guessed += len(mine)
            wanted += len(gold)
            if label == options.errors and gold != mine:
                text = item["text"]
                print(text, "\n   missed", [text[b:e] for _, b, e in sorted(gold - mine)],
                      "besides", [text[b:e] for _, b, e in sorted(mine - gold)])
        precision = 100 * right / max(guessed, 1)
        recall = 100 * right / max(wanted, 1)
        scores[label] = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{label:13} precision {precision:5.1f}  recall {recall:5.1f}  F1 {scores[label]:5.1f}")
    below = [label for label, floor in options.floor if scores[label] < float(floor)]
    sys.exit(f"below the floor: {', '.join(below)}" if below else 0)


if __name__ == "__main__":
    main()
