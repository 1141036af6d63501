"""Runs every `$ separatrix ...` command of the README and compares its output with what stands there.

Usage: test_readme.py README.md path/to/separatrix path/to/separatrix-check
"""

import pathlib
import re
import subprocess
import sys
import tempfile


def examples(text):
    """(command, expected output) of each command in the console blocks."""
    for block in re.findall(r"```console\n(.*?)```", text, re.S):
        command, expected = None, []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, expected
                command, expected = line[2:], []
            else:
                expected.append(line)
        if command:
            yield command, expected


def main():
    readme = pathlib.Path(sys.argv[1])
    programs = ":".join(str(pathlib.Path(path).resolve().parent) for path in sys.argv[2:])
    found = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for command, expected in examples(readme.read_text()):
            if "separatrix" not in command:
                continue
            found += 1
            env = {"PATH": f"{programs}:/usr/bin:/bin"}
            run = subprocess.run(command, shell=True, cwd=folder, env=env, capture_output=True,
                                 text=True, check=False)
            actual = (run.stdout + run.stderr).rstrip("\n").splitlines()
            while expected and not expected[-1]:
                expected.pop()
            if actual != expected:
                failed += 1
                print(f"README: $ {command}\n  expected:\n" + "\n".join("    " + x for x in expected))
                print("  actual:\n" + "\n".join("    " + x for x in actual))
    print(f"{found - failed} passed, {failed} failed")
    return 1 if failed or not found else 0


if __name__ == "__main__":
    sys.exit(main())
