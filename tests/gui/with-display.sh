#!/bin/sh
# Runs a program as on a desktop that nobody sees: its own session bus with accessibility, its own
# X server and window manager, and an empty home. INKLING_SCREEN is the size of the screen.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu

home=$(mktemp -d "${TMPDIR:-/tmp}/inkling-home-XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$home"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -m 700 "$home/run"

unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS DISPLAY
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_CONFIG_HOME="$home/.config"
export XDG_CACHE_HOME="$home/.cache" XDG_DATA_HOME="$home/.local/share"
export GDK_BACKEND=x11 NO_AT_BRIDGE=0 LC_ALL=C.UTF-8

# What the services say goes to standard error, for standard output is the program's alone.
exec 9>&1 1>&2

# The server takes a display that is free and says which; the cookie is good for any. It stays as it
# is when a client was its only one and goes, or the next, which is just coming, is turned away.
export XAUTHORITY="$home/cookie"
printf '\377\377\0\0\0\0\0\022MIT-MAGIC-COOKIE-1\0\020' >"$XAUTHORITY"
head -c 16 /dev/urandom >>"$XAUTHORITY"
mkfifo "$home/display"
export INKLING_FRAMEBUFFER="$home/Xvfb_screen0"
Xvfb -displayfd 8 -fbdir "$home" -screen 0 "${INKLING_SCREEN:-1280x800}x24" -noreset -nolisten tcp \
  -auth "$XAUTHORITY" 8>"$home/display" 9>&- &
server=$!
read -r number <"$home/display"

dbus-run-session -- sh -c '
  export DISPLAY=":$1"
  shift
  openbox 9>&- &
  until xprop -root _NET_SUPPORTING_WM_CHECK | grep -q "window id"; do
    kill -0 $! || exit 1
    sleep 0.02
  done
  exec "$@" >&9 9>&-' sh "$number" "$@"
