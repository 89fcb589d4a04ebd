# SPDX-License-Identifier: Apache-2.0
"""A Herald of one's own, on a free port."""

import contextlib
import json
import subprocess
import threading

from toolchain import CLIENTS, ROOT

PROGRAM = ROOT / "build" / "release" / "herald"
CONFIGURATION = CLIENTS / "conformance" / "herald.yaml"


@contextlib.contextmanager
def herald(program=PROGRAM, configuration=CONFIGURATION):
    """Serves until the end of the context; gives the address."""
    command = [program, "serve", "--config", configuration, "--listen", "127.0.0.1:0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        yield _address(process)
    finally:
        process.terminate()
        process.wait()


def _address(process):
    told = []
    for line in process.stderr:
        told.append(line)
        if '"event":"serving"' in line:
            # The rest of the log has to go somewhere, or herald waits.
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return json.loads(line)["address"]
    raise RuntimeError("herald does not serve: " + "".join(told))
