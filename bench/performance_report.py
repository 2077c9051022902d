"""Writes docs/performance.md: benches, peers and scaling on this machine, with ratios.

    performance_report.py BUILD_DIR OUTPUT [--clients-max N] [--brief]

--brief, for a busy machine: one round instead of three, without the longest benches.

Runs bench_* --full, the peers that are installed (cmake/setup.sh bench, then the targets
bench_peer_ns3 and bench_peer_simgrid) and shipped scenarios. Ratios are of runs in this same session; absolute
times are CPU time, the least of the rounds, on whatever else the machine did (its load is printed).
"""
import argparse
import datetime
import math
import os
import platform
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BENCHES = ["event_set_hold", "timer_ring_hold", "mm1", "small_pool", "member_selection",
           "connection_set_up", "keep_alive"]
LONG_BENCHES = ["page_pool", "engine_hold", "replication_overhead"]


def output(command, check=True):
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if check and run.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stderr}")
    return run.stdout + run.stderr


def machine():
    """Kind of machine: what figures depend on, and nothing that names it."""
    model = "unknown"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    memory = "unknown memory"
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = f"{round(int(file.readline().split()[1]) / 2**20)} GiB"
    compiler = output(["c++", "--version"]).splitlines()[0]
    return (f"{os.cpu_count()} logical CPUs, {model}, {memory}, {platform.system()} "
            f"{platform.machine()}, {compiler}")


class Report:
    def __init__(self, build, brief):
        self.build = build
        self.brief = brief
        self.lines = []
        self.outputs = {}

    def add(self, *lines):
        self.lines.extend(lines)

    def bench(self, name, *arguments):
        text = output([os.path.join(self.build, "bench", "bench_" + name), *arguments])
        self.outputs[name] = text
        return text

    def run(self, sets, duration, replications=1, jobs=1, scenario="enterprise-100k"):
        """`ocssim run -v`: events, ns an event, CPU of an hour, memory, wall."""
        command = [os.path.join(self.build, "ocssim"), "run", scenario, "-v", "-o", "-",
                   "--replications", str(replications), "-j", str(jobs), "--duration", duration]
        for one in sets:
            command += ["--set", one]
        text = output(command, check=False)  # its code is a verdict; the numbers are asked for

        def number(pattern):
            found = re.search(pattern, text)
            if not found:
                sys.exit(f"no '{pattern}' in the output of {' '.join(command)}:\n{text}")
            return float(found.group(1))

        return {"events": number(r"events: (\d+)"), "ns": number(r"([\d.]+) ns an event"),
                "hour": number(r"CPU a simulated hour: ([\d.]+)"),
                "mib": number(r"peak memory: ([\d.]+) MiB"),
                "wall": number(r"wall ([\d.]+) s"), "cpu": number(r"CPU ([\d.]+) s,")}


def benches(report):
    report.add("## Benches", "", "Each line carries its own limit, where it has one, and its answer "
               "is checked.", "", "```text")
    for name in BENCHES + ([] if report.brief else LONG_BENCHES):
        report.add(*report.bench(name, "--full").strip().splitlines())
    report.add("```", "")


def hold_of_standard_queue(report):
    """ns of a std::priority_queue hold with 24-byte events at 100,000 pending."""
    text = (report.outputs if report.brief else {}).get("timer_ring_hold")
    text = text or report.bench("timer_ring_hold", "--full")
    found = re.search(r"100000 pending .*?std::priority_queue\s+([\d.]+) ns", text)
    return float(found.group(1))


