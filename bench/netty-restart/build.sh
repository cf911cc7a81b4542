#!/usr/bin/env bash
# With the libraries that Midstream's distribution has: the same Netty, the same Jackson.
set -euo pipefail
libraries=$BENCH_ROOT/midstream-server/target/dist/lib
[ -d "$libraries" ] || "$BENCH_ROOT/midstream" --version
mkdir -p "$BENCH_WORK/classes"
"$BENCH_JAVA_HOME/bin/javac" -d "$BENCH_WORK/classes" \
  -cp "$libraries/*" ../netty-restart/src/carts/*.java
