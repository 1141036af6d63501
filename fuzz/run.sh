#!/bin/sh
# run.sh BUILD_FOLDER SECONDS: every fuzzer for that long, one after the other. What a fuzzer finds
# worth keeping goes to BUILD_FOLDER/found, an input that fails too, and stops the run.
set -eu
folder=$1
seconds=$2
corpus=$(dirname "$0")/corpus
for target in "$folder"/fuzz_*; do
  name=${target##*/fuzz_}
  echo "== $name, $seconds s"
  "$target" -max_total_time="$seconds" -timeout=30 -max_len=16384 -print_final_stats=1 \
    -verbosity=0 -artifact_prefix="$folder/found/$name-" "$folder/found/$name" "$corpus/$name"
done
