"""`separatrix paper` that is killed and started again, and the locks and differences of its records.

Usage: test_paper.py path/to/separatrix
"""

import hashlib
import json
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
# Small steps of every sort: claims, rows of the audit, all statuses but undecided.
ONLY = "F1,R6,P9,T5,p"


def command(folder, *words, only=ONLY):
    return [str(PROGRAM), "paper", "--quick", "--out", str(folder), "--only", only, *words]


def run(words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          timeout=600, check=False)


def tool(*words):
    return run([PROGRAM, *words])


def canonical(folder):
    """The record without times and host, and without the folder's name."""
    record = json.loads((folder / "record.json").read_text())
    record["host"] = {}
    record["command"] = [w for w in record["command"] if w not in (str(folder), "--restart")]
    for result in record["results"]:
        result["seconds"] = 0
    return json.dumps(record)


def steps(output):
    """The lines of steps without what stands at their end, and how many were kept."""
    lines = re.findall(r"^  (\w+ .*?) +(kept|[\d.]+ s)$", output, re.MULTILINE)
    return [line for line, _ in lines], sum(end == "kept" for _, end in lines)


def kept_lines(journal):
    """Whole lines of the journal after its heading."""
    return max(journal.read_bytes().count(b"\n") - 1, 0) if journal.exists() else 0


def with_digest(line):
    return f"sha256:{hashlib.sha256(line.encode()).hexdigest()} {line}\n"


