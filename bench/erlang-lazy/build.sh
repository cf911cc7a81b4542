#!/usr/bin/env bash
set -euo pipefail
mkdir -p "$BENCH_WORK/v1" "$BENCH_WORK/v2" "$BENCH_WORK/v3"
erlc +inline -o "$BENCH_WORK" src/carts_server.erl
for version in v1 v2 v3; do
  erlc +inline -o "$BENCH_WORK/$version" "src/$version/cart.erl"
done
