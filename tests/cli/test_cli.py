"""The command line as a user meets it: exit codes, errors, files, records, interruption.

Usage: test_cli.py path/to/separatrix path/to/record-1.schema.json
"""

import json
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SCHEMA = pathlib.Path(sys.argv[2]).resolve()


def run(words, text="", folder=None):
    if isinstance(words, str):
        words = shlex.split(words)
    return subprocess.run([str(PROGRAM), *words], input=text, capture_output=True, text=True,
                          cwd=folder, timeout=900, check=False)


def canonical(record):
    """Without what may differ between two runs: the host and the running times."""
    record["host"] = None
    for result in record["results"]:
        result["seconds"] = 0
    return record


class BadInput(unittest.TestCase):
    """Exit code 2, one line on standard error, nothing on standard output, no file."""

    COMMANDS = [
        "verify index-lookup --n 0",
        "verify index-lookup --n 8 --alphabet 1",
        "verify index-lookup --n -4",
        "verify index-lookup --n 99999999999999999999999",
        "verify index-lookup",
        "verify nothing --n 8",
        "verify index-lookup --n 8 --vectors nothing",
        "verify index-lookup --n 8 --construction nothing",
        "verify index-lookup --n 8 --construction missing.json",
        "verify index-lookup --n 8 --arithmetic nothing",
        "verify index-lookup --n 10 --arithmetic fixed:1/3",
        "verify index-lookup --n 8 --mode nothing",
        "verify index-lookup --n 8 --lengths nothing",
        "verify index-lookup --n 8 --eta -1",
        "verify index-lookup --n 8 --gamma 2 --vectors linear-code",
        "verify index-lookup --n 8 --search nothing",
        "verify index-lookup --n 8 --search kc --construction model.json",
        "verify index-lookup --n 8 --json missing/folder/record.json",
        "verify index-lookup --n 1024 --vectors quadratic --construction paper",
        "vectors --family linear-code --n 1024 --gamma 1",
        "vectors --family linear-code --n 1024 --gamma 3/2",
        "vectors --family linear-code --n 1024 --gamma 1/x",
        "vectors --family linear-code --n 1024 --gamma 1/0",
        "vectors --family kerdock --n 1024 --gamma 1/4 --dimension 16",
        "vectors --family hypercube --n 1024 --gamma 1/4",
        "vectors --family random-sign --n 1073741824",
        "vectors --family nothing --n 8",
        "vectors --family table:missing --n 8",
        "vectors --family linear-code --n 0",
        "vectors --family dual-bch --n 8 --dump missing/folder/file",
        "run index-lookup --query 0 --symbols 1,0",
        "audit --row nothing",
        "audit --row",
        "audit --quick --full",
        "audit --json missing/folder/record.json",
        "run index-lookup --query 3 --symbols 1,0",
        "run index-lookup --query 1 --symbols 1,,0",
        "run index-lookup --query 1 --symbols 5 --alphabet 2",
        "run index-lookup --query 1",
        "paper --quick --full",
        "paper --only nothing --out folder",
        "paper --quick --check-lock missing.lock --out folder",
        "nothing",
        "",
    ]

    def test_all(self):
        for command in self.COMMANDS:
            with self.subTest(command=command), tempfile.TemporaryDirectory() as folder:
                done = run(command, folder=folder)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
                self.assertTrue(done.stderr.startswith("separatrix: "), done.stderr)
                self.assertEqual(list(pathlib.Path(folder).iterdir()), [])


