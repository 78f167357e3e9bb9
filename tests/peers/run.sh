#!/usr/bin/env bash
# Compares answers with LadybugDB. Usage: run.sh DINGTU FOLDER [--db STORE --queries FOLDER]
# FOLDER keeps the engine between runs, which comes from npm by the lock file. Exits with 77, for
# "skipped", where Node or npm is missing or npm does not answer.
set -euo pipefail
dingtu=$1
folder=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)

skip() {
    echo "skipped: $1"
    exit 77
}
command -v node >/dev/null && command -v npm >/dev/null || skip "node and npm are not installed"

mkdir -p "$folder"
cp -r "$here"/package.json "$here"/package-lock.json "$here"/*.mjs "$here"/queries "$folder"
if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed"; then
    (cd "$folder" && timeout 120 npm install --prefer-offline --no-audit --no-fund --silent) ||
        skip "npm did not bring LadybugDB"
    cp "$folder/package-lock.json" "$folder/node_modules/.installed"
fi
(cd "$folder" && node -e 'require("@ladybugdb/core")' 2>/dev/null) ||
    skip "LadybugDB does not run on this machine"
exec node "$folder/compare.mjs" "$dingtu" "$@"
