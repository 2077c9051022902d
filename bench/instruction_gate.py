"""The performance regression gate: instructions an event, counted by callgrind, not timed.

    instruction_gate.py --bench BENCH_SCENARIO_END_TO_END --baseline FILE --compiler NAME [--update]

Runs each case for a short and a long duration; the difference, divided by the difference of events,
is free of start-up and repeats exactly. Fails when a case needs more than 3 % more than the stored
number of this compiler version; says so, without failing, when one needs 3 % less (store it then:
--update). Ends with 77 (skipped) without valgrind or without a baseline for this compiler.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

BAND = 0.03
CASES = {
    "keep-alives, polls and messages": ["enterprise-100k", "30 s", "90 s", "clients.users=10000"],
    "sign-in storm": ["enterprise-100k", "20 s", "60 s", "clients.users=5000",
                      "clients.start=storm"],
    "stations": ["mmc-knee", "10 s", "40 s", "simulation.warmup=none"],
}


def count(bench, folder, arguments):
    """Instructions of the event loop and events of one run."""
    out = os.path.join(folder, "callgrind.out")
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
         "--toggle-collect=ocssim::Simulation::run_until*", bench] + arguments,
        capture_output=True, text=True, check=False)
    events = re.search(r"(\d+) events", run.stdout)
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if not events or not collected:
        sys.exit(f"no count from {' '.join(arguments)}:\n{run.stdout}{run.stderr}")
    return int(collected.group(1)), int(events.group(1))


def measure(bench, folder, case):
    name, short, long_, *sets = case
    first = count(bench, folder, [name, short] + sets)
    second = count(bench, folder, [name, long_] + sets)
    return (second[0] - first[0]) / (second[1] - first[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True)
    parser.add_argument("--baseline", required=True)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not installed")
        return 77
    with open(options.baseline, encoding="utf-8") as file:
        baselines = json.load(file)
    stored = baselines.get(options.compiler)
    if stored is None and not options.update:
        print(f"skipped: no baseline for {options.compiler}; --update stores one")
        return 77
    measured, failed = {}, False
    with tempfile.TemporaryDirectory() as folder:
        for name, case in CASES.items():
            measured[name] = round(measure(options.bench, folder, case), 1)
            before = (stored or {}).get(name)
            line = f"{name}: {measured[name]:.1f} instructions an event"
            if before:
                change = measured[name] / before - 1.0
                line += f", stored {before:.1f} ({100 * change:+.1f} %)"
                if change > BAND:
                    failed = True
                    line += f": MORE THAN {100 * BAND:.0f} % ABOVE"
                elif change < -BAND:
                    line += ": store it (--update)"
            print(line)
    if options.update:
        baselines[options.compiler] = measured
        with open(options.baseline, "w", encoding="utf-8") as file:
            json.dump(baselines, file, indent=2, sort_keys=True)
            file.write("\n")
        return 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
