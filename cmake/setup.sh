#!/bin/sh
# Installs what the given lists of packages (packages.txt if none is given) name and is not there
# yet: as root, or through sudo; otherwise prints the command to run.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- packages.txt
missing=""
for package in $(sed 's/#.*//' "$@"); do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
  apt-get update
  DEBIAN_FRONTEND=noninteractive $install
elif command -v sudo >/dev/null 2>&1; then
  sudo apt-get update
  sudo env DEBIAN_FRONTEND=noninteractive $install
else
  echo "separatrix: packages are missing; run this as root, then try again:" >&2
  echo "  apt-get update && $install" >&2
  exit 2
fi
