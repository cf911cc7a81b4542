#!/usr/bin/env bash
# Tells the server, which answers with a line per stage and hangs up when the old code is gone.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$BENCH_CONTROL_PORT"
echo "upgrade $BENCH_WORK/v2/cart.beam" >&3
seen=
while read -r stage <&3; do
  echo "$stage"
  seen=$stage
done
[ "$seen" = unload ]
