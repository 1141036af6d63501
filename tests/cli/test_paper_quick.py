"""`separatrix paper --quick` as a whole: its files, the committed lock, and the checker's word on
every certificate.

Usage: test_paper_quick.py path/to/separatrix path/to/separatrix-check path/to/schema.json
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema

PROGRAM, CHECKER, SCHEMA = (pathlib.Path(word).resolve() for word in sys.argv[1:4])
LOCK = pathlib.Path(__file__).resolve().parents[2] / "theorems.lock"


def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          timeout=900, check=False)


class PaperQuick(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out = pathlib.Path(cls.folder.name) / "out"
        cls.done = run(PROGRAM, "paper", "--quick", "--out", cls.out, "--check-lock", LOCK)
        assert cls.done.returncode == 0, cls.done.stdout + cls.done.stderr
        cls.record = json.loads((cls.out / "record.json").read_text())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_files(self):
        self.assertEqual({path.name for path in self.out.iterdir()},
                         {"record.json", "latex", "index.html"})
        self.assertLess({"report.tex", "theorems.tex", "audit.tex", "bounds.tex", "evidence.tex",
                         "figures.tex", "references.bib", "figure-dimension-gamma-1-4.tex",
                         "figure-hidden-size-index-lookup-p64.tex",
                         "figure-precision-index-lookup.tex"},
                        {path.name for path in (self.out / "latex").iterdir()})
        self.assertNotIn("no evidence yet", self.done.stdout)
        jsonschema.validate(self.record, json.loads(SCHEMA.read_text()))

    def test_nothing_is_weaker_than_the_lock(self):
        self.assertIn("nothing is weaker", self.done.stdout)

    def test_whatever_is_certified_has_a_certificate(self):
        for result in self.record["results"]:
            if result["status"] == "certified":
                self.assertIn("certificate", result, result)

    def test_the_checker_rejects_none_and_leaves_none_unchecked(self):
        checked = run(CHECKER, self.out / "record.json")
        self.assertEqual(checked.returncode, 0, checked.stdout)
        self.assertEqual(re.findall("^rejected.*$", checked.stdout, re.MULTILINE), [])
        certified = sum(result["status"] == "certified" for result in self.record["results"])
        accepted = re.findall("^accepted.*$", checked.stdout, re.MULTILINE)
        self.assertEqual(len(accepted), certified, checked.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
