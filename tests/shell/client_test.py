#!/usr/bin/env python3
"""The Python client, against the program."""
import datetime
import math
import os
import subprocess
import sys
import threading
import time
import unittest

from running import ProgramTest, main

PYTHON = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "examples", "python")
sys.path.insert(0, PYTHON)
sys.dont_write_bytecode = True
import dingtu  # noqa: E402  (found by the path above)

SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"


class ClientTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.db = dingtu.open(in_memory=True, program=self.binary)
        self.addCleanup(self.db.close)

    def value(self, expression, **params):
        return self.db.query("RETURN " + expression, params).value()


class Values(ClientTest):
    def test_rows_are_asked_by_place_and_by_column(self):
        result = self.db.query("UNWIND [['申昊', 1], ['宇树', null]] AS r RETURN r[0] AS 企业, r[1] AS n")
        self.assertEqual(result.columns, ["企业", "n"])
        self.assertEqual([tuple(row) for row in result], [("申昊", 1), ("宇树", None)])
        self.assertEqual(result[0]["企业"], "申昊")
        self.assertEqual(result.column("n"), [1, None])
        self.assertEqual(result.dicts()[1], {"企业": "宇树", "n": None})
        self.assertEqual(len(result), 2)
        self.assertRaises(KeyError, lambda: result[0]["m"])
        self.assertRaises(ValueError, result.value)

    def test_nodes_relationships_and_paths_are_objects(self):
        row = self.db.query("CREATE p = (f:Firm {name: '申昊', `$k`: 1})-[r:LOCATED_IN {since: 2002}]->(d:District) "
                            "RETURN f, r, p, d")[0]
        firm, relationship, path, district = row
        self.assertEqual((firm.labels, firm["name"], firm["$k"], firm.get("x")), (["Firm"], "申昊", 1, None))
        self.assertEqual((relationship.type, relationship["since"]), ("LOCATED_IN", 2002))
        self.assertEqual((relationship.start, relationship.end), (firm.id, district.id))
        self.assertEqual((path.nodes, path.relationships, len(path)), ([firm, district], [relationship], 1))
        self.assertEqual(len({firm, district, firm}), 2)
        self.assertIn("申昊", repr(firm))
        self.assertEqual(self.db.query("MATCH (n) RETURN count(n)").value(), 2)

    def test_numbers_keep_their_kinds(self):
        self.assertEqual([repr(x) for x in self.value("[1, 1.0, -0.0, 9223372036854775807]")],
                         ["1", "1.0", "-0.0", "9223372036854775807"])
        self.assertTrue(math.isnan(self.value("0.0/0.0")))
        self.assertEqual(self.value("-1.0/0.0"), -math.inf)

    def test_times_become_pythons_own_where_it_has_them(self):
        utc = datetime.timezone.utc
        for text, expected in (("date('2024-02-29')", datetime.date(2024, 2, 29)),
                               ("localdatetime('2024-02-29T01:02:03.5')", datetime.datetime(2024, 2, 29, 1, 2, 3, 500000)),
                               ("datetime('2024-02-29T01:02:03Z')", datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=utc)),
                               ("localtime('01:02')", datetime.time(1, 2))):
            self.assertEqual(self.value(text), expected)
        duration = self.value("duration('P1Y2M')")
        self.assertEqual((duration, duration.kind), ("P1Y2M", "duration"))
        self.assertEqual(self.value("datetime('2024-02-29T01:02:03.123456789Z')").kind, "datetime")

    def test_parameters_of_every_kind_come_back_as_they_went(self):
        for value in (None, True, 1, -1.5, math.inf, "余杭“区”\n\t\\\u2028", [1, [2.0, "x"]], {"a": {"$b": 1}},
                      datetime.date(2024, 2, 29), datetime.datetime(2024, 2, 29, 1, 2, 3, 450000),
                      datetime.datetime(2024, 2, 29, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=8))),
                      datetime.time(23, 59, 58), dingtu.Temporal("duration", "P1M"), {}, []):
            self.assertEqual(self.value("$v", v=value), value)
        self.assertEqual(self.value("$v", v=(1, 2)), [1, 2])
        self.assertEqual(self.value("$d.days * 86400 + $d.seconds % 86400", d=datetime.timedelta(days=2, seconds=3)), 172803)
        self.assertRaises(TypeError, self.value, "$v", v=object())
        self.assertRaises(TypeError, self.value, "$v", v=b"bytes")
        self.assertEqual(self.value("1"), 1)

    def test_a_long_text_goes_both_ways(self):
        text = "余杭区" * 500000
        self.assertEqual(self.value("$t", t=text), text)


