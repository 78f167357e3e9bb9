#!/usr/bin/env python3
"""What `dingtu help bash|zsh|fish` prints, in these shells; a shell that is not installed is left out."""
import os
import re
import shutil
import subprocess
import unittest

from running import ProgramTest, main
from terminal import Terminal

CASES = (
    (["qu"], {"query"}),
    (["--rea"], {"--readonly"}),
    (["--db", "x", "que"], {"query"}),
    (["query", "--with"], {"--with-evidence"}),
    (["query", "--format", "js"], {"json", "jsonl"}),
    (["export", "--language", ""], {"en", "zh"}),
    (["rules", "c"], {"check"}),
    (["help", "zs"], {"zsh"}),
    (["load", "new"], {"news.txt"}),
    (["query", "-f", "new"], {"news.txt"}),
)


class Completion(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("news.txt", "")
        os.mkdir(self.path("folder"))

    def script(self, shell, name):
        return self.write(name, self.run_ok("help", shell))

    def test_bash(self):
        script = self.script("bash", "dingtu.bash")
        program = ('source %s; COMP_WORDS=(dingtu "$@"); COMP_CWORD=$#; _dingtu; printf "%%s\\n" "${COMPREPLY[@]}"'
                   % script)
        for words, expected in CASES:
            done = subprocess.run(["bash", "-c", program, "bash", *words], cwd=self.folder, stdout=subprocess.PIPE,
                                  check=True)
            self.assertEqual(set(done.stdout.decode().split()), expected, words)

    def test_bash_cuts_words_at_an_equals_sign(self):
        script = self.script("bash", "dingtu.bash")
        program = "source %s; COMP_WORDS=(dingtu query --format = js); COMP_CWORD=4; _dingtu; echo ${COMPREPLY[@]}" % script
        self.assertEqual(subprocess.run(["bash", "-c", program], stdout=subprocess.PIPE, check=True).stdout, b"json jsonl\n")

    @unittest.skipUnless(shutil.which("fish"), "fish is not installed")
    def test_fish(self):
        script = self.script("fish", "dingtu.fish")
        for words, expected in CASES:
            line = " ".join(["dingtu", *words])
            done = subprocess.run(["fish", "--no-config", "-c", "source %s; complete -C '%s'" % (script, line)],
                                  cwd=self.folder, stdout=subprocess.PIPE, env=self.environment(HOME=self.folder), check=True)
            found = {part.split("\t")[0] for part in done.stdout.decode().splitlines()}
            self.assertEqual(found, expected, words)

    @unittest.skipUnless(shutil.which("zsh"), "zsh is not installed")
    def test_zsh(self):
        os.mkdir(self.path("functions"))
        os.rename(self.script("zsh", "_dingtu"), self.path("functions/_dingtu"))
        env = {**self.environment(), "TERM": "xterm", "HOME": self.folder, "PS1": "> ", "ZDOTDIR": self.folder}
        terminal = Terminal([shutil.which("zsh"), "-f"], env, self.folder)
        self.addCleanup(terminal.close)
        terminal.send("PS1='> '; fpath=(./functions $fpath); autoload -Uz compinit && compinit -u -d dump; echo rea''dy\r")
        terminal.shows("ready")
        for words, expected in CASES:
            typed = " ".join(["dingtu", *words])
            terminal.send(typed + "\t")
            if len(expected) == 1:
                terminal.shows(" ".join(["dingtu", *words[:-1], *expected]))
            else:
                terminal.send("\t")
                terminal.until(lambda lines, all_of=expected: all_of <= set(re.split(r"\s+", " ".join(lines[-6:]))))
            terminal.send("\x15")
        terminal.send("dingtu query --format=ma\t")
        terminal.shows("--format=markdown")


if __name__ == "__main__":
    main()
