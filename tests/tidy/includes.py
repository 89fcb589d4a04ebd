# SPDX-License-Identifier: Apache-2.0
"""Who may include whom: docs/architecture.md has the table in words."""

import re

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)

# Folders below src, and the folders and libraries that each may use. What
# lies directly in src/providers is shared by all kinds of provider.
_PROVIDER = {
    "providers", "delivery", "http", "liquid", "telemetry", "proto",
    "absl", "asio", "protobuf", "openssl", "icu",
}
MAY_USE = {
    "telemetry": {"absl", "prometheus", "rapidjson"},
    "liquid": {
        "absl", "proto", "protobuf", "rapidjson", "expat", "openssl",
        "phonenumbers",
    },
    "http": {"telemetry", "absl", "asio", "beast", "nghttp2", "openssl"},
    "delivery": {
        "liquid", "telemetry", "proto", "absl", "asio", "openssl", "protobuf",
        "phonenumbers",
    },
    "providers": _PROVIDER,
    "rpc": {
        "delivery", "telemetry", "proto", "grpc", "absl", "asio", "protobuf",
    },
    "catalogue": set(),
    "app": {
        "rpc", "catalogue", "providers", "delivery", "http", "liquid", "telemetry",
        "proto", "grpc", "absl", "asio", "openssl", "protobuf", "yaml",
    },
}

# g++ 12 has no <format>; fmt is its stand-in.
FOR_ALL = ("the system", "fmt")

# The first pattern that fits a header's path names its library.
_LIBRARIES = [
    ("grpc", r"grpc(pp|\+\+)?/|.*\.grpc\.pb\.h$"),
    ("proto", r"herald/v1/.*\.pb\.h$"),
    ("beast", r"boost/(beast|asio/ssl)\b"),
    ("asio", r"boost/(asio|system)\b"),
    ("absl", r"absl/"),
    ("nghttp2", r"nghttp2/"),
    ("openssl", r"openssl/"),
    ("protobuf", r"google/"),
    ("phonenumbers", r"phonenumbers/"),
    ("icu", r"unicode/"),
    ("prometheus", r"prometheus/"),
    ("rapidjson", r"rapidjson/"),
    ("yaml", r"yaml-cpp/"),
    ("expat", r"expat\.h$"),
    ("fmt", r"fmt/"),
    ("the system", r"[a-z0-9_]+(\.h)?$|(sys|netinet|arpa|net|sanitizer)/[a-z_]+\.h$"),
]

SLOW = ("grpc", "asio", "beast", "nghttp2", "openssl", "rapidjson")

# Folders whose inner headers may name the types of their own slow library.
INNER = ("http", "rpc")

# Protocols of their own over the streams of http, which need its inner headers.
PROTOCOLS = ("providers/remote", "providers/smtp")

# Headers of slow libraries that are light enough to stand in our headers.
_LIGHT = re.compile(
    r"boost/asio/(awaitable|any_io_executor|executor_work_guard|io_context"
    r"|steady_timer)\.hpp$"
)

# What lies directly in src, the precompiled header, is the build's own.
_IN_FOLDER = re.compile(r"src/\w+/")


def _library(header):
    for name, pattern in _LIBRARIES:
        if re.match(pattern, header):
            return name
    return f"<{header}>"


def _folder(path):
    """src/providers/http/x.h is in providers/http, src/app/x.h in app."""
    parts = path.split("/")[:-1]
    return "/".join(parts[:2] if parts[0] == "providers" else parts[:1])


def includes_of(source):
    for match in _INCLUDE.finditer(source.text):
        yield source.line_at(match.start()), match[1] == '"', match[2]


def follow_the_table(tree):
    """Arrows between folders point one way, so that each can be read alone."""
    ours = {s.path[4:] for s in tree if s.path.startswith("src/")}
    for source in tree:
        if not source.is_cpp or not _IN_FOLDER.match(source.path):
            continue
        home = _folder(source.path[4:])
        allowed = MAY_USE.get(home, MAY_USE.get(home.split("/")[0]))
        if allowed is None:
            yield source.finding(1, f"folder src/{home} is not in the table")
            continue
        for line, _, header in includes_of(source):
            target = _folder(header) if header in ours else _library(header)
            kind = target.split("/")[0]
            is_other_kind = (
                home != "app" and "/" in target and target != home
            )
            if target in (home, *FOR_ALL) or (
                kind in allowed and not is_other_kind
            ):
                continue
            yield source.finding(line, f"{home} must not use {target}")


def closure(paths, sources, parts=None):
    """These files, all of ours that they include, and the parts of each: the
    sources that hold what a header declares."""
    seen, waiting = set(), list(paths)
    while waiting:
        path = waiting.pop()
        if path not in seen and path in sources:
            seen.add(path)
            waiting += [f"src/{h}" for _, _, h in includes_of(sources[path])]
            waiting += (parts or {}).get(path, [])
    return seen


def keep_slow_headers_in_sources(tree):
    """Beast, Asio and gRPC cost seconds in each file that sees them."""
    sources = {s.path: s for s in tree if s.is_cpp}
    ours = {path: s for path, s in sources.items() if _IN_FOLDER.match(path)}
    for source in ours.values():
        if not source.path.endswith(".h"):
            continue
        home = _folder(source.path[4:])
        inside = (home, "app", *(PROTOCOLS if home == "http" else ()))
        others = [p for p in ours if _folder(p[4:]) not in inside]
        is_seen = source.path in closure(others, ours)
        for line, _, header in includes_of(source):
            library = _library(header)
            if library not in SLOW or _LIGHT.match(header):
                continue
            if is_seen or library == "beast" or home not in INNER:
                yield source.finding(line, f"{header} belongs in a .cc")


def include_utility_before_awaitable(tree):
    """Boost 1.74's awaitable.hpp uses std::exchange without its header."""
    for source in tree:
        if not source.is_cpp:
            continue
        seen = False
        for line, _, header in includes_of(source):
            seen = seen or header == "utility"
            if header == "boost/asio/awaitable.hpp" and not seen:
                yield source.finding(line, "<utility> has to come before it")


def use_quotes_for_our_own(tree):
    """The punctuation of an include shows the boundary of the project."""
    ours = {s.path[4:] for s in tree if s.path.startswith("src/")}
    for source in tree:
        if not source.is_cpp:
            continue
        for line, is_quoted, header in includes_of(source):
            if header in ours and not is_quoted:
                yield source.finding(line, f'write "{header}"')


RULES = [
    follow_the_table,
    keep_slow_headers_in_sources,
    include_utility_before_awaitable,
    use_quotes_for_our_own,
]
