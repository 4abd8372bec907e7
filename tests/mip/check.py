#!/usr/bin/env python3
"""Holds the search for the wrong cell against HiGHS, a mixed-integer solver that knows nothing of it.

    pip install highspy
    tests/mip/check.py [--count 3000] [--seed 1] [--keep 400]

Draws corruptions of 1 to 6 cells, has the project's own test answer them, and compares: the least price has to be the same, and every
answer has to make every sum hold. The sums are built here from the ids of the figures, not taken from the project. `--keep` writes
that many cases with their optima to tests/cases/repair/, where a test that needs no Python reads them.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import highspy

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
WORK = ROOT / "target" / "mip"

COLUMNS = ["natural_person", "enterprise", "research", "social", "legal_service", "other_org", "total"]
OUTCOMES = ["upheld", "corrected", "other", "pending", "total"]
GROUPS = ["review", "direct_suit", "suit_after_review"]
ENDS = ["received", "carried_in", "total", "carried_out"]
RESULTS = (
    ["granted", "partly_granted"]
    + ["refused." + key for key in ["state_secret", "prohibited_by_law", "security_stability", "third_party", "internal_affairs",
                                    "deliberative", "enforcement_file", "administrative_query"]]
    + ["unavailable." + key for key in ["not_held", "must_be_created", "still_unclear"]]
    + ["not_processed." + key for key in ["complaint", "repeated", "publication", "excessive", "confirmation"]]
)
OTHER = {"2019": ["other"], "2021": ["other.not_corrected", "other.fee_unpaid", "other.other"]}

# What docs/repair.md says a change costs.
PRINTED, EMPTY, UNKNOWN = 3, 2, 1


def rows(base):
    return RESULTS + OTHER[base["request_rows"]]


def sums(base):
    """Every sum as (left, right), lists of ids."""
    found = []
    for row in ["received", "carried_in", *rows(base), "total", "carried_out"]:
        cells = [f"requests.{row}.{column}" for column in COLUMNS]
        found.append((cells[:-1], cells[-1:]))
    for column in COLUMNS:
        found.append(([f"requests.{row}.{column}" for row in rows(base)], [f"requests.total.{column}"]))
        received, carried_in, total, carried_out = [f"requests.{row}.{column}" for row in ENDS]
        found.append(([received, carried_in], [total, carried_out]))
    for group in GROUPS:
        cells = [f"disputes.{group}.{outcome}" for outcome in OUTCOMES]
        found.append((cells[:-1], cells[-1:]))
    return found


def made_up(rng, number):
    """A report in which every sum holds."""
    edition = rng.choice(["2019", "2021"])
    base = {"id": f"drawn-{number}", "edition": edition, "request_rows": edition, "values": {}}
    values = base["values"]
    share, most = rng.choice([0.05, 0.2, 0.5, 0.9]), rng.choice([3, 12, 90, 2500])

    def figure():
        return rng.randint(1, most) if rng.random() < share else 0

    for column in COLUMNS[:-1]:
        for row in rows(base):
            values[f"requests.{row}.{column}"] = figure()
        total = sum(values[f"requests.{row}.{column}"] for row in rows(base))
        carried_out = figure() // 3
        carried_in = min(figure() // 3, total + carried_out)
        for row, value in zip(ENDS, [total + carried_out - carried_in, carried_in, total, carried_out]):
            values[f"requests.{row}.{column}"] = value
    for row in ["received", "carried_in", *rows(base), "total", "carried_out"]:
        values[f"requests.{row}.total"] = sum(values[f"requests.{row}.{column}"] for column in COLUMNS[:-1])
    for group in GROUPS:
        for outcome in OUTCOMES[:-1]:
            values[f"disputes.{group}.{outcome}"] = figure()
        values[f"disputes.{group}.total"] = sum(values[f"disputes.{group}.{outcome}"] for outcome in OUTCOMES[:-1])
    return base


def mistyped(rng, true):
    """Another figure than this one, by a slip of the hand or by chance."""
    digits = list(str(true))
    kind = rng.randrange(6)
    if kind == 0 and len(digits) > 1:
        at = rng.randrange(len(digits) - 1)
        digits[at], digits[at + 1] = digits[at + 1], digits[at]
    elif kind == 1 and len(digits) > 1:
        del digits[rng.randrange(len(digits))]
    elif kind == 2:
        at = rng.randrange(len(digits))
        digits.insert(at, digits[at])
    elif kind == 3:
        digits[rng.randrange(len(digits))] = str(rng.randrange(10))
    elif kind == 4:
        return max(0, true + rng.choice([-3, -2, -1, 1, 2, 3]))
    else:
        return rng.randint(0, 2 * true + 9)
    return int("".join(digits))


def corrupt(rng, base):
    """A case: up to six cells of tables 3 and 4 with other figures, or none, than they had."""
    values = base["values"]
    cells = sorted(cell for left, right in sums(base) for cell in left + right if isinstance(values.get(cell), int))
    cells = list(dict.fromkeys(cells))
    count = rng.randint(1, 6)
    case = {"of": base["id"], "set": {}, "lost": []}
    kind = rng.randrange(10)
    if kind == 0:
        # Figures of one row, moved by a cell.
        row = rng.choice(["received", "carried_in", *rows(base), "total"])
        line = [f"requests.{row}.{column}" for column in COLUMNS[:-1]]
        first = rng.randrange(5)
        part = line[first:first + count]
        figures = [values.get(cell, 0) for cell in part]
        moved = figures[-1:] + figures[:-1]
        case["set"] = {cell: figure for cell, figure in zip(part, moved) if values.get(cell) != figure}
    elif kind == 1:
        row = rng.choice(rows(base))
        near = [cell for cell in cells if cell.startswith(f"requests.{row}.")]
        for cell in rng.sample(near, min(count, len(near))):
            case["set"][cell] = mistyped(rng, values[cell])
    elif kind == 2:
        column = rng.choice(COLUMNS)
        near = [cell for cell in cells if cell.startswith("requests.") and cell.endswith("." + column)]
        for cell in rng.sample(near, min(count, len(near))):
            case["set"][cell] = mistyped(rng, values[cell])
    else:
        for cell in rng.sample(cells, count):
            case["set"][cell] = mistyped(rng, values[cell])
    if kind == 8:
        # Some of the wrong cells are blank or cannot be read instead.
        for cell in list(case["set"]):
            if rng.random() < 0.6:
                case["set"][cell] = rng.choice([None, "?"])
    if kind == 9:
        for cell in rng.sample(cells, 12):
            if values[cell] == 0:
                case["set"].setdefault(cell, None)
        if rng.random() < 0.5:
            row = rng.choice(rows(base))
            case["lost"] = [f"requests.{row}.{column}" for column in COLUMNS]
    case["set"] = {cell: figure for cell, figure in case["set"].items() if cell not in case["lost"] and values.get(cell, 0) != figure}
    return case


MISSING = object()


def stated(value):
    return isinstance(value, int)


def model(base, case):
    """The cells with figure and price, and the sums that take part."""
    everything = sums(base)
    values = dict(base["values"])
    values.update(case["set"])
    for cell in case["lost"]:
        values[cell] = MISSING
    get = lambda cell: values.get(cell, MISSING)
    empty = lambda cell: get(cell) is None
    not_zero_row = set()
    for row in ["received", "carried_in", *rows(base), "total", "carried_out"]:
        line = [f"requests.{row}.{column}" for column in COLUMNS]
        *addends, total = line
        positive = lambda cell: stated(get(cell)) and get(cell) != 0
        if positive(total) and all(map(empty, addends)) or empty(total) and any(map(positive, addends)):
            not_zero_row.update(line)
    # An empty cell that a sum shows not to be 0 is as good as unknown.
    not_zero = set()
    for left, right in everything:
        cells = left + right
        if any(get(cell) is MISSING or get(cell) == "?" for cell in cells):
            continue
        if not any(stated(get(cell)) and get(cell) != 0 for cell in cells):
            continue
        guessed = [cell for cell in cells if empty(cell) and cell in not_zero_row]
        if not guessed:
            guessed = next((side for side in (left, right) if all(map(empty, side))), [])
        not_zero.update(guessed)
    cells = {}
    for left, right in everything:
        for cell in left + right:
            value = get(cell)
            if stated(value) and value >= 0:
                cells[cell] = (value, PRINTED)
            elif value is None and cell not in not_zero:
                cells[cell] = (0, EMPTY)
            else:
                cells[cell] = (0, UNKNOWN)
    # A sum through unknown cells takes part where others determine all but one of them.
    known = {cell for cell, (_, price) in cells.items() if price != UNKNOWN}
    grew = True
    while grew:
        grew = False
        for left, right in everything:
            open_cells = [cell for cell in left + right if cell not in known]
            if len(open_cells) == 1:
                known.add(open_cells[0])
                grew = True
    used = [(left, right) for left, right in everything if all(cell in known for cell in left + right)]
    return cells, used


def gap_of(cells, left, right):
    return sum(cells[cell][0] for cell in left) - sum(cells[cell][0] for cell in right)


def parts(used):
    """The sums in groups that share no cell."""
    groups = []
    for pair in used:
        cells = set(pair[0] + pair[1])
        touching = [group for group in groups if group[0] & cells]
        groups = [group for group in groups if not group[0] & cells]
        groups.append((cells.union(*(group[0] for group in touching)), [pair] + [pair for group in touching for pair in group[1]]))
    return [group[1] for group in groups]


def optimum(cells, used, below=None):
    """The least price by HiGHS, and how long it took; with `below`, the least under that price, or None where there is none."""
    price, taken = 0, 0.0
    for part in parts(used):
        if all(gap_of(cells, left, right) == 0 for left, right in part):
            continue
        least, seconds = solve(cells, part, None if below is None else below - 1)
        taken += seconds
        if least is None:
            return None, taken
        price += least
    return price, taken


def solve(cells, used, most_price):
    names = [cell for cell in cells if any(cell in left or cell in right for left, right in used)]
    number = {cell: at for at, cell in enumerate(names)}
    # No figure needs to change by more than the sums are off by: whatever one change makes fail, another has to make good.
    most = 2 * sum(abs(gap_of(cells, left, right)) for left, right in used)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_feasibility_tolerance", 1e-9)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)
    infinity = highspy.kHighsInf
    # The change of each cell, then whether it grows, then whether it shrinks.
    count = len(names)
    for cell in names:
        solver.addVar(-min(cells[cell][0], most), most)
    for cell in names:
        solver.addVar(0, 1)
    for cell in names:
        solver.addVar(0, 1 if cells[cell][0] > 0 else 0)
    for at, cell in enumerate(names):
        for variable in (at, count + at, 2 * count + at):
            solver.changeColIntegrality(variable, highspy.HighsVarType.kInteger)
        for variable in (count + at, 2 * count + at):
            solver.changeColCost(variable, cells[cell][1])
        solver.addRow(-infinity, 0, 2, [at, count + at], [1.0, -float(most)])
        solver.addRow(0, infinity, 2, [at, 2 * count + at], [1.0, float(min(cells[cell][0], most))])
        solver.addRow(0, 1, 2, [count + at, 2 * count + at], [1.0, 1.0])
    for left, right in used:
        gap = gap_of(cells, left, right)
        indices = [number[cell] for cell in left + right]
        solver.addRow(-gap, -gap, len(indices), indices, [1.0] * len(left) + [-1.0] * len(right))
        if gap != 0:
            # A sum that does not hold needs a cell that changes.
            changing = [offset + at for at in indices for offset in (count, 2 * count)]
            solver.addRow(1, infinity, len(changing), changing, [1.0] * len(changing))
    if most_price is not None:
        prices = [float(cells[cell][1]) for cell in names]
        solver.addRow(-infinity, most_price, 2 * count, list(range(count, 3 * count)), prices * 2)
    start = time.perf_counter()
    solver.run()
    taken = time.perf_counter() - start
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible and most_price is not None:
        return None, taken
    if status != highspy.HighsModelStatus.kOptimal:
        raise SystemExit(f"HiGHS: {status}")
    return round(solver.getInfo().objective_function_value), taken


def holds(cells, used, parts):
    """Whether every answer of every part, beside the first of the others, makes every sum hold at its price."""
    for at, part in enumerate(parts):
        for answer in part:
            figures = {cell: value for cell, (value, _) in cells.items()}
            for other in parts:
                figures.update(other[0] if other else {})
            for cell in part[0]:
                figures[cell] = cells[cell][0]
            figures.update(answer)
            if any(figure < 0 for figure in figures.values()):
                return False
            if any(sum(figures[cell] for cell in left) != sum(figures[cell] for cell in right) for left, right in used):
                return False
            if any(figure == cells[cell][0] for cell, figure in answer.items()):
                return False
            prices = {sum(cells[cell][1] for cell in answer) for answer in part}
            if len(prices) != 1:
                return False
    return True


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--count", type=int, default=3000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--keep", type=int, default=0)
    words = words.parse_args()
    rng = random.Random(words.seed)
    WORK.mkdir(parents=True, exist_ok=True)
    real = [json.loads(path.read_text()) for path in sorted((CASES / "figures").glob("*.json"))]
    kept = CASES / "repair" / "bases.json"
    if words.keep or not kept.exists():
        kept.write_text("[\n" + ",\n".join(json.dumps(made_up(rng, number)) for number in range(12)) + "\n]\n")
    bases = real + json.loads(kept.read_text())
    by_name = {base["id"]: base for base in bases}
    cases = []
    while len(cases) < words.count:
        case = corrupt(rng, rng.choice(bases))
        if case["set"] or case["lost"]:
            cases.append(case)
    path = WORK / "cases.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in cases))
    run = ["cargo", "test", "--quiet", "--test", "repair", "other_cases_are_answered"]
    subprocess.run(run, cwd=ROOT, check=True, env={**os.environ, "GOUJI_REPAIR_CASES": str(path)})
    answers = [json.loads(line) for line in path.with_suffix(".answers").read_text().splitlines()]
    wrong, missed, given_up, times, lines = 0, 0, 0, [], []
    for number, (case, answer) in enumerate(zip(cases, answers)):
        cells, used = model(by_name[case["of"]], case)
        least, taken = optimum(cells, used)
        times.append(taken)
        case["least"] = least
        lines.append(json.dumps(case))
        if answer["price"] is None:
            given_up += 1
            # A row that was lost beside the wrong cells makes it more than six.
            wrong += len(case["set"]) + len(case["lost"]) <= 6
            print("given up:", json.dumps(case))
        elif not holds(cells, used, answer["parts"]):
            wrong += 1
            print("no answer:", json.dumps(case))
        elif answer["price"] < least and optimum(cells, used, below=answer["price"])[0] is None:
            # An answer that holds is there below what HiGHS took for the least, and HiGHS itself finds none below that.
            missed += 1
            case["least"] = answer["price"]
            lines[-1] = json.dumps(case)
        elif answer["price"] != least:
            wrong += 1
            print("wrong:", answer["price"], "for", json.dumps(case))
        if number % 100 == 99:
            print(f"{number + 1} of {len(cases)}", file=sys.stderr, flush=True)
    if words.keep:
        (CASES / "repair" / "cases.jsonl").write_text("\n".join(lines[:words.keep]) + "\n")
    times.sort()
    print(f"{len(cases)} cases: {wrong} wrong, {given_up} given up, {missed} for which HiGHS first stopped above an answer; HiGHS took {sum(times) / len(times) * 1000:.1f} ms on average, "
          f"{times[len(times) * 99 // 100] * 1000:.1f} ms at p99")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
