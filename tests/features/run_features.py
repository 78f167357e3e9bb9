#!/usr/bin/env python3
"""Run Gherkin features in the form of the openCypher TCK against an engine that speaks the JSON-lines protocol of the protocol of serve-stdio.

    run_features.py --features tests/features --adapter 'dingtu --in-memory serve-stdio' --all

Python 3 standard library only. Exit status: 0 the run took place (whatever passed), 1 a scenario
named in --require did not pass (with --all: any scenario), 2 the run could not take place (adapter or arguments).
"""
import argparse
import collections
import fnmatch
import json
import math
import os
import re
import select
import shlex
import signal
import subprocess
import sys
import time

# ---------------------------------------------------------------------------------------------
# Gherkin: the part of it the TCK uses
# ---------------------------------------------------------------------------------------------


class GherkinError(Exception):
    pass


class Step:
    __slots__ = ("text", "doc", "table", "line")

    def __init__(self, text, line):
        self.text = text
        self.doc = None      # doc string or None
        self.table = None    # list of lists of cells or None
        self.line = line


class Scenario:
    """One runnable scenario. An outline yields one of these per Examples row."""

    __slots__ = ("file", "name", "example", "tags", "steps", "line", "tier")

    def __init__(self, file, name, example, tags, steps, line):
        self.file = file          # path below the features folder, with '/' separators
        self.name = name          # as written in the file (the outline's name for an example)
        self.example = example    # 1-based row number over all Examples tables, or None
        self.tags = tags
        self.steps = steps
        self.line = line
        self.tier = tier_of(self)

    @property
    def base_id(self):
        return "%s:%s" % (self.file, self.name)

    @property
    def id(self):
        return self.base_id if self.example is None else "%s #%d" % (self.base_id, self.example)


class Outline:
    """A scenario or scenario outline as written: the unit of the shared/held-out split."""

    __slots__ = ("name", "tags", "steps", "examples", "is_outline", "first_line", "line")

    def __init__(self, name, tags, is_outline, first_line, line):
        self.name = name
        self.tags = tags
        self.steps = []
        self.examples = []        # list of tables (header row first)
        self.is_outline = is_outline
        self.first_line = first_line   # line of its first tag, or of its own heading (1-based)
        self.line = line


class Feature:
    __slots__ = ("name", "tags", "background", "outlines")

    def __init__(self):
        self.name = ""
        self.tags = []
        self.background = []
        self.outlines = []


STEP_WORDS = ("Given ", "When ", "Then ", "And ", "But ", "* ")


def split_row(text, line):
    """Cells of a '| a | b |' row; the escapes are \\| \\n and \\\\, any other backslash is kept."""
    cells, cell, i = [], [], 1
    while i < len(text):
        c = text[i]
        if c == "\\" and i + 1 < len(text) and text[i + 1] in "|n\\":
            cell.append({"|": "|", "n": "\n", "\\": "\\"}[text[i + 1]])
            i += 2
            continue
        if c == "|":
            cells.append("".join(cell).strip(" \t"))
            cell = []
        else:
            cell.append(c)
        i += 1
    if "".join(cell).strip():
        raise GherkinError("line %d: table row without a closing '|'" % line)
    return cells


def parse_feature(text):
    feature = Feature()
    tags, tag_line = [], None
    steps = None            # list the next step is appended to
    target = None           # list the next table row is appended to
    outline = None
    lines = text.replace("\r\n", "\n").split("\n")
    i = 0
    seen_feature = False
    while i < len(lines):
        raw, no = lines[i], i + 1
        s = raw.strip()
        i += 1
        if not s or s.startswith("#"):
            continue
        if s.startswith('"""') or s.startswith("```"):
            if not steps:
                raise GherkinError("line %d: doc string without a step" % no)
            fence, indent, body = s[:3], len(raw) - len(raw.lstrip()), []
            while True:
                if i >= len(lines):
                    raise GherkinError("line %d: doc string not closed" % no)
                d = lines[i]
                i += 1
                if d.strip() == fence:
                    break
                lead = len(d) - len(d.lstrip(" \t"))
                d = d[min(indent, lead):]
                body.append(d.replace('\\"\\"\\"', '"""') if fence == '"""' else d)
            steps[-1].doc = "\n".join(body)
            target = None
            continue
        if s.startswith("|"):
            if target is None:
                if not steps:
                    raise GherkinError("line %d: table without a step" % no)
                steps[-1].table = target = []
            row = split_row(s, no)
            if target and len(target[0]) != len(row):
                raise GherkinError("line %d: table row of %d cells, expected %d" % (no, len(row), len(target[0])))
            target.append(row)
            continue
        if s.startswith("@"):
            if tag_line is None:
                tag_line = no
            tags.extend(t for t in s.split("#")[0].split() if t.startswith("@"))
            continue
        key, _, rest = s.partition(":")
        if key == "Feature":
            feature.name, feature.tags, seen_feature = rest.strip(), tags, True
            tags, tag_line, steps, target = [], None, None, None
        elif key == "Background":
            steps, target, outline = feature.background, None, None
            tags, tag_line = [], None
        elif key in ("Scenario", "Example", "Scenario Outline", "Scenario Template"):
            outline = Outline(rest.strip(), tags, "Out" in key or "Temp" in key, tag_line or no, no)
            feature.outlines.append(outline)
            tags, tag_line, steps, target = [], None, outline.steps, None
        elif key in ("Examples", "Scenarios"):
            if outline is None or not outline.is_outline:
                raise GherkinError("line %d: Examples outside a scenario outline" % no)
            target = []
            outline.examples.append(target)
            tags, tag_line = [], None
        else:
            for w in STEP_WORDS:
                if s.startswith(w):
                    if steps is None:
                        raise GherkinError("line %d: step outside a scenario" % no)
                    steps.append(Step(s[len(w):].strip(), no))
                    target = None
                    break
            else:
                if seen_feature and steps is None and outline is None:
                    continue        # free text below 'Feature:'
                raise GherkinError("line %d: not understood: %s" % (no, s[:60]))
    return feature


