#!/usr/bin/env python3
"""The shell in a terminal: keys are sent, the screen is read."""
import os

from running import ProgramTest, main
from terminal import Terminal

UP, DOWN, LEFT, HOME = "\x1b[A", "\x1b[B", "\x1b[D", "\x01"
BACKSPACE, INTERRUPT, END_OF_INPUT = "\x7f", "\x03", "\x04"

GRAPH = """
CREATE (a:Firm {name: '申昊科技', aliases: ['申昊']}), (d:District {name: '余杭区', aliases: ['余杭']}),
       (a)-[:LOCATED_IN {evidence: '申昊科技落户余杭', sentence: '去年，申昊科技落户余杭。', doc: 'news',
                         begin: 9, end: 33}]->(d);
"""


class Shell(ProgramTest):
    def shell(self, *args, width=80, **environment):
        env = {**self.environment(), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
               "DINGTU_HISTORY": self.path("history"), **environment}
        terminal = Terminal([self.binary, *args], env, self.folder, width)
        self.addCleanup(terminal.close)
        terminal.shows("dingtu>")
        return terminal

    def last_prompt(self, terminal, text):
        """Waits until the line under edit is `text`."""
        return terminal.until(lambda lines: lines and lines[-1] == "dingtu> " + text.rstrip()
                              or (text == "" and lines[-1] == "dingtu>"))

    def test_a_statement_runs_at_its_semicolon(self):
        shell = self.shell("--in-memory")
        shell.send("RETURN '余杭区' AS 地点;\r")
        lines = shell.shows("1 row")
        self.assertTrue(any("地点" in line for line in lines))
        self.last_prompt(shell, "")  # before it the terminal, not the shell, reads the key
        shell.send(END_OF_INPUT)
        self.assertEqual(shell.ends(), 0)

    def test_chinese_is_edited_in_mid_line_in_any_locale(self):
        for locale in ("C.UTF-8", "C", "POSIX"):
            shell = self.shell("--in-memory", LC_ALL=locale)
            shell.send("余杭区企业abc" + LEFT * 4 + "新")
            self.last_prompt(shell, "余杭区企新业abc")
            self.assertEqual(shell.screen.column, len("dingtu> ") + 10)
            shell.send(BACKSPACE * 2)
            self.last_prompt(shell, "余杭区业abc")
            shell.send(HOME + "在")
            self.last_prompt(shell, "在余杭区业abc")
            self.assertEqual(shell.screen.column, len("dingtu> ") + 2)

    def test_long_lines_wrap_at_wide_characters(self):
        shell = self.shell("--in-memory", width=21)
        shell.send("余杭区企业分别得到了哪些支持")
        lines = shell.until(lambda lines: lines[-1].endswith("支持"))
        self.assertEqual(lines[-2:], ["dingtu> 余杭区企业分", "别得到了哪些支持"])
        shell.send(LEFT * 8 + BACKSPACE)
        lines = shell.until(lambda lines: lines[-1].endswith("支持") and "分" not in lines[-2])
        self.assertEqual(lines[-2:], ["dingtu> 余杭区企业别", "得到了哪些支持"])

    def test_a_statement_of_several_lines_is_one_text(self):
        shell = self.shell("--in-memory")
        shell.send("UNWIND [1, 2]\r")
        shell.until(lambda lines: lines[-1] == "     ->")
        shell.send("AS x RETURN (\r")
        shell.shows("(->")
        shell.send("x);" + UP + UP + HOME + "/**/")
        shell.until(lambda lines: "dingtu> /**/UNWIND [1, 2]" in lines)
        shell.send(DOWN + DOWN + "\x05\r")
        shell.shows("2 rows")
        shell.send(UP)
        lines = shell.until(lambda lines: lines[-1].endswith("x);"))
        self.assertTrue(lines[-3].startswith("dingtu> /**/UNWIND"))
        shell.send(INTERRUPT)
        shell.shows("^C")
        self.last_prompt(shell, "")
        shell.send(END_OF_INPUT)
        self.assertEqual(shell.ends(), 0)
        again = self.shell("--in-memory")
        again.send(UP)
        lines = again.until(lambda lines: lines[-1].endswith("x);"))
        self.assertTrue(lines[-3].startswith("dingtu> /**/UNWIND"))

    def test_a_paste_is_not_run_line_by_line(self):
        shell = self.shell("--in-memory")
        shell.send("\x1b[200~RETURN 1 AS a;\rRETURN 2 AS b;\x1b[201~")
        lines = shell.shows("RETURN 2 AS b;")
        self.assertFalse(any("1 row" in line for line in lines))
        shell.send("\r")
        shell.until(lambda lines: sum("1 row" in line for line in lines) == 2)

    def test_interrupt_clears_the_line_and_never_leaves(self):
        shell = self.shell("--in-memory")
        shell.send('RETURN "open\r')
        shell.shows('"->')
        for number in (1, 2):
            shell.send(INTERRUPT)
            shell.until(lambda lines: sum("^C" in line for line in lines) == number
                        and lines[-1] == "dingtu>")
        shell.shows("Ctrl-D or .quit")
        shell.send("RETURN 5 AS five;\r")
        shell.shows("five")

    def test_interrupt_cancels_a_running_statement(self):
        shell = self.shell("--in-memory")
        shell.send("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*);\r")
        shell.until(lambda lines: shell.screen.row > 0 and shell.screen.column == 0)
        shell.send(INTERRUPT)
        shell.shows("interrupted")
        shell.send("RETURN 5 AS five;\r")
        shell.shows("five")

    def test_tab_completes_names_labels_and_keywords(self):
        self.run_ok("query", GRAPH)
        shell = self.shell()
        shell.send("MATCH (d:Dis\t")
        self.last_prompt(shell, "MATCH (d:District")
        shell.send(" {name: '余\t")
        self.last_prompt(shell, "MATCH (d:District {name: '余杭区")
        shell.send("'}) RETURN d.na\t;\r")
        shell.shows("1 row")
        shell.send("MATCH (f) WHERE called(f, 'shenh\t")
        self.last_prompt(shell, "MATCH (f) WHERE called(f, '申昊科技")
        shell.send("') RETURN f.name;\r")
        shell.until(lambda lines: sum("1 row" in line for line in lines) == 2)
        shell.send(".sch\t\r")
        shell.shows("LOCATED_IN")

    def test_evidence_and_cards(self):
        self.run_ok("query", GRAPH)
        shell = self.shell()
        shell.send(".evidence on\r")
        shell.shows("evidence is on")
        shell.send("MATCH (f:Firm)-[:LOCATED_IN]->(d) RETURN f.name, d.name;\r")
        lines = shell.shows("[1] news, bytes 9-33")
        self.assertTrue(any("去年，申昊科技落户余杭。" in line for line in lines))
        shell.send(".show 申昊\r")
        shell.shows("–LOCATED_IN→ 余杭区")
        shell.send(".show 申吴科技\r")
        shell.shows("did you mean `申昊科技`?")

    def test_errors_show_their_place_and_a_mend(self):
        shell = self.shell("--in-memory")
        shell.send("RETURN 余杭;\r")
        lines = shell.shows("variable `余杭` is not defined")
        caret = next(line for line in lines if "^" in line)
        self.assertEqual(caret.index("^"), 2 + len("RETURN "))
        shell.send(".scema\r")
        shell.shows("did you mean `.schema`?")

    def test_redrawn_after_a_resize(self):
        shell = self.shell("--in-memory", width=60)
        shell.send("RETURN '余杭区' AS place")
        self.last_prompt(shell, "RETURN '余杭区' AS place")
        shell.resize(100, 24)
        shell.send(", 1 AS n;\r")
        shell.shows("1 row")

    def test_a_missing_database_is_made_by_the_first_write(self):
        shell = self.shell("--db", "new.db")
        shell.shows("is not there yet")
        shell.send("MATCH (n) RETURN count(n) AS c;\r")
        shell.shows("1 row")
        self.assertFalse(os.path.exists(self.path("new.db")))
        shell.send("CREATE (:A);\r")
        shell.shows("1 node created")
        shell.send(".quit\r")
        self.assertEqual(shell.ends(), 0)
        self.assertTrue(os.path.isdir(self.path("new.db")))

    def test_commands(self):
        shell = self.shell("--in-memory")
        shell.send(".param place 余杭\r.mode csv\rRETURN $place AS p;\r")
        shell.until(lambda lines: "余杭" in lines)
        self.write("more.gql", ".mode jsonl\nRETURN $place AS p,\n 2 AS n;\n")
        shell.send(".read more.gql\r")
        shell.until(lambda lines: any(line.replace(" ", "") == '{"p":"余杭","n":2}' for line in lines))
        shell.send(".help\r")
        shell.shows(".evidence")


class Piped(ProgramTest):
    def test_a_script_on_standard_input(self):
        out = self.run_ok("--in-memory", "shell", "--format", "csv",
                          stdin=".param x 5\nRETURN $x AS x;\n.mode jsonl\nRETURN 1 AS y")
        self.assertEqual(out.split(), ["x", "5", '{"y":1}'])

    def test_the_first_error_ends_it_with_its_place(self):
        result = self.run_raw("--in-memory", "shell", "--format", "csv",
                              stdin=b"RETURN 1 AS a;\nRETURN b;\nRETURN 3 AS c;\n")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.split(), [b"a", b"1"])
        self.assertTrue(result.stderr.startswith(b"<stdin>:2:8: error: "), result.stderr)


if __name__ == "__main__":
    main()