def scenario(report):
    report.add("## A pool of 100,000 users", "",
               "| run | ns an event | of a hold* | CPU of a simulated hour | events |",
               "| --- | ---: | ---: | ---: | ---: |")
    cases = {"enterprise-100k, 3 min": ([], "3 min"),
             "the same, --fidelity superposed": (["simulation.fidelity=superposed"], "3 min"),
             "the same with 8 GiB: pages are read": (["sql.memory=8 GiB"], "3 min"),
             "all sign in at once, 2 min": (["clients.start=storm"], "2 min")}
    for name, (sets, duration) in cases.items():
        rounds = []
        for _ in range(1 if report.brief else 3):
            hold = hold_of_standard_queue(report)
            run = report.run(sets, duration)
            rounds.append((run["ns"] / hold, run))
        ratio = sorted(one[0] for one in rounds)[len(rounds) // 2]
        best = min((one[1] for one in rounds), key=lambda run: run["ns"])
        report.add(f"| {name} | {best['ns']:.0f} | {ratio:.2f} | {best['hour']:.1f} s | "
                   f"{best['events']:.0f} |")
    report.add("", "*a `std::priority_queue` with 24-byte events and 100,000 pending, in the same "
               "minute; median of the ratios.", "")


def peers(report):
    simpy = ["/usr/bin/python3", os.path.join(HERE, "peers", "simpy_peer.py")]
    ns3 = os.path.join(report.build, "bench", "bench_peer_ns3")
    simgrid = os.path.join(report.build, "bench", "bench_peer_simgrid")
    rows = []

    def peer(what, ours_ns, command):
        if not os.path.exists(command[0]):
            return
        text = output(command, check=False).strip()
        found = re.search(r"^(\S+) ([\d.]+) ([\d.]+)$", text, re.MULTILINE)
        if found:
            rows.append((what, found.group(1), float(found.group(2)), ours_ns, found.group(3)))

    ring = report.outputs["timer_ring_hold"]

    def hold(pending):
        found = re.search(rf"\b{pending} pending\s+([\d.]+) ns/event\s+std::priority_queue\s+"
                          r"([\d.]+) ns", ring)
        return float(found.group(1)), float(found.group(2))

    for pending in (1000, 100000):
        ours, standard = hold(pending)
        rows.append((f"hold, {pending} pending", "std::priority_queue", standard, ours, "same"))
        peer(f"hold, {pending} pending", ours, simpy + ["hold", str(pending), "300000"])
        for scheduler in ("PriorityQueue", "Map", "Heap"):
            peer(f"hold, {pending} pending", ours, [ns3, scheduler, str(pending), "1000000"])
        if pending <= 30000:  # an actor each: more of them reach a limit of the system
            peer(f"hold, {pending} pending", ours, [simgrid, "hold", str(pending), "300000"])
    keep_alive = re.search(r"([\d.]+) ns/event", report.outputs["keep_alive"])
    peer("keep-alive, 100,000 clients", float(keep_alive.group(1)),
         simpy + ["keep_alive", "100000", "600"])
    mm1 = report.bench("mm1", "--customers", "1000000").split()
    rows.append(("M/M/1, a customer", "std::priority_queue loop", float(mm1[4]), float(mm1[1]),
                 mm1[5]))
    peer("M/M/1, a customer", float(mm1[1]), simpy + ["mm1", "100000"])
    peer("M/M/1, a customer", float(mm1[1]), [simgrid, "mm1", "100000"])
    mmc = report.bench("small_pool", "--mmc", "1000000").split()
    peer("M/M/8, a customer", float(mmc[1]), simpy + ["mmc", "100000"])
    pool = report.bench("small_pool", "--requests", "1000000").split()
    peer("small pool, a request", float(pool[1]), simpy + ["pool", "50000"])
    report.add("## Peers", "", "The same model in the same session. CPU ns of a unit; the ratio is "
               "ours over theirs (less is faster).", "",
               "| work | peer | theirs | ours | ratio | its answer |",
               "| --- | --- | ---: | ---: | ---: | ---: |")
    for what, name, theirs, ours, answer in rows:
        report.add(f"| {what} | {name} | {theirs:.1f} | {ours:.1f} | {ours / theirs:.4f} | "
                   f"{answer} |")
    report.add("", "Answers: hold and keep-alive are events over events expected (1); M/M/1 is the "
               "mean time in system (10; long runs differ by some percent); M/M/8 at rho = 0.9 the "
               "same (1.877 in theory); the small pool's mean time in the pool (1.1574 in theory).", "")
    for program in (ns3, simgrid):
        if not os.path.exists(program):
            report.add(f"Not installed or not built: {os.path.basename(program)}.", "")


def scaled(clients):
    """enterprise-100k with as many servers, addresses and as much memory a user."""
    part = clients / 100000
    faster = max(1, part)  # a log writes one commit after the other
    return [f"clients.users={clients}", f"front_ends.count={max(1, round(8 * part))}",
            f"load_balancer.snat.addresses={max(1, -(-clients // 62500))}",
            f"sql.memory={max(2, round(12 * part))} GiB", f"sql.cores={max(1, round(8 * part))}",
            f"sql.disks.data.spindles={max(1, round(8 * part))}",
            f"sql.disks.log.write_time={500 / faster:g} us"]


def slope(report, rows):
    """What the table means for other sizes: least squares over the logarithms, and memory."""
    if len(rows) < 3:
        return
    x = [math.log10(clients) for clients, _ in rows]
    y = [math.log10(run["ns"]) for _, run in rows]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    rise = (sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) /
            sum((a - mean_x) ** 2 for a in x))
    first, last = rows[-2], rows[-1]
    bytes_more = (last[1]["mib"] - first[1]["mib"]) * 2**20 / (last[0] - first[0])
    report.add("", f"An event of ten times as many clients takes {10 ** rise:.2f} times as long "
               "(least squares over the logarithms): what grows is waiting for memory, not work. "
               f"Between {first[0]:,} and {last[0]:,} clients each one more takes "
               f"{bytes_more:.0f} bytes, so a machine holds {2**30 / bytes_more / 1e6:.1f} million "
               "clients a GiB.")


