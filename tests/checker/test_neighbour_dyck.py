"""separatrix-check on bounded Dyck, nearest neighbour and recall by Transformers: it accepts what
separatrix wrote; of the changed certificates only those that are proofs as well, whose changed
models are run; and no forged derivation of a false claim.

Usage: test_neighbour_dyck.py path/to/separatrix path/to/separatrix-check
"""

import copy
import decimal
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from fractions import Fraction

import corrupt

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()


def run(*words):
    return subprocess.run([str(PROGRAM), *words], capture_output=True, text=True, timeout=300,
                          check=False)


def record_of(*words):
    done = run("verify", *words, "--mode", "certified", "--json", "-")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def verdict(record):
    (line,) = corrupt.verdicts(CHECKER, record, record["results"])
    return line


MAP = r"(query|key|value|output|hidden) (blocks|biases)"
# The same model, or the same claim, in other words.
SAME = {
    rf"model (embedding|layers \d+ (heads \d+|mlp) ({MAP}|(value_|hidden_|output_)?space)) \d+ "
    r"swapped$": "another order of terms, subspaces, blocks or biases",
    r"task lengths missing$": "exact is what a missing word means",
    r"^construction parameters (eta|scales|addresses) missing$": "a smaller claim",
    r"^evidence domain_size missing$": "a smaller claim",
}
# No field of the certificate by depths names a head or a space that only a head uses.
NAMES = {r"heads \d+ name ": "the name of a head", r"heads \d+ space 0 name 'none'": "its space"}
# Position 0 never holds a label.
FIRST = {r"embedding \d+ source address at 0 (to|step) 0 -> 1$": "the address of no label"}
# A bound with noise: implied by the one that the checker found, and as strong but for 2^-24.
IMPLIED = {r"cases \d layers 1 attention \d+ logits \d+ (logit \d|least_gap) '": "implied"}


class Corrupted(unittest.TestCase):
    def check(self, *words, still=None, stride=1, run_by=None):
        """Every `stride`-th corruption of a record is refused, but for proofs. `run_by`: how to run
        a changed model that was accepted."""
        record = record_of(*words)
        (result,) = record["results"]
        line = verdict(record)
        self.assertTrue(line.startswith("accepted"), line)
        spoilt = list(corrupt.spoilt_results(copy.deepcopy(result)))[::stride]
        for claim in ("construction", "evidence", "arithmetic"):
            spoilt += [(path, {**result, claim: other})
                       for path, other in corrupt.corruptions(result[claim], (claim,))]
        lines = corrupt.verdicts(CHECKER, record, [other for _, other in spoilt])
        allowed = {**SAME, **(still or {})}
        free, names, ran = [], 0, 0
        for (path, other), said in zip(spoilt, lines):
            if not said.startswith("accepted"):
                continue
            text = " ".join(str(part) for part in path)
            if any(re.search(pattern, text) for pattern in allowed):
                names += 1
            elif run_by and text.startswith("certificate model "):
                ran += 1
                self.answers(other["certificate"]["model"], run_by, text)
            else:
                free.append(text)
        print(f"{' '.join(words)}: {len(spoilt)} corruptions, "
              f"{len(spoilt) - names - ran - len(free)} not accepted, {names} the same in other "
              f"words, {ran} other models that answer rightly")
        self.assertEqual(free, [], line)
        self.assertGreater(len(spoilt), 100)

    def answers(self, model, commands, text):
        """The program runs the model on these inputs and finds no wrong answer."""
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "model.json"
            file.write_text(json.dumps(model), encoding="utf-8")
            for words in commands:
                done = run("verify", *words, "--construction", str(file), "--arithmetic", "float64")
                self.assertEqual(done.returncode, 0, text + "\n" + done.stdout + done.stderr)

    def test_dyck(self):
        for task, stride in (("dyck:2:2", 1), ("dyck-next:2:2", 2)):
            self.check(task, "--n", "4", "--construction", "transformer", still=NAMES,
                       stride=stride,
                       run_by=[(task, "--n", length, "--mode", "exhaustive") for length in "34"])

    def test_recall(self):
        self.check("associative-recall", "--n", "1", "--alphabet", "2", "--construction", "copy",
                   still={**FIRST, **IMPLIED}, stride=3)
        words = ("mqar", "--n", "2", "--alphabet", "2")
        self.check(*words, "--construction", "paper", "--vectors", "linear-code",
                   "--vector-dimension", "32", still=IMPLIED, stride=11,
                   run_by=[(*words, "--mode", "sampled", "--samples", "32")])

    def test_nearest_neighbour(self):
        words = ("nearest-neighbour", "--n", "6", "--dimension", "2", "--gamma", "1/4")
        for family, stride in (("quadratic", 23), ("linear-code", 29)):
            self.check(*words, "--construction", "copy", "--vectors", family,
                       still={**FIRST, **IMPLIED}, stride=stride,
                       run_by=[(*words, "--mode", "sampled", "--samples", "16")])

    def test_larger(self):
        for words in (("dyck:3:5", "--n", "40", "--construction", "transformer"),
                      ("dyck-next:5:3", "--n", "33", "--construction", "transformer"),
                      ("associative-recall", "--n", "1048576", "--alphabet", "1048576",
                       "--construction", "copy"),
                      ("mqar", "--n", "64", "--construction", "copy", "--vectors", "digits:2"),
                      ("nearest-neighbour", "--n", "20", "--dimension", "3", "--gamma", "1/64",
                       "--construction", "copy", "--vectors", "random-sign")):
            line = verdict(record_of(*words))
            self.assertTrue(line.startswith("accepted"), line)


def scaled(number, factor):
    value = Fraction(number) * factor
    return value.numerator if value.denominator == 1 else str(value)


