# SPDX-License-Identifier: Apache-2.0
"""Names, marks and first lines."""

import re
from os.path import normpath
from pathlib import Path

_BANNED = "Interface Impl Base Manager Helper Util Utils Common Data Info".split()
_BANNED_PART = re.compile(rf"(?:{'|'.join(_BANNED)})(?![a-z])")
_TYPE = re.compile(r"\b(?:class|struct|enum|using|concept) (?:class )?(\w+)")
_BANNED_FILE = re.compile(
    rf"(?:^|[_-])(?:{'|'.join(_BANNED).lower()})(?=[_.-]|$)"
)

# Written with brackets, so that this file does not break its own rule.
_MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(?:wor[k]|hom[e]|roo[t]|User[s])/\w")
_REGISTRY = re.compile(
    r"registry[.]npmjs|registry[.]yarnpkg|proxy[.]golang|sum[.]golang"
    r"|deb[.]debian|crates[.]io/|pypi[.]org|pythonhoste[d]"
)
_MARK = re.compile(r"\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b(?!\(#\d+\))")

_SPDX = "SPDX-License-Identifier: Apache-2.0"
_NEEDS_SPDX = re.compile(
    r"(\.(cc|h|proto|py|sh|ya?ml|cmake)|CMakeLists\.txt)$|^(scripts|\.ci)/[^.]*$"
)


def names_say_what_a_thing_is(tree):
    """Manager, Util, Impl and the like name nothing: find the noun."""
    for source in tree:
        code_folder = re.match(r"(src|tests|clients|scripts)/", source.path)
        if code_folder and _BANNED_FILE.search(source.name):
            yield source.finding(1, f"the file's name {source.name}")
        if not source.is_cpp:
            continue
        for match in _TYPE.finditer(source.code):
            if _BANNED_PART.search(match[1]):
                yield source.finding(
                    source.line_at(match.start()), f"the name {match[1]}"
                )


def marks_name_an_issue(tree):
    """What is left to do belongs in an issue, or is done now."""
    for source in tree:
        if source.path.endswith((".json", ".md")):
            continue
        for number, line in enumerate(source.lines, 1):
            match = _MARK.search(line)
            if match:
                yield source.finding(number, f"{match[0]} without (#issue)")


def files_state_their_licence(tree):
    """One SPDX line at the head, instead of thirteen."""
    for source in tree:
        head = source.lines[1 if source.text.startswith("#!") else 0 :][:1]
        if _NEEDS_SPDX.search(source.path) and not any(_SPDX in h for h in head):
            yield source.finding(1, f"the first line is not '{_SPDX}'")


def nothing_points_at_one_machine(tree):
    """A path or a package registry of one machine breaks all others."""
    for source in tree:
        for number, line in enumerate(source.lines, 1):
            for pattern in (_MACHINE_PATH, _REGISTRY):
                match = pattern.search(line)
                if match:
                    yield source.finding(number, match[0])


def proto_packages_are_their_folders(tree):
    """Generated code of every language is found by the package's name."""
    for source in tree:
        folder = re.match(r"proto/(.*)/[^/]*\.proto$", source.path)
        if not folder:
            continue
        package = re.search(r"^package (.*);$", source.text, re.M)
        if not package or package[1] != folder[1].replace("/", "."):
            line = source.line_at(package.start()) if package else 1
            yield source.finding(line, f"not the folder {folder[1]}")


def links_lead_somewhere(tree):
    """A page that points at nothing sends its reader away."""
    paths = {source.path for source in tree}
    paths |= {str(parent) for path in paths for parent in Path(path).parents}
    for source in tree:
        if not source.path.endswith(".md"):
            continue
        for match in re.finditer(r"\]\(([^)#:]+)(?:#[^)]*)?\)", source.text):
            target = normpath(Path(source.path).parent / match[1])
            if target not in paths:
                line = source.line_at(match.start())
                yield source.finding(line, f"no file {target}")


RULES = [
    links_lead_somewhere,
    names_say_what_a_thing_is,
    marks_name_an_issue,
    files_state_their_licence,
    nothing_points_at_one_machine,
    proto_packages_are_their_folders,
]
