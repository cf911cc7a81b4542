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
versions="v1 v2"
if [ "$BENCH_UPGRADES" -gt 1 ]; then
  # A series goes on from version 2 to odd and even ones in turn: each has other promotions than the one
  # before, and another shape of cart, so that all of them are converted each time.
  for turn in odd even; do
    cp -r "$BENCH_WORK/v2" "$BENCH_WORK/$turn"
    cp "../midstream/series/$turn/Cart.java" \
      "$BENCH_WORK/$turn/contract/src/main/java/com/example/carts/contract/Cart.java"
  done
  sed -i 's/SEED = 2;/SEED = 3;/' \
    "$BENCH_WORK/odd/pricing/src/main/java/com/example/carts/pricing/PricingModule.java"
  sed -i 's/"loyaltyPoints"/"points"/' \
    "$BENCH_WORK/odd/carts/src/main/java/com/example/carts/app/Json.java"
  versions="$versions odd even"
fi
for version in $versions; do
  "$midstream" build "$BENCH_WORK/$version" -o "$BENCH_WORK/$version.msa"
done
# What switches the warm-up off, if this Midstream has any.
"$midstream" upgrade --help | grep -o -m 1 -e '--no-warm' >"$BENCH_WORK/cold" || true
