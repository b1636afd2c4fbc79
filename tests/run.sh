#!/usr/bin/env bash
# Builds everything the tests need and runs all of them, the numerical ones once for each vector width,
# and once more without AVX.
# The last line is "N passed, N failed"; the exit code is not 0 if a test failed or none ran.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
passed=0 failed=0

# run PROJECT [NAME=VALUE...]: runs a built test program and adds up its counts.
run() {
  local project=$1 log counts
  shift
  log=$(mktemp)
  echo "== $project $*"
  env "$@" dotnet "tests/$project/bin/Release/net10.0/$project.dll" -noColor -noLogo >"$log" 2>&1
  local code=$?
  counts=$(sed -nE 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/p' "$log" | tail -n 1)
  if [[ -z $counts ]]; then
    tail -n 40 "$log"
    echo "$project ended with code $code and no summary"
    failed=$((failed + 1))
  else
    local total errors failures skipped
    read -r total errors failures skipped <<<"$counts"
    if ((errors + failures > 0)); then
      grep -vE '^ *(at |Starting:|Discovering:|Discovered:)' "$log" | head -n 120
    fi
    echo "   $((total - failures - skipped)) of $total"
    passed=$((passed + total - failures - skipped))
    failed=$((failed + failures + errors))
  fi
  rm -f "$log"
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
    for width in 128 256 512; do
      run "$project" "STATICNETS_VECTOR_WIDTH=$width"
    done
    run "$project" DOTNET_EnableAVX=0 # as on a processor without AVX and FMA
  else
    run "$project"
  fi
done

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
