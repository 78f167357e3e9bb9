#!/usr/bin/env bash
# From nothing to a first answer: sets up, builds, loads the example documents, asks which firms got
# which support, and draws a picture. Safe to repeat; takes no input.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/build.sh dingtu
dingtu=build/release/dingtu
db=${DINGTU_DB:-dingtu.db}
export DINGTU_DB=$db
picture=out/support.svg
mkdir -p out

echo
echo "== Loading the example documents into $db"
"$dingtu" load docs/examples/documents
echo
echo "== Which firms got which support, and from whom? (docs/examples/flagship.gql)"
"$dingtu" query -f docs/examples/flagship.gql
echo
echo "== The same as a picture"
"$dingtu" export -o "$picture" --query \
    'MATCH p = (:District)<-[:LOCATED_IN]-(:Firm)-[:RECEIVED]->(:Support)-[:PROVIDED_BY]->() RETURN p'
echo
echo "Now try:"
echo "  $dingtu                             # the shell: .help, .show 余杭, .evidence on"
echo "  $dingtu query \"MATCH (f:企业)-[:位于]->(d) WHERE called(d, '余杭') RETURN f.name\""
echo "  $dingtu load YOUR_DOCUMENTS/        # .txt .md .html .pdf .docx"
echo "  $dingtu export -o out/graph.html    # the whole graph in one page, to look around in"
