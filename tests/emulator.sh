#!/usr/bin/env bash
# Runs a Linux x86-64 program on an emulated processor: one that has AVX-512, for machines whose own has none, or an old one.
#
#   emulator.sh [OPTION]... PROGRAM [ARGUMENT]...
#   emulator.sh --prepare        installs what it needs, and runs nothing
#
# PROGRAM is an ELF executable, for instance what `dotnet publish` makes with PublishAot=true. Its standard
# output, its standard error and its exit code become this script's own (a program that a signal ended gives
# 128 + the signal's number). It runs as root, in its own folder, with no network, no ICU and an empty standard input.
#
#   --cpu MODEL        corei7_skylake_x (the default: AVX-512 F, CD, BW, DQ, VL) or corei3_cnl (adds IFMA and VBMI);
#                      for one without AVX-512 corei7_haswell_4770 (AVX2 and FMA) or corei7_sandy_bridge_2600k (AVX).
#                      Linux does not boot on Bochs 2.7's corei7_icelake_u and tigerlake.
#   --with PATH        put this file or folder into the guest too, at the same absolute path; may be repeated
#   --env NAME=VALUE   set an environment variable for the program; may be repeated
#   --memory MB        the guest's memory, 512 by default
#   --timeout SECONDS  give up after so long, 600 by default; the exit code is then 124
#   --build-kernel     first compile a small guest kernel (once, about 8 minutes of one core). This run and all
#                      later ones use it and take about 4 seconds plus the program; with Debian's kernel about 14.
#   --verbose          show what the guest's kernel says
#
# How it works: the program, the shared libraries it needs and a tiny init go into an initramfs; that and a kernel
# go onto a bootable CD image; the Bochs emulator boots the image. Made for Debian 12 (Bochs 2.7). Run as root it
# installs the Debian packages that it lacks. An exit code of 125 means that the set-up failed.
set -euo pipefail

readonly cache=${XDG_CACHE_HOME:-$HOME/.cache}/staticnets-emulator
readonly small_kernel=$cache/bzImage-small debian_kernel=$cache/vmlinuz-debian

fail() { echo "emulator: $*" >&2; exit 125; }
usage() { sed -n '/^#!/d; /^#/!q; s/^# \{0,1\}//p' "$0"; }

