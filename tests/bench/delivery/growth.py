# SPDX-License-Identifier: Apache-2.0
"""What a second I/O thread on a second core is worth.

Load and upstream need cores too, and Herald must be what limits. So they and
Herald run by turns, never at once: while one side is stopped, the other has
all cores. What counts is deliveries for the time in which Herald could run. A
quota of CPU time would not do: threads that waited for each other would use
theirs up one after another, and seem to grow.
"""

import contextlib
import json
import os
import signal
import statistics
import subprocess
import time
from pathlib import Path

import candidates
import servers

# Herald's turn must end before it has worked off what the others' brought, and
# theirs last until they have nothing more to do.
_TURN = 0.01
_TURN_OF_OTHERS = 0.03
_IN_FLIGHT = 2000
_CONNECTIONS = 16  # So that hardly ever a thread stays without.


class CallsFailed(Exception):
    """Not all were delivered, so that nothing can be told."""


def _signal(processes, which):
    for process in processes:
        with contextlib.suppress(ProcessLookupError):  # The load has ended.
            os.kill(process, which)


def _workers(process):
    """The processes that another one started."""
    return [int(child) for child in
            Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _take_turns(load, measured, others):
    """Until the load ends; returns for how long the measured could run."""
    ran = 0.0
    try:
        while load.poll() is None:
            _signal(others, signal.SIGSTOP)
            began = time.monotonic()
            _signal(measured, signal.SIGCONT)
            time.sleep(_TURN)
            _signal(measured, signal.SIGSTOP)
            ran += time.monotonic() - began
            _signal(others, signal.SIGCONT)
            time.sleep(_TURN_OF_OTHERS)
    finally:
        _signal([*measured, *others], signal.SIGCONT)
    return ran


def _put_first(process):
    """Its session before whatever else runs on the machine, where that can be."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{process}/autogroup").write_text("-20")


def _start(folder, url, cores):
    """A Herald with a thread for each of these cores, and on no other."""
    threads = len(cores)
    server = candidates.start_herald(
        folder, f"herald-{threads}", url, f", io_threads: {threads}",
        ["setsid", "taskset", "-c", ",".join(map(str, cores))])
    _put_first(server.process.pid)
    return server


def _run(measured, cores, upstream, seconds):
    command = [servers.BUILT / "herald_load", f"--target=127.0.0.1:{measured.port}",
               f"--request={servers.REQUEST}", f"--in_flight={_IN_FLIGHT}",
               f"--threads={_CONNECTIONS}", "--numbered", f"--time={seconds}s"]
    cpu = measured.cpu_seconds()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as load:
        ran = _take_turns(load, [measured.process.pid],
                          [load.pid, *_workers(upstream.process.pid)])
        result = json.loads(load.stdout.read())
    cpu = measured.cpu_seconds() - cpu
    if result["outcomes"] != {"DELIVERED": result["calls"]}:
        raise CallsFailed(result["outcomes"])
    return {"per_second": result["calls"] / ran, "used": cpu / (cores * ran),
            "cpu_microseconds": 1e6 * cpu / result["calls"]}


def measure(folder, upstream, url, rounds, seconds):
    """With one I/O thread on one core, and with two on two: deliveries a
    second, the share of its cores' time that Herald used, and CPU time for a
    delivery, medians of the rounds; or why it could not be measured."""
    cores = sorted(os.sched_getaffinity(0))[:2]
    if len(cores) < 2:
        return "fewer than two cores"
    measured = []
    results = [], []
    try:
        for count in (1, 2):
            measured.append(_start(folder, url, cores[:count]))
            # Connects all, which does not count.
            _run(measured[-1], count, upstream, seconds)
        for _ in range(rounds):
            for count, server in enumerate(measured, 1):
                results[count - 1].append(_run(server, count, upstream, seconds))
    except CallsFailed as failed:
        return f"not all calls were delivered, but {failed}"
    finally:
        for server in measured:
            server.stop()
    return [{figure: statistics.median(each[figure] for each in all_of_it)
             for figure in all_of_it[0]} for all_of_it in results]
