#!/usr/bin/python3
"""Opens the program that is installed, looks whether it is whole, and closes it.

open-window.py PROGRAM

SPDX-License-Identifier: GPL-3.0-or-later
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "gui"))
import desk  # noqa: E402

# The desktop knows its settings, and it heeds them: without its welcome it is closed by one key.
subprocess.run(["gsettings", "set", "org.inkling.Inkling", "welcome-shown", "true"], check=True)
program = desk.Program(sys.argv[1])
program.find("Train")
desk.screenshot("package")
status = program.close()
assert status == 0, f"it ended with status {status}"
