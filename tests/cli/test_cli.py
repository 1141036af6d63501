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
                          cwd=folder, timeout=300, check=False)


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
        process = subprocess.Popen(
            [PROGRAM, "verify", "index-lookup", "--n", "40", "--mode", "exhaustive", "--json", file],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(1.5)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 3)
        self.assertTrue(out.startswith("undecided"))
        result = json.loads(file.read_text())["results"][0]
        self.assertEqual(result["status"], "undecided")
        self.assertGreater(int(result["evidence"]["inputs_run"]), 0)

    def test_time_limit(self):
        done = run("verify index-lookup --n 40 --mode exhaustive --time-limit 1")
        self.assertEqual(done.returncode, 3)
        self.assertIn("time limit", done.stdout)

    def test_paper_writes_reports(self):
        done = run(f"paper --quick --out {self.folder / 'out'}")
        self.assertEqual(done.returncode, 0, done.stderr)
        names = {path.name for path in (self.folder / "out").iterdir()}
        self.assertEqual(names, {"record.json", "theorems.tex", "index.html"})
        self.assertIn("no evidence yet", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
