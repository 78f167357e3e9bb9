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


class ShellTest(ProgramTest):
    def shell(self, *args, width=80, **environment):
        env = {**self.environment(), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
               "DINGTU_HISTORY": self.path("history"), "DINGTU_PAGER": "", **environment}
        terminal = Terminal([self.binary, *args], env, self.folder, width)
        self.addCleanup(terminal.close)
        terminal.shows("dingtu>")
        return terminal

    def last_prompt(self, terminal, text):
        """Waits until the line under edit is `text`."""
        return terminal.until(lambda lines: lines and lines[-1] == "dingtu> " + text.rstrip()
                              or (text == "" and lines[-1] == "dingtu>"))


class Typing(ShellTest):
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


class Pages(ShellTest):
    """A pager that says what it got, and one that waits for a key."""

    def pager(self, script):
        path = self.write("pager.sh", "#!/bin/sh\n" + script)
        os.chmod(path, 0o755)
        return path

    def test_a_long_result_goes_through_the_pager_a_short_one_does_not(self):
        shell = self.shell("--in-memory", DINGTU_PAGER=self.pager("echo paged; wc -l; echo $LESS"))
        shell.send("UNWIND range(1, 100) AS 数 RETURN 数;\r")
        lines = shell.shows("SRFX")
        self.assertIn("105", [line.strip() for line in lines])  # rows, head, lines, their number
        shell.shows("time:")
        shell.send("RETURN 1 AS one;\r")
        lines = shell.shows("1 row")
        self.assertEqual(sum("paged" in line for line in lines), 1)
        shell.send(".pager off\r")
        shell.shows("pager is off")
        shell.send("UNWIND range(1, 100) AS x RETURN x;\r")
        lines = shell.shows("(100 rows)")
        self.assertEqual(sum("paged" in line for line in lines), 1)
        shell.send(".pager on\r")
        shell.send("RETURN 1 AS one;\r")
        shell.until(lambda lines: sum("paged" in line for line in lines) >= 2)

    def test_leaving_the_pager_early_ends_the_statement_quietly(self):
        shell = self.shell("--in-memory", DINGTU_PAGER=self.pager("head -n 4"))
        shell.send("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS x RETURN x;\r")
        shell.shows("│    1 │")
        shell.send("RETURN 5 AS five;\r")
        lines = shell.shows("five │")
        self.assertFalse(any("error" in line for line in lines))

    def test_interrupt_under_the_pager_does_no_harm(self):
        pager = self.pager("trap '' INT; cat >/dev/null; echo waiting; read key </dev/tty; echo left")
        shell = self.shell("--in-memory", DINGTU_PAGER=pager)
        shell.send("UNWIND range(1, 100) AS x RETURN x;\r")
        shell.shows("waiting")
        shell.send(INTERRUPT)
        shell.send("\r")
        shell.shows("left")
        shell.send("RETURN 5 AS five;\r")
        shell.shows("five")

    def test_a_pager_that_is_not_there_is_none(self):
        shell = self.shell("--in-memory", DINGTU_PAGER="no-such-pager -x")
        shell.send("UNWIND range(1, 100) AS x RETURN x;\r")
        shell.shows("(100 rows)")


