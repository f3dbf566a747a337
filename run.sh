#!/bin/sh
# Installs what is missing, builds, and opens the window; without a display it trains in the
# terminal. Arguments are passed on: ./run.sh model.safetensors, or without a display
# ./run.sh --steps 2000
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu

root=$(cd "$(dirname "$0")" && pwd)
installed="$root/build/installed"

(
  cd "$root"
  . .ci/prepare.sh
  install_missing $build_packages
  build_program
)

if [ -z "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ]; then
  echo "There is no display here, so Inkling trains in the terminal; Ctrl+C saves and stops."
  exec "$installed/bin/inkling-cli" train "$@"
fi

export XDG_DATA_DIRS="$installed/share:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}"
# Settings are kept by way of the session's bus, which a bare machine does not have.
if [ -z "${DBUS_SESSION_BUS_ADDRESS:-}" ] && [ ! -S "${XDG_RUNTIME_DIR:-}/bus" ]; then
  exec dbus-run-session -- "$installed/bin/inkling" "$@"
fi
exec "$installed/bin/inkling" "$@"
