"""separatrix-check on index lookup: it accepts what separatrix wrote, and of all changes of a
certificate, of the model in it, and of the claim only those that are proved as well.

Usage: test_lookup.py path/to/separatrix path/to/separatrix-check
"""

import copy
import decimal
import fractions
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import corrupt

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()

# Changes that leave a true claim with a proof. Every derived number is compared, and so are the
# sizes of the model and the bits that its numbers take.
STILL_PROOFS = {
    # A gate with other slopes or thresholds reads the same digits on the same boxes.
    r"model layers 0 mlp (hidden|output|residual) ": "another gate that is right",
    # Codes of symbols are digits with a margin: 1 may be 2.
    r"model embedding \d+ source by_value ": "another code of a symbol that is read right",
    # Digits twice as large are read right too.
    r"model layers 0 heads 0 (value|output) blocks 0 (scale|diagonal)": "other digits, read right",
    # Coordinates and terms are found by name, whatever their order.
    r"model (stream|embedding|layers 0 mlp hidden_space) \d+ swapped": "another order",
    r"model layers 0 heads 0 (space|(query|key) blocks) \d+ swapped": "another order",
    # A result that says less.
    r"(construction parameters|evidence) \w+ missing": "a smaller claim",
    # The position token stands last, where the causal mask hides nothing.
    r"model causal ": "no difference at the last position",
}


