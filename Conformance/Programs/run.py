"""Runs the programs beside it on Martlet and on a real redis-server, and prints a table.

Servers listen on free ports of 127.0.0.1. The exit status is 1 where Martlet fails and Redis passes,
and 2 where a program fails on Redis too, or on the only server there is.
"""

import argparse
import concurrent.futures
import contextlib
import fnmatch
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

FOLDER = pathlib.Path(__file__).resolve().parent
PACKAGE = FOLDER.parent.parent
ENVIRONMENTS = PACKAGE / ".build-applications"
HELPERS = {"run", "support", "layers"}


def main():
    options = read_options()
    stems = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in HELPERS)
    programs = [name for stem in stems for name in variants(stem)]
    if options.only:
        programs = [name for name in programs
                    if any(fnmatch.fnmatch(name, f"{pattern}*") for pattern in options.only)]
    if not programs:
        sys.exit("applications: no program has such a name")
    pythons = {name: python_for(name) for name in programs}
    if any(name.startswith("layers_") for name in programs):
        os.environ["LAYERS_PARTNER"] = built("layers-partner")
        os.environ["LAYERS_SERVICE"] = built("martlet-layers")

    with contextlib.ExitStack() as stack:
        if options.url:
            servers = [GivenServer(options.url)]
        else:
            servers = [
                stack.enter_context(OwnServer("Redis", options.redis_server)),
                stack.enter_context(OwnServer("Martlet", options.martlet or built("martlet-server"))),
            ]
        results = run_all(programs, pythons, servers, options.seconds)
    return print_table(programs, servers, results)


def read_options():
    parser = argparse.ArgumentParser(
        prog="Conformance/applications",
        description="Drives real Python packages on Martlet and on a real redis-server.")
    parser.add_argument("--url", help="only this server, redis://…, which is emptied")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME",
        help="only programs whose name begins so (* and ? fit anything); repeatable")
    parser.add_argument("--martlet", help="Martlet's program; by default the debug build's")
    parser.add_argument("--redis-server", default="redis-server", help="the real one's program")
    parser.add_argument("--seconds", type=float, default=90, help="a program's time limit")
    return parser.parse_args()


# MARK: Environments

def variants(stem):
    """Returns the names that a program runs under: one for each requirements-WORD-VARIANT.txt, as
    stem@VARIANT, or its own."""
    word = stem.split("_")[0]
    files = sorted(FOLDER.glob(f"requirements-{word}-*.txt"))
    return [f"{stem}@{path.stem.rsplit('-', 1)[1]}" for path in files] or [stem]


def python_for(program):
    """Returns the Python that has what a program needs; makes its environment where it is stale."""
    stem, _, variant = program.partition("@")
    word = stem.split("_")[0]
    own = FOLDER / f"requirements-{word}{'-' if variant else ''}{variant}.txt"
    requirements = own if own.exists() else FOLDER / "requirements.txt"
    environment = ENVIRONMENTS / requirements.stem
    installed = environment / "requirements.txt"
    python = environment / "bin" / "python"
    if not installed.exists() or installed.read_text() != requirements.read_text():
        print(f"installing {requirements.name}", flush=True)
        shutil.rmtree(environment, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "--requirement", requirements], check=True)
        shutil.copy(requirements, installed)
    return python


# MARK: Servers

def built(product):
    """Returns a program of the debug build, and builds it where there is none."""
    program = PACKAGE / ".build" / "debug" / product
    if not program.exists():
        subprocess.run(["swift", "build", "--product", product], cwd=PACKAGE, check=True)
    return str(program)


class GivenServer:
    """A server that runs already."""

    def __init__(self, url):
        self.name, self.url = url, url

    def is_running(self):
        return True


class OwnServer:
    """A server on a free port, which ends with the block."""

    def __init__(self, name, program):
        self.name = name
        self._program = shutil.which(program) or sys.exit(f"applications: there is no {program}")

    def __enter__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{port}"
        self._folder = tempfile.mkdtemp(prefix="applications-")
        with open(f"{self._folder}/log", "wb") as log:
            self._process = subprocess.Popen(
                [self._program, "--port", str(port), "--bind", "127.0.0.1", "--save", "",
                 "--dir", self._folder],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            self._wait_until_ready(port)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait_until_ready(self, port):
        deadline = time.monotonic() + 20
        while self.is_running() and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                    connection.sendall(b"PING\r\n")
                    if connection.recv(16).startswith(b"+PONG"):
                        return
            time.sleep(0.01)
        sys.exit(f"applications: {self._program} does not start: {self.log()}")

    def __exit__(self, *_):
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def is_running(self):
        return self._process.poll() is None

    def log(self):
        return pathlib.Path(self._folder, "log").read_text(errors="replace")[-2_000:]


# MARK: Programs

def run_all(programs, pythons, servers, seconds):
    """Runs each program on all servers at once; returns what failed by program and server."""
    results = {}
    with concurrent.futures.ThreadPoolExecutor(len(servers)) as pool:
        for name in programs:
            print(f"{name} …", flush=True)
            failures = pool.map(
                lambda server: run_program(name, pythons[name], server, seconds), servers)
            for server, failure in zip(servers, failures):
                results[name, server.name] = failure
                if failure:
                    print(indented(f"{name} on {server.name}: {failure}"), flush=True)
    return results


def run_program(name, python, server, seconds):
    """Runs a program; returns None, or how it failed with the end of what it printed."""
    if not server.is_running():
        return "the server has ended before"
    environment = dict(
        os.environ, REDIS_URL=server.url, PYTHONDONTWRITEBYTECODE="1", PYTHONWARNINGS="ignore",
        PYTHONUNBUFFERED="1")
    with tempfile.TemporaryFile() as output:
        # A session of its own, so that the workers it starts can be ended with it.
        process = subprocess.Popen(
            [python, FOLDER / f"{name.partition('@')[0]}.py"], cwd=FOLDER, env=environment,
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)
        try:
            status = process.wait(seconds)
            failure = f"ended with {status}" if status else None
        except subprocess.TimeoutExpired:
            failure = f"not done within {seconds:g} seconds"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if not server.is_running():
            failure = f"the server has ended: {server.log()}"
        if not failure:
            return None
        output.seek(0)
        lines = output.read().decode(errors="replace").splitlines()
    return "\n".join([failure, *lines[-25:]])


# MARK: Report

def indented(text):
    return "    " + text.replace("\n", "\n    ")


def print_table(programs, servers, results):
    width = max(map(len, programs))
    print("".join([f"\n{'program':<{width}}", *(f"  {server.name:<8}" for server in servers)]))
    for name in programs:
        marks = ["failed" if results[name, server.name] else "ok" for server in servers]
        print("".join([f"{name:<{width}}", *(f"  {mark:<8}" for mark in marks)]).rstrip())
    last = servers[-1].name
    failed = [name for name in programs if results[name, last]]
    print(f"applications: {len(programs) - len(failed)} passed, {len(failed)} failed")
    first_failed = [name for name in programs if results[name, servers[0].name]]
    if set(failed) - set(first_failed):
        return 1
    return 2 if first_failed else 0


if __name__ == "__main__":
    sys.exit(main())
