#!/usr/bin/env python3
"""Scores short names of firms: does each lead to its only full name, from the full names alone?

    firm_names.py DINGTU list.tsv [--floor PERCENT]

The list has the columns code, short, full. The full names become a dictionary (load --dictionary), and each
short name is told of in a document of its own; marks of the exchange (*ST, A, B) are left out.
"""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile


def plain(short):
    short = re.sub(r"^(\*?ST|S\*?ST|PT|XD|XR|DR|N|S|G)", "", short)
    short = re.sub(r"[-－][UW]+$|\(?退\)?$|^退市", "", short)
    return re.sub(r"[ＡＢAB]$", "", short).replace(" ", "")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dingtu")
    parser.add_argument("list")
    parser.add_argument("--floor", type=float, default=0)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    with open(options.list, encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/texts")
        with open(f"{folder}/firms.csv", "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["企业名称"])
            writer.writerows([[row["full"]] for row in rows])
        for i, row in enumerate(rows):
            with open(f"{folder}/texts/{i:05}.txt", "w", encoding="utf-8") as out:
                out.write(f"记者昨日从{plain(row['short'])}获悉，该公司今年订单增长较快。\n")
        base = [options.dingtu, "--db", f"{folder}/db"]
        subprocess.run([*base, "load", f"{folder}/texts", "--dictionary", f"{folder}/firms.csv"],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run([*base, "export", "-o", f"{folder}/out.jsonl"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        names, found = {}, [set() for _ in rows]
        with open(f"{folder}/out.jsonl", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                if item["kind"] == "node" and "Firm" in item["labels"]:
                    names[item["id"]] = item["properties"]["name"]
                elif item["kind"] == "rel" and item["type"] == "MENTIONED_IN":
                    if item["start"] in names:
                        found[int(item["properties"]["doc"])].add(names[item["start"]])
    right = 0
    for row, firms in zip(rows, found):
        good = firms == {row["full"]}
        right += good
        if not good and options.errors > 0:
            options.errors -= 1
            print(row["short"], row["full"], sorted(firms))
    share = 100 * right / len(rows)
    print(f"{right} of {len(rows)} short names lead to their only full name: {share:.1f} %")
    sys.exit("below the floor" if share < options.floor else 0)


if __name__ == "__main__":
    main()
