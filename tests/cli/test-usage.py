"""What is wrong with a command line is said, with the exit code of its kind.

SPDX-License-Identifier: GPL-3.0-or-later
"""

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
    "rate-with-comma": (["train", "--learning-rate", "0,1"], "0,1"),
    "rate-nan": (["train", "--learning-rate", "nan"], "nan"),
    "five-hidden-layers": (["train", "--hidden", "1,2,3,4,5"], "1,2,3,4,5"),
    "unknown-recipe": (["train", "--recipe", "secret"], "secret"),
    "stray-argument": (["train", "nonsense"], "nonsense"),
    "evaluate-weights": (["evaluate", "--weights", "old"], "old"),
    "predict-nothing": (["predict"], "picture"),
    "info-two": (["info", "a.safetensors", "b.safetensors"], "b.safetensors"),
    "export-format": (["export", "--format", "gif", "out"], "gif"),
    "export-nowhere": (["export", "--format", "small"], "file"),
    "bench-batch": (["bench", "--batch", "0"], "0"),
}

FAILING = {
    "no-such-model": (["info", "gone.safetensors"], "gone.safetensors"),
    "no-such-picture": (["predict", "bundled", "gone.png"], "gone.png"),
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
        places = {"TINY": home.tiny_dataset(), "FILE": plain}
        result = home.run(*[places.get(argument, argument) for argument in arguments])
        assert result.code == code, (result.code, result.err)
        assert places.get(said, said) in result.err + result.out, result.err
        if code == 1:
            assert result.out == "" or "event" in result.out or "run" in result.out, result.out
            assert len(result.err.strip().splitlines()) <= 3, result.err
    return run


def help_names_all():
    home = Home()
    result = home.run("--help")
    assert result.code == 0
    for command in ("train", "evaluate", "predict", "info", "bench"):
        assert command in result.out
        explained = home.run(command, "--help")
        assert explained.code == 0 and "--json" in explained.out, explained.out
    assert "--learning-rate" in home.run("train", "--help").out


def version():
    result = Home().run("--version")
    assert result.code == 0 and result.out.startswith("inkling-cli 0."), result.out


tap.main(
    [(f"/usage/{name}", case(*what, 2)) for name, what in WRONG.items()]
    + [(f"/failing/{name}", case(*what, 1)) for name, what in FAILING.items()]
    + [("/usage/help-names-all", help_names_all), ("/usage/version", version)])