class Wrong(unittest.TestCase):
    def test_unknown_subcommand_is_named(self):
        done = run("nothing")
        self.assertIn("no subcommand 'nothing'", done.stderr)
        self.assertIn("verify", done.stderr)

    def test_output_that_cannot_be_written_is_no_success(self):
        for command in ("list", "verify index-lookup --n 8 --vectors quadratic --json -"):
            with self.subTest(command=command), open("/dev/full", "w", encoding="utf-8") as full:
                done = subprocess.run([str(PROGRAM), *shlex.split(command)], stdout=full,
                                      stderr=subprocess.PIPE, text=True, timeout=900, check=False)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn("standard output: cannot be written", done.stderr)

    def test_every_subcommand_explains_itself(self):
        top = run("--help").stdout
        names = [line.split()[0] for line in top.split("Subcommands:")[1].splitlines()
                 if line.startswith("  ") and not line.startswith("   ")]
        self.assertIn("paper", names)
        for name in names:
            with self.subTest(name=name):
                done = run([name, "--help"])
                self.assertEqual(done.returncode, 0)
                if name not in ("analyze", "list"):
                    self.assertIn(f"\n  separatrix {name} ",
                                  done.stdout.replace("| separatrix", "\n  separatrix"))


class Verdicts(unittest.TestCase):
    def test_certified(self):
        done = run("verify index-lookup --n 1024 --alphabet 64 --vectors linear-code "
                   "--mode certified")
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.startswith("certified  T1"))

    def test_width_of_quadratic_addresses(self):
        for n in (16, 1024, 2**20, 2**30):
            done = run(f"verify index-lookup --n {n} --alphabet 64 --vectors quadratic --json -")
            result = json.loads(done.stdout)["results"][0]
            self.assertEqual(result["status"], "certified")
            self.assertLessEqual(result["measures"]["width"], 6 + 4)

    def test_exhaustive_counts(self):
        for options, count in (("--n 20", 20 * 2**20), ("--n 20 --lengths all", 39845890),
                               ("--n 10 --alphabet 3", 10 * 3**10)):
            done = run(f"verify index-lookup {options} --mode exhaustive --json -")
            result = json.loads(done.stdout)["results"][0]
            self.assertEqual(result["status"], "exhaustive")
            self.assertEqual(int(result["evidence"]["domain_size"]), count)
            self.assertEqual(int(result["evidence"]["inputs_run"]), count)

    def test_smallest_dimension_is_below_the_papers(self):
        done = run("verify index-lookup --n 256 --alphabet 64 --eta paper --search dimension "
                   "--json -")
        result = json.loads(done.stdout)["results"][0]
        note = next(n for n in result["notes"] if n.startswith("smallest dimension: "))
        smallest = int(note.split()[2])
        self.assertLess(smallest, result["vectors"]["dimension"])
        for dimension, status in ((smallest, "certified"), (smallest - 1, "undecided")):
            done = run(f"verify index-lookup --n 256 --alphabet 64 --eta paper "
                       f"--dimension {dimension} --json -")
            self.assertEqual(json.loads(done.stdout)["results"][0]["status"], status)

    def test_refuted_is_replayed_by_the_printed_command(self):
        done = run("verify index-lookup --n 8 --mode exhaustive --eta 1/2 --json -")
        self.assertEqual(done.returncode, 1)
        replay = json.loads(done.stdout)["results"][0]["counterexample"]["replay"]
        again = run(replay[1:])
        self.assertEqual(again.returncode, 1)
        self.assertIn("DIFFERS", again.stdout)

    def test_too_many_pairs_is_undecided(self):
        done = run("verify index-lookup --n 1048576")
        self.assertEqual(done.returncode, 3)
        self.assertTrue(done.stdout.startswith("undecided"))

    def test_run_reads_text(self):
        done = run("run index-lookup --query 5", text="the quick brown fox")
        self.assertEqual(done.returncode, 0)
        self.assertIn("answer      'q'", done.stdout)
        self.assertIn("attention   0.99", done.stdout)


