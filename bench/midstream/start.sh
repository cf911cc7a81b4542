#!/usr/bin/env bash
set -euo pipefail
export MIDSTREAM_JAVA_OPTS=$BENCH_HEAP
rm -rf "$BENCH_WORK/home"
exec "$BENCH_ROOT/midstream" run "$BENCH_WORK/v1.msa" --home "$BENCH_WORK/home" \
  --http "127.0.0.1:$BENCH_PORT" --idle 14400
