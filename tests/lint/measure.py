#!/usr/bin/python3
"""Measures how the code is cut: measure.py ROOT

Counts nn/ and src/, .c and .h. A code line has something else on it than comment and white space. A
function is what has its name at the beginning of a line and "{" alone on one, as all have here. Its
body is the code lines between its two braces. Its head is what it takes to have a function at all:
the code lines from its return type to the parenthesis that closes its parameters, and both braces.
Declarations, in headers and elsewhere, are no heads.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import re
import statistics
import sys
from pathlib import Path

STRING = re.compile(r'"(?:\\.|[^"\\\n])*"|' r"'(?:\\.|[^'\\\n])+'")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
TOKEN = re.compile(STRING.pattern + "|" + COMMENT.pattern, re.DOTALL)
NAME = re.compile(r"[A-Za-z_][\w ]*\(")


def strip(text):
    """The text without comments; what is in strings is gone too, and lines stay lines."""
    def emptied(match):
        return '""' if match[0][0] in "\"'" else "\n" * match[0].count("\n")
    return TOKEN.sub(emptied, text)


def head_of(lines, brace):
    """The lines before the brace that are a function's head; none if this is no function."""
    first = brace - 1
    while first >= 0 and lines[first].strip() and not NAME.match(lines[first]):
        first -= 1
    if first < 0 or not NAME.match(lines[first]) or not lines[brace - 1].rstrip().endswith(")"):
        return []
    if first > 0 and re.match(r"[A-Za-z_][\w *]*$", lines[first - 1]):
        first -= 1
    return lines[first:brace]


def functions_of(lines):
    """(lines of the head, code lines of the body) of each function."""
    for brace, line in enumerate(lines):
        if line.rstrip() != "{":
            continue
        head = head_of(lines, brace)
        if head:
            end = next(at for at in range(brace, len(lines)) if lines[at].rstrip() == "}")
            yield len(head) + 2, sum(1 for body in lines[brace + 1:end] if body.strip())


def main(root):
    files = lines = code = heads = 0
    bodies = []
    for top in ("nn", "src"):
        for path in sorted((Path(root) / top).rglob("*.[ch]")):
            text = path.read_text(encoding="utf-8")
            stripped = strip(text).splitlines()
            files += 1
            lines += text.count("\n")
            code += sum(1 for line in stripped if line.strip())
            for head, body in functions_of(stripped):
                heads += head
                bodies.append(body)
    tenth = statistics.quantiles(bodies, n=10)
    print(f"{files} files, {lines} lines, {code} of them code; {len(bodies)} functions; "
          f"body: median {statistics.median(bodies):.0f}, 90th percentile {tenth[8]:.0f}, "
          f"longest {max(bodies)}, {sum(1 for body in bodies if body > 60)} over 60; "
          f"heads: {heads} lines, {100 * heads / code:.1f} % of the code")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
