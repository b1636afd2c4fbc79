# What the scripts that start samples have in common; they source it.
samples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# build PROJECT: builds in Release; the compiler's output is shown only if it fails.
build() {
  local log
  log=$(mktemp)
  echo "building $1" >&2
  if ! dotnet build "$samples/$1" -c Release -v q --nologo >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
}

# start PROJECT PROGRAM ARGUMENT...: builds a sample, and the program for plots where the arguments ask for any, and becomes the sample.
start() {
  local project=$1 program=$2 argument
  shift 2
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    echo "$program.sh needs the .NET 10 SDK (https://dotnet.microsoft.com/download/dotnet/10.0); 'dotnet --list-sdks' does not list one." >&2
    exit 1
  fi

  build "$project"
  for argument in "$@"; do
    if [[ $argument == --plots || $argument == --plots=* || $argument == --plots:* || $argument == --report || $argument == --report=* \
      || $argument == --report:* ]]; then
      build Plots
      export STATICNETS_PLOTS=$samples/Plots/bin/Release/net10.0/StaticNets.Samples.Plots
      break
    fi
  done

  # exec: signals such as Ctrl+C reach the program alone, and its exit code is the script's.
  exec dotnet "$samples/$project/bin/Release/net10.0/$program.dll" "$@"
}
