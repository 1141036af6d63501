"""separatrix-check on vectors, languages and recurrent models: it accepts what separatrix wrote and
nothing that differs from it, except where the changed certificate is a proof too.

Usage: test_vectors_languages.py path/to/separatrix path/to/separatrix-check
"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

import corrupt

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()


def record_of(*words):
    done = subprocess.run([str(PROGRAM), *words, "--json", "-"], capture_output=True, text=True,
                          timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# Places where another value may be a proof as well; the checker then proves the same claim by it.
STILL_PROOFS = {
    # f stays nonpositive at the distances, f(0) below N, and floor(f(0)) what it was.
    r"exclusions \d+ terms \d+ ": "another polynomial",
    r"exclusions \d+ moment ": "another moment that excludes the same dimensions",
    # Another word that breaks the identity.
    r"identities \d+ [xy] ": "another witness",
    # Another reduction with the same facts: the gadget is data, and each fact is recomputed.
    r"gadget (left|base|block|right) ": "another gadget",
}
# Ranks up to a smaller length are a smaller claim; no other field names the length.
STILL_PROOFS[r"letter_ranks \d+ dropped"] = "fewer lengths"
# A model with one step for all times was checked at every length, beyond any n too.
ANY_LENGTH = {r"task n ": "every length"}
# In state 3 the string is no prefix of a member any more, so no input of the domain comes there:
# transitions out of it and into it (from state 0 by symbol 1, from state 2 by symbol 0) are unused.
OUTSIDE = {r"automaton (next|answers) 3 ": "not reached",
           r"model steps 0 next [1467] ": "not reached",
           r"model answers 0 3 ": "not reached"}
# Of these families the certificate's generators are the definition.
OTHER_GENERATORS = {r"generators rows ": "another code with the same extremes"}


class Checker(unittest.TestCase):
    maxDiff = None

    def check(self, *words, still=None):
        """All corruptions of the record of one command are refused, but for proofs."""
        record = record_of(*words)
        (result,) = record["results"]
        (line,) = corrupt.verdicts(CHECKER, record, [result])
        self.assertTrue(line.startswith("accepted"), line)
        number, accepted = corrupt.survivors(CHECKER, record, result)
        allowed = {**STILL_PROOFS, **(still or {})}
        free = []
        for path in accepted:
            text = " ".join(str(part) for part in path)
            if not any(re.search(pattern, text) for pattern in allowed):
                free.append(text)
        print(f"{' '.join(words)}: {number} corruptions, {number - len(accepted)} not accepted, "
              f"{len(accepted)} proofs as well")
        self.assertEqual(free, [], line)
        self.assertGreater(number, 40)
        return line

    def test_vectors(self):
        self.check("vectors", "--family", "linear-code", "--n", "40", "--gamma", "1/4")
        self.check("vectors", "--family", "linear-code", "--n", "40", "--gamma", "1/3", "--sides",
                   "one")
        self.check("vectors", "--family", "random-sign", "--n", "24", "--gamma", "1/3")
        self.check("vectors", "--family", "hypercube", "--n", "20", "--gamma", "5/6")
        for family in ("dual-bch", "kerdock", "delsarte-goethals", "rs-biorthogonal",
                       "rs-hadamard"):
            self.check("vectors", "--family", family, "--n", "50", "--gamma", "3/4",
                       still=OTHER_GENERATORS)

    def test_languages(self):
        for words in (["(ab)*"], ["dyck:1:2"], ["a.*b", "--alphabet", "ab"], ["(b|ab*a)*"],
                      ["(a|b)*aa(a|b)*&~(.*bb.*)"]):
            line = self.check("analyze", "language", *words, "--n", "5")
            self.assertNotIn("not checked", line)

    def test_recurrent_models(self):
        for task, construction in (("language:(ab)*", "automaton"), ("dyck:2:2", "automaton"),
                                   ("dyck:1:2", "residual"), ("language:a(a|b)*b", "residual")):
            line = self.check("verify", task, "--n", "6", "--mode", "certified", "--construction",
                              construction, still=ANY_LENGTH if construction == "automaton" else {})
            self.assertNotIn("not checked", line)
        line = self.check("verify", "dyck-next:1:2", "--n", "6", "--mode", "certified",
                          "--construction", "automaton", still={**ANY_LENGTH, **OUTSIDE})
        self.assertNotIn("not checked", line)

    def test_another_language(self):
        """A right certificate of one language does not prove another one's claim."""
        for words, old, new in ((("analyze", "language", "(ab)*", "--n", "4"), "(ab)*", "(ba)*"),
                                (("verify", "dyck:1:2", "--n", "6", "--mode", "certified",
                                  "--construction", "automaton"), "dyck:1:2", "dyck:1:3")):
            record = record_of(*words)
            (result,) = record["results"]
            self.assertEqual(result["task"]["name"], old)
            result["task"]["name"] = new
            (line,) = corrupt.verdicts(CHECKER, record, [result])
            self.assertTrue(line.startswith("rejected"), line)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
