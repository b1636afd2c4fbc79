#!/usr/bin/env bash
# Trains on several processes, with MPICH and Open MPI, under the JIT and as native code: always to the same bits; kills processes at random moments and goes on
# with other numbers of them; and starts processes that do not belong together. Installs both MPIs where they are missing, and keeps to the loopback.
# The last line is "N passed, N failed". Takes some five minutes. KILLS=n kills n processes instead of 50.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export HYDRA_IFACE=lo UCX_NET_DEVICES=lo OMPI_MCA_oob_tcp_if_include=lo OMPI_MCA_btl=self,vader
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
# More processes than processors wait for each other asleep.
export OMPI_MCA_mpi_yield_when_idle=1
# Open MPI gives programs a terminal, to which .NET sends its codes.
export STATICNETS_VECTOR_WIDTH=256 TERM=dumb
passed=0 failed=0
kills=${KILLS:-50}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pass() { passed=$((passed + 1)); }

# fail WHAT: counts a failure and shows the last output.
fail() {
  failed=$((failed + 1))
  echo "FAILED: $*"
  tail -n 12 "$work/output"
}

# install: both MPIs, where they are not there.
install() {
  type -P mpiexec.mpich mpirun.openmpi >/dev/null && return
  [[ $(type -P apt-get) && $EUID == 0 ]] || { echo 'mpich and openmpi-bin are missing, and only root can install them with apt-get'; return 1; }
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mpich openmpi-bin; } >"$work/output" 2>&1 \
    || { tail -n 20 "$work/output"; return 1; }
}

# launch MPI N COMMAND...: starts N processes.
launch() {
  local mpi=$1 n=$2
  shift 2
  case $mpi in
    mpich) timeout 60 mpiexec.mpich -n "$n" "$@" ;;
    openmpi) timeout 60 mpirun.openmpi --oversubscribe --bind-to none -n "$n" "$@" ;;
  esac
}

# mixed MPI WORDS: two processes, the second with other arguments or variables.
mixed() {
  local mpi=$1 other=$2
  local -a first=("$native" dropout epochs=1) second=("$native" dropout epochs=1)
  case $other in
    *width*) first=(env STATICNETS_VECTOR_WIDTH=256 "${first[@]}") second=(env STATICNETS_VECTOR_WIDTH=128 "${second[@]}") ;;
    *network*) second[1]=batchnorm ;;
    *examples*) second+=(examples=299) ;;
    *batch*) second+=(batch=64) ;;
    *seed*) second+=(seed=6) ;;
  esac
  case $mpi in
    mpich) timeout 60 mpiexec.mpich -n 1 "${first[@]}" : -n 1 "${second[@]}" ;;
    openmpi) timeout 60 mpirun.openmpi --oversubscribe --bind-to none -n 1 "${first[@]}" : -n 1 "${second[@]}" ;;
  esac
}

# alive: the processes of the run under way that are still there.
alive() {
  local file
  for file in "$work"/ids/*.id; do
    file=${file##*/}
    [[ -e /proc/${file%.id}/exe ]] && echo "${file%.id}"
  done
}

install && dotnet build tests/Processes -c Release -v q --nologo -clp:NoSummary -p:PublishAot=false \
  && dotnet publish tests/Processes -c Release -v q --nologo -o "$work/native" || { echo '0 passed, 1 failed'; exit 1; }
managed=tests/Processes/bin/Release/net10.0/processes.dll
native=$work/native/processes
echo "built after $SECONDS s"

# One hash whatever the launcher, the numbers of processes and threads, and the compiler.
few=(all epochs=1 examples=200)
dotnet "$managed" "${few[@]}" >"$work/output" 2>&1 || fail 'one process'
expected=$(<"$work/output")
[[ $(grep -cE '^[a-z]+ [0-9a-f]{16} [0-9a-f]{16}$' <<<"$expected") == 5 && $(wc -l <<<"$expected") == 5 ]] && pass || fail "one process: $expected"
for mpi in mpich openmpi; do
  for n in 1 2 3 4; do
    for threads in 1 2; do
      for program in managed native; do
        if [[ $program == managed ]]; then command=(dotnet "$managed"); else command=("$native"); fi
        launch $mpi $n "${command[@]}" "${few[@]}" threads=$threads >"$work/output" 2>&1 </dev/null
        code=$?
        [[ $code == 0 && $(tr -d '\r' <"$work/output" | grep -E '^[a-z]+ [0-9a-f]{16}') == "$expected" ]] && pass \
          || fail "$mpi, $n processes, $threads threads, $program: code $code"
      done
    done
  done
done
echo "same bits after $SECONDS s"

# What does not belong together says so before the first step, and ends at once.
for mpi in mpich openmpi; do
  for what in 'the network is' 'the vector width is 128' 'the number of training examples is 299' 'the batch size is 64' 'the seed is 6'; do
    mixed $mpi "$what" >"$work/output" 2>&1 </dev/null
    code=$?
    [[ $code != 0 && $code != 124 ]] && grep -q "$what.* on process 1, but .* on process 0" "$work/output" && pass || fail "$mpi, $what: code $code"
  done
