# SPDX-License-Identifier: Apache-2.0
"""Latency in an open loop, at a share of what each server can keep up with."""

import statistics

import candidates

SHARE = 0.7

# At once, at most: far more than a server that keeps up has.
_IN_FLIGHT = 2000

# A step of the search: the first calls of a connection are not measured.
_STEP = {"warm_up": "0.2s", "time": "0.7s"}
_FIRST_STEP = 0.4
_FACTOR = 1.12

# What keeping up is.
_LEAST_ACHIEVED = 0.97
_MOST_P99 = 50_000  # Microseconds.


def _keeps_up(server, rate):
    # Something else that ran for a moment does not end the search: two tries.
    for _ in range(2):
        result = candidates.measure(server, _IN_FLIGHT, rate=rate, **_STEP)
        achieved = result["measured"] / result["seconds"]
        if achieved >= _LEAST_ACHIEVED * rate and result["p99"] <= _MOST_P99:
            return True
    return False


def _saturation(server, closed):
    """The highest rate that it keeps up with, searched upwards from a part of
    `closed`, what it does in a closed loop."""
    rate = int(_FIRST_STEP * closed)
    while _keeps_up(server, int(_FACTOR * rate)):
        rate = int(_FACTOR * rate)
    return rate


def measure(started, closed, rounds, seconds):
    """For each server by name: the rate that it was given, and the median of
    its 99th percentiles. `closed` are the rates of closed loops."""
    found = {name: [] for name in started}
    for _ in range((rounds + 1) // 2):
        for name, server in started.items():
            found[name].append(_saturation(server, closed[name]))
    rates = {name: int(SHARE * statistics.median(each)) for name, each in found.items()}
    p99 = {name: [] for name in started}
    # That of a short run hangs on chance: more of them.
    for _ in range(2 * rounds):
        for name, server in started.items():
            p99[name].append(candidates.measure(
                server, _IN_FLIGHT, rate=rates[name], warm_up="0.2s",
                time=f"{seconds + 0.2}s")["p99"])
    return {name: (rates[name], statistics.median(p99[name])) for name in started}
