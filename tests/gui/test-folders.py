#!/usr/bin/python3
"""The folder that models are kept in, in a real window: another program trains there, or nothing
can be written there.

test-folders.py PROGRAM COMMAND-LINE, under with-display.sh. The cases follow one another;
screenshots are kept under tests/artefacts.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE, COMMAND_LINE = map(os.path.abspath, sys.argv[1:3])
MODELS = Path(os.environ["XDG_DATA_HOME"], "inkling", "models")


class Visit:
    """What one case leaves for the next."""

    program = None


def start():
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE)
    wait_for("the main window is there", lambda: Visit.program.find_all("Drawing canvas"))
    wait_for("a run can be begun", lambda: Visit.program.find("Train").is_enabled)


def names(folder):
    return {path.name for path in folder.glob("*.safetensors")}


def another_program_trains_there():
    """It is named, its files are left alone, and the run has a folder of its own."""
    MODELS.mkdir(parents=True)
    other = subprocess.Popen(
        [COMMAND_LINE, "train", "--dataset", "builtin", "--hidden", "16", "--models", MODELS,
         "--steps", "1000000000", "--save-every", "1000000000"], stdout=subprocess.DEVNULL)
    try:
        wait_for("it has saved something", lambda: names(MODELS))
        before = names(MODELS)
        start()
        Visit.program.press("Train")
        wait_for("it is told", lambda: Visit.program.shows("Another Program Is Training Here"))
        assert any(f"process {other.pid} on" in text for text in Visit.program.says())
        desk.screenshot("folders-1-in-use")
        desk.type_keys("Return")
        wait_for("the dialog is gone", lambda: len(Visit.program.windows()) == 1)
        wait_for("it trains", lambda: Visit.program.find("Train").description
                 == "Pause the run first")
        Visit.program.press("Pause")
        wait_for("the run is saved in its own folder", lambda: names(MODELS / "run-1"))
        assert before <= names(MODELS)
    finally:
        other.kill()
        other.wait()


def nothing_can_be_written():
    """Told before the first step; the dialog leads to the choice of another folder."""
    shutil.rmtree(MODELS)
    MODELS.write_text("", encoding="utf-8")
    start()
    Visit.program.press("Train")
    wait_for("it is told", lambda: Visit.program.shows("No Models Can Be Saved Here"))
    desk.screenshot("folders-2-not-writable")
    desk.type_keys("Return")
    wait_for("a folder can be chosen", lambda: desk.xdotool(
        "search", "--onlyvisible", "--name", "^Choose a Folder for the Models$"))


def clean_up():
    Visit.program.kill()


tap.main([
    ("/folders/another-program", another_program_trains_there),
    ("/folders/not-writable", nothing_can_be_written),
    ("/folders/end", clean_up),
])
