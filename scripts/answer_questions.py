#!/usr/bin/env python3
"""Runs queries through `serve-stdio` and prints the answers, one JSON object a line.

  answer_questions.py DINGTU [OPTION...] <QUERIES.jsonl        e.g. build/release/dingtu --db my.db

Standard input holds {"id": .., "cypher": ".."} a line; each answer is {"id", "columns", "rows"} or
{"id", "error"}.
"""
import json
import subprocess
import sys


def main():
    questions = [json.loads(line) for line in sys.stdin if line.strip()]
    requests = "".join(json.dumps({"id": number, "query": q["cypher"]}) + "\n"
                       for number, q in enumerate(questions))
    command = [sys.argv[1], *sys.argv[2:], "--readonly", "serve-stdio"]
    result = subprocess.run(command, input=requests, stdout=subprocess.PIPE, text=True, check=False)
    for line in result.stdout.splitlines():
        response = json.loads(line)
        answer = {"id": questions[response["id"]]["id"]}
        if "error" in response:
            answer["error"] = response["error"]["message"]
        else:
            answer.update(columns=response["columns"], rows=response["rows"])
        print(json.dumps(answer, ensure_ascii=False))
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