install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    ((${#missing[@]} == 0)) && return
    ((EUID == 0)) || fail "these Debian packages are missing: ${missing[*]}"
    echo "emulator: installing ${missing[*]}" >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
        >"$work/apt.log" 2>&1 || { tail -n 20 "$work/apt.log" >&2; fail 'apt-get could not install them'; }
}

# Unpacks, without installing it, the package that the meta-package $1 stands for below the folder $2; prints its name.
unpack_package() {
    local package
    mkdir -p "$work/download" "$2"
    apt-get update >"$work/apt.log" 2>&1 || true
    package=$(apt-cache depends "$1" | awk '/Depends: linux-/ { print $2; exit }')
    [[ $package ]] || fail "apt knows no $1"
    (cd "$work/download" && apt-get download "$package") >>"$work/apt.log" 2>&1 ||
        { tail -n 20 "$work/apt.log" >&2; fail "apt-get could not download $package"; }
    dpkg-deb -x "$work/download/${package}"_*.deb "$2"
    echo "$package"
}

# Debian's kernel for virtual machines, unpacked once into the cache.
fetch_debian_kernel() {
    [[ -e $debian_kernel ]] && return
    unpack_package linux-image-cloud-amd64 "$work/kernel" >/dev/null
    cp "$work"/kernel/boot/vmlinuz-* "$debian_kernel.$$"
    mv "$debian_kernel.$$" "$debian_kernel"
    rm -rf "$work/kernel" "$work/download"
}

# A kernel with nothing in it that this guest does not use, from Debian's kernel sources.
build_small_kernel() {
    local source option
    install_packages make flex bison bc libelf-dev lz4 xz-utils
    source=$(unpack_package linux-source "$work/source")
    echo "emulator: building the small kernel from $source" >&2
    mkdir "$work/linux"
    tar xf "$work/source/usr/src/$source.tar.xz" -C "$work/linux" --strip-components=1
    {
        for option in 64BIT BINFMT_ELF BINFMT_SCRIPT BLK_DEV_INITRD KERNEL_LZ4 CC_OPTIMIZE_FOR_PERFORMANCE BASE_FULL \
            PRINTK TTY SERIAL_8250 SERIAL_8250_CONSOLE MULTIUSER PROC_FS SYSFS DEVTMPFS SHMEM TMPFS FILE_LOCKING \
            FUTEX EPOLL EVENTFD SIGNALFD TIMERFD POSIX_TIMERS INOTIFY_USER ADVISE_SYSCALLS MEMBARRIER RSEQ AIO SYSVIPC \
            NET UNIX X86_IOPL_IOPERM; do
            echo "CONFIG_$option=y"
        done
        for option in KERNEL_GZIP SPECULATION_MITIGATIONS SMP VT INPUT SERIO HID HIGH_RES_TIMERS; do
            echo "CONFIG_$option=n"
        done
    } >"$work/small.config"
    (cd "$work/linux" && make tinyconfig && scripts/kconfig/merge_config.sh -m .config "$work/small.config" &&
        make olddefconfig && make -j"$(nproc)" bzImage) >"$work/build.log" 2>&1 ||
        { tail -n 20 "$work/build.log" >&2; fail 'the kernel did not build'; }
    cp "$work/linux/arch/x86/boot/bzImage" "$small_kernel"
    rm -rf "$work/linux" "$work/source" "$work/download"
}

# Copies a file or a folder to the same absolute path in the guest, with the shared libraries that its programs need.
add() {
    local path file library
    path=$(realpath -s "$1")
    [[ -e $path ]] || fail "no such file: $1"
    mkdir -p "$root$(dirname "$path")"
    cp -rL "$path" "$root$(dirname "$path")/"
    while IFS= read -r -d '' file; do
        [[ $(head -c 4 "$file" | tr -d '\0') == $'\x7fELF' ]] || continue
        while read -r library; do
            [[ -e $root$library ]] || cp -L --parents "$library" "$root"
        done < <(ldd "$file" 2>/dev/null | grep -o '/[^ ]*')
    done < <(find -L "$path" -type f -print0)
}

# The guest's first process: it runs the program, passes on what it writes, reports how it ended, switches off.
# ttyS0 carries the program's standard output; ttyS1 the kernel's messages, standard error and the exit code.
make_init() {
    cat >"$work/init.c" <<'C'
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/io.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int open_line(const char *name)
{
    struct termios mode;
    int line = open(name, O_RDWR | O_NOCTTY);
    tcgetattr(line, &mode);
    cfmakeraw(&mode);
    cfsetspeed(&mode, B115200);
    tcsetattr(line, TCSANOW, &mode);
    return line;
}

/* Starts a process that copies what arrives at *input to the line; the program shall see a pipe, not a terminal. */
static pid_t relay(int line, int *input)
{
    int ends[2];
    pipe2(ends, O_CLOEXEC);
    pid_t process = fork();
    if (process == 0) {
        char buffer[65536];
        ssize_t length;
        close(ends[1]);
        while ((length = read(ends[0], buffer, sizeof buffer)) > 0)
            for (char *next = buffer; length > 0;) {
                ssize_t written = write(line, next, length);
                if (written < 0) _exit(1);
                next += written;
                length -= written;
            }
        tcdrain(line);
        _exit(0);
    }
    close(ends[0]);
    *input = ends[1];
    return process;
}

/* The strings of a file that holds each with a zero byte after it. */
static char **read_strings(const char *name)
{
    char **strings = malloc(4096 * sizeof *strings), *string = NULL;
    size_t count = 0, size = 0;
    FILE *file = fopen(name, "r");
    while (count < 4095 && getdelim(&string, &size, 0, file) > 0) {
        strings[count++] = string;
        string = NULL;
        size = 0;
    }
    strings[count] = NULL;
    return strings;
}

int main(void)
{
    mkdir("/dev", 0755), mkdir("/proc", 0755), mkdir("/sys", 0755), mkdir("/tmp", 01777);
    mount("dev", "/dev", "devtmpfs", 0, NULL);
    mount("proc", "/proc", "proc", 0, NULL);
    mount("sys", "/sys", "sysfs", 0, NULL);
    mkdir("/dev/shm", 01777);
    mount("shm", "/dev/shm", "tmpfs", 0, NULL);

    int out_line = open_line("/dev/ttyS0"), error_line = open_line("/dev/ttyS1");
    int out, error, status = 0;
    pid_t out_relay = relay(out_line, &out), error_relay = relay(error_line, &error);
    dprintf(error_line, "\n@@begin\n");
    pid_t program = fork();
    if (program == 0) {
        char **arguments = read_strings("/guest/arguments");
        environ = read_strings("/guest/environment");
        dup2(open("/dev/null", O_RDONLY), 0);
        dup2(out, 1);
        dup2(error, 2);
        setsid();
        if (chdir(getenv("PWD")) == 0) execv(arguments[0], arguments);
        perror(arguments[0]);
        _exit(127);
    }
    close(out);
    close(error);
    while (waitpid(program, &status, 0) != program) {}
    while (waitpid(out_relay, NULL, 0) != out_relay) {}
    while (waitpid(error_relay, NULL, 0) != error_relay) {}
    dprintf(error_line, "\n@@exit %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    tcdrain(error_line);

    /* Bochs ends when this word arrives at this port. */
    iopl(3);
    for (const char *letter = "Shutdown"; *letter; letter++) outb(*letter, 0x8900);
    reboot(RB_POWER_OFF);
    return 1;
}
C
    "${CC:-cc}" -Os -static -s -w -o "$root/init" "$work/init.c" || fail 'the guest'\''s init did not compile'
}

cpu=corei7_skylake_x memory=512 timeout=600 prepare='' build_kernel='' verbose='' with=() environment=()
while (($#)); do
    case $1 in
        --cpu) cpu=$2; shift 2 ;;
        --with) with+=("$2"); shift 2 ;;
        --env) environment+=("$2"); shift 2 ;;
        --memory) memory=$2; shift 2 ;;
        --timeout) timeout=$2; shift 2 ;;
        --prepare) prepare=yes; shift ;;
        --build-kernel) build_kernel=yes; shift ;;
        --verbose) verbose=yes; shift ;;
        -h | --help) usage; exit 0 ;;
        --) shift; break ;;
        -*) usage >&2; exit 125 ;;
        *) break ;;
    esac
