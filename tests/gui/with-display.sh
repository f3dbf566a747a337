#!/bin/sh
# Runs a program as on a desktop that nobody sees: its own session bus with accessibility, its own
# X server and window manager, and an empty home. INKLING_SCREEN is the size of the screen.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu

home=$(mktemp -d "${TMPDIR:-/tmp}/inkling-home-XXXXXX")
trap 'rm -rf "$home"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -m 700 "$home/run"

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XAUTHORITY AT_SPI_BUS_ADDRESS
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_CONFIG_HOME="$home/.config"
export XDG_CACHE_HOME="$home/.cache" XDG_DATA_HOME="$home/.local/share"
export GDK_BACKEND=x11 NO_AT_BRIDGE=0 LC_ALL=C.UTF-8

# What the services say goes to standard error, for standard output is the program's alone. The
# process id starts the search for a free display, so that two runs at once do not meet.
exec 9>&1 1>&2
screen="-screen 0 ${INKLING_SCREEN:-1280x800}x24"
dbus-run-session -- xvfb-run -a -n $((100 + $$ % 10000)) -s "$screen" \
  sh -c 'openbox >/dev/null 2>&1 & exec "$@" >&9 9>&-' sh "$@"
