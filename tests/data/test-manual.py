#!/usr/bin/python3
"""The man pages and the shell's completion say what the programs really take.

test-manual.py SOURCE-ROOT INKLING-CLI [INKLING]

SPDX-License-Identifier: GPL-3.0-or-later
"""

import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tap  # noqa: E402

source, cli, *window = (Path(argument) for argument in sys.argv[1:])
pages = source / "data/man"
RECIPE = "Recipe options"


def options_of(*command):
    """The long options that --help explains."""
    said = tap.check_command(*command)
    return set(re.findall(r"^  (?:-., )?(--[a-z0-9-]+)", said, re.MULTILINE))


def commands_of(*command):
    said = tap.check_command(*command, "--help").split("Commands:")[1].split("\n\n")[0]
    return re.findall(r"^  ([a-z]+) ", said, re.MULTILINE)


def all_commands():
    """(name,), or (name, command) where a command has its own."""
    for name in commands_of(cli):
        said = tap.check_command(cli, name, "--help")
        below = commands_of(cli, name) if "Commands:" in said else []
        yield from [(name, lower) for lower in below] or [(name,)]


def sections_of(page):
    """The text below each heading; options follow a command's name there."""
    parts = re.split(r"^\.S[hs] (.*)$", (pages / page).read_text(encoding="utf-8"),
                     flags=re.MULTILINE)
    return {re.split(r" O[op]\b", heading)[0]: text
            for heading, text in zip(parts[1::2], parts[2::2])}


def explained_in(text):
    lines = [line for line in text.splitlines() if line.startswith(".It Fl")]
    return set("-" + option for line in lines for option in re.findall(r"Fl (-[a-z0-9-]+)", line))


def valid(page):
    """Neither of the two programs that show man pages finds fault with it."""
    said = tap.check_command("mandoc", "-T", "lint", "-W", "warning", pages / page)
    assert said == "", said
    done = subprocess.run(["man", "--warnings", "--local-file", pages / page],
                          capture_output=True, text=True)
    assert done.returncode == 0 and done.stderr == "", done.stderr


def commands():
    """Each command has a section of its own, and no section is about one that is gone."""
    sections = sections_of("inkling-cli.1")
    names = [" ".join(name) for name in all_commands()]
    assert set(names) <= set(sections), set(names) - set(sections)
    own = set(re.findall(r"^\.Ss ([a-z ]+?)(?: O.*)?$",
                         (pages / "inkling-cli.1").read_text(encoding="utf-8"), re.MULTILINE))
    assert own == set(names), own ^ set(names)


def options():
    """Each command's options are those of its section, and of the recipe's where it says so."""
    sections = sections_of("inkling-cli.1")
    wrong = []
    for name in all_commands():
        text = sections[" ".join(name)]
        explained = explained_in(text) | {"--help"}
        if RECIPE in text:
            explained |= explained_in(sections[RECIPE])
        taken = options_of(cli, *name, "--help")
        wrong += [f"{' '.join(name)} {option}: only in the {place}"
                  for place, some in (("page", explained - taken), ("program", taken - explained))
                  for option in sorted(some)]
    assert not wrong, "\n".join(wrong)


def window_options():
    explained = explained_in(sections_of("inkling.1")["DESCRIPTION"])
    taken = options_of(window[0], "--help-all")
    assert explained == taken, explained ^ taken


def complete(*words):
    """What bash offers for the last of the words."""
    script = (f'. "{source}/data/completions/inkling-cli"; COMP_WORDS=("$@"); '
              'COMP_CWORD=$(($# - 1)); _inkling_cli; printf "%s\\n" "${COMPREPLY[@]}"')
    return set(tap.check_command("bash", "-c", script, "bash", cli, *words).split())


def completion():
    assert complete("") == set(commands_of(cli))
    assert complete("tr") == {"train"}
    assert "--steps=" in complete("train", "--st")
    assert complete("train", "--fre") == {"--fresh"}
    assert complete("dataset", "li") == {"list"}
    assert "--json" in complete("dataset", "list", "--")
    assert complete("train", "x") == set(), "a file is completed, not a command"


cases = [
    ("/manual/inkling-cli/valid", lambda: valid("inkling-cli.1")),
    ("/manual/inkling-cli/commands", commands),
    ("/manual/inkling-cli/options", options),
    ("/manual/inkling/valid", lambda: valid("inkling.1")),
    ("/manual/completion", completion),
]
if window:
    cases.append(("/manual/inkling/options", window_options))
tap.main(cases)
