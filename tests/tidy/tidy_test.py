#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows that each rule of tidy finds what it forbids, and nothing else."""

import sys

import tidy
from source import Source

# Rule, path, a text that breaks it in its last line, a text that does not.
# The forbidden words are in pieces, so that this file breaks no rule itself.
CASES = [
    ("follow_the_table", "src/telemetry/a.cc",
     '#include "liquid/value.h"', '#include "absl/strings/string_view.h"'),
    ("follow_the_table", "src/liquid/a.cc",
     "#include <boost/asio/post.hpp>", "#include <rapidjson/reader.h>"),
    ("follow_the_table", "src/http/a.cc",
     '#include "delivery/clock.h"', '#include "telemetry/log.h"'),
    ("follow_the_table", "src/http/a.cc",
     "#include <google/protobuf/message.h>", "#include <openssl/ssl.h>"),
    ("follow_the_table", "src/delivery/a.cc",
     '#include "http/http_client.h"', '#include "liquid/value.h"'),
    ("follow_the_table", "src/delivery/a.h",
     "#include <grpcpp/grpcpp.h>", '#include "herald/v1/outcome.pb.h"'),
    ("follow_the_table", "src/delivery/a.h",
     '#include "herald/v1/x_service.grpc.pb.h"', "#include <vector>"),
    ("follow_the_table", "src/providers/http/a.cc",
     '#include "providers/smtp/b.h"', '#include "providers/http/b.h"'),
    ("follow_the_table", "src/providers/http/a.cc",
     '#include "rpc/bridge.h"', '#include "providers/shared.h"'),
    ("follow_the_table", "src/rpc/a.cc",
     '#include "providers/http/b.h"', "#include <grpcpp/grpcpp.h>"),
    ("follow_the_table", "src/rpc/a.cc",
     '#include "app/options.h"', "#include <sys/types.h>"),
    ("follow_the_table", "src/app/a.cc",
     "#include <some/library.h>", '#include "providers/http/b.h"'),
    ("follow_the_table", "src/new/a.cc", "int a;", None),
    ("keep_slow_headers_in_sources", "src/http/a.h",
     "#include <boost/beast/http.hpp>", "#include <boost/asio/awaitable.hpp>"),
    ("keep_slow_headers_in_sources", "src/app/a.h",
     "#include <grpcpp/grpcpp.h>", "#include <string>"),
    ("keep_slow_headers_in_sources", "src/http/b.h",
     "#include <boost/asio/ip/tcp.hpp>", None),
    ("include_utility_before_awaitable", "src/http/a.h",
     "#include <boost/asio/awaitable.hpp>",
     "#include <utility>\n#include <boost/asio/awaitable.hpp>"),
    ("use_quotes_for_our_own", "src/http/a.cc",
     "#include <http/b.h>", '#include "http/b.h"'),
    ("no_braces_or_lambda_in_co_await", "src/http/a.cc",
     "auto a = co_await Send({1, 2});", "auto a = co_await Send(request);"),
    ("no_braces_or_lambda_in_co_await", "src/http/a.cc",
     "auto a = co_await Send(Request{.url = u});",
     "if (co_await Send(std::move(request), list[2])) { Stop(); }"),
    ("no_braces_or_lambda_in_co_await", "src/http/a.cc",
     "co_return co_await co_spawn(ex, [x] { return x; }, t);",
     'co_return Request{co_await Send("{", \'[\')};  // co_await f({})'),
    ("no_braces_or_lambda_in_co_await", "src/http/a.cc",
     "co_await\n    Send(all,\n         [&](int) {});", "co_await Send(all[i][0]);"),
    ("no_coroutine_is_a_capturing_lambda", "src/http/a.cc",
     "auto f = [this](int a) -> awaitable<void> { co_return; };",
     "auto f = [](int a) -> awaitable<void> { co_return; };"),
    ("no_coroutine_is_a_capturing_lambda", "src/http/a.cc",
     "spawn([&] { co_await f(); });", "spawn([&] { return f(); });"),
    ("files_fit_one_subject", "src/http/a.cc", "int a;\n" * 301, "int a;\n" * 300),
    ("functions_fit_a_screen", "src/http/a.cc",
     "int F(int a) {" + "\n  ++a;" * 60 + "\n}",
     "int F(int a) {" + "\n  ++a;" * 50 + "\n}\nint G() {" + "\n  H();" * 50 + "\n}"),
    ("functions_fit_a_screen", "src/http/a.cc",
     "namespace {\nstruct A {\n  A(int a)\n      : b{a} {" + "\n    C();" * 60
     + "\n  }\n};\n}",
     "namespace {\nclass A {\n" + "  int B() { return 1; }\n" * 70 + "};\n}"),
    ("functions_fit_a_screen", "src/http/a.cc",
     "int F() {" + "\n  if (a) {\n}" * 40 + "\n}",
     "int F() {\n  int a[] = {" + "\n    {1}," * 60 + "\n  };\n}"),
    ("headers_explain_their_types", "src/http/a.h",
     "#pragma once\n\nclass A {\n};", "#pragma once\n// An A.\nclass A {\n};\nclass B;"),
    ("headers_explain_their_types", "src/http/a.h",
     "template <class T>\nstruct A : B {", "// An A.\ntemplate <class T>\nstruct A {"),
    ("headers_guard_by_pragma", "src/http/a.h", "int a;", "\n#pragma once\n"),
    ("sources_have_tests", "src/http/a.cc", "int a;", '#include "http/b.h"'),
    ("names_say_what_a_thing_is", "src/http/string_util.h", "", None),
    ("names_say_what_a_thing_is", "src/http/a.h",
     "class SocketManager {", "class Managers, Basement, Database;"),
    ("names_say_what_a_thing_is", "tests/http/a.cc",
     "struct HelperOfPools {", '// class SocketManager\nauto a = "class AnImpl";'),
    ("links_lead_somewhere", "docs/a.md",
     "[b](../src/http/c.h)", "[b](../src/http/b.h#x) [c](../src) [d](https://a.example)"),
    ("marks_name_an_issue", "src/http/a.cc", "// TO" "DO: later", "// TO" "DO(#12): later"),
    ("marks_name_an_issue", "scripts/a", "# FIX" "ME", "# fix me"),
    ("files_state_their_licence", "src/http/a.cc", "int a;",
     "// SPDX-License-Identifier: Apache-2.0"),
    ("files_state_their_licence", "scripts/a", "#!/bin/sh\ntrue",
     "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0"),
    ("nothing_points_at_one_machine", "scripts/a", "cd /wor" "k/main",
     "cd build/wor" "k; curl https://a.example/wor" "k"),
    ("nothing_points_at_one_machine", "a/package-lock.json",
     '"https://registry.' 'npmjs.org/a"', '"version": "1.75.0"'),
    ("proto_packages_are_their_folders", "proto/herald/v1/a.proto",
     "package herald.v2;", 'syntax = "proto3";\n\npackage herald.v1;'),
]


