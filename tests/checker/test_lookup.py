"""separatrix-check on index lookup: it accepts what separatrix wrote, and of all changes of a
certificate, of the model in it, and of the claim only those that are proved as well.

Usage: test_lookup.py path/to/separatrix path/to/separatrix-check
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import unittest

import corrupt

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()

# Changes that leave a true claim with a proof. Every derived number is compared, and so are the
# sizes of the model and the bits that its numbers take.
STILL_PROOFS = {
    # A gate with slightly other slopes or thresholds reads the same digits on the same boxes.
    r"model layers 0 mlp (hidden|output) ": "another gate that is right",
    # With the weight and the values where they are, an output map that scales a little does too.
    r"model layers 0 heads 0 (value|output) (blocks|biases) ": "another map that is right",
    # Codes of symbols are digits with a margin: 1 may be a little more.
    r"model embedding \d+ source by_value ": "another code of a symbol that is read right",
    # The layout's order is free where blocks find their subspaces by name.
    r"model (stream|layers 0 mlp hidden_space) \d+ swapped": "another order of coordinates",
    r"model layers 0 heads 0 (query|key) (blocks|biases) \d+ swapped": "sums in another order",
    r"model layers 0 heads 0 (query|key) blocks \d+ twice": "a block that meets zeros only",
    r"model embedding \d+ swapped": "terms in another order",
    # What an answer between the two thresholds means was not needed.
}


def record_of(*words):
    done = subprocess.run([str(PROGRAM), "verify", "index-lookup", *words, "--mode", "certified",
                           "--json", "-"], capture_output=True, text=True, timeout=300,
                          check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Lookup(unittest.TestCase):
    maxDiff = None

    def accepted(self, *words, kind="lookup-by-classes"):
        record = record_of(*words)
        (result,) = record["results"]
        self.assertEqual(result["certificate"]["kind"], kind)
        (line,) = corrupt.verdicts(CHECKER, record, [result])
        self.assertTrue(line.startswith("accepted"), line)
        return record, result

    def check(self, *words, kind="lookup-by-classes"):
        """All corruptions of the record of one command are refused, but for proofs."""
        record, result = self.accepted(*words, kind=kind)
        number, accepted = corrupt.survivors(CHECKER, record, result)
        free = []
        for path in accepted:
            text = " ".join(str(part) for part in path)
            if not any(re.search(pattern, text) for pattern in STILL_PROOFS):
                free.append(text)
        print(f"{' '.join(words)}: {number} corruptions, {number - len(accepted)} not accepted, "
              f"{len(accepted)} proofs as well")
        self.assertEqual(free, [])
        self.assertGreater(number, 400)

    def test_corruptions(self):
        small = ("--n", "6", "--alphabet", "3", "--vectors")
        self.check(*small, "hypercube")
        self.check(*small, "linear-code", "--vector-dimension", "12", "--vector-gamma", "1/2",
                   "--arithmetic", "fixed:3:down")
        self.check(*small, "quadratic", "--arithmetic", "fixed:3:nearest")
        self.check(*small, "quadratic", "--eta", "7/2", "--arithmetic", "fixed:2:down",
                   kind="lookup-by-frames")

    def test_families_and_arithmetics(self):
        for family in ("random-sign", "linear-code", "hypercube", "quadratic", "digits:2"):
            for arithmetic in ("interval", "fixed:3:down", "fixed:3:nearest"):
                self.accepted("--n", "40", "--alphabet", "5", "--vectors", family, "--arithmetic",
                              arithmetic)
        self.accepted("--n", "1", "--alphabet", "2", "--vectors", "linear-code")
        self.accepted("--n", "1048576", "--alphabet", "64", "--vectors", "linear-code")
        self.accepted("--n", "1073741824", "--alphabet", "64", "--vectors", "digits:2")

    def test_frames(self):
        for eta, arithmetic in (("4", "fixed:2:down"), ("7/2", "interval")):
            self.accepted("--n", "12", "--alphabet", "4", "--vectors", "linear-code", "--eta", eta,
                          "--arithmetic", arithmetic, kind="lookup-by-frames")
        self.accepted("--n", "12", "--alphabet", "4", "--vectors", "linear-code", "--eta", "4",
                      "--arithmetic", "fixed:2:down", "--lengths", "n", kind="lookup-by-frames")

    def test_floats_are_not_checked(self):
        record = record_of("--n", "6", "--alphabet", "2", "--vectors", "linear-code",
                           "--arithmetic", "float32")
        (line,) = corrupt.verdicts(CHECKER, record, record["results"])
        self.assertTrue(line.startswith("not checked"), line)

    def test_faulty_models(self):
        """A model that answers wrongly is refused, whatever the derivation beside it says."""
        record, right = self.accepted("--n", "8", "--alphabet", "4", "--vectors", "linear-code")
        _, other = self.accepted("--n", "8", "--alphabet", "4", "--vectors", "linear-code",
                                 "--eta", "10")

        def faulty(change):
            result = copy.deepcopy(right)
            change(result, result["certificate"]["model"])
            return result

        def head(model):
            return model["layers"][0]["heads"][0]

        def weak(_, model):
            head(model)["query"]["blocks"][0]["scale"] = "1/48"

        def high_threshold(_, model):
            model["layers"][0]["mlp"]["hidden"]["biases"][0]["values"] = ["-5/2", "-5/2"]

        def swapped_address(_, model):
            model["embedding"][1]["source"]["address"]["at"] = [{"from": 0, "to": 1, "step": 0}]

        def another_seed(_, model):
            model["codes"]["T"]["seed"] = 2

        def swapped_codes(_, model):
            rows = model["embedding"][0]["source"]["by_value"]
            rows[1], rows[2] = rows[2], rows[1]

        def blind_key(_, model):
            head(model)["key"]["blocks"] = []

        def other_scale(result, _):
            result["certificate"]["model"] = other["certificate"]["model"]

        def other_weights(result, _):
            result["certificate"]["heads"] = other["certificate"]["heads"]

        def rejected_readout(_, model):
            model["readout"]["low"], model["readout"]["high"] = "3/2", "7/4"

        changes = (weak, high_threshold, swapped_address, another_seed, swapped_codes, blind_key,
                   other_scale, other_weights, rejected_readout)
        lines = corrupt.verdicts(CHECKER, record, [faulty(change) for change in changes])
        for change, line in zip(changes, lines):
            self.assertFalse(line.startswith("accepted"), (change.__name__, line))

    def test_a_weak_model_with_its_own_derivation(self):
        """The logits of a weaker head, written down rightly, do not prove that it is read right."""
        record, result = self.accepted("--n", "8", "--alphabet", "4", "--vectors", "quadratic",
                                       "--arithmetic", "fixed:3:down")
        text = json.dumps(result)
        eta = result["construction"]["parameters"]["eta"]
        # Halving every number with eta in it leaves the form, but not the weight.
        for factor in ("1/2", "1/4"):
            weak = json.loads(text)
            weak["construction"]["parameters"]["eta"] = factor
            for block in weak["certificate"]["model"]["layers"][0]["heads"][0]["query"]["blocks"]:
                if "dense" in block:
                    block["dense"] = [value if value in (0, -1) else "1/4" for value in
                                      block["dense"]]
            (line,) = corrupt.verdicts(CHECKER, record, [weak])
            self.assertTrue(line.startswith(("rejected", "not checked")), (eta, line))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
