#!/bin/sh
# deb.sh [BUILD]: is the Debian package fit to be given away? Builds it, asks lintian, makes a bare Debian of this
# machine's release from this machine's mirror, installs the package there and runs the program. Needs root,
# dpkg-dev, lintian and debootstrap. Not part of the tests: it loads some 50 MB.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/var/tmp}/wsalog-deb.XXXXXX")
root=$work/root
build=${1:-$work/build}
finish() {
    ! mountpoint -q "$root/proc" || umount "$root/proc"
    rm -rf --one-file-system "$work"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

say() {
    printf '== %s\n' "$*"
}

say 'the package'
cmake -S "$top" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >"$work/log" 2>&1 &&
    cmake --build "$build" >>"$work/log" 2>&1 &&
    (cd "$build" && cpack -G DEB -B "$work") >>"$work/log" 2>&1 || { tail -n 30 "$work/log"; exit 1; }
deb=$(ls "$work"/wsalog_*.deb)
dpkg-deb --field "$deb" Package Version Depends

say 'lintian'
# Where only root is at hand, lintian says that this is not recommended.
lintian --fail-on error,warning --allow-root "$deb"
echo 'no error, no warning'

say 'a bare Debian'
. /etc/os-release
mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
    awk -v release="$VERSION_CODENAME" '$2 == release && $3 == "main" { print $1; exit }')
[ -n "$mirror" ] || { echo "apt knows no mirror for $VERSION_CODENAME"; exit 1; }
debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "$mirror" >"$work/log" 2>&1 ||
    { tail -n 30 "$work/log"; exit 1; }
mount -t proc proc "$root/proc" 2>/dev/null || echo 'without /proc'
[ ! -e /etc/resolv.conf ] || cp -L /etc/resolv.conf "$root/etc/resolv.conf"
inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        TERM=dumb "$@"
}
echo "$(inside dpkg-query -f '.\n' -W | wc -l) packages, $(cat "$root/etc/debian_version")"

say 'installed there'
cp "$deb" "$root/tmp/wsalog.deb"
# The proxy and the like, as here.
apt-config dump | grep '^Acquire::http' >"$root/etc/apt/apt.conf.d/99-here" || :
inside apt-get -qq update
inside apt-get -qq install -y --no-install-recommends /tmp/wsalog.deb >"$work/log" 2>&1 ||
    { tail -n 30 "$work/log"; exit 1; }
inside dpkg-query -W wsalog
inside dpkg --verify wsalog

say 'wsalog explain 10055'
inside wsalog explain 10055
say 'wsalog, on a sample'
inside wsalog /usr/share/doc/wsalog/samples/nginx-windows.log | head -n 40
inside wsalog find -f csv /usr/share/doc/wsalog/samples >"$work/found"
echo "wsalog find, on all samples: $(($(wc -l <"$work/found") - 1)) mentions"

say 'removed'
inside apt-get -qq purge -y wsalog >"$work/log" 2>&1 || { tail -n 30 "$work/log"; exit 1; }
inside find / -xdev -name '*wsalog*' -not -path '/tmp/*' -not -path '/var/*' | grep . && exit 1
echo 'nothing is left'
