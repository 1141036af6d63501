"""Certificates forged for claims that are false or not proved, and small files that ask for much.

Usage: test_forged.py path/to/separatrix path/to/separatrix-check

Each forgery is consistent in itself: it would pass a checker that overlooks the step it aims at.
"""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()

ONE_WAY = "deterministic, one-way from the prefix, the receiver answers"
BOTH_KNOW = "deterministic, two-way, both know the answer"


def results_of(*words):
    done = subprocess.run([str(PROGRAM), *words, "--json", "-"], capture_output=True, text=True,
                          timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["results"]


def verdict(result):
    """The line of the checker."""
    record = {"schema": "separatrix/record/1", "tool": {}, "command": "", "host": {},
              "results": [result]}
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "record.json")
        file.write_text(json.dumps(record))
        done = subprocess.run([str(CHECKER), str(file)], capture_output=True, text=True,
                              timeout=160, check=False)
    assert done.returncode in (0, 1, 3), done.stderr
    return done.stdout.split("\n", 1)[0]


def bound(task, kind, certificate, convention, partition, bits):
    return {"kind": "bound", "theorem": None, "task": task, "status": "certified", "assumes": [],
            "bounds": [{"quantity": "communication", "convention": convention,
                        "partition": partition, "lower_bits": bits, "upper_bits": bits,
                        "method": ""}],
            "certificate": {"kind": kind, **certificate}}


def certified(*words):
    return results_of("verify", *words, "--mode", "certified")[0]


