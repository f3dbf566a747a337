#!/usr/bin/python3
"""What tools say of the sources: test-lint.py SOURCE-ROOT BUILD-ROOT TOOL

A line that is right all the same is excused where it stands, with the reason. A tool that is not
there is skipped.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tap  # noqa: E402

source, build = (Path(argument).resolve() for argument in sys.argv[1:3])
INCLUDE = re.compile(r'^#include "([^"]+)"', re.MULTILINE)

# Words that codespell takes for others, and what they are.
WORDS = {
    "nd": "a macro of man pages",
    "paeth": "a filter of PNG, after its inventor",
    "shwo": "mistyped on purpose",
    "trian": "mistyped on purpose",
    "trough": "a part of a scale, in style sheets",
}
# Warnings of pycodestyle that are not heeded: a line may break before an operator, or after it.
STYLE = ["W503", "W504"]
LIMIT = 100


def files(*patterns):
    """Those of the project, relative to its root; not what a test left behind."""
    def is_made(path):
        return any(part in ("artefacts", "__pycache__") or part.startswith("build")
                   for part in path.parts)

    found = {path.relative_to(source) for pattern in patterns for path in source.glob(pattern)}
    kept = [str(path) for path in sorted(found)
            if (source / path).is_file() and not is_made(path)]
    assert kept, f"there is nothing to look at: {patterns}"
    return kept


def run(tool, *arguments):
    """Fails with what the tool found."""
    if shutil.which(tool) is None:
        raise tap.Skip(f"there is no {tool}")
    done = subprocess.run([tool, *arguments], cwd=source, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout


def floors():
    run(sys.executable, "tests/lint/floors.py", ".")


def codespell():
    run("codespell", "--ignore-words-list", ",".join(WORDS),
        *files("*.md", "*.sh", "meson*", ".ci/*", "data/**/*.[1x]*", "data/**/*.in", "debian/*",
               "nn/**/*.[chm]*", "src/**/*.[chm]*", "resources/*.css", "tests/**/*.[chmps]*",
               "ui/**/*.ui"))


def pyflakes3():
    run("pyflakes3", *files("tests/**/*.py"))


def pycodestyle():
    run("pycodestyle", f"--max-line-length={LIMIT}", f"--ignore={','.join(STYLE)}",
        *files("tests/**/*.py"))


def shellcheck():
    run("shellcheck", "--severity=warning", "--external-sources",
        *files("*.sh", ".ci/*", "tests/**/*.sh"))


def cppcheck():
    folders = {Path(path).parent for path in files("nn/**/*.h", "src/**/*.h")}
    run("cppcheck", "--quiet", f"-j{os.cpu_count()}", "--error-exitcode=1", "--inline-suppr",
        "--suppress=readdirCalled",  # glibc's is safe, a folder each; readdir_r is obsolete
        "--enable=warning,performance,portability", "--std=c11", "--library=gtk,posix",
        "-DG_DEFINE_QUARK(name,function)=", "--suppress=missingIncludeSystem",
        *(f"-I{folder}" for folder in sorted(folders)), "nn", "src")


def closure_of(path, headers, seen):
    """The file and the project's headers that it includes, and those that they do."""
    if path not in seen:
        seen.add(path)
        for name in INCLUDE.findall((source / path).read_text(encoding="utf-8")):
            if name in headers:
                closure_of(headers[name], headers, seen)
    return sorted(seen)


def clang_tidy():
    """Only what has changed since it was found clean: reading GTK's headers takes its time."""
    headers = {Path(path).name: path for path in files("nn/**/*.h", "src/**/*.h")}
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    built = {os.path.realpath(Path(command["directory"]) / command["file"]) for command in commands}
    clean = build / "tests/lint/clean"
    clean.mkdir(parents=True, exist_ok=True)

    def look(path):
        digest = hashlib.sha256()
        for part in [".clang-tidy", *closure_of(path, headers, set())]:
            digest.update((source / part).read_bytes())
        stamp = clean / path.replace("/", "-")
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return None
        try:
            run("clang-tidy", "-p", build, "--quiet", path)
        except AssertionError as found:
            return str(found)
        stamp.write_text(digest.hexdigest())
        return None

    sources = [path for path in files("nn/**/*.c", "src/**/*.c")
               if os.path.realpath(source / path) in built]
    assert sources
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [text for text in pool.map(look, sources) if text is not None]
    assert not found, "\n".join(found)


TOOLS = {
    "floors": floors, "codespell": codespell, "pyflakes3": pyflakes3, "pycodestyle": pycodestyle,
    "shellcheck": shellcheck, "cppcheck": cppcheck, "clang-tidy": clang_tidy,
}
tap.main([(tool, TOOLS[tool]) for tool in sys.argv[3:] or TOOLS])
