#!/usr/bin/python3
"""Every language of po/LINGUAS says everything the program says.

test-translations.py SOURCE-ROOT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import gettext
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import tap  # noqa: E402

MARKED = re.compile(r'\bN?C?_ ?\("|\bn?gettext \(|translatable="yes"')
# xgettext knows <inttypes.h>'s macros; at any other it ends the text.
CUT_OFF = re.compile(r'\b_ ?\((?:"(?:[^"\\\n]|\\.)*"|PRI\w+|\s)+(?!PRI)[A-Z]\w*')
SCANNED = ("nn/**/*.c", "src/**/*.c", "src/**/*.h", "ui/**/*.ui")
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3")

# Which of a language's forms a number takes; a language that is not here has to be added.
PLURALS = {
    "ar": {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4},
    "de": {0: 1, 1: 0, 2: 1, 21: 1, 101: 1},
    "es": {0: 1, 1: 0, 2: 1, 21: 1, 101: 1},
    "fr": {0: 0, 1: 0, 2: 1, 21: 1, 101: 1},
    "ja": {0: 0, 1: 0, 2: 0, 21: 0},
    "zh_CN": {0: 0, 1: 0, 2: 0, 21: 0},
    "zh_TW": {0: 0, 1: 0, 2: 0, 21: 0},
}

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


def texts_are_whole():
    """No text is cut off in the template by a macro in its middle."""
    found = [
        f"{name}: {' '.join(match[0].split())}"
        for name in listed for match in CUT_OFF.finditer((source / name).read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def check_format(language):
    """Placeholders, plural forms and header are well formed."""
    tap.check_command("msgfmt", "--check", "--output-file=/dev/null",
                      source / f"po/{language}.po")


def check_plurals(language):
    """The header's formula gives each number its form, and there are no more forms than those."""
    header = (source / f"po/{language}.po").read_text(encoding="utf-8").replace('"\n"', "")
    n_forms, formula = re.search(r"nplurals=(\d+); plural=(.*?);\\n", header).groups()
    expected = PLURALS[language]
    form = gettext.c2py(formula)
    assert {number: form(number) for number in expected} == expected, formula
    assert int(n_forms) == max(expected.values()) + 1, n_forms


def check_no_guess(language):
    """Nothing is left that a program guessed, and no person has looked at."""
    found = tap.check_command("msgattrib", "--only-fuzzy", source / f"po/{language}.po")
    assert found == "", found


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
    ("/translations/texts-are-whole", texts_are_whole),
]
for name in languages:
    cases.append((f"/translations/{name}/format", lambda name=name: check_format(name)))
    cases.append((f"/translations/{name}/plurals", lambda name=name: check_plurals(name)))
    cases.append((f"/translations/{name}/no-guess", lambda name=name: check_no_guess(name)))
    cases.append((f"/translations/{name}/complete", lambda name=name: check_complete(name)))
tap.main(cases)
