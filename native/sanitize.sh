#!/usr/bin/env bash
# sanitize.sh thread|address|undefined [CORPORA]: builds the whole C++ engine and its tests with that sanitizer in
# native/target/sanitize-<kind> and runs them, with the corpora of a folder that ./lockstep corpus has written, if one is
# named. No suppressions: whatever it reports fails a test. Ends with ctest's code. JOBS=n builds with n processes (2).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kind=${1-}
corpora=${2:+$(realpath -- "$2")}
case $kind in
  thread | address | undefined) ;;
  *)
    echo "sanitize.sh: there is no sanitizer '$kind'; call it with thread, address or undefined" >&2
    exit 2
    ;;
esac
for tool in cmake g++; do
  command -v "$tool" >/dev/null || {
    echo "sanitize.sh: $tool is not installed; the C++ engine cannot be built without it" >&2
    exit 2
  }
done

build=$here/target/sanitize-$kind
# Whoever calls may have options of its own, which could suppress what we look for.
unset TSAN_OPTIONS ASAN_OPTIONS UBSAN_OPTIONS LSAN_OPTIONS
# -g1: line numbers suffice for a report.
mkdir -p "$here/target"
cmake -S "$here/src/main/native" -B "$build" -DLOCKSTEP_SANITIZE="$kind" -DLOCKSTEP_CORPUS="$corpora" \
  -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1" >"$build.log" 2>&1 || {
  cat "$build.log" >&2
  exit 1
}
cmake --build "$build" -j "${JOBS:-2}"
code=0
ctest --test-dir "$build" --output-on-failure || code=$?
exit "$code"
