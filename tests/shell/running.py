"""Runs the program for the tests beside this file, each in an empty folder of its own."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest


class ProgramTest(unittest.TestCase):
    """A folder to work in, and `run` to call the program there."""

    binary = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="dingtu-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        """Makes a file of text or bytes and gives its path."""
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def environment(self, **more):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DINGTU_")}
        return {**kept, **more}

    def run_raw(self, *args, stdin=b"", env=None, timeout=120):
        return subprocess.run([self.binary, *args], input=stdin, cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout,
                              env=self.environment(**(env or {})), check=False)

    def run_ok(self, *args, stdin=""):
        """The standard output of a call that must succeed."""
        result = self.run_raw(*args, stdin=stdin.encode("utf-8"))
        self.assertEqual(result.returncode, 0, result.stderr.decode("utf-8", "replace"))
        return result.stdout.decode("utf-8")

    def refused(self, code, *args, stdin=""):
        """The standard error of a call that must fail with this exit code, and print nothing."""
        data = stdin if isinstance(stdin, bytes) else stdin.encode("utf-8")
        result = self.run_raw(*args, stdin=data)
        message = result.stderr.decode("utf-8", "replace")
        self.assertEqual(result.returncode, code, message)
        self.assertEqual(result.stdout, b"")
        self.assertIn("error: ", message)
        return message


def main():
    """unittest.main with the program's path as the first argument."""
    if len(sys.argv) < 2:
        sys.exit("usage: %s DINGTU [unittest options]" % sys.argv[0])
    ProgramTest.binary = os.path.abspath(sys.argv.pop(1))
    unittest.main()
