#!/usr/bin/env python3
"""Measures the window: its start, its frames while it trains and is drawn in, Pause, its speed.

    sh tests/gui/with-display.sh python3 tests/bench/window.py BUILD_DIR

Needs xdotool. Prints one JSON object, which tells also what the same run takes in the terminal.
"""
import glob
import json
import os
import subprocess
import sys
import time

# Loops about the middle of the right half of the screen, until it is killed.
DRAW = """
while true; do
  for x in 760 800 840 880 920 960; do
    xdotool mousemove $x 330 mousedown 1
    for y in 350 380 410 440 470 440 410 380; do
      xdotool mousemove $((x + y % 70)) $y sleep 0.008
    done
    xdotool mouseup 1
  done
done
"""


def last_json(text):
    return json.loads(text.strip().splitlines()[-1])


def checkpoint_step(cli):
    models = os.path.join(os.environ["XDG_DATA_HOME"], "inkling", "models")
    newest = max(glob.glob(os.path.join(models, "*.safetensors")), key=os.path.getmtime)
    report = subprocess.run([cli, "info", newest, "--json"], check=True, capture_output=True,
                            text=True).stdout
    return last_json(report)["global_step"]


def terminal_step(cli, steps):
    """Milliseconds a step of as many steps of the same run without a window."""
    folder = os.path.join(os.environ["HOME"], "terminal")
    report = subprocess.run([cli, "train", "--models", folder, "--steps", str(steps), "--json"],
                            check=True, capture_output=True, text=True).stdout
    return last_json(report)["milliseconds_per_step"]


def main():
    build = os.path.abspath(sys.argv[1])
    cli = os.path.join(build, "src", "cli", "inkling-cli")
    os.environ["GSETTINGS_SCHEMA_DIR"] = os.path.join(build, "data")
    os.environ.setdefault("GSK_RENDERER", "cairo")  # as the program on a machine without a card
    bench = subprocess.Popen([os.path.join(build, "tests", "bench", "bench-window"),
                              str(time.monotonic_ns() // 1000), DRAW],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    figures = json.loads(bench.stdout.readline())
    steps = checkpoint_step(cli)
    figures["window_step"] = 1000 * figures.pop("run_seconds") / steps
    figures["terminal_step"] = terminal_step(cli, steps)
    bench.stdin.write("\n")
    bench.stdin.flush()
    figures.update(json.loads(bench.stdout.readline()))
    bench.wait()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
