#!/usr/bin/python3
"""What the network sees and answers, in the real window: the picture in large by pointer and by
keys, the answer without normalisation beside the other, the replay, and what a screen reader hears.

test-reading.py PROGRAM, under with-display.sh. The cases follow one another; screenshots
are kept under tests/artefacts.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE = os.path.abspath(sys.argv[1])
EXPLAINED = "Your drawing is made as large as the digits it learnt from"
ENLARGE = "Enlarge “What the network sees”"
COMPARE = "Compare without normalisation"
REPLAY = "Replay in slow motion"
PAUSE = "Pause the replay"
SLOW = Path(os.environ["HOME"], "slow.jsonl")

# In a corner of the sheet, where the network never saw one.
SMALL_SEVEN = [(0.12, 0.1), (0.2, 0.1), (0.28, 0.1), (0.24, 0.2), (0.2, 0.3)]
SEVEN = [[250, 200], [750, 200], [450, 850]]
TIMES = 50
SCRIBBLE = [(0.5, 0.5), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.2, 0.4), (0.6, 0.6), (0.1, 0.1)]


class Visit:
    """What one case leaves for the next."""

    program = None


def start(greeting="Train", **options):
    if Visit.program is not None:
        Visit.program.kill()
    Visit.program = desk.Program(EXECUTABLE, **options)
    wait_for(f"it says “{greeting}”", lambda: Visit.program.shows(greeting))


def press_keys(*keys):
    desk.xdotool("windowactivate", "--sync", Visit.program.window)
    desk.type_keys(*keys)


def draw(points):
    Visit.program.drag(Visit.program.find("Drawing canvas"), points)


def find_answers():
    program = Visit.program
    return program.find_all("Answer") + program.find_all("Answer without normalisation")


def answers():
    """The second one, if it is there, is that without normalisation."""
    return [widget.description for widget in find_answers()]


def reads_a_small_seven():
    start()
    draw(SMALL_SEVEN)
    wait_for("the answer is 7", lambda: answers()[0].startswith("7"))


def is_explained():
    """In a tooltip or a popover; hidden ones are not told to assistive technology."""
    return Visit.program.shows(EXPLAINED)


def enlarges_under_the_pointer():
    program = Visit.program
    assert not is_explained()
    program.point_at(program.find("What the network sees"), 0.5, 0.5)
    program.point_at(program.find("What the network sees"), 0.4, 0.5)
    wait_for("it is shown in large", lambda: len(override_redirect_windows()) > 0)
    desk.screenshot("reading-1-hover")
    program.point_at(program.find("Drawing canvas"), 0.5, 0.9)
    wait_for("it is gone", lambda: not override_redirect_windows())


def override_redirect_windows():
    """Tooltips are windows without a process; those that are as high as an enlarged picture."""
    found = []
    for window in desk.xdotool("search", "--onlyvisible", "--name", ".*"):
        _, _, width, height = desk.place_of(window)
        if 250 < height < 600 and width < 500:
            found.append(window)
    return found


def enlarges_by_keys():
    program = Visit.program
    desk.xdotool("windowactivate", "--sync", program.window)
    wait_for("the Tab key leads to it", lambda: desk.type_keys("Tab") or any(
        widget.was("focused") for widget in program.find_all(ENLARGE)))
    desk.type_keys("space")
    wait_for("it is explained", is_explained)
    program.find("The picture in large")
    desk.screenshot("reading-2-popover")
    desk.type_keys("Escape")
    wait_for("it is gone", lambda: not is_explained())


def compares():
    """The same 7 in a corner, read as it is, is another digit or none."""
    program = Visit.program
    assert len(answers()) == 1
    program.press(COMPARE)
    wait_for("there are two answers", lambda: len(answers()) == 2)
    wait_for("they differ", lambda: answers()[0].startswith("7") and answers()[1]
             and not answers()[1].startswith(("7", "Draw")))
    left, right = (widget.box() for widget in find_answers())
    assert left[1] == right[1] and left[0] + left[2] <= right[0], (left, right)
    desk.screenshot("reading-3-compare")
    press_keys("ctrl+shift+n")
    wait_for("there is one again", lambda: len(answers()) == 1)


def import_slow_seven():
    """Each of its lines is gone over so often that its replay outlasts every wait."""
    back_and_forth = (SEVEN + SEVEN[-2:0:-1]) * TIMES + SEVEN
    SLOW.write_text(json.dumps({"strokes": [back_and_forth]}) + "\n", encoding="utf-8")
    press_keys("ctrl+i")
    wait_for("a file is asked for", lambda: desk.xdotool(
        "search", "--onlyvisible", "--name", "^Import Drawing$"))
    desk.type_keys("ctrl+a")
    desk.type_text(str(SLOW))
    desk.type_keys("Return")
    wait_for("it is there", lambda: not Visit.program.find("Redo").is_enabled
             and Visit.program.find("Probability of 7").value > 0.9)


def replays():
    """The bars move, Undo stays as it was, and the answer is the same in the end."""
    program = Visit.program
    seven = program.find("Probability of 7")
    wait_for("it is sure", lambda: seven.value > 0.9)
    with program.speaker.hear("accessible-name") as heard:
        program.press(REPLAY)
        wait_for("it plays, and is over", lambda: [
            said for _, said in heard() if said in (PAUSE, REPLAY)] == [PAUSE, REPLAY])
    wait_for("it is sure again", lambda: seven.value > 0.9)
    assert program.find("Undo").is_enabled and not program.find("Redo").is_enabled


def replay_can_be_paused():
    program = Visit.program
    import_slow_seven()
    seven = program.find("Probability of 7")
    program.press(REPLAY)
    wait_for("the bars move", lambda: seven.value < 0.5)
    desk.screenshot("reading-4-replay")
    program.press(PAUSE)
    wait_for("it has paused", lambda: program.find_all(REPLAY))
    assert program.find_all("Stop the replay")


def replay_stops_for_the_pen():
    program = Visit.program
    program.press("Stop the replay")
    wait_for("it has stopped", lambda: not program.find_all("Stop the replay"))
    press_keys("ctrl+l")
    wait_for("it plays", lambda: program.find_all("Stop the replay"))
    draw(SCRIBBLE)
    wait_for("it has stopped", lambda: not program.find_all("Stop the replay"))
    press_keys("ctrl+z")
    wait_for("only the scribble is gone", lambda: answers()[0].startswith("7"))


def is_not_sure_of_a_scribble():
    press_keys("Delete")
    draw(SCRIBBLE)
    wait_for("it is not sure", lambda: re.match("Not sure|Nothing it knows", answers()[0]))
    desk.screenshot("reading-5-unsure")


def tells_of_the_answer():
    """A change of the status's description is sent to whoever listens, once it has come to rest."""
    with Visit.program.speaker.hear("accessible-description") as heard:
        press_keys("Delete")
        draw(SMALL_SEVEN)

        # Why a button cannot be pressed changes, too, but is nothing to tell anybody.
        wait_for("it was told", lambda: any(
            name == "Answer" and said.startswith("7") for name, said in heard()))
        told = [said for name, said in heard() if name == "Answer"]
    assert len(told) <= 4, told


