#!/usr/bin/env bash
# Scores the extraction on the project's own test documents: run.sh DINGTU [texts|held_out] [option of score.py]...
# Fails below the floors, which only rise.
set -euo pipefail
dingtu=$(realpath "$1")
set_name=${2:-texts}
shift $(($# < 2 ? $# : 2))
cd "$(dirname "$0")/../../.."
documents=tests/loader/$set_name
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case $set_name in
texts) floors=(--min-entity-f1 0.88 --min-relation-f1 0.73 --min-metric-f1 0.77) ;;
held_out) floors=(--min-entity-f1 0.77 --min-relation-f1 0.49 --min-metric-f1 0.78) ;;
esac
"$dingtu" --db "$work/db" load "$documents"/*.txt >"$work/load.log" 2>&1
"$dingtu" --db "$work/db" export -o "$work/out.jsonl" >>"$work/load.log" 2>&1
mapfile -t gold < <(find "$documents" -name '*.json' ! -name '*.questions.json' | sort)
python3 tests/loader/scores/score.py "$work/out.jsonl" "${gold[@]}" --docs . \
    "${floors[@]}" --min-evidence 1.0 --min-overlap 0.9 "$@"
