# Sets JAVA_HOME to a JDK 25 or newer: JAVA_HOME itself, then PATH, then the usual folders.
# Sourced by ./mvnw and ./midstream, so that neither depends on the machine's default java.

midstream_jdk_major() { # the major version of the JDK in folder $1; empty if it is no JDK
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
  fi
}

midstream_find_jdk() {
  midstream_seen=
  midstream_path_java=$(command -v java 2>/dev/null || true)
  midstream_path_home=
  if [ -n "$midstream_path_java" ]; then
    midstream_path_home=$(dirname "$(dirname "$(readlink -f "$midstream_path_java")")")
  fi
  midstream_globbing=$-
  set +f
  for midstream_home in "${JAVA_HOME-}" "$midstream_path_home" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$midstream_home" ] || continue
    midstream_major=$(midstream_jdk_major "$midstream_home")
    [ -n "$midstream_major" ] || continue
    if [ "$midstream_major" -ge 25 ]; then
      JAVA_HOME=$midstream_home
      export JAVA_HOME
      case $midstream_globbing in *f*) set -f ;; esac
      return 0
    fi
    midstream_seen="$midstream_seen
  JDK $midstream_major in $midstream_home"
  done
  case $midstream_globbing in *f*) set -f ;; esac
  {
    echo "Midstream needs a JDK 25 or newer and found none."
    if [ -n "$midstream_seen" ]; then echo "Found:$midstream_seen"; else echo "Found no JDK at all."; fi
    echo "Looked in JAVA_HOME, on the PATH, and in /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks."
    echo "Install one, for example Eclipse Temurin 25 (https://adoptium.net/temurin/releases/?version=25),"
    echo "or set JAVA_HOME to the folder of one that is elsewhere."
  } >&2
  return 1
}