def record_of(*words):
    done = subprocess.run([str(PROGRAM), "verify", "index-lookup", *words, "--mode", "certified",
                           "--json", "-"], capture_output=True, text=True, timeout=300,
                          check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def decimal_of(value, minus):
    """The difference of two exact numbers."""
    number = fractions.Fraction(str(value)) - fractions.Fraction(str(minus))
    return decimal.Decimal(number.numerator) / number.denominator


class Lookup(unittest.TestCase):
    maxDiff = None

    def accepted(self, *words, kind="lookup-by-classes"):
        record = record_of(*words)
        (result,) = record["results"]
        self.assertEqual(result["certificate"]["kind"], kind)
        (line,) = corrupt.verdicts(CHECKER, record, [result])
        self.assertTrue(line.startswith("accepted"), line)
        return record, result

    def test_a_search_of_grids_ends_with_the_grid_of_the_result(self):
        record, result = self.accepted("--n", "16", "--vectors", "quadratic", "--arithmetic",
                                       "fixed:2:down")
        refuted, last = {"kc": "1/2", "status": "refuted"}, {"kc": "2", "status": "certified"}
        true = [[last], [refuted, last], [{"kc": "1", "status": "undecided"}, last]]
        false = [[], [refuted], [last, refuted], [refuted, refuted, last],
                 [{"kc": "1", "status": "certified"}, last], [{"kc": "0", "status": "refuted"}, last],
                 [{"kc": "3", "status": "refuted"}, last], [{"kc": "3/2", "status": "certified"}],
                 [{"kc": "2", "status": "refuted"}], [{**last, "more": "1"}]]
        changed = []
        for tried in true + false:
            changed.append(copy.deepcopy(result))
            changed[-1]["construction"]["parameters"]["kc_search"] = tried
        lines = corrupt.verdicts(CHECKER, record, changed)
        for tried, line in zip(true + false, lines):
            with self.subTest(tried=tried):
                self.assertTrue(line.startswith("accepted" if tried in true else "rejected"), line)
                self.assertEqual("NOT COVERED: that no coarser grid does" in line, tried in true)

    def check(self, *words, kind="lookup-by-classes", still=()):
        """All corruptions of the record of one command are refused, but for proofs."""
        record, result = self.accepted(*words, kind=kind)
        number, accepted = corrupt.survivors(CHECKER, record, result)
        for claim in ("construction", "evidence", "arithmetic"):
            spoilt = [(path, {**result, claim: other})
                      for path, other in corrupt.corruptions(result[claim], (claim,))]
            lines = corrupt.verdicts(CHECKER, record, [other for _, other in spoilt])
            number += len(spoilt)
            accepted += [path for (path, _), line in zip(spoilt, lines)
                         if line.startswith("accepted")]
        free = []
        for path in accepted:
            text = " ".join(str(part) for part in path)
            if not any(re.search(pattern, text) for pattern in (*STILL_PROOFS, *still)):
                free.append(text)
        print(f"{' '.join(words)}: {number} corruptions, {number - len(accepted)} not accepted, "
              f"{len(accepted)} proofs as well")
        self.assertEqual(free, [])
        self.assertGreater(number, 300)
        self.assertLess(len(accepted), number // 20)

    def test_corruptions(self):
        small = ("--n", "6", "--alphabet", "3", "--vectors")
        self.check(*small, "hypercube")
        self.check(*small, "linear-code", "--vector-dimension", "12", "--vector-gamma", "1/2",
                   "--arithmetic", "fixed:3:down")
        self.check(*small, "quadratic", "--arithmetic", "fixed:3:nearest")        # Frames name no head, and over the reals a bound on the weight may be lower by 2^-96.
        name = r"model layers 0 heads 0 name "
        self.check(*small, "hypercube", "--eta", "4", kind="lookup-by-frames",
                   still=[name, r"least_weight_on_target "])
        self.check(*small, "hypercube", "--eta", "4", "--arithmetic", "fixed:3:down",
                   kind="lookup-by-frames", still=[name])

    def test_families_and_arithmetics(self):
        for family in ("random-sign", "linear-code", "hypercube", "quadratic", "digits:2"):
            for arithmetic in ("interval", "fixed:3:down", "fixed:3:nearest"):
                self.accepted("--n", "40", "--alphabet", "5", "--vectors", family, "--arithmetic",
                              arithmetic)
        for family in ("dual-bch", "rs-hadamard", "rs-biorthogonal"):
            for sides in ("one", "two"):
                self.accepted("--n", "50", "--alphabet", "4", "--vectors", family, "--sides", sides,
                              "--vector-gamma", "1/2")
        self.accepted("--n", "1", "--alphabet", "2", "--vectors", "linear-code")
        self.accepted("--n", "1048576", "--alphabet", "64", "--vectors", "linear-code")
        self.accepted("--n", "1073741824", "--alphabet", "64", "--vectors", "digits:2")

    def test_weights(self):
        """The weights of the checker, from the certificate's logits, against decimal arithmetic."""
        decimal.getcontext().prec = 60

        def exact(value):
            number = fractions.Fraction(str(value))
            return decimal.Decimal(number.numerator) / number.denominator

        for family in ("hypercube", "linear-code", "quadratic"):
            record, result = self.accepted("--n", "23", "--alphabet", "4", "--vectors", family)
            (line,) = corrupt.verdicts(CHECKER, record, [result])
            (head,) = result["certificate"]["heads"]
            target = exact(head["target_logit"][0])
            rivals = sum(rival["count"] * (exact(rival["logit"][1]) - target).exp()
                         for rival in head["rivals"])
            least = (1 / (1 + rivals)).quantize(decimal.Decimal("0.000001"), decimal.ROUND_DOWN)
            self.assertIn(f"at least {least};", line)

    def test_frames(self):
        for eta, arithmetic in (("4", "fixed:2:down"), ("7/2", "interval")):
            self.accepted("--n", "12", "--alphabet", "4", "--vectors", "linear-code", "--eta", eta,
                          "--arithmetic", arithmetic, kind="lookup-by-frames")
        self.accepted("--n", "12", "--alphabet", "4", "--vectors", "linear-code", "--eta", "4",
                      "--arithmetic", "fixed:2:down", "--lengths", "n", kind="lookup-by-frames")

    def test_lengths_of_no_meaning(self):
        record, result = self.accepted("--n", "12", "--alphabet", "4", "--vectors", "linear-code",
                                       "--eta", "4", "--arithmetic", "fixed:2:down", "--lengths", "n",
                                       kind="lookup-by-frames")
        result["task"]["lengths"] = "some"
        (line,) = corrupt.verdicts(CHECKER, record, [result])
        self.assertIn("task.lengths: not a word of records", line)

    def test_floats_are_not_checked(self):
        record = record_of("--n", "6", "--alphabet", "2", "--vectors", "linear-code",
                           "--arithmetic", "float32")
        (line,) = corrupt.verdicts(CHECKER, record, record["results"])
        self.assertTrue(line.startswith("not checked"), line)

    def test_a_polynomial_that_is_not_irreducible(self):
        record, result = self.accepted("--n", "50", "--alphabet", "4", "--vectors", "dual-bch",
                                       "--sides", "two", "--vector-gamma", "1/2")
        degree = result["certificate"]["model"]["codes"]["T"]["r"]
        for codes in (result["certificate"]["model"]["codes"]["T"],
                      result["construction"]["parameters"]["addresses"]):
            codes["polynomial"] = 2**degree + 2  # a multiple of x
        (line,) = corrupt.verdicts(CHECKER, record, [result])
        self.assertIn("the polynomial is not irreducible", line)

    def test_a_table_of_addresses(self):
        """A model of one's own whose addresses are listed: of other rows no certificate is left."""
        _, result = self.accepted("--n", "6", "--alphabet", "2", "--vectors", "linear-code",
                                  "--vector-dimension", "8", "--vector-gamma", "1/2")
        # Rows of a Hadamard matrix.
        rows = ["".join("+-"[(i & c).bit_count() % 2] for c in range(8)) for i in range(6)]
        model = result["certificate"]["model"]
        model["codes"]["T"] = {"family": "table", "dimension": 8, "n": 6, "rows": rows}
        with tempfile.TemporaryDirectory() as folder:
            name = pathlib.Path(folder) / "model.json"
            name.write_text(json.dumps(model), encoding="utf-8")
            record, right = self.accepted("--n", "6", "--alphabet", "2", "--construction", str(name))
        self.assertEqual(right["certificate"]["heads"][0]["rivals"][1]["logit"], [0, 0])
        spoilt = []
        for new in (["*" + rows[0][1:], *rows[1:]], [rows[0][1:], *rows[1:]], rows[:-1],
                    [*rows, rows[0]], [rows[1], *rows[1:]], ["-" + rows[0][1:], *rows[1:]],
                    [*rows[:-1], rows[0]]):
            other = copy.deepcopy(right)
            other["certificate"]["model"]["codes"]["T"]["rows"] = new
            spoilt.append(other)
        for other, line in zip(spoilt, corrupt.verdicts(CHECKER, record, spoilt)):
            self.assertTrue(line.startswith("rejected"),
                            (other["certificate"]["model"]["codes"], line))

    def test_thresholds_a_hair_from_the_weight(self):
        """The bounds on the weight contain it, and nothing 10^-40 away: the model is read right if
        and only if its thresholds leave room for the weight."""
        decimal.getcontext().prec = 150
        half, gap = decimal.Decimal("0.5"), decimal.Decimal(10)
        below, above = gap**-40, -gap**-90
        for n in range(2, 9):
            record, result = self.accepted("--n", str(n), "--alphabet", "2", "--vectors",
                                           "quadratic")
            (head,) = result["certificate"]["heads"]
            rivals = sum(rival["count"] * decimal_of(rival["logit"][1], head["target_logit"][0]).exp()
                         for rival in head["rivals"])
            weight = 1 / (1 + rivals)
            model = result["certificate"]["model"]
            hidden = model["layers"][0]["mlp"]["hidden"]
            # Digit 1 is read as 2 w + 1/2 or more, digit 0 as 2 (1 - w) + 1/2 or less.
            hidden["biases"][0]["values"], hidden["biases"][1]["values"] = ["1/2"], [-15]
            zero, one = 2 * (1 - weight) + half, 2 * weight + half

            def with_thresholds(low, high):
                other = copy.deepcopy(result)
                for readout in (other["certificate"]["model"]["readout"],
                                other["certificate"]["readout"]):
                    readout["low"], readout["high"] = (str(fractions.Fraction(x))
                                                       for x in (low, high))
                return other

            room, low_edge, high_edge = corrupt.verdicts(CHECKER, record, [
                with_thresholds(zero + below, one - below), with_thresholds(zero + above, one - below),
                with_thresholds(zero + below, one - above)])
            self.assertTrue(room.startswith("accepted"), (n, room))
            self.assertIn("may be undecided", low_edge)
            self.assertIn("may be undecided", high_edge)

    def test_entries_that_saturate(self):
        """Factors that cancel leave every logit, but take a query out of the grid."""
        record, result = self.accepted("--n", "6", "--alphabet", "2", "--vectors", "quadratic",
                                       "--eta", "6", "--arithmetic", "fixed:3:down")
        (head,) = result["certificate"]["model"]["layers"][0]["heads"]
        query, key = head["query"]["blocks"][0]["dense"], head["key"]["blocks"][0]["diagonal"]
        first = query[0]
        self.assertEqual((query[1:3], key[0]), ([0, 0], 1))
        lines = []
        for largest in (36, 108):  # times a position: from 6^3 on it saturates
            query[0], key[0] = largest, str(fractions.Fraction(first, largest))
            lines += corrupt.verdicts(CHECKER, record, [result])
        self.assertTrue(lines[0].startswith("accepted"), lines[0])
        self.assertIn("an entry of a query or key may saturate", lines[1])

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
