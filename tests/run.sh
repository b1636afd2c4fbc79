#!/usr/bin/env bash
# Builds everything the tests need and runs all of them, the numerical ones once for each vector width,
# and once more without AVX. Meant for two cores: beside the builds one test program runs at a time, later beside those tests
# that build projects themselves.
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

# lane: runs what is written to it, a line each, one after the other; an empty line ends it, as builds leave servers behind that keep it open.
lane() {
  local job
  while read -ra job && ((${#job[@]} > 0)); do
    run "${job[@]}"
  done
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

exec 3> >(lane)
lane=$!

# The longest tests go first, the longest build last: the others' tests are beside it.
projects=(Generator.Tests)
for path in tests/*.Tests/*.csproj; do
  project=$(basename "$path" .csproj)
  [[ $project == Generator.Tests || $project == Numerics.Tests ]] || projects+=("$project")
done
projects+=(Numerics.Tests)

builders=()
for project in "${projects[@]}"; do
  build "$project" || continue
  case $project in
    MachineCode.Tests | Package.Tests) builders+=("$project") ;;
    Numerics.Tests)
      echo "$project STATICNETS_VECTOR_WIDTH=128" >&3
      echo "$project STATICNETS_VECTOR_WIDTH=256" >&3
      echo "$project STATICNETS_VECTOR_WIDTH=512" >&3
      echo "$project DOTNET_EnableAVX=0" >&3 # as on a processor without AVX and FMA
      ;;
    *) echo "$project" >&3 ;;
  esac
done
echo >&3

# These build projects themselves, also such as others need: after all others are built, and one after the other.
for project in "${builders[@]}"; do
  run "$project"
done
wait "$lane"
report

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
