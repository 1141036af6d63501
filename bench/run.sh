#!/bin/sh
# Runs the benchmarks of a build folder, then the PyTorch comparison where torch is installed.
set -eu
build=$1
here=$(dirname "$0")
"$build/bench/bench_coherence"
"$build/bench/bench_exhaustive"
"$build/bench/bench_recurrent"
"$build/bench/bench_communication"
if /usr/bin/python3 -c 'import torch' 2>/dev/null; then
  /usr/bin/python3 "$here/torch_lookup.py"
  /usr/bin/python3 "$here/torch_equality.py"
  /usr/bin/python3 "$here/torch_dyck.py"
else
  echo "bench: PyTorch is not installed, so its comparison is skipped (package python3-torch)"
fi
