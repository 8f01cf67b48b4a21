"""Time sqlgen against ``alembic upgrade --sql`` on generated histories, in turn, as whole processes.

Prints for each case the median CPU time (user and system, of the process and its children), the ratio,
and the peak memory; verifies first that both write the same statements.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.generate import generate

PYTHON = sys.executable


def timed(command: list[str], folder: Path) -> tuple[float, int, str]:
    """Return CPU seconds, peak memory in KiB, and stdout of one run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.PIPE, env=environment
        )
        assert process.stderr is not None
        errors = process.stderr.read()
        process.stderr.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{errors.decode()}")
        output.seek(0)
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, output.read().decode()


def statements(text: str) -> list[str]:
    """Return the statements of a script with white space folded, comments and the guard left out."""
    text = re.sub(r"DO \$guard\$.*?\$guard\$;", "", text, flags=re.DOTALL)
    text = re.sub(r"DO \$version\$\s+BEGIN\s(.*?;).*?\$version\$;", r"\1", text, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    found = []
    for part in "\n".join(lines).split(";"):
        folded = " ".join(part.split()).replace("( ", "(").replace(" )", ")")
        folded = re.sub(r" RETURNING \S+$", "", folded).replace("IF NOT EXISTS ", "")
        if folded:
            found.append(folded)
    return found


def compare(name: str, folder: Path, ours: list[str], theirs: list[str], runs: int, *, same: bool) -> None:
    """Time two commands in turn and print one row."""
    figures: dict[str, list[tuple[float, int]]] = {"ours": [], "theirs": []}
    texts = {}
    for number in range(runs + 1):
        for key, command in (("ours", ours), ("theirs", theirs)):
            cpu, memory, text = timed(command, folder)
            texts[key] = text
            if number:  # the first run warms the caches of both
                figures[key].append((cpu, memory))
    verdict = ""
    if same:
        left, right = statements(texts["ours"]), statements(texts["theirs"])
        verdict = f"{len(left)} equal statements" if left == right else "STATEMENTS DIFFER"
        if left != right:
            pairs = enumerate(zip(left, right, strict=False))
            at = next((i for i, pair in pairs if pair[0] != pair[1]), min(len(left), len(right)))
            print(left[at : at + 1], right[at : at + 1], sep="\n")
    cpu = {key: statistics.median(c for c, _ in rows) for key, rows in figures.items()}
    memory = {key: max(m for _, m in rows) / 1024 for key, rows in figures.items()}
    print(
        f"{name:<34} sqlgen {cpu['ours']:7.2f} s {memory['ours']:6.0f} MiB   "
        f"other {cpu['theirs']:7.2f} s {memory['theirs']:6.0f} MiB   "
        f"other/sqlgen {cpu['theirs'] / cpu['ours']:6.2f}   {verdict}",
        flush=True,
    )


def main() -> None:
    """Run the cases named on the command line, else all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--branchy", action="store_true", help="only the branchy histories")
    arguments = parser.parse_args()
    sqlgen = [PYTHON, "-m", "sqlgen"]
    alembic = [PYTHON, "-m", "alembic"]
    load = [PYTHON, "-c", "import sqlalchemy"]
    with tempfile.TemporaryDirectory() as temporary:
        for size in map(int, arguments.sizes.split(",")):
            for branchy in (True,) if arguments.branchy else (False, True):
                folder = Path(temporary) / f"{size}-{branchy}"
                generate(folder, size, branchy=branchy)
                kind = f"{size} {'branchy' if branchy else 'linear'}"
                runs = arguments.runs if size < 10_000 else max(1, arguments.runs - 2)
                up = ["upgrade", "base:heads"]
                theirs = [*alembic, *up, "--sql"]
                compare(f"{kind}: base:heads", folder, [*sqlgen, *up], theirs, runs, same=True)
                last = f"{size - 1:012x}:{size:012x}"
                step = [*sqlgen, "upgrade", last]
                theirs = [*alembic, "upgrade", last, "--sql"]
                compare(f"{kind}: last revision", folder, step, theirs, runs, same=True)
                compare(f"{kind}: last / import sqlalchemy", folder, step, load, runs, same=False)
                compare(f"{kind}: heads", folder, [*sqlgen, "heads"], [*alembic, "heads"], runs, same=False)
    print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
