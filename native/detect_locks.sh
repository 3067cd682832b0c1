#!/usr/bin/env bash
# What Clang's thread-safety analysis sees of the planted faults of the C++ engine: a row of each in the gate's table of
# detectors, native/target/detectors/thread-safety.json (docs/adr/0013-recorded-runs.md). It looks at who holds which lock;
# a fault of another kind compiles. That the sound engine compiles is a test of its own (CTest thread_safety).
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
out=$here/target/detectors
if ! command -v clang++ >/dev/null; then
  echo "detect_locks.sh: skipped: clang++ is not installed; the table of detectors will have no column of its analysis" >&2
  exit 0
fi

clang=(clang++ -std=c++17 -fsyntax-only -Wthread-safety -Werror -ferror-limit=0)
for folder in main/native/include main/native/src test/native; do
  clang+=(-I "$here/src/$folder")
done

mkdir -p "$out"
rows=$(mktemp)
trap 'rm -f "$rows"' EXIT
separator=
for source in "$here"/src/test/native/*.cpp; do
  # registrar<LeasePoolSubject<Barging>>("Barging"), on one line or two
  faults=$(tr '\n' ' ' <"$source" | sed 's/Registrar</\n&/g' |
    sed -n 's/^Registrar<\([A-Za-z]*\)<[^"]*"\([A-Za-z]*\)".*/\1 \2/p')
  [[ -n $faults ]] || continue
  code=0
  said=$("${clang[@]}" "$source" 2>&1) || code=$?
  others=$(awk '/ error: / && !/Wthread-safety/' <<<"$said")
  if [[ -n $others || ($code != 0 && $said != *Wthread-safety*) ]]; then
    printf 'detect_locks.sh: %s does not compile, and not for its locks:\n%s\n' "$source" "$said" >&2
    exit 1
  fi
  seen=false how=compiles
  if [[ $code != 0 ]]; then
    seen=true how=$(sed -n 's/.* error: \(.*\) \[.*/\1/p' <<<"$said" | head -n 1 | tr -d '"\\' | cut -c1-160)
  fi
  while read -r subject fault; do
    module=${subject%Subject}
    [[ $module != SubjectOf* ]] || module=DeviceBarrier
    printf 'thread-safety %s %s: %s: %s\n' "$module" "$fault" "$seen" "$how"
    printf '%s\n  {"module": "%s", "fault": "%s", "seen": %s, "how": "%s"}' "$separator" "$module" "$fault" "$seen" "$how" >>"$rows"
    separator=,
  done <<<"$faults"
done
[[ -s $rows ]] || {
  echo "detect_locks.sh: no planted fault was found in $here/src/test/native" >&2
  exit 1
}
{
  printf '{"detector": 1, "tool": "thread-safety", "rows": ['
  cat "$rows"
  printf '\n]}\n'
} >"$out/thread-safety.json"
echo "wrote $out/thread-safety.json"
