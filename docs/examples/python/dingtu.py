"""Dingtu from Python: queries on a graph, answers as Python objects. Needs nothing but Python 3.8 or later and the
program `dingtu`.

    import dingtu

    with dingtu.open("dingtu.db", readonly=True) as db:
        for row in db.query("MATCH (f:企业)-[:位于]->(d) WHERE called(d, $place) RETURN f.name AS firm, d",
                            place="余杭"):
            print(row["firm"], row["d"]["name"])
        table = db.query("MATCH (f:Firm) RETURN f.name AS firm, f.aliases AS also").to_pandas()

The program runs beside yours and is asked over its JSON-lines protocol (`dingtu serve-stdio`); it ends with `close()`
or with your program. A statement is one transaction: done when `query` returns, undone when it raises.
"""
import datetime
import itertools
import json
import math
import os
import re
import subprocess
import tempfile
import threading

__version__ = "0.1.0"
__all__ = ["open", "load", "Database", "Result", "Row", "Node", "Relationship", "Path", "Temporal", "Error",
           "QueryError", "LimitError", "Cancelled", "Timeout", "StoreError"]


class Error(Exception):
    """What Dingtu could not do. `code`, `phase` and `detail` are those of the protocol; `line` and `column` (from 1)
    are the place in the statement, or None."""

    def __init__(self, message, code="", phase="", detail=""):
        super().__init__(message)
        self.message, self.code, self.phase, self.detail = message, code, phase, detail
        place = re.search(r"\(line (\d+), column (\d+)\)", message)
        self.line, self.column = (int(place[1]), int(place[2])) if place else (None, None)


class QueryError(Error):
    """The statement is at fault: its text (`phase` is "compile"), or what it met when it ran ("runtime")."""


class LimitError(Error):
    """The time or memory that a statement may take was used up."""


class Cancelled(LimitError):
    """The statement was cancelled by `Database.cancel`."""


class Timeout(LimitError):
    """The statement took longer than the `timeout` of its call, and was cancelled."""


class StoreError(Error):
    """The database is at fault, or the program ended: missing, locked by another process, damaged, disk full."""


def _error(error):
    code = error.get("code", "")
    kinds = {"ResourceError": LimitError, "StorageError": StoreError}
    kind = Cancelled if error.get("detail") == "Cancelled" else kinds.get(code, QueryError)
    return kind(error.get("message", ""), code, error.get("phase", ""), error.get("detail", ""))


class _Element:
    """What nodes and relationships have in common: an identity and properties, which are also items."""

    __slots__ = ("id", "properties")

    def __init__(self, id, properties):
        self.id, self.properties = id, properties

    def __getitem__(self, key):
        return self.properties[key]

    def get(self, key, default=None):
        return self.properties.get(key, default)

    def __contains__(self, key):
        return key in self.properties

    def __eq__(self, other):
        return type(other) is type(self) and other.id == self.id

    def __hash__(self):
        return hash((type(self).__name__, self.id))

    def _shown(self, head):
        items = ", ".join("%s: %r" % item for item in self.properties.items())
        return head + (" {%s}" % items if items else "")


class Node(_Element):
    """A node. `labels` is a list of names."""

    __slots__ = ("labels",)

    def __init__(self, id, labels, properties):
        super().__init__(id, properties)
        self.labels = labels

    def __repr__(self):
        return "(%s)" % self._shown("".join(":" + label for label in self.labels))


class Relationship(_Element):
    """A relationship from the node with identity `start` to that with `end`."""

    __slots__ = ("type", "start", "end")

    def __init__(self, id, type, start, end, properties):
        super().__init__(id, properties)
        self.type, self.start, self.end = type, start, end

    def __repr__(self):
        return "[%s]" % self._shown(":" + self.type)


class Path:
    """Nodes and the relationships between them, in the order walked."""

    __slots__ = ("nodes", "relationships")

    def __init__(self, nodes, relationships):
        self.nodes, self.relationships = nodes, relationships

    def __len__(self):
        return len(self.relationships)

    def __eq__(self, other):
        return isinstance(other, Path) and (other.nodes, other.relationships) == (self.nodes, self.relationships)

    def __repr__(self):
        return "<path of %d: %s>" % (len(self), " – ".join(repr(node) for node in self.nodes))


class Temporal(str):
    """A date or time that Python has no type for (durations with months, nanoseconds, zones by name): its text as
    the query language writes it, and its `kind`: "duration", "datetime", ..."""

    def __new__(cls, kind, text):
        made = super().__new__(cls, text)
        made.kind = kind
        return made