def substitute(text, names, row):
    return re.sub(r"<([^<>\n]+)>", lambda m: row[names[m.group(1)]] if m.group(1) in names else m.group(0), text)


def expand(file, feature):
    """Runnable scenarios of a parsed feature, in file order."""
    out = []
    for o in feature.outlines:
        tags = feature.tags + o.tags
        if not o.is_outline:
            out.append(Scenario(file, o.name, None, tags, feature.background + o.steps, o.line))
            continue
        n = 0
        for table in o.examples:
            names = {h: k for k, h in enumerate(table[0])}
            for row in table[1:]:
                n += 1
                steps = list(feature.background)
                for st in o.steps:
                    c = Step(substitute(st.text, names, row), st.line)
                    if st.doc is not None:
                        c.doc = substitute(st.doc, names, row)
                    if st.table is not None:
                        c.table = [[substitute(x, names, row) for x in r] for r in st.table]
                    steps.append(c)
                out.append(Scenario(file, o.name, n, tags, steps, o.line))
    return out


# ---------------------------------------------------------------------------------------------
# Scope tiers
# ---------------------------------------------------------------------------------------------

TIERS = {1: "read core", 2: "writes", 3: "temporal", 4: "procedures"}
_NOT_CODE = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.S)
_TEMPORAL = re.compile(
    r"(?<![.\w$])(?:date|time|localtime|datetime|localdatetime|duration)"
    r"(?:\.(?:transaction|statement|realtime|between|inMonths|inDays|inSeconds|truncate|fromepoch|fromepochmillis))?\s*\(",
    re.I)
_WRITE = re.compile(r"\b(?:CREATE|MERGE|SET|REMOVE|DELETE)\b")
_SETUP_WRITE = re.compile(r"\b(?:MERGE|SET|REMOVE|DELETE)\b")
_CALL = re.compile(r"\bCALL\s+[A-Za-z_`]")


def tier_of(sc):
    """Highest tier a scenario needs. A plain CREATE in its set-up does not make it a write scenario."""
    tier = 1
    top = sc.file.split("/")
    if top[:2] == ["clauses", "call"]:
        tier = 4
    if top[:2] == ["expressions", "temporal"]:
        tier = max(tier, 3)
    if top[0] == "clauses" and top[1] in ("create", "merge", "set", "remove", "delete"):
        tier = max(tier, 2)
    for st in sc.steps:
        if st.text.startswith("there exists a procedure"):
            return 4
        if st.doc is None:
            continue
        code = _NOT_CODE.sub(" ", st.doc)
        setup = st.text.startswith("having executed")
        if _CALL.search(code):
            return 4
        if _TEMPORAL.search(code):
            tier = max(tier, 3)
        if (_SETUP_WRITE if setup else _WRITE).search(code):
            tier = max(tier, 2)
    return tier


# ---------------------------------------------------------------------------------------------
# Values: null -> None, boolean -> bool, integer -> int, float -> float, string -> str,
# list -> list, map -> dict, and the four below
# ---------------------------------------------------------------------------------------------


class Node:
    __slots__ = ("id", "labels", "props")

    def __init__(self, labels, props, id=None):
        self.labels, self.props, self.id = frozenset(labels), props, id


class Rel:
    __slots__ = ("id", "type", "props", "start", "end")

    def __init__(self, type, props, id=None, start=None, end=None):
        self.type, self.props, self.id, self.start, self.end = type, props, id, start, end


class Path:
    """nodes[0] -rels[0]- nodes[1] ...; forward[i] tells whether rels[i] leaves nodes[i] (None: either)."""
    __slots__ = ("nodes", "rels", "forward")

    def __init__(self, nodes, rels, forward):
        self.nodes, self.rels, self.forward = nodes, rels, forward


class Temporal:
    __slots__ = ("kind", "text")

    def __init__(self, kind, text):
        self.kind, self.text = kind, text


class NotationError(Exception):
    pass