def scale_map(affine, factor, to=None):
    for block in affine["blocks"]:
        if to in (None, block["to"]) and "scale" in block:
            block["scale"] = scaled(block["scale"], factor)
        elif to in (None, block["to"]):
            block["dense"] = [scaled(entry, factor) for entry in block["dense"]]
    for bias in affine["biases"]:
        bias["values"] = [scaled(entry, factor) for entry in bias["values"]]


def exp(number):
    """To 40 digits."""
    number = Fraction(number)
    return (decimal.Decimal(number.numerator) / number.denominator).exp()


def printed(number, digits):
    """Decimal bounds around the number."""
    with decimal.localcontext() as context:
        ends = []
        for context.rounding in (decimal.ROUND_FLOOR, decimal.ROUND_CEILING):
            context.prec = digits
            ends.append(format(+number, "f"))
    return f"[{ends[0]}, {ends[1]}]"


def honest_measures(record):
    """Writes the count of bits that the checker asks for."""
    found = re.search(r"representation_bits: the model has (\d+)", verdict(record))
    if found:
        record["results"][0]["measures"]["representation_bits"] = int(found[1])
    return record


class Forged(unittest.TestCase):
    """Other scales, with the derivation recomputed: a larger scale is proved too, so the forgery is
    a good one, and with a smaller scale only the conclusion can fail."""

    def setUp(self):
        decimal.getcontext().prec = 40

    def dyck(self, factor):
        record = record_of("dyck:2:2", "--n", "8", "--construction", "transformer")
        certificate = record["results"][0]["certificate"]
        scale_map(certificate["model"]["layers"][1]["heads"][0]["key"], factor)
        for entry in certificate["attention"]:
            for name in ("slope", "score", "best_other_score"):
                entry[name] = scaled(entry[name], factor)
            slope = Fraction(entry["slope"])
            lead = Fraction(entry["score"]) - Fraction(entry["best_other_score"]) - 7 * slope
            delta = exp(-2 * slope) / (1 - exp(-2 * slope)) + exp(-lead) / (1 - exp(-slope))
            entry["weight_elsewhere"] = printed(delta, 6)
        parameters = record["results"][0]["construction"]["parameters"]
        parameters["eta"] = scaled(parameters["eta"], factor)
        return verdict(honest_measures(record))

    def test_dyck(self):
        self.assertTrue(self.dyck(2).startswith("accepted"), self.dyck(2))
        self.assertRegex(self.dyck(Fraction(1, 2)), "^rejected .* a member may be refused")
        self.assertRegex(self.dyck(-1), "^rejected .* does not prefer later brackets")

    def test_other_words_for_the_task(self):
        """A task of another name, in all places alike, and addresses that are not the bracket's own."""
        record = record_of("dyck:2:2", "--n", "8", "--construction", "transformer")
        text = json.dumps(record["results"][0])
        self.assertIn('"at": "position"', text)
        others = [json.loads(text.replace("dyck:2:2", "deck:2:2"))]
        for at in ('"value"', '[{"from": 0, "to": 0, "step": 1}]'):
            others.append(json.loads(text.replace('"at": "position"', '"at": ' + at)))
        for line in corrupt.verdicts(CHECKER, record, others):
            self.assertFalse(line.startswith("accepted"), line)

    def nearest(self, factor):
        record = record_of("nearest-neighbour", "--n", "8", "--dimension", "2", "--gamma", "1/4",
                           "--construction", "copy")
        (result,) = record["results"]
        certificate = result["certificate"]
        parameters = result["construction"]["parameters"]
        parameters["eta"] = parameters["scales"][1] = scaled(parameters["eta"], factor)
        head = certificate["model"]["layers"][1]["heads"][0]
        scale_map(head["query"], factor, to="point")
        head["query"]["biases"] = [{"to": "asks", "values": [1]}]
        scale_map(head["key"], factor, to="asks")
        for case in certificate["cases"]:
            (entry,) = case["layers"][1]["attention"]
            others = decimal.Decimal(0)
            for rival in entry["logits"]:
                rival["logit"] = [scaled(end, factor) for end in rival["logit"]]
                for name in rival:
                    if name.startswith("times_query") or name == "least_gap":
                        rival[name] = scaled(rival[name], factor)
                if "least_gap" in rival:
                    others += rival["most"] * exp(-Fraction(rival["least_gap"]))
            rest = printed(others / (1 + others), 12)
            entry["weight_elsewhere"] = rest
            entry["noise"]["label"] = {"norm": rest, "entry": rest}
        return verdict(honest_measures(record))

    def test_nearest_neighbour(self):
        self.assertTrue(self.nearest(2).startswith("accepted"), self.nearest(2))
        self.assertRegex(self.nearest(Fraction(5, 8)), "^rejected .* the label may be misread")

    def test_smaller_lead(self):
        """A proof for one lead is none for half of it."""
        record = record_of("nearest-neighbour", "--n", "8", "--dimension", "2", "--gamma", "1/4",
                           "--construction", "copy")
        (result,) = record["results"]
        result["task"]["gamma"] = [1, 8]
        certificate = result["certificate"]
        certificate["gamma"] = certificate["task"]["gamma"] = "1/8"
        self.assertRegex(verdict(record), "^rejected .* least_gap: the bound found here")

    def test_smaller_depth(self):
        """A recogniser of depth 2 accepts strings that are too deep for depth 1."""
        record = record_of("dyck:1:2", "--n", "8", "--construction", "transformer")
        (result,) = record["results"]
        certificate = result["certificate"]
        result["task"]["name"] = certificate["model"]["task"] = "dyck:1:1"
        certificate["task"]["depth"] = certificate["depths"] = 1
        certificate["attention"] = certificate["attention"][:2]
        self.assertRegex(verdict(record), "^rejected .* a string with a wrong bracket")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
