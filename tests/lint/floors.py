#!/usr/bin/python3
"""Looks whether the house stands: floors.py ROOT [ROOM…]

A room is a folder of sources, main.c one of its own. ROOMS names them from the lowest up, and an
include may only point down: into a room before its own. The pages do not know each other, the plots
know neither the core nor the engine, the command line knows no window.

Prints one line a finding and a summary: rooms; floors (rooms in the longest chain of arrows);
arrows (pairs of rooms of which one includes the other); upward includes; circles between rooms, and
between the files of a room, where a name's .c and .h (and -private.h) are one; functions of which
x.h tells and that are not in x.c, if there is one (x-private.h: in x.c or x-….c). Ends with 1 if
the house does not stand: on an upward include, a circle of rooms, and a function that is not in the
file which its header names.

For a tree with other rooms these can be given, from the lowest up.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

ROOMS = [
    "nn", "nn/ink", "nn/pen",
    "src/engine/base", "src/engine/pictures", "src/engine/models", "src/engine/datasets",
    "src/engine/run",
    "src/cli",
    "src/plot",
    "src/kit",
    "src/draw", "src/train", "src/models", "src/datasets",
    "src/window",
    "src",
]
PAGES = {"src/draw", "src/train", "src/models", "src/datasets"}

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
DEFINED = re.compile(r"^(\w+) \([^;{}]*\)\s*\n\{", re.MULTILINE)
DECLARED = re.compile(r"^[a-z][\w *]*?\b(\w+)\s+\([^;{}]*\)[^;{}()]*(?:\([^;{}]*\))?;",
                      re.MULTILINE)
OTHER = re.compile(r"^\s*(#[^\n]*|typedef\b[^;{]*;)", re.MULTILINE)  # no declaration of a function


def room_of(path):
    return str(path.parent)


def module_of(path):
    return path.stem[:-len("-private")] if path.stem.endswith("-private") else path.stem


def forbidden(room, other, rooms):
    """Why a file of one room may not include one of the other, or None."""
    if room in PAGES and other in PAGES:
        return "pages do not know each other"
    if room == "src/plot":
        return "plots know neither core nor engine"
    if other == "src/cli":
        return "nothing stands on the command line"
    if rooms.index(other) > rooms.index(room):
        return "upward"
    return None


def circles_of(arrows):
    """Strongly connected components of more than one node (Tarjan, SIAM J. Comput. 1, 1972)."""
    number, low, stack, circles = {}, {}, [], []

    def visit(node):
        number[node] = low[node] = len(number)
        stack.append(node)
        for other in sorted(arrows.get(node, ())):
            if other not in number:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], number[other])
        if low[node] == number[node]:
            at = stack.index(node)
            if len(stack) - at > 1:
                circles.append(sorted(stack[at:]))
            del stack[at:]

    for node in sorted(arrows):
        if node not in number:
            visit(node)
    return circles


def floors_of(rooms, arrows, circles):
    """Rooms in the longest chain of arrows; a circle counts as one room."""
    home = {room: circle[0] for circle in circles for room in circle}
    above = defaultdict(set)
    for room, others in arrows.items():
        above[home.get(room, room)] |= {home.get(other, other) for other in others}

    def height(room):
        return 1 + max((height(other) for other in above[room] - {room}), default=0)

    return max((height(home.get(room, room)) for room in rooms), default=0)


def read_code(root, path):
    return COMMENT.sub("", (root / path).read_text(encoding="utf-8"))


def declared_elsewhere(texts):
    """What a header declares and another body defines."""
    bodies = {}
    for path, text in texts.items():
        if path.suffix == ".c":
            for name in DEFINED.findall(text):
                bodies.setdefault(name, set()).add(path)
    for path, text in sorted(texts.items()):
        if path.suffix != ".h" or path.with_name(module_of(path) + ".c") not in texts:
            continue
        private = path.stem.endswith("-private")
        for name in DECLARED.findall(OTHER.sub("", text)):
            for body in sorted(bodies.get(name, ())):
                own = body.stem == module_of(path)
                if not own and not (private and body.stem.startswith(module_of(path) + "-")):
                    yield f"{path}: {name} is defined in {body}"


def main(root, *given):
    root = Path(root)
    rooms = list(given) or ROOMS
    paths = sorted(path.relative_to(root) for top in ("nn", "src")
                   for path in (root / top).rglob("*.[ch]"))
    texts = {path: read_code(root, path) for path in paths}
    headers = {path.name: path for path in paths if path.suffix == ".h"}
    findings = []

    there = {room_of(path) for path in paths}
    for room in sorted(there - set(rooms)):
        findings.append(f"{room}: a room that stands on no floor; put it into ROOMS")
    rooms = [room for room in rooms if room in there] + sorted(there - set(rooms))

    arrows, modules, upward = defaultdict(set), defaultdict(set), 0
    for path, text in texts.items():
        room = room_of(path)
        for name in INCLUDE.findall(text):
            target = headers.get(Path(name).name)
            if target is None:
                continue
            other = room_of(target)
            if other != room:
                arrows[room].add(other)
                fault = forbidden(room, other, rooms)
                if fault is not None:
                    upward += 1
                    findings.append(f"{path} includes {target}: {fault}")
            elif module_of(path) != module_of(target):
                modules[f"{room}/{module_of(path)}"].add(f"{room}/{module_of(target)}")

    between_rooms, between_files = circles_of(arrows), circles_of(modules)
    findings += [f"circle of rooms: {', '.join(circle)}" for circle in between_rooms]
    findings += [f"circle of files: {', '.join(circle)}" for circle in between_files]
    elsewhere = list(declared_elsewhere(texts))
    findings += elsewhere

    for finding in findings:
        print(finding)
    print(f"{len(rooms)} rooms, {floors_of(rooms, arrows, between_rooms)} floors, "
          f"{sum(map(len, arrows.values()))} arrows, {upward} upward, "
          f"{len(between_rooms)} circles of rooms, {len(between_files)} circles of files, "
          f"{len(elsewhere)} declared elsewhere")
    return 1 if upward or between_rooms or elsewhere else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
