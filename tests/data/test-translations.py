#!/usr/bin/python3
"""Every language of po/LINGUAS says everything the program says.

test-translations.py SOURCE-ROOT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tap  # noqa: E402

MARKED = re.compile(r'\bN?C?_ ?\("|\bn?gettext \(|translatable="yes"')
SCANNED = ("nn/*.c", "src/**/*.c", "src/**/*.h", "ui/**/*.ui")
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3")

source = Path(sys.argv[1])
languages = (source / "po/LINGUAS").read_text(encoding="utf-8").split()
listed = [
    line for line in (source / "po/POTFILES.in").read_text(encoding="utf-8").splitlines()
    if line
]


def make_template(path):
    tap.check_command(
        "xgettext", "--from-code=UTF-8", "--add-comments", f"--directory={source}",
        *(f"--keyword={keyword}" for keyword in KEYWORDS),
        f"--output={path}", f"--files-from={source / 'po/POTFILES.in'}",
    )


def files_are_listed():
    """A file with a marked text is in POTFILES.in, or nobody could translate it."""
    marked = [
        str(path.relative_to(source))
        for pattern in SCANNED for path in source.glob(pattern)
        if MARKED.search(path.read_text(encoding="utf-8"))
    ]
    forgotten = sorted(set(marked) - set(listed))
    assert not forgotten, f"not in po/POTFILES.in: {', '.join(forgotten)}"


def files_exist():
    gone = [name for name in listed if not (source / name).exists()]
    assert not gone, f"in po/POTFILES.in, but gone: {', '.join(gone)}"


def check_format(language):
    """Placeholders, plural forms and header are well formed."""
    tap.check_command("msgfmt", "--check", "--output-file=/dev/null",
                      source / f"po/{language}.po")


def check_complete(language):
    """No text of the program is missing, untranslated or only guessed at."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "inkling.pot")
        make_template(template)
        done = subprocess.run(["msgcmp", source / f"po/{language}.po", template],
                              stderr=subprocess.PIPE, text=True)
        assert done.returncode == 0, done.stderr


cases = [
    ("/translations/files-are-listed", files_are_listed),
    ("/translations/files-exist", files_exist),
]
for name in languages:
    cases.append((f"/translations/{name}/format", lambda name=name: check_format(name)))
    cases.append((f"/translations/{name}/complete", lambda name=name: check_complete(name)))
tap.main(cases)