class RunInputs(unittest.TestCase):
    """`run` on a user's own data: right answers of every task, and errors that name the line."""

    FORMULA = "c three clauses\np cnf 4 3\n1 -2 0\n2 3 -4 0\n-1 4 0\n"

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "formula.cnf").write_text(self.FORMULA)

    def answer(self, command, text=""):
        """What is answered, by a run that agrees with the reference."""
        done = run(f"run {command}", text, self.folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        answer, reference = (line.split(None, 1) for line in done.stdout.splitlines()[:2])
        self.assertEqual((answer[0], reference[0]), ("answer", "reference"))
        self.assertEqual(answer[1], reference[1])
        return answer[1]

    def refused(self, command, text, *words):
        done = run(f"run {command}", text, self.folder)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def test_index_lookup_is_shown_as_ever(self):
        done = run("run index-lookup --query 5", "the quick brown fox")
        self.assertEqual(done.stdout, """\
answer      'q' (byte 113)
reference   'q' (byte 113)
attention   0.993733 on position 5; at most 0.000547852 elsewhere (position 1)
margin      0.25 beyond the thresholds 1/4 and 3/4 of a digit
model       paper, random-sign, width 940, eta 259/32, float64
""")

    def test_a_long_text_does_not_need_quadratic_memory(self):
        text = "".join(chr(97 + i * i % 26) for i in range(65536))
        self.assertIn(f"'{text[39999]}'",
                      self.answer("index-lookup --query 40000 --vectors quadratic", text))

    def test_comparisons(self):
        for first, second in (("hello", "hello"), ("hello", "hallo"), ("a", "b"), ("x y", "x y")):
            equal = first == second
            text = f"{first}\n{second}\n"
            self.assertEqual(self.answer("equality", text),
                             "1: the halves are equal" if equal else "0: the halves differ")
            self.assertEqual(self.answer("inequality --vectors quadratic", text),
                             "0: the halves are equal" if equal else "1: the halves differ")
        self.assertEqual(self.answer("equality --symbols 3,0,2,3,0,1"), "0: the halves differ")
        for first, second in (("0101", "1010"), ("0101", "1011"), ("1", "1"), ("0", "1")):
            meet = any(a == b == "1" for a, b in zip(first, second))
            self.assertEqual(self.answer("disjointness", f"{first}\r\n{second}\r\n"),
                             "1: the halves meet" if meet else "0: the halves are disjoint")

    def test_permuted_equality_for_every_partition(self):
        for partition, text in (("odd-even", "aabbcc"), ("halves", "abcabc"), ("AABB", "abab"),
                                ("ABBA", "aabb")):
            words = f"permuted-equality --partition {partition}"
            self.assertEqual(self.answer(words, text), "1: the parts are equal")
            self.assertEqual(self.answer(words, text[:-1] + "x\n"), "0: the parts differ")

    def test_every_assignment_of_a_formula(self):
        clauses = [[int(v) for v in line.split()[:-1]] for line in self.FORMULA.splitlines()[2:]]
        for bits in range(16):
            word = f"{bits:04b}"
            signed = [v if word[v - 1] == "1" else -v for v in range(1, 5)]
            cnf = all(any(literal in signed for literal in clause) for clause in clauses)
            dnf = any(all(literal in signed for literal in clause) for clause in clauses)
            self.assertEqual(self.answer("sparse-threshold --vectors quadratic --cnf formula.cnf",
                                         "c by hand\ns SATISFIABLE\n"
                                         f"v {' '.join(map(str, signed))}\nv 0\n")[0],
                             str(int(cnf)))
            self.assertEqual(self.answer("sparse-threshold --vectors quadratic --dnf formula.cnf "
                                         f"--bits {word}")[0], str(int(dnf)))
        # Variables that are left out are 0; N is stated.
        done = run("run sparse-threshold --cnf formula.cnf", "3 -2 0", self.folder)
        self.assertIn("4 variables, 3 features, N = 4", done.stdout)
        self.assertIn("answer      1: the formula holds", done.stdout)
        self.assertEqual(self.answer("sparse-threshold:majority --bits 01101")[0], "1")
        self.assertEqual(self.answer("sparse-threshold:majority", "01100\n")[0], "0")
        self.assertEqual(self.answer("sparse-threshold:majority --n 4", "1 4 0")[0], "0")

    def test_nearest_neighbour(self):
        table = "1,0.6,0.8\n0,-1,0\n1,0,-1\n"
        self.assertEqual(self.answer("nearest-neighbour", table + "?,0.8,0.6\n"), "label 1")
        self.assertEqual(self.answer("nearest-neighbour", table + "-4/5,3/5\n"), "label 0")
        self.assertEqual(self.answer("nearest-neighbour --query -3/5,-4/5", table), "label 1")
        self.assertEqual(self.answer("nearest-neighbour --points '1 3/5,4/5;0 -1,0' "
                                     "--query -1,0 --arithmetic interval"), "label 0")
        done = run("run nearest-neighbour", table + "?,0.8,0.6\n")
        self.assertIn("nearest: point 1, 39/25 ahead of point 3; gamma 39/25", done.stdout)
        self.assertIn("model       copy, quadratic", done.stdout)

    def test_points_are_scaled_only_when_asked_to(self):
        table = "1,3,4\n0,-7,0.5\n?,1,2\n"
        self.refused("nearest-neighbour", table, "line 1", "squared norm is 25", "--normalise")
        self.assertEqual(self.answer("nearest-neighbour --normalise", table), "label 1")
        self.assertIn("scaled to unit norm, coordinates rounded to multiples of 2^-24",
                      run("run nearest-neighbour --normalise", table).stdout)

    def test_recall(self):
        self.assertEqual(self.answer("associative-recall --pairs 5:1,3:0 --query 5"), "label 1")
        self.assertEqual(self.answer("associative-recall", "5 1\n3 0\n1000 1\n\n3\n"), "label 0")
        self.assertEqual(self.answer("mqar --pairs 5:1,3:0 --query 3"), "label 0")
        self.assertEqual(self.answer("mqar", "5 1\n3 0\n3 0\n? 5\n"), "label 1")
        self.assertEqual(self.answer("mqar --construction paper", "0 1\n1 0\n1\n"), "label 0")

    def test_attention_is_shown_for_every_head(self):
        done = run("run sparse-threshold --cnf formula.cnf --bits 0110", folder=self.folder)
        heads = [line.split(":")[0] for line in done.stdout.splitlines() if "attention" in line]
        self.assertEqual(heads, ["attention   layer 1, head 'copy_1'",
                                 "attention   layer 1, head 'copy_2'",
                                 "attention   layer 1, head 'copy_3'",
                                 "attention   layer 2, head 'mean'"])
        self.assertIn("0.2 on each of 5 positions", done.stdout)
        done = run("run associative-recall --pairs 5:1,3:0 --query 3")
        self.assertRegex(done.stdout, r"layer 2, head 'nearest': 0\.9\d* on position 4 \(label\)")
        self.assertIn("layer 2: attention of the last position, head 'nearest'",
                      run("run mqar --pairs 5:1,3:0 --query 3 --trace").stdout)

    def test_too_small_a_scale_is_refuted_and_replayed(self):
        for command in ("equality --n 8 --mode exhaustive --eta 1/8",
                        "permuted-equality --n 6 --partition ABBABA --mode exhaustive --eta 1/8",
                        "sparse-threshold --cnf formula.cnf --mode exhaustive --eta 1/8",
                        "sparse-threshold:majority --n 5 --mode exhaustive --eta 1/8",
                        "nearest-neighbour --n 6 --dimension 3 --gamma 1/4 --mode sampled "
                        "--construction copy --eta 1/8",
                        "nearest-neighbour --n 6 --dimension 3 --gamma 1/4 --mode sampled "
                        "--vectors linear-code --vector-gamma 1/4 --eta 1/64",
                        "associative-recall --n 3 --mode sampled --construction copy --eta 1/64",
                        "mqar --n 6 --mode sampled --construction copy --eta 1/64"):
            with self.subTest(command=command):
                done = run(f"verify {command} --json -", folder=self.folder)
                self.assertEqual(done.returncode, 1, done.stderr)
                replay = json.loads(done.stdout)["results"][0]["counterexample"]["replay"]
                again = run(replay[1:], folder=self.folder)
                self.assertEqual(again.returncode, 1, again.stderr)
                self.assertIn("DIFFERS", again.stdout)
                name = "copy" if "copy" in command else "paper"
                self.assertIn(f"model       {name}, ", again.stdout)

    def test_errors_name_the_line(self):
        line = "standard input, line "
        self.refused("equality", "ab\nabc\n", line + "2", "has 3 bytes and line 1 has 2")
        self.refused("equality", "ab\n", line + "2", "missing")
        self.refused("equality", "a\nb\nc\n", line + "3", "one too many")
        self.refused("equality", "\n\n", line + "1", "empty")
        self.refused("equality", "", "standard input", "empty")
        self.refused("disjointness", "01\n0x\n", line + "2", "column 2")
        self.refused("permuted-equality", "abc\n", line + "1", "3 bytes")
        cnf = "sparse-threshold --cnf formula.cnf"
        self.refused(cnf, "c x\nv 1 -2\nv 2 0\n", line + "3", "'2' contradicts -2")
        self.refused(cnf, "1 0\n-2 0\n", line + "2", "follows the 0")
        self.refused(cnf, "1\n9 0\n", line + "2", "variable 9", "4")
        self.refused(cnf, "1 x 0\n", line + "1", "'x' is not a literal")
        self.refused(cnf, "c\ns UNSATISFIABLE\n", line + "2", "no assignment")
        self.refused(cnf, "01010\n", "5 bits", "4 variables")
        table = "1,1,0\n0,0,1\n"
        self.refused("nearest-neighbour", table + "0,x,1\n?,1,0\n", line + "3", "'x'")
        self.refused("nearest-neighbour", "a,b\n" + table + "?,1,0\n", line + "1", "no label")
        self.refused("nearest-neighbour", table + "1,1\n?,1,0\n", line + "3", "1 coordinates")
        self.refused("nearest-neighbour", table + "?,1,0,0\n", line + "3", "3 coordinates")
        self.refused("nearest-neighbour", table + "0,1,0\n?,1,0\n", line + "3", line + "1",
                     "equally near")
        self.refused("nearest-neighbour --normalise", table + "0,0,0\n?,1,0\n", line + "3",
                     "no direction")
        self.refused("mqar", "5 1\n3\n5\n", line + "2", "no key with its label")
        self.refused("mqar", "5 1\n5 1\n3 0\n5\n", line + "2", line + "1")
        self.refused("mqar", "5 1\n3 0\n5 0\n5\n", line + "3", "another label")
        self.refused("mqar", "5 1\n3 0\n5 1\n5\n", line + "4", "answered before")
        self.refused("associative-recall", "5 1\n3 0\n5 1\n5\n", line + "3", "already")
        self.refused("associative-recall", "5 1\n3 2\n5\n", line + "2", "'2' is no label")
        self.refused("associative-recall", "5 1\n3 0\n\n7\n", line + "4", "none of the keys")
        self.refused("associative-recall --alphabet 4", "3 0\n5 1\n3\n", line + "2", "--alphabet")

    def test_what_is_not_finished_says_so(self):
        text = "a" * 2000 + "\n" + "a" * 2000 + "\n"
        done = run("run equality --time-limit 1", text)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertRegex(done.stdout, "(?m)^undecided   time limit")
        self.assertNotIn("answer", done.stdout)

    def test_options_of_another_task_are_refused(self):
        self.refused("equality --symbols 0,1 --query 1", "", "--query", "--symbols")
        self.refused("equality --bits 01", "", "--bits")
        self.refused("index-lookup --symbols 0,1", "", "--query", "missing")
        self.refused("index-lookup --symbols 0,1 --query one", "", "--query", "'one'")
        self.refused("nearest-neighbour --pairs 5:1 --query 5", "", "--pairs", "--points")
        self.refused("nearest-neighbour --points '1 1,0'", "", "--query", "missing")
        self.refused("mqar --normalise", "5 1\n5\n", "--normalise")
        self.refused("sparse-threshold --bits 01", "", "--cnf FILE")
        # What does not fit in memory is said before it is tried.
        long = "a" * 9000 + "\n" + "b" * 9000 + "\n"
        self.refused("equality --vectors quadratic", long, "memory", "shorter")
        self.refused("index-lookup --vectors quadratic --query 1 --trace", long, "--trace")


class Audit(unittest.TestCase):
    def test_every_row_is_decided_whatever_it_says(self):
        done = run("audit --json -")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([line for line in done.stderr.splitlines() if len(line) > 100], [])
        results = json.loads(done.stdout)["results"]
        self.assertTrue({"T4", "T10", "L4", "P9", "L1"} <= {r["theorem"] for r in results})
        self.assertEqual([r for r in results if r["status"] == "undecided"], [])
        self.assertIn("refuted", {r["status"] for r in results})

    def test_one_row_and_any_number_of_threads(self):
        records = [json.loads(run(f"audit --row L1 --row p --threads {t} --json -").stdout)
                   for t in (1, 2)]
        self.assertEqual(canonical(records[0]), canonical(records[1]))
        self.assertEqual({r["theorem"] for r in records[0]["results"]}, {"L1", None})


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def test_dump_is_read_back_and_a_changed_sign_is_found(self):
        file = self.folder / "vectors.txt"
        done = run(f"vectors --family dual-bch --n 1024 --gamma 1/4 --dump {file}")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = file.read_text().splitlines()
        self.assertEqual((len(lines), set(map(len, lines))), (1024, {32}))
        self.assertEqual(run(f"vectors --family table:{file} --n 1024").returncode, 0)
        lines[5] = ("-" if lines[5][0] == "+" else "+") + lines[5][1:]
        file.write_text("\n".join(lines) + "\n")
        done = run(f"vectors --family table:{file} --n 1024")
        self.assertEqual(done.returncode, 1)
        self.assertIn("vectors", done.stdout)
        self.assertRegex(done.stdout, r"\b6\b")

    def test_model_file_round_trip(self):
        model = self.folder / "model.json"
        options = "--n 64 --alphabet 5 --vectors linear-code"
        self.assertEqual(run(f"verify index-lookup {options} --save-model {model}").returncode, 0)
        done = run(f"verify index-lookup --n 64 --alphabet 5 --construction {model}")
        self.assertEqual(done.returncode, 0, done.stderr)
        broken = json.loads(model.read_text())
        broken["surprise"] = 1
        model.write_text(json.dumps(broken))
        done = run(f"verify index-lookup --n 64 --alphabet 5 --construction {model}")
        self.assertEqual(done.returncode, 2)
        self.assertIn("surprise", done.stderr)

    def test_records_do_not_depend_on_threads_and_fit_the_schema(self):
        commands = ["verify index-lookup --n 12 --mode exhaustive",
                    "verify index-lookup --n 64 --alphabet 64 --mode sampled --samples 50",
                    "verify index-lookup --n 8 --mode exhaustive --eta 1/2",
                    "vectors --family linear-code --n 4096"]
        for number, command in enumerate(commands):
            records = []
            for threads in (1, 2):
                file = self.folder / f"record-{number}.json"
                run(f"{command} --threads {threads} --json {file}")
                records.append(canonical(json.loads(file.read_text())))
                if shutil.which("jsonschema", path="/usr/bin"):
                    check = subprocess.run(["/usr/bin/jsonschema", "-i", file, SCHEMA],
                                           capture_output=True, text=True, check=False)
                    self.assertEqual(check.returncode, 0, check.stderr)
                else:
                    print("skipped: the jsonschema command is not installed")
            self.assertEqual(records[0], records[1], command)

    def test_interruption_leaves_a_partial_undecided_answer(self):
        file = self.folder / "record.json"
        for seconds in (1.5, 6, 24):  # a busy machine may take longer to run the first inputs
            process = subprocess.Popen(
                [PROGRAM, "verify", "index-lookup", "--n", "40", "--mode", "exhaustive",
                 "--json", file],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            time.sleep(seconds)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 3)
            self.assertTrue(out.startswith("undecided"))
            result = json.loads(file.read_text())["results"][0]
            self.assertEqual(result["status"], "undecided")
            if int(result["evidence"]["inputs_run"]) > 0:
                break
        self.assertGreater(int(result["evidence"]["inputs_run"]), 0)

    def test_time_limit(self):
        done = run("verify index-lookup --n 40 --mode exhaustive --time-limit 1")
        self.assertEqual(done.returncode, 3)
        self.assertIn("time limit", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
