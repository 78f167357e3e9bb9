#!/usr/bin/env python3
"""Runs the commands that the documents show and compares what they print: `documents_test.py DINGTU [--update]`.

A block ```console holds commands behind `$ ` and what they print (standard output and errors together), one of
```dingtu what is typed behind `dingtu> ` in the shell, one of ```protocol requests to serve-stdio behind `>> `. All
commands of a document run in order in one folder with a copy of docs/examples. A line `<!-- setup: COMMAND -->` runs
unseen. Times are compared by their unit. With --update the documents are written anew from what the commands print.
"""
import os
import re
import shutil
import subprocess
import sys

from running import ProgramTest, main

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
DOCUMENTS = ("README.md", "README.zh.md", "docs/tutorial.md", "docs/tutorial.zh.md", "docs/shell.md",
             "docs/protocol.md")
BLOCK = re.compile(r"^```(console|dingtu|protocol)\n(.*?)^```$|^<!-- setup: (.*?) -->$", re.M | re.S)
PROMPTS = {"console": ("$ ", "> "), "dingtu": ("dingtu> ", "     -> "), "protocol": (">> ", "\0")}
MARK = "·:·"


def comparable(text):
    text = re.sub(r'\d+(\.\d+)? (ms|s)\b|("elapsed_us":)\d+', r"N \2\3", text)
    return [line.rstrip() for line in text.rstrip().splitlines()]


def inputs_of(body, prompt, continued):
    """What is typed in a block; lines right below that begin with the further prompt belong to it."""
    inputs, open_input = [], False
    for line in body.splitlines():
        if line.startswith(prompt):
            inputs.append(line[len(prompt):])
            open_input = True
        elif open_input and (line + " ").startswith(continued):
            inputs[-1] += "\n" + line[len(continued):]
        else:
            open_input = False
    return inputs


class Documents(ProgramTest):
    maxDiff = None
    update = "--update" in sys.argv

    def setUp(self):
        super().setUp()
        shutil.copytree(os.path.join(ROOT, "docs", "examples"), self.path("docs/examples"),
                        ignore=shutil.ignore_patterns("__pycache__"))
        os.mkdir(self.path("bin"))
        os.symlink(self.binary, self.path("bin/dingtu"))
        self.env = self.environment(PATH=self.path("bin") + ":" + os.environ["PATH"], LC_ALL="C.UTF-8",
                                    PYTHONPATH=self.path("docs/examples/python"), PYTHONDONTWRITEBYTECODE="1")

    def run_command(self, command):
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
        return done.stdout.decode("utf-8")

    def run_typed(self, inputs):
        """What the shell prints for each input; the inputs of a block are one session."""
        script = "".join("%s\n.print %s\n" % (text, MARK) for text in inputs)
        done = subprocess.run([self.binary, "--keep-going", "shell"], cwd=self.folder, env=self.env,
                              input=script.encode("utf-8"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=120, check=False)
        printed = re.sub(r"<stdin>:\d+:\d+: ", "", done.stdout.decode("utf-8"))
        return [part.lstrip("\n") for part in printed.split(MARK + "\n")]

    def run_requests(self, requests):
        return self.run_ok("--in-memory", "serve-stdio", stdin="\n".join(requests)).splitlines(keepends=True)

    def run_block(self, kind, body):
        """The block as it should be."""
        prompt, continued = PROMPTS[kind]
        inputs = inputs_of(body, prompt, continued)
        runs = {"console": lambda texts: map(self.run_command, texts), "dingtu": self.run_typed,
                "protocol": self.run_requests}
        answers = runs[kind](inputs)
        shown = ""
        for text, answer in zip(inputs, answers):
            typed = (prompt + text.replace("\n", "\n" + continued)).splitlines()
            shown += "".join(line.rstrip() + "\n" for line in typed) + answer
            shown += "" if shown.endswith("\n") else "\n"
        return shown

    def expected(self, match):
        kind, body, setup = match.groups()
        if setup:
            self.run_command(setup)
            return match.group(0)
        shown = self.run_block(kind, body)
        if not self.update:
            self.assertEqual(comparable(body), comparable(shown), "once more with --update writes it anew")
        return "```%s\n%s```" % (kind, shown)

    def check(self, name):
        path = os.path.join(ROOT, name)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        new = BLOCK.sub(self.expected, text)
        if self.update and new != text:
            with open(path, "w", encoding="utf-8") as file:
                file.write(new)


for document in DOCUMENTS:
    test_name = "test_" + re.sub(r"\W", "_", document)
    setattr(Documents, test_name, lambda self, name=document: self.check(name))

if __name__ == "__main__":
    sys.argv = [word for word in sys.argv if word != "--update"]
    main()
