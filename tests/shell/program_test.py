#!/usr/bin/env python3
"""The command line contract: streams, exit codes, messages, what bad input does."""
import json
import os
import signal
import subprocess
import unittest

from running import ProgramTest, main

GRAPH = """
CREATE (a:Firm {name: '申昊科技', aliases: ['申昊']}), (b:Firm {name: '宇树'}),
       (d:District {name: '余杭区', aliases: ['余杭']}),
       (a)-[:LOCATED_IN {evidence: '申昊科技落户余杭', doc: 'news', begin: 0, end: 24}]->(d);
"""


class CommandLine(ProgramTest):
    def test_help_is_output(self):
        self.assertIn("query [TEXT]", self.run_ok("--help"))
        for command in ("query", "export", "serve-stdio", "schema", "check", "restore", "load"):
            text = self.run_ok(command, "--help")
            self.assertIn("examples:", text)
            self.assertEqual(text, self.run_ok("help", command))
        self.assertRegex(self.run_ok("--version"), r"^dingtu \d+\.\d+\.\d+\n$")

    def test_a_misspelt_command_gets_a_suggestion(self):
        self.assertEqual(self.refused(2, "qurey", "RETURN 1"),
                         "error: unknown command `qurey`\n  did you mean `query`?\n")

    def test_a_misspelt_option_gets_a_suggestion(self):
        self.assertIn("did you mean `--format`?", self.refused(2, "query", "--fromat", "csv"))
        self.assertIn("did you mean `csv`?",
                      self.refused(2, "--in-memory", "query", "--format", "cvs", "RETURN 1"))

    def test_options_stand_before_or_behind_the_command(self):
        for args in (("--in-memory", "--format", "csv", "query", "RETURN 1 AS x"),
                     ("query", "RETURN 1 AS x", "--format", "csv", "--in-memory")):
            self.assertEqual(self.run_ok(*args).splitlines(), ["x", "1"])


class Reading(ProgramTest):
    def test_reading_never_creates_a_database(self):
        for args in (("query", "MATCH (n) RETURN n"), ("schema",), ("stats",), ("check",),
                     ("export", "-o", "x.jsonl"), ("backup", "copy"), ("compact",)):
            self.assertIn("dingtu.db", self.refused(3, *args))
            self.assertEqual(os.listdir(self.folder), [])

    def test_writing_makes_the_database_that_the_environment_names(self):
        result = self.run_raw("query", "CREATE (:A)", env={"DINGTU_DB": "mine.db"})
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(os.listdir(self.folder), ["mine.db"])

    def test_readonly_refuses_to_write(self):
        self.run_ok("query", "CREATE (:A)")
        self.assertEqual(self.run_ok("--readonly", "query", "MATCH (n) RETURN count(n) AS c",
                                     "--format", "csv").split(), ["c", "1"])
        self.refused(3, "--readonly", "query", "CREATE (:A)")
        self.assertIn('"c":1', self.run_ok("query", "MATCH (n) RETURN count(n) AS c",
                                           "--format", "jsonl").replace(" ", ""))

    def test_a_second_writer_is_told_that_the_store_is_in_use(self):
        self.run_ok("query", GRAPH)
        writer = subprocess.Popen([self.binary, "serve-stdio"], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, cwd=self.folder, env=self.environment())
        try:
            writer.stdin.write(b'{"id":1,"query":"RETURN 1"}\n')
            writer.stdin.flush()
            self.assertIn(b'"id":1', writer.stdout.readline())
            self.assertIn("in use", self.refused(3, "query", "CREATE (:A)"))
            self.assertIn("宇树", self.run_ok("query", "MATCH (f:Firm) RETURN f.name"))
        finally:
            writer.communicate(timeout=30)
        self.assertEqual(writer.returncode, 0)


