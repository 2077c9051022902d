"""Runs the examples of the documents and compares what they print.

An example is a fenced block marked `console`. A line that begins with `$ ` is a command, run by
sh in an empty folder that the commands of one document share; the lines below it are its stdout.
`[...]` alone on a line stands for any lines, inside a line for any text. A command that ends
with `# exit N` has to end with that code, any other with 0. stderr is not compared: it holds
progress and wall time.

usage: run_examples.py OCSSIM DOCUMENT…
"""

import difflib
import os
import re
import subprocess
import sys
import tempfile

TIME_LIMIT_S = 300


def examples(text):
    """Yields (line number, command, expected stdout lines) in the order of the document."""
    inside, current = False, None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            if inside and current:
                yield current
            inside, current = line.strip() == "```console", None
        elif inside and line.startswith("$ "):
            if current:
                yield current
            current = (number, line[2:], [])
        elif inside and current:
            current[2].append(line)


def expected_code(command):
    match = re.search(r"#\s*exit\s+(\d+)\s*$", command)
    return int(match.group(1)) if match else 0


def pattern_of(lines):
    """A regular expression for the whole stdout."""
    parts = []
    for line in lines:
        if line.strip() == "[...]":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*?".join(re.escape(part) for part in line.split("[...]")) + r"\n")
    return "".join(parts)


def problem(command, lines, folder, environment):
    """What is wrong with one example, or None."""
    run = subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False)
    if run.returncode != expected_code(command):
        return f"exit {run.returncode} instead of {expected_code(command)}\n{run.stderr}"
    stdout = run.stdout if run.stdout.endswith("\n") or not run.stdout else run.stdout + "\n"
    if re.fullmatch(pattern_of(lines), stdout):
        return None
    return "\n".join(difflib.unified_diff(
        lines, stdout.splitlines(), "document", "stdout", lineterm=""))


def main():
    tool, documents = os.path.abspath(sys.argv[1]), sys.argv[2:]
    environment = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8")
    environment["PATH"] = os.path.dirname(tool) + os.pathsep + environment["PATH"]
    failures = count = 0
    for document in documents:
        with open(document, encoding="utf-8") as file:
            text = file.read()
        with tempfile.TemporaryDirectory() as folder:
            for number, command, lines in examples(text):
                count += 1
                found = problem(command, lines, folder, environment)
                if found is not None:
                    failures += 1
                    print(f"{document}:{number}: $ {command}\n{found}\n")
    print(f"{count} examples in {len(documents)} documents, {failures} differ")
    # Without a single example nothing would be proven.
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
