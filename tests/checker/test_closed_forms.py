"""separatrix-check on closed forms, residual counts, large matrices, projections and audited bounds:
what separatrix wrote is accepted, and nothing that differs from it, except what is true as well.

Usage: test_closed_forms.py path/to/separatrix path/to/separatrix-check
"""

import copy
import fractions
import json
import math
import pathlib
import re
import subprocess
import sys
import unittest

import corrupt

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()

CLAIM = ("kind", "task", "bounds", "assumes", "hidden_size", "construction", "evidence", "claim",
         "verdict")
# Places where another value is as true; the checker proves it by the same certificate.
STILL_TRUE = {
    r"^bounds \d+ method ": "a caption, which no check reads",
    r"^bounds \d+ (lower|upper)_bits missing": "one end of the enclosure",
    r"^task lengths missing": "exact, if nothing is said",
    r"^task alphabet missing": "2, if nothing is said",
}


def results_of(words):
    done = subprocess.run([str(PROGRAM), *words.split(), "--json", "-"], capture_output=True,
                          text=True, timeout=300, check=False)
    assert done.returncode in (0, 1), done.stderr
    text = done.stdout
    return [r for r in json.loads(text[text.index("{\n"):])["results"] if "certificate" in r]


def verdicts(results):
    record = {"schema": "separatrix/record/1", "tool": {"name": "t", "version": "0"}, "command": [],
              "host": {}}
    return corrupt.verdicts(CHECKER, record, results)


class Checked(unittest.TestCase):
    maxDiff = None

    def accepted(self, result):
        (line,) = verdicts([result])
        self.assertTrue(line.startswith("accepted"), line)
        return line

    def refused(self, result, *parts):
        (line,) = verdicts([result])
        self.assertTrue(line.startswith("rejected"), line)
        for part in parts:
            self.assertIn(part, line)

    def all_places(self, name, result, still=None):
        """Every corruption of the certificate and of the claim is refused, but what is true."""
        line = self.accepted(result)
        spoilt = []
        for field in ("certificate", *CLAIM):
            if field in result:
                for path, other in corrupt.corruptions(result[field], (field,)):
                    spoilt.append((path, {**result, field: other}))
        for path, task in corrupt.further_fields(result.get("task", {})):
            spoilt.append((path, {**result, "task": task}))
        allowed = {**STILL_TRUE, **(still or {})}
        free = []
        true = 0
        for (path, _), verdict in zip(spoilt, verdicts([other for _, other in spoilt])):
            if verdict.startswith("accepted"):
                text = " ".join(str(part) for part in path)
                if any(re.search(pattern, text) for pattern in allowed):
                    true += 1
                else:
                    free.append(text)
        print(f"{name}: {len(spoilt)} corruptions, {len(spoilt) - true} not accepted, {true} as true")
        self.assertEqual(free, [], line)
        return line


class ClosedForms(Checked):
    # The certificate's kind, the command, and where another value is true of the same bits.
    COMMANDS = (
        "index-lookup --n 20000 --alphabet 7 --model rnn --precision 8",
        "index-lookup:query-first --n 500",
        "inequality --n 5000 --model transformer-1 --precision 16 --heads 2",
        "permuted-equality --n 5000 --alphabet 3",
        "dyck:2:2 --n 40 --model transformer-1 --precision 2",
        "dyck:3:4 --n 9000 --model rnn --precision 3",
        "disjointness --n 9000", "greater-than --n 9000", "inner-product --n 9000",
        "interleaved-equality --n 9000", "parity --n 9001", "majority --n 9001",
        "associative-recall --n 16 --model rnn --precision 5", "mqar --n 8 --alphabet 5",
        "nearest-neighbour --n 8 --dimension 5 --gamma 1/3",
    )
    SAME_BITS = {
        "nearest-neighbour": {r"^task (gamma|dimension) ": "as many keys and points"},
        "dyck:2:2": {r"^task name ": "at odd against even positions every depth from 2 on is alike"},
    }

    def test_every_place(self):
        for words in self.COMMANDS:
            for result in results_of("bound " + words):
                if result["certificate"]["kind"] != "closed-form":
                    continue
                with self.subTest(words):
                    line = self.all_places(words, result, self.SAME_BITS.get(words.split()[0]))
                    counted = "counted by the definition" in line
                    self.assertTrue(counted or "TAKEN AS GIVEN" in line, line)

    def test_a_wrong_form_or_size_is_refused(self):
        (result,) = [r for r in results_of("bound disjointness --n 9000 --model rnn --precision 64")
                     if r["certificate"]["kind"] == "closed-form"]
        for step in (-1, 1):
            other = copy.deepcopy(result)
            other["bounds"][0]["lower_bits"] += step
            other["bounds"][0]["upper_bits"] += step
            self.refused(other, "the lower bound is not 4500")
            other = copy.deepcopy(result)
            width = result["hidden_size"]["min_width"] + step
            other["hidden_size"]["min_width"] = width
            other["certificate"]["hidden_size"] |= {"bits": 64 * width,
                                                    "bits_below": 64 * (width - 1)}
            self.refused(other, "min_width")

    def test_a_language_is_counted(self):
        words = "language:(ab|b)* --n 60"
        (result,) = [r for r in results_of("bound " + words + " --model rnn")
                     if r["certificate"]["kind"] == "closed-form"]
        self.assertIn("counted by the definition", self.all_places(words, result))
        result["task"]["name"] = "language:(a|b)*"
        self.refused(result)