class Notation:
    """Parser of the TCK's notation for expected values and parameters."""

    NUMBER = re.compile(r"[+-]?(?:\d+\.\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\d+)")
    NAME = re.compile(r"[^\W\d][\w$]*|[\w$]+")
    ESCAPES = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}

    def __init__(self, text):
        self.t, self.i = text, 0

    def fail(self, what):
        raise NotationError("%s at offset %d of %r" % (what, self.i, self.t[:120]))

    def ws(self):
        while self.i < len(self.t) and self.t[self.i] in " \t\r\n\f":
            self.i += 1

    def peek(self, s):
        return self.t.startswith(s, self.i)

    def take(self, s):
        if not self.peek(s):
            self.fail("expected %r" % s)
        self.i += len(s)

    def parse(self):
        self.ws()
        v = self.value()
        self.ws()
        if self.i != len(self.t):
            self.fail("text after the value")
        return v

    def value(self):
        if self.i >= len(self.t):
            self.fail("expected a value")
        c = self.t[self.i]
        if c == "(":
            return self.node()
        if c == "[":
            return self.rel() if re.match(r"\[\s*:", self.t[self.i:]) else self.list()
        if c == "<":
            return self.path()
        if c == "{":
            return self.map()
        if c in "'\"":
            return self.string()
        for word, v in (("null", None), ("true", True), ("false", False), ("NaN", math.nan),
                        ("Infinity", math.inf), ("Inf", math.inf), ("-Infinity", -math.inf), ("-Inf", -math.inf)):
            if self.peek(word) and not re.match(r"\w", self.t[self.i + len(word):]):
                self.i += len(word)
                return v
        m = self.NUMBER.match(self.t, self.i)
        if not m:
            self.fail("expected a value")
        self.i = m.end()
        s = m.group(0)
        return float(s) if re.search(r"[.eE]", s) else int(s)

    def name(self):
        if self.peek("`"):
            out = []
            self.i += 1
            while True:
                if self.i >= len(self.t):
                    self.fail("name not closed")
                if self.peek("``"):
                    out.append("`")
                    self.i += 2
                elif self.peek("`"):
                    self.i += 1
                    return "".join(out)
                else:
                    out.append(self.t[self.i])
                    self.i += 1
        m = self.NAME.match(self.t, self.i)
        if not m:
            self.fail("expected a name")
        self.i = m.end()
        return m.group(0)

    def string(self):
        quote, out = self.t[self.i], []
        self.i += 1
        while True:
            if self.i >= len(self.t):
                self.fail("string not closed")
            c = self.t[self.i]
            self.i += 1
            if c == quote:
                return "".join(out)
            if c != "\\":
                out.append(c)
                continue
            e = self.t[self.i:self.i + 1]
            self.i += 1
            if e in self.ESCAPES and e:
                out.append(self.ESCAPES[e])
            elif e in ("u", "U") and re.match(r"[0-9a-fA-F]{%d}" % (4 if e == "u" else 8), self.t[self.i:]):
                k = 4 if e == "u" else 8
                out.append(chr(int(self.t[self.i:self.i + k], 16)))
                self.i += k
            else:
                self.fail("unknown escape")

    def list(self):
        self.take("[")
        out = []
        self.ws()
        while not self.peek("]"):
            if out:
                self.take(",")
                self.ws()
            out.append(self.value())
            self.ws()
        self.take("]")
        return out

    def map(self):
        self.take("{")
        out = {}
        self.ws()
        while not self.peek("}"):
            if out:
                self.take(",")
                self.ws()
            k = self.string() if self.peek("'") else self.name()
            self.ws()
            self.take(":")
            self.ws()
            if k in out:
                self.fail("key %r twice" % k)
            out[k] = self.value()
            self.ws()
        self.take("}")
        return out

    def node(self):
        self.take("(")
        labels = []
        self.ws()
        while self.peek(":"):
            self.i += 1
            labels.append(self.name())
            self.ws()
        props = self.map() if self.peek("{") else {}
        self.ws()
        self.take(")")
        return Node(labels, props)

    def rel(self):
        self.take("[")
        self.ws()
        self.take(":")
        t = self.name()
        self.ws()
        props = self.map() if self.peek("{") else {}
        self.ws()
        self.take("]")
        return Rel(t, props)

    def path(self):
        self.take("<")
        nodes, rels, forward = [self.node()], [], []
        while not self.peek(">"):
            back = self.peek("<-")
            self.take("<-" if back else "-")
            rels.append(self.rel())
            self.take("-" if back else "->")
            forward.append(not back)
            nodes.append(self.node())
        self.take(">")
        return Path(nodes, rels, forward)


def notation(text):
    return Notation(text).parse()


class WireError(Exception):
    pass


def from_wire(v):
    """JSON value of a response (the protocol of serve-stdio, 'Values') -> value."""
    if isinstance(v, list):
        return [from_wire(x) for x in v]
    if not isinstance(v, dict):
        return v
    if len(v) <= 2 and any(k.startswith("$") for k in v):
        if "$node" in v:
            n = v["$node"]
            return Node(n["labels"], {k: from_wire(x) for k, x in n["properties"].items()}, str(n["id"]))
        if "$rel" in v:
            r = v["$rel"]
            return Rel(r["type"], {k: from_wire(x) for k, x in r["properties"].items()},
                       str(r["id"]), str(r["start"]), str(r["end"]))
        if "$path" in v:
            p = [from_wire(x) for x in v["$path"]]
            nodes, rels, forward = p[0::2], p[1::2], []
            if not nodes or len(nodes) != len(rels) + 1 or not all(isinstance(x, Node) for x in nodes) \
                    or not all(isinstance(x, Rel) for x in rels):
                raise WireError("a $path is node, rel, node, ..., node")
            for k, r in enumerate(rels):
                a, b = nodes[k].id, nodes[k + 1].id
                ways = [w for w, ends in ((True, (a, b)), (False, (b, a))) if ends == (r.start, r.end)]
                if not ways:
                    raise WireError("$path: relationship %s does not join its neighbours" % r.id)
                forward.append(ways[0] if len(ways) == 1 else None)
            return Path(nodes, rels, forward)
        if "$float" in v:
            return {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}[v["$float"]]
        if "$temporal" in v:
            return Temporal(v["$temporal"], v["value"])
        if "$map" in v:
            return {k: from_wire(x) for k, x in v["$map"].items()}
        raise WireError("unknown value %s" % json.dumps(v)[:80])
    return {k: from_wire(x) for k, x in v.items()}


