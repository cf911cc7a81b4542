#!/usr/bin/env bash
# Starts the new version beside the old one and waits until the old one is gone.
set -euo pipefail
old=$(cat "$BENCH_WORK/pid")
(set -- "$BENCH_VERSION" takeover; . ./java.sh) >>"$BENCH_WORK/successor.out" 2>&1 </dev/null &
echo $! >"$BENCH_WORK/pid"
for ((i = 0; i < 1200; i++)); do
  if [ ! -d "/proc/$old" ] || grep -q '^State:.Z' "/proc/$old/status" 2>/dev/null; then
    echo unload
    exit 0
  fi
  sleep 0.05
done
echo "process $old is still there" >&2
exit 1
