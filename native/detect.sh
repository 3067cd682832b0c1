#!/usr/bin/env bash
# What a sanitizer sees of the planted faults, run by free threads: a row of each fault in the gate's table of detectors.
#   native/detect.sh thread|address [MODULE]
# Builds in native/target/sanitize-NAME, as sanitize.sh does, and writes native/target/detectors/TOOL.json
# (docs/adr/0013-recorded-runs.md). LOCKSTEP_DETECT_EVENTS, _SECONDS and _SEED bound and repeat the runs; JOBS=n builds with n processes.
set -euo pipefail

sanitizer=${1-}
only=${2-}
case $sanitizer in
  thread) tool=tsan ;;
  address) tool=asan ;;
  *)
    echo "detect.sh: expected thread or address, not '$sanitizer'" >&2
    exit 2
    ;;
esac

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
build=$here/target/sanitize-$sanitizer
out=$here/target/detectors
events=${LOCKSTEP_DETECT_EVENTS-20000}
limit=${LOCKSTEP_DETECT_SECONDS-60}
seed=${LOCKSTEP_DETECT_SEED-$(date +%s%N)}
found=66 # the exit code that the sanitizers are told to end with

cmake -S "$here/src/main/native" -B "$build" --log-level=WARNING -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O1 -g1" "-DLOCKSTEP_SANITIZE=$sanitizer"
cmake --build "$build" --target free_faults lockstep_faults --parallel "${JOBS:-2}"
library=$build/lib/liblockstep_faults.so

export TSAN_OPTIONS="halt_on_error=1 exitcode=$found"
export ASAN_OPTIONS="exitcode=$found detect_leaks=0"
# Each its own memory map: with too much of it random, the sanitizers of some compilers do not start.
run=("$build/free_faults" "$library")
if setarch "$(uname -m)" -R true 2>/dev/null; then
  run=(setarch "$(uname -m)" -R "${run[@]}")
fi

mkdir -p "$out"
said=$(mktemp)
rows=$(mktemp)
trap 'rm -f "$said" "$rows"' EXIT
echo "seed $seed"
separator=
while read -r module fault; do
  [[ -z $only || $module == "$only" ]] || continue
  code=0
  timeout --signal=KILL "$limit" "${run[@]}" "$module" "$fault" "$seed" "$events" >"$said" 2>&1 </dev/null || code=$?
  case $code in
    0 | 3) seen=false how=$(tail -n 1 "$said") ;;
    2)
      echo "detect.sh: $module $fault: $(tail -n 1 "$said")" >&2
      exit 1
      ;;
    "$found") seen=true how=$(sed -n 's/^SUMMARY: [A-Za-z]*Sanitizer: \([^/(]*[^/( ]\).*/\1/p' "$said" | head -n 1) ;;
    137) seen=false how="not ended within $limit s" ;;
    *) seen=false how="ended with exit code $code" ;;
  esac
  how=$(tr -d '"\\' <<<"$how" | cut -c1-160)
  printf '%-4s %s %s: %s: %s\n' "$tool" "$module" "$fault" "$seen" "$how"
  printf '%s\n  {"module": "%s", "fault": "%s", "seen": %s, "how": "%s"}' "$separator" "$module" "$fault" "$seen" "$how" >>"$rows"
  separator=,
done < <("${run[@]}" list)
[[ -s $rows ]] || {
  echo "detect.sh: nothing was run: no module is called '$only'" >&2
  exit 2
}
# The sound engines must come through the same: else what is seen is no fault of the planted ones.
for module in StreamPool EncodingLock LeasePool CommandStream EventPool DeviceBarrier; do
  [[ -z $only || $module == "$only" ]] || continue
  if ! "${run[@]}" "$module" sound "$seed" "$events" >"$said" 2>&1 </dev/null; then
    echo "detect.sh: $tool on the sound $module:" >&2
    cat "$said" >&2
    exit 1
  fi
done
if [[ -z $only ]]; then
  {
    printf '{"detector": 1, "tool": "%s", "rows": [' "$tool"
    cat "$rows"
    printf '\n]}\n'
  } >"$out/$tool.json"
  echo "wrote $out/$tool.json"
fi
