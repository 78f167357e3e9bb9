#!/usr/bin/env bash
# Installs the Debian packages that Dingtu is built from; with `--tests` also the readers of its
# formats, a browser and fonts, with which the tests look at what it writes. Does nothing when all of
# them are there.
set -euo pipefail

# The compiler and what drives it; antlr4 brings a Java runtime along, and is needed to build only.
packages=(build-essential cmake ninja-build pkg-config antlr4 python3)
# Libraries. librocksdb-dev brings the compression libraries that its CMake files ask for.
packages+=(libantlr4-runtime-dev librocksdb-dev libfmt-dev libutf8proc-dev libre2-dev libigraph-dev
           nlohmann-json3-dev libexpat1-dev libpugixml-dev libgumbo-dev libzip-dev libpoppler-cpp-dev libserd-dev
           libreadline-dev catch2 tzdata)
if [ "${1:-}" = --tests ]; then
    packages+=(python3-networkx python3-igraph python3-rdflib python3-yaml raptor2-utils serdi libxml2-utils graphviz
               librsvg2-bin fonts-noto-cjk chromium)
    # Node may come from elsewhere, together with its npm, and then clashes with Debian's.
    command -v node >/dev/null || packages+=(nodejs)
    command -v npm >/dev/null || packages+=(npm)
fi

missing() {
    local installed
    installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "${packages[@]}" 2>/dev/null |
        awk '$2 == "installed" { print $1 }') || true
    comm -23 <(printf '%s\n' "${packages[@]}" | sort -u) <(sort -u <<<"$installed")
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "setup: this script knows Debian and its relatives only. Install these packages, or what" >&2
    echo "       your system calls them, by hand: ${packages[*]}" >&2
    exit 1
fi

mapfile -t wanted < <(missing)
if [ ${#wanted[@]} -eq 0 ]; then
    echo "setup: all packages are there"
    exit 0
fi

root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "setup: run this as root, or install sudo: these packages are missing: ${wanted[*]}" >&2
        exit 1
    }
    root=(sudo)
fi

echo "setup: installing with apt-get: ${wanted[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {
    "$@" >"$log" 2>&1 </dev/null && return
    cat "$log" >&2
    echo "setup: failed: $*" >&2
    exit 1
}
quietly "${root[@]}" apt-get update
quietly "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "${wanted[@]}"
echo "setup: done"
