"""analyze language as a user meets it: what it prints, records, saves and refuses.

Usage: test_analyze_language.py path/to/separatrix path/to/record-1.schema.json
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SCHEMA = pathlib.Path(sys.argv[2]).resolve()


def run(*words):
    return subprocess.run([str(PROGRAM), "analyze", "language", *words], capture_output=True,
                          text=True, timeout=300, check=False)


def certificate(*words):
    done = run(*words, "--json", "-")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)["results"][0]
    assert result["kind"] == "analyze" and result["status"] == "certified"
    return result["certificate"]


class Language(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def test_classes(self):
        for words, growth, elements in ((["(ab)*"], "Theta(n)", 6),
                                        (["dyck:2:2"], "Theta(n)", 60),
                                        (["a.*b", "--alphabet", "ab"], "Theta(log n)", 5),
                                        (["(b|ab*a)*"], "O(1)", 2)):
            with self.subTest(words=words):
                found = certificate(*words, "--n", "6")
                self.assertEqual(found["communication"]["growth"], growth)
                self.assertEqual(found["monoid_elements"], elements)
                self.assertEqual("gadget" in found, growth != "O(1)")

    def test_dyck_has_two_to_the_n_less_one_members_one_per_row(self):
        found = certificate("dyck:2:2", "--n", "6")
        self.assertEqual(found["automaton"]["states"], 8)
        self.assertEqual(found["live_states"], 7)
        for row in found["letter_ranks"]:
            n = row["length"]
            expected = 0 if n % 2 else 1 if n == 0 else 2 ** (n - 1)
            self.assertEqual(row["rank"], expected)

    def test_gadget_is_replayed_from_the_record_alone(self):
        found = certificate("dyck:2:2")
        gadget, dfa = found["gadget"], found["automaton"]
        self.assertEqual(gadget["problem"], "disjointness")

        def accepts(word):
            state = dfa["start"]
            for letter in word:
                if letter is not None:
                    state = dfa["transitions"][state][dfa["alphabet"].index(letter)]
            return state in dfa["accepting"]

        for m in (1, 2, 3):
            for x in range(2**m):
                for y in range(2**m):
                    word = gadget["left"] + gadget["base"]
                    for i in range(m):
                        word += [letter if (x, y)[j % 2] >> i & 1 else None
                                 for j, letter in enumerate(gadget["block"])]
                    word += gadget["right"]
                    self.assertEqual(accepts(word), gadget["answers"][1 if x & y else 0])

    def test_saved_automaton_is_read_back(self):
        file = self.folder / "language.json"
        self.assertEqual(run("(ab)*", "--save", str(file)).returncode, 0)
        saved = json.loads(file.read_text())
        self.assertEqual(saved["states"], 3)
        self.assertEqual(certificate(str(file))["automaton"], saved)
        saved["start"] = 3
        file.write_text(json.dumps(saved))
        done = run(str(file))
        self.assertEqual(done.returncode, 2)
        self.assertIn("$.start", done.stderr)

    def test_record_fits_the_schema_and_does_not_depend_on_threads(self):
        texts = []
        for threads in ("1", "2"):
            file = self.folder / f"record-{threads}.json"
            done = run("(aa|b)*", "--n", "8", "--threads", threads, "--json", str(file))
            self.assertEqual(done.returncode, 0, done.stderr)
            if shutil.which("jsonschema", path="/usr/bin"):
                check = subprocess.run(["/usr/bin/jsonschema", "-i", str(file), str(SCHEMA)],
                                       capture_output=True, text=True, check=False)
                self.assertEqual(check.returncode, 0, check.stderr)
            record = json.loads(file.read_text())
            texts.append(record["results"][0]["certificate"])
        self.assertEqual(texts[0], texts[1])

    def test_bad_input(self):
        for words in (["(ab"], ["a||b"], [""], ["()"], ["a", "--alphabet", "b"],
                      ["a", "--alphabet", ""], ["dyck:2"], ["dyck:0:2"], ["missing.json"],
                      ["dyck:2:2", "--alphabet", "ab"], ["a", "--n", "-1"],
                      ["a", "--save", "missing/folder/file"]):
            with self.subTest(words=words):
                done = run(*words)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertEqual(done.stdout, "")
                self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
                self.assertTrue(done.stderr.startswith("separatrix: "), done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
