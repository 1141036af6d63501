"""`separatrix tasks`: examples as JSON lines, checked by plain definitions of the tasks.

Usage: test_tasks.py path/to/separatrix
"""

import hashlib
import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()


def run(words):
    return subprocess.run([str(PROGRAM), *shlex.split(words)], capture_output=True, text=True,
                          timeout=300, check=False)


def examples(words):
    done = run(f"tasks sample {words} --out -")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def lookup(line):
    *symbols, query = line["tokens"]
    return symbols[query - (line["vocabulary"] - line["n"])]


def equality(line):
    half = line["n"] // 2
    return int(line["tokens"][:half] == line["tokens"][half:])


def meet(line):
    half = line["n"] // 2
    return int(any(x & y for x, y in zip(line["tokens"][:half], line["tokens"][half:])))


def dyck(line):
    depth = []
    for symbol in line["tokens"]:
        if symbol < 2:
            depth.append(symbol)
        elif not depth or depth.pop() != symbol - 2:
            return 0
        if len(depth) > 2:
            return 0
    return int(not depth)


def recall(line):
    tokens = line["tokens"]
    first_label = line["vocabulary"] - 2
    label = dict(zip(tokens[:line["n"]:2], tokens[1:line["n"]:2]))
    return [label[tokens[i]] - first_label for i in line["positions"]]


def nearest(line):
    *labelled, query = line["points"][::2]
    products = [sum(a * b for a, b in zip(x, query)) for x in labelled]
    return line["tokens"][2 * products.index(max(products)) + 1] - 1


PLAIN = [("index-lookup --n 40 --alphabet 64", lookup), ("equality --n 12", equality),
         ("disjointness --n 12", meet), ("dyck:2:2 --n 20", dyck), ("mqar --n 16", recall),
         ("nearest-neighbour --n 6 --dimension 4 --gamma 1/8", nearest)]
SAMPLERS = {"index-lookup": ["paper", "adversarial"],
            "equality": ["eq-random", "eq-one", "adversarial"],
            "disjointness": ["eq-random", "eq-one", "adversarial"],
            "dyck:2:2": ["paper", "members", "uniform", "too-deep", "wrong-type", "unfinished"],
            "mqar": ["random", "adversarial"], "nearest-neighbour": ["random", "adversarial"]}


class Examples(unittest.TestCase):
    def test_answers_are_those_of_the_definition(self):
        for words, answer in PLAIN:
            for sampler in SAMPLERS[words.split()[0]]:
                with self.subTest(words=words, sampler=sampler):
                    lines = examples(f"{words} --sampler {sampler} --count 60 --seed 4")
                    self.assertEqual([line["index"] for line in lines], list(range(60)))
                    for line in lines:
                        self.assertEqual(line["answer"], answer(line), line)

    def test_one_changed_token_changes_the_answer(self):
        for words, answer in (("equality --n 12", equality), ("dyck:2:2 --n 20", dyck)):
            lines = examples(f"{words} --count 200")
            members = [line for line in lines if line["answer"] == 1]
            self.assertTrue(60 < len(members) < 160, len(members))
            for line in members:
                line["tokens"][1] ^= 1
                self.assertEqual(answer(line), 0, line)

    def test_the_bytes_are_fixed(self):
        known = {
            "index-lookup --n 100 --alphabet 64 --count 50 --seed 1": "eab80a331aafaf9bcba7f80fcb67bedf92291710afb0bc051dea17e577b393f5",
            "dyck:2:2 --n 100 --count 50 --seed 1": "da95cb7403a130967f1d88a42aed73e19740567858be4acc1d8b15f0eb5b1bcb",
            "mqar --n 16 --count 50 --seed 1": "368ee65c15032748108cb6db1631c365533b44697df9718c9202ad1f8a5d69be",
        }
        for words, digest in known.items():
            done = run(f"tasks sample {words} --out -")
            self.assertEqual(hashlib.sha256(done.stdout.encode()).hexdigest(), digest, words)

    def test_a_longer_file_begins_with_the_shorter(self):
        with tempfile.TemporaryDirectory() as folder:
            short, long = pathlib.Path(folder, "short.jsonl"), pathlib.Path(folder, "long.jsonl")
            words = "tasks sample equality --n 16 --seed 9"
            self.assertEqual(run(f"{words} --count 30 --out {short}").returncode, 0)
            self.assertEqual(run(f"{words} --count 3000 --out {long}").returncode, 0)
            self.assertTrue(long.read_bytes().startswith(short.read_bytes()))
            self.assertEqual(long.read_bytes().count(b"\n"), 3000)
            other = run("tasks sample equality --n 16 --seed 10 --count 30 --out -").stdout
            self.assertNotEqual(short.read_text(), other)

    def test_a_file_is_whole_or_not_there(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder, "out.jsonl")
            done = run(f"tasks sample dyck:2:2 --n 1000 --count 100000000 --time-limit 0.3 "
                       f"--out {out}")
            self.assertEqual(done.returncode, 3)
            self.assertIn("is not written", done.stderr)
            self.assertEqual(list(pathlib.Path(folder).iterdir()), [])

    def test_wrong_usage_is_told_in_one_line(self):
        for words, part in (("equality --n 8 --sampler paper", "eq-random, eq-one, adversarial"),
                            ("equality --n 7", "even"),
                            ("equality --n 1000000000000", "2^22"),
                            ("mqar --n 8 --alphabet 3", "alphabet"),
                            ("no-such-task --n 8", "there is no task")):
            with self.subTest(words=words):
                done = run(f"tasks sample {words} --count 1 --out -")
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, "")
                self.assertEqual(done.stderr.count("\n"), 1)
                self.assertIn(part, done.stderr)
        self.assertEqual(run("tasks sample equality --n 8 --out -").returncode, 2)

    def test_tasks_are_listed_once(self):
        listed = run("tasks").stdout
        self.assertIn("index-lookup", listed)
        self.assertTrue(run("list").stdout.startswith(listed))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
