#!/usr/bin/env python3
"""serve-stdio: the JSON-lines protocol."""
import json
import os
import signal
import subprocess

from running import ProgramTest, main


class Serve(ProgramTest):
    def start(self, *options):
        server = subprocess.Popen([self.binary, *options, "serve-stdio"], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder,
                                  env=self.environment())
        self.addCleanup(self.stop, server)
        return server

    @staticmethod
    def stop(server):
        server.kill()
        server.wait()
        for stream in (server.stdin, server.stdout, server.stderr):
            stream.close()

    @staticmethod
    def send(server, *requests):
        for request in requests:
            line = request if isinstance(request, bytes) else json.dumps(request).encode()
            server.stdin.write(line + b"\n")
        server.stdin.flush()

    def ask(self, server, request):
        self.send(server, request)
        return json.loads(server.stdout.readline())

    def answers(self, *requests, options=("--in-memory",)):
        """The responses to requests that are sent at once."""
        lines = b"".join((r if isinstance(r, bytes) else json.dumps(r).encode()) + b"\n"
                         for r in requests)
        result = self.run_raw(*options, "serve-stdio", stdin=lines)
        self.assertEqual(result.returncode, 0, result.stderr)
        return [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]

    def test_a_result_has_columns_rows_stats_and_time(self):
        response, = self.answers({"id": 7, "query": "RETURN $a AS a, count( * )", "params": {"a": "余杭"}})
        self.assertEqual(response["id"], 7)
        self.assertEqual(response["columns"], ["a", "count( * )"])
        self.assertEqual(response["rows"], [["余杭", 1]])
        self.assertIsInstance(response["elapsed_us"], int)
        self.assertEqual(response["stats"], {})

    def test_a_statement_that_returns_nothing(self):
        response, = self.answers({"id": 1, "query": "CREATE (:A {x: 1})-[:T]->()"})
        self.assertEqual((response["columns"], response["rows"]), ([], []))
        self.assertEqual(response["stats"], {"nodes_created": 2, "relationships_created": 1,
                                             "properties_set": 1, "labels_added": 1})

    def test_values(self):
        response, = self.answers({"id": 1, "query":
                                  "CREATE (a:A {k: 1})-[r:T]->(b) WITH *, [1, 1.0, -0.0, true, null] AS l "
                                  "RETURN a, r, l, {`$k`: 1} AS m, date('1984-10-11') AS d, 0.0/0.0 AS nan"})
        node, rel, items, tagged, date, nan = response["rows"][0]
        self.assertEqual(node["$node"]["labels"], ["A"])
        self.assertIsInstance(node["$node"]["id"], str)
        self.assertEqual(rel["$rel"]["start"], node["$node"]["id"])
        self.assertEqual(items, [1, 1.0, -0.0, True, None])
        self.assertEqual(tagged, {"$map": {"$k": 1}})
        self.assertEqual(date, {"$temporal": "date", "value": "1984-10-11"})
        self.assertEqual(nan, {"$float": "NaN"})

    def test_integers_and_floats_differ_on_the_wire(self):
        out = self.run_raw("--in-memory", "serve-stdio", stdin=json.dumps(
            {"id": 1, "query": "RETURN 1, 1.0, 9223372036854775807, 1e300"}).encode()).stdout
        self.assertIn(b'"rows":[[1,1.0,9223372036854775807,1e300]]', out)

    def test_parameters_keep_their_kinds(self):
        response, = self.answers(
            b'{"id":1,"query":"RETURN $i / 2 AS i, $f / 2 AS f, $m.`$x` AS m, $t.year AS t","params":'
            b'{"i":3,"f":3.0,"m":{"$map":{"$x":5}},"t":{"$temporal":"date","value":"2024-02-29"}}}')
        self.assertEqual(response["rows"], [[1, 1.5, 5, 2024]])

    def test_errors_name_code_phase_detail_and_place(self):
        undefined, divided, again = self.answers({"id": 1, "query": "RETURN\n  x"},
                                                 {"id": 2, "query": "RETURN 1/0 AS x"},
                                                 {"id": 3, "query": "RETURN 1 AS one"})
        self.assertEqual(undefined["error"]["code"], "SyntaxError")
        self.assertEqual(undefined["error"]["phase"], "compile")
        self.assertEqual(undefined["error"]["detail"], "UndefinedVariable")
        self.assertIn("(line 2, column 3)", undefined["error"]["message"])
        self.assertEqual(divided["error"]["code"], "ArithmeticError")
        self.assertEqual(divided["error"]["phase"], "runtime")
        self.assertEqual(again["rows"], [[1]])

    def test_a_failed_statement_leaves_no_trace(self):
        _, counted = self.answers({"id": 1, "query": "CREATE (:A) RETURN 1/0 AS x"},
                                  {"id": 2, "query": "MATCH (n) RETURN count(n) AS c"})
        self.assertEqual(counted["rows"], [[0]])

    def test_one_statement_a_request(self):
        two, none = self.answers({"id": 1, "query": "RETURN 1; RETURN 2"}, {"id": 2, "query": " "})
        self.assertIn("error", two)
        self.assertIn("error", none)

    def test_what_breaks_the_protocol_is_answered(self):
        bad = [(b"nonsense", None), (b"[1]", None), (b'{"query":"RETURN 1"}', None),
               (b'{"id":"1","query":"RETURN 1"}', None), (b'{"id":1.0,"query":"RETURN 1"}', None),
               (b'{"id":2}', 2), (b'{"id":3,"query":"RETURN 1","parms":{}}', 3),
               (b'{"id":4,"query":5}', 4), (b'{"id":5,"query":"RETURN 1","params":[1]}', 5),
               (b'{"id":6,"reset":false}', 6), (b'{"id":7,"query":"RETURN 1","reset":true}', 7),
               (b'{"id":8,"reset":true,"params":{}}', 8),
               (b'{"id":9,"query":"RETURN $n","params":{"n":{"$node":{"id":"1","labels":[],"properties":{}}}}}', 9),
               (b"\xff\xfe", None), (b'{"id":10,"query":"RETURN \xff"}', None),
               (b"[" * 100000, None), (b'{"a":' * 100000, None)]
        responses = self.answers(*[line for line, _ in bad], {"id": 99, "query": "RETURN 1"})
        for (line, expected), response in zip(bad, responses):
            self.assertEqual(response["error"]["code"], "ProtocolError", line[:80])
            self.assertEqual(response["id"], expected, line[:80])
        self.assertEqual(responses[-1]["rows"], [[1]])

    def test_empty_lines_are_ignored_and_the_last_line_needs_no_break(self):
        result = self.run_raw("--in-memory", "serve-stdio",
                              stdin=b'\n  \r\n{"id":1,"query":"RETURN 1"}\r\n\n{"id":2,"query":"RETURN 2"}')
        self.assertEqual([json.loads(line)["id"] for line in result.stdout.splitlines()], [1, 2])

    def test_procedures_are_not_supported(self):
        response, = self.answers({"id": 1, "procedure": {"signature": "a() :: ()", "columns": [], "rows": []}})
        self.assertEqual(response["error"]["code"], "Unsupported")

    def test_reset_empties_the_graph(self):
        _, reset, counted = self.answers({"id": 1, "query": "CREATE (:A {k: 1})"}, {"id": 2, "reset": True},
                                         {"id": 3, "query": "MATCH (n) RETURN count(n) AS c"})
        self.assertNotIn("error", reset)
        self.assertEqual(counted["rows"], [[0]])

    def test_reset_of_a_database_on_disk_has_to_be_allowed(self):
        self.run_ok("query", "CREATE (:A)")
        refused, = self.answers({"id": 1, "reset": True}, options=())
        self.assertIn("--allow-reset", refused["error"]["message"])
        refused, = self.answers({"id": 1, "reset": True}, options=("--readonly", "--allow-reset"))
        self.assertIn("error", refused)
        allowed, counted = self.answers({"id": 1, "reset": True},
                                        {"id": 2, "query": "MATCH (n) RETURN count(n) AS c"},
                                        options=("--allow-reset",))
        self.assertNotIn("error", allowed)
        self.assertEqual(counted["rows"], [[0]])

    def test_responses_are_flushed_one_by_one(self):
        server = self.start("--in-memory")
        for number in range(3):
            self.assertEqual(self.ask(server, {"id": number, "query": "RETURN 1"})["id"], number)

    def test_an_acknowledged_commit_survives_a_kill(self):
        server = self.start()
        self.assertNotIn("error", self.ask(server, {"id": 1, "query": "CREATE (:A)"}))
        server.send_signal(signal.SIGKILL)
        server.wait()
        response, = self.answers({"id": 1, "query": "MATCH (n) RETURN count(n) AS c"}, options=())
        self.assertEqual(response["rows"], [[1]])

    def test_a_long_line(self):
        text = "余" * 2000000
        response, = self.answers({"id": 1, "query": "RETURN size($t) AS n, $t AS t", "params": {"t": text}})
        self.assertEqual(response["rows"], [[2000000, text]])

    def test_limits_hold_for_each_request(self):
        slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"
        first, second, fast = self.answers({"id": 1, "query": slow}, {"id": 2, "query": slow},
                                           {"id": 3, "query": "RETURN 1"},
                                           options=("--in-memory", "--timeout", "0.2"))
        self.assertEqual(first["error"]["code"], "ResourceError")
        self.assertEqual(second["error"]["code"], "ResourceError")
        self.assertEqual(fast["rows"], [[1]])

    slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"

    def test_a_running_request_is_cancelled_by_its_id(self):
        server = self.start("--in-memory")
        self.send(server, {"id": 1, "query": self.slow}, {"id": 2, "cancel": 1}, {"id": 3, "query": "RETURN 1"})
        slow, cancel, after = (json.loads(server.stdout.readline()) for _ in range(3))
        self.assertEqual((slow["id"], slow["error"]["code"], slow["error"]["detail"]), (1, "ResourceError", "Cancelled"))
        self.assertEqual((cancel["id"], cancel["cancelled"], cancel["rows"]), (2, True, []))
        self.assertEqual(after["rows"], [[1]])

    def test_a_waiting_request_is_cancelled_before_it_runs(self):
        server = self.start("--in-memory")
        self.send(server, {"id": 1, "query": self.slow}, {"id": 2, "query": "CREATE (:A)"}, {"id": 3, "cancel": 2},
                  {"id": 4, "cancel": 1}, {"id": 5, "query": "MATCH (n) RETURN count(n)"})
        details = [json.loads(server.stdout.readline()) for _ in range(5)]
        self.assertEqual([one["id"] for one in details], [1, 2, 3, 4, 5])
        self.assertEqual([one["error"]["detail"] for one in details[:2]], ["Cancelled", "Cancelled"])
        self.assertEqual(details[4]["rows"], [[0]])

    def test_a_cancelled_write_leaves_no_trace(self):
        server = self.start("--in-memory")
        self.send(server, {"id": 1, "query": "UNWIND range(1, 100000000) AS x CREATE (:A {x: x})"}, {"id": 2, "cancel": 1},
                  {"id": 3, "query": "MATCH (n) RETURN count(n)"})
        details = [json.loads(server.stdout.readline()) for _ in range(3)]
        self.assertIn("error", details[0])
        self.assertEqual(details[2]["rows"], [[0]])

    def test_there_is_not_always_something_to_cancel(self):
        one, late, unknown, own, bad, two = self.answers(
            {"id": 1, "query": "RETURN 1"}, {"id": 2, "cancel": 77}, {"id": 3, "cancel": -1}, {"id": 4, "cancel": 4},
            {"id": 5, "cancel": "1"}, {"id": 6, "query": "RETURN 2"})
        self.assertEqual([one["rows"], two["rows"]], [[[1]], [[2]]])
        self.assertEqual([late["cancelled"], unknown["cancelled"], own["cancelled"]], [False, False, False])
        self.assertEqual(bad["error"]["code"], "ProtocolError")

    def test_many_requests_are_read_ahead(self):
        responses = self.answers(*({"id": n, "query": "RETURN $n", "params": {"n": n}} for n in range(5000)))
        self.assertEqual([r["rows"] for r in responses], [[[n]] for n in range(5000)])

    def test_ctrl_c_ends_it_running_or_idle(self):
        server = self.start("--in-memory")
        self.ask(server, {"id": 1, "query": "RETURN 1"})
        server.send_signal(signal.SIGINT)
        self.assertEqual(server.wait(timeout=30), 130)
        server = self.start("--in-memory")
        self.ask(server, {"id": 1, "query": "RETURN 1"})
        self.send(server, {"id": 2, "query": self.slow})
        server.send_signal(signal.SIGINT)
        self.assertEqual(server.wait(timeout=30), 130)

    def test_odd_parameters(self):
        deep = b'{"id":1,"query":"RETURN size($l)","params":{"l":' + b"[" * 90 + b"1" + b"]" * 90 + b"}}"
        wide = {"id": 2, "query": "RETURN size($l)", "params": {"l": list(range(300000))}}
        many = {"id": 3, "query": "RETURN $p99999", "params": {"p%d" % n: n for n in range(100000)}}
        big = b'{"id":4,"query":"RETURN $n","params":{"n":123456789012345678901234567890}}'
        twice = b'{"id":5,"query":"RETURN 1","query":"RETURN 2"}'
        surrogate = b'{"id":6,"query":"RETURN $s","params":{"s":"\\ud800"}}'
        nul = b'{"id":7,"query":"RETURN size($s)","params":{"s":"a\\u0000b"}}'
        bad_time = b'{"id":8,"query":"RETURN $t","params":{"t":{"$temporal":"date","value":"soon"}}}'
        responses = self.answers(deep, wide, many, big, twice, surrogate, nul, bad_time, {"id": 9, "query": "RETURN 1"})
        self.assertEqual(len(responses), 9)
        self.assertEqual(responses[1]["rows"], [[300000]])
        self.assertEqual(responses[2]["rows"], [[99999]])
        self.assertEqual(responses[6]["rows"], [[3]])
        self.assertEqual([("error" in r) for r in responses[5:8:2]], [True, True])
        self.assertEqual(responses[8]["rows"], [[1]])

    def test_a_missing_database_is_not_made_for_reading(self):
        result = self.run_raw("--readonly", "serve-stdio")
        self.assertEqual(result.returncode, 3)
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    main()
