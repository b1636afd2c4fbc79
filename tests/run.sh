#!/usr/bin/env bash
# Builds everything the tests need and runs all of them, the numerical ones once for each vector width,
# and once more without AVX. Meant for two cores: what takes longest to build is built beside everything else, and its tests run beside
# those that build projects themselves.
# The last line is "N passed, N failed"; the exit code is not 0 if a test failed or none ran.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
passed=0 failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# build PROJECT: whether it builds.
build() {
  dotnet build "tests/$1" -c Release -v q --nologo -clp:NoSummary && return
  echo "$1 does not build"
  failed=$((failed + 1))
  return 1
}

# run PROJECT [NAME=VALUE...]: runs a built test program with variables, into a log that is called after all of them.
run() {
  local log="$logs/$*"
  {
    env "${@:2}" dotnet "tests/$1/bin/Release/net10.0/$1.dll" -noColor -noLogo </dev/null
    echo "ended with code $?, $SECONDS s after the start"
  } >"$log" 2>&1
}

# report: adds up the counts of all that was run.
report() {
  local log name counts total errors failures skipped explicit
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

# numerics: the numerical tests at each width, one after the other.
numerics() {
  run Numerics.Tests STATICNETS_VECTOR_WIDTH=128
  run Numerics.Tests STATICNETS_VECTOR_WIDTH=256
  run Numerics.Tests STATICNETS_VECTOR_WIDTH=512
  run Numerics.Tests DOTNET_EnableAVX=0 # as on a processor without AVX and FMA
}

# First alone what the others reference: builds side by side must find it built.
build Generator.Tests
first=$?
build Numerics.Tests &
largest=$!
((first == 0)) && run Generator.Tests

builders=()
for path in tests/*.Tests/*.csproj; do
  project=$(basename "$path" .csproj)
  [[ $project == Generator.Tests || $project == Numerics.Tests ]] && continue
  build "$project" || continue
  case $project in
    MachineCode.Tests | Package.Tests) builders+=("$project") ;;
    *) run "$project" ;;
  esac
done

if wait "$largest"; then
  numerics &
else
  failed=$((failed + 1)) # counted in a process of its own
fi

# These build projects themselves, also such as others need: after all others are built, and one after the other.
for project in "${builders[@]}"; do
  run "$project"
done
wait
report

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