class Commands(ShellTest):
    def test_results_go_to_a_file(self):
        shell = self.shell("--in-memory")
        for line in (".mode csv", ".once one.csv", "RETURN '余杭' AS a;", "RETURN 2 AS b;",
                     ".output all.csv", "RETURN 3 AS c;", "RETURN 4 AS d;", ".output", "RETURN 5 AS e;"):
            shell.send(line + "\r")
            self.last_prompt(shell, "")
        shell.until(lambda lines: "5" in lines)
        self.assertFalse({"余杭", "3", "4"} & set(shell.screen.lines()))
        for name, text in (("one.csv", "a\n余杭\n"), ("all.csv", "c\n3\nd\n4\n")):
            with open(self.path(name), encoding="utf-8") as file:
                self.assertEqual(file.read().replace("\n\n", "\n"), text)
        shell.send(".once /no/such/file\r")
        shell.shows("cannot write")

    def test_the_editor_changes_what_is_typed_and_what_was_run(self):
        path = self.write("editor.sh", "#!/bin/sh\nsed -i s/杭州/余杭/ \"$1\"\n")
        os.chmod(path, 0o755)
        shell = self.shell("--in-memory", VISUAL=path)
        shell.send("RETURN '杭州'\x18\x05")
        self.last_prompt(shell, "RETURN '余杭'")
        shell.send(" AS 地;\r")
        shell.shows("地")
        shell.send("RETURN '杭州' AS 二;\r")
        shell.shows("二")
        shell.send(".edit\r")
        self.last_prompt(shell, "RETURN '余杭' AS 二;")
        shell.send("\r")
        shell.until(lambda lines: sum("│ 余杭" in line for line in lines) == 2)

    def test_a_transaction_is_kept_or_taken_back(self):
        shell = self.shell()
        for line, shown in ((".begin", ""), ("CREATE (:A);", "1 node created"), (".rollback", ""),
                            ("MATCH (a:A) RETURN count(a) AS none;", "none"), (".begin", ""),
                            ("CREATE (:B);", "1 node created"), ("RETURN 1/0;", "rolled back"),
                            (".commit", "no transaction is open"), (".begin", ""), ("CREATE (:C {k: 1});", "set"),
                            ("MATCH (c:C) RETURN c.k AS seen;", "seen"), (".commit", "")):
            shell.send(line + "\r")
            if shown:
                shell.shows(shown)
            self.last_prompt(shell, "")
        shell.send(".quit\r")
        shell.ends()
        self.assertEqual(self.run_ok("query", "--format", "csv", "MATCH (n) RETURN labels(n)[0] AS l").split(),
                         ["l", "C"])

    def test_the_habits_of_other_shells_are_understood(self):
        self.run_ok("query", GRAPH)
        shell = self.shell()
        for typed, shown in (("\\d", "LOCATED_IN"), ("\\dt", "Firm"), (".tables", "District"), ("\\timing", "timer is"),
                             (":param x => 5", ""), ("RETURN $x AS five;", "five"), ("\\?", "What is stored"),
                             (".schema Firm", "-[:LOCATED_IN]->(:District)"), (".schema Frim", "did you mean `Firm`?"),
                             (".functions pinyin", "function"), (".print 余 杭", "余 杭")):
            shell.send(typed + "\r")
            if shown:
                shell.shows(shown)
            self.last_prompt(shell, "")
        shell.send("\\q\r")
        self.assertEqual(shell.ends(), 0)

    def test_ambiguous_characters_may_be_wide(self):
        shell = self.shell("--in-memory")
        shell.send(".width ambiguous 2\r")
        shell.shows("take 2 columns")
        shell.send("UNWIND ['“余杭”', 'ab'] AS x RETURN x;\r")
        shell.shows("2 rows")
        lines = shell.screen.lines()
        quoted = next(line for line in lines if "“余杭”" in line and line.startswith("|"))
        plain = next(line for line in lines if line.startswith("| ab"))
        self.assertEqual(len(plain), len(quoted) + 2 + 2)  # two wide by nature, two by the setting

    def test_own_commands_run_at_the_start(self):
        os.makedirs(self.path("config/dingtu"))
        self.write("config/dingtu/shellrc", ".param place 余杭\n.timer off\n")
        shell = self.shell("--in-memory", XDG_CONFIG_HOME=self.path("config"))
        shell.send("RETURN $place AS p;\r")
        lines = shell.shows("余杭")
        shell.shows("1 row")
        self.assertFalse(any("time:" in line for line in lines))

    def test_a_query_behind_export_keeps_its_quotes(self):
        self.run_ok("query", GRAPH)
        shell = self.shell()
        shell.send(".export part.jsonl MATCH (d {name: '余杭区'}) RETURN d\r")
        shell.shows("part.jsonl: 1 node")
        shell.send(".export near.jsonl --around 余杭 --hops 1\r")
        shell.shows("near.jsonl: 2 nodes")


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

    def test_a_transaction_that_is_not_ended_is_not_kept(self):
        result = self.run_raw("shell", stdin=b".begin\nCREATE (:A);\n")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"not committed", result.stderr)
        self.assertEqual(self.run_ok("query", "--format", "csv", "MATCH (n) RETURN count(n) AS c").split(),
                         ["c", "0"])


if __name__ == "__main__":
    main()
