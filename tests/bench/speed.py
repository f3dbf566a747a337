#!/usr/bin/env python3
"""Measures Inkling's engine and window, beside PyTorch where it is installed.

    tests/bench/speed.py BUILD_DIR [--peer peer_pytorch.py] [--mnist DIR] [--python PYTHON]
                         [--rounds 5] [--window] [--scaling] [--json FILE] [--plot FILE.png]

Ours and theirs run in alternation, so that a machine whose speed drifts treats both alike; every
figure is a median over the rounds, every ratio a ratio of medians. The peer is the same training
step in PyTorch; it runs with one thread and with two, and the faster one counts. BUILD_DIR must
hold bench-dense and, for --window, bench-window: ninja -C BUILD_DIR tests/bench/bench-dense …
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

SIZES = [64, 128, 256, 512, 1024, 2048, 4096]
PLAIN = ["--rotation", "0", "--scale", "0", "--shear", "0", "--shift", "0", "--elastic", "0",
         "--thickness", "0"]
NEVER = ["--evaluate-every", "1000000", "--report-every", "1000000", "--save-every", "1000000"]
TARGET = 0.98
HERE = os.path.dirname(os.path.abspath(__file__))


def run_json(command, **environment):
    """The last JSON object a command prints."""
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True,
                            env=dict(os.environ, **environment)).stdout
    return json.loads(output.strip().splitlines()[-1])


class Programs:
    """What is measured: each method runs a process and returns its figures."""

    def __init__(self, options):
        self.options = options
        self.cli = os.path.join(options.build, "src", "cli", "inkling-cli")
        if options.mnist:
            os.environ["INKLING_MNIST"] = options.mnist

    def bench(self, threads=2, arguments=(), **recipe):
        given = [word for name, value in recipe.items() for word in (f"--{name}", str(value))]
        return run_json([self.cli, "bench", "--json", "--threads", str(threads), *given,
                         *arguments])

    def step(self, threads=2, arguments=(), **recipe):
        return self.bench(threads, arguments, **recipe)["milliseconds_per_step"]

    def peer(self, threads, batch=200, hidden=500, steps=300):
        return run_json([self.options.python, self.options.peer, "--mnist", self.options.mnist,
                         "--steps", str(steps), "--threads", str(threads), "--batch", str(batch),
                         "--hidden", str(hidden)])["milliseconds_per_step"]

    def dense(self, *shape):
        return run_json([os.path.join(self.options.build, "tests", "bench", "bench-dense"), "2",
                         *map(str, shape)])["milliseconds"]

    def train(self, *arguments):
        """A whole process: its seconds, peak memory, when it reached the target, last report."""
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            process = subprocess.Popen([self.cli, "train", "--models", folder, "--threads", "2",
                                        "--json", *arguments], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
            reached = None
            for line in process.stdout:
                report = json.loads(line)
                if reached is None and (report.get("test_accuracy") or 0) >= TARGET:
                    reached = time.monotonic() - start
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - start
        if status != 0:
            raise SystemExit("the training process failed")
        return {"seconds": seconds, "megabytes": usage.ru_maxrss / 1024, "reached": reached,
                "step": report["milliseconds_per_step"], "accuracy": report["test_accuracy"]}

    def info(self):
        start = time.monotonic()
        subprocess.run([self.cli, "info", "bundled"], check=True, stdout=subprocess.DEVNULL)
        return 1000 * (time.monotonic() - start)

    def window(self):
        return run_json(["sh", os.path.join(HERE, "..", "gui", "with-display.sh"),
                         self.options.python, os.path.join(HERE, "window.py"),
                         self.options.build])


def medians(rounds):
    """Of each figure, over rounds that are dictionaries."""
    return {name: statistics.median(round[name] for round in rounds) for name in rounds[0]}


def measure_round(programs):
    figures = {"ours_1": programs.step(1)}
    bench = programs.bench(2)
    figures["ours_2"] = bench["milliseconds_per_step"]
    figures["predict"] = bench["predict_microseconds"]
    figures["evaluate"] = bench["evaluate_milliseconds"]
    if programs.options.peer:
        figures["peer_1"] = programs.peer(1)
        figures["peer_2"] = programs.peer(2)
    figures["best"] = programs.step(recipe="best")
    figures["best_plain"] = programs.step(recipe="best", arguments=PLAIN)
    figures["deep"] = programs.step(hidden="1000,500")
    figures["shallow"] = programs.step(hidden="1000")
    figures["openblas"] = programs.dense(200, 1000, 500)
    figures["with_reports"] = programs.train("--steps", "8000")["step"]
    figures["without_reports"] = programs.train("--steps", "8000", *NEVER)["step"]
    figures["cold_start"] = programs.train("--recipe", "fast")["reached"] or float("nan")
    figures["info"] = programs.info()
    return figures


def measure_scaling(programs):
    rows = []
    for what in ("hidden", "batch"):
        for size in SIZES:
            row = {"varied": what, "size": size, "ours": programs.step(2, **{what: size})}
            if programs.options.peer:
                row["peer"] = min(programs.peer(threads, steps=100, **{what: size})
                                  for threads in (1, 2))
            rows.append(row)
    return rows


def table(title, rows):
    return "\n".join([f"| {title} | |", "| --- | --- |", *(f"| {a} | {b} |" for a, b in rows)])


def describe_engine(f):
    rows = [("training step, 1 thread", f"{f['ours_1']:.3f} ms"),
            ("the same, 2 threads", f"{f['ours_2']:.3f} ms"),
            ("two threads against one", f"{f['ours_1'] / f['ours_2']:.2f} ×")]
    if "peer_1" in f:
        rows += [("PyTorch, 1 thread", f"{f['peer_1']:.3f} ms"),
                 ("PyTorch, 2 threads", f"{f['peer_2']:.3f} ms"),
                 ("two threads against PyTorch's better number",
                  f"{min(f['peer_1'], f['peer_2']) / f['ours_2']:.1f} ×"),
                 ("one thread against PyTorch's one", f"{f['peer_1'] / f['ours_1']:.1f} ×")]
    return table("784-500-10, batch 200", rows + [
        ("distortion on the fly, recipe best", f"+{100 * (f['best'] / f['best_plain'] - 1):.0f} %"),
        ("dense part of 1000,500, of OpenBLAS's speed",
         f"{100 * f['openblas'] / (f['deep'] - f['shallow']):.0f} %"),
        ("evaluations, checkpoints, reports",
         f"{100 * (1 - f['without_reports'] / f['with_reports']):.1f} % of a run"),
        ("cold start to 98.0 % of MNIST's test digits, recipe fast", f"{f['cold_start']:.2f} s"),
        ("a drawn digit, from strokes to answer", f"{f['predict']:.0f} µs"),
        ("evaluation of the test set", f"{f['evaluate']:.1f} ms"),
        ("inkling-cli info", f"{f['info']:.0f} ms")])


def describe_whole(whole):
    return table("whole course recipe, 50,000 steps", [
        ("the process, start to end", f"{whole['seconds']:.1f} s"),
        ("peak memory", f"{whole['megabytes']:.0f} MB"),
        ("test accuracy", f"{100 * whole['accuracy']:.2f} %")])


def describe_window(f):
    return table("the window", [
        ("start to first frame", f"{f['first_frame_milliseconds']:.0f} ms"),
        ("training step, against the terminal's",
         f"{f['window_step']:.3f} ms, {100 * (f['window_step'] / f['terminal_step'] - 1):+.0f} %"),
        ("frame while training and drawing: median, 99th percentile",
         f"{f['frame_median']:.1f} ms, {f['frame_99']:.1f} ms"),
        ("Pause to stopped and saved, median", f"{f['pause_median']:.0f} ms")])


def describe_scaling(rows):
    lines = ["| varied | size | Inkling, ms | PyTorch, ms |", "| --- | --- | --- | --- |"]
    for row in rows:
        peer = f"{row['peer']:.3f}" if "peer" in row else "–"
        lines.append(f"| {row['varied']} | {row['size']} | {row['ours']:.3f} | {peer} |")
    return "\n".join(lines)


def plot(rows, path):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3.6), sharey=True)
    for axis, what in zip(axes, ("hidden", "batch")):
        chosen = [row for row in rows if row["varied"] == what]
        sizes = [row["size"] for row in chosen]
        axis.loglog(sizes, [row["ours"] for row in chosen], "o-", color="#0072b2", label="Inkling")
        if all("peer" in row for row in chosen):
            axis.loglog(sizes, [row["peer"] for row in chosen], "s--", color="#d55e00",
                        label="PyTorch, better number of threads")
        axis.set_xticks(sizes, sizes)
        axis.minorticks_off()
        axis.set_xlabel("hidden units" if what == "hidden" else "images a batch")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("milliseconds a step")
    axes[0].legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--peer")
    parser.add_argument("--mnist")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--scaling", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("--plot")
    options = parser.parse_args()
    programs = Programs(options)

    report = {"engine": medians([measure_round(programs) for _ in range(options.rounds)])}
    print(describe_engine(report["engine"]), flush=True)
    report["whole"] = programs.train()
    print("\n" + describe_whole(report["whole"]), flush=True)
    if options.window:
        report["window"] = medians([programs.window() for _ in range(options.rounds)])
        print("\n" + describe_window(report["window"]), flush=True)
    if options.scaling:
        report["scaling"] = measure_scaling(programs)
        print("\n" + describe_scaling(report["scaling"]))
        if options.plot:
            plot(report["scaling"], options.plot)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(report, file, indent=2)


if __name__ == "__main__":
    main()
