#!/usr/bin/python3
"""What the compiler and the linker can do against faults, read off the programs as they were built.

test-hardening.py PROCESSOR PROGRAM…

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tap  # noqa: E402

processor, *programs = sys.argv[1:]


def readelf(program, *options):
    return tap.check_command("readelf", "--wide", *options, program)


def only_on_x86():
    if processor != "x86_64":
        raise tap.Skip(f"{processor} shows it otherwise")


def position_independent(program):
    assert re.search(r"Type:\s+DYN", readelf(program, "--file-header"))
    assert re.search(r"FLAGS_1\).*\bPIE\b", readelf(program, "--dynamic"))


def full_relro(program):
    assert "GNU_RELRO" in readelf(program, "--program-headers")
    assert re.search(r"BIND_NOW|FLAGS_1\).*\bNOW\b", readelf(program, "--dynamic"))


def stack_not_executable(program):
    flags = re.search(r"GNU_STACK\s+(?:0x\w+\s+){5}(\S+)", readelf(program, "--program-headers"))
    assert flags and "E" not in flags.group(1), flags


def no_text_relocations(program):
    assert "TEXTREL" not in readelf(program, "--dynamic")


def stack_protector(program):
    assert "__stack_chk_fail" in readelf(program, "--dyn-syms")


def fortified(program):
    assert re.search(r"__mem(cpy|set|move)_chk|__(v?sn?|f|v?f)printf_chk|__read_chk",
                     readelf(program, "--dyn-syms"))


def stack_clash(program):
    """A frame of more than a page is touched page by page."""
    only_on_x86()
    code = tap.check_command("objdump", "--disassemble=nn_network_predict", program)
    assert re.search(r"orq\s+\$0x0,\(%rsp\)", code), code[:2000]


def control_flow(program):
    """Where an indirect branch may land; not every linker says so in a note."""
    only_on_x86()
    assert "endbr64" in tap.check_command("objdump", "--disassemble=main", program)


checks = [position_independent, full_relro, stack_not_executable, no_text_relocations,
          stack_protector, fortified, stack_clash, control_flow]
tap.main([(f"/hardening/{os.path.basename(program)}/{check.__name__.replace('_', '-')}",
           lambda program=program, check=check: check(program))
          for program in programs for check in checks])
