#!/usr/bin/python3
"""Every screen in every guise: light, dark, high contrast, large type, narrow, wide, Chinese,
German for its long words, and right to left. A picture of each is kept beside the build, to be
looked at. What can be checked is: GTK warns of nothing, every control has a name, nothing reaches
beyond its window.

test-screens.py PROGRAM COMMAND-LINE CATALOGUES PICTURES [GUISE …], under with-display.sh.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import desk  # noqa: E402
import screen  # noqa: E402
import stage  # noqa: E402
import tap  # noqa: E402
from desk import wait_for  # noqa: E402

EXECUTABLE, COMMAND_LINE, CATALOGUES, PICTURES = map(os.path.abspath, sys.argv[1:5])
MODEL = stage.HOME / "learnt" / "mnist_model-600.safetensors"
TOLERANCE = 1  # logical pixels that rounding may add
FEWEST_COLOURS = 20
AROUND = 120  # pixels a popover may reach beyond the window

CONTROLS = {"button", "check box", "combo box", "entry", "image", "menu item", "radio button",
            "slider", "spin button", "switch", "tab", "text", "toggle button"}

GUISES = {
    "light": {},
    "dark": {"environment": {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}},
    "contrast": {"environment": {"ADW_DEBUG_HIGH_CONTRAST": "1"}},
    "large-type": {"type_size": 150},
    "narrow": {"size": (360, 720)},
    "wide": {"size": (1920, 1000)},
    "chinese": {"locale": "zh_CN"},
    "narrow-german": {"locale": "de_DE", "size": (360, 720)},
    "right-to-left": {"locale": "ar_EG"},
    "narrow-right-to-left": {"locale": "ar_EG", "size": (360, 720)},
}

SEVEN = [(0.32, 0.25), (0.5, 0.24), (0.68, 0.25), (0.6, 0.45), (0.52, 0.62), (0.45, 0.8)]


def show_start(actor):
    actor.press("alt+1")
    actor.find("_Train")


def show_digit(actor):
    actor.press("alt+2")
    canvas = actor.find("Drawing canvas")
    if not actor.is_enabled("Undo"):
        actor.draw(canvas, SEVEN)
        wait_for("it can be taken back", lambda: actor.is_enabled("Undo"))


def show_enlargement(actor):
    show_digit(actor)
    actor.pop_up("Enlarge “%s”", "What the network sees")


def show_explanation(actor):
    show_digit(actor)
    actor.pop_up("What is this? “%s”", "Answer")


def show_comparison(actor):
    show_digit(actor)
    actor.press("ctrl+shift+n")
    actor.find("Answer without normalisation")


def use_run(actor):
    """A model with a short history, for plots to show, and so long a way to go that it is not at
    its end before all is looked at."""
    if not MODEL.exists():
        stage.run(COMMAND_LINE, "train", "--models", str(MODEL.parent), "--dataset", "builtin",
                  "--recipe", "best", "--steps", "600", "--save-every", "300")
    actor.press("alt+1")
    if not actor.is_enabled("_Resume"):
        shutil.copytree(MODEL.parent, actor.models, dirs_exist_ok=True)
        actor.open_file(actor.models / MODEL.name)
        wait_for("it can go on", lambda: actor.is_enabled("_Resume"))


def show_parameters(actor):
    use_run(actor)
    actor.open("ctrl+h")


def show_training(actor):
    use_run(actor)
    before = actor.find("Training progress").value
    actor.press("ctrl+r")
    wait_for("it goes on", lambda: actor.find("Training progress").value > before)


def show_pictures(actor):
    actor.open("ctrl+b")
    actor.find("Pictures of the data set")


def show_about(actor):
    actor.call("about")
    wait_for("a window opens", lambda: len(actor.windows()) > 1)


def by_keys(keys):
    return lambda actor: actor.open(keys)


# In an order in which little has to be done twice.
SCREENS = {
    "welcome": lambda actor: None,
    "start": show_start,
    "digit": show_digit,
    "enlargement": show_enlargement,
    "explanation": show_explanation,
    "comparison": show_comparison,
    "parameters": show_parameters,
    "models": by_keys("ctrl+m"),
    "datasets": by_keys("ctrl+d"),
    "pictures": show_pictures,
    "distortions": by_keys("ctrl+shift+d"),
    "preferences": by_keys("ctrl+comma"),
    "shortcuts": by_keys("ctrl+question"),
    "about": show_about,
    "run": use_run,
    "training": show_training,
    "presentation": lambda actor: actor.press("F11"),
}


def without(*names):
    return [name for name in SCREENS if name not in names]


# Of guises that show nothing new in the rest. Each begins with the welcome page.
CHOSEN = {
    "contrast": ["welcome", "digit", "parameters", "models", "datasets", "preferences", "run"],
    "large-type": without("pictures", "distortions", "about"),
    "narrow": without("shortcuts", "presentation"),
    "wide": ["welcome", "start", "digit", "comparison", "run", "training"],
    "chinese": without("distortions"),
    "narrow-german": ["welcome", "digit", "parameters", "datasets", "preferences", "training"],
    "right-to-left": without("pictures", "distortions", "about"),
    "narrow-right-to-left": ["welcome", "digit", "comparison", "parameters", "models", "run"],
}
POPOVERS = {"enlargement", "explanation"}


def leave(actor, name):
    if name == "comparison":
        actor.press("ctrl+shift+n")
    elif name == "training":
        actor.press("ctrl+p")
        wait_for("it is paused", lambda: actor.is_enabled("_Resume"))
    elif name in {*POPOVERS, "presentation"}:
        desk.type_keys("Escape")
    actor.close_windows()


def photograph(actor, name):
    """Keeps a picture of the window in front, of its surroundings if there is a popover."""
    Path(PICTURES).mkdir(parents=True, exist_ok=True)
    path = Path(PICTURES, f"{name}-{actor.name}.png")
    x, y, width, height = actor.place(actor.front())
    around = AROUND if name in POPOVERS else 0
    picture = screen.take(x - around, y - around, width + 2 * around, height + 2 * around)
    picture.save(path)
    colours = picture.count_colours()
    assert colours >= FEWEST_COLOURS, f"{path}: only {colours} colours"


def nameless(widgets):
    """Without a name, or with the underscore of a mnemonic in it, but for GTK's own pages."""
    return [f"no good name: {widget}" for widget in widgets
            if widget.role != "label" and widget.was("focusable")
            and (not widget.spoken_name
                 or widget.spoken_name.startswith("_") and widget.role != "tab")]


