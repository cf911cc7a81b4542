#!/usr/bin/env bash
# One scheduler for one core, and 100,000 processes for the carts beside those of the connections.
set -euo pipefail
exec erl +S 1:1 +P 262144 +K true -noshell -noinput -pa "$BENCH_WORK" "$BENCH_WORK/v1" \
  -eval "carts_server:start([\"$BENCH_PORT\", \"$BENCH_CONTROL_PORT\"])"