def to_wire(v):
    """value -> JSON value of a request parameter."""
    if isinstance(v, list):
        return [to_wire(x) for x in v]
    if isinstance(v, dict):
        m = {k: to_wire(x) for k, x in v.items()}
        return {"$map": m} if any(k.startswith("$") for k in m) else m
    if isinstance(v, float) and not math.isfinite(v):
        return {"$float": "NaN" if math.isnan(v) else ("Infinity" if v > 0 else "-Infinity")}
    if v is None or isinstance(v, (bool, int, float, str)):
        return v
    raise WireError("a graph value cannot be a parameter")


def show(v):
    if v is None:
        return "null"
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, float):
        return "NaN" if math.isnan(v) else repr(v)
    if isinstance(v, int):
        return str(v)
    if isinstance(v, str):
        return "'" + v.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(v, list):
        return "[" + ", ".join(show(x) for x in v) + "]"
    if isinstance(v, dict):
        return "{" + ", ".join("%s: %s" % (k, show(v[k])) for k in sorted(v)) + "}"
    if isinstance(v, Node):
        return "(" + "".join(":" + x for x in sorted(v.labels)) + \
            ((" " if v.labels else "") + show(v.props) if v.props else "") + ")"
    if isinstance(v, Rel):
        return "[:" + v.type + (" " + show(v.props) if v.props else "") + "]"
    if isinstance(v, Path):
        s = show(v.nodes[0])
        for r, f, n in zip(v.rels, v.forward, v.nodes[1:]):
            s += ("<-%s-%s" if f is False else "-%s->%s") % (show(r), show(n))
        return "<" + s + ">"
    if isinstance(v, Temporal):
        return "%s'%s'" % (v.kind, v.text)
    return repr(v)


FLOAT_TOLERANCE = 1e-13       # relative; for results whose last bits depend on the order of additions


def same(e, a, bag=False):
    """Does actual value a match expected value e? bag: element order of lists does not count."""
    if isinstance(a, Temporal):
        return isinstance(e, str) and e == a.text
    if e is None or a is None:
        return e is None and a is None
    if isinstance(e, bool) or isinstance(a, bool):
        return isinstance(e, bool) and isinstance(a, bool) and e == a
    if isinstance(e, float) or isinstance(a, float):
        if not (isinstance(e, float) and isinstance(a, float)):
            return False
        if math.isnan(e) or math.isnan(a):
            return math.isnan(e) and math.isnan(a)
        return e == a or (math.isfinite(e) and math.isfinite(a) and
                          abs(e - a) <= FLOAT_TOLERANCE * max(abs(e), abs(a)))
    if isinstance(e, int) or isinstance(a, int):
        return isinstance(e, int) and isinstance(a, int) and e == a
    if isinstance(e, str) or isinstance(a, str):
        return isinstance(e, str) and isinstance(a, str) and e == a
    if isinstance(e, list):
        if not isinstance(a, list) or len(e) != len(a):
            return False
        if bag:
            return match_bag(e, a, lambda x, y: same(x, y, True)) is None
        return all(same(x, y) for x, y in zip(e, a))
    if isinstance(e, dict):
        return isinstance(a, dict) and e.keys() == a.keys() and all(same(e[k], a[k], bag) for k in e)
    if isinstance(e, Node):
        return isinstance(a, Node) and e.labels == a.labels and same(e.props, a.props, bag)
    if isinstance(e, Rel):
        return isinstance(a, Rel) and e.type == a.type and same(e.props, a.props, bag)
    if isinstance(e, Path):
        return isinstance(a, Path) and len(e.nodes) == len(a.nodes) and \
            all(same(x, y, bag) for x, y in zip(e.nodes, a.nodes)) and \
            all(same(x, y, bag) for x, y in zip(e.rels, a.rels)) and \
            all(y is None or x is y for x, y in zip(e.forward, a.forward))
    return False


def match_bag(expected, actual, eq):
    """None if the two lists are equal as multisets, else an expected item that found no partner."""
    left = list(actual)
    for e in expected:
        for k, a in enumerate(left):
            if eq(e, a):
                del left[k]
                break
        else:
            return (e,)
    return None


# ---------------------------------------------------------------------------------------------
# The engine behind the adapter
# ---------------------------------------------------------------------------------------------