class Statements(ProgramTest):
    def query(self, *args, stdin=""):
        return self.run_ok("--in-memory", "query", *args, stdin=stdin)

    def test_text_file_and_standard_input_are_alike(self):
        text = "RETURN '余杭' AS 地点, 1 AS n;"
        file = self.write("q.gql", "\ufeff" + text)
        expected = self.query("--format", "csv", text)
        self.assertEqual(expected.splitlines(), ["地点,n", "余杭,1"])
        self.assertEqual(self.query("--format", "csv", "-f", file), expected)
        self.assertEqual(self.query("--format", "csv", stdin=text), expected)
        self.assertEqual(self.query("--format", "csv", "-f", "-", stdin=text), expected)

    def test_several_statements_run_in_order(self):
        out = self.query("--format", "jsonl", "CREATE (:A); CREATE (:A); // two\n"
                         "MATCH (n) RETURN count(n) AS c;")
        self.assertEqual([json.loads(line) for line in out.splitlines()], [{"c": 2}])

    def test_nothing_to_run_is_no_error(self):
        self.assertEqual(self.query(" ; // only a comment\n;"), "")

    def test_parameters(self):
        out = self.query("--format", "json", "--param", 'place="余杭"', "--param", "n=[1,2.0]",
                         "RETURN $place AS p, $n AS n")
        self.assertEqual(json.loads(out), [{"p": "余杭", "n": [1, 2.0]}])
        self.assertIn("place", self.refused(1, "--in-memory", "query", "RETURN $place"))

    def test_an_error_points_at_its_place(self):
        message = self.refused(1, "--in-memory", "query", "MATCH (f:企业) RETURN g.name")
        self.assertEqual(message.splitlines()[0], "error: variable `g` is not defined")
        self.assertIn("  MATCH (f:企业) RETURN g.name", message)
        caret = message.splitlines()[2].index("^")
        self.assertEqual(caret, 2 + len("MATCH (f:") + 4 + len(") RETURN "))

    def test_an_error_in_a_file_names_file_line_and_column(self):
        file = self.write("q.gql", "RETURN 1 AS a;\n\nRETURN 2 AS b,\n  c;\nRETURN 3 AS d;\n")
        result = self.run_raw("--in-memory", "query", "--format", "csv", "-f", file)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.decode().split(), ["a", "1"])
        self.assertTrue(result.stderr.decode().startswith(file + ":4:3: error: "), result.stderr)

    def test_keep_going(self):
        result = self.run_raw("--in-memory", "query", "--keep-going", "--format", "csv",
                              "RETURN 1 AS a; RETURN b; RETURN 3 AS c")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.decode().split(), ["a", "1", "c", "3"])

    def test_statements_before_an_error_stay(self):
        self.refused(1, "query", "CREATE (:A); CREATE (:B) RETURN 1/0")
        out = self.run_ok("query", "--format", "csv", "MATCH (n) RETURN labels(n)[0] AS l")
        self.assertEqual(out.split(), ["l", "A"])

    def test_a_script_as_one_transaction(self):
        file = self.write("q.gql", "CREATE (:A);\nMATCH (a:A) RETURN count(a) AS seen;\nRETURN x;\n")
        result = self.run_raw("query", "--single-transaction", "--format", "csv", "-f", file)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.split(), [b"seen", b"1"])
        self.assertTrue(result.stderr.startswith(file.encode() + b":3:"), result.stderr)
        count = ("query", "--format", "csv", "MATCH (n) RETURN count(n) AS c")
        self.assertEqual(self.run_ok(*count).split(), ["c", "0"])
        self.run_ok("query", "-1", "CREATE (:A); CREATE (:B)")
        self.assertEqual(self.run_ok(*count).split(), ["c", "2"])
        self.refused(2, "query", "-1", "--keep-going", "RETURN 1")

    def test_formats(self):
        text = "UNWIND [['申昊', 1], ['a,\"b\"', null]] AS r RETURN r[0] AS name, r[1] AS n"
        self.assertEqual(self.query("--format", "csv", text).splitlines(),
                         ["name,n", "申昊,1", '"a,""b""",'])
        rows = [{"name": "申昊", "n": 1}, {"name": 'a,"b"', "n": None}]
        self.assertEqual(json.loads(self.query("--format", "json", text)), rows)
        lines = self.query("--format", "jsonl", text).splitlines()
        self.assertEqual([json.loads(line) for line in lines], rows)
        result = self.run_raw("--in-memory", "query", "--format", "csv", "--bom", text)
        self.assertTrue(result.stdout.startswith(b"\xef\xbb\xbfname,n"))
        for name in ("table", "markdown", "line"):
            self.assertIn("申昊", self.query("--format", name, text))

    def test_every_row_can_carry_its_evidence(self):
        self.run_ok("query", GRAPH)
        out = self.run_ok("query", "--with-evidence", "--format", "jsonl",
                          "MATCH (f:Firm) OPTIONAL MATCH (f)-[:LOCATED_IN]->(d) "
                          "RETURN f.name AS f, d.name AS d ORDER BY f")
        self.assertEqual([json.loads(line) for line in out.splitlines()], [
            {"f": "宇树", "d": None, "evidence": []},
            {"f": "申昊科技", "d": "余杭区", "evidence": [
                {"document": "news", "begin": 0, "end": 24, "evidence": "申昊科技落户余杭",
                 "sentence": None}]}])

    def test_a_near_name_is_offered_for_an_empty_answer(self):
        self.run_ok("query", GRAPH)
        result = self.run_raw("query", "MATCH (f:Firm {name: '申昊科枝'}) RETURN f.name")
        self.assertEqual(result.returncode, 0)
        self.assertIn("did you mean `申昊科技`?", result.stderr.decode())


