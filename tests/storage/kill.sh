#!/bin/sh
# Kills a writing process many times and looks at the store after each: kill.sh TEST_STORAGE [ROUNDS]
set -eu
DINGTU_KILL_ROUNDS="${2:-300}" "$1" "a killed process loses nothing acknowledged and tears nothing"
