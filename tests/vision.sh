#!/usr/bin/env bash
# Builds samples/Vision, whose networks take the C# compiler more than a minute, and tests it.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build tests/Vision -c Release -v q --nologo -clp:NoSummary
dotnet tests/Vision/bin/Release/net10.0/Samples.Tests.dll -noColor -noLogo