def outside(widgets):
    """Below the window there may be more to scroll to, beside it there must be nothing."""
    for widget in widgets:
        left, _, width, _ = widget.place
        start, _, room, _ = widget.window.place
        if left < start - TOLERANCE or left + width > start + room + TOLERANCE:
            yield f"outside of {widget.window}: {widget}"


def narrow(actor):
    """A window of its own gets the width of a phone, and a frame around it."""
    front, (width, height) = actor.front(), actor.size
    if front != actor.window:
        width += actor.frame_width()
        desk.xdotool("windowsize", front, width, height)
        wait_for(f"it is {width} wide", lambda: actor.window_size(front)[0] == width)


def check(actor, name):
    try:
        if name != "welcome":
            actor.close_windows()
        SCREENS[name](actor)
        if actor.size[0] < stage.USUAL_SIZE[0]:
            narrow(actor)
        if name != "training":
            stage.wait_until_still()
        photograph(actor, name)
        widgets = actor.widgets(CONTROLS | {"label"})
        faults = [*nameless(widgets), *outside(widgets)]
        leave(actor, name)
        wait_for(f"the window is {actor.size} large", lambda: actor.window_size() == actor.size)
    except AssertionError as failure:
        raise AssertionError("\n".join([str(failure), *actor.complaints()])) from failure
    faults += actor.complaints()
    assert not faults, "\n".join(faults)


def check_language(actor):
    """What it says is translated, and the drawing is where the direction of text puts it."""
    show_start(actor)
    button, canvas = actor.find("_Train"), actor.find("Drawing canvas")
    mirrored = button.place[0] > canvas.place[0]
    assert mirrored == (actor.locale == "ar_EG"), f"{button}, {canvas}"
    if not actor.is_translated:
        raise tap.Skip(f"there is no catalogue of {actor.locale}")
    assert button.name != "Train", button


class Actors:
    """One program at a time."""

    now = None

    @classmethod
    def get(cls, guise):
        if cls.now is None or cls.now.name != guise or cls.now.has_ended():
            cls.end()
            cls.now = stage.Stage(EXECUTABLE, CATALOGUES, guise, **GUISES[guise])
        return cls.now

    @classmethod
    def end(cls):
        if cls.now is not None:
            cls.now.end()
        cls.now = None


def case(guise, name, function):
    return f"/screens/{guise}/{name}", lambda: function(Actors.get(guise))


def cases_of(guise):
    for name in CHOSEN.get(guise, SCREENS):
        yield case(guise, name, lambda actor, name=name: check(actor, name))
    if "locale" in GUISES[guise] and "size" not in GUISES[guise]:
        yield case(guise, "language", check_language)


tap.main([each for guise in sys.argv[5:] or GUISES for each in cases_of(guise)])
