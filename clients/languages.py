# SPDX-License-Identifier: Apache-2.0
"""The clients as the tests see them: built and run by what their READMEs tell."""

import re
from dataclasses import dataclass
from functools import cached_property

from toolchain import CLIENTS, ROOT, environment, once, run

# Where a README's commands and a runner go; tests put another address in place.
DEFAULT_ADDRESS = "localhost:50051"


@dataclass(frozen=True)
class Language:
    """One client. Its README has two blocks of shell: how to build, and how to
    run the example and the conformance scenarios."""

    name: str
    fence: str
    example: str

    @property
    def folder(self):
        return CLIENTS / self.name

    @cached_property
    def readme(self):
        return (self.folder / "README.md").read_text(encoding="utf-8")

    def blocks(self, fence):
        return re.findall(rf"^```{fence}\n(.*?)^```$", self.readme, re.M | re.S)

    def build(self):
        """As the README tells, unless nothing has changed since."""
        files = [
            path for top in (self.folder, ROOT / "proto") for path in sorted(top.rglob("*"))
            if path.is_file() and not {"build", "node_modules"} & set(path.relative_to(top).parts)
            and not any(part.endswith(".egg-info") for part in path.parts)
        ]
        build = self.blocks("sh")[0]
        once(self.folder / "build/.built", files, lambda: run(["bash", "-ec", build], cwd=self.folder))

    @property
    def example_command(self):
        return self._command(0)

    @property
    def conformance_command(self):
        return self._command(1)

    def _command(self, index):
        return self.blocks("sh")[1].splitlines()[index]

    def shell(self, command, address, **more):
        """What runs one of the README's commands against a server: arguments for
        subprocess."""
        line = command.replace(DEFAULT_ADDRESS, address)
        return {"args": ["bash", "-c", f"exec {line}"], "cwd": self.folder, "env": environment() | more}


LANGUAGES = [
    Language("python", "python", "send.py"),
    Language("go", "go", "send/main.go"),
    Language("node", "js", "send.mjs"),
    Language("java", "java", "src/examples/java/Send.java"),
]
