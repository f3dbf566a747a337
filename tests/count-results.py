#!/usr/bin/python3
"""Counts single test cases in meson's test logs: count-results.py NAME=LOG.json …

A case is a line of TAP. A program that crashes, times out, fails, or prints fewer cases than its
plan promises counts as one more failed case, so does a log that is missing or empty. The last
line is "N passed, N failed", with ", N skipped" where some were.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import re
import sys
from collections import Counter

CASE = re.compile(r"(ok|not ok)\b\s*\d*\s*-?\s*([^#]*?)\s*(?:#\s*(\w+)(.*))?$")
PLAN = re.compile(r"1\.\.(\d+)\s*(?:#\s*skip\b(.*))?$", re.IGNORECASE)


def outcome_of(verdict, directive):
    if directive in ("SKIP", "TODO"):
        return "skipped"
    return "passed" if verdict == "ok" else "failed"


def read_tap(text):
    """The cases as (outcome, name), and how many were planned (None: no plan)."""
    cases, planned = [], None
    for line in text.splitlines():
        if plan := PLAN.match(line):
            planned = int(plan[1])
            if planned == 0 and plan[2] is not None:
                cases.append(("skipped", plan[2].strip()))
                planned = 1
        elif case := CASE.match(line):
            reason = (case[4] or "").strip()
            name = f"{case[2]} ({reason})" if reason else case[2]
            cases.append((outcome_of(case[1], (case[3] or "").upper()), name))
    return cases, planned


def fault_of(test, cases, planned):
    """Why the program as a whole failed beyond its cases, or None."""
    if test["result"] == "TIMEOUT":
        return "timed out"
    if planned is None:
        return "printed no plan"
    if len(cases) != planned:
        return f"ran {len(cases)} cases of {planned}"
    if test["returncode"] != 0 and not any(outcome == "failed" for outcome, _ in cases):
        return f"ended with status {test['returncode']}"
    if test["result"] in ("ERROR", "INTERRUPT") and test["returncode"] == 0:
        return "printed what is not TAP"
    return None


def count_program(run, test):
    """Prints what did not pass and returns the program's tally."""
    cases, planned = read_tap(test.get("stdout") or "")
    fault = fault_of(test, cases, planned)
    if fault is not None:
        cases.append(("failed", fault))
    program = test["name"].split(" / ")[-1]
    for outcome, name in cases:
        if outcome != "passed":
            print(f"{outcome}: {run} {program}: {name}")
    return Counter(outcome for outcome, _ in cases)


def count_log(run, path):
    try:
        with open(path, encoding="utf-8") as log:
            programs = [json.loads(line) for line in log if line.strip()]
    except OSError:
        programs = []
    if not programs:
        print(f"failed: {run}: no test ran")
        return Counter(failed=1)
    return sum((count_program(run, test) for test in programs), Counter())


def main(arguments):
    total = Counter()
    for argument in arguments:
        run, path = argument.split("=", 1)
        total += count_log(run, path)

    line = f"{total['passed']} passed, {total['failed']} failed"
    if total["skipped"] > 0:
        line += f", {total['skipped']} skipped"
    print(line)
    return 0 if total["failed"] == 0 and total["passed"] > 0 else 1


sys.exit(main(sys.argv[1:]))
