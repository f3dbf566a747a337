#!/bin/sh
# A long run of every fuzz target, or of those named: tests/fuzz/run.sh SECONDS [TARGET…]
#
# SECONDS are those of each target. What is found lies in build-fuzz/findings, what was learnt in
# build-fuzz/corpus, where the next run goes on from.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu

seconds=${1:?how many seconds a target?}
shift
cd "$(dirname "$0")/../.."
. .ci/prepare.sh

install_missing $build_packages $fuzz_packages
build_fuzz
mkdir -p build-fuzz/findings build-fuzz/corpus
export INKLING_FUZZ_SECONDS="$seconds" PYTHONPATH="$PWD/tests"
export INKLING_FUZZ_FINDINGS="$PWD/build-fuzz/findings" INKLING_FUZZ_CORPUS="$PWD/build-fuzz/corpus"

programs=
# shellcheck disable=SC2048 # a name has no spaces
for name in ${*:-$(cd build-fuzz/tests/fuzz && ls -d fuzz-* | sed -n '/\.p$/!s/^fuzz-//p')}; do
  programs="$programs build-fuzz/tests/fuzz/fuzz-$name"
done
exec /usr/bin/python3 tests/fuzz/test-fuzz.py build-fuzz/src/cli/inkling-cli tests/fuzz $programs
