#!/usr/bin/env bash
# Tells the server, which answers with a line per stage and hangs up when the old code is gone.
set -euo pipefail
# Version 3 and all later odd ones are alike, and so are the even ones.
case $BENCH_VERSION in
  *[13579]) beam=v3 ;;
  *) beam=v2 ;;
esac
exec 3<>"/dev/tcp/127.0.0.1/$BENCH_CONTROL_PORT"
echo "upgrade $BENCH_WORK/$beam/cart.beam" >&3
seen=
while read -r stage <&3; do
  echo "$stage"
  seen=$stage
done
[ "$seen" = unload ]
