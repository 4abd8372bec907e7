#!/usr/bin/env python3
"""Times the search for the wrong cell: native, as WebAssembly in Node.js, and HiGHS on the same cases in the same run.

    pip install highspy
    cargo pack
    benches/repair/run.py [--count 1000] [--solved 40] [--seed 2]

The module is timed through `recheck`, from JavaScript values to JavaScript values, as the page calls it. HiGHS gets one thread and only some of
the cases, because it takes so long; it looks for one answer, the search for all of them.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "mip"))
import check  # noqa: E402

WORK = ROOT / "target" / "mip"


def at(times, share):
    return sorted(times)[(len(times) - 1) * share // 100]


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--count", type=int, default=1000, help="cases of up to 4 wrong cells, and half as many of 6")
    words.add_argument("--solved", type=int, default=40, help="of each, how many HiGHS gets")
    words.add_argument("--seed", type=int, default=2)
    words = words.parse_args()
    rng = random.Random(words.seed)
    WORK.mkdir(parents=True, exist_ok=True)
    files = [*sorted((check.CASES / "figures").glob("*.json")), check.CASES / "repair" / "bases.json"]
    bases = [json.loads(path.read_text()) for path in files]
    bases = [base for entry in bases for base in (entry if isinstance(entry, list) else [entry])]
    # A report that has a mistake already would have one more than was drawn.
    bases = [base for base in bases if check.model(base, {"set": {}, "lost": []}) and all(
        check.gap_of(*pair) == 0 for pair in [(cells, left, right) for cells, used in [check.model(base, {"set": {}, "lost": []})] for left, right in used])]
    by_name = {base["id"]: base for base in bases}
    classes = {"up to 4": [], "6": []}
    while len(classes["up to 4"]) < words.count or len(classes["6"]) < words.count // 2:
        case = check.corrupt(rng, rng.choice(bases))
        figures = case["set"].values()
        if case["lost"] or not figures or not all(isinstance(figure, int) for figure in figures):
            continue
        group, most = ("6", words.count // 2) if len(figures) == 6 else ("up to 4", words.count)
        if len(figures) != 5 and len(classes[group]) < most:
            classes[group].append(case)
    cases = classes["up to 4"] + classes["6"]
    path, times = WORK / "timed.jsonl", WORK / "timed.ns"
    path.write_text("".join(json.dumps(case) + "\n" for case in cases))
    run = ["cargo", "bench", "--quiet", "--bench", "repair"]
    subprocess.run(run, cwd=ROOT, check=True, env={**os.environ, "GOUJI_REPAIR_CASES": str(path), "GOUJI_REPAIR_TIMES": str(times)})
    native = [int(line) / 1e6 for line in times.read_text().split()]
    node = subprocess.run(["node", str(ROOT / "benches" / "repair" / "time.mjs"), str(path), *map(str, files)], check=True, capture_output=True)
    module = json.loads(node.stdout)
    print(f"a report without a fault in the module: {module['clean']:.3f} ms")
    start = 0
    for name, drawn in classes.items():
        part = slice(start, start + len(drawn))
        start += len(drawn)
        ours = native[part]
        print(f"{name} wrong cells, {len(drawn)} cases: native p50 {at(ours, 50):.4f} ms, p99 {at(ours, 99):.3f} ms, most {max(ours):.3f} ms; "
              f"module p50 {at(module['times'][part], 50):.3f} ms, p99 {at(module['times'][part], 99):.3f} ms, most {max(module['times'][part]):.3f} ms")
        solved = [check.optimum(*check.model(by_name[case["of"]], case))[1] * 1e3 for case in drawn[:words.solved]]
        same = ours[:words.solved]
        print(f"    HiGHS on {len(solved)} of them: {sum(solved):.0f} ms in all, ours {sum(same):.2f} ms: {sum(solved) / sum(same):.0f} times as long; "
              f"case by case {at([theirs / mine for theirs, mine in zip(solved, same)], 50):.0f} times at the median")


if __name__ == "__main__":
    sys.exit(main())
