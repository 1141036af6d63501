"""`separatrix check`: it finds the stand-alone checker and passes on what that says.

Usage: test_check.py path/to/separatrix path/to/separatrix-check
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()


def run(*words, path="/nowhere"):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=300,
                          check=False, env={**os.environ, "PATH": path})


class Check(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        cls.good = cls.root / "good.json"
        done = run(PROGRAM, "bound", "majority", "--n", "5", "--json", cls.good)
        assert done.returncode == 0, done.stderr
        record = json.loads(cls.good.read_text(encoding="utf-8"))
        record["results"][0]["bounds"][0]["lower_bits"] += 1
        cls.bad = cls.root / "bad.json"
        cls.bad.write_text(json.dumps(record), encoding="utf-8")
        cls.empty = cls.root / "empty.json"
        cls.empty.write_text(json.dumps({**record, "results": []}), encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def installed(self, *names):
        """A fresh folder with copies of these programs."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.root))
        for name in names:
            shutil.copy2({"separatrix": PROGRAM, "separatrix-check": CHECKER}[name], folder / name)
        return folder

    def same(self, program, *files, path="/nowhere"):
        alone = run(CHECKER, *files)
        through = run(program, "check", *files, path=path)
        self.assertEqual((through.returncode, through.stdout, through.stderr),
                         (alone.returncode, alone.stdout, alone.stderr))
        return through

    def test_beside_the_program(self):
        program = self.installed("separatrix", "separatrix-check") / "separatrix"
        self.assertEqual(self.same(program, self.good).returncode, 0)
        self.assertEqual(self.same(program, self.good, self.bad).returncode, 1)
        self.assertEqual(self.same(program, self.root / "none.json").returncode, 2)
        self.assertEqual(self.same(program, self.empty).returncode, 3)

    def test_through_a_link_to_the_program(self):
        folder = self.installed("separatrix", "separatrix-check")
        link = self.installed() / "link"
        link.symlink_to(folder / "separatrix")
        self.assertEqual(self.same(link, self.good).returncode, 0)

    def test_in_a_build_tree(self):
        tree = self.installed()
        for folder, name, program in (("cli", "separatrix", PROGRAM),
                                      ("checker", "separatrix-check", CHECKER)):
            (tree / folder).mkdir()
            shutil.copy2(program, tree / folder / name)
        self.assertEqual(self.same(tree / "cli" / "separatrix", self.bad).returncode, 1)

    def test_in_the_path(self):
        program = self.installed("separatrix") / "separatrix"
        path = f"{self.root}::{self.installed('separatrix-check')}"
        self.assertEqual(self.same(program, self.bad, path=path).returncode, 1)

    def test_nowhere(self):
        folder = self.installed("separatrix")
        (folder / "separatrix-check").mkdir()  # a folder of that name is no program
        done = run(folder / "separatrix", "check", self.good)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn("separatrix-check", done.stderr)
        self.assertIn("PATH", done.stderr)

    def test_usage(self):
        program = self.installed("separatrix", "separatrix-check") / "separatrix"
        self.assertEqual(run(program, "check").returncode, 2)
        done = run(program, "check", "--help")
        self.assertEqual(done.returncode, 0)
        self.assertIn("separate program", done.stdout)
        self.assertIn("alone", done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
