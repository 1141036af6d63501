"""Recurrent nets on the command line: every length, every string, faults, files, symbol by symbol.

Usage: test_recurrent.py path/to/separatrix
"""

import json
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()


def run(words, text="", folder=None):
    if isinstance(words, str):
        words = shlex.split(words)
    return subprocess.run([str(PROGRAM), *words], input=text, capture_output=True, text=True,
                          cwd=folder, timeout=300, check=False)


def result_of(words, folder=None):
    done = run(words + " --json -", folder=folder)
    return done.returncode, json.loads(done.stdout)["results"][0]


class EveryLength(unittest.TestCase):
    def certify(self, command):
        code, result = result_of("verify " + command)
        self.assertEqual((code, result["status"]), (0, "certified"), result.get("reason"))
        self.assertEqual(result["task"]["lengths"], "unbounded")
        return result

    def test_all_constructions(self):
        for net in ("rnn", "rnn --encoding log", "rnn --encoding binary --activation tanh",
                    "rnn --activation saturated", "lstm", "lstm --encoding log", "relu-rnn",
                    "dfa-rnn", "automaton"):
            with self.subTest(net=net):
                self.certify(f"dyck:2:2 --n 12 --construction {net}")

    def test_units_are_those_of_the_formulas(self):
        for n, k in ((2, 2), (5, 3), (8, 6)):
            digits = (n - 1).bit_length()
            for net, units in (("rnn", 2 * n * k), ("rnn --encoding log", 6 * k * digits - 2 * k),
                               ("lstm", n * k), ("lstm --encoding log", 3 * k * digits - k)):
                with self.subTest(net=net, n=n, k=k):
                    generator = self.certify(f"dyck-next:{n}:{k} --n 8 --construction {net}")
                    self.assertEqual(generator["measures"]["width"], units)
                    recogniser = self.certify(f"dyck:{n}:{k} --n 8 --construction {net}")
                    self.assertIn(recogniser["measures"]["width"] - units, (1, 2))

    def test_more_states_than_can_be_listed(self):
        self.certify("dyck:128:20 --n 64 --encoding log")
        self.certify("dyck-next:128:20 --n 64 --encoding log --construction lstm")


class EveryString(unittest.TestCase):
    def test_members_are_counted(self):
        code, result = result_of("verify dyck:2:2 --n 12 --mode exhaustive")
        self.assertEqual((code, result["status"]), (0, "exhaustive"))
        self.assertEqual(int(result["evidence"]["inputs_run"]), 4**12)
        self.assertIn("2048 of them members, as counted by heights and as 2^(N-1)",
                      result["notes"])

    def test_prefixes_of_members(self):
        code, result = result_of("verify dyck-next:3:2 --n 9 --mode exhaustive "
                                 "--construction lstm")
        self.assertEqual((code, result["status"]), (0, "exhaustive"))


class Faults(unittest.TestCase):
    def test_a_small_scale_is_refuted_and_replayed(self):
        code, result = result_of("verify dyck:2:2 --n 12 --scale 6")
        self.assertEqual((code, result["status"]), (1, "refuted"))
        again = run(result["counterexample"]["replay"][1:])
        self.assertEqual(again.returncode, 1, again.stdout)
        self.assertIn("DIFFERS", again.stdout)

    def test_a_changed_file_is_not_certified(self):
        with tempfile.TemporaryDirectory() as folder:
            run("verify dyck:2:2 --n 12 --save-model net.json", folder=folder)
            path = pathlib.Path(folder, "net.json")
            code, result = result_of("verify dyck:2:2 --n 12 --construction net.json", folder)
            self.assertEqual((code, result["status"]), (0, "certified"))
            net = json.loads(path.read_text())
            net["cell"]["update"]["blocks"] = net["cell"]["update"]["blocks"][:-1]
            path.write_text(json.dumps(net))
            code, result = result_of("verify dyck:2:2 --n 12 --construction net.json", folder)
            self.assertNotEqual(result["status"], "certified")


class Run(unittest.TestCase):
    def test_brackets_symbol_by_symbol(self):
        done = run("run dyck:2:2", "([])\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.splitlines()
        self.assertEqual([line.split()[:3] for line in lines[2:6]],
                         [["1", "(", "1"], ["2", "[", "2"], ["3", "]", "1"], ["4", ")", "0"]])
        self.assertIn("1: a member", done.stdout)
        self.assertIn("0: not a member", run("run dyck:2:2 --brackets '([)]'").stdout)
        self.assertIn("[ ]", run("run dyck-next:2:2 --brackets '['").stdout)

    def test_words_and_tables(self):
        self.assertIn("1: a member", run("run 'language:(ab)*' --word abab").stdout)
        self.assertEqual(run("run random-function:1 --bits 0101").returncode, 0)


class Smallest(unittest.TestCase):
    def test_bits(self):
        for command, bits in (("equality --n 8", 4), ("disjointness --n 8", 4),
                              ("index-lookup --n 8", 8)):
            code, result = result_of("analyze smallest " + command)
            self.assertEqual(code, 0)
            self.assertEqual(int(result["bounds"][0]["lower_bits"]), bits)
            self.assertEqual(int(result["bounds"][0]["upper_bits"]), bits)

    def test_smallest_model_is_verified(self):
        code, result = result_of("verify disjointness --n 10 --construction residual "
                                 "--mode exhaustive")
        self.assertEqual((code, result["status"]), (0, "exhaustive"))
        self.assertEqual(result["measures"]["width"], 5)


class BadInput(unittest.TestCase):
    def test_one_line_and_exit_code_2(self):
        for command in ("verify dyck:2 --n 8", "verify dyck:0:2 --n 8", "verify dyck:2:2 --n 0",
                        "verify dyck:2:2 --n 8 --encoding nothing",
                        "verify dyck:2:2 --n 8 --activation relu",
                        "verify dyck:2:2 --n 8 --scale 0", "verify dyck:2:2 --n 8 --scale x",
                        "verify dyck:2:2 --n 8 --construction nothing",
                        "verify dyck:2:2 --n 8 --search eta", "verify dyck:2:2 --n 8 --eta 1",
                        "verify dyck:2:2 --n 8 --vectors quadratic",
                        "verify equality --n 8 --scale 3", "verify equality --n 8 --encoding log",
                        "verify dyck:2:2 --n 8 --construction automaton --scale 3",
                        "verify dyck:2:2 --n 4 --construction transformer --lengths all",
                        "verify 'language:(ab' --n 8", "verify language: --n 8",
                        "verify equality --n 8 --construction rnn",
                        "verify equality --n 8 --truth-table missing",
                        "verify truth-table --n 3", "verify random-function:x --n 3",
                        "run dyck:2:2 --brackets '(x)'", "run dyck:2:2 --word ab",
                        "run 'language:(ab)*' --word abc", "run random-function:1 --bits 012"):
            with self.subTest(command=command):
                done = run(command)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
