"""separatrix-check on recurrent invariants: it accepts what separatrix wrote and nothing that differs
from it, except where the changed certificate is a proof too.

usage: test_recurrent_invariants.py PROGRAM CHECKER

What was changed and is still accepted is looked at without the checker (`plain_net`): a changed
model must answer every short word right, a changed box must hold the states that words lead to.
"""

import collections
import copy
import fractions
import functools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import corrupt
import plain_net

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()

SLOTS, BOXES, STATES = ("recurrent-by-stack-slots", "recurrent-by-state-boxes",
                        "recurrent-by-reachable-states")

# Every place of these is changed.
SMALL = {
    "dyck:1:1 --n 4 --construction rnn": SLOTS,
    "dyck-next:1:2 --n 4 --construction rnn --arithmetic fixed:3:down": SLOTS,
    "dyck:1:2 --n 4 --construction lstm": SLOTS,
    "dyck-next:2:1 --n 4 --construction lstm --arithmetic fixed:5:nearest": SLOTS,
    "language:(ab)* --n 4 --construction dfa-rnn": BOXES,
    "dyck-next:1:1 --n 4 --construction relu-rnn": STATES,
    "language:(ab)* --n 4 --construction dfa-rnn --arithmetic fixed:3:nearest": STATES,
}
# These are only read, and spoilt in their meaning.
LARGE = {
    "dyck:2:2 --n 12 --construction rnn --arithmetic fixed:3:nearest": SLOTS,
    "dyck:3:2 --n 12 --construction rnn --activation tanh": SLOTS,
    "dyck:5:3 --n 12 --construction rnn --activation saturated --encoding log": SLOTS,
    "dyck-next:5:3 --n 12 --construction lstm --encoding log": SLOTS,
    "dyck-next:8:6 --n 12 --construction lstm --encoding binary": SLOTS,
    "dyck:5:3 --n 12 --construction lstm --encoding log --arithmetic fixed:4:down": SLOTS,
    "dyck:2:2 --n 12 --construction dfa-rnn": BOXES,
    "dyck-next:1:2 --n 12 --construction dfa-rnn": BOXES,
    "language:(a|b)*abb(a|b)* --n 12 --construction dfa-rnn": BOXES,
    "dyck:3:3 --n 12 --construction relu-rnn": STATES,
    "dyck-next:3:3 --n 12 --construction relu-rnn": STATES,
    "dyck:2:2 --n 12 --construction relu-rnn --arithmetic fixed:3:down": STATES,
}


def gru():
    """Whether a b was read: one unit, -1 until then and 1 for ever after."""

    def gate(of_unit, of_letter, bias):
        return {"blocks": [{"to": "seen", "from": "seen", "scale": of_unit},
                           {"to": "seen", "from": "letter", "scale": of_letter}],
                "biases": [{"to": "seen", "values": [bias]}]}

    return {"format": "separatrix/recurrent/1", "construction": "seen-b", "task": SEEN,
            "vocabulary": [{"name": "letter", "values": 2, "features": 0}],
            "input": [{"name": "letter", "dimension": 1}],
            "embedding": [{"kind": "letter", "by_value": [[0], [1]]}],
            "state": [{"name": "seen", "dimension": 1}], "initial": [-1],
            "cell": {"type": "gru", "update": gate(0, 40, -20), "reset": gate(0, 0, 20),
                     "candidate": gate(20, 80, 0)},
            "readout": {"output_space": [{"name": "answer", "dimension": 1}],
                        "output": {"blocks": [{"to": "answer", "from": "seen", "scale": 1}],
                                   "biases": []}, "low": "1/4", "high": "3/4"}}


SEEN = "language:(a|b)*b(a|b)*"
GRU_FILE = tempfile.NamedTemporaryFile("w", suffix=".json")
json.dump(gru(), GRU_FILE)
GRU_FILE.flush()
LARGE |= {f"{SEEN} --n 4 --construction {GRU_FILE.name}": BOXES,
          f"{SEEN} --n 4 --construction {GRU_FILE.name} --arithmetic fixed:3:down": STATES}


