#!/bin/sh
# Installs the build into a temporary prefix, then builds and runs a project that uses it.
set -eu
build=$1
source=$2
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
cmake --install "$build" --prefix "$prefix/usr" >/dev/null
"$prefix/usr/bin/separatrix" --version
cmake -S "$source/tests/install" -B "$prefix/user" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_PREFIX_PATH="$prefix/usr" >/dev/null
cmake --build "$prefix/user"
"$prefix/user/user"