def finds(name, path, text):
    """The lines that the rule of this name finds fault with."""
    rule = next(rule for rule in tidy.RULES if rule.__name__ == name)
    # What the cases include besides themselves, so that it counts as ours.
    others = [
        Source(f"src/{header}", "")
        for header in (
            "app/options.h", "delivery/clock.h", "http/b.h",
            "http/http_client.h", "liquid/value.h", "providers/http/b.h",
            "providers/shared.h", "providers/smtp/b.h", "rpc/bridge.h",
            "telemetry/log.h",
        )
    ]
    others.append(Source("tests/http/b_test.cc", '#include "http/b.h"'))
    others.append(Source("src/delivery/b.cc", '#include "http/b.h"'))
    others = [other for other in others if other.path != path]
    found = list(rule([*others, Source(path, text)]))
    return [finding.line for finding in found if finding.path == path]


def main():
    failures = 0

    def expect(is_met, what):
        nonlocal failures
        failures += not is_met
        print(f"{'ok' if is_met else 'not ok'} - {what}")

    for number, (name, path, bad, good) in enumerate(CASES):
        title = f"{name.replace('_', ' ')} ({number})"
        expect(finds(name, path, bad), f"{title} finds {bad.strip()[-40:]!r}")
        if good is not None:
            expect(not finds(name, path, good), f"{title} lets the rest be")

    expect(
        finds("no_braces_or_lambda_in_co_await", "src/http/a.cc",
              "int a;\n\nco_await f(\n    {1});") == [4],
        "a finding names the line",
    )
    for name in ("follow_the_table", "keep_slow_headers_in_sources"):
        expect(
            not finds(name, "src/precompiled.h", "#include <grpcpp/grpcpp.h>"),
            f"{name} lets the precompiled header be",
        )
    named = {case[0] for case in CASES}
    for rule in tidy.RULES:
        expect(rule.__name__ in named, f"{rule.__name__} is tested")
        expect(rule.__doc__, f"{rule.__name__} gives its reason")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
