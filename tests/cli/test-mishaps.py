"""Training where something is in the way: memory, damaged files, folders that cannot be used.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import resource

import tap
from cli import PROGRAM, Home, contents

SCARCE = 1500 * 1024 * 1024  # bytes of address space


def short_of_memory():
    """The run ends with the reason before it has made anything that could be measured."""
    if b"__asan_init" in contents(PROGRAM):
        raise tap.Skip("the address sanitizer needs more address space than there is here")
    home = Home()
    arguments = home.small_run("m", "--steps", "5", "--hidden", "16384,16384,16384")
    process = home.start(*arguments, preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_AS, (SCARCE, SCARCE)))
    _, said = process.communicate(timeout=100)
    assert process.returncode == 1, (process.returncode, said)
    assert "not enough memory" in said, said


tap.main([
    ("/mishaps/short-of-memory", short_of_memory),
])
