"""Lower bounds on the command line: communication, protocols, the hidden size that a task forces.

Usage: test_bounds.py path/to/separatrix
"""

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


def result_of(words):
    done = run(words + " --json -")
    return done.returncode, json.loads(done.stdout)["results"][0]


def refused(test, words, *parts):
    done = run(words)
    test.assertEqual(done.returncode, 2, done.stdout + done.stderr)
    test.assertEqual(done.stderr.count("\n"), 1, done.stderr)
    for part in parts:
        test.assertIn(part, done.stderr)


def results_of(words):
    done = run(words + " --json -")
    return done.returncode, json.loads(done.stdout)["results"]


def bits(results, convention):
    """(partition, lower, upper) of every bound of that convention."""
    return [(bound["partition"], bound.get("lower_bits"), bound.get("upper_bits"))
            for result in results for bound in result.get("bounds", [])
            if convention in bound["convention"]]


class Communication(unittest.TestCase):
    BOTH = "two-way, both know"

    def test_the_search_finds_the_strongest_partition(self):
        for words, partition, lower in (("dyck:2:2 --n 8", "odd-even", 9),
                                        ("equality --n 16", "halves", 9),
                                        ("inner-product --n 8", "halves", 5)):
            with self.subTest(words=words):
                code, results = results_of(f"bound {words} --partition search")
                self.assertEqual(code, 0)
                found = bits(results, "deterministic, " + self.BOTH)
                self.assertIn((partition, lower, lower), found)

    def test_partitions_by_word_and_from_a_file(self):
        word = results_of("bound equality --n 6 --partition ABABAB")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "partition.txt"
            path.write_text("1 3 5\n2 4 6\n")
            code, from_file = results_of(f"bound equality --n 6 --partition {path}")
            self.assertEqual(code, 0)
            self.assertEqual(from_file, word[1])
            path.write_text("1 3 5\n2 4 4\n")
            refused(self, f"bound equality --n 6 --partition {path}", "--partition", "4")
            path.write_text("1 3 5\n2 4\n")
            refused(self, f"bound equality --n 6 --partition {path}", "--partition", "6")
        self.assertIn(("odd-even", 3, 3), bits(word[1], "one-way from Alice"))

    def test_a_formula_and_a_truth_table(self):
        with tempfile.TemporaryDirectory() as folder:
            table = pathlib.Path(folder) / "table.txt"
            table.write_text("0110 1001")  # parity of three bits
            code, results = results_of(f"bound truth-table --n 3 --truth-table {table} "
                                       "--partition AAB")
            self.assertEqual(code, 0)
            self.assertIn(("prefix:2", 1, 1), bits(results, "one-way from Alice"))
            table.write_text("0110 100")
            refused(self, f"bound truth-table --n 3 --truth-table {table}", "--truth-table")
            formula = pathlib.Path(folder) / "formula.cnf"
            formula.write_text("p cnf 4 2\n1 3 0\n2 4 0\n")
            code, results = results_of(f"bound sparse-threshold --cnf {formula} --partition AABB")
            self.assertEqual(code, 0)
            self.assertIn(("halves", 2, 2), bits(results, "one-way from Alice"))

    def test_an_automaton_from_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "language.json"
            self.assertEqual(run(f"analyze language '(ab)*|(ba)*' --save {path}").returncode, 0)
            code, results = results_of(f"bound language:{path} --n 6 --partition odd-even")
            self.assertEqual(code, 0)
            _, expression = results_of("bound 'language:(ab)*|(ba)*' --n 6 --partition odd-even")
            self.assertEqual(results[1]["bounds"], expression[1]["bounds"])
            path.write_text("{}")
            refused(self, f"bound language:{path} --n 6", "$")

    def test_hidden_size(self):
        code, results = results_of("bound index-lookup --n 4096 --model rnn --precision 32")
        self.assertEqual(code, 0)
        self.assertEqual(results[0]["hidden_size"],
                         {"model": "rnn", "precision": 32, "min_width": 128})

    def test_records_do_not_depend_on_threads(self):
        one, two = (run(f"bound dyck:2:2 --n 8 --json - --threads {t}").stdout for t in (1, 2))
        self.assertEqual(json.loads(one)["results"][1]["bounds"],
                         json.loads(two)["results"][1]["bounds"])

    def test_misuse(self):
        refused(self, "bound equality --n 8 --partition ABAB", "--partition", "4 letters")
        refused(self, "bound equality --n 8 --partition AAAAAAAA", "--partition")
        refused(self, "bound equality --n 8 --partition prefix:9", "--partition")
        refused(self, "bound equality --n 8 --partition no-such-file", "--partition")
        with tempfile.TemporaryDirectory() as folder:
            refused(self, f"bound equality --n 8 --partition {folder}", "--partition")
            empty = pathlib.Path(folder) / "empty.txt"
            empty.write_text("")
            refused(self, f"bound equality --n 8 --partition {empty}", "--partition")
        for number in ("-3", "99999999999999999999"):
            refused(self, f"bound equality --n {number}", "--n")
            refused(self, f"bound equality --n 8 --model rnn --precision {number}", "--precision")
            refused(self, f"bound equality --n 8 --model transformer-1 --heads {number}", "--heads")
        refused(self, "bound equality --n 40 --partition odd-even", "--partition",
                "137438953472 bytes")
        refused(self, "bound equality --n 8 --model rnn --precision 0", "--precision")
        refused(self, "bound equality --n 8 --model rnn --heads 2", "--heads")
        refused(self, "bound random-function:1 --n 30", "--n")
        refused(self, "bound greater-than --n 7", "--n")
        refused(self, "bound greater-than --n 8 --alphabet 3", "--alphabet")

    def test_what_is_not_known_is_undecided(self):
        code, results = results_of("bound sparse-threshold:majority --n 64")
        self.assertEqual((code, results[0]["status"]), (3, "undecided"))


