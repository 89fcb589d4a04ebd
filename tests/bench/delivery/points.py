# SPDX-License-Identifier: Apache-2.0
"""The closed loops: how many calls in flight are put on which servers."""

import statistics
from dataclasses import dataclass, field


@dataclass
class Point:
    """One kind of load, and what each server made of it, by round."""

    name: str
    upstream: str
    in_flight: int
    servers: tuple
    warm_up: float = 0.3  # Seconds.
    least: float = 0  # Seconds to measure: several of the upstream's delays.
    results: dict = field(default_factory=dict)

    def median(self, server, figure):
        return statistics.median(r[figure] for r in self.results[server])

    def spread(self, server, figure):
        values = [r[figure] for r in self.results[server]]
        return min(values), max(values)


_ALL = ("herald", "go", "node")
_TWO = ("herald", "go")

ONE = Point("1 in flight", "plain", 1, (*_ALL, "echo"))
AT_64 = Point("64 in flight", "plain", 64, (*_ALL, "echo"))
AT_256 = Point("256 in flight", "plain", 256, _ALL)
TLS = Point("64 in flight, TLS", "tls", 64, _ALL)
SLOW = Point("10,000 in flight, 1 s", "1 s", 10000, _TWO, warm_up=2, least=4)
POINTS = [
    ONE,
    Point("16 in flight", "plain", 16, _ALL),
    AT_64,
    AT_256,
    Point("1,024 in flight", "plain", 1024, _ALL),
    TLS,
    Point("256 in flight, 50 ms", "50 ms", 256, _TWO),
    SLOW,
]
