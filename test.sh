#!/bin/sh
# Installs what the tests need, builds, and runs every test. Some of them only:
# ./test.sh lint|nn|engine|plot|cli|gui|data|package|fuzz|sanitize …
#
# The sanitizer run repeats nn, engine and cli in a build that checks addresses and undefined
# behaviour, and what has threads in one that looks for races. The last line counts the single test
# cases that ran.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu

cd "$(dirname "$0")"
. .ci/prepare.sh

test_packages="
  appstream at-spi2-core dbus fonts-dejavu-core fonts-droid-fallback imagemagick libasan8
  libglib2.0-bin librsvg2-bin libtsan2 libubsan1 libxml2-utils locales man-db mandoc openbox procps
  python3-gi python3-numpy python3-onnx python3-opencv webp-pixbuf-loader weston x11-utils xdotool
  xvfb"

lint_packages="clang-tidy codespell cppcheck pycodestyle pyflakes3 shellcheck"

package_packages="
  dconf-gsettings-backend debhelper dpkg-dev flatpak-builder lintian mount util-linux"

# give_up REASON: nothing could be counted.
give_up ()
{
  echo "$1" >&2
  echo "0 passed, 1 failed"
  exit 1
}

# run_suites NAME FOLDER SUITES MESON-OPTION…: what happened is read from the log, not from here.
run_suites ()
{
  name=$1 folder=$2
  shift 2
  rm -f "$folder/meson-logs/$name"*.json
  meson test -C "$folder" --no-rebuild --logbase "$name" --print-errorlogs "$@" </dev/null || true
  for log in "$folder/meson-logs/$name"*.json; do # meson adds what wraps the tests to the name
    logs="$logs $name=$log"
  done
}

# fetch_onnxruntime: only npm has it. Where it cannot be had, its test cases say so and are skipped.
fetch_onnxruntime ()
{
  export INKLING_ONNXRUNTIME="$PWD/build-node"
  [ ! -d "$INKLING_ONNXRUNTIME/node_modules/onnxruntime-web" ] || return 0
  command -v npm >/dev/null || install_missing nodejs npm || true
  command -v npm >/dev/null || return 0
  echo "Fetching onnxruntime-web"
  npm install --prefix "$INKLING_ONNXRUNTIME" --ignore-scripts --no-audit --no-fund \
    onnxruntime-web@1.17.3 </dev/null >/dev/null 2>&1 || rm -rf "$INKLING_ONNXRUNTIME"
}

threaded="team training trainer trainer-changes resume"

suites=
fuzzed=
sanitized=
# shellcheck disable=SC2048 # a name has no spaces
for suite in ${*:-lint nn engine plot cli gui data package fuzz sanitize}; do
  case $suite in
    nn|engine|plot|cli|gui|data) suites="$suites --suite $suite" ;;
    lint) suites="$suites --suite lint" test_packages="$test_packages $lint_packages" ;;
    package) suites="$suites --suite package" test_packages="$test_packages $package_packages" ;;
    fuzz) fuzzed=yes ;;
    sanitize) sanitized='--suite nn --suite engine --suite cli' ;;
    *) give_up "There is no suite $suite; see the top of test.sh." ;;
  esac
done

install_missing $build_packages $test_packages || give_up "Nothing was tested."
build_program || give_up "The program does not build."
if [ -n "$sanitized" ]; then
  build build-sanitize -Dgui=disabled -Db_sanitize=address,undefined -Db_lundef=false &&
    build build-thread -Dgui=disabled -Db_sanitize=thread -Db_lundef=false ||
    give_up "The program does not build with sanitizers."
fi
if [ -n "$fuzzed" ]; then
  build_fuzz || give_up "The fuzz targets do not build."
fi

case "$suites $sanitized" in
  *engine*) fetch_onnxruntime ;;
esac

# The tests see neither the user's files nor the user's language.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
trap 'exit 1' HUP INT TERM
export HOME="$home" XDG_CONFIG_HOME="$home/.config" XDG_CACHE_HOME="$home/.cache"
export XDG_DATA_HOME="$home/.local/share" XDG_STATE_HOME="$home/.local/state"
export LC_ALL=C.UTF-8
unset INKLING_MNIST LANGUAGE

# A language that writes 0,5 finds numbers that went into a file by the wrong function.
mkdir "$home/locale"
localedef -i de_DE -f UTF-8 "$home/locale/de_DE.UTF-8" || true
export LOCPATH="$home/locale:/usr/lib/locale"

if [ -z "${INKLING_TEST_DATA:-}" ] && [ -d ../shared/mnist ]; then
  INKLING_TEST_DATA=$(cd ../shared && pwd)
fi
export INKLING_TEST_DATA="${INKLING_TEST_DATA:-}"
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.supp:print_suppressions=0"
export TSAN_OPTIONS="suppressions=$PWD/tests/races.supp"

logs=
[ -z "$suites" ] || run_suites plain build $suites
[ -z "$fuzzed" ] || run_suites fuzz build-fuzz --suite fuzz
if [ -n "$sanitized" ]; then
  run_suites sanitized build-sanitize $sanitized --timeout-multiplier 5
  run_suites threads build-thread $threaded --timeout-multiplier 10 \
    --wrapper "env LD_PRELOAD=$PWD/build-thread/tests/libthread-sanitizer.so"
fi

/usr/bin/python3 tests/count-results.py $logs