def presents():
    """From the back of the room: the answer alone is taller than a hundred pixels."""
    program = Visit.program

    def height():
        return next(widget.box()[3] for widget in program.find("Answer").walk()
                    if widget.role == "label")

    wait_for("there is an answer", lambda: answers()[0].startswith("7"))
    before = height()
    press_keys("F11")
    desk.type_keys("alt+2")
    wait_for("the answer is very large", lambda: height() > max(100, 1.5 * before))
    desk.screenshot("reading-6-presentation")
    desk.type_keys("Escape")
    wait_for("it is as before", lambda: height() == before)


def looks():
    """Of every kind of desktop."""
    for name, greeting, options in (
            ("dark", "Train", {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}),
            ("high-contrast", "Train", {"ADW_DEBUG_HIGH_CONTRAST": "1"}),
    ):
        start(greeting, **options)
        draw(SMALL_SEVEN)
        press_keys("ctrl+shift+n")
        wait_for("there are two answers", lambda: len(answers()) == 2)
        desk.screenshot(f"reading-{name}")
    assert Visit.program.close() == 0


tap.main([
    ("/reading/small-seven", reads_a_small_seven),
    ("/reading/hover", enlarges_under_the_pointer),
    ("/reading/keys", enlarges_by_keys),
    ("/reading/compare", compares),
    ("/reading/replay", replays),
    ("/reading/replay-pauses", replay_can_be_paused),
    ("/reading/replay-stops", replay_stops_for_the_pen),
    ("/reading/unsure", is_not_sure_of_a_scribble),
    ("/reading/told", tells_of_the_answer),
    ("/reading/presents", presents),
    ("/reading/looks", looks),
], after_failure=lambda number: desk.screenshot(f"failed-reading-{number}"))
