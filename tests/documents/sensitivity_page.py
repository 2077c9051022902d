"""Writes docs/sensitivity.md: which unmeasured default moves which headline answer.

    sensitivity_page.py OCSSIM OUTPUT [--only NAME] [--jobs N] [--check]

--check writes nothing: the answers that are asked must stand in OUTPUT, figure by figure.

Each answer is one `ocssim sensitivity` of a shipped scenario, one input at a time over its range
(a placeholder without one: half to one and a half times), all designs under common random numbers.
Short windows and few replications: the whole page takes some minutes of CPU.
"""
import argparse
import json
import math
import os
import subprocess
import sys
import tempfile



def scaled(users):
    """A pool of so many users on servers that are as much slower, with as many fewer ports."""
    clock = f"{23300 * users} Hz"
    return ["--set", f"clients.users={users}", "--set", f"front_ends.clock={clock}",
            "--set", f"sql.clock={clock}", "--set", "front_ends.count=8",
            "--set", f"load_balancer.snat.ports_per_address={users * 65000 // 100000}"]


def percent(value):
    return f"{100 * value:.3g} %"


def carried_users(utilization):
    return f"{100000 * 0.8 / utilization:,.0f} users" if utilization > 0 else "–"


def addresses(share, built_in):
    return f"{math.ceil(share * built_in)} ({share * built_in:.2f})"


RINGS = """{ "$schema": "ocssim-scenario-1.json", "schema_version": "1.0", "name": "rings", "profile": "ocs2007r2",
  "system": "adapters",
  "simulation": { "duration": "3 min", "warmup": "none", "replications": 8 },
  "av": { "packets": { "window": "1 s", "every": "1 s", "load": { "rate": "240 Mbps" } } },
  "objectives": ["nic.rx.loss <= 0.1 %"] }
"""

