#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the tree for what no formatter can see.

    tests/tidy/tidy.py [TOP]

Prints a line for each rule, `ok` or `not ok`, and below it every place that
breaks the rule, with the rule's reason. The exit status is 1 if there is one.
"""

import sys
from pathlib import Path

import coroutines
import includes
import shape
import source
import words

RULES = includes.RULES + coroutines.RULES + shape.RULES + words.RULES


def check(tree):
    """The findings of each rule."""
    return {rule: list(rule(tree)) for rule in RULES}


def main():
    here = Path(__file__).resolve().parent
    top = Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent.parent
    results = check(source.read_tree(top))
    for rule, findings in results.items():
        name = rule.__name__.replace("_", " ")
        print(f"{'not ok' if findings else 'ok'} - {name}")
        for finding in findings:
            print(f"  {finding.path}:{finding.line}: {finding.what}")
        if findings:
            print(f"  Why: {rule.__doc__}")
    return 1 if any(results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
