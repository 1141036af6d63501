"""separatrix-check on Transformers that count features: features-by-classes, sum-of-features-by-tables.

Usage: test_features.py path/to/separatrix path/to/separatrix-check

The certificates that separatrix writes are accepted; every place of a certificate and of the claim is
spoilt, one at a time. What is still accepted must be a smaller claim, or another model that is right as
well: that is decided by a plain forward pass over all inputs (plain_model.py), not by the checker.
"""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import corrupt
import plain_model

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()
COMPACT = ("--construction", "compact", "--vectors", "quadratic")
DOWN, NEAREST = ("--arithmetic", "fixed:3:down"), ("--arithmetic", "fixed:3:nearest")


def record_of(*words):
    with tempfile.TemporaryDirectory() as folder:
        name = pathlib.Path(folder) / "record.json"
        done = subprocess.run([str(PROGRAM), "verify", *words, "--mode", "certified", "--json",
                               str(name)], capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(name.read_text(encoding="utf-8"))


def spoilt_claims(result):
    """Further parts of the claim."""
    for claim in ("construction", "arithmetic", "evidence"):
        for path, spoilt in corrupt.corruptions(result[claim], (claim,)):
            yield path, {**result, claim: spoilt}


# What a result may leave out.
SMALLER_CLAIMS = {("vectors", "seed"), ("vectors", "max_inner_product"),
                  ("vectors", "min_inner_product"), ("parameters", "eta"),
                  ("parameters", "addresses"), ("evidence", "domain_size")}


class Features(unittest.TestCase):
    maxDiff = None

    def accepted(self, *words):
        record = record_of(*words)
        (result,) = record["results"]
        (line,) = corrupt.verdicts(CHECKER, record, [result])
        self.assertTrue(line.startswith("accepted"), " ".join(words) + ": " + line)
        return record, result, line

    def test_a_bound_beside_a_model_is_the_closed_form_of_its_task(self):
        record, result, _ = self.accepted("permuted-equality", "--n", "16", *COMPACT, *DOWN)
        bound = {"quantity": "communication", "partition": "odd-even", "lower_bits": 9,
                 "convention": "deterministic, two-way, both know the answer", "upper_bits": 9,
                 "method": "ranks of f and 1 - f: s^(n/2) each"}
        claims = [[bound], [bound, bound]] + [
            [{**bound, name: value}] for name, value in (
                ("lower_bits", 10), ("lower_bits", 8), ("upper_bits", 8), ("partition", "halves"),
                ("convention", "deterministic, two-way, one player knows"), ("quantity", "width"))]
        lines = corrupt.verdicts(CHECKER, record,
                                 [{**result, "kind": "bound", "bounds": bounds}
                                  for bounds in claims] + [{**result, "bounds": [bound]}])
        self.assertTrue(lines[0].startswith("accepted"), lines[0])
        self.assertIn("9 bits", lines[0])
        for bounds, line in zip(claims[1:] + ["of kind verify"], lines[1:]):
            with self.subTest(bounds=bounds):
                self.assertTrue(line.startswith("rejected"), line)

    def corrupted(self, kind, *words):
        record, result, line = self.accepted(*words)
        self.assertEqual(result["certificate"]["kind"], kind)
        self.assertTrue(plain_model.right_on_all_inputs(result))
        spoilt = [*corrupt.spoilt_results(copy.deepcopy(result)), *spoilt_claims(result)]
        lines = corrupt.verdicts(CHECKER, record, [other for _, other in spoilt])
        survivors = [(path, other) for (path, other), verdict in zip(spoilt, lines)
                     if verdict.startswith("accepted")]
        smaller = equivalent = 0
        for path, other in survivors:
            place = " ".join(str(part) for part in path)
            if path[-1] == "missing" and path[-3:-1] in SMALLER_CLAIMS:
                smaller += 1
                continue
            self.assertEqual(path[:2], ("certificate", "model"), place)
            self.assertTrue(plain_model.right_on_all_inputs(other), place)
            equivalent += 1
        print(f"{' '.join(words)}: {len(spoilt)} corruptions, {len(spoilt) - len(survivors)} not "
              f"accepted, {smaller} smaller claims, {equivalent} other models that are right")
        self.assertGreater(len(spoilt), 1000)
        self.assertLess(len(survivors), len(spoilt) // 12)

    def test_accepted(self):
        for words in (
                ("equality", "--n", "1073741824", *COMPACT),
                ("inequality", "--n", "64", "--alphabet", "5", *NEAREST),
                ("equality", "--n", "65536", "--vectors", "linear-code"),
                ("equality", "--n", "64", "--construction", "compact", "--vectors", "digits:2"),
                ("disjointness", "--n", "64", "--eta", "smallest"),
                ("permuted-equality", "--n", "64", "--partition", "odd-even"),
                ("permuted-equality", "--n", "64", "--partition", "random:5", *DOWN),
                ("sparse-threshold:majority", "--n", "64"),
                ("sparse-threshold:at-least:3", "--n", "17", *DOWN),
                ("sparse-threshold:and", "--n", "9"),
                ("sparse-threshold:or", "--n", "9", *NEAREST),
                ("sparse-threshold:equality", "--n", "16"),
                ("sparse-threshold:disjointness", "--n", "16"),
                ("sparse-threshold:random-3cnf:7", "--n", "24", "--vectors", "hypercube"),
                ("inequality", "--n", "16", "--alphabet", "5", *COMPACT, "--eta", "3", *DOWN),
                ("equality", "--n", "16", "--vectors", "linear-code", "--eta", "4", "--arithmetic",
                 "fixed:2:nearest")):
            _, _, line = self.accepted(*words)
            self.assertNotIn("TAKEN AS GIVEN", line)

    def test_formula_from_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            name = pathlib.Path(folder) / "formula.cnf"
            name.write_text("p cnf 4 3\n1 -2 0\n2 3 -4 0\n-3 0\n", encoding="utf-8")
            for option, kind in (("--cnf", "cnf"), ("--dnf", "dnf")):
                record, result, line = self.accepted("sparse-threshold", option, str(name))
                self.assertIn("TAKEN AS GIVEN", line)
                clauses = result["certificate"]["task"]["clauses"]
                self.assertEqual(clauses, [[1, -2], [2, 3, -4], [-3]])
                wrong = [copy.deepcopy(result) for _ in range(3)]
                wrong[0]["certificate"]["task"]["clauses"][1][2] = 4
                wrong[1]["certificate"]["task"]["clauses"].pop()
                other = {"cnf": "dnf", "dnf": "cnf"}[kind]
                wrong[2]["task"]["name"] = "sparse-threshold:" + other
                wrong[2]["certificate"]["task"]["formula"] = other
                for verdict in corrupt.verdicts(CHECKER, record, wrong):
                    self.assertTrue(verdict.startswith("rejected"), verdict)

    def test_a_user_model_whose_gates_pass_noise_on(self):
        _, result, _ = self.accepted("equality", "--n", "16", "--vectors", "hypercube")
        model = result["certificate"]["model"]
        for block in model["layers"][0]["mlp"]["hidden"]["blocks"]:
            block["scale"] //= 2  # slope 1, from 1/100 to 99/100
        for bias in model["layers"][0]["mlp"]["hidden"]["biases"]:
            bias["values"] = ["-99/100" if bias["to"].startswith("far") else "-1/100"]
        with tempfile.TemporaryDirectory() as folder:
            name = pathlib.Path(folder) / "model.json"
            name.write_text(json.dumps(model), encoding="utf-8")
            _, noisy, _ = self.accepted("equality", "--n", "16", "--construction", str(name))
            # Each of the 8 differences may be missed by 2/100 and what the others weigh.
            self.assertRegex(noisy["certificate"]["deviation"][0], r"^\[-0\.16")
            _, tables, _ = self.accepted("equality", "--n", "16", "--construction", str(name), *DOWN)
            self.assertEqual(tables["certificate"]["kind"], "sum-of-features-by-tables")

    def test_a_user_model_whose_query_has_a_bias(self):
        words = ("inequality", "--n", "4", "--eta", "2", *COMPACT, *DOWN)
        _, result, _ = self.accepted(*words)
        query = result["certificate"]["model"]["layers"][0]["heads"][0]["query"]
        dense = query["blocks"][0]["dense"]
        self.assertEqual(dense[3:6], [0, 0, -2])  # times the address's 1
        dense[5] = 0
        query["biases"] = [{"to": "position", "values": [0, -2, 0]}]
        with tempfile.TemporaryDirectory() as folder:
            name = pathlib.Path(folder) / "model.json"
            name.write_text(json.dumps(result["certificate"]["model"]), encoding="utf-8")
            _, biased, _ = self.accepted("inequality", "--n", "4", "--construction", str(name), *DOWN)
        self.assertEqual(biased["certificate"]["kind"], "sum-of-features-by-tables")
        self.assertEqual(biased["certificate"]["frames"], result["certificate"]["frames"])

    def test_corrupted_classes(self):
        kind = "features-by-classes"
        self.corrupted(kind, "disjointness", "--n", "4", *COMPACT, *NEAREST)
        self.corrupted(kind, "permuted-equality", "--partition", "ABBA", "--n", "4", "--vectors",
                       "hypercube", *DOWN)
        self.corrupted(kind, "sparse-threshold:majority", "--n", "3", "--vectors", "quadratic")

    def test_corrupted_tables(self):
        kind = "sum-of-features-by-tables"
        self.corrupted(kind, "inequality", "--n", "4", "--eta", "2", *COMPACT, *DOWN)

    def test_another_claim(self):
        """A right certificate does not prove another claim, told alike in all its parts."""
        record, result, _ = self.accepted("permuted-equality", "--partition", "AABBAB", "--n", "6",
                                          "--vectors", "hypercube", *DOWN)

        def everywhere(old, new):
            text = json.dumps(result)
            self.assertIn(old, text)
            return json.loads(text.replace(old, new))

        others = [everywhere("AABBAB", "ABABAB"), everywhere("fixed:3:down", "fixed:3:nearest"),
                  everywhere("fixed:3:down", "interval"), everywhere('"n": 6', '"n": 4')]
        for verdict in corrupt.verdicts(CHECKER, record, others):
            self.assertTrue(verdict.startswith("rejected"), verdict)
        record, result, _ = self.accepted("equality", "--n", "8", "--vectors", "hypercube")
        for verdict in corrupt.verdicts(CHECKER, record, [everywhere('"equality"', '"inequality"')]):
            self.assertTrue(verdict.startswith("rejected"), verdict)

    def test_runs_of_addresses(self):
        """Runs start at 0, rise, and stay within the code; so do the rows of a table."""
        record, result, _ = self.accepted("equality", "--n", "8", "--vectors", "linear-code")
        (at,) = (n for n, term in enumerate(result["certificate"]["model"]["embedding"])
                 if isinstance(term["source"].get("address", {}).get("at"), list))
        for run, field, value, said in (
                (0, "from", 1, "do not rise"), (1, "from", 0, "do not rise"),
                (0, "to", 5, "leads to no address"), (1, "to", 8, "leads to no address"),
                (1, "step", 2, "leads to no address")):
            other = copy.deepcopy(result)
            other["certificate"]["model"]["embedding"][at]["source"]["address"]["at"][run][field] = value
            (line,) = corrupt.verdicts(CHECKER, record, [other])
            self.assertTrue(line.startswith("rejected") and said in line, line)

    def test_planted_faults(self):
        """Models with a fault, the derivation left as it was."""
        record, result, _ = self.accepted("equality", "--n", "6", "--vectors", "hypercube", *DOWN)
        self.assertTrue(plain_model.right_on_all_inputs(result))
        faults = []

        def fault(change):
            other = copy.deepcopy(result)
            change(other["certificate"]["model"])
            faults.append(other)

        def scale_too_small(model):
            for block in model["layers"][0]["heads"][0]["query"]["blocks"]:
                block["scale"] = "1/8"

        def wrong_threshold(model):
            model["layers"][1]["mlp"]["hidden"]["biases"][0]["values"] = [2]

        def swapped_address(model):
            for term in model["embedding"]:
                runs = term["source"].get("address", {}).get("at")
                if isinstance(runs, list):
                    runs[-1]["to"] += 1
                    runs[-1]["step"] = 0

        def answer_negated(model):
            model["layers"][1]["mlp"]["output"]["blocks"][0]["scale"] = -1

        def gate_without_a_side(model):
            model["layers"][0]["mlp"]["output"]["blocks"][2]["scale"] = 0

        def copies_itself(model):
            model["layers"][0]["heads"][0]["value"]["blocks"][0]["scale"] = -1

        for change in (scale_too_small, wrong_threshold, swapped_address, answer_negated,
                       gate_without_a_side, copies_itself):
            fault(change)
        for other, verdict in zip(faults, corrupt.verdicts(CHECKER, record, faults)):
            self.assertFalse(plain_model.right_on_all_inputs(other))
            self.assertTrue(verdict.startswith("rejected"), verdict)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