done
STATICNETS_MPI=libmpich.so.12 launch openmpi 2 "$native" dropout >"$work/output" 2>&1 </dev/null
[[ $? != 0 ]] && grep -q 'launcher and library are of different MPIs' "$work/output" && pass || fail "Open MPI's launcher with MPICH's library"
STATICNETS_MPI=libnowhere.so launch mpich 2 "$native" dropout >"$work/output" 2>&1 </dev/null
[[ $? != 0 ]] && grep -q 'none of its libraries can be loaded: libnowhere.so' "$work/output" && pass || fail 'a library that is not there'
echo "differences after $SECONDS s"

# A library with the standard's ABI comes first where there is one.
if ${CC:-cc} -shared -fPIC -o "$work/libmpi_abi.so.1" tests/Processes/standard-abi.c -ldl 2>"$work/output"; then
  LD_LIBRARY_PATH=$work launch mpich 3 "$native" "${few[@]}" say=library >"$work/output" 2>&1 </dev/null
  code=$?
  [[ $code == 0 && $(grep -E '^[a-z]+ [0-9a-f]{16}' "$work/output") == "$expected" ]] && grep -q 'of 3 (standard ABI, libmpi_abi.so.1)' "$work/output" && pass \
    || fail "standard ABI: code $code"
else
  fail 'the library with the standard ABI does not compile'
fi

# Ctrl+C on the launcher: all stop before the same step, and the checkpoint is there.
long=(dropout epochs=40)
"$native" "${long[@]}" >"$work/output" 2>&1
whole=$(cut -d ' ' -f 2 "$work/output")
for mpi in mpich openmpi; do
  rm -rf "$work/ids" "$work/checkpoint" && mkdir "$work/ids"
  case $mpi in mpich) launcher=(mpiexec.mpich) ;; openmpi) launcher=(mpirun.openmpi --oversubscribe --bind-to none) ;; esac
  # In the background, shells have programs ignore the signal.
  env --default-signal=INT "${launcher[@]}" -n 3 "$native" dropout epochs=100000 "checkpoint=$work/checkpoint" "ids=$work/ids" >"$work/output" 2>&1 </dev/null &
  pid=$!
  sleep 1.5
  kill -INT $pid
  for ((i = 0; i < 50; i++)); do [[ -e /proc/$pid/exe || -n $(alive) ]] || break; sleep 0.1; done
  wait $pid
  code=$?
  [[ $code != 0 && -s $work/checkpoint && -z $(alive) ]] && pass || fail "Ctrl+C with $mpi: code $code, alive: $(alive)"
done
echo "Ctrl+C after $SECONDS s"

# Killed at any moment, the job ends within 5 s; started again with another number of processes it comes to the same bits.
killed=0 runs=0
RANDOM=17
while ((killed < kills)); do
  rm -f "$work/checkpoint"
  while :; do
    ((++runs > 4 * kills)) && break 2
    rm -rf "$work/ids" && mkdir "$work/ids"
    if ((RANDOM % 2)); then mpi=mpich launcher=(mpiexec.mpich); else mpi=openmpi launcher=(mpirun.openmpi --oversubscribe --bind-to none); fi
    n=$((2 + RANDOM % 3))
    "${launcher[@]}" -n $n "$native" "${long[@]}" "checkpoint=$work/checkpoint" "ids=$work/ids" >"$work/output" 2>&1 </dev/null &
    pid=$!
    until [[ $(ls "$work/ids" | wc -l) == "$n" || ! -e /proc/$pid/exe ]]; do sleep 0.01; done
    # No more are killed than asked for: the last training goes on to its end.
    if ((killed < kills)); then
      sleep "0.$(printf %03d $((RANDOM % 1000)))"
      victims=($(alive))
      if ((${#victims[@]} == n)) && kill -KILL "${victims[RANDOM % n]}" 2>/dev/null; then
        killed=$((killed + 1))
        for ((i = 0; i < 50; i++)); do [[ -e /proc/$pid/exe || -n $(alive) ]] || break; sleep 0.1; done
        left=$(alive)
        wait $pid
        code=$?
        if [[ -z $left && $code != 0 && -s $work/output ]]; then
          pass
          continue
        elif [[ $code != 0 ]]; then
          kill -KILL $left 2>/dev/null
          fail "$mpi, $n processes, one killed: code $code, left after 5 s: $left"
          continue
        fi
        # It was killed when all was done.
        pass
      fi
    fi
    wait $pid
    [[ -n $whole && $(tr -d '\r' <"$work/output" | cut -d ' ' -f 2) == "$whole" ]] && pass || fail "$mpi, $n processes, resumed: not $whole"
    break
  done
done
echo "$killed killed in $runs runs, $SECONDS s after the start"
((runs <= 4 * kills)) || fail 'trainings are too short to be killed'

echo "$passed passed, $failed failed"
((failed == 0 && passed > 0))
