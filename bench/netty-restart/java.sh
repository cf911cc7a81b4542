# Becomes the server, with the flags that `midstream run` gives its host.
# shellcheck shell=bash disable=SC2086
case $BENCH_HEAP in
  *-XX:+Use*GC*) collector= ;;
  *) collector=-XX:+UseZGC ;;
esac
exec "$BENCH_JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Djdk.trackAllThreads=false \
  $collector -XX:+UseCompactObjectHeaders -Dio.netty.leakDetection.level=disabled $BENCH_HEAP \
  -cp "$BENCH_WORK/classes:$BENCH_ROOT/midstream-server/target/dist/lib/*" \
  carts.Server "$BENCH_PORT" "$BENCH_CONTROL_PORT" "$@"
