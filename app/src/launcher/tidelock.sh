#!/bin/sh
# Starts Tidelock with a JDK 25 and passes all arguments on. Made by the build from app/src/launcher.
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=${self%/*}/$target ;;
  esac
done
case $self in
  */*) here=${self%/*} ;;
  *) here=. ;;
esac
here=$(cd "$here" && pwd -P) || exit 1

# A directory is a JDK 25 if its release file says so.
is_25() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while read -r line; do
    case $line in
      JAVA_VERSION=\"25[\".]*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

java_home=@JAVA_HOME@
if ! is_25 "$java_home"; then
  java_home=
  on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null) && on_path=${on_path%/bin/java}
  for candidate in "$JAVA_HOME" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/*/jdk* /usr/local/openjdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jabba/jdk/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && is_25 "$candidate"; then
      java_home=$candidate
      break
    fi
  done
fi
if [ -z "$java_home" ]; then
  echo "tidelock: No Java 25 was found on this computer. Nothing was changed. Install a JDK 25, or set JAVA_HOME to one. [UNEXPECTED]" >&2
  exit 1
fi

# Names on disk are UTF-8; under a locale that is not, Java would not be able to say them. Of one that is not installed nothing
# counts, not even the encoding: about that locale(1) complains.
case $(locale charmap 2>&1) in
  UTF-8) ;;
  *" "*) export LC_ALL=C.UTF-8 ;;
  *)
    [ -n "$LC_ALL" ] && export LANG="$LC_ALL"
    unset LC_ALL
    export LC_CTYPE=C.UTF-8
    ;;
esac

# A stream that is closed must not become the number of a file that is opened later. What is then written is lost, and said to be.
true 3>&2 || exec 2</dev/null
{ true 3<&0; } 2>/dev/null || exec </dev/null
{ true 3>&1; } 2>/dev/null || exec 1</dev/null

# Java cannot tell which of its streams are terminals.
terminal=
for fd in 0 1 2; do
  [ -t $fd ] && terminal=$terminal$fd
done

# The window has a cache of its own; where this guesses wrong, the start only takes longer.
cache=@NAME@
case "${1:-}" in "" | --hidden) cache=@NAME@-window ;; esac

set -- -cp "$here/@JAR@" org.tidelock.app.Main "$@"

# Native libraries that the build has unpacked, so that no process has to do it in the temporary directory.
[ -d "$here/native" ] && set -- "-Dorg.sqlite.lib.path=$here/native" "$@"
for zstd in "$here"/native/libzstd-jni.so "$here"/native/libzstd-jni.dylib; do
  [ -f "$zstd" ] && set -- "-DZstdNativePath=$zstd" "$@"
done

# Without the cache, or when it does not fit this Java any more, Tidelock starts all the same, only slower.
[ -f "$here/$cache.aot" ] && set -- "-XX:AOTCache=$here/$cache.aot" "$@"

exec "$java_home/bin/java" @FLAGS@ "-Dtidelock.terminal=$terminal" "-Dtidelock.launcher=$here/@NAME@" "$@"
