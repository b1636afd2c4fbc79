#!/usr/bin/env bash
# Builds everything the tests need and runs all of them, the numerical ones once for each vector width,
# and once more without AVX.
# The last line is "N passed, N failed"; the exit code is not 0 if a test failed or none ran.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
passed=0 failed=0

# start PROJECT [NAME=VALUE...]: starts a built test program.
started=() logs=() processes=()
start() {
  local log
  log=$(mktemp)
  env "${@:2}" dotnet "tests/$1/bin/Release/net10.0/$1.dll" -noColor -noLogo >"$log" 2>&1 &
  processes+=($!) started+=("$*") logs+=("$log")
}

# finish: waits for what was started and adds up its counts.
finish() {
  local i code log counts total errors failures skipped
  for i in "${!started[@]}"; do
    wait "${processes[i]}"
    code=$? log=${logs[i]}
    echo "== ${started[i]}"
    counts=$(sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/p' "$log" | tail -n 1)
    if [[ -z $counts ]]; then
      tail -n 40 "$log"
      echo "${started[i]} ended with code $code and no summary"
      failed=$((failed + 1))
    else
      read -r total errors failures skipped <<<"$counts"
      if ((errors + failures > 0)); then
        grep -vE '^ *(at |Starting:|Discovering:|Discovered:)' "$log" | head -n 120
      fi
      echo "   $((total - failures - skipped)) of $total, $SECONDS s after the start"
      passed=$((passed + total - failures - skipped))
      failed=$((failed + failures + errors))
    fi
    rm -f "$log"
  done
  started=() logs=() processes=()
}

projects=()
for project in tests/*.Tests/*.csproj; do
  projects+=("$(basename "$project" .csproj)")
done

for project in "${projects[@]}"; do
  if ! dotnet build "tests/$project" -c Release -v q --nologo -clp:NoSummary; then
    echo "$project does not build"
    failed=$((failed + 1))
    continue
  fi
  if [[ $project == Numerics.Tests ]]; then
    # Two at a time: each of them keeps one processor busy.
    start "$project" STATICNETS_VECTOR_WIDTH=128
    start "$project" STATICNETS_VECTOR_WIDTH=256
    finish
    start "$project" STATICNETS_VECTOR_WIDTH=512
    start "$project" DOTNET_EnableAVX=0 # as on a processor without AVX and FMA
  else
    start "$project"
  fi
  finish
done

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
