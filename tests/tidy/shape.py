# SPDX-License-Identifier: Apache-2.0
"""Lengths, comments and tests: what keeps a file readable on its own."""

import re

from includes import closure, includes_of

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 60

_CODE_FILE = re.compile(r"\.(cc|h|py|sh)$|^scripts/[^.]*$|^\.ci/")
_TYPE = re.compile(r"^(?:class|struct|enum class) (\w+)[^;]*?\{", re.M)
_HEAD = re.compile(r"^(namespace\b|extern\b|(class|struct|enum|union)\b)")

# Sources that no unit test reaches, each with the reason.
UNTESTED = {
    "src/app/main.cc": "tests/end_to_end runs the program itself",
}


def files_fit_one_subject(tree):
    """A file past 300 lines has a second subject in it: split it."""
    for source in tree:
        if _CODE_FILE.search(source.path):
            count = source.text.count("\n")
            if count > MAX_FILE_LINES:
                yield source.finding(MAX_FILE_LINES, f"{count} lines")


def _functions(code):
    """The offsets of the head and the end of each function with a body."""
    stack, head = [], 0
    for match in re.finditer(r"[{};]", code):
        letter, offset = match[0], match.start()
        if letter == "{":
            text = re.sub(r"^[ \t]*#.*$", "", code[head:offset], flags=re.M)
            text = re.sub(r"^(\s|template\s*<[^;{]*>\s)*", "", text)
            is_scope = bool(_HEAD.match(text)) and not text.endswith(")")
            inside = bool(stack) and not stack[-1][0]
            stack.append((is_scope, None if is_scope or inside else head))
        elif letter == "}" and stack:
            is_scope, start = stack.pop()
            if start is not None and "(" in code[start:offset]:
                yield start, offset
        if not stack or stack[-1][0]:
            head = offset + 1


def _table_lines(code):
    """How many lines are rows of tables, which are values and not code."""
    lines = 0
    for match in re.finditer(r"(\]|\bk\w+) = \{", code):
        depth = 1
        for offset in range(match.end(), len(code)):
            depth += {"{": 1, "}": -1}.get(code[offset], 0)
            if depth == 0:
                lines += code.count("\n", match.end(), offset)
                break
    return lines


def functions_fit_a_screen(tree):
    """A function past 60 lines cannot be seen at once: name its parts."""
    for source in tree:
        if not source.is_cpp:
            continue
        code = source.code
        for start, end in _functions(code):
            first = source.line_at(
                start + len(code[start:]) - len(code[start:].lstrip())
            )
            count = source.line_at(end) - first + 1
            count -= _table_lines(code[start:end])
            if count > MAX_FUNCTION_LINES:
                yield source.finding(first, f"a function of {count} lines")


def _has_comment_above(source, line):
    above = line - 2
    while above >= 0 and re.match(r"template|\[\[", source.lines[above]):
        above -= 1
    return above >= 0 and source.lines[above].startswith("//")


def headers_explain_their_types(tree):
    """The comment says what a type is for, who owns it, which thread."""
    for source in tree:
        if not re.match(r"(src|tests/fakes)/.*\.h$", source.path):
            continue
        for match in _TYPE.finditer(source.code):
            line = source.line_at(match.start())
            if not _has_comment_above(source, line):
                yield source.finding(line, f"{match[1]} has no comment")


def headers_guard_by_pragma(tree):
    """#pragma once needs no name to keep in step with the path."""
    for source in tree:
        if source.path.endswith(".h") and "\n#pragma once\n" not in source.text:
            yield source.finding(1, "no #pragma once")


def _parts(sources):
    """The sources of each header: its own, and such as have no header of their
    own and include it."""
    parts = {}
    for path, source in sources.items():
        own = path[:-2] + "h"
        if path.endswith(".cc") and own in sources:
            parts.setdefault(own, []).append(path)
        elif path.endswith(".cc"):
            for _, _, header in includes_of(source):
                parts.setdefault(f"src/{header}", []).append(path)
    return parts


def sources_have_tests(tree):
    """What no test of its folder can reach breaks unseen."""
    ours = [s for s in tree if re.match(r"src/\w+/", s.path)]
    for folder in sorted({s.path.split("/")[1] for s in ours}):
        inside = {s.path: s for s in ours if s.path.split("/")[1] == folder}
        tests = f"tests/{folder}/"
        tested = [
            f"src/{header}" for s in tree if s.path.startswith(tests)
            for _, _, header in includes_of(s)
        ]
        reached = closure(tested, inside, _parts(inside))
        for path, source in inside.items():
            if path.endswith(".cc") and path not in {*reached, *UNTESTED}:
                yield source.finding(1, f"no test in {tests} reaches it")


RULES = [
    files_fit_one_subject,
    functions_fit_a_screen,
    headers_explain_their_types,
    headers_guard_by_pragma,
    sources_have_tests,
]
