#!/bin/sh
# Runs ./test.sh on another release of Debian: tests/other-release.sh RELEASE [SUITE …], as root.
#
# The release lives in a folder of its own, which is made by debootstrap at the first run and kept,
# under $XDG_CACHE_HOME or /var/cache. The checkout is copied there; what is mounted goes with the
# last process.
#
# SPDX-License-Identifier: GPL-3.0-or-later
set -eu

give_up ()
{
  echo "$1" >&2
  exit "${2:-1}"
}

# In the namespaces of its own: mounts what programs need, and runs the suites.
if [ "${1:-}" = --inside ]; then
  root=$2 data=$3
  shift 3
  mount --make-rprivate /
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/dev/shm"
  mount -t tmpfs tmpfs "$root/run"
  mount -t tmpfs tmpfs "$root/tmp"
  if [ -n "$data" ]; then
    mount --bind -o ro "$data" "$root/srv/shared"
  fi
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 TERM="${TERM:-dumb}" \
    INKLING_TEST_DATA="${data:+/srv/shared}" INKLING_FATAL=fatal-criticals \
    chroot "$root" /bin/sh -c 'cd /srv/inkling && exec ./test.sh "$@"' sh "$@"
fi

[ $# -ge 1 ] || give_up "Usage: tests/other-release.sh RELEASE [SUITE …]" 2
[ "$(id -u)" -eq 0 ] || give_up "Only root can run programs of another release." 2
command -v debootstrap >/dev/null || give_up "Please install the package debootstrap." 2

release=$1
shift
checkout=$(cd "$(dirname "$0")/.." && pwd)
root="${XDG_CACHE_HOME:-/var/cache}/inkling-releases/$release"

# The mirror that this machine uses itself.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' | head -n 1)
[ -n "$mirror" ] || give_up "This machine gets no packages from Debian, so that no mirror is known."

if [ ! -d "$root" ]; then
  echo "Fetching Debian's $release"
  mkdir -p "${root%/*}"
  rm -rf "$root.new"
  debootstrap --variant=minbase "$release" "$root.new" "$mirror" >"$root.log" 2>&1 ||
    give_up "$(tail -n 20 "$root.log")"
  # No service is started when its package is installed.
  printf '#!/bin/sh\nexit 101\n' >"$root.new/usr/sbin/policy-rc.d"
  chmod 755 "$root.new/usr/sbin/policy-rc.d"
  mv "$root.new" "$root"
fi

# What was built there before is kept; of the checkout, what Git knows or would add.
mkdir -p "$root/srv/inkling" "$root/srv/shared"
find "$root/srv/inkling" -mindepth 1 -maxdepth 1 ! -name 'build*' -exec rm -rf {} +
(cd "$checkout" && git ls-files -z --cached --others --exclude-standard |
  tar --create --null --files-from=- --ignore-failed-read) | tar --extract -C "$root/srv/inkling"
cp --remove-destination /etc/resolv.conf "$root/etc/resolv.conf"

data=${INKLING_TEST_DATA:-}
if [ -z "$data" ] && [ -d "$checkout/../shared/mnist" ]; then
  data=$(cd "$checkout/../shared" && pwd)
fi

exec unshare --mount --pid --fork --kill-child "$0" --inside "$root" "$data" "$@"
