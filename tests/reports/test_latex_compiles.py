#!/usr/bin/env python3
"""The LaTeX report of a record full of special characters compiles; faults are seen.

Usage: test_latex_compiles.py TEST_REPORTS. Without pdflatex and bibtex it says so and exits with 77.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
MOST_OVERFULL = 10  # points


def compile_report(folder, once=False):
    """A list of complaints; empty if everything is well. `once`: boxes only, without citations."""
    latex = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "report.tex"]
    for command in [latex] if once else [latex, ["bibtex", "report"], latex, latex]:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")
        if done.returncode != 0:
            return [f"{command[0]}: {done.stdout[-1500:]}"]
        if command[0] == "bibtex" and "Warning" in done.stdout:
            return [done.stdout]
    # The log breaks its lines at 79 characters.
    log = (folder / "report.log").read_text(errors="replace").replace("\n", "")
    complaints = [] if once else re.findall(r"LaTeX Warning: (?:Reference|Citation) .{0,80}", log)
    complaints += [f"overfull by {points}pt" for points in re.findall(
        r"Overfull \\hbox \((\d+\.?\d*)pt", log) if float(points) > MOST_OVERFULL]
    return complaints


class Latex(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        environment = dict(os.environ, SEPARATRIX_LATEX_FOLDER=str(self.folder))
        subprocess.run([PROGRAM, "[.latex-files]"], check=True, env=environment,
                       stdout=subprocess.DEVNULL)

    def replace(self, name, old, new):
        file = self.folder / name
        text = file.read_text()
        self.assertIn(old, text)
        file.write_text(text.replace(old, new, 1))

    def test_compiles(self):
        self.assertEqual(compile_report(self.folder), [])
        self.assertTrue((self.folder / "report.pdf").read_bytes().startswith(b"%PDF"))
        figures = list(self.folder.glob("figure-*.tex"))
        self.assertGreaterEqual(len(figures), 4)

    def test_a_lost_backslash_is_seen(self):
        self.replace("theorems.tex", "\\&", "&")
        self.assertNotEqual(compile_report(self.folder), [])

    def test_an_unknown_citation_is_seen(self):
        self.replace("theorems.tex", "DG75", "NOBODY")
        self.assertNotEqual(compile_report(self.folder), [])

    def test_a_word_without_a_break_is_seen(self):
        self.assertEqual(compile_report(self.folder, once=True), [])
        self.replace("audit.tex", "Claim", "x" * 200)
        self.assertTrue(any("overfull" in c for c in compile_report(self.folder, once=True)))


if __name__ == "__main__":
    for needed in ("pdflatex", "bibtex"):
        if shutil.which(needed) is None:
            print(f"skipped: {needed} is not installed (packages-checks.txt names what is needed)")
            sys.exit(77)
    PROGRAM = sys.argv.pop(1)
    unittest.main()