class Forged(unittest.TestCase):
    def test_nothing_is_said_that_is_not_proved(self):
        more = ({"unknown": 1}, {"claim": "every model is right", "verdict": "holds"},
                {"kind": "audit"}, {"lengths": "unbounded"},
                {"hidden_size": {"model": "rnn", "precision": 1, "min_width": 99999}})
        results = [certified("index-lookup", "--n", "4", "--vectors", "hypercube"),
                   certified("equality", "--n", "4", "--vectors", "hypercube"),
                   certified("mqar", "--n", "4", "--vectors", "hypercube", "--construction",
                             "copy"),
                   certified("dyck:1:2", "--n", "4", "--construction", "transformer"),
                   certified("dyck:1:1", "--n", "4", "--construction", "rnn"),
                   certified("dyck:1:1", "--n", "4", "--construction", "relu-rnn"),
                   certified("language:(ab)*", "--n", "4", "--construction", "dfa-rnn"),
                   certified("language:(ab)*", "--n", "4", "--construction", "automaton"),
                   results_of("analyze", "language", "language:(ab)*")[0],
                   results_of("vectors", "--family", "hypercube", "--n", "16", "--gamma", "3/4")[0],
                   *results_of("bound", "equality", "--n", "1024")]
        for result in results:
            kind = result["certificate"]["kind"]
            self.assertTrue(verdict(result).startswith("accepted"), kind)
            for fields in more:
                line = verdict({**result, **fields})
                self.assertFalse(line.startswith("accepted"), (kind, fields, line))

    def test_tables_have_no_arithmetic(self):
        result = certified("language:(ab)*", "--n", "4", "--construction", "automaton")
        for fields in ({"arithmetic": "fixed:3:down"}, {"evidence": {"inputs_run": 7}}):
            self.assertTrue(verdict({**result, **fields}).startswith("rejected"))

    def test_a_part_of_a_key(self):
        """The network keeps one digit of a key of two: keys 0 and 2 look alike to layer 2, and the
        label of the wrong one may be read."""
        result = certified("mqar", "--n", "4", "--alphabet", "4", "--vectors", "hypercube",
                           "--construction", "copy")
        self.assertTrue(verdict(result).startswith("accepted"))
        first, second = result["certificate"]["model"]["layers"]
        spaces = {space["name"]: space["dimension"] for space in first["attended"]}
        self.assertEqual(spaces["point"], 2)
        kept = [{"name": name, "dimension": 1} for name in ("point", "label", "is_label")]

        def same(name):
            return {"to": name, "from": name, "scale": 1}

        first["mlp"] = {
            "hidden_space": [{"name": "point", "dimension": 2}, *kept[1:]],
            "output_space": kept,
            "hidden": {"blocks": [same("point"), same("label"), same("is_label")],
                       "biases": [{"to": "point", "every": 2}]},
            "output": {"blocks": [{"to": "point", "from": "point", "dense": [1, 0]}, same("label"),
                                  same("is_label")],
                       "biases": [{"to": "point", "values": [-2]}]},
            "residual": False}
        for space in second["heads"][0]["space"]:
            space["dimension"] = 1
        for name in ("scales", "eta"):
            result["construction"]["parameters"].pop(name, None)
        for _ in range(3):  # the sizes of this model, as the checker counts them
            line = verdict(result)
            for name, value in result["measures"].items():
                if f"measures.{name}: " in line:
                    result["measures"][name] = type(value)(line.split()[-1])
        self.assertIn("keeps a part of a sign vector", line)

    def test_a_bound_of_no_partition(self):
        """Equality of unnamed parts: whoever holds one position alone needs two bits."""
        line = verdict(bound({"name": "permuted-equality", "n": 64}, "closed-form",
                             {"protocol": "two-way", "tokens": 64, "symbols": 2,
                              "answer_digits": 1}, BOTH_KNOW, "prefix:1", 33))
        self.assertTrue(line.startswith("rejected"), line)

    def test_a_bound_beside_a_model(self):
        model = certified("permuted-equality", "--n", "16", "--partition", "odd-even", "--vectors",
                          "hypercube")

        def beside(bits):
            return {**model, "kind": "bound", "bounds": [
                {"quantity": "communication", "convention": BOTH_KNOW, "partition": "odd-even",
                 "lower_bits": bits, "upper_bits": bits, "method": ""}]}

        self.assertTrue(verdict(beside(9)).startswith("accepted"))
        for wrong in (beside(8), beside(10), {**beside(9), "kind": "verify"},
                      {**beside(9), "bounds": []}):
            self.assertTrue(verdict(wrong).startswith("rejected"))

    def not_checked(self, result, why):
        line = verdict(result)
        self.assertTrue(line.startswith("not checked") and why in line, line)

    def test_small_files_that_ask_for_much(self):
        lookup = certified("index-lookup", "--n", "4", "--vectors", "hypercube")

        def changed(change, result=lookup):
            other = copy.deepcopy(result)
            change(other, other["certificate"]["model"])
            return other

        def wide(_, model):
            head = model["layers"][0]["heads"][0]
            head["space"].append({"name": "wide", "dimension": 2**20})
            model["layers"][0]["heads"] *= 40

        def many_symbols(result, model):
            for task in (result["task"], result["certificate"]["task"]):
                task["alphabet"] = 2**50
            result["evidence"] = {}

        self.not_checked(changed(wide), "more entries")
        self.not_checked(changed(many_symbols), "more symbols")
        boxes = certified("language:(ab)*", "--n", "4", "--construction", "dfa-rnn")

        def fine(result, _):
            result["arithmetic"] = "fixed:2700:down"
            result["certificate"]["arithmetic"] = {"name": "fixed:2700:down", "n": 4}

        self.not_checked(changed(fine, boxes), "finer than")
        states = certified("dyck:1:1", "--n", "4", "--construction", "relu-rnn")
        states["certificate"]["pairs"] = 2**50
        self.not_checked(states, "more pairs")
        self.not_checked({"kind": "analyze", "theorem": None, "status": "certified", "assumes": [],
                          "task": {"name": "random-projection", "n": 1, "dimension": 1, "gamma": 1},
                          "construction": {"id": "jl", "parameters": {"dimension": 19 * 10**8,
                                                                      "seed": 1}},
                          "certificate": {"kind": "projection-all-pairs", "eps": 1, "pair": [1, 1],
                                          "points": {"family": "standard"}, "largest_change": 0}},
                         "more points")
        self.not_checked(bound({"name": "dyck:1:30000", "n": 60000}, "residual-functions",
                               {"letters": 0, "widths": [1, 1, 1]}, ONE_WAY, "prefix:1", 1),
                         "more transitions")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