def scaling(report, clients_max):
    report.add("## Scaling", "", "enterprise-100k with 12,500 users a Front End; durations give "
               "a million events and more. Wall time includes the start: every client connects "
               "first. Memory is the process's peak.", "",
               "| clients | simulated | events | wall | CPU | ns an event | of a hold* "
               "| million events/s | MiB | bytes a client |",
               "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    rows = []
    durations = {1000: "60 min", 10000: "10 min", 100000: "1 min", 1000000: "20 s",
                 10000000: "3 s"}
    for clients, duration in durations.items():
        if clients > clients_max:
            continue
        hold = hold_of_standard_queue(report)
        run = min((report.run(scaled(clients), duration) for _ in range(1 if report.brief else 2)),
                  key=lambda one: one["ns"])
        rows.append((clients, run))
        report.add(f"| {clients:,} | {duration} | {run['events']:.0f} | {run['wall']:.1f} s | "
                   f"{run['cpu']:.1f} s | {run['ns']:.0f} | {run['ns'] / hold:.2f} | "
                   f"{1e3 / run['ns']:.1f} | "
                   f"{run['mib']:.0f} | {run['mib'] * 2**20 / clients:.0f} |")
    slope(report, rows)
    report.add("", "*a `std::priority_queue` with 24-byte events and 100,000 pending, just before.",
               "")


def threads(report):
    """Wall time of one thread over that of two, alternated; the median of three rounds."""
    report.add("## Threads", "", "Wall time of the same replications; the ratio is the median of "
               "alternated rounds.", "",
               "| scenario | replications | one thread | two threads | ratio | CPU |",
               "| --- | ---: | ---: | ---: | ---: | ---: |")
    for scenario, duration, replications in (("enterprise-100k", "2 min", 4),
                                             ("mmc-knee", "240 min", 16)):
        rounds = []
        for _ in range(1 if report.brief else 3):
            one, two = (report.run([], duration, replications, jobs, scenario) for jobs in (1, 2))
            rounds.append((one["wall"] / two["wall"], one, two))
        ratio, one, two = sorted(rounds, key=lambda entry: entry[0])[len(rounds) // 2]
        report.add(f"| {scenario}, {duration} | {replications} | {one['wall']:.2f} s | "
                   f"{two['wall']:.2f} s | {ratio:.2f} | {one['cpu']:.2f} and {two['cpu']:.2f} s |")
    report.add("", "Replications share nothing, so a machine with more cores runs as many more, as "
               "long as its memory and last-level cache hold a model a core.", "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("output")
    parser.add_argument("--clients-max", type=int, default=10000000)
    parser.add_argument("--brief", action="store_true")
    options = parser.parse_args()
    report = Report(options.build, options.brief)
    load = os.getloadavg()[0]
    report.add("# Performance", "", "Generated by `bench/performance_report.py`; not edited by "
               "hand. What is measured and why stands on top of each file of `bench/`.", "",
               f"{datetime.date.today().isoformat()}; {machine()}; load average {load:.1f} at the "
               "begin. With a load above 1 other work had a share of caches and cores: read the "
               "ratios.", "")
    benches(report)
    scenario(report)
    peers(report)
    scaling(report, options.clients_max)
    threads(report)
    with open(options.output, "w", encoding="utf-8") as file:
        file.write("\n".join(report.lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
