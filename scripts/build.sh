#!/usr/bin/env bash
# Builds the program (or the TARGETs named) in build/release, after setup.sh.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh

# A compiler process takes up to 1.5 GB, so memory bounds their number as the cores do.
available_mb=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
jobs=$((available_mb / 1500))
[ "$jobs" -le "$(nproc)" ] || jobs=$(nproc)
[ "$jobs" -ge 1 ] || jobs=1

launcher=()
command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
export CMAKE_GENERATOR=Ninja
[ -f build/release/CMakeCache.txt ] ||
    echo "build: the first build takes a few minutes ($jobs at a time)"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
cmake --preset release "${launcher[@]}" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
targets=()
[ $# -eq 0 ] || targets=(--target "$@")
cmake --build --preset release -j "$jobs" "${targets[@]}"
