#!/usr/bin/env bash
# Builds everything the tests need and runs all of them, the numerical ones once for each vector width,
# and once more without AVX. Test programs run in the background while the next ones are built.
# The last line is "N passed, N failed"; the exit code is not 0 if a test failed or none ran.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
passed=0 failed=0
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# start PROJECT [NAME=VALUE...]: starts a built test program when at most one other runs.
started=()
start() {
  while (($(jobs -rp | wc -l) > 1)); do
    wait -n
  done
  local log=$logs/${#started[@]}
  started+=("$*")
  {
    env "${@:2}" dotnet "tests/$1/bin/Release/net10.0/$1.dll" -noColor -noLogo
    echo "ended with code $?, $SECONDS s after the start"
  } >"$log" 2>&1 &
}

# report: waits for all that was started and adds up the counts.
report() {
  local i log counts total errors failures skipped explicit
  wait
  for i in "${!started[@]}"; do
    log=$logs/$i
    echo "== ${started[i]}"
    counts=$(sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1 \2 \3 \4 \5/p' "$log" | tail -n 1)
    if [[ -z $counts ]]; then
      tail -n 40 "$log"
      echo "${started[i]} gave no summary"
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

building=()
for path in tests/*.Tests/*.csproj; do
  project=$(basename "$path" .csproj)
  if ! dotnet build "tests/$project" -c Release -v q --nologo -clp:NoSummary; then
    echo "$project does not build"
    failed=$((failed + 1))
    continue
  fi
  case $project in
    MachineCode.Tests | Package.Tests) building+=("$project") ;;
    Numerics.Tests)
      start "$project" STATICNETS_VECTOR_WIDTH=128
      start "$project" STATICNETS_VECTOR_WIDTH=256
      start "$project" STATICNETS_VECTOR_WIDTH=512
      start "$project" DOTNET_EnableAVX=0 # as on a processor without AVX and FMA
      ;;
    *) start "$project" ;;
  esac
done

# These build projects themselves, also such as others need: after all others are built, and one after the other.
for project in "${building[@]}"; do
  start "$project"
  wait $!
done
report

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