# What a figure means for the reader: the answer that it is turned into.
ANSWERS = [
    {
        "name": "capacity",
        "title": "How many users do eight Front Ends carry?",
        "why": "`enterprise-100k`, a tenth of the users on processors ten times slower, for half a minute. By "
               "proportion 0.8 / utilization times 100,000 users, as long as nothing else fills first; the "
               "verdict is that of all objectives at 100,000 users. Asked of `clients` and `front_ends`, "
               "which make the load of a Front End.",
        "command": ["enterprise-100k", *scaled(10000), "--inputs", "clients,front_ends",
                    "--of", "front_end.cpu.utilization.mean", "--duration", "30 s", "--replications",
                    "4"],
        "figure": carried_users,
    },
    {
        "name": "addresses",
        "title": "How many SNAT addresses after a silent loss of the pool?",
        "why": "`snat-sizing`, case *per_ip pool lost*, on a fiftieth of the users and ports, with six "
               "addresses built in so that demand shows: ports in use at the peak, as whole addresses and as "
               "they are. The verdict is whether six are enough.",
        "command": ["snat-sizing", "--case", "per_ip pool lost", *scaled(2000),
                    "--set", "load_balancer.snat.addresses=6", "--of", "snat.port_utilization.max",
                    "--replications", "3"],
        "figure": lambda share: addresses(share, 6),
    },
    {
        "name": "sql-memory",
        "title": "Do 75,000 users stay in 8 GiB of memory?",
        "why": "`sql-tiers`, case *8 GiB, 64-bit* (published class: near 76,000 users; this model: 84,300). "
               "The verdict is a hit ratio of 99.9 %. Inputs outside `sql` and `clients` have no part in it.",
        "command": ["sql-tiers", "--case", "8 GiB, 64-bit", "--set", "clients.users=75000", "--duration",
                    "10 s", "--inputs", "sql,clients", "--of", "sql.hit_ratio.mean", "--replications", "3"],
        "figure": percent,
    },
    {
        "name": "rings-256",
        "title": "What does a ring of 256 descriptors lose at 240 Mbps?",
        "why": "One adapter as `nic-rings` has it, but with the stalls of the profile, which nobody has "
               "measured. The verdict is a loss of at most 0.1 % of received packets. Inputs outside `av` "
               "have no part in it.",
        "file": ("rings.json", RINGS),
        "command": ["rings.json", "--inputs", "av", "--of", "nic.rx.loss.mean"],
        "figure": percent,
    },
    {
        "name": "rings-768",
        "title": "And one of 768?",
        "why": "The same with three times the descriptors.",
        "file": ("rings.json", RINGS),
        "command": ["rings.json", "--set", "av.nic.rx_descriptors=x3", "--inputs", "av", "--of",
                    "nic.rx.loss.mean"],
        "figure": percent,
    },
    {
        "name": "returning",
        "title": "How much more than its share does a returning Front End take?",
        "why": "`returning-front-end` with a hundredth of the users: the highest share of new connections "
               "in a minute, over the fair one. The verdict is that of its own objectives: 855 s until "
               "it has caught up, at least 7.7 times its share. In so small a pool it takes 918 s, so the "
               "first of them is missed from the start; with 1.5 endpoints a user the two SNAT addresses "
               "are full before the server comes back.",
        "command": ["returning-front-end", *scaled(1000), "--set", "clients.users=1125",
                    "--of", "lb.returning_peak_share", "--replications", "2"],
        "figure": lambda share: f"{share:.2f} times",
    },
    {
        "name": "cloud-nat-ports",
        "title": "How many pushes are refused at Cloud NAT with 128 ports a server?",
        "why": "`today/ports` with a quota of 128: connections refused in 30 min. Values of the profile "
               "`gcp-cloud-nat` that were not read again. The verdict is that none is.",
        "command": ["today/ports", "--set", "egress.quota=128", "--inputs", "egress", "--of",
                    "egress.refused.total", "--replications", "3"],
        "figure": lambda total: f"{total:,.0f} connections",
    },
    {
        "name": "everybody-returns",
        "title": "How long does it take until everybody is back?",
        "why": "`today/everybody-returns`: 20,000 WebSocket clients return to two servers of one core behind "
               "HAProxy, 2,000 connects a second let in. The verdict is its own: 99 % in time, the slowest "
               "percent within 60 s.",
        "command": ["today/everybody-returns", "--set", "front_ends.cores=1", "--inputs",
                    "clients.reconnect,clients.connect_timeout,clients.syn_retransmissions,load_balancer,"
                    "front_ends.clock,front_ends.tls_megacycles,"
                    "front_ends.certificate_key_bits,front_ends.messages.register_leg",
                    "--of", "sign_in.time.p99", "--replications", "2"],
        "figure": lambda time: f"{time:.1f} s",
    },
]

ROWS = 15


def ask(tool, answer, jobs):
    command = [os.path.abspath(tool), "sensitivity", *answer["command"], "--format", "json", "--progress", "none",
               "-j", str(jobs)]
    with tempfile.TemporaryDirectory() as folder:
        if "file" in answer:
            name, text = answer["file"]
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {run.returncode}:\n{run.stderr}")
    return json.loads(run.stdout)


def shell(words):
    return " ".join(w if all(c.isalnum() or c in "-_.,=/[]" for c in w) else f"'{w}'" for w in words)


def number(value):
    return "–" if value is None else f"{value:.4g}"


def end_text(end, figure):
    if not end["valid"]:
        return f"{end['value']}: no such scenario"
    value = end["figure"]["value"]
    if value is None:
        return f"{end['value']}: withheld"
    return f"{end['value']}: {figure(value)}"


def difference_text(end):
    if not end["valid"]:
        return "–"
    if not end["moved"]:
        return "0"
    difference = end["difference"]
    if difference["value"] is None:
        return "withheld"
    width = difference["half_width"]
    return f"{difference['value']:+.3g}" + (f" ± {width:.2g}" if width is not None else "")


def is_significant(end):
    if not end["valid"] or not end["moved"] or end["difference"]["value"] is None:
        return False
    width = end["difference"]["half_width"] or 0.0
    return abs(end["difference"]["value"]) > width


