#!/usr/bin/env bash
# Returns when the old generation is proved collected. With --cold the new code is not warmed.
set -euo pipefail
case $BENCH_VERSION in
  2) release=v2 ;;
  *[13579]) release=odd ;;
  *) release=even ;;
esac
words=()
if [ "${1:-}" = --cold ]; then
  mapfile -t words <"$BENCH_WORK/cold"
fi
"$BENCH_ROOT/midstream" upgrade "$BENCH_WORK/$release.msa" --home "$BENCH_WORK/home" \
  --confirm now --wait collected --wait-deadline 170 "${words[@]}" | sed -u 's/^migrate /sweep /'
