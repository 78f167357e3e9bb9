"""A small terminal: runs a program on a pseudo terminal and keeps the screen it draws."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata

SEQUENCE = re.compile(r"\x1b\[([?0-9;]*)([A-Za-z])|\x1b[()][A-Z0-9]|\x1b[=>78]|\x1b\].*?(?:\x07|\x1b\\)")


def width_of(char):
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Screen:
    """The part of a terminal that line editors use. A cell holds a character; the right half of a
    wide one is empty."""

    def __init__(self, width, height):
        self.width, self.height = width, height
        self.rows = [[" "] * width]
        self.row = self.column = 0

    def feed(self, text):
        at = 0
        while at < len(text):
            match = SEQUENCE.match(text, at)
            if match:
                self.control(match.group(2), match.group(1) or "")
                at = match.end()
            elif text[at] == "\x1b":
                return text[at:]  # the rest of the sequence has not come yet
            else:
                self.put(text[at])
                at += 1
        return ""

    def control(self, kind, argument):
        number = int(argument) if argument.isdigit() else 1
        if kind == "A":
            self.row = max(0, self.row - number)
        elif kind == "B":
            self.move_to(self.row + number)
        elif kind == "C":
            self.column = min(self.width - 1, self.column + number)
        elif kind == "D":
            self.column = max(0, self.column - number)
        elif kind == "H":
            self.row, self.column = 0, 0
        elif kind == "K":
            self.rows[self.row][self.column:] = [" "] * (self.width - self.column)
        elif kind == "J":
            if argument == "2":
                self.rows = [[" "] * self.width for _ in self.rows]
            else:
                self.rows[self.row][self.column:] = [" "] * (self.width - self.column)
                del self.rows[self.row + 1:]

    def move_to(self, row):
        while len(self.rows) <= row:
            self.rows.append([" "] * self.width)
        self.row = row

    def put(self, char):
        if char == "\r":
            self.column = 0
        elif char == "\n":
            self.move_to(self.row + 1)
        elif char == "\b":
            self.column = max(0, self.column - 1)
        elif char >= " ":
            columns = width_of(char)
            if self.column + columns > self.width:
                self.move_to(self.row + 1)
                self.column = 0
            self.rows[self.row][self.column:self.column + columns] = [char] + [""] * (columns - 1)
            self.column += columns

    def lines(self):
        return ["".join(row).rstrip() for row in self.rows]


class Terminal:
    """A program on a terminal of its own."""

    def __init__(self, argv, env, cwd, width=80, height=24):
        self.screen = Screen(width, height)
        self.rest = b""
        self.text_rest = ""
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            os.execve(argv[0], argv, env)
        self.resize(width, height)

    def resize(self, width, height):
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        self.screen.width, self.screen.height = width, height

    def send(self, text):
        os.write(self.descriptor, text.encode("utf-8"))

    def pump(self, seconds):
        """Takes in what the program writes; False at its end."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.rest += data
        text = self.rest.decode("utf-8", "ignore")
        self.rest = self.rest[len(text.encode("utf-8")):]
        self.text_rest = self.screen.feed(self.text_rest + text)
        return True

    def until(self, condition, seconds=30):
        """Reads until the screen's lines fulfil the condition; gives them."""
        deadline = time.monotonic() + seconds
        while not condition(self.screen.lines()):
            left = deadline - time.monotonic()
            if left <= 0 or not self.pump(left):
                raise AssertionError("the screen never came to it:\n" + "\n".join(self.screen.lines()))
        return self.screen.lines()

    def shows(self, text):
        return self.until(lambda lines: any(text in line for line in lines))

    def ends(self, seconds=30):
        """Waits for the program to end; gives its exit code."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.pump(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError("the program does not end:\n" + "\n".join(self.screen.lines()))

    def close(self):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.descriptor)