class Faults(ClientTest):
    def test_an_error_tells_its_place(self):
        with self.assertRaises(dingtu.QueryError) as caught:
            self.db.query("MATCH (n)\nRETURN 余杭")
        self.assertEqual((caught.exception.line, caught.exception.column), (2, 8))
        self.assertEqual((caught.exception.code, caught.exception.detail), ("SyntaxError", "UndefinedVariable"))
        self.assertEqual(caught.exception.phase, "compile")
        with self.assertRaises(dingtu.QueryError) as caught:
            self.db.query("RETURN 1/0")
        self.assertEqual(caught.exception.phase, "runtime")
        self.assertEqual(self.value("1"), 1)

    def test_a_failed_statement_changes_nothing(self):
        self.assertRaises(dingtu.Error, self.db.query, "CREATE (:A) RETURN 1/0")
        self.assertEqual(self.db.query("MATCH (n) RETURN count(n)").value(), 0)
        self.assertEqual(self.db.query("CREATE (:A {k: 1})").stats["nodes_created"], 1)

    def test_a_timeout_cancels_the_statement(self):
        with self.assertRaises(dingtu.Timeout):
            self.db.query(SLOW, timeout=0.2)
        self.assertEqual(self.value("1"), 1)

    def test_another_thread_can_cancel(self):
        caught = []

        def ask():
            try:
                self.db.query(SLOW)
            except dingtu.Cancelled as error:
                caught.append(error)
        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        while len(self.db._waiting) < 3:
            time.sleep(0.01)
        self.db.cancel()
        for thread in threads:
            thread.join(30)
        self.assertEqual(len(caught), 3)
        self.assertEqual(self.value("1"), 1)

    def test_cancelling_races_with_answering(self):
        for wait in [0, 0.0002, 0.0005, 0.001, 0.002, 0.005] * 10:
            try:
                self.db.query("UNWIND range(1, 2000) AS x RETURN sum(x)", timeout=wait)
            except dingtu.Timeout:
                pass
            self.assertEqual(self.value("$n", n=wait), wait)

    def test_ctrl_c_cancels_and_the_database_lives_on(self):
        script = self.write("interrupted.py", """
import os, signal, sys, threading
sys.path.insert(0, %r)
import dingtu
db = dingtu.open(in_memory=True, program=%r)
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    db.query(%r)
except KeyboardInterrupt:
    print("interrupted", db.query("RETURN 1").value())
db.close()
""" % (PYTHON, self.binary, SLOW))
        done = subprocess.run([sys.executable, "-B", script], stdout=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(done.stdout.split(), [b"interrupted", b"1"])

    def test_limits_of_the_database_hold(self):
        with dingtu.open(in_memory=True, timeout=0.2, program=self.binary) as db:
            with self.assertRaises(dingtu.LimitError) as caught:
                db.query(SLOW)
            self.assertNotIsInstance(caught.exception, dingtu.Cancelled)

    def test_a_database_that_cannot_be_opened(self):
        with self.assertRaises(dingtu.StoreError) as caught:
            dingtu.open(self.path("missing.db"), readonly=True, program=self.binary)
        self.assertIn("missing.db", caught.exception.message)
        self.assertRaises(FileNotFoundError, dingtu.open, in_memory=True, program=self.path("no-program"))

    def test_a_closed_database_says_so(self):
        self.db.close()
        self.db.close()
        self.assertRaises(dingtu.StoreError, self.db.query, "RETURN 1")

    def test_a_program_that_dies_is_told(self):
        self.db._process.kill()
        self.assertRaises(dingtu.StoreError, self.db.query, "RETURN 1")


class Databases(ClientTest):
    def test_documents_become_a_database(self):
        self.write("news.txt", "申昊科技股份有限公司位于余杭区。\n")
        report = dingtu.load(self.path("news.txt"), self.path("news.db"), program=self.binary)
        self.assertIn("1 document", report)
        with dingtu.open(self.path("news.db"), readonly=True, program=self.binary) as db:
            result = db.query("MATCH (f:企业)-[r:位于]->(d) WHERE called(d, $place) RETURN f.name AS f", place="余杭")
            self.assertEqual(result.column("f"), ["申昊科技股份有限公司"])
            self.assertRaises(dingtu.StoreError, db.query, "CREATE (:A)")
            self.assertRaises(dingtu.Error, db.clear)
        self.assertRaises(dingtu.Error, dingtu.load, self.path("none.txt"), self.path("news.db"), program=self.binary)

    def test_a_graph_in_memory_can_be_cleared(self):
        self.db.query("CREATE (:A)")
        self.db.clear()
        self.assertEqual(self.db.query("MATCH (n) RETURN count(n)").value(), 0)

    def test_the_example_runs_with_pandas_and_without(self):
        table = self.path("table.csv")
        environment = self.environment(DINGTU=self.binary, PYTHONPATH=PYTHON, PYTHONDONTWRITEBYTECODE="1")
        for python in {sys.executable, "/usr/bin/python3"}:
            done = subprocess.run([python, os.path.join(PYTHON, "firms.py"), os.path.join(PYTHON, "..", "documents"), table],
                                  stdout=subprocess.PIPE, env=environment, timeout=120, check=False)
            self.assertEqual(done.returncode, 0)
            self.assertIn("余杭区", done.stdout.decode("utf-8"))

    @unittest.skipUnless(__import__("importlib.util").util.find_spec("pandas"), "pandas is not installed")
    def test_a_result_becomes_a_data_frame(self):
        frame = self.db.query("UNWIND [[1, '申昊'], [2, null]] AS r RETURN r[0] AS n, r[1] AS 企业").to_pandas()
        self.assertEqual(list(frame.columns), ["n", "企业"])
        self.assertEqual(frame["n"].sum(), 3)


if __name__ == "__main__":
    main()
