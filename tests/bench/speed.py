#!/usr/bin/env python3
"""Measures Inkling's engine, beside PyTorch where it is installed.

    tests/bench/speed.py --cli build/src/cli/inkling-cli [--peer peer_pytorch.py --mnist DIR]
                         [--rounds 5] [--scaling] [--json FILE] [--plot FILE.png]

Ours and theirs run in alternation, so that a machine whose speed drifts treats both alike; every
figure is a median over the rounds, every ratio a ratio of medians. The peer is the same training
step in PyTorch; it runs with one thread and with two, and the faster one counts.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

WIDTHS = [64, 128, 256, 512, 1024, 2048, 4096]


def run_json(command):
    """The last JSON object a command prints."""
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return json.loads(output.strip().splitlines()[-1])


class Bench:
    def __init__(self, options):
        self.options = options

    def ours(self, threads, batch=200, hidden="500"):
        report = run_json([self.options.cli, "bench", "--json", "--threads", str(threads),
                           "--batch", str(batch), "--hidden", str(hidden)])
        return report

    def peer(self, threads, batch=200, hidden=500, steps=300):
        report = run_json([self.options.python, self.options.peer, "--mnist", self.options.mnist,
                           "--steps", str(steps), "--threads", str(threads),
                           "--batch", str(batch), "--hidden", str(hidden)])
        return report["milliseconds_per_step"]

    def step(self):
        """Milliseconds a step, in alternation: ours on one and two threads, the peer's likewise."""
        figures = {"ours_1": [], "ours_2": [], "peer_1": [], "peer_2": [], "predict": []}
        for _ in range(self.options.rounds):
            for threads in (1, 2):
                report = self.ours(threads)
                figures[f"ours_{threads}"].append(report["milliseconds_per_step"])
                figures["predict"].append(report["predict_microseconds"])
                if self.options.peer:
                    figures[f"peer_{threads}"].append(self.peer(threads))
        return {name: statistics.median(values) for name, values in figures.items() if values}

    def scaling(self):
        rows = []
        for what in ("hidden", "batch"):
            for size in WIDTHS:
                report = self.ours(2, **{what: size})
                row = {"varied": what, "size": size, "ours": report["milliseconds_per_step"]}
                if self.options.peer:
                    row["peer"] = min(self.peer(t, **{what: size}, steps=100) for t in (1, 2))
                rows.append(row)
        return rows

    def whole_recipe(self):
        """Seconds and peak memory (MB) of the whole course recipe as a process."""
        with tempfile.TemporaryDirectory() as folder:
            environment = dict(os.environ, INKLING_MNIST=self.options.mnist or "")
            dataset = "mnist" if self.options.mnist else "builtin"
            command = [self.options.cli, "train", "--dataset", dataset, "--models", folder,
                       "--threads", "2", "--json"]
            start = time.monotonic()
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       env=environment, text=True)
            lines = process.stdout.read().splitlines()
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - start
        if status != 0:
            raise SystemExit("the training process failed")
        done = json.loads(lines[-1])
        return {"seconds": seconds, "peak_megabytes": usage.ru_maxrss / 1024,
                "milliseconds_per_step": done["milliseconds_per_step"],
                "test_accuracy": done["test_accuracy"]}


def describe_step(step):
    lines = ["| training step, 784-500-10, batch 200 | ms |", "| --- | --- |"]
    names = {"ours_1": "Inkling, 1 thread", "ours_2": "Inkling, 2 threads",
             "peer_1": "PyTorch, 1 thread", "peer_2": "PyTorch, 2 threads"}
    lines += [f"| {text} | {step[key]:.3f} |" for key, text in names.items() if key in step]
    lines.append(f"| one prediction, normalisation included | {step['predict'] / 1000:.3f} |")
    lines.append("")
    lines.append(f"two threads against one: {step['ours_1'] / step['ours_2']:.2f} ×")
    if "peer_1" in step:
        best = min(step["peer_1"], step["peer_2"])
        lines.append(f"two threads against PyTorch's better count: {best / step['ours_2']:.1f} ×")
        lines.append(f"one thread against PyTorch's one: {step['peer_1'] / step['ours_1']:.1f} ×")
    return "\n".join(lines)


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
                        label="PyTorch")
        axis.set_xlabel("hidden units" if what == "hidden" else "images a batch")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("milliseconds a step")
    axes[0].legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cli", required=True)
    parser.add_argument("--peer")
    parser.add_argument("--mnist")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scaling", action="store_true")
    parser.add_argument("--whole", action="store_true", help="also the whole course recipe")
    parser.add_argument("--json")
    parser.add_argument("--plot")
    options = parser.parse_args()

    bench = Bench(options)
    report = {"step": bench.step()}
    print(describe_step(report["step"]), flush=True)
    if options.whole:
        report["whole_recipe"] = bench.whole_recipe()
        print("\nwhole course recipe: {seconds:.1f} s, {peak_megabytes:.0f} MB, "
              "{milliseconds_per_step:.3f} ms a step, test accuracy {test_accuracy:.4f}"
              .format(**report["whole_recipe"]), flush=True)
    if options.scaling:
        report["scaling"] = bench.scaling()
        print("\n" + describe_scaling(report["scaling"]))
    if options.plot and options.scaling:
        plot(report["scaling"], options.plot)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(report, file, indent=2)


if __name__ == "__main__":
    main()
