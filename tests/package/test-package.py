#!/usr/bin/python3
"""The Debian package and the Flatpak manifest. The package builds, Debian's own checker finds no
fault, and once it is installed both programs run from /usr/bin with their settings, translations
and bundled model.

test-package.py SOURCE-ROOT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tap  # noqa: E402
from copied_machine import CopiedMachine, enter  # noqa: E402

APP_ID = "org.inkling.Inkling"
NOT_SOURCE = shutil.ignore_patterns(".git", "build*", "_build*", "artefacts", "__pycache__")
# The tests' own surroundings must not reach the package: it shall find everything by itself.
OURS = ("GSETTINGS_SCHEMA_DIR", "GSETTINGS_BACKEND", "XDG_DATA_DIRS", "MAKEFLAGS", "DESTDIR")

source = Path(sys.argv[1])
machine = None


def build():
    shutil.copytree(source, work / "inkling", ignore=NOT_SOURCE)
    done = subprocess.run(["dpkg-buildpackage", "--unsigned-source", "--unsigned-changes",
                           "--build=binary"], cwd=work / "inkling",
                          env=dict(os.environ, DEB_BUILD_OPTIONS="nocheck parallel=2"),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "warning:" not in done.stdout, [
        line for line in done.stdout.splitlines() if "warning:" in line]


def package():
    return next(work.glob("inkling_*.deb"))


def lintian():
    """Nothing that Debian calls an error; a package that is in no archive closes no bug there."""
    tap.check_command("lintian", "--allow-root", "--fail-on", "error,warning",
                      "--suppress-tags", "initial-upload-closes-no-bugs",
                      next(work.glob("inkling_*.changes")))


def contents():
    said = tap.check_command("dpkg-deb", "--contents", package())
    for path in ("bin/inkling", "bin/inkling-cli", "share/man/man1/inkling.1.gz",
                 "share/man/man1/inkling-cli.1.gz", f"share/applications/{APP_ID}.desktop",
                 f"share/metainfo/{APP_ID}.metainfo.xml", f"share/mime/packages/{APP_ID}.xml",
                 f"share/glib-2.0/schemas/{APP_ID}.gschema.xml",
                 "share/locale/zh_CN/LC_MESSAGES/inkling.mo"):
        assert f" ./usr/{path}\n" in said, path


def install():
    global machine
    machine = CopiedMachine(source, work)
    machine.run("dpkg", "--install", package())


def installed():
    if machine is None:
        raise tap.Skip("it is not installed")
    return machine


def terminal():
    """The model that is part of the program is there, and a network can be trained."""
    said = installed().run("inkling-cli", "info", "bundled", "--json")
    assert json.loads(said)["layers"][-1] == 10, said
    said = installed().run("inkling-cli", "train", "--dataset", "builtin", "--hidden", "16",
                           "--steps", "20", "--json", XDG_DATA_HOME="/root/trained")
    assert json.loads(said.splitlines()[-1])["step"] == 20, said


def translations():
    said = installed().run("inkling-cli", "--help", LC_ALL="C.UTF-8", LANGUAGE="zh_CN")
    assert "用法" in said, said


def mime_type():
    said = installed().run("gio", "mime", "application/x-inkling-model")
    assert f"{APP_ID}.desktop" in said, said


def window():
    """It opens without a warning, keeps its settings, and closes."""
    installed().run(source / "tests/gui/with-display.sh", "/usr/bin/python3",
                    source / "tests/package/open-window.py", "/usr/bin/inkling")


def remove():
    """Purging leaves nothing of it behind."""
    assert installed().find("*[iI]nkling*"), "nothing was installed"
    installed().run("dpkg", "--purge", "inkling")
    left = installed().find("*[iI]nkling*")
    assert not left, left


def flatpak():
    """flatpak-builder takes up every line of the manifest; what it does not know it drops."""
    manifest = source / f"data/{APP_ID}.json"
    said = tap.check_command("env", f"--chdir={work}", "flatpak-builder", "--show-manifest",
                             manifest)
    assert json.loads(said) == json.loads(manifest.read_text(encoding="utf-8")), said


CASES = [
    ("/package/build", build),
    ("/package/lintian", lintian),
    ("/package/contents", contents),
    ("/package/install", install),
    ("/package/terminal", terminal),
    ("/package/translations", translations),
    ("/package/mime-type", mime_type),
    ("/package/window", window),
    ("/package/remove", remove),
    ("/package/flatpak", flatpak),
]

enter()
for name in OURS:
    os.environ.pop(name, None)
work = Path(tempfile.mkdtemp(prefix="inkling-package-"))
try:
    tap.main(CASES)
finally:
    if machine is not None:
        machine.close()
    shutil.rmtree(work)
