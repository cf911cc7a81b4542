#!/usr/bin/env bash
# Builds both versions of the carts into files, with the line `change` of the contestant whose folder
# this is run in.
set -euo pipefail

midstream=$BENCH_ROOT/midstream
cp -r "$BENCH_ROOT/examples/carts/v1" "$BENCH_WORK/v1"
if grep -q '^change *= *table' contestant.properties; then
  cp -r "$BENCH_WORK/v1" "$BENCH_WORK/v2"
  module=$BENCH_WORK/v2/pricing/src/main/java/com/example/carts/pricing/PricingModule.java
  sed -i 's/SEED = 1;/SEED = 2;/' "$module"
  grep -q 'SEED = 2;' "$module"
else
  cp -r "$BENCH_ROOT/examples/carts/v2" "$BENCH_WORK/v2"
fi
for version in v1 v2; do
  "$midstream" build "$BENCH_WORK/$version" -o "$BENCH_WORK/$version.msa"
done
# What switches the warm-up off, if this Midstream has any.
"$midstream" upgrade --help | grep -o -m 1 -e '--no-warm' >"$BENCH_WORK/cold" || true
