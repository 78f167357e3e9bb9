#!/usr/bin/env bash
# Sets up, builds, and runs every test of the project. Safe to repeat; takes no input.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/build.sh
scripts/setup.sh --tests || echo "test: tests that need what is missing will be skipped"
echo "test: running all tests"
ctest --preset release -j "$(nproc)" "$@" </dev/null