class AdapterDown(Exception):
    """The adapter ended, timed out or broke the protocol; .kind is 'crash', 'timeout' or 'protocol'."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Engine:
    """A long-lived adapter process; it is started again after a crash or a timeout."""

    def __init__(self, command, timeout, start_timeout=60.0, stderr=None):
        self.command, self.timeout, self.start_timeout, self.stderr = command, timeout, start_timeout, stderr
        self.proc, self.buf, self.n, self.starts = None, b"", 0, 0

    def start(self):
        self.proc = subprocess.Popen(shlex.split(self.command), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     stderr=self.stderr, start_new_session=True)
        self.buf = b""
        self.starts += 1

    def stop(self, hard=False):
        p, self.proc = self.proc, None
        if p is None:
            return
        try:
            p.stdin.close()
        except OSError:
            pass
        if not hard:
            try:
                p.wait(5)
            except subprocess.TimeoutExpired:
                hard = True
        if hard:
            try:
                os.killpg(p.pid, signal.SIGTERM)      # our own child's session, nothing else
                p.wait(2)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass
            if p.poll() is None:
                try:
                    os.killpg(p.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        p.wait()
        p.stdout.close()

    def ask(self, request):
        first = self.proc is None
        if first:
            self.start()
        self.n += 1
        request = dict({"id": self.n}, **request)
        data = (json.dumps(request, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")
        fd = self.proc.stdout.fileno()
        deadline = time.monotonic() + (max(self.timeout, self.start_timeout) if first else self.timeout)
        try:
            self.proc.stdin.write(data)
            self.proc.stdin.flush()
        except OSError:
            self.stop(True)
            raise AdapterDown("crash", "adapter ended before the request")
        while b"\n" not in self.buf:
            wait = deadline - time.monotonic()
            if wait <= 0 or not select.select([fd], [], [], wait)[0]:
                self.stop(True)
                raise AdapterDown("timeout", "no response in %gs" % self.timeout)
            chunk = os.read(fd, 1 << 20)
            if not chunk:
                p = self.proc
                self.stop(True)
                raise AdapterDown("crash", "adapter ended (status %s)" % p.returncode)
            self.buf += chunk
        line, _, self.buf = self.buf.partition(b"\n")
        try:
            r = json.loads(line.decode("utf-8"))
        except ValueError as e:
            self.stop(True)
            raise AdapterDown("protocol", "response is not JSON: %s" % e)
        if not isinstance(r, dict) or r.get("id") != self.n:
            self.stop(True)
            raise AdapterDown("protocol", "response has id %r, expected %d" % (r.get("id") if isinstance(r, dict) else None, self.n))
        return r

    def reset(self):
        r = self.ask({"reset": True})
        if "error" in r:
            raise AdapterDown("protocol", "reset refused: %s" % r["error"])

    def query(self, text, params):
        return self.ask({"query": text, "params": params})

    def procedure(self, signature, columns, rows):
        return self.ask({"procedure": {"signature": signature, "columns": columns, "rows": rows}})


# ---------------------------------------------------------------------------------------------
# Steps
# ---------------------------------------------------------------------------------------------


class Fail(Exception):
    """Scenario failed; kind is a short word for the tables."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Skip(Exception):
    pass


EFFECTS = ("nodes", "relationships", "labels", "properties")
RAISED = re.compile(r"an? (\w+) should be raised at (compile time|runtime|any time): (\S+)$")


class State:
    """What the TCK calls the observable state of the graph: four sets of records."""

    def __init__(self, nodes=(), rels=()):
        self.nodes = {n.id for n in nodes}
        self.relationships = {r.id for r in rels}
        self.labels = {x for n in nodes for x in n.labels}
        self.properties = set()
        for sort, entities in (("n", nodes), ("r", rels)):
            for x in entities:
                for k, v in x.props.items():
                    self.properties.add((sort, x.id, k, show(v)))

    def effects(self, later):
        out = {}
        for e in EFFECTS:
            a, b = getattr(self, e), getattr(later, e)
            out["+" + e], out["-" + e] = len(b - a), len(a - b)
        return out


def show_effects(e):
    s = ", ".join("%s %d" % (k, e[k]) for k in sorted(e, key=lambda x: (x[1:], x[0])) if e[k])
    return s or "none"


