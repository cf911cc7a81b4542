#!/usr/bin/env bash
set -euo pipefail
echo $$ >"$BENCH_WORK/pid"
set -- 1
. ../netty-restart/java.sh