class BadInput(ProgramTest):
    def refused_query(self, *args, stdin=""):
        return self.refused(1, "--in-memory", "query", *args, stdin=stdin)

    def test_files_that_are_no_script(self):
        self.assertIn("No such file", self.refused_query("-f", "missing.gql"))
        self.assertIn("is a folder", self.refused_query("-f", self.folder))
        gbk = self.write("gbk.gql", "RETURN '余杭'".encode("gb18030"))
        message = self.refused_query("-f", gbk)
        self.assertIn(gbk + ":1:9: ", message)
        self.assertIn("iconv -f GB18030", message)
        self.assertIn("iconv -f UTF-16",
                      self.refused_query("-f", self.write("wide.gql", "RETURN 1".encode("utf-16"))))
        self.assertIn("not text", self.refused_query(stdin=bytes(range(256))))
        self.assertIn("not UTF-8", self.refused_query(stdin=b"RETURN '\xff'"))

    def test_an_argument_that_is_not_utf8(self):
        result = self.run_raw("--in-memory", "query", b"RETURN '\xff'")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"not UTF-8", result.stderr)

    def test_an_unclosed_string_is_an_error(self):
        self.assertIn("error: ", self.refused_query("RETURN 'abc"))

    def test_deep_nesting_is_refused_and_long_chains_are_answered(self):
        for opening in ("(", "[", "{a:", "RETURN CASE WHEN "):
            self.refused_query(stdin="RETURN " + opening * 200000)
        text = "RETURN " + "+".join(["1"] * 200000) + " AS sum"
        out = self.run_ok("--in-memory", "query", "--format", "csv", stdin=text)
        self.assertEqual(out.split(), ["sum", "200000"])

    def test_limits(self):
        slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"
        self.assertIn("time limit", self.refused_query("--timeout", "0.2", slow))
        self.assertIn("memory limit",
                      self.refused_query("--memory", "8",
                                         "UNWIND range(1, 10000000) AS a RETURN collect(a) AS items"))

    def test_an_unwritable_folder(self):
        self.write("file", "")
        self.refused(3, "--db", "file/x.db", "query", "CREATE (:A)")
        self.refused(3, "--db", "file", "query", "CREATE (:A)")
        self.refused(3, "--db", "/proc/dingtu.db", "query", "CREATE (:A)")

    def test_a_folder_that_is_no_database(self):
        os.mkdir(self.path("other"))
        self.write("other/notes.txt", "mine")
        self.refused(3, "--db", "other", "query", "CREATE (:A)")
        self.refused(3, "--db", "other", "stats")
        self.assertEqual(os.listdir(self.path("other")), ["notes.txt"])