class Protocols(unittest.TestCase):
    def test_fewer_bits_by_the_improved_protocol(self):
        sent = []
        for variant in ("paper", "improved"):
            code, results = results_of("protocol index-lookup --n 8 --partition odd-even "
                                       f"--protocol {variant}")
            self.assertEqual((code, results[0]["status"]), (0, "sampled"))
            sent.append(results[0]["bounds"][0]["upper_bits"])
        self.assertLess(sent[1], sent[0])

    def test_the_transcript_adds_up(self):
        done = run("protocol dyck:2:2 --n 12 --partition prefix:6 --construction automaton")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("A -> B      3 bits", done.stdout)

    def test_misuse(self):
        refused(self, "protocol equality --n 8 --partition halves", "--construction", "one layer")
        refused(self, "protocol index-lookup --n 8 --arithmetic float32", "--arithmetic")
        refused(self, "protocol dyck:2:2 --n 8 --partition odd-even", "")
        refused(self, "protocol index-lookup --n 8 --partition search", "--partition")


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


class Published(unittest.TestCase):
    def test_the_explicit_forms_beside_the_published_bounds(self):
        code, results = results_of("analyze published --n 4096 --q 64 --precision 32 --heads 2")
        self.assertEqual(code, 0)
        self.assertEqual([r["theorem"] for r in results], ["B1", "B2", "B3", "B4", "B5"])
        self.assertEqual({r["status"] for r in results}, {"undecided"})
        needed = {"B1": 64, "B2": 2047, "B3": 2047, "B4": 4096 * 12}
        count = {"B1": lambda m: 2 * (3 * m * 32 + 4 * 32 + 24),
                 "B2": lambda m: 2 * (2 * m * 32 + 4 * 32 + 24),
                 "B3": lambda m: 2 * (32 + 12 + m * (2 * 32 + 12)),
                 "B4": lambda m: 2 * (32 + 14 + m * (2 * 32 + 14))}
        for result in results[:4]:
            row = result["theorem"]
            width = result["hidden_size"]["min_width"]
            self.assertEqual(result["bounds"][0]["lower_bits"], needed[row])
            self.assertGreaterEqual(count[row](width), needed[row])
            if width > 1:
                self.assertLess(count[row](width - 1), needed[row])
        self.assertNotIn("bounds", results[4])

    def test_unknown_constants_are_letters(self):
        text = run("analyze published --n 4096").stdout
        self.assertIn("c * 4096", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 100)
        only = run("analyze published --n 4096 --id B4").stdout
        self.assertIn("error probability >= 47072/147456", " ".join(only.split()))

    def test_wrong_sizes(self):
        refused(self, "analyze published --n 2", "--n")
        refused(self, "analyze published --n 9 --q 5", "--q", "1 to 4")
        refused(self, "analyze published --n 9 --id B9", "B1, B2, B3, B4, B5")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
