#!/usr/bin/python3
"""One call of the operating system after the other fails: test-faults.py FAULTS-LIBRARY

Whatever fails, the program ends by itself with one clear sentence or goes on without harm, every
checkpoint that it announced is there and whole, and a later run comes to the same weights as one
that nothing happened to.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import hashlib
import os
import sys

import tap
from cli import Home, grey_rows, seven, write_png

LIBRARY = os.path.abspath(sys.argv[1])
CALLS = ("write", "fsync", "rename", "malloc")
MAX_FAULTS = int(os.environ.get("INKLING_FAULTS", 12))
STEPS = 60
OPTIONS = ["--hidden", "32", "--batch", "50", "--threads", "1", "--json", "--seed", "3",
           "--report-every", "10", "--evaluate-every", "20", "--save-every", "20", "--keep", "2"]


def train(home, models, steps, **environment):
    return home.run("train", "--dataset", home.tiny_dataset(), "--models", home.file(models),
                    "--steps", steps, *OPTIONS, **environment)


def weights_of(home, models):
    """What the newest checkpoint holds, without its header, which notes resumptions."""
    step, path = home.newest(models)
    data = open(path, "rb").read()
    return step, hashlib.sha256(data[8 + int.from_bytes(data[:8], "little"):]).hexdigest()


def check_end(result, what):
    assert result.code in (0, 1), f"{what}: ended with {result.code}\n{result.err}"
    if result.code == 1:
        assert result.err.strip(), f"{what}: failed without a word"


def check_announced(home, result, what):
    """The two newest of what was said to be saved, which is all that retention promises."""
    announced = [event["path"] for event in result.events("checkpoint")]
    for path in announced[-2:]:
        info = home.run("info", path)
        assert info.code == 0, f"{what}: {info.err}"


def faults_of(home, call, lasting):
    """Numbers as long as the fault is met with, with the environment that brings it about."""
    for number in range(1, MAX_FAULTS + 1):
        note = home.file(f"note-{call}-{number}-{lasting}")
        yield number, dict(LD_PRELOAD=LIBRARY, INKLING_FAULT=f"{call} {number}{lasting}",
                           INKLING_FAULT_NOTE=note)
        if not os.path.exists(note):
            assert number > 1, f"{call} is never called"
            return


def train_case(call, lasting):
    def case():
        home = Home()
        unhurt = train(home, "unhurt", STEPS)
        assert unhurt.code == 0, unhurt.err
        expected = weights_of(home, "unhurt")
        for number, environment in faults_of(home, call, lasting):
            what = f"{call} {number}{lasting}"
            models = f"models-{number}{lasting}"
            result = train(home, models, STEPS, **environment)
            check_end(result, what)
            check_announced(home, result, what)
            go_on(home, models)
            assert weights_of(home, models) == expected, f"{what}: another result"

    return f"/faults/train/{call}{'-for-good' if lasting else ''}", case


def go_on(home, models):
    """To the same step, without a fault."""
    folder = home.file(models)
    whole = any(name.endswith(".safetensors") for name in os.listdir(folder)) \
        if os.path.isdir(folder) else False
    step = home.newest(models)[0] if whole else 0
    if step < STEPS:
        result = train(home, models, STEPS - step)
        assert result.code == 0, result.err


def export_case(kind):
    """A model that is there already stays as it was, or is replaced in whole."""
    def case():
        home = Home()
        assert train(home, "models", STEPS).code == 0
        model = home.newest("models")[1]
        for call in CALLS:
            for number, environment in faults_of(home, call, ""):
                what = f"export --format {kind}: {call} {number}"
                out = home.file(f"out-{call}-{number}")
                result = home.run("export", "--format", kind, model, out, **environment)
                check_end(result, what)
                assert os.path.exists(out) == (result.code == 0), f"{what}: {result.err}"
                left = [name for name in os.listdir(home.path) if name.startswith(".inkling")]
                assert not left, f"{what}: leaves {left}"

    return f"/faults/export/{kind}", case


def reading_case(name, arguments_of):
    """Where memory is short, there is an answer or a sentence."""
    def case():
        home = Home()
        assert train(home, "models", STEPS).code == 0
        arguments = arguments_of(home, home.newest("models")[1])
        for number, environment in faults_of(home, "malloc", ""):
            check_end(home.run(*arguments, **environment), f"{name}: malloc {number}")

    return f"/faults/read/{name}", case


def large_seven(home):
    path = home.file("seven.png")
    write_png(path, 600, 600, 8, 0, grey_rows(seven(600), 8, 0, 1))
    return path


READERS = {
    "info": lambda home, model: ["info", model],
    "evaluate": lambda home, model: ["evaluate", model, "--dataset", home.tiny_dataset()],
    "resume": lambda home, model: ["train", "--dataset", home.tiny_dataset(), "--models",
                                   home.file("models"), "--steps", 1],
    "predict": lambda home, model: ["predict", model, large_seven(home)],
}

CASES = [train_case(call, lasting) for call in CALLS for lasting in ("", "+")]
CASES += [export_case(kind) for kind in ("onnx", "small")]
CASES += [reading_case(*reader) for reader in READERS.items()]

tap.main(CASES)
