#!/usr/bin/env bash
# Prints the innermost loops of the main kernels as NativeAOT compiles them, and what share of a processor's peak they could reach: see README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build tests/MachineCode -c Release -v q --nologo -clp:NoSummary >&2
for target in 256:x86-64-v3 512:x86-64-v4; do
  width=${target%%:*}
  dotnet publish tests/Kernels -c Release -r linux-x64 -v q --nologo "-p:StaticNetsVectorWidths=$width" "-p:IlcInstructionSet=${target#*:}" >&2
  dotnet tests/MachineCode/bin/Release/net10.0/machine-code.dll "tests/Kernels/obj/Release/$width/net10.0/linux-x64/native/kernels.o" "$width"
  echo
done