class Killed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.whole = cls.folder / "whole"
        done = run(command(cls.whole))
        assert done.returncode == 0, done.stderr
        cls.lines, kept = steps(done.stdout)
        assert kept == 0 and len(cls.lines) > 30, done.stdout
        cls.record = canonical(cls.whole)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def setUp(self):
        self.out = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        self.journal = self.out / "paper.journal"

    def stop(self, finished, how=signal.SIGKILL):
        """Runs until so many steps are in the journal, then sends the signal."""
        process = subprocess.Popen(command(self.out), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        while kept_lines(self.journal) < finished and process.poll() is None:
            time.sleep(0.002)
        process.send_signal(how)
        return process.wait(timeout=600)

    def finish(self, kept=None, says=None, words=()):
        """The run that goes on: every step has its line, the record is that of one run."""
        done = run(command(self.out, *words))
        self.assertEqual(done.returncode, 0, done.stderr)
        lines, found = steps(done.stdout)
        self.assertEqual(lines, self.lines)
        if kept is not None:
            self.assertEqual(found, kept, done.stdout)
        if says:
            self.assertIn(says, done.stdout)
        self.assertEqual(canonical(self.out), self.record)
        self.assertFalse(self.journal.exists())
        self.assertEqual({path.name for path in self.out.iterdir()},
                         {path.name for path in self.whole.iterdir()})

    def test_killed_again_and_again(self):
        chance = random.Random(6)
        finished = 0
        for _ in range(4):
            finished += chance.randrange(1, 9)
            self.assertEqual(self.stop(finished), -signal.SIGKILL)
            self.assertFalse((self.out / "record.json").exists())
            # Nothing that was finished is lost, and a step has one line however often it was begun.
            self.assertGreaterEqual(kept_lines(self.journal), finished)
            finished = kept_lines(self.journal)
            names = [json.loads(line.split(" ", 1)[1])["step"]
                     for line in self.journal.read_text().splitlines()[1:]]
            self.assertEqual(len(set(names)), len(names))
        self.finish(finished, f"going on: {finished} steps are kept")

    def test_interrupted(self):
        self.assertEqual(self.stop(5, signal.SIGINT), 3)
        self.assertTrue((self.out / "record.json").exists())
        kept = kept_lines(self.journal)
        self.assertGreaterEqual(kept, 5)
        for line in self.journal.read_text().splitlines()[1:]:
            self.assertNotIn("interrupted", line)
        self.finish(kept)

    def test_a_torn_line_is_run_again(self):
        self.stop(6)
        kept = kept_lines(self.journal)
        whole = self.journal.read_bytes()
        last = whole.rstrip(b"\n").rfind(b"\n") + 1
        for cut in (last + 1, last + 75, len(whole) - 1):
            self.journal.write_bytes(whole[:cut])
            self.stop(kept)
            # The torn line was cut off before the next one was written.
            for line in self.journal.read_text().splitlines():
                self.assertEqual(line + "\n", with_digest(line.split(" ", 1)[1]))
        self.journal.write_bytes(whole[:-9])
        self.finish(kept - 1, "one that was half written is run again")

    def test_a_changed_line_is_not_believed(self):
        self.stop(3)
        text = self.journal.read_text().splitlines(keepends=True)
        text[1] = text[1].replace('"assumes":[', '"assumes":["DG75"')
        self.journal.write_text("".join(text))
        self.finish(0)

    def test_kept_results_are_used_and_not_computed_again(self):
        self.stop(1)
        heading, first = self.journal.read_text().splitlines()[:2]
        step = json.loads(first.split(" ", 1)[1])
        step["results"][0]["notes"] = ["planted"]
        self.journal.write_text(heading + "\n" + with_digest(json.dumps(step)))
        done = run(command(self.out))
        self.assertEqual(steps(done.stdout)[1], 1)
        self.assertIn("planted", (self.out / "record.json").read_text())

    def test_a_journal_of_another_run_is_not_used(self):
        heading = {"journal": "separatrix/journal/1", "version": "0.0.1", "program": "sha256:0",
                   "effort": "quick", "only": ONLY.split(",")}
        self.journal.write_text(with_digest(json.dumps(heading)))
        self.finish(0, "starting anew")
        other = subprocess.Popen(command(self.out, only="F1,R6"), stdout=subprocess.DEVNULL)
        while not kept_lines(self.journal):
            time.sleep(0.002)
        other.kill()
        other.wait()
        self.finish(0, "starting anew")

    def test_restart(self):
        self.stop(3)
        self.finish(0, "starting anew", ["--restart"])

    def test_two_runs_at_once(self):
        words = [word for word in command(self.out, "--full", only="T4") if word != "--quick"]
        first = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not self.journal.exists():
            time.sleep(0.002)
        second = run(command(self.out))
        self.assertEqual(second.returncode, 2)
        self.assertIn("another run is at work", second.stderr)
        self.assertEqual(second.stderr.count("\n"), 1)
        first.kill()
        first.wait()
        self.finish(0)

    def test_one_thread_and_three_say_the_same(self):
        done = run(command(self.out, "--threads", "1"))
        self.assertEqual(steps(done.stdout)[0], self.lines)
        one = canonical(self.out)
        run(command(self.out, "--threads", "3"))
        self.assertEqual(canonical(self.out), one)

    def test_what_only_knows(self):
        done = run(command(self.out, only="T1,T99"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("T99", done.stderr)

    # Locks and differences, of the record of the uninterrupted run.

    def changed(self, change):
        record = json.loads((self.whole / "record.json").read_text())
        change(record)
        path = self.out / "changed.json"
        path.write_text(json.dumps(record))
        return path

    def test_lock(self):
        record = self.whole / "record.json"
        lock = self.out / "theorems.lock"
        self.assertEqual(tool("lock", record, "--write", lock).returncode, 0)
        self.assertEqual(tool("lock", record, "--check", lock).returncode, 0)
        entries = json.loads(lock.read_text())["results"]
        results = json.loads(record.read_text())["results"]
        self.assertEqual(len(entries), len(results))
        # The digests are what another program computes.
        expected = sorted("sha256:" + hashlib.sha256(
            json.dumps(r["certificate"], separators=(",", ":"), ensure_ascii=False).encode()
        ).hexdigest() for r in results if "certificate" in r)
        self.assertEqual(sorted(e["certificate"] for e in entries if "certificate" in e), expected)

        def drop(record):
            del record["results"][0]

        def lower(record):
            bound = next(b for r in record["results"] for b in r.get("bounds", [])
                         if b.get("lower_bits", 0) > 1)
            bound["lower_bits"] -= 1

        def undecided(record):
            result = next(r for r in record["results"] if r["status"] == "certified")
            result.update(status="undecided", reason="time limit")

        def times(record):
            record["host"]["threads"] = 77
            record["results"][0]["seconds"] = 77

        def better(record):
            bound = next(b for r in record["results"] for b in r.get("bounds", [])
                         if "lower_bits" in b and "upper_bits" not in b)
            bound["lower_bits"] += 1

        for change, code, says in ((drop, 1, "no such result now"), (lower, 1, "now"),
                                   (undecided, 1, "certified before, undecided now"),
                                   (times, 0, "nothing is weaker"), (better, 0, "note")):
            with self.subTest(change=change.__name__):
                done = tool("lock", self.changed(change), "--check", lock)
                self.assertEqual(done.returncode, code, done.stdout + done.stderr)
                self.assertIn(says, done.stdout)
                self.assertEqual(done.stdout.startswith("weaker"), code == 1)

        lock.write_text(lock.read_text().replace("certified", "verified", 1))
        done = tool("lock", record, "--check", lock)
        self.assertEqual(done.returncode, 2)
        self.assertIn("verified", done.stderr)
        self.assertEqual(tool("lock", record).returncode, 2)

    def test_paper_refuses_a_lock_that_it_cannot_compare(self):
        for words in (["--lock", self.out / "l"], ["--check-lock", self.out / "l"]):
            self.assertEqual(run(command(self.out, *words)).returncode, 2)
        done = tool("paper", "--out", self.out, "--check-lock", self.out / "none")
        self.assertEqual(done.returncode, 2)
        self.assertIn("none", done.stderr)

    def test_diff(self):
        record = self.whole / "record.json"

        def status(record):
            result = next(r for r in record["results"] if r["status"] == "certified")
            result.update(status="undecided", reason="time limit")

        def times(record):
            for result in record["results"]:
                result["seconds"] += 1

        self.assertEqual(tool("diff", record, record).stdout, "equal\n")
        self.assertEqual(tool("diff", record, self.changed(times)).returncode, 0)
        other = self.changed(status)
        done = tool("diff", record, other)
        self.assertEqual(done.returncode, 1)
        self.assertIn("    status: certified -> undecided\n", done.stdout)
        done = tool("diff", record, other, "--json", "-")
        self.assertEqual(done.returncode, 1)
        found = json.loads(done.stdout)
        self.assertFalse(found["equal"])
        self.assertEqual([c["field"] for c in found["changes"]], ["status", "reason"])
        other.write_text("{}")
        self.assertEqual(tool("diff", record, other).returncode, 2)
        self.assertEqual(tool("diff", record, self.out / "none").returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
