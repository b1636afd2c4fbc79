#!/usr/bin/env bash
# Builds everything the tests need and runs all of them, the numerical ones once for each vector width,
# and once more without AVX. Meant for two cores: while one project is built one test program runs, then two do.
# The last line is "N passed, N failed"; the exit code is not 0 if a test failed or none ran.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
passed=0 failed=0 built=()
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# build PROJECT: whether it builds.
build() {
  dotnet build "tests/$1" -c Release -v q --nologo -clp:NoSummary && return
  echo "$1 does not build"
  failed=$((failed + 1))
  return 1
}

isBuilt() { [[ " ${built[*]} " == *" $1 "* ]]; }

# run PROJECT [NAME=VALUE...]: runs a built test program with variables, into a log that is called after all of them.
run() {
  local log="$logs/$*"
  {
    env "${@:2}" dotnet "tests/$1/bin/Release/net10.0/$1.dll" -noColor -noLogo
    echo "ended with code $?, $SECONDS s after the start"
  } >"$log" 2>&1
}

# start PROJECT [NAME=VALUE...]: the same, beside at most one other.
start() {
  while (($(jobs -rp | wc -l) > 1)); do
    wait -n
  done
  run "$@" &
}

# report: waits for all that was started and adds up the counts.
report() {
  local log name counts total errors failures skipped explicit
  wait
  for log in "$logs"/*; do
    name=$(basename "$log")
    echo "== $name"
    counts=$(sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1 \2 \3 \4 \5/p' "$log" | tail -n 1)
    if [[ -z $counts ]]; then
      tail -n 40 "$log"
      echo "$name gave no summary"
      failed=$((failed + 1))
    else
      read -r total errors failures skipped explicit <<<"$counts"
      total=$((total - explicit)) # not tests: they write files
      if ((errors + failures > 0)); then
        grep -vE '^ *(at |Starting:|Discovering:|Discovered:)' "$log" | head -n 120
      fi
      echo "   $((total - failures - skipped)) of $total, $(tail -n 1 "$log")"
      passed=$((passed + total - failures - skipped))
      failed=$((failed + failures + errors))
    fi
  done
}

# The compiler's tests take about as long as the build of the numerical ones, and run beside it.
build Generator.Tests && start Generator.Tests
for path in tests/*.Tests/*.csproj; do
  project=$(basename "$path" .csproj)
  [[ $project == Generator.Tests ]] || ! build "$project" || built+=("$project")
done

# These build projects themselves, also such as others need: after all others are built, and one after the other.
for project in MachineCode.Tests Package.Tests; do
  ! isBuilt "$project" || run "$project"
done &

for project in "${built[@]}"; do
  case $project in
    MachineCode.Tests | Package.Tests) ;;
    Numerics.Tests)
      start "$project" STATICNETS_VECTOR_WIDTH=128
      start "$project" STATICNETS_VECTOR_WIDTH=256
      start "$project" STATICNETS_VECTOR_WIDTH=512
      start "$project" DOTNET_EnableAVX=0 # as on a processor without AVX and FMA
      ;;
    *) start "$project" ;;
  esac
done
report

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