_TEMPORAL = {"date": datetime.date, "localtime": datetime.time, "time": datetime.time,
             "localdatetime": datetime.datetime, "datetime": datetime.datetime}


def _temporal(kind, text):
    try:
        if kind in _TEMPORAL and not re.search(r"\.\d{7}|\[", text):
            return _TEMPORAL[kind].fromisoformat(_padded(text))
    except ValueError:  # a year beyond 9999, say
        pass
    return Temporal(kind, text)


def _padded(text):
    """Python before 3.11 reads no Z, and fractions of three or six digits only."""
    return re.sub(r"\.(\d{1,6})", lambda match: "." + match[1].ljust(6, "0"), re.sub("Z$", "+00:00", text))


def _from_json(value):
    if isinstance(value, list):
        return [_from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    tag = next(iter(value), None)  # a map with such a key of its own comes as {"$map": ...}
    if tag == "$node":
        return _node(value[tag])
    if tag == "$rel":
        return _relationship(value[tag])
    if tag == "$path":
        steps = [_from_json(step) for step in value[tag]]
        return Path(steps[::2], steps[1::2])
    if tag == "$float":
        return float(value[tag].replace("Infinity", "inf"))
    if "$temporal" in value:
        return _temporal(value["$temporal"], value["value"])
    members = value[tag] if tag == "$map" else value
    return {key: _from_json(item) for key, item in members.items()}


def _node(parts):
    return Node(parts["id"], parts["labels"], _from_json(parts["properties"]))


def _relationship(parts):
    return Relationship(parts["id"], parts["type"], parts["start"], parts["end"],
                        _from_json(parts["properties"]))


def _to_json(value):
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return {"$float": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}
    if isinstance(value, Temporal):
        return {"$temporal": value.kind, "value": str(value)}
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.datetime):
        return {"$temporal": "datetime" if value.tzinfo else "localdatetime", "value": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"$temporal": "date", "value": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"$temporal": "time" if value.tzinfo else "localtime", "value": value.isoformat()}
    if isinstance(value, datetime.timedelta):
        return {"$temporal": "duration", "value": "P%dDT%d.%06dS" % (value.days, value.seconds, value.microseconds)}
    if isinstance(value, dict):
        made = {str(key): _to_json(item) for key, item in value.items()}
        return {"$map": made} if any(key.startswith("$") for key in made) else made
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_to_json(item) for item in value]
    if hasattr(value, "tolist"):  # numpy's numbers and arrays, pandas' series
        return _to_json(value.tolist())
    raise TypeError("a %s cannot be a parameter: %r" % (type(value).__name__, value))


class Row(tuple):
    """One row of a result: values by place, `row[0]`, and by column, `row["firm"]`."""

    def __new__(cls, values, columns):
        made = super().__new__(cls, values)
        made._columns = columns
        return made

    def __getitem__(self, key):
        if isinstance(key, str):
            if key not in self._columns:
                raise KeyError(key)
            key = self._columns.index(key)
        return super().__getitem__(key)

    def asdict(self):
        return dict(zip(self._columns, self))


class Result:
    """The answer to one statement: rows to walk over, with the names of their columns; `stats` counts what was
    changed, `warnings` are texts, `seconds` is the engine's time."""

    def __init__(self, response):
        self.columns = response["columns"]
        self.rows = [Row(map(_from_json, values), self.columns) for values in response["rows"]]
        self.stats = response.get("stats", {})
        self.warnings = response.get("warnings", [])
        self.seconds = response.get("elapsed_us", 0) / 1e6
        self.plan = response.get("plan")

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, place):
        return self.rows[place]

    def column(self, name):
        """The values of one column."""
        return [row[name] for row in self.rows]

    def value(self):
        """The value of a result of one row and one column."""
        if len(self.rows) != 1 or len(self.columns) != 1:
            raise ValueError("not one value but %d rows of %d columns" % (len(self.rows), len(self.columns)))
        return self.rows[0][0]

    def dicts(self):
        return [row.asdict() for row in self.rows]

    def to_pandas(self):
        """A pandas DataFrame with a column for each of the result's."""
        import pandas

        return pandas.DataFrame([tuple(row) for row in self.rows], columns=self.columns)

    def __repr__(self):
        return "<result of %d rows: %s>" % (len(self.rows), ", ".join(self.columns))


