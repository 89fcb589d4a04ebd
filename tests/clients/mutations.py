# SPDX-License-Identifier: Apache-2.0
"""Scenarios that are wrong in one place each."""

import copy
import re

# A number of calls, a code, or the value of a path; values may hold blanks.
_PLACE = re.compile(r"(?:^|(?<=; ))\d+(?= x )|(?:^|(?<= x ))[A-Z_]+(?= |;|$)|(?<==)\S+")


def places(expectation):
    """Where an expectation can be wrong."""
    return [match.span() for match in _PLACE.finditer(expectation)]


def _expectations(scenario):
    return [(call, span) for call in scenario["calls"] for span in places(call["expect"])]


def rounds(scenarios):
    """Yields lists of scenarios, and the names of those that are wrong: in the Nth
    list each scenario is wrong in its Nth place, if it has so many. All lists
    together have every scenario wrong in every place."""
    for index in range(max(len(_expectations(scenario)) for scenario in scenarios)):
        wrong = copy.deepcopy(scenarios)
        names = set()
        for scenario in wrong:
            expectations = _expectations(scenario)
            if index < len(expectations):
                call, (begin, end) = expectations[index]
                text = call["expect"]
                call["expect"] = f"{text[:begin]}not-{text[begin:end]}{text[end:]}"
                names.add(scenario["name"])
        yield wrong, names
