"""A copy of this machine to install things into: it lives in this process's own view of the file
system, over the real one, and is gone when the process ends.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import tap

INSIDE = "INKLING_TEST_INSIDE"


def enter():
    """Starts the program again where what it mounts is seen by nobody else, if it may."""
    if INSIDE not in os.environ:
        os.environ[INSIDE] = "no"
        if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode == 0:
            os.environ[INSIDE] = "yes"
            os.execvp("unshare", ["unshare", "--mount", sys.executable, *sys.argv])


class CopiedMachine:
    """What is below one of the shared folders is the same inside and outside."""

    def __init__(self, *shared):
        if os.environ[INSIDE] != "yes":
            raise tap.Skip("only an administrator may make a copy of the machine")
        self.folder = tempfile.mkdtemp(prefix="inkling-machine-")
        self.root = Path(self.folder, "root")
        tap.check_command("mount", "-t", "tmpfs", "tmpfs", self.folder)
        for name in ("root", "changes", "work"):
            Path(self.folder, name).mkdir()
        tap.check_command("mount", "-t", "overlay", "overlay", "-o", f"lowerdir=/,"
                          f"upperdir={self.folder}/changes,workdir={self.folder}/work", self.root)
        for path in ("/dev", "/proc", "/sys", *map(str, shared)):
            inside = Path(f"{self.root}{path}")
            inside.mkdir(parents=True, exist_ok=True)
            tap.check_command("mount", "--rbind", path, inside)

    def close(self):
        """Never removes files: where something is still mounted, they would be the real ones."""
        tap.check_command("umount", "--recursive", "--lazy", self.folder)
        os.rmdir(self.folder)

    def run(self, *command, **environment):
        """What the command says; raises when it fails."""
        settings = [f"{name}={value}" for name, value in environment.items()]
        return tap.check_command("chroot", self.root, "env", "--chdir=/", *settings, *command)

    def find(self, name):
        """The files below /usr of that name pattern."""
        return set(self.run("find", "/usr", "-xdev", "-name", name).split())
