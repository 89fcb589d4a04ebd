# SPDX-License-Identifier: Apache-2.0
"""Installs, below build/, what the clients are generated, built and tested
with: exactly what their lock files name, once."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = ROOT / "clients"
BUILD = ROOT / "build" / "clients"
GO = ROOT / "build" / "go"
PYTHON = BUILD / "venv" / "bin" / "python"

# protoc itself comes with grpcio-tools, see python/requirements.txt, the plugin
# for TypeScript with node/package-lock.json.
GO_PLUGINS = {
    "protoc-gen-go": "google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.12",
    "protoc-gen-go-grpc": "google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.6.2",
}


def environment():
    """Keeps every cache below build/."""
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
        "npm_config_cache": str(ROOT / "build" / "npm"),
        "PIP_CACHE_DIR": str(ROOT / "build" / "pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(command, **options):
    """Ends the program with the command's output if it fails."""
    result = subprocess.run(
        [str(word) for word in command], env=environment(), stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False, **options,
    )
    if result.returncode:
        words = " ".join(str(word) for word in command)
        sys.exit(f"{result.stdout}\n{Path(sys.argv[0]).name}: failed with {result.returncode}: {words}")
    return result.stdout


def _is_fresh(stamp, *files):
    """Whether `stamp` was written for files of this content; if not, the returned
    function writes it."""
    wanted = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return True, None
    stamp.parent.mkdir(parents=True, exist_ok=True)
    return False, lambda: stamp.write_text(wanted)


def install_python():
    lock = CLIENTS / "python" / "requirements.txt"
    fresh, done = _is_fresh(BUILD / "venv.stamp", lock)
    if not fresh:
        shutil.rmtree(BUILD / "venv", ignore_errors=True)
        run([sys.executable, "-m", "venv", BUILD / "venv"])
        run([PYTHON, "-m", "pip", "install", "--quiet", "-r", lock])
        done()


def install_go_plugins():
    fresh, done = _is_fresh(BUILD / "go.stamp", Path(__file__))
    if not fresh:
        run(["go", "install", GO_PLUGINS["protoc-gen-go"]], cwd=ROOT)
        run(["go", "install", GO_PLUGINS["protoc-gen-go-grpc"]], cwd=ROOT)
        done()


def install_node():
    node = CLIENTS / "node"
    lock = node / "package-lock.json"
    fresh, done = _is_fresh(node / "node_modules" / ".stamp", lock)
    if not fresh:
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=node)
        done()
