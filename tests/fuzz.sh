#!/usr/bin/env bash
# Draws random networks beyond those of the tests, compiles all and runs one in --run of the valid ones against the interpreter:
# tests/fuzz.sh [--seed N] [--count N] [--run N]. A number always stands for the same network; half of them are valid.
set -euo pipefail
cd "$(dirname "$0")/.."
seed=1 count=10000 run=5
while (($# > 0)); do
  case $1 in
    --seed) seed=$2 ;;
    --count) count=$2 ;;
    --run) run=$2 ;;
    *)
      echo "There is no option $1: --seed, --count and --run take a number." >&2
      exit 2
      ;;
  esac
  shift 2
done
dotnet build tests/Generator.Tests -c Release -v q --nologo -clp:NoSummary
code=0
# In parts, for what fails to be seen soon.
for ((first = seed * 1000000 + 1, end = first + count; first < end; first += part)); do
  part=$((end - first < 500 ? end - first : 500))
  echo "networks $first to $((first + part - 1))"
  STATICNETS_RANDOM_FIRST=$first STATICNETS_RANDOM_COUNT=$part STATICNETS_RANDOM_RUN=$run \
    dotnet tests/Generator.Tests/bin/Release/net10.0/Generator.Tests.dll -noColor -noLogo \
    -method '*.NetworksInBatchesCompileAndAgreeWithTheInterpreterOnHostileValues' || code=1
done
exit $code
