# What run.sh and test.sh share: installing what is missing, and building. Sourced, in the
# project's root.
#
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh disable=SC2034 # who sources it uses the variables

build_packages="
  gcc libc6-dev pkgconf meson ninja-build gettext
  libglib2.0-dev libgtk-4-dev libadwaita-1-dev libjson-glib-dev libpng-dev libjpeg-dev
  libgdk-pixbuf-2.0-dev zlib1g-dev
  nettle-dev libsoup-3.0-dev glib-networking
  libopenblas-dev libgtk-4-bin desktop-file-utils shared-mime-info
  adwaita-icon-theme librsvg2-common dbus-daemon"

fuzz_packages="imagemagick libasan8 libubsan1 python3" # and clang with libclang-rt-dev is better

# say_log LOG: the end of what a failed command said.
say_log ()
{
  tail -n 40 "$1" >&2
}

# missing_packages PACKAGE…: those that are not installed.
missing_packages ()
{
  installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
                sed -n 's/ installed$//p')
  for package in "$@"; do
    printf '%s\n' "$installed" | grep -qxF "$package" || printf ' %s' "$package"
  done
}

# install_missing PACKAGE…: asks Debian for what is not there yet; silent and offline otherwise.
install_missing ()
{
  command -v apt-get >/dev/null || return 0
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0

  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null; then
      echo "Some packages are missing. As an administrator, please run:" >&2
      echo "  apt-get install --no-install-recommends$missing" >&2
      return 1
    fi
  fi

  echo "Installing$missing"
  log=$(mktemp)
  # A source that cannot be reached does not matter if another one has the packages.
  $as_root apt-get update </dev/null >"$log" 2>&1 || true
  if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes \
         --no-install-recommends -o DPkg::Lock::Timeout=300 $missing </dev/null >>"$log" 2>&1; then
    say_log "$log"
    echo "The packages could not be installed; the reason is above." >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# build FOLDER MESON-OPTION…: configures a folder that is new, moved or was made with other
# options, then compiles; silent unless it fails.
build ()
{
  folder=$1
  shift
  made_for="$PWD $*"
  if [ "$(cat "$folder/made-for" 2>/dev/null)" != "$made_for" ]; then
    echo "Building in $folder"
    rm -rf "$folder"
    mkdir "$folder"
    meson setup "$folder" "$@" </dev/null >"$folder/setup.log" 2>&1 ||
      { say_log "$folder/setup.log"; return 1; }
    printf '%s\n' "$made_for" >"$folder/made-for"
  fi
  meson compile -C "$folder" </dev/null >"$folder/compile.log" 2>&1 ||
    { say_log "$folder/compile.log"; return 1; }
}

# build_program: both programs, with settings, icons and translations where they look for them.
build_program ()
{
  build build --prefix="$PWD/build/installed" || return 1
  meson install -C build --no-rebuild </dev/null >build/install.log 2>&1 ||
    { say_log build/install.log; return 1; }
}

# has_fuzzer: whether clang is there with its fuzzer and sanitizers.
has_fuzzer ()
{
  probe=$(mktemp -d)
  echo 'int LLVMFuzzerTestOneInput (const char *data, unsigned long size) { return 0; }' \
    >"$probe/probe.c"
  found=0
  clang -fsanitize=fuzzer,address,undefined "$probe/probe.c" -o "$probe/probe" 2>/dev/null || found=1
  rm -rf "$probe"
  return $found
}

# build_fuzz: the fuzz targets, for libFuzzer where it is there.
build_fuzz ()
{
  compiler=gcc
  ! has_fuzzer || compiler=clang
  CC=$compiler build build-fuzz -Dgui=disabled -Dfuzz=true -Db_sanitize=address,undefined \
    -Db_lundef=false
}
