#!/usr/bin/env python3
"""From documents to a pandas table: which firms in which district got which support, from whom, and where it says so.

    python3 firms.py [DOCUMENTS] [TABLE.csv]      the bundled documents, if none are given
"""
import os
import sys
import tempfile

import dingtu

BUNDLED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "documents")

SUPPORT = """
MATCH (f:企业)-[:位于]->(d:District)
WITH DISTINCT f, d
MATCH (f)-[r:RECEIVED]->(s:Support)
OPTIONAL MATCH (s)-[:PROVIDED_BY]->(p)
RETURN d.name AS district, f.name AS firm, s.name AS support, s.kind AS kind, p.name AS provider,
       r.doc AS document, r.evidence AS evidence
ORDER BY district, firm, support
"""


def main():
    documents = sys.argv[1] if len(sys.argv) > 1 else BUNDLED
    with tempfile.TemporaryDirectory() as folder:
        print(dingtu.load(documents, folder + "/firms.db"))
        with dingtu.open(folder + "/firms.db", readonly=True) as db:
            result = db.query(SUPPORT)
    try:
        import pandas

        table = result.to_pandas()
    except ImportError:  # without pandas: the same rows
        for row in result:
            print(row["district"], row["firm"], row["support"], row["provider"], sep=" | ")
        return
    pandas.set_option("display.unicode.east_asian_width", True)  # 汉字 are two columns wide
    print(table.groupby("district").agg(firms=("firm", "nunique"), supports=("support", "nunique")).to_string())
    print()
    print(table.drop(columns="evidence").to_string(index=False))
    if len(sys.argv) > 2:
        table.to_csv(sys.argv[2], index=False)


if __name__ == "__main__":
    main()
