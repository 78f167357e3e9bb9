#!/usr/bin/env bash
# Drives the exported page in a headless Chromium. Usage: run.sh DINGTU FOLDER
# FOLDER keeps Playwright between runs, which comes from npm by the lock file. Exits with 77, for
# "skipped", where the browser, Node or npm is missing or npm does not answer.
set -euo pipefail
dingtu=$1
folder=$2
here=$(cd "$(dirname "$0")" && pwd)

skip() {
    echo "skipped: $1"
    exit 77
}
chromium=$(command -v chromium) || skip "chromium is not installed"
command -v node >/dev/null && command -v npm >/dev/null || skip "node and npm are not installed"

mkdir -p "$folder"
cp "$here"/package.json "$here"/package-lock.json "$here"/*.mjs "$folder"
if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed"; then
    (cd "$folder" && timeout 60 npm ci --prefer-offline --no-audit --no-fund --silent) ||
        skip "npm did not bring playwright-core"
    cp "$folder/package-lock.json" "$folder/node_modules/.installed"
fi
exec node "$folder/page_test.mjs" "$dingtu" "$chromium"
