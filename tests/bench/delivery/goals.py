# SPDX-License-Identifier: Apache-2.0
"""What the deliveries' measurement must show, and whether it does."""

import statistics
from dataclasses import dataclass

import open_loop
from points import AT_64, AT_256, ONE, SLOW, TLS

TITLES = {"herald": "Herald", "go": "Go", "node": "Node", "echo": "bare gRPC"}


@dataclass
class Measured:
    """What was measured beside the points."""

    floor: dict  # What Beast alone made of the upstream, by calls in flight.
    open_loop: dict  # By server: the rate, and the p99 there.
    second_opinion: dict  # By server: what ghz saw.
    growth: list | str  # Of one I/O thread and of two, or why there is none.
    start: tuple  # Seconds until it serves; idle memory.


def time(microseconds):
    if microseconds < 1000:
        return f"{microseconds:.0f} µs"
    return f"{microseconds / 1000:.1f} ms"


def megabytes(count):
    return f"{count / 1e6:.0f} MB"


def _goal(name, measured, allowed, is_met):
    return f"| {name} | {measured} | {allowed}: {'met' if is_met else '**missed**'} |"


def _cpu(point, name):
    return point.median(name, "cpu_microseconds")


def _costs(floor):
    exchange = statistics.median(r["cpu_microseconds"] for r in floor[64])
    bare = _cpu(AT_64, "echo") + exchange
    mine = _cpu(AT_64, "herald")
    yield _goal("CPU at 64 in flight against the floor"
                f" (gRPC {_cpu(AT_64, 'echo'):.0f} µs + Beast {exchange:.0f} µs)",
                f"{mine / bare:.2f} times", "at most 1.35", mine <= 1.35 * bare)
    for name, most in (("go", 0.75), ("node", 0.1)):
        ratio = mine / _cpu(AT_64, name)
        yield _goal(f"CPU at 64 in flight against {TITLES[name]}", f"{ratio:.2f} times",
                    f"at most {most}", ratio <= most)
    ratio = _cpu(TLS, "herald") / _cpu(TLS, "go")
    yield _goal("the same with a TLS upstream, against Go", f"{ratio:.2f} times",
                "at most 0.8", ratio <= 0.8)


def _speed(measured):
    ratio = AT_256.median("herald", "per_second") / AT_256.median("go", "per_second")
    yield _goal("deliveries a second at 256 in flight, against Go", f"{ratio:.2f} times",
                "at least 1.3", ratio >= 1.3)
    direct = statistics.median(r["p50"] for r in measured.floor[1])
    added = {name: ONE.median(name, "p50") - direct for name in ("herald", "go")}
    echo = ONE.median("echo", "p50")
    yield _goal("latency added at 1 in flight (p50, to the upstream's own)",
                f"{time(added['herald'])}; bare gRPC {time(echo)}; Go {time(added['go'])}",
                "at most bare gRPC + 50 µs, below Go's",
                added["herald"] <= echo + 50 and added["herald"] < added["go"])
    (rate, p99), (go_rate, go_p99) = measured.open_loop["herald"], measured.open_loop["go"]
    yield _goal(f"p99 of an open loop at {100 * open_loop.SHARE:.0f} % of its own saturation",
                f"{time(p99)} at {rate:,} a second; Go {time(go_p99)} at {go_rate:,}",
                "below Go's", p99 < go_p99)


def _room(start):
    ratio = _cpu(SLOW, "herald") / _cpu(AT_64, "herald")
    yield _goal("CPU with 10,000 in flight, against 64", f"{ratio:.2f} times", "at most 1.5",
                ratio <= 1.5)
    peak, other = SLOW.median("herald", "peak"), SLOW.median("go", "peak")
    yield _goal("peak memory with 10,000 in flight", f"{megabytes(peak)}; Go {megabytes(other)}",
                "at most 400 MB, below Go's", peak <= 400e6 and peak < other)
    seconds, resident = start
    yield _goal("from exec to serving with 50 providers", f"{1000 * seconds:.0f} ms",
                "at most 100 ms", seconds <= 0.1)
    yield _goal("idle memory with 50 providers", megabytes(resident), "at most 30 MB",
                resident <= 30e6)


def _growth(grown):
    name = "deliveries with 2 I/O threads on 2 cores, against 1 on 1"
    if isinstance(grown, str):
        return f"| {name} | not measured: {grown} | at least 1.7 |"
    one, two = grown
    ratio = two["per_second"] / one["per_second"]
    return _goal(name, f"{ratio:.2f} times; {two['used']:.2f} of the cores' time used and"
                 f" {two['cpu_microseconds']:.0f} µs CPU each, against {one['used']:.2f} and"
                 f" {one['cpu_microseconds']:.0f} µs", "at least 1.7", ratio >= 1.7)


def rows(measured):
    """Of the table of goals."""
    return [*_costs(measured.floor), *_speed(measured), *_room(measured.start),
            _growth(measured.growth)]
