# SPDX-License-Identifier: Apache-2.0
"""The tree as the rules see it: files, and C++ without its texts and comments."""

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__"}

# What has to disappear from C++ before its structure can be read. A digit
# before a quote is a separator as in 100'000, not the start of a character.
_OPAQUE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"'
    r"|\"(?:\\.|[^\"\\\n])*\"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'",
    re.DOTALL,
)


@dataclass(frozen=True)
class Finding:
    """A place that breaks a rule."""

    path: str
    line: int
    what: str


@dataclass
class Source:
    """One text file of the tree, named relative to its top."""

    path: str
    text: str

    @property
    def name(self):
        return self.path.rsplit("/", 1)[-1]

    @property
    def is_cpp(self):
        return self.path.endswith((".cc", ".h"))

    @cached_property
    def lines(self):
        return self.text.split("\n")

    @cached_property
    def code(self):
        """C++ of the same length and lines, with texts and comments blanked."""
        return _OPAQUE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), self.text)

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def finding(self, line, what):
        return Finding(self.path, line, what)


def read_tree(top):
    """All text files below `top` that belong to the project, by path."""
    sources = []
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
        for name in sorted(names):
            path = Path(folder, name)
            try:
                text = path.read_text(encoding="utf-8")
            except (UnicodeDecodeError, OSError):
                continue
            sources.append(Source(path.relative_to(top).as_posix(), text))
    return sources