class Database:
    """A running `dingtu serve-stdio`. May be used from several threads; statements run one after the other."""

    def __init__(self, command):
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._waiting = {}  # id of a request -> [event, response]
        self._messages = tempfile.TemporaryFile()
        # In a session of its own Ctrl-C reaches it as a cancelled statement only, not as its end.
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                             stderr=self._messages, start_new_session=True)
        except OSError:
            self._messages.close()
            raise
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            response = json.loads(line)
            with self._lock:
                slot = self._waiting.pop(response["id"], None)
            if slot:
                slot[1] = response
                slot[0].set()
        with self._lock:
            left, self._waiting = self._waiting, None
        for slot in left.values():
            slot[0].set()

    def _send(self, request):
        """Sends a request and gives the slot in which its response will be."""
        slot = [threading.Event(), None]
        line = json.dumps(request, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        try:
            with self._lock:
                if self._waiting is None or self._process.stdin.closed:
                    raise BrokenPipeError
                self._waiting[request["id"]] = slot
                self._process.stdin.write(line.encode("utf-8") + b"\n")
                self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        return slot

    def _ended(self):
        self._process.wait()
        message = ""
        if not self._messages.closed:
            self._messages.seek(0)
            message = self._messages.read().decode("utf-8", "replace").strip()
        return StoreError(re.sub(r"^error: ", "", message) or "the database is closed", "StorageError", "runtime")

    def _ask(self, request, timeout):
        number = next(self._ids)
        slot = self._send({"id": number, **request})
        overdue = False
        try:
            overdue = not slot[0].wait(timeout)
        except KeyboardInterrupt:
            self._cancel(number)
            slot[0].wait()
            raise
        if overdue:
            self._cancel(number)
            slot[0].wait()
        response = slot[1]
        if response is None:
            raise self._ended()
        if "error" not in response:
            return response
        error = _error(response["error"])
        if overdue and isinstance(error, Cancelled):
            raise Timeout("the statement took longer than %g s" % timeout, error.code, error.phase, error.detail)
        raise error

    def _cancel(self, number):
        self._send({"id": next(self._ids), "cancel": number})

    def query(self, text, params=None, *, timeout=None, **more):
        """Runs one statement; its parameters ($name) are given as a dict, or by name. After `timeout` seconds it is
        cancelled and Timeout raised. Ctrl-C cancels it too."""
        given = {name: _to_json(value) for name, value in {**(params or {}), **more}.items()}
        return Result(self._ask({"query": text, "params": given}, timeout))

    def cancel(self):
        """Cancels what other threads are waiting for; they get Cancelled."""
        with self._lock:
            numbers = list(self._waiting or ())
        for number in numbers:
            self._cancel(number)

    def clear(self):
        """Empties the graph; a database on disk only if it was opened with allow_reset=True."""
        self._ask({"reset": True}, None)

    def close(self):
        """Ends the program when it has answered everything."""
        if not self._process.stdin.closed:
            try:
                self._process.stdin.close()
            except BrokenPipeError:
                pass
        self._process.wait()
        self._reader.join()
        self._process.stdout.close()
        self._messages.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def _program(given):
    return given or os.environ.get("DINGTU") or "dingtu"


def open(folder=None, *, in_memory=False, readonly=False, timeout=None, memory_mib=None, threads=None,
         allow_reset=False, program=None):
    """Opens a database: the folder, else that of $DINGTU_DB, else ./dingtu.db; a writing one is made if it is not
    there. `timeout` (seconds) and `memory_mib` bound every statement. `program` is the path of dingtu, else $DINGTU,
    else it is looked for in $PATH. Raises StoreError if the database cannot be opened."""
    command = [_program(program)]
    if folder is not None:
        command += ["--db", os.fspath(folder)]
    for option, value in (("--timeout", timeout), ("--memory", memory_mib), ("--threads", threads)):
        if value is not None:
            command += [option, str(value)]
    for option, value in (("--in-memory", in_memory), ("--readonly", readonly), ("--allow-reset", allow_reset)):
        if value:
            command.append(option)
    database = Database(command + ["serve-stdio"])
    try:
        database.query("RETURN 1")
    except Error:
        database.close()
        raise
    return database


def load(paths, folder=None, *, program=None):
    """Loads documents (files or folders) into a database that nobody has open for writing; gives the program's
    report. Raises StoreError or, for documents that cannot be read, Error."""
    command = [_program(program)] + (["--db", os.fspath(folder)] if folder is not None else [])
    paths = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    done = subprocess.run(command + ["load", "--"] + [os.fspath(path) for path in paths], stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, check=False)
    report = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode:
        raise (StoreError if done.returncode == 3 else Error)(report)
    return report
