# SPDX-License-Identifier: Apache-2.0
"""Says of each test whether it passed, in the words that scripts/test counts."""

import subprocess
import sys
import threading
import traceback


class Checks:
    """Collects what failed; several threads may report to it."""

    def __init__(self):
        self.failed = False
        self._lock = threading.Lock()

    def check(self, name, passed, why=""):
        with self._lock:
            print(f"{'ok' if passed else 'not ok'} - {name}", flush=True)
            if not passed:
                self.failed = True
                print("  " + str(why).strip().replace("\n", "\n  "), flush=True)
        return passed

    def attempt(self, name, work, *arguments):
        """Passes unless `work` raises; gives what it returns."""
        try:
            result = work(*arguments)
        except Exception:  # Whatever went wrong, the next check can still tell more.
            self.check(name, False, traceback.format_exc())
            return None
        self.check(name, True)
        return result

    def command(self, name, **process):
        """Passes if the command ends with 0."""
        ended = subprocess.run(
            **process, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, timeout=300, check=False,
        )
        return self.check(name, ended.returncode == 0, f"{ended.returncode}: {ended.stdout}")

    def end(self):
        sys.exit(1 if self.failed else 0)