class Runner:
    def __init__(self, engine, graphs=None, errors="strict", columns="strict", procedures=False, error_state=True):
        self.engine, self.graphs = engine, graphs
        self.errors, self.columns = errors, columns
        self.procedures, self.error_state = procedures, error_state

    # -- what one scenario needs -------------------------------------------------------------

    def run(self, sc):
        """-> (status, kind, message)"""
        if "@ignore" in sc.tags:
            return "skipped", "ignored", "tagged @ignore"
        if not self.procedures and any(s.text.startswith("there exists a procedure") for s in sc.steps):
            return "skipped", "procedure", "needs a registered procedure"
        self.params, self.response, self.before, self.empty = {}, None, None, True
        self.last_query = None
        try:
            for k, step in enumerate(sc.steps):
                self.step(step, sc.steps[k + 1:])
            if self.response is not None and not self.checked and "error" in self.response:
                raise Fail("error", self.response_error())
            return "passed", "", ""
        except Fail as e:
            return "failed", e.kind, str(e)
        except AdapterDown as e:
            return "failed", e.kind, str(e)
        except (WireError, KeyError, TypeError, AttributeError) as e:
            return "failed", "protocol", "response not understood: %s: %s" % (type(e).__name__, e)

    def step(self, step, rest):
        t = step.text
        if t in ("an empty graph", "any graph"):
            self.engine.reset()
            self.empty = True
        elif re.match(r"the \S+ graph$", t):
            self.engine.reset()
            self.named_graph(t.split()[1])
        elif t == "having executed:":
            self.setup(step.doc)
        elif t in ("parameters are:", "parameter values are:"):
            self.params = {r[0]: to_wire(notation(r[1])) for r in step.table}
        elif t.startswith("there exists a procedure"):
            header, rows = step.table[0], step.table[1:]
            if header == [""]:
                header, rows = [], []
            r = self.engine.procedure(t[len("there exists a procedure"):].rstrip(" :").strip(), header,
                                      [[to_wire(notation(c)) for c in r] for r in rows])
            if "error" in r:
                raise Fail("setup", "procedure refused: %s" % r["error"].get("message"))
        elif t in ("executing query:", "executing control query:"):
            self.execute(step.doc, rest)
        elif t.startswith("the result should be"):
            self.result(t[len("the result should be"):].strip(" ,:"), step)
        elif t == "no side effects":
            self.side_effects({})
        elif t == "the side effects should be:":
            self.side_effects({r[0]: int(r[1]) for r in step.table})
        elif RAISED.match(t):
            self.raised(*RAISED.match(t).groups())
        else:
            raise Fail("runner", "step not understood: %s" % t)

    def setup(self, text):
        r = self.engine.query(text, {})
        self.empty = False
        if "error" in r:
            raise Fail("setup", "set-up query refused: %s" % self.response_error(r))

    def named_graph(self, name):
        if not self.graphs:
            raise Fail("runner", "no folder of named graphs")
        folder = os.path.join(self.graphs, name)
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as f:
            scripts = json.load(f)["scripts"]
        for s in scripts:
            with open(os.path.join(folder, s + ".cypher"), encoding="utf-8") as f:
                for statement in f.read().split(";"):
                    if statement.strip():
                        self.setup(statement.strip())

    def execute(self, text, rest):
        want_state = False
        for s in rest:
            if s.text.startswith("executing "):
                break
            if "side effects" in s.text or (self.error_state and RAISED.match(s.text)):
                want_state = True
        self.before = None
        if want_state:
            self.before = State() if self.empty else self.state()
        self.last_query = text
        self.checked = False
        self.response = self.engine.query(text, self.params)
        self.empty = False

    def state(self):
        out = []
        for q in ("MATCH (n) RETURN n", "MATCH ()-[r]->() RETURN r"):
            r = self.engine.query(q, {})
            if "error" in r:
                raise Fail("state", "could not read the graph with '%s': %s" % (q, self.response_error(r)))
            out.append([from_wire(row[0]) for row in r["rows"]])
        return State(*out)

    # -- checks ------------------------------------------------------------------------------

    def response_error(self, r=None):
        e = (r or self.response)["error"]
        return "%s at %s: %s (%s)" % (e.get("code"), e.get("phase"), e.get("detail"), str(e.get("message"))[:200])

    def rows(self):
        self.checked = True
        if "error" in self.response:
            raise Fail("error", "unexpected error " + self.response_error())
        return self.response.get("columns") or [], [[from_wire(v) for v in r] for r in self.response.get("rows") or []]

    def result(self, mode, step):
        columns, rows = self.rows()
        if mode == "empty":
            if rows:
                raise Fail("rows", "expected no rows, got %d: %s" % (len(rows), show(rows[0])))
            return
        if mode not in ("in any order", "in order", "(ignoring element order for lists)",
                        "in order (ignoring element order for lists)"):
            raise Fail("runner", "result mode not understood: %s" % mode)
        bag = "ignoring" in mode
        header = step.table[0]
        try:
            expected = [[notation(c) for c in r] for r in step.table[1:]]
        except NotationError as e:
            raise Fail("runner", "expected value not understood: %s" % e)
        if self.columns == "strict":
            if sorted(header) != sorted(columns):
                raise Fail("columns", "expected columns %s, got %s" % (header, columns))
            if header != columns:              # the TCK compares records by name, not by position
                order = [columns.index(h) for h in header]
                rows = [[r[k] for k in order] for r in rows]
        elif len(header) != len(columns):
            raise Fail("columns", "expected %d columns, got %s" % (len(header), columns))
        if len(rows) != len(expected):
            raise Fail("rows", "expected %d rows, got %d; first: %s" % (len(expected), len(rows), show(rows[0]) if rows else "-"))
        eq = lambda e, a: len(e) == len(a) and all(same(x, y, bag) for x, y in zip(e, a))
        if mode.startswith("in order"):
            for k, (e, a) in enumerate(zip(expected, rows)):
                if not eq(e, a):
                    raise Fail("rows", "row %d: expected %s, got %s" % (k + 1, show(e), show(a)))
        else:
            missing = match_bag(expected, rows, eq)
            if missing:
                raise Fail("rows", "expected row %s not found; got %s" % (
                    show(missing[0]), "; ".join(show(r) for r in rows[:5])))

    def side_effects(self, expected):
        for k in expected:
            if k[:1] not in "+-" or k[1:] not in EFFECTS:
                raise Fail("runner", "side effect not understood: %s" % k)
        if "error" in self.response and not self.checked:
            self.rows()
        got = self.before.effects(self.state())
        if any(got[k] != expected.get(k, 0) for k in got):
            raise Fail("side effects", "expected side effects: %s; got: %s" % (
                show_effects(dict({k: 0 for k in got}, **expected)), show_effects(got)))

    def raised(self, code, phase, detail):
        self.checked = True
        want = "%s at %s: %s" % (code, phase, detail)
        if "error" not in self.response:
            rows = self.response.get("rows") or []
            raise Fail("no error", "expected %s, got %d rows%s" % (
                want, len(rows), ": " + show([from_wire(v) for v in rows[0]]) if rows else ""))
        e = self.response["error"]
        level = ("any", "type", "phase", "strict").index(self.errors)
        got_phase = {"compile": "compile time", "runtime": "runtime"}.get(e.get("phase"))
        if (level >= 1 and e.get("code") != code) or \
           (level >= 2 and phase != "any time" and got_phase != phase) or \
           (level >= 3 and detail != "*" and e.get("detail") != detail):
            raise Fail("other error", "expected %s, got %s" % (want, self.response_error()))
        if self.error_state and self.before is not None:
            got = self.before.effects(self.state())
            if any(got.values()):
                raise Fail("side effects", "the failed query left side effects: %s" % show_effects(got))