class Residuals(Checked):
    def test_every_place(self):
        for words in ("equality --n 6 --alphabet 3 --model rnn --precision 2",
                      "index-lookup:query-first --n 3", "majority --n 7", "dyck:2:2 --n 14",
                      "disjointness --n 8", "permuted-equality --n 6", "language:(ab|b)*a --n 9"):
            found = [r for r in results_of("bound " + words)
                     if r["certificate"]["kind"] == "residual-functions"]
            self.assertEqual(len(found), 1, words)
            self.all_places(words, found[0])

    def test_an_unknown_task_is_not_accepted(self):
        for result in results_of("bound random-function:3 --n 6"):
            if result["certificate"]["kind"] == "residual-functions":
                (line,) = verdicts([result])
                self.assertTrue(line.startswith("not checked"), line)
                result["task"] = {"name": "parity", "n": 6}
                self.refused(result, "widths")

    def test_smallest_recurrent_models(self):
        for words in ("dyck:2:2 --n 40", "language:(ab|b)* --n 40"):
            for result in results_of("analyze smallest " + words):
                if result["status"] != "certified":
                    continue
                self.assertIn("residual functions at most, counted", self.accepted(result))
                for i, bound in enumerate(result["bounds"]):
                    for field in ("lower_bits", "upper_bits"):
                        for step in (-1, 1):
                            other = copy.deepcopy(result)
                            other["bounds"][i][field] = bound[field] + step
                            (line,) = verdicts([other])
                            self.assertFalse(line.startswith("accepted") and
                                             "NOT COVERED" not in line, line)
                for place, value in (("bits", 1), ("convention", "none")):
                    other = copy.deepcopy(result)
                    other["construction"]["parameters"][place] = value
                    self.refused(other, "construction")


class Matrices(Checked):
    def test_every_place(self):
        for words, partition in (("equality --n 6 --partition halves", "AAABBB"),
                                 ("dyck:2:2 --n 6 --partition odd-even", "ABABAB")):
            (result,) = [r for r in results_of("bound " + words)
                         if r["certificate"]["kind"] == "communication-matrix"]
            result["certificate"] = {"kind": "task-matrix", "partition": partition}
            result["bounds"] = [b for b in result["bounds"]
                                if b["convention"].startswith("deterministic")]
            # Fewer bounds are a smaller claim.
            self.all_places("task-matrix " + words, result,
                            {r"^bounds \d+ dropped": "fewer bounds",
                             r"^bounds \d+ swapped": "the order of the bounds"})

    def test_the_width_that_a_matrix_leaves(self):
        for words in ("equality --n 8 --partition halves --model rnn --precision 2",
                      "dyck:2:2 --n 6 --partition odd-even --model transformer-1 --precision 1",
                      "random-function:2 --n 6 --partition halves --model rnn --precision 1"):
            (result,) = [r for r in results_of("bound " + words)
                         if r["certificate"]["kind"] == "communication-matrix"]
            line = self.accepted(result)
            self.assertIn("width >=", line)
            known = "random" not in words
            self.assertEqual(known, "tokens TAKEN AS GIVEN" not in line, line)
            certificate = result["certificate"]
            spoilt = [(path, {**result, "hidden_size": other}) for path, other in
                      corrupt.corruptions(result["hidden_size"], ("claim",))]
            for field in ("hidden_size", "tokens", "symbols"):
                spoilt += [(path, {**result, "certificate": {**certificate, field: other}})
                           for path, other in corrupt.corruptions(certificate[field], (field,))]
            for (path, other), line in zip(spoilt, verdicts([other for _, other in spoilt])):
                # The number of symbols and of tokens enters by its logarithm, of T4 alone.
                true = path[0] == "symbols" and type(other["certificate"]["symbols"]) is int or \
                    not known and path[0] == "tokens" and type(other["certificate"]["tokens"]) is int
                self.assertFalse(line.startswith("accepted") and not true, (path, line))

    def test_a_large_one_is_recomputed(self):
        (result,) = [r for r in results_of("bound disjointness --n 18 --partition halves")
                     if r["certificate"]["kind"] == "task-matrix"]
        self.assertIn("512 x 512 different lines", self.accepted(result))
        result["task"]["name"] = "parity"
        self.refused(result)


