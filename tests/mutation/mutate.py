"""Mutants of the code that decides verdicts: is each noticed by the tests of its file?

Usage: mutate.py BUILD [--set checker|verifier] [--files PATTERN] [--per-file N] [--seed S] [--jobs J]
                 [--list] [--json FILE] [--again FILE]

BUILD is a finished build of the preset file-by-file. targets.txt names the files and their tests. A mutant is one change
of one line. It is compiled alone, linked with the objects of BUILD, and run against its tests.

killed      a test failed, crashed, or ran longer than its limit
survived    all its tests passed: exit code 1, unless equivalent.txt names the mutant with a proof

Changes that do not compile are not counted. Scripts ask the checker many thousand times: what they ask
is recorded once with the right checker, and a mutant that answers the same in every case has
survived. Where an answer differs, the script itself decides.
"""

import argparse
import concurrent.futures
import fnmatch
import hashlib
import json
import os
import pathlib
import random
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CHECKER_OBJECTS = "checker/CMakeFiles/separatrix-check.dir"
LIBRARIES = ("reports", "analysis", "bounds", "constructions", "tasks", "models", "evidence",
             "languages", "numerics")
SYSTEM_LIBRARIES = "-lfmt -ltbb -lmpfi -lmpfr -lgmp -lcadical -lhwy -lm4ri".split()

# Pairs that stand for each other. Blanks: clang-format puts them around operators only.
EXCHANGES = [(" < ", " <= "), (" > ", " >= "), (" == ", " != "), (" + ", " - "), (" += ", " -= "),
             (" && ", " || "), ("std::min", "std::max"), ("true", "false"),
             ("floor_of", "ceil_of"), ("fdiv", "cdiv"), (".low", ".high"), (".lower", ".upper"),
             ("lower(", "upper("), ("RNDD", "RNDU"), ("upper_bound", "lower_bound")]
ONE_WAY = [(r"(?<=\()!(?=[a-z(])", ""), (r"(?<= )!(?=[a-z(])", ""), (r"(?<![\w.])\d+(?![\w.'])", "+1"),
           (r"(?<![\w.])[1-9]\d*(?![\w.'])", "-1"), (r"(?<=[ (])-(?=[a-z(])", "")]
STATEMENT = re.compile(r"(?m)(^ *|\) |else )((?:require\w*\(|throw |undecided\w*\()[^;{}]*;)")


