#!/usr/bin/env bash
# Imports the reference tests of ONNX, compiles all networks at once, runs them and compares with the reference's numbers, at 256 and at 128 bits:
# tests/onnx.sh [--keep DIR]. Prints every refusal with its reason and a table by operator; the last line is "N passed, N failed".
# The exit code is not 0 if a number is wrong or fewer tests pass than the floor.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
floor=545
if [[ ${1:-} == --keep ]]; then
  folder=$2
  mkdir -p "$folder"
else
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
fi
folder=$(cd "$folder" && pwd)

data=/usr/share/libonnx-testdata/data
if [[ ! -d $data ]]; then
  apt-get install -y --no-install-recommends libonnx-testdata >"$folder/apt.log" 2>&1 || {
    tail -n 5 "$folder/apt.log"
    echo "The package libonnx-testdata, which has the reference tests, cannot be installed."
    exit 2
  }
fi

# build PROJECT [OPTION...]
build() {
  dotnet build "tests/$1" -c Release -v q --nologo -clp:NoSummary "${@:2}"
}

build Onnx.Conformance || exit 2
conformance=tests/Onnx.Conformance/bin/Release/net10.0/onnx-conformance.dll
dotnet $conformance convert "$data" "$folder/cases" || exit 2
if ! build Onnx.Cases -p:CasesFolder="$folder/cases" >"$folder/build.log" 2>&1; then
  # A network that does not compile is wrong; the others are run all the same.
  grep -E 'error' "$folder/build.log" | sort -u | head -n 40
  grep -oE '[^ /(]+\.cs\([0-9,]+\): error' "$folder/build.log" | cut -d'(' -f1 | sort -u | while read -r file; do rm -f "$folder/cases/$file"; done
  build Onnx.Cases -p:CasesFolder="$folder/cases" || exit 2
fi
for width in 256 128; do
  STATICNETS_VECTOR_WIDTH=$width dotnet tests/Onnx.Cases/bin/Release/net10.0/onnx-cases.dll "$folder/cases" >"$folder/$width.tsv" || exit 2
done
dotnet $conformance report "$folder/cases" "$floor" "$folder/256.tsv" "$folder/128.tsv"
