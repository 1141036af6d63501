#!/bin/sh
# Installs what the given lists of packages (packages.txt if none is given) name and is not there
# yet: as root, or through sudo; otherwise prints the command to run.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- packages.txt

# Node.js and npm may also come from elsewhere: their commands count, not the packages.
present() {
  case "$1" in
    nodejs) command -v node || command -v nodejs ;;
    npm) command -v npm ;;
    *) dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep 'ok installed' ;;
  esac >/dev/null
}

missing=""
for package in $(sed 's/#.*//' "$@"); do
  present "$package" || missing="$missing $package"
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
