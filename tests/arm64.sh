#!/usr/bin/env bash
# Compiles the networks of tests/Emulated to native code for 64-bit Arm, whose vectors have 128 bits, runs the program in an emulator of that processor and
# compares with PyTorch. Takes about a minute. Where the cross compiler or the emulator cannot be installed it says "skipped" and why; then its exit code is 0.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip() {
  echo "skipped: $*"
  exit 0
}

if ! type -P aarch64-linux-gnu-gcc qemu-aarch64-static >/dev/null || [[ ! -d /usr/aarch64-linux-gnu/lib ]]; then
  [[ $(type -P apt-get) ]] || skip 'there is no apt-get to install gcc-aarch64-linux-gnu and qemu-user-static'
  ((EUID == 0)) || skip 'only root can install gcc-aarch64-linux-gnu and qemu-user-static'
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user-static; } \
    >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log"; skip 'apt-get could not install gcc-aarch64-linux-gnu and qemu-user-static'; }
fi

# NativeAOT tells its linker the target as it tells clang; gcc is for one target and does not know the option.
cat >"$work/linker" <<'LINKER'
#!/usr/bin/env bash
arguments=()
for argument in "$@"; do
  [[ $argument == --target=* ]] || arguments+=("$argument")
done
exec aarch64-linux-gnu-gcc "${arguments[@]}"
LINKER
chmod +x "$work/linker"

dotnet publish tests/Emulated -c Release -r linux-arm64 -v q --nologo -p:StaticNetsVectorWidths=128 \
  "-p:CppCompilerAndLinker=$work/linker" -p:ObjCopyName=aarch64-linux-gnu-objcopy || exit 1
qemu-aarch64-static -L /usr/aarch64-linux-gnu tests/Emulated/bin/Release/128/net10.0/linux-arm64/publish/emulated tests/fixtures >"$work/output"
code=$?
grep -vE '^[0-9a-f]{16} ' "$work/output"
if [[ $code == 0 && $(head -n 1 "$work/output") != '128 bits' ]]; then
  echo 'but it must be 128 bits'
  exit 1
fi
exit $code
