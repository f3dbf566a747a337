"""Runs functions as test cases and prints TAP.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import signal
import subprocess
import sys
import traceback

# A shell starts what runs in the background with some signals ignored, and a terminal's “nohup”
# another: the programs under test would inherit that.
for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGXCPU):
    signal.signal(number, signal.SIG_DFL)


class Skip(Exception):
    """Raised by a case that cannot run here; its text says why."""


def verdict_of(function):
    """("ok" or "not ok", a directive or nothing, lines that explain)."""
    try:
        function()
    except Skip as reason:
        return "ok", f" # SKIP {reason}", []
    except Exception:
        return "not ok", "", traceback.format_exc().splitlines()
    return "ok", "", []


def main(cases, after_failure=lambda number: None):
    """cases: (name, function) pairs, run in order. Ends the program."""
    print(f"1..{len(cases)}", flush=True)
    failed = False
    for number, (name, function) in enumerate(cases, start=1):
        verdict, directive, explanation = verdict_of(function)
        if verdict == "not ok":
            failed = True
            after_failure(number)
        for line in explanation:
            print(line, file=sys.stderr)
        print(f"{verdict} {number} {name}{directive}", flush=True)
    sys.exit(1 if failed else 0)


def check_command(*command):
    """Runs a program; raises with what it said if it fails, else returns that."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout
