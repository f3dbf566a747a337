"""How well each recipe reads after a short run: floors a little below what was measured, so that
a fault in the learning or in the writing of digits is noticed.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os

import tap
from cli import Home

# name: (data set, further arguments, {what is read: (floor, ceiling)})
RUNS = {
    "course": ("mnist", ["--recipe", "course", "--steps", 5000], {"mnist": (0.970, 0.976)}),
    "fast": ("mnist", ["--recipe", "fast", "--steps", 2000], {"mnist": (0.978, 1)}),
    "best": ("mnist", ["--recipe", "best", "--steps", 4000, "--schedule-steps", 4000],
             {"mnist": (0.988, 1), "pen": (0.92, 1)}),
    "builtin-alone": ("builtin", ["--recipe", "best", "--steps", 4000, "--schedule-steps", 4000],
                      {"mnist": (0.96, 1), "pen": (0.97, 1)}),
    "mixed": ("mnist", ["--recipe", "best", "--mix", "builtin=0.5", "--steps", 4000,
                        "--schedule-steps", 4000], {"mnist": (0.986, 1), "pen": (0.965, 1)}),
}


def data(*parts):
    """A file of the test data; skips the case where there is none."""
    path = os.path.join(os.environ.get("INKLING_TEST_DATA") or "/nonexistent", *parts)
    if not os.path.exists(path):
        raise tap.Skip("the test data are not here")
    return path


def reads(name):
    dataset, arguments, floors = RUNS[name]
    places = {"mnist": "mnist", "pen": data("handwriting", "pen-digits-dev.jsonl")}
    environment = {"INKLING_MNIST": data("mnist")}
    home = Home()
    run = home.run("train", "--dataset", dataset, "--models", home.file("m"), *arguments, "--json",
                   **environment)
    assert run.code == 0, run.err
    for what, (floor, ceiling) in floors.items():
        report = home.run("evaluate", home.newest("m")[1], "--dataset", places[what], "--json",
                          **environment).lines()[0]
        print(f"# {name}: {100 * report['accuracy']:.2f} % of {what}")
        assert floor <= report["accuracy"] <= ceiling, (what, report["accuracy"])


tap.main([(f"/accuracy/{name}", lambda name=name: reads(name)) for name in RUNS])