done
if [[ ! $prepare ]]; then
    (($#)) || { usage >&2; exit 125; }
    [[ -x $1 && ! -d $1 ]] || fail "not a program: $1"
fi

work=$(mktemp -d)
emulator=''
trap '[[ $emulator ]] && kill "$emulator" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
root=$work/root cd=$work/cd
mkdir -p "$root/guest" "$cd" "$cache"

[[ $(type -P apt-get) ]] || fail 'this needs apt-get, to install Bochs and a kernel'
install_packages bochs bochsbios vgabios bochs-term isolinux syslinux-common xorriso cpio gcc libc6-dev
bochs --help cpu 2>&1 | grep -x "$cpu" >/dev/null || fail "Bochs knows no CPU model $cpu"
if [[ $build_kernel && ! -e $small_kernel ]]; then build_small_kernel; fi
[[ -e $small_kernel ]] || fetch_debian_kernel
[[ $prepare ]] && exit 0

# The initramfs.
program=$(realpath -s "$1")
shift
make_init
add "$program"
for path in "${with[@]}"; do add "$path"; done
printf '%s\0' "$program" "$@" >"$root/guest/arguments"
# Bochs 2.7's XSAVEC stores what XRSTOR then rejects when the 512-bit registers are in use; the C library's lazy binding of
# functions does just that, so it is told to use XSAVE.
printf '%s\0' "${environment[@]}" HOME=/tmp PATH=/usr/bin:/bin PWD="$(dirname "$program")" \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 GLIBC_TUNABLES=glibc.cpu.hwcaps=-XSAVEC >"$root/guest/environment"
(cd "$root" && find . -mindepth 1 | cpio -o -H newc -R 0:0 --quiet) >"$cd/initrd"

# The kernel and its options.
# - clearcpuid=321,323,515 hides XSAVEC, XSAVES and PKU. Bochs 2.7 reports wrong sizes for them; Linux would then turn all
#   of XSAVE off ("XSAVE consistency problem"), and with it AVX and AVX-512.
# - The black-listed init calls only cost time here, 20 seconds of it: self-tests of ciphers, certificates, tracing.
options='console=ttyS1,115200 clearcpuid=321,323,515 tsc=reliable lpj=1000000 mitigations=off random.trust_cpu=on'
options+=' edd=off panic=-1 reboot=t'
if [[ -e $small_kernel ]]; then
    cp "$small_kernel" "$cd/vmlinuz"
else
    cp "$debian_kernel" "$cd/vmlinuz"
    options+=' nosmp noapic acpi=off cryptomgr.notests initcall_blacklist=crypto_algapi_init,load_system_certificate_list'
    options+=',trace_eval_init,tracer_init_tracefs,cubictcp_register,bpf_rstat_kfunc_init'
fi
[[ $verbose ]] || options+=' quiet loglevel=3'

# The CD.
cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 "$cd"
printf 'default linux\nprompt 0\ntimeout 0\nlabel linux\n  kernel /vmlinuz\n  append initrd=/initrd %s\n' "$options" \
    >"$cd/isolinux.cfg"
xorriso -as mkisofs -quiet -o "$work/cd.iso" -b isolinux.bin -c boot.cat \
    -no-emul-boot -boot-load-size 4 -boot-info-table "$cd" 2>"$work/xorriso.log" ||
    { cat "$work/xorriso.log" >&2; fail 'xorriso failed'; }
rm -rf "$root" "$cd"

# The machine.
cat >"$work/bochsrc" <<BOCHS
cpu: model=$cpu, count=1, ips=100000000, reset_on_triple_fault=0
memory: guest=$memory, host=$memory
romimage: file=/usr/share/bochs/BIOS-bochs-latest, options=fastboot
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
ata0-master: type=cdrom, path=$work/cd.iso, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev=$work/output
com2: enabled=1, mode=file, dev=$work/messages
clock: sync=none
sound: waveoutdrv=dummy, waveindrv=dummy, midioutdrv=dummy
speaker: enabled=0
display_library: term
log: $work/bochs.log
info: action=ignore
error: action=ignore
panic: action=fatal
BOCHS
# Debian's Bochs starts in its debugger: tell it to go on.
echo continue >"$work/debugger"
touch "$work/output" "$work/messages"

TERM=vt100 timeout -k 1 "$timeout" bochs -q -f "$work/bochsrc" -rc "$work/debugger" </dev/null >"$work/screen" 2>&1 &
emulator=$!
tail -q -c +1 -s 0.1 --pid=$emulator -f "$work/output" &      # the program's standard output, as it comes
follower=$! ended=0
{ wait "$emulator" || ended=$?; } 2>/dev/null
emulator=''
wait "$follower"

# Everything before the mark is the kernel's; the rest is standard error, then the exit code.
messages=$(tr -d '\0' <"$work/messages")
[[ $verbose ]] && printf '%s\n' "${messages%%$'\n@@begin\n'*}" >&2
if [[ $messages == *$'\n@@exit '* ]]; then
    errors=${messages#*$'\n@@begin\n'}
    printf '%s' "${errors%$'\n@@exit '*}" >&2
    exit "${messages##*$'\n@@exit '}"
fi
printf '%s\n' "${messages/$'\n@@begin\n'/}" >&2
((ended == 124 || ended == 137)) && { echo "emulator: not finished after $timeout seconds" >&2; exit 124; }
tail -n 30 "$work/bochs.log" >&2
fail 'the emulated machine stopped before the program ended'
