#!/usr/bin/env bash
# Returns when the old generation is proved collected. With --cold the new code is not warmed.
set -euo pipefail
words=()
if [ "${1:-}" = --cold ]; then
  mapfile -t words <"$BENCH_WORK/cold"
fi
"$BENCH_ROOT/midstream" upgrade "$BENCH_WORK/v2.msa" --home "$BENCH_WORK/home" \
  --confirm now --wait collected --wait-deadline 150 "${words[@]}" | sed -u 's/^migrate /sweep /'
