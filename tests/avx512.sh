#!/usr/bin/env bash
# Compiles the networks of tests/Emulated to native code for processors with vectors of 512, 256 and 128 bits, runs each program on an emulated
# processor that has just these, and compares: with PyTorch, that the width is the one expected, and every bit with the same code under the JIT
# of this machine, which computes what it lacks in software.
#
# Takes about four minutes on two processors. Where the emulator cannot be installed it says "skipped" and why; then its exit code is 0.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Build nodes would stay, and hold on to the output of three builds side by side.
export MSBUILDDISABLENODEREUSE=1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

if ! reason=$(bash tests/emulator.sh --prepare 2>&1); then
  echo "$reason"
  echo "skipped: the emulator cannot be installed: ${reason##*$'\n'}"
  exit 0
fi

# compare WIDTH INSTRUCTIONS PROCESSOR [NAME=VALUE...]: the last are for the JIT.
compare() {
  local width=$1 instructions=$2 processor=$3
  shift 3
  local folder=$PWD/tests/Emulated/bin/Release/$width/net10.0/linux-x64 emulated=$results/$width.emulated jit=$results/$width.jit
  echo "== $width bits, $instructions on $processor"
  dotnet publish tests/Emulated -c Release -r linux-x64 -v q --nologo --no-restore -m:1 -p:BuildProjectReferences=false -p:UseSharedCompilation=false \
    "-p:StaticNetsVectorWidths=$width" "-p:IlcInstructionSet=$instructions" || return 1

  bash tests/emulator.sh --cpu "$processor" --with "$PWD/tests/fixtures" "$folder/publish/emulated" "$PWD/tests/fixtures" >"$emulated"
  local code=$?
  if ((code != 0)); then
    tail -n 40 "$emulated"
    echo "the emulated program ended with code $code"
    return 1
  fi
  if [[ $(head -n 1 "$emulated") != "$width bits" ]]; then
    echo "the emulated program ran with $(head -n 1 "$emulated")"
    return 1
  fi

  env "$@" dotnet "$folder/emulated.dll" "$PWD/tests/fixtures" >"$jit"
  if ! diff "$jit" "$emulated"; then
    echo "the emulated processor (>) does not compute what the JIT does (<)"
    return 1
  fi
  echo "   $(tail -n 1 "$emulated"), bits as under the JIT"
}

dotnet restore tests/Emulated -r linux-x64 -v q || exit 1
for project in runtime generator; do
  dotnet build "$project" -c Release -v q --nologo -clp:NoSummary || exit 1
done

processes=()
# start WIDTH ...: compares in the background, and keeps what is said until the end.
start() {
  compare "$@" >"$results/$1.log" 2>&1 &
  processes+=($!)
}
start 512 x86-64-v4 corei7_skylake_x STATICNETS_VECTOR_WIDTH=512
start 256 x86-64-v3 corei7_haswell_4770 STATICNETS_VECTOR_WIDTH=256
start 128 x86-64-v2 corei7_sandy_bridge_2600k DOTNET_EnableAVX=0

failed=0
for process in "${processes[@]}"; do
  wait "$process" || failed=$((failed + 1))
done
cat "$results"/*.log
if ((failed > 0)); then
  echo "failed at $failed of ${#processes[@]} widths"
  exit 1
fi
echo "the same at ${#processes[@]} widths"