# An independent account of the generator and of the points.


def word(seed, stream, number):
    low, mask = 2**32 - 1, 2**32
    counter = [number // 2 % mask, number // 2 // mask, stream % mask, stream // mask]
    key = [seed % mask, seed // mask]
    for _ in range(10):
        a, b = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [b // mask ^ counter[1] ^ key[0], b & low, a // mask ^ counter[3] ^ key[1], a & low]
        key = [(key[0] + 0x9E3779B9) & low, (key[1] + 0xBB67AE85) & low]
    half = counter[:2] if number % 2 == 0 else counter[2:]
    return half[0] + half[1] * mask


def sphere(seed, stream, dimension):
    at = 0
    while True:
        v = []
        for _ in range(dimension):
            parts = [word(seed, stream, at + w) >> s & 65535 for w in range(3) for s in (0, 16, 32, 48)]
            v.append(sum(parts) - 6 * 65535)
            at += 3
        norm = math.isqrt(sum(c * c for c in v) << 24)
        x = [math.floor(fractions.Fraction(c << 36, norm) + fractions.Fraction(1, 2)) for c in v]
        if abs(sum(c * c for c in x) - 2**48) <= 2**32:
            return [fractions.Fraction(c, 2**24) for c in x]


def points(family, n, dimension):
    if family["family"] == "standard":
        return [[fractions.Fraction(i == c) for c in range(dimension)] for i in range(n)]
    if family["family"] == "signs":
        return [[fractions.Fraction(1 if word(family["seed"], i, c) & 1 else -1, family["divisor"])
                 for c in range(dimension)] for i in range(n)]
    return [sphere(family["seed"], i, dimension) for i in range(n)]


def projected(family, n, dimension, rows, seed=2):
    """The result that `separatrix paper` would write for these points."""
    xs = points(family, n, dimension)
    signs = [[-1 if word(seed, r, c // 64) >> c % 64 & 1 else 1 for c in range(dimension)]
             for r in range(rows)]
    images = [[sum(s * e for s, e in zip(row, x)) for row in signs] for x in xs]
    dot = lambda x, y: sum(a * b for a, b in zip(x, y))
    most, pair = -1, None
    for j in range(n):
        for i in range(j + 1):
            change = abs(dot(images[i], images[j]) / rows - dot(xs[i], xs[j]))
            if change > most:
                most, pair = change, [i + 1, j + 1]
    return {"kind": "analyze", "theorem": "L3", "status": "certified", "assumes": [], "seconds": 0.5,
            "task": {"name": "random-projection", "n": n, "dimension": dimension,
                     "gamma": [most.numerator, most.denominator]},
            "construction": {"id": "jl", "parameters": {"dimension": rows, "seed": seed}},
            "certificate": {"kind": "projection-all-pairs", "eps": str(most),
                            "largest_change": str(most), "pair": pair, "points": family}}


class Projections(Checked):
    def test_every_place(self):
        for family, n, dimension, rows in (({"family": "standard"}, 9, 9, 11),
                                           ({"family": "signs", "divisor": 8, "seed": 3}, 7, 64, 9),
                                           ({"family": "sphere", "seed": 1}, 6, 70, 13)):
            self.all_places(f"projection, {family['family']}", projected(family, n, dimension, rows),
                            {r"^task n \d+ -> ": "fewer of the same points"})

    def test_more_than_eps(self):
        result = projected({"family": "standard"}, 9, 9, 11)
        most = fractions.Fraction(result["certificate"]["eps"])
        less = most - fractions.Fraction(1, 1000)
        result["certificate"]["eps"] = str(less)
        result["task"]["gamma"] = [less.numerator, less.denominator]
        self.refused(result, "exceeds eps")


class Audits(Checked):
    def test_every_place(self):
        found = [r for row in ("L1", "P9") for r in results_of("audit --row " + row)]
        self.assertEqual([r["certificate"]["kind"] for r in found],
                         ["dyck-communication"] * 2 + ["recall-memory"])
        for result in found:
            self.all_places("audit " + result["theorem"], result)

    def test_another_limit_with_a_consistent_claim(self):
        """What is said consistently and false is refused by computation."""
        one, both = results_of("audit --row L1")
        text = json.dumps(one).replace("N bits", "N + 1 bits").replace('"exact": 0', '"exact": 1')
        self.refused(json.loads(text), "the exact number is another one")
        text = json.dumps(both).replace("N - 1 bits", "N + 2 bits").replace('"offset": -1', '"offset": 2')
        self.refused(json.loads(text), "fails for N = 2")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
