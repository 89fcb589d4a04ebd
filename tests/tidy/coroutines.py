# SPDX-License-Identifier: Apache-2.0
"""What g++ 12 miscompiles, and how coroutines stay alive."""

import re

_CLOSING = {"(": ")", "[": "]", "{": "}"}


def _operand_end(code, start):
    """Where the expression that begins at `start` ends."""
    open_brackets = []
    for offset in range(start, len(code)):
        letter = code[offset]
        if letter in _CLOSING:
            open_brackets.append(_CLOSING[letter])
        elif open_brackets and letter == open_brackets[-1]:
            open_brackets.pop()
        elif not open_brackets and letter in ");,}]":
            return offset
    return len(code)


def _is_lambda(code, offset):
    """Whether the [ here opens a lambda rather than an index or attribute."""
    before = code[:offset].rstrip()
    if code.startswith("[[", offset) or before.endswith("["):
        return False
    return not re.search(r"[\w)\]]$", before) or before.endswith("return")


def no_braces_or_lambda_in_co_await(tree):
    """g++ 12 frees them twice: name the argument on the line before."""
    for source in tree:
        if not source.is_cpp or "co_await" not in source.text:
            continue
        code = source.code
        for match in re.finditer(r"\bco_await\b", code):
            end = _operand_end(code, match.end())
            for offset in range(match.end(), end):
                if code[offset] == "{":
                    what = "braces inside a co_await expression"
                elif code[offset] == "[" and _is_lambda(code, offset):
                    what = "a lambda inside a co_await expression"
                else:
                    continue
                yield source.finding(source.line_at(offset), what)
                break


def no_coroutine_is_a_capturing_lambda(tree):
    """Its captures die with the lambda, while the coroutine lives on."""
    capture = re.compile(
        r"\[[^\]\[]+\]\s*(\([^()]*\))?\s*(mutable\s*)?(noexcept\s*)?"
        r"(->\s*[\w:<>, ]+?\s*)?\{"
    )
    for source in tree:
        if not source.is_cpp or "co_" not in source.text:
            continue
        code = source.code
        for match in capture.finditer(code):
            if not _is_lambda(code, match.start()):
                continue
            body = code[match.end() : _operand_end(code, match.end())]
            if re.search(r"\bco_(await|return|yield)\b", body):
                yield source.finding(
                    source.line_at(match.start()),
                    "a capturing lambda that is a coroutine",
                )


RULES = [no_braces_or_lambda_in_co_await, no_coroutine_is_a_capturing_lambda]