@functools.lru_cache(maxsize=None)
def record_of(command):
    done = subprocess.run([str(PROGRAM), "verify", *command.split(), "--mode", "certified", "--json",
                           "-"], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def result_of(command):
    return copy.deepcopy(record_of(command)["results"][0])


def within(value, ends):
    return plain_net.number(ends[0]) - 1e-6 <= value <= plain_net.number(ends[1]) + 1e-6


def plain(certificate):
    return plain_net.Net(certificate["model"], plain_net.arithmetic(certificate["arithmetic"]))


def holds_states(certificate, task):
    """Whether the boxes hold the states after all short words."""
    net = plain(certificate)
    lists = "list" in certificate
    for word, (h, c) in plain_net.runs(net, task, 5):
        if lists:
            state = certificate["automaton"]["start"]
            for symbol in word:
                state = certificate["automaton"]["next"][state][symbol]
            if not any(box["automaton_state"] == state and
                       all(within(x, certificate["ranges"][int(r)])
                           for x, r in zip(h + c, box["box"].split(" ")))
                       for box in certificate["list"]):
                return False
            continue
        at = 0
        for part in certificate["model"]["state"]:
            boxes = certificate["boxes"][part["name"]]
            for unit in range(at, at + part["dimension"]):
                if not within(h[unit], boxes["0"]) and not within(h[unit], boxes["1"]):
                    return False
                if c and not within(c[unit], boxes["memory"]):
                    return False
            at += part["dimension"]
    return True


def still_a_proof(path, original, spoilt):
    """By which rule this change leaves a proof of the claim, or None."""
    place = " ".join(str(part) for part in path)
    certificate = spoilt["certificate"]
    task = plain_net.Task(spoilt["task"]["name"])
    if place.startswith("task n ") and original["arithmetic"] == "interval":
        return "any n: every length is proved"
    if place == "task lengths missing":
        return "one length of all that are proved"
    if place.startswith("certificate arithmetic exact "):
        old, new = (int(r["certificate"]["arithmetic"]["exact"].split("/")[1])
                    for r in (original, spoilt))
        return "a finer unit" if new % old == 0 else None
    if place.startswith("certificate list ") and place.endswith("swapped"):
        return "the same boxes in another order"
    if re.match(r"certificate (boxes|ranges|list) ", place):
        return "another invariant" if holds_states(certificate, task) else None
    if place.startswith("certificate model "):
        length = 6 if task.symbols == 2 else 5
        right = plain_net.is_right(plain(certificate), task, length)
        return "another net, right too" if right else None
    return None


def changed(result, path, value):
    """The result with the value at that path replaced, or made from the old one."""
    result = copy.deepcopy(result)
    at = result
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value(at[path[-1]]) if callable(value) else value
    return result


def maps_of(cell):
    return [cell[name] for name in ("update", "forget", "input", "output", "candidate", "reset")
            if name in cell]


def scaled(result, factor):
    """The net with all gates scaled."""
    result = copy.deepcopy(result)

    def times(value):
        product = fractions.Fraction(value) * factor
        return int(product) if product.denominator == 1 else str(product)

    for written in maps_of(result["certificate"]["model"]["cell"]):
        for block in written["blocks"]:
            for name in ("dense", "diagonal"):
                if name in block:
                    block[name] = [times(x) for x in block[name]]
            if "scale" in block:
                block["scale"] = times(block["scale"])
        for bias in written["biases"]:
            bias["values"] = [times(x) for x in bias["values"]]
    return result


def semantic_faults(result):
    """Pairs of a name and a result that claims something else, or whose net is not right."""
    model = result["certificate"]["model"]
    if result["certificate"]["kind"] != STATES:
        yield "half the scale", scaled(result, fractions.Fraction(1, 2))
    yield "gates of the other sign", scaled(result, -1)
    rows = model["embedding"][0]["by_value"]
    yield "two symbols swapped", changed(
        result, ("certificate", "model", "embedding", 0, "by_value"),
        [rows[1], rows[0], *rows[2:]] if len(rows) == 2 else [rows[0], rows[-1], *rows[2:-1], rows[1]])
    yield "nothing is a 1", changed(result, ("certificate", "model", "readout", "high"), 100)
    yield "everything is a 1", changed(
        changed(result, ("certificate", "model", "readout", "low"), -101),
        ("certificate", "model", "readout", "high"), -100)
    name = result["task"]["name"]
    kind, _, rest = name.partition(":")
    other = (name[:-1] + str(int(name[-1]) + 1) if name[-1].isdigit()
             else f"{kind}:{rest.translate(str.maketrans('ab', 'ba'))}")
    claims = changed(changed(result, ("task", "name"), other), ("certificate", "task"), other)
    yield "another task", changed(claims, ("certificate", "model", "task"), other)
    if result["arithmetic"] == "interval":
        grid = changed(changed(result, ("arithmetic",), "fixed:1:down"),
                       ("certificate", "arithmetic"), {"name": "fixed:1:down", "n": result["task"]["n"]})
        yield "a coarse grid", grid


class RecurrentInvariants(unittest.TestCase):
    maxDiff = None

    def test_good_ones(self):
        for command, kind in {**SMALL, **LARGE}.items():
            result = result_of(command)
            self.assertEqual(result["certificate"]["kind"], kind, command)
            (line,) = corrupt.verdicts(CHECKER, record_of(command), [result])
            self.assertTrue(line.startswith("accepted"), (command, line))

    def test_plain_nets(self):
        """The plain net that decides about changed models agrees with what was certified."""
        for command in SMALL:
            result = result_of(command)
            task = plain_net.Task(result["task"]["name"])
            self.assertTrue(plain_net.is_right(plain(result["certificate"]), task, 5), command)

    def test_every_place(self):
        for command in SMALL:
            result = result_of(command)
            spoilt = list(corrupt.spoilt_results(result))
            lines = corrupt.verdicts(CHECKER, record_of(command), [other for _, other in spoilt])
            rules, free = collections.Counter(), []
            for (path, other), line in zip(spoilt, lines):
                if not line.startswith("accepted"):
                    continue
                rule = still_a_proof(path, result, other)
                rules[rule] += 1
                if rule is None:
                    free.append(" ".join(str(part) for part in path))
            print(f"{command}: {len(spoilt)} corruptions, {len(spoilt) - rules.total()} not "
                  f"accepted, proofs as well: {dict(rules)}")
            with self.subTest(command):
                self.assertEqual(free, [])
            self.assertGreater(len(spoilt), 200)
            self.assertLess(rules.total(), len(spoilt) // 4)

    def test_a_parameter_between_the_multiples(self):
        """Exact states are multiples of the stated unit, and so are the weights."""
        record = record_of("dyck-next:1:1 --n 4 --construction relu-rnn")
        for block, right, value in ((0, "1/4", "1/7"), (4, 4, "1/3")):  # as many bits
            result = copy.deepcopy(record["results"][0])
            self.assertEqual(result["certificate"]["arithmetic"]["exact"], "multiples of 1/4")
            blocks = result["certificate"]["model"]["cell"]["update"]["blocks"]
            self.assertEqual(blocks[block]["scale"], right)
            blocks[block]["scale"] = value
            (line,) = corrupt.verdicts(CHECKER, record, [result])
            self.assertIn("a parameter is no multiple of the unit", line)

    def test_meaning(self):
        number = 0
        for command in {**SMALL, **LARGE}:
            names, spoilt = zip(*semantic_faults(result_of(command)))
            lines = corrupt.verdicts(CHECKER, record_of(command), list(spoilt))
            for name, line in zip(names, lines):
                self.assertTrue(line.startswith("rejected"), (command, name, line))
            number += len(names)
        print(f"{number} faults in nets and claims, all rejected")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