def masked(text):
    """The text with comments, literals and directives blanked, character for character."""
    pattern = r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|(?m:^ *#[^\n]*)'
    return re.sub(pattern, lambda m: re.sub(r"[^\n]", "\0", m.group()), text, flags=re.DOTALL)


def changes_of(text):
    """(operator, start, end, replacement) of every change of this source text."""
    code = masked(text)
    words = []
    for one, other in EXCHANGES:
        words += [(one, other), (other, one)]
    for old, new in words:
        bounded = re.escape(old) if not old.isalpha() else rf"\b{old}\b"
        for match in re.finditer(bounded, code):
            if "\0" in (code[match.start() - 1], code[match.end()]):
                continue  # texts are joined
            yield f"{old.strip()} to {new.strip()}", match.start(), match.end(), new
    for pattern, new in ONE_WAY:
        for match in re.finditer(pattern, code):
            if new in ("+1", "-1"):
                value = str(int(match.group()) + int(new))
                yield f"constant {new}", match.start(), match.end(), value
            else:
                yield f"without {match.group()}", match.start(), match.end(), new
    for match in STATEMENT.finditer(code):
        yield "statement removed", match.start(2), match.end(2), ";"


class Mutant:
    def __init__(self, file, text, operator, start, end, new):
        self.file, self.operator = file, operator
        self.text = text[:start] + new + text[end:]
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        self.line = text.count("\n", 0, start) + 1
        self.old = " ".join(text[first:last].split())
        self.new = " ".join((text[first:start] + new + text[end:last]).split())
        self.outcome, self.by = None, ""

    def name(self):
        return f"{self.file}:{self.line} | {self.old} | {self.new}"

    def key(self):
        return f"{self.file} | {self.old} | {self.new}"


def mutants_of(file, number, seed):
    """A sample that takes the operators in turn: first a removed statement, which only refused."""
    text = (ROOT / file).read_text(encoding="utf-8")
    kinds = {}
    for operator, start, end, new in changes_of(text):
        kinds.setdefault(operator, []).append(Mutant(file, text, operator, start, end, new))
    chance = random.Random(f"{seed} {file}")
    queues = [chance.sample(kinds[name], len(kinds[name])) for name in sorted(kinds)]
    chance.shuffle(queues)
    queues.sort(key=lambda queue: queue[0].operator != "statement removed")
    found = []
    while any(queues) and len(found) < number:
        for queue in queues:
            if queue and len(found) < number:
                found.append(queue.pop())
    return found


def read_lines(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


# A script that ends at its first failure.
FAIL_FAST = ("import functools, os, runpy, sys, unittest; sys.argv = sys.argv[1:];"
             "unittest.main = functools.partial(unittest.main, failfast=True);"
             "sys.path.insert(0, os.path.dirname(sys.argv[0]));"
             "runpy.run_path(sys.argv[0], run_name='__main__')")


class Tests:
    """Compiles, links and runs in a scratch folder."""

    def __init__(self, build, scratch):
        self.build, self.scratch = build, scratch
        commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
        self.commands = {}
        for entry in commands:
            name = pathlib.Path(entry["file"])
            if name.parent.name == "Unity":
                sys.exit(f"mutate: {build} compiles several files at a time; build the preset "
                         "file-by-file (make mutants does)")
            if self.relative(name) == name:
                continue  # written by the build
            source = name.parents[len(self.relative(name).parts) - 1]
            places = [(entry["directory"], str(build)), (f"-I{source}", f"-I{ROOT}"), ("-O3", "-O1")]
            command = entry["command"]
            for one, other in places:
                command = command.replace(one, other)
            words = shlex.split(command)
            self.commands[str(self.relative(name))] = words
        self.asked = {}

    @staticmethod
    def relative(name):
        """The path within the project: its longest tail that exists here."""
        for i in range(1, len(name.parts)):
            if (ROOT / pathlib.Path(*name.parts[i:])).exists():
                return pathlib.Path(*name.parts[i:])
        return name

    def compile(self, mutant, folder):
        source, target = folder / "mutant.cpp", folder / "mutant.o"
        source.write_text(mutant.text, encoding="utf-8")
        words = self.commands[mutant.file]
        words = words[:words.index("-o")] + ["-w", "-iquote", str((ROOT / mutant.file).parent),
                                             "-o", str(target), "-c", str(source)]
        done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=self.build)
        return target if done.returncode == 0 else None

    def link_checker(self, target, mutant, folder):
        program = folder / "separatrix-check"
        own = self.build / CHECKER_OBJECTS / (pathlib.Path(mutant.file).name + ".o") \
            if mutant else None
        objects = [path for path in sorted((self.build / CHECKER_OBJECTS).glob("*.o"))
                   if path != own]
        subprocess.run(["g++", "-fuse-ld=gold", "-o", program, *objects,
                        *([target] if target else []), "-lgmpxx", "-lgmp"], check=True)
        return program

    def link_tests(self, target, tests, folder):
        """The test files of one folder, what they share, and the libraries behind the mutant."""
        name = tests[0].split("/")[1]
        objects = self.build / f"tests/CMakeFiles/test_{name}.dir/{name}"
        helpers = [path for path in sorted(objects.glob("*.o")) if not path.name.startswith("test_")]
        wanted = [objects / (pathlib.Path(test).name + ".o") for test in tests]
        archives = [str(self.build / f"{part}/libseparatrix_{part}.a") for part in LIBRARIES]
        program = folder / "tests"
        subprocess.run(["g++", "-fuse-ld=gold", "-o", program,
                        self.build / "tests/CMakeFiles/test_main.dir/main.cpp.o", *wanted, *helpers,
                        target, "-Wl,--start-group", *archives, "-Wl,--end-group",
                        *SYSTEM_LIBRARIES], check=True)
        return program

    def script(self, test, checker, limit):
        """True if the script passes with this checker."""
        try:
            done = subprocess.run(
                [sys.executable, "-c", FAIL_FAST, ROOT / test, self.build / "cli/separatrix",
                 checker], capture_output=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def record(self, test, checker):
        """What the script asks, and the right answers."""
        folder = self.scratch / pathlib.Path(test).stem
        folder.mkdir()
        wrapper = folder / "separatrix-check"
        wrapper.write_text(
            f"#!/bin/sh\nn={folder}/$$\nout=$({shlex.quote(str(checker))} \"$@\" 2>$n.err); code=$?\n"
            f"cp \"$1\" $n.json\n(printf '%s' \"$out\"; echo; echo $code) > $n.answer\n"
            "cat $n.err >&2\nprintf '%s\\n' \"$out\"\nexit $code\n", encoding="utf-8")
        wrapper.chmod(0o755)
        if not self.script(test, wrapper, 600):
            raise SystemExit(f"{test} fails without a mutant")
        cases = {}
        for answer in folder.glob("*.answer"):
            question = answer.with_suffix(".json")
            cases[hashlib.sha256(question.read_bytes()).digest()] = (question,
                                                                     answer.read_text())
        self.asked[test] = sorted(cases.values(), key=lambda case: case[0].stat().st_size)

    def differs(self, test, checker):
        for question, right in self.asked[test]:
            try:
                done = subprocess.run([checker, question], capture_output=True, text=True,
                                      timeout=60, check=False)
            except subprocess.TimeoutExpired:
                return True
            if done.stdout.rstrip("\n") + f"\n{done.returncode}\n" != right:
                return True
        return False

    def judge(self, mutant, tests):
        with tempfile.TemporaryDirectory(dir=self.scratch) as name:
            folder = pathlib.Path(name)
            target = self.compile(mutant, folder)
            if target is None:
                mutant.outcome = "does not compile"
                return mutant
            mutant.outcome = "survived"
            if tests[0].endswith(".py"):
                checker = self.link_checker(target, mutant, folder)
                for test in tests:
                    if self.differs(test, checker) and not self.script(test, checker, 300):
                        mutant.outcome, mutant.by = "killed", test
                        return mutant
                return mutant
            program = self.link_tests(target, tests, folder)
            try:
                done = subprocess.run([program, "--abort"], capture_output=True, timeout=300,
                                      check=False, cwd=folder)
            except subprocess.TimeoutExpired:
                done = None
            if done is None or done.returncode != 0:
                mutant.outcome, mutant.by = "killed", " ".join(tests)
            return mutant


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("build", type=pathlib.Path)
    options.add_argument("--set", choices=("checker", "verifier"))
    options.add_argument("--files", default="*")
    options.add_argument("--per-file", type=int, default=3)
    options.add_argument("--seed", default="1")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options.add_argument("--list", action="store_true")
    options.add_argument("--json", type=pathlib.Path, help="every mutant and its outcome")
    options.add_argument("--again", type=pathlib.Path, help="only what survived in this --json")
    given = options.parse_args()

    targets = {}
    for line in read_lines("targets.txt"):
        file, *tests = line.split()
        if fnmatch.fnmatch(file, given.files) and \
                given.set in (None, "checker" if file.startswith("checker/") else "verifier"):
            targets[file] = tests
    equivalent = {line.rsplit(" | ", 1)[0] for line in read_lines("equivalent.txt")}
    mutants = [m for file in targets for m in mutants_of(file, given.per_file, given.seed)
               if m.key() not in equivalent]
    if given.again:
        before = {f"{m['file']} | {m['old']} | {m['new']}" for m in json.loads(
            given.again.read_text(encoding="utf-8")) if m["outcome"] == "survived"}
        mutants = [m for m in mutants if m.key() in before]
        targets = {file: tests for file, tests in targets.items()
                   if any(m.file == file for m in mutants)}
    if given.list:
        for mutant in mutants:
            print(mutant.name())
        return 0

    with tempfile.TemporaryDirectory() as name:
        tests = Tests(given.build.resolve(), pathlib.Path(name))
        scripts = sorted({test for file in targets for test in targets[file]
                          if test.endswith(".py")})
        if scripts:
            right = tests.link_checker(None, None, pathlib.Path(name))
        with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
            list(pool.map(lambda script: tests.record(script, right), scripts))
            jobs = [pool.submit(tests.judge, mutant, targets[mutant.file]) for mutant in mutants]
            for job in concurrent.futures.as_completed(jobs):
                mutant = job.result()
                print(f"{mutant.outcome:16} {mutant.name()}", flush=True)

    counted = [m for m in mutants if m.outcome != "does not compile"]
    print("\n| file | killed | mutants |\n|---|---|---|")
    for file in targets:
        own = [m for m in counted if m.file == file]
        print(f"| `{file}` | {sum(m.outcome == 'killed' for m in own)} | {len(own)} |")
    killed = sum(m.outcome == "killed" for m in counted)
    print(f"| all | {killed} | {len(counted)} |")
    if given.json:
        given.json.write_text(json.dumps([
            {"file": m.file, "line": m.line, "old": m.old, "new": m.new, "outcome": m.outcome,
             "by": m.by} for m in mutants], indent=1), encoding="utf-8")
    return 0 if killed == len(counted) else 1


if __name__ == "__main__":
    sys.exit(main())
