"""Lower bounds on the command line: the hidden size that a task forces.

Usage: test_bounds.py path/to/separatrix
"""

import json
import pathlib
import shlex
import subprocess
import sys
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()


def run(words):
    return subprocess.run([str(PROGRAM), *shlex.split(words)], capture_output=True, text=True,
                          timeout=300, check=False)


def result_of(words):
    done = run(words + " --json -")
    return done.returncode, json.loads(done.stdout)["results"][0]


def refused(test, words, *parts):
    done = run(words)
    test.assertEqual(done.returncode, 2, done.stdout + done.stderr)
    test.assertEqual(done.stderr.count("\n"), 1, done.stderr)
    for part in parts:
        test.assertIn(part, done.stderr)


class LongestSize(unittest.TestCase):
    LOOKUP = "analyze hidden --task index-lookup --model rnn --width 128 --precision 64"

    def test_index_lookup_as_in_the_paper(self):
        done = run(self.LOOKUP)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("longest N not excluded: 8192; every N from 8193 to 2^40", done.stdout)
        self.assertIn("128 units x 64 bits = 8192 bits < 8193 = D", done.stdout)

    def test_a_wider_alphabet_and_fewer_units_shorten_it(self):
        for more, longest in (("--alphabet 4", 4096), ("--alphabet 64", 1365)):
            with self.subTest(more=more):
                code, result = result_of(f"{self.LOOKUP} {more}")
                self.assertEqual((code, result["task"]["n"]), (0, longest))
        code, result = result_of(self.LOOKUP.replace("128", "127"))
        self.assertEqual((code, result["task"]["n"]), (0, 8128))

    def test_the_record_proves_the_answer(self):
        for words in (self.LOOKUP,
                      "analyze hidden --task dyck:2:2 --model transformer-1 --width 64 "
                      "--precision 32 --heads 2"):
            with self.subTest(words=words):
                code, result = result_of(words)
                self.assertEqual((code, result["status"]), (0, "certified"))
                proof = result["certificate"]
                following = proof["last_possible"] + proof["step"]
                for part in proof["excluded"]:
                    self.assertEqual(part["first"], following)
                    self.assertLess(part["model_bits"], part["needed"])
                    following = part["last"] + proof["step"]
                self.assertEqual(following, proof["limit"] + proof["step"])

    def test_a_task_without_a_closed_form_is_undecided(self):
        code, result = result_of("analyze hidden --task 'language:(ab)*' --model rnn --width 4 "
                                 "--precision 8")
        self.assertEqual((code, result["status"]), (3, "undecided"))
        self.assertIn("regular language", result["reason"])


class Curve(unittest.TestCase):
    CURVE = "analyze hidden --task index-lookup --from 16 --to 4096 --precision 8"

    def test_points_are_quotients(self):
        code, result = result_of(self.CURVE + " --model rnn")
        self.assertEqual((code, result["status"]), (0, "certified"))
        (series,) = result["certificate"]["series"]
        self.assertEqual([point["n"] for point in series["points"]],
                         [16 * 2**i for i in range(9)])
        for point in series["points"]:
            self.assertEqual(point["width"], -(-point["n"] // 8))

    def test_table_and_plot_fit_the_terminal(self):
        done = run("analyze hidden --task dyck:2:2 --from 4 --to 1099511627776 --precision 32")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(done.stdout.isascii())
        self.assertLessEqual(max(map(len, done.stdout.splitlines())), 100)
        self.assertIn("transformer-1 improved", done.stdout)
        self.assertEqual(done.stdout, run("analyze hidden --task dyck:2:2 --from 4 "
                                          "--to 1099511627776 --precision 32").stdout)


class Refused(unittest.TestCase):
    def test_misuse(self):
        base = "analyze hidden --task index-lookup --precision 8"
        refused(self, base, "--width", "is missing")
        refused(self, f"{base} --width 4", "--model", "is missing")
        refused(self, f"{base} --width 0 --model rnn", "--width")
        refused(self, f"{base} --width 4 --model lstm", "--model")
        refused(self, f"{base} --width 4 --model rnn --heads 2", "--heads", "no heads")
        refused(self, f"{base} --from 8", "--to")
        refused(self, f"{base} --to 8", "--from")
        refused(self, f"{base} --from 9 --to 8", "--to")
        refused(self, f"{base} --from 4 --to 8 --width 3", "--width")
        refused(self, "analyze hidden --task index-lookup --model rnn --width 4", "--precision")
        refused(self, "analyze hidden --task equality --from 5 --to 5 --precision 8",
                "multiple of 2")
        refused(self, "analyze hidden --task no-task --model rnn --width 4 --precision 8",
                "there is no task 'no-task'")
        refused(self, "analyze hidden --task no-task --from 4 --to 8 --precision 8",
                "there is no task 'no-task'")
        refused(self, "analyze hidden --task dyck:2:0 --model rnn --width 4 --precision 8", "")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
