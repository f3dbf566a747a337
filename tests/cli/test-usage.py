"""What is wrong with a command line is said, with the exit code of its kind.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os

import tap
from cli import Home

WRONG = {
    "no-command": ([], ""),
    "unknown-command": (["trian"], "trian"),
    "unknown-option": (["train", "--stepz", "5"], "stepz"),
    "shortened-option": (["train", "--step", "5"], "step"),
    "missing-value": (["train", "--steps"], "steps"),
    "not-a-number": (["train", "--steps", "many"], "many"),
    "negative": (["train", "--steps", "-3"], "-3"),
    "zero-steps": (["train", "--steps", "0"], "steps"),
    "too-many-threads": (["train", "--threads", "100000"], "threads"),
    "rate-with-comma": (["train", "--learning-rate", "0,1"], "--learning-rate: “0,1”"),
    "rate-nan": (["train", "--learning-rate", "nan"], "nan"),
    "five-hidden-layers": (["train", "--hidden", "1,2,3,4,5"], "1,2,3,4,5"),
    "unknown-recipe": (["train", "--recipe", "secret"], "secret"),
    "no-data-set": (["train", "--dataset", ""], "--dataset"),
    "no-models": (["train", "--models", ""], "--models"),
    "no-model": (["info", ""], "empty"),
    "stray-argument": (["train", "nonsense"], "nonsense"),
    "evaluate-weights": (["evaluate", "--weights", "old"], "old"),
    "predict-nothing": (["predict"], "picture"),
    "info-two": (["info", "a.safetensors", "b.safetensors"], "b.safetensors"),
    "export-format": (["export", "--format", "gif", "out"], "gif"),
    "export-nowhere": (["export", "--format", "small"], "file"),
    "export-no-format": (["export", "out.onnx"], "onnx"),
    "export-too-much": (["export", "--format", "onnx", "a", "b", "c"], "file"),
    "bench-batch": (["bench", "--batch", "0"], "0"),
}

FAILING = {
    "no-such-model": (["info", "gone.safetensors"], "gone.safetensors"),
    "export-no-such-model": (["export", "gone.safetensors", "--format", "onnx", "out.onnx"],
                             "gone.safetensors"),
    "export-to-no-folder": (["export", "MODEL", "--format", "onnx", "no/out.onnx"], "out.onnx"),
    "export-to-a-pipe": (["export", "MODEL", "--format", "small", "PIPE"], "pipe"),
    "no-such-picture": (["predict", "MODEL", "gone.png"], "gone.png"),
    "pictures-behind-dashes": (["predict", "MODEL", "--", "-gone.png"], "-gone.png"),
    "no-such-dataset": (["train", "--dataset", "/nowhere/at/all"], "/nowhere/at/all"),
    "batch-too-large": (["train", "--dataset", "TINY", "--batch", "16000"], ""),
    "models-is-a-file": (["train", "--dataset", "TINY", "--models", "FILE", "--steps", "3",
                          "--batch", "50"], "FILE"),
}


def case(arguments, said, code):
    def run():
        home = Home()
        plain = home.file("FILE")
        open(plain, "w").close()
        pipe = home.file("PIPE")
        os.mkfifo(pipe)
        places = {"TINY": home.tiny_dataset(), "FILE": plain, "PIPE": pipe}
        if "MODEL" in arguments:
            home.train("m", "--steps", "10")
            places["MODEL"] = home.newest("m")[1]
        result = home.run(*[places.get(argument, argument) for argument in arguments])
        assert result.code == code, (result.code, result.err)
        assert places.get(said, said) in result.err + result.out, result.err
        assert len(result.err.strip().splitlines()) == 1 or arguments == [], result.err
        assert "event" in result.out or "run" in result.out or result.out == "", result.out
    return run


def help_names_all():
    home = Home()
    result = home.run("--help")
    assert result.code == 0
    for command in ("train", "evaluate", "predict", "info", "bench"):
        assert command in result.out
        explained = home.run(command, "--help")
        assert explained.code == 0 and "--json" in explained.out, explained.out


def help_explains_each_field():
    """Each field of the recipe has its option, and each option its own line of help."""
    home = Home()
    home.train("m", "--steps", "10")
    recipe = home.run("info", home.newest("m")[1], "--json").lines()[0]["recipe"]
    lines = home.run("train", "--help").out.splitlines()
    explained = dict(line.strip().split(None, 1) for line in lines if line.startswith("  --"))
    options = {option.split("=")[0]: text for option, text in explained.items()}
    for field in recipe:
        assert "--" + field.replace("_", "-") in options, field
    assert len(set(options.values())) == len(options), "no two of them say the same"
    for name in ("course", "fast", "best"):
        assert any(line.strip().startswith(name) for line in lines), name


def version():
    result = Home().run("--version")
    assert result.code == 0 and result.out.startswith("inkling-cli 0."), result.out


tap.main(
    [(f"/usage/{name}", case(*what, 2)) for name, what in WRONG.items()]
    + [(f"/failing/{name}", case(*what, 1)) for name, what in FAILING.items()]
    + [("/usage/help-names-all", help_names_all),
       ("/usage/help-explains-each-field", help_explains_each_field),
       ("/usage/version", version)])
