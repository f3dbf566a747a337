#!/usr/bin/python3
"""Runs every fuzz target for a while: test-fuzz.py INKLING-CLI SOURCE-FOLDER TARGET…

$INKLING_FUZZ_SECONDS a target, or else a fixed number of runs, which is the same work on every
machine. What ended a target is kept in $INKLING_FUZZ_FINDINGS, or is printed in base64.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import base64
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import tap

RUNS = 3000
SLOW_RUNS = {"archive": 500, "model": 1000, "recipe": 1500, "paper": 1000, "arguments": 1000}
LIMITS = ["-timeout=120", "-rss_limit_mb=4096", "-malloc_limit_mb=2048", "-max_len=300000"]
SANITIZER = "allocator_may_return_null=1:detect_leaks=1"


def extent(name):
    seconds = os.environ.get("INKLING_FUZZ_SECONDS")
    if seconds:
        return [f"-max_total_time={seconds}"]
    return [f"-runs={SLOW_RUNS.get(name, RUNS)}"]


def findings_of(folder):
    text = []
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        text.append(f"{path.name}, {len(data)} bytes: {base64.b64encode(data[:6000]).decode()}")
    return "\n".join(text)


def run_target(program, folders, corpus, findings):
    """The new inputs that libFuzzer finds interesting go into corpus, the rest is only read."""
    name = program.name.removeprefix("fuzz-")
    environment = dict(os.environ, ASAN_OPTIONS=SANITIZER, HOME=str(corpus),
                       UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1",
                       INKLING_FUZZ_INPUT=str(findings / "last"))
    done = subprocess.run([program, *extent(name), "-seed=1", *LIMITS,
                           f"-artifact_prefix={findings}/", corpus, *folders],
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          errors="replace")
    if done.returncode != 0:
        raise AssertionError(f"{name} ended with {done.returncode}\n{done.stdout[-12000:]}\n"
                             f"{findings_of(findings)}")


def folder_for(name, variable, scratch):
    kept = os.environ.get(variable)
    folder = Path(kept, name) if kept else Path(scratch, variable.lower(), name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def case_of(program, source, seeds, scratch):
    name = program.name.removeprefix("fuzz-")

    def case():
        folders = [seeds / name, source / "findings" / name]
        run_target(program, [folder for folder in folders if folder.is_dir()],
                   folder_for(name, "INKLING_FUZZ_CORPUS", scratch),
                   folder_for(name, "INKLING_FUZZ_FINDINGS", scratch))

    return f"/fuzz/{name}", case


def main(cli, source, *targets):
    with tempfile.TemporaryDirectory() as scratch:
        seeds = Path(scratch, "seeds")
        make = Path(source, "make-seeds.py")
        tap.check_command(sys.executable, make, cli, seeds)
        tap.main([case_of(Path(target), Path(source), seeds, scratch) for target in targets])


main(*sys.argv[1:])
