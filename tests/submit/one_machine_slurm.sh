# Sourced: a Slurm of one machine, started by hand in a folder of its own, without systemd and
# without touching the machine's own configuration.
#
#   start_slurm FOLDER     exports SLURM_CONF; exit 77 when a Debian package is missing
#   stop_slurm             also called when the shell ends
#   wait_for_queue SECONDS until no task waits or runs

slurm_pids=""

stop_slurm() {
  for pid in $slurm_pids; do kill "$pid" 2>/dev/null || true; done
  for pid in $slurm_pids; do wait "$pid" 2>/dev/null || true; done
  slurm_pids=""
}

# in_background LOG COMMAND...
in_background() {
  log=$1
  shift
  "$@" >"$log" 2>&1 &
  slurm_pids="$! $slurm_pids"
}

write_slurm_conf() {
  host=$(hostname -s)
  cat >"$1/slurm.conf" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$1/munge/socket
StateSaveLocation=$1/state
SlurmdSpoolDir=$1/spool
SlurmctldPidFile=$1/slurmctld.pid
SlurmdPidFile=$1/slurmd.pid
SlurmctldLogFile=$1/slurmctld.log
SlurmdLogFile=$1/slurmd.log
SlurmctldPort=$2
SlurmdPort=$3
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
KillWait=5
MinJobAge=300
SchedulerParameters=batch_sched_delay=0,sched_interval=2,sched_min_interval=100000
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
}

start_slurm() {
  PATH=$PATH:/usr/sbin:/sbin
  for program in munged slurmctld slurmd sbatch squeue; do
    command -v $program >/dev/null && continue
    echo "skipped: $program is missing; cmake/setup.sh nightly installs it"
    exit 77
  done
  if [ "$(id -u)" -ne 0 ]; then
    echo "skipped: slurmd runs tasks of others, so it wants root"
    exit 77
  fi
  mkdir -p "$1/state" "$1/spool" "$1/munge"
  chmod 700 "$1/munge"
  head -c 1024 /dev/urandom >"$1/munge/key"
  chmod 400 "$1/munge/key"
  trap stop_slurm EXIT
  in_background "$1/munged.log" munged --force --foreground --socket="$1/munge/socket" \
    --key-file="$1/munge/key" --pid-file="$1/munge/pid" --seed-file="$1/munge/seed"
  # Two ports that depend on the process, so that two tests do not meet.
  write_slurm_conf "$1" $((20000 + $$ % 20000)) $((40000 + $$ % 20000))
  SLURM_CONF=$1/slurm.conf
  export SLURM_CONF
  for _ in $(seq 50); do [ -S "$1/munge/socket" ] && break || sleep 0.1; done
  in_background "$1/ctld.log" slurmctld -D -f "$SLURM_CONF"
  in_background "$1/slurmd.out" slurmd -D -f "$SLURM_CONF"
  for _ in $(seq 120); do
    [ "$(sinfo -h -o %T 2>/dev/null)" = idle ] && return 0
    sleep 0.5
  done
  echo "Slurm did not start:"
  cat "$1"/*.log "$1/slurmd.out"
  exit 1
}

wait_for_queue() {
  for _ in $(seq $(($1 * 2))); do
    [ -z "$(squeue -h)" ] && return 0
    sleep 0.5
  done
  echo "tasks are still there after $1 s:"
  squeue
  return 1
}