def escaped(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def section(answer, result):
    of = result["of"]
    inputs = result["inputs"]
    moving = [row for row in inputs if is_significant(row["low"]) or is_significant(row["high"])]
    crossing = [row for row in inputs if row["crosses"]]
    still = [row for row in inputs if not row["low"]["moved"] and not row["high"]["moved"]]
    named = crossing + [row for row in moving if row not in crossing]
    named.sort(key=lambda row: -row["swing"])
    shown = [row for i, row in enumerate(named) if i < ROWS or row["crosses"]]
    base = of["value"]
    width = of["half_width"]
    out = [f"## {answer['title']}", "", answer["why"], "",
           f"As it stands: **{answer['figure'](base)}** ({of['metric']} {of['statistic']} {number(base)}"
           + (f" ± {width:.2g}" if width is not None else "") +
           f", {result['replications']} replications), verdict {result['verdict'].replace('_', ' ')}. "
           f"Of {len(inputs)} uncertain inputs {len(still)} move nothing at all, {len(moving)} move it "
           f"beyond their interval, and {len(crossing)} turn the verdict somewhere in their range"
           + (": " + ", ".join(f"`{row['path']}`" for row in crossing) if crossing else "") + ".", "",
           "| input | as it stands | at its low end | at its high end | difference low, high "
           "| turns the verdict | source |",
           "| --- | ---: | --- | --- | --- | --- | --- |"]
    for row in shown:
        turns = "no"
        if row["crosses"]:
            turns = "**yes**: " + " / ".join(
                (row[end]["verdict"] or "–").replace("_", " ") for end in ("low", "high"))
        out.append(f"| `{row['path']}` | {row['value']} | {end_text(row['low'], answer['figure'])} | "
                   f"{end_text(row['high'], answer['figure'])} | {difference_text(row['low'])}, "
                   f"{difference_text(row['high'])} | {turns} | {escaped(row['source'])} |")
    if len(named) > len(shown):
        out += ["", f"{len(named) - len(shown)} more move it by less."]
    out += ["", "```", "ocssim sensitivity " + shell(answer["command"]), "```", ""]
    if "file" in answer:
        out += [f"`{answer['file'][0]}`:", "", "```", answer["file"][1].rstrip(), "```", ""]
    return "\n".join(out)


HEAD = """# Sensitivity: which unknown matters

<!-- Written by tests/documents/sensitivity_page.py (target sensitivity_report); do not edit. -->

A default that nobody has measured is a *placeholder*; a quoted one may have a range. Here every one of them that a scenario uses is moved to both ends of its range (without a range: half to one and a half
times), one at a time, under common random numbers; differences from the base are paired and have 95 % intervals. A verdict that turns is an answer that leans on that input: measure it first
(`ocssim calibrate`, [calibrate](calibrate.md)). Inputs together: `--method morris`.
"""


def summary(results):
    rows = ["| answer | as it stands | inputs | move it | turn the verdict |", "| --- | --- | ---: | ---: | --- |"]
    for answer, result in results:
        inputs = result["inputs"]
        moving = sum(is_significant(r["low"]) or is_significant(r["high"]) for r in inputs)
        crossing = [f"`{r['path']}`" for r in inputs if r["crosses"]]
        rows.append(f"| {answer['title']} | {answer['figure'](result['of']['value'])} | {len(inputs)} | "
                    f"{moving} | {', '.join(crossing) or 'none'} |")
    return "\n".join(rows) + "\n"


def check(page, results):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    stale = 0
    for answer, result in results:
        for line in section(answer, result).rstrip().splitlines():
            if line not in text:
                print(f"{page} lacks, of {answer['name']}: {line}")
                stale = 1
    return stale


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ocssim")
    parser.add_argument("output")
    parser.add_argument("--only")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    results = []
    for answer in ANSWERS:
        if options.only not in (None, answer["name"]):
            continue
        results.append((answer, ask(options.ocssim, answer, options.jobs)))
    if options.check:
        return check(options.output, results)
    page = HEAD + "\n" + summary(results) + "\n" + "\n".join(section(a, r) for a, r in results)
    with open(options.output, "w", encoding="utf-8") as file:
        file.write(page.rstrip("\n") + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