class Streams(ProgramTest):
    many = "UNWIND range(1, 1000000) AS x RETURN x, '余杭区' AS place"

    def test_a_reader_that_leaves_early_is_no_error(self):
        process = subprocess.Popen([self.binary, "--in-memory", "query", "--format", "csv", self.many],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(process.stdout.readline().strip(), b"x,place")
        process.stdout.close()
        message = process.stderr.read()
        process.stderr.close()
        self.assertEqual(process.wait(timeout=60), 0)
        self.assertEqual(message, b"")

    def test_output_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            result = subprocess.run([self.binary, "--in-memory", "query", "RETURN 1"], stdout=full,
                                    stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"cannot write to standard output", result.stderr)

    def test_interrupt_ends_a_running_statement(self):
        text = "RETURN 1 AS begun; " \
               "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"
        process = subprocess.Popen([self.binary, "--in-memory", "query", "--format", "csv", text],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(process.stdout.readline().strip(), b"begun")
        process.send_signal(signal.SIGINT)
        _, message = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertIn(b"interrupted", message)


class Export(ProgramTest):
    def setUp(self):
        super().setUp()
        self.run_ok("query", GRAPH)

    def exported(self, *args):
        out = self.run_ok("export", "-o", "-", *args)
        return [json.loads(line) for line in out.splitlines()]

    def names(self, *args):
        return sorted(one["properties"]["name"] for one in self.exported(*args)
                      if one["kind"] == "node")

    def test_the_whole_graph(self):
        lines = self.exported()
        self.assertEqual([one["kind"] for one in lines], ["node"] * 3 + ["rel"])
        ids = {one["id"] for one in lines[:3]}
        self.assertLessEqual({lines[3]["start"], lines[3]["end"]}, ids)
        self.assertEqual(lines[3]["properties"]["evidence"], "申昊科技落户余杭")

    def test_a_part_by_query(self):
        self.assertEqual(self.names("--query", "MATCH (f:Firm {name: '宇树'}) RETURN f"), ["宇树"])
        self.assertEqual(self.names("--query", "MATCH ()-[r:LOCATED_IN]->() RETURN r"),
                         ["余杭区", "申昊科技"])
        self.assertIn("return the variables",
                      self.refused(1, "export", "-o", "-", "--query", "MATCH (n) RETURN n.name"))
        self.assertIn("only read", self.refused(2, "export", "-o", "-", "--query", "CREATE (n) RETURN n"))

    def test_a_part_around_a_name(self):
        self.assertEqual(self.names("--around", "余杭"), ["余杭区", "申昊科技"])
        self.assertEqual(self.names("--around", "余杭", "--hops", "0"), ["余杭区"])
        self.assertIn("did you mean `余杭区`?",
                      self.refused(1, "export", "-o", "-", "--around", "余航区"))

    def test_a_file_is_written_whole_or_not_at_all(self):
        self.write("old.jsonl", "old")
        self.refused(1, "export", "-o", "old.jsonl", "--query", "RETURN 1/0 AS x")
        with open(self.path("old.jsonl"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "old")
        self.run_ok("export", "-o", "old.jsonl")
        with open(self.path("old.jsonl"), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), 4)
        self.assertEqual(sorted(os.listdir(self.folder)), ["dingtu.db", "old.jsonl"])

    def test_what_cannot_be_written_is_told(self):
        self.assertIn("No such file", self.refused(1, "export", "-o", "no/such/x.jsonl"))
        self.assertIn("is a folder", self.refused(1, "export", "-o", ".", "--format", "jsonl"))
        self.refused(2, "export")
        self.refused(2, "export", "-o", "x.nosuch")

    def test_pictures_and_data_for_others(self):
        for name in ("g.graphml", "g.dot", "g.svg"):
            self.run_ok("export", "-o", name)
            with open(self.path(name), encoding="utf-8") as file:
                self.assertIn("余杭区", file.read())


class Documents(ProgramTest):
    text = "2025年6月12日\n\n申昊科技股份有限公司位于余杭区。近日，余杭区经信局为申昊科技解决了厂房难题。\n"

    def rows(self, query):
        out = self.run_ok("query", "--format", "jsonl", query)
        return [json.loads(line) for line in out.splitlines()]

    def test_what_a_document_says_can_be_asked_in_both_languages(self):
        self.run_ok("load", self.write("news.txt", self.text))
        for query in ("MATCH (f:Firm)-[:LOCATED_IN]->(d) WHERE called(d, '余杭') RETURN f.name AS n",
                      "MATCH (f:企业)-[:位于]->(d) WHERE called(d, '余杭区') RETURN f.名称 AS n"):
            self.assertEqual(self.rows(query), [{"n": "申昊科技股份有限公司"}])

    def test_evidence_is_the_documents_own_bytes(self):
        path = self.write("news.txt", self.text)
        self.run_ok("load", path)
        with open(path, "rb") as file:
            data = file.read()
        rows = self.rows("MATCH ()-[r]->() WHERE r.evidence IS NOT NULL AND NOT r.evidence CONTAINS '‖' "
                         "RETURN r.evidence AS e, r.begin AS b, r.end AS z")
        self.assertTrue(rows)
        for row in rows:
            self.assertEqual(data[row["b"]:row["z"]].decode("utf-8"), row["e"])

    def test_loading_twice_changes_nothing(self):
        path = self.write("news.txt", self.text)
        self.run_ok("load", path)
        before = self.run_ok("export", "-o", "-")
        result = self.run_raw("load", path)
        self.assertIn(b"1 unchanged", result.stderr)
        self.assertEqual(self.run_ok("export", "-o", "-"), before)

    def test_an_edited_document_replaces_what_it_said(self):
        path = self.write("news.txt", self.text)
        self.run_ok("load", path)
        self.write("news.txt", self.text.replace("申昊科技股份有限公司位于余杭区。", ""))
        self.assertIn(b"1 replaced", self.run_raw("load", path).stderr)
        self.assertEqual(self.rows("MATCH (f:Firm {name: '申昊科技股份有限公司'}) RETURN f.name"), [])

    def test_a_document_can_be_taken_back(self):
        self.run_ok("load", self.write("news.txt", self.text))
        self.run_ok("unload", "news")
        self.assertEqual(self.rows("MATCH (f:Firm) RETURN f.name"), [])
        self.refused(1, "unload", "news")

    def test_the_encoding_is_told_from_the_bytes(self):
        expected = None
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
            db = self.path(encoding + ".db")
            path = self.write("news.txt", self.text.encode(encoding))
            self.run_ok("--db", db, "load", path)
            found = self.run_ok("--db", db, "query", "--format", "csv",
                                "MATCH (f:Firm)-[r:LOCATED_IN]->(d) RETURN f.name, d.name, r.evidence")
            self.assertIn("余杭区", found)
            self.assertEqual(found, expected or found)
            expected = found

    def test_documents_that_cannot_be_read(self):
        self.assertIn("missing.txt", self.refused(1, "load", "missing.txt"))
        self.assertEqual(os.listdir(self.folder), [])
        self.refused(1, "load", self.write("binary.txt", bytes(range(256)) * 16))
        good = self.write("good.txt", self.text)
        result = self.run_raw("load", good, self.path("binary.txt"))
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"binary.txt", result.stderr)
        self.assertTrue(self.rows("MATCH (f:Firm) RETURN f.name"))

    def test_odd_documents_do_no_harm(self):
        for number, content in enumerate((b"", b"\n", "。".encode() * 100000, b"a" * 1000000,
                                          "（".encode() * 200000, "《“".encode() * 100000)):
            result = self.run_raw("load", self.write("odd%d.txt" % number, content))
            self.assertIn(result.returncode, (0, 1), result.stderr)

    def test_a_dry_run_stores_nothing(self):
        self.assertEqual(self.run_raw("load", "--dry-run", self.write("news.txt", self.text)).returncode, 0)
        self.assertEqual(os.listdir(self.folder), ["news.txt"])

    def test_standard_input_is_a_document(self):
        self.run_ok("load", "-", stdin=self.text)
        self.assertTrue(self.rows("MATCH (f:Firm) RETURN f.name"))

    def test_rules_are_checked_and_tried(self):
        self.assertIn("余杭区", self.run_ok("rules", "try", self.text))
        self.assertIn("names", self.run_ok("rules", "check", self.write("mine.rules", "")) + "names")
        self.assertIn("bad.rules:1", self.refused(1, "rules", "check", self.write("bad.rules", "nonsense !!\n")))
        self.refused(2, "rules", "tyr", "x")


class Import(ProgramTest):
    def test_csv_tables_become_a_graph(self):
        self.write("firms.csv", "id:ID,name,founded:INT64\n1,申昊科技,2002\n2,宇树,2016\n")
        self.write("places.csv", "id:ID,name\n10,余杭区\n")
        self.write("seats.csv", ":START_ID,:END_ID,since\n1,10,2002\n")
        self.run_ok("import", "--nodes", "Firm:Organization=firms.csv", "District=places.csv",
                    "--rels", "LOCATED_IN=seats.csv")
        out = self.run_ok("query", "--format", "csv", "MATCH (f:Firm)-[r:LOCATED_IN]->(d:District) "
                          "RETURN f.name AS f, f.founded AS y, r.since AS s, d.name AS d")
        self.assertEqual(out.split(), ["f,y,s,d", "申昊科技,2002,2002,余杭区"])

    def test_an_export_comes_back_as_an_equal_graph(self):
        self.run_ok("query", GRAPH)
        self.run_ok("export", "-o", "graph.jsonl")
        self.run_ok("--db", "copy.db", "import", "graph.jsonl")
        self.run_ok("--db", "copy.db", "export", "-o", "again.jsonl")

        def content(name):
            with open(self.path(name), encoding="utf-8") as file:
                lines = [json.loads(line) for line in file]
            return [{key: value for key, value in line.items() if key not in ("id", "start", "end")}
                    for line in lines]
        self.assertEqual(content("again.jsonl"), content("graph.jsonl"))

    def test_a_register_joins_what_texts_say_by_name_and_alias(self):
        self.run_ok("load", self.write("news.txt", "杭州申昊科技股份有限公司（以下简称“申昊科技”）位于余杭区。"))
        self.write("register.csv", "id:ID,name,capital:DOUBLE\n91A,申昊科技,8000\n91B,丙丁新材料有限公司,100\n")
        self.write("shares.csv", ":START_ID,:END_ID,share:DOUBLE\n91A,91B,0.4\n")
        self.run_ok("import", "--nodes", "Firm=register.csv", "--rels", "HOLDS=shares.csv", "--match", "name")
        out = self.run_ok("query", "--format", "csv", "MATCH (d)<-[:LOCATED_IN]-(f:Firm)-[h:HOLDS]->(g:Firm) "
                          "RETURN d.name AS d, f.name AS f, f.capital AS c, h.share AS s, g.name AS g")
        self.assertEqual(out.split(), ["d,f,c,s,g",
                                       "余杭区,杭州申昊科技股份有限公司,8000.0,0.4,丙丁新材料有限公司"])
        # A second time the rows find their nodes by their keys: nothing is there twice.
        self.run_ok("import", "--nodes", "Firm=register.csv", "--match", "name")
        self.assertEqual(self.run_ok("query", "--format", "csv", "MATCH (f:Firm) RETURN count(*) AS n").split(),
                         ["n", "2"])

    def test_a_bad_row_stops_the_import_before_it_begins(self):
        self.write("firms.csv", "id:ID,founded:INT64\n1,2002\n2,soon\n")
        self.assertIn("firms.csv:3:", self.refused(1, "import", "--nodes", "Firm=firms.csv"))
        self.run_ok("import", "--skip-bad-rows", "--nodes", "Firm=firms.csv")

    def test_what_the_command_line_must_say(self):
        self.refused(2, "import")
        self.refused(2, "import", "--nodes", "firms.csv")
        self.refused(2, "import", "table.xlsx")
        self.assertIn("missing.csv", self.refused(1, "import", "--nodes", "Firm=missing.csv"))
        self.assertEqual(os.listdir(self.folder), [])


class Drawings(ProgramTest):
    def test_a_drawing_speaks_either_language(self):
        self.run_ok("load", self.write("news.txt", Documents.text))
        for language, word, other in (("en", "LOCATED_IN", "位于"), ("zh", "位于", "LOCATED_IN")):
            self.run_ok("export", "-o", "g.svg", "--language", language)
            with open(self.path("g.svg"), encoding="utf-8") as file:
                text = file.read()
            self.assertIn(word, text)
            self.assertNotIn(">" + other, text)
        self.refused(2, "export", "-o", "g.svg", "--language", "fr")


class Maintenance(ProgramTest):
    def setUp(self):
        super().setUp()
        self.run_ok("query", GRAPH)

    def test_schema_and_stats(self):
        rows = json.loads(self.run_ok("schema", "--format", "json"))
        found = {(row["kind"], row["name"]): row["count"] for row in rows}
        self.assertEqual(found[("label", "Firm")], 2)
        self.assertEqual(found[("relationship type", "LOCATED_IN")], 1)
        self.assertEqual(found[("property key", "name")], 3)
        rows = json.loads(self.run_ok("stats", "--format", "json"))
        numbers = {row["what"]: row["number"] for row in rows}
        self.assertEqual((numbers["nodes"], numbers["relationships"]), (3, 1))

    def test_a_backup_is_a_database_and_restores(self):
        before = self.run_ok("export", "-o", "-")
        self.run_ok("backup", "copy")
        self.assertEqual(self.run_ok("--db", "copy", "export", "-o", "-"), before)
        self.assertIn("nothing is overwritten", self.refused(3, "restore", "copy"))
        self.run_ok("--db", "new.db", "restore", "copy")
        self.assertEqual(self.run_ok("--db", "new.db", "export", "-o", "-"), before)
        self.refused(3, "--db", "other.db", "restore", "nowhere")

    def test_check_and_compact(self):
        self.assertIn("whole", self.run_ok("check"))
        self.run_ok("compact")
        self.assertIn("whole", self.run_ok("check"))


if __name__ == "__main__":
    main()