# ---------------------------------------------------------------------------------------------
# Command line
# ---------------------------------------------------------------------------------------------


def load(features_dir):
    out = []
    for root, dirs, files in os.walk(features_dir):
        dirs.sort()
        for f in sorted(files):
            if f.endswith(".feature"):
                path = os.path.join(root, f)
                rel = os.path.relpath(path, features_dir).replace(os.sep, "/")
                with open(path, encoding="utf-8") as fh:
                    try:
                        out.extend(expand(rel, parse_feature(fh.read())))
                    except GherkinError as e:
                        raise GherkinError("%s: %s" % (rel, e))
    return out


def select_scenarios(scenarios, only, tags, tiers):
    if only:
        scenarios = [s for s in scenarios if any(
            o == s.id or o == s.base_id or fnmatch.fnmatchcase(s.id.replace("[", "("), o.replace("[", "("))
            for o in only)]
    for t in tags:
        want = not t.startswith("~")
        name = t.lstrip("~")
        name = name if name.startswith("@") else "@" + name
        scenarios = [s for s in scenarios if (name in s.tags) == want]
    if tiers:
        scenarios = [s for s in scenarios if s.tier in tiers]
    return scenarios


def expects(sc):
    """'error' for a scenario whose query must be refused, else 'result'."""
    return "error" if any(RAISED.match(s.text) for s in sc.steps) else "result"


def folder_of(sc):
    return sc.file.rpartition("/")[0] or "."


def print_table(title, groups):
    width = max([len(title)] + [len(g) for g in groups]) + 2
    print("%-*s %15s %7s %8s" % (width, title, "passed / total", "%", "skipped"))
    for g in sorted(groups):
        c = groups[g]
        total = c["passed"] + c["failed"]
        print("%-*s %15s %7s %8d" % (width, g, "%d / %d" % (c["passed"], total),
                                     "%.1f" % (100.0 * c["passed"] / total) if total else "-", c["skipped"]))


