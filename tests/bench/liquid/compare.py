#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures template engines side by side.

    tests/bench/liquid/compare.py PROGRAM FOLDER

PROGRAM is liquid_bench, FOLDER holds what npm has installed in its folder peers.

Each engine is one process for the whole run, so that it is warm, and keeps its
parsed templates. First all have to print the same, byte for byte; then they
take turns in several rounds, one at a time. What counts is CPU time: it holds
on a machine that does other things too.
"""

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import report  # noqa: E402
import table  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "9"))
SECONDS = float(os.environ.get("SECONDS_EACH", "0.5"))
WARM_UP_SECONDS = 1.0
HERE = Path(__file__).resolve().parent


class Engine:
    """One engine's process, which answers each command with a line."""

    def __init__(self, name, command, folder=None):
        self.name = name
        self.process = subprocess.Popen(
            command, cwd=folder, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )

    def ask(self, *words):
        print(*words, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().strip()
        if not answer:
            sys.exit(f"{self.name} ended at: {' '.join(map(str, words))}")
        return answer.split(" ")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


@dataclass
class Case:
    """A template with its data, and who renders it."""

    name: str
    title: str
    escape: str
    # Goals: how many times the CPU time of Herald a peer takes at least.
    goals: dict = field(default_factory=dict)
    # The most microseconds that Herald may take.
    limit: float | None = None
    # The name whose template, data and output it shares.
    source: str = ""
    only_herald: bool = False
    output_bytes: int = 0
    allocations: int = 0
    # By engine, the microseconds of each round.
    times: dict = field(default_factory=dict)

    def median(self, engine):
        return statistics.median(self.times[engine])


CASES = [
    Case("otp", "one-line message", "none",
         {"liquidjs": 10, "Ruby": 30}, limit=1.5),
    Case("message", "the same, from a protobuf message", "none",
         limit=1.5, source="otp", only_herald=True),
    Case("email", "html email, escaped", "html", {"liquidjs": 10, "Ruby": 30}),
    Case("large", "large table", "none", {"liquidjs": 5, "Ruby": 5}),
]


def write_large_data(path):
    """Items enough for an output of a megabyte."""
    tags = ["new", "sale", "garden", "kitchen", "blue", "wood"]
    items = [
        {
            "sku": f"sku-{number * 7919 % 100000:05}",
            "name": f"item number {number} with a name {'long ' * (number % 4)}",
            "tags": [tags[(number + i * 5) % 6] for i in range(number % 4)],
            "price_cents": 199 + number * 37 % 9000,
            "quantity": 1 + number % 12,
            "stock": number * 31 % 40,
        }
        for number in range(7800)
    ]
    path.write_text(json.dumps({"items": items}), encoding="utf-8")


def start(program, folder):
    return [
        Engine("Herald", [program]),
        Engine("liquidjs", ["node", HERE / "liquidjs.mjs"], folder / "peers"),
        Engine("Ruby", ["ruby", HERE / "reference.rb"]),
    ]


def engines_of(case, engines):
    return engines[:1] if case.only_herald else engines


def load(case, engines, folder):
    source = case.source or case.name
    data = HERE / f"{source}.json"
    if not data.exists():
        data = folder / f"{source}.json"
        write_large_data(data)
    outputs = []
    for engine in engines_of(case, engines):
        engine.ask("load", case.name, HERE / f"{source}.liquid", data, case.escape)
        output = folder / f"{source}.{engine.name}.out"
        engine.ask("write", case.name, output)
        outputs.append(output.read_bytes())
    case.output_bytes = len(outputs[0])
    if any(output != outputs[0] for output in outputs):
        sys.exit(f"the outputs of {case.name} differ; compare {folder}/{source}.*.out")


def measure(case, engine, seconds):
    renders, microseconds, *allocations = engine.ask("measure", case.name, seconds)
    if allocations:
        case.allocations = int(allocations[0])
    return int(microseconds) / int(renders)


def main():
    program, folder = (Path(word).resolve() for word in sys.argv[1:3])
    engines = start(program, folder)
    for case in CASES:
        load(case, engines, folder)
        for engine in engines_of(case, engines):
            measure(case, engine, WARM_UP_SECONDS)
    load_before = os.getloadavg()[0]
    for number in range(ROUNDS):
        print(f"round {number + 1} of {ROUNDS}", flush=True)
        for case in CASES:
            for engine in engines_of(case, engines):
                time = measure(case, engine, SECONDS)
                case.times.setdefault(engine.name, []).append(time)
    for engine in engines:
        engine.close()
    text = table.section(CASES, ROUNDS, SECONDS, load_before)
    report.put("liquid", text)
    print(text)


if __name__ == "__main__":
    main()
