# SPDX-License-Identifier: Apache-2.0
"""Installs what the clients are generated with, exactly as their lock files
name it, and keeps every cache below build/."""

import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = ROOT / "clients"
GO = ROOT / "build" / "go"
VENV = CLIENTS / "python" / "build" / "venv"
NODE = CLIENTS / "node"

# protoc itself comes with grpcio-tools of python/requirements.txt, the plugin for
# TypeScript with node/package-lock.json.
GO_PLUGINS = {
    "protoc-gen-go": "google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.12",
    "protoc-gen-go-grpc": "google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.2",
}

# Maven 3.8 waits half an hour for a repository's answer, and does not ask again.
MAVEN_PATIENCE = [
    "-Dmaven.wagon.rto=10000",
    "-Dmaven.wagon.http.retryHandler.class=default",
    "-Dmaven.wagon.http.retryHandler.count=5",
    "-Dmaven.wagon.http.retryHandler.requestSentEnabled=true",
    "-Dmaven.wagon.http.retryHandler.nonRetryableClasses=java.net.UnknownHostException",
]


class Failed(Exception):
    """A command that failed, with all that it printed."""


def environment():
    config = os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config"))
    return {
        **os.environ,
        "GOBIN": str(GO / "bin"),
        "GOPATH": str(GO),
        "GOCACHE": str(GO / "cache"),
        "GOFLAGS": "-modcacherw",
        "GOTOOLCHAIN": "local",
        "GOENV": os.environ.get("GOENV", f"{config}/go/env"),
        "XDG_CONFIG_HOME": str(GO / "config"),
        "MAVEN_OPTS": " ".join([f"-Dmaven.repo.local={ROOT / 'build' / 'maven'}", *MAVEN_PATIENCE]),
        "npm_config_cache": str(ROOT / "build" / "npm"),
        "PIP_CACHE_DIR": str(ROOT / "build" / "pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(command, cwd=ROOT):
    result = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )
    if result.returncode:
        words = " ".join(str(word) for word in command)
        raise Failed(f"{result.stdout}\nended with {result.returncode}: {words}")
    return result.stdout


def once(stamp, files, work):
    """Does the work unless `stamp` tells that it was done for the same files."""
    texts = [f"{file}\n".encode() + file.read_bytes() for file in files]
    wanted = hashlib.sha256(b"\0".join(texts)).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        work()
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(wanted)


def _install_python():
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV])
    run([VENV / "bin/pip", "install", "--quiet", "-r", CLIENTS / "python/requirements.txt"])


def _install_go_plugins():
    for package in GO_PLUGINS.values():
        run(["go", "install", package])


def _install_node():
    run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=NODE)


def install_generators():
    steps = [
        (VENV / ".generators", [CLIENTS / "python/requirements.txt"], _install_python),
        (GO / "bin/.generators", [Path(__file__)], _install_go_plugins),
        (NODE / "node_modules/.generators", [NODE / "package-lock.json"], _install_node),
    ]
    # Most of it is waiting for packages.
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(once, *step) for step in steps]:
            done.result()