def main(argv=None):
    ap = argparse.ArgumentParser(description="Run the openCypher TCK against an adapter (see the protocol of serve-stdio).")
    here = os.path.dirname(os.path.abspath(__file__))
    ap.add_argument("--features", default=os.path.join(here, "features"), help="folder of .feature files")
    ap.add_argument("--graphs", help="folder of named graphs (default: 'graphs' beside the features folder)")
    ap.add_argument("--adapter", help="command of the adapter process")
    ap.add_argument("--only", action="append", default=[], metavar="GLOB",
                    help="run scenarios whose id matches ('clauses/match/*', '*:[[]3] *'); may be repeated")
    ap.add_argument("--tags", default="", help="comma list; '@x' only with, '~@x' only without")
    ap.add_argument("--tier", default="", help="comma list of tiers: 1 read core, 2 writes, 3 temporal, 4 procedures")
    ap.add_argument("--json", metavar="FILE", help="write every scenario's outcome")
    ap.add_argument("--timeout", type=float, default=10.0, metavar="S", help="seconds for one request (default 10)")
    ap.add_argument("--errors", choices=("any", "type", "phase", "strict"), default="strict",
                    help="how much of an expected error must match: any error, its type, type and phase, all (default)")
    ap.add_argument("--columns", choices=("strict", "positional"), default="strict",
                    help="compare column names (default) or only their number")
    ap.add_argument("--procedures", action="store_true", help="run scenarios that need a registered procedure")
    ap.add_argument("--skip-error-state", action="store_true",
                    help="do not check that a query that failed as expected left the graph unchanged")
    ap.add_argument("--all", action="store_true", help="exit 1 if any scenario fails")
    ap.add_argument("--list-failures", action="store_true")
    ap.add_argument("--list", action="store_true", help="list the selected scenarios' ids with their tiers and stop")
    ap.add_argument("--counts", action="store_true", help="print the number of scenarios per tier and folder and stop")
    ap.add_argument("--require", metavar="FILE", help="ids, one a line; exit 1 if one of them does not pass")
    ap.add_argument("--write-passed", metavar="FILE", help="write the ids that passed, for --require")
    ap.add_argument("--adapter-stderr", metavar="FILE", help="where the adapter's stderr goes (default: this one's)")
    a = ap.parse_args(argv)

    try:
        scenarios = load(a.features)
        tiers = {int(x) for x in a.tier.split(",") if x}
    except (GherkinError, OSError, ValueError) as e:
        print("run_features: %s" % e, file=sys.stderr)
        return 2
    if not scenarios:
        print("run_features: no scenarios in %s" % a.features, file=sys.stderr)
        return 2
    chosen = select_scenarios(scenarios, a.only, [t for t in a.tags.split(",") if t], tiers)
    if a.list:
        for s in chosen:
            print("%d\t%s" % (s.tier, s.id))
        return 0
    if a.counts:
        per = collections.defaultdict(collections.Counter)
        for s in chosen:
            per[folder_of(s)][s.tier] += 1
            per["total"][s.tier] += 1
        print("%-34s %7s %7s %7s %7s %7s" % ("folder", "tier 1", "tier 2", "tier 3", "tier 4", "all"))
        for g in sorted(per, key=lambda x: (x == "total", x)):
            print("%-34s %7d %7d %7d %7d %7d" % ((g,) + tuple(per[g][t] for t in (1, 2, 3, 4)) + (sum(per[g].values()),)))
        return 0
    if not a.adapter:
        ap.error("--adapter is needed")

    required = []
    if a.require:
        with open(a.require, encoding="utf-8") as f:
            required = [x.rstrip("\n") for x in f if x.strip() and not x.startswith("#")]

    stderr = open(a.adapter_stderr, "wb") if a.adapter_stderr else None
    engine = Engine(a.adapter, a.timeout, stderr=stderr)
    try:
        engine.reset()
    except (AdapterDown, OSError, ValueError) as e:
        print("run_features: the adapter cannot run: %s" % e, file=sys.stderr)
        return 2
    graphs = a.graphs or os.path.join(os.path.dirname(os.path.abspath(a.features)), "graphs")
    runner = Runner(engine, graphs, a.errors, a.columns, a.procedures, not a.skip_error_state)

    results, folders, by_tier = [], collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    kinds, status_of, began = collections.Counter(), {}, time.monotonic()
    failed_starts = 0
    for s in chosen:
        t0 = time.monotonic()
        starts = engine.starts
        status, kind, message = runner.run(s)
        if kind == "crash" and engine.starts == starts + 1 and message.startswith("adapter ended before"):
            failed_starts += 1
            if failed_starts > 20:
                print("run_features: the adapter does not start any more: %s" % message, file=sys.stderr)
                return 2
        else:
            failed_starts = 0
        status_of[s.id] = status
        folders[folder_of(s)][status] += 1
        by_tier["tier %d %s" % (s.tier, TIERS[s.tier])][status] += 1
        by_tier["  expecting an error" if expects(s) == "error" else "  expecting a result"][status] += 1
        if status != "passed":
            kinds["%s: %s" % (status, kind)] += 1
        results.append({"id": s.id, "file": s.file, "line": s.line, "name": s.name, "example": s.example,
                        "tier": s.tier, "tags": s.tags, "expects": expects(s), "status": status, "kind": kind, "message": message,
                        "ms": round(1000 * (time.monotonic() - t0), 1)})
        if a.list_failures and status == "failed":
            print("FAIL %s\n     [%s] %s" % (s.id, kind, message))
    engine.stop()

    total = collections.Counter(status_of.values())
    print_table("folder", folders)
    print()
    print_table("tier", by_tier)
    print()
    for k, n in kinds.most_common():
        print("%6d  %s" % (n, k))
    if engine.starts > 1:
        print("%6d  adapter restarts" % (engine.starts - 1))
    if a.json:
        with open(a.json, "w", encoding="utf-8") as f:
            json.dump({"format": 1, "errors": a.errors, "columns": a.columns,
                       "passed": total["passed"], "failed": total["failed"], "skipped": total["skipped"],
                       "seconds": round(time.monotonic() - began, 1), "restarts": engine.starts - 1,
                       "scenarios": results}, f, ensure_ascii=False, indent=1)
            f.write("\n")
    if a.write_passed:
        with open(a.write_passed, "w", encoding="utf-8") as f:
            f.writelines(r["id"] + "\n" for r in results if r["status"] == "passed")
    code = 1 if a.all and total["failed"] else 0
    for x in required:
        if status_of.get(x) != "passed":
            print("REQUIRED %s: %s" % (status_of.get(x, "not run"), x))
            code = 1
    print("%d passed, %d failed, %d skipped" % (total["passed"], total["failed"], total["skipped"]))
    return code


if __name__ == "__main__":
    sys.exit(main())
