#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The scenario file is one that every runner understands, and covers what the
contract promises."""

import json
import re
import unittest
from pathlib import Path

import mutations

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = json.loads((ROOT / "clients/conformance/scenarios.json").read_text(encoding="utf-8"))["scenarios"]
CALLS = [call for scenario in SCENARIOS for call in scenario["calls"]]
MEMBERS = {
    "method", "request", "fill", "metadata", "timeout_ms", "cancel_after_ms", "at_once", "look_at", "expect",
}


def enum_values(file, name):
    text = (ROOT / "proto/herald/v1" / file).read_text(encoding="utf-8")
    body = re.search(rf"^enum {name} {{(.*?)^}}", text, re.M | re.S)[1]
    return set(re.findall(r"^  (\w+) = [1-9]", body, re.M))


class ScenarioFile(unittest.TestCase):
    """Reads the file without any server."""

    def test_names_are_unique(self):
        names = [scenario["name"] for scenario in SCENARIOS]
        self.assertEqual(len(names), len(set(names)))

    def test_calls_have_known_members(self):
        for call in CALLS:
            self.assertLessEqual(set(call), MEMBERS)
            self.assertGreaterEqual(set(call), {"request", "expect"})

    def test_expectations_tell_what_is_looked_at(self):
        for call in CALLS:
            for line in call["expect"].split("; "):
                if "OK" in line.split(" ")[:3]:
                    told = [path for path in call.get("look_at", []) if f" {path}=" in line]
                    self.assertEqual(told, call.get("look_at", []), line)

    def test_nothing_can_break_a_row_of_the_table(self):
        for scenario in SCENARIOS:
            for text in (scenario["name"], *(call["expect"] for call in scenario["calls"])):
                self.assertNotRegex(text, r"[|\n]")

    def test_every_outcome_and_scope_is_expected(self):
        text = " ".join(call["expect"] for call in CALLS)
        for value in enum_values("outcome.proto", "Outcome") | enum_values("outcome.proto", "Scope"):
            self.assertRegex(text, rf"\b{value}\b")

    def test_every_error_of_the_contract_is_expected(self):
        contract = (ROOT / "proto/herald/v1/notification_service.proto").read_text(encoding="utf-8")
        promised = set(re.findall(r"^  // - ([A-Z_]+):", contract, re.M))
        self.assertGreater(len(promised), 4)
        text = " ".join(call["expect"] for call in CALLS)
        for code in promised | {"DEADLINE_EXCEEDED", "CANCELLED"}:
            self.assertRegex(text, rf"\b{code}\b")

    def test_every_method_of_the_services_is_called(self):
        services = "".join((ROOT / "proto/herald/v1" / name).read_text(encoding="utf-8")
                           for name in ("notification_service.proto", "sandbox_service.proto"))
        methods = set(re.findall(r"^  rpc (\w+)", services, re.M))
        self.assertEqual({call.get("method", "DeliverNotification") for call in CALLS}, methods)

    def test_every_expectation_can_be_made_wrong(self):
        for call in CALLS:
            self.assertEqual(len(mutations.places(call["expect"])) >= 1 + len(call.get("look_at", [])), True, call)


if __name__ == "__main__":
    unittest.main()
