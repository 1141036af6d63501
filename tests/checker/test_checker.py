"""The stand-alone checker: certificates of lower bounds are accepted, and corrupted ones are not.

usage: test_checker.py PROGRAM CHECKER

Every field, every list entry of every certificate is changed, one at a time. What is still a proof
may be accepted: those changes are decided here by plain implementations of the definitions
(`still_a_proof`), never by the checker's word.
"""

import collections
import copy
import fractions
import functools
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()

COMMANDS = {
    "equality": "bound equality --n 4 --partition halves",
    "meeting": "bound disjointness --n 6 --partition halves",
    "lookup": "bound index-lookup --n 3 --alphabet 4 --partition prefix:3",
    "brackets": "bound dyck:2:2 --n 4 --partition odd-even",
    "order": "bound greater-than --n 6 --partition halves",
    "majority": "bound majority --n 5 --partition halves",
    "given": "bound random-function:3 --n 4 --partition halves",
    "primes": "bound random-function:0 --n 6 --partition halves",
    "recurrent": "analyze hidden --task index-lookup --model rnn --width 2 --precision 8",
    "head": "analyze hidden --task dyck:2:2 --model transformer-1 --width 2 --precision 8",
    "curves": "analyze hidden --task equality --alphabet 3 --from 6 --to 3000 --precision 8 --heads 2",
    "curve": "analyze hidden --task majority --from 8 --to 64 --precision 2 --model rnn",
}


def record(results):
    return {"schema": "separatrix/record/1", "tool": {"name": "t", "version": "0"}, "command": [],
            "host": {}, "results": results}


def check(text):
    """Exit code and the lines of the checker for this record."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "record.json"
        path.write_text(text if isinstance(text, str) else json.dumps(text))
        run = subprocess.run([CHECKER, path], capture_output=True, text=True, timeout=300)
    return run.returncode, run.stdout.splitlines()


@functools.lru_cache(maxsize=None)
def output(command):
    run = subprocess.run([PROGRAM, *command.split(), "--json", "-"], capture_output=True, text=True,
                         timeout=300, check=True)
    return run.stdout[run.stdout.index("{\n"):]


def produced(command):
    """Results of this script's kinds; test_closed_forms.py has the others that `bound` writes."""
    return [r for r in json.loads(output(command))["results"]
            if r.get("certificate", {}).get("kind") not in (None, "closed-form", "residual-functions")]


def claimed(name, bound, certificate, n=8, **task):
    return {"kind": "bound", "theorem": None, "status": "certified", "assumes": [], "seconds": 0.5,
            "task": {"name": name, "n": n, "lengths": "unbounded", **task}, "bounds": [bound],
            "certificate": certificate}


def communication(convention, partition, bits):
    return {"quantity": "communication", "convention": f"deterministic, two-way, {convention} the answer",
            "partition": partition, "lower_bits": bits, "method": "as in `separatrix paper`"}


EQUAL = {"states": 2, "start": 0, "accepting": [0], "transitions": [0, 1, 1, 0, 1, 1, 1, 1]}
MEET = {"states": 2, "start": 0, "accepting": [1], "transitions": [0, 0, 0, 1, 1, 1, 1, 1]}
COMPLEMENTS = {"states": 2, "start": 0, "accepting": [0], "transitions": [1, 0, 0, 1, 1, 1, 1, 1]}
TWO = {"alice": 2, "bob": 2}


def written_by_hand():
    """The kinds that `separatrix paper` alone writes; minutes of work there."""
    return {
        "fooling, both": claimed("equality", communication("one knows", "halves", 4), {
            "kind": "fooling-family", "value": 1, "mixed": "both", "function": EQUAL | TWO,
            "family": EQUAL}),
        "fooling, one": claimed("disjointness", communication("both know", "halves", 4), {
            "kind": "fooling-family", "value": 0, "mixed": "one", "function": MEET | TWO,
            "family": COMPLEMENTS}),
        "Kronecker, equality": claimed("equality", communication("both know", "halves", 5), {
            "kind": "kronecker-rank", "scale": 1, "shift": 0, "factor": [[1, 0], [0, 1]],
            "function": EQUAL | TWO}),
        "Kronecker, inner product": claimed(
            "inner-product", communication("both know", "halves", 5), {
                "kind": "kronecker-rank", "scale": -2, "shift": 1, "factor": [[1, 1], [1, -1]],
                "function": {"states": 2, "start": 0, "accepting": [1],
                             "transitions": [0, 0, 0, 1, 1, 1, 1, 0]} | TWO}),
        "states": claimed("dyck:1:1", {
            "quantity": "bits of recurrent state", "partition": "", "lower_bits": 2,
            "upper_bits": 2, "method": "",
            "convention": "time-independent transitions, answer from the state"}, {
                "kind": "distinguished-states", "states": 3, "start": 0,
                "accepting": [True, False, False], "transitions": [1, 2, 2, 0, 2, 2],
                "words": [[1, 0, []], [2, 0, []], [2, 1, [1]]]}),
    }


# Corruption: (path, what was done, the corrupted value), one change each.


def corrupted_leaf(value):
    if isinstance(value, bool):
        return [("flip", not value)]
    if isinstance(value, int):
        return [("+1", value + 1), ("-1", value - 1), ("+2^60", value + 2**60), ("text", "x")]
    changes = [("longer", value + "0"), ("shorter", value[:-1]), ("number", 1)]
    for i, letter in enumerate(value):
        other = {"A": "B", "B": "A"}.get(letter) or format(int(letter, 16) ^ 1, "x") \
            if letter in "AB0123456789abcdef" else letter.upper()
        if other != letter:
            changes.append((f"letter {i}", value[:i] + other + value[i + 1:]))
    return changes


def corruptions(value):
    if isinstance(value, dict):
        for name in value:
            for path, what, new in corruptions(value[name]):
                yield (name, *path), what, value | {name: new}
            yield (name,), "removed", {k: v for k, v in value.items() if k != name}
        yield (), "unknown field", value | {"comment": 1}
    elif isinstance(value, list):
        for i, entry in enumerate(value):
            for path, what, new in corruptions(entry):
                yield (i, *path), what, value[:i] + [new] + value[i + 1:]
            yield (i,), "dropped", value[:i] + value[i + 1:]
            yield (i,), "twice", value[:i + 1] + value[i:]
            if i and value[i - 1] != entry:
                yield (i,), "swapped", value[:i - 1] + [entry, value[i - 1]] + value[i + 1:]
    else:
        for what, new in corrupted_leaf(value):
            yield (), what, new


# Plain definitions.


def bits_of(rank):
    return [[int(row[c // 4], 16) >> c % 4 & 1 for c in range(rank["columns"])]
            for row in rank["matrix"]]


def determinant(rows):
    rows = [[fractions.Fraction(x) for x in row] for row in rows]
    value = fractions.Fraction(1)
    for c in range(len(rows)):
        pivot = next((r for r in range(c, len(rows)) if rows[r][c]), None)
        if pivot is None:
            return 0
        if pivot != c:
            rows[c], rows[pivot] = rows[pivot], rows[c]
            value = -value
        value *= rows[c][c]
        for r in range(c + 1, len(rows)):
            times = rows[r][c] / rows[c][c]
            rows[r] = [x - times * y for x, y in zip(rows[r], rows[c])]
    return int(value)


def increasing(numbers):
    return all(type(x) is int for x in numbers) and all(
        a < b for a, b in zip(numbers, numbers[1:]))


def good_minor(rank):
    matrix, minor = bits_of(rank), rank["minor"]
    if set(minor) != {"prime", "rows", "columns"}:
        return False
    prime, rows, columns = minor["prime"], minor["rows"], minor["columns"]
    if type(prime) is not int or not 2 <= prime < 2**31 or not increasing(rows) \
            or not increasing(columns) or len(rows) != len(columns) or len(rows) != rank["rank"] \
            or any(r not in range(len(matrix)) for r in rows) \
            or any(c not in range(rank["columns"]) for c in columns):
        return False
    is_prime = all(prime % d for d in range(2, int(prime**0.5) + 1))
    return is_prime and determinant([[matrix[r][c] for c in columns] for r in rows]) % prime != 0


def good_fooling_set(rank, cells, value):
    matrix = bits_of(rank)
    if any(len(cell) != 2 or any(type(x) is not int or x < 0 for x in cell) for cell in cells):
        return False
    if any(r >= len(matrix) or c >= rank["columns"] for r, c in cells):
        return False
    return increasing([r for r, _ in cells]) and all(matrix[r][c] == value for r, c in cells) \
        and all(matrix[r][d] != value or matrix[s][c] != value
                for (r, c), (s, d) in itertools.combinations(cells, 2))


def well_nested(word, kinds, depth):
    stack = []
    for symbol in word:
        if symbol < kinds:
            stack.append(symbol)
        elif not stack or stack.pop() != symbol - kinds:
            return 0
        if len(stack) > depth:
            return 0
    return int(not stack)


ANSWERS = {
    "equality": lambda w: int(w[:len(w) // 2] == w[len(w) // 2:]),
    "disjointness": lambda w: int(any(map(min, w[:len(w) // 2], w[len(w) // 2:]))),
    "greater-than": lambda w: int(w[:len(w) // 2] > w[len(w) // 2:]),
    "majority": lambda w: int(2 * sum(w) > len(w)),
    "index-lookup": lambda w: w[w[-1]],
    "dyck:2:2": lambda w: well_nested(w, 2, 2),
}


def good_words(result, certificate, number):
    """Every entry of the digit is the answer at its words, of symbols that the task has."""
    name, partition = result["task"]["name"], certificate["partition"]
    digit, shift = certificate["digits"][number], len(certificate["digits"]) - 1 - number
    matrix = bits_of(digit["rank"])
    players = {"A": digit["row_words"], "B": digit["column_words"]}
    if [len(players["A"]), len(players["B"])] != [len(matrix), digit["rank"]["columns"]]:
        return False
    for player, words in players.items():
        places = [i for i, letter in enumerate(partition) if letter == player]
        for word in words:
            if len(word) != len(places) or len({json.dumps(w) for w in words}) < len(words):
                return False
            for i, symbol in zip(places, word):
                symbols = {"index-lookup": 3 if i == 3 else 4, "dyck:2:2": 4}.get(name, 2)
                symbols = 2**32 if name.startswith("random-function") else symbols
                if type(symbol) is not int or symbol not in range(symbols):
                    return False
    if name.startswith("random-function"):
        return True  # taken as given, and the line says so
    for (r, a), (c, b) in itertools.product(enumerate(players["A"]), enumerate(players["B"])):
        held = {"A": iter(a), "B": iter(b)}
        if ANSWERS[name]([next(held[x]) for x in partition]) >> shift & 1 != matrix[r][c]:
            return False
    return True


def good_states(certificate):
    """All states reached, and every two told apart by the word that stands there."""
    states, go = certificate["states"], certificate["transitions"]
    accepting, letters = certificate["accepting"], len(go) // max(states, 1)
    if len(accepting) != states or letters * states != len(go) \
            or any(type(x) is not int or x not in range(states) for x in go) \
            or certificate["start"] not in range(states):
        return False
    reached = {certificate["start"]}
    for _ in range(states):
        reached |= {go[s * letters + c] for s in reached for c in range(letters)}

    def after(state, word):
        for c in word:
            state = go[state * letters + c]
        return accepting[state]

    expected = [(s, t) for s in range(states) for t in range(s)]
    words = certificate["words"]
    return len(reached) == states and [tuple(w[:2]) for w in words] == expected and all(
        len(w) == 3 and all(type(c) is int and c in range(letters) for c in w[2])
        and after(w[0], w[2]) != after(w[1], w[2]) for w in words)


def still_a_proof(result, path, what, corrupted):
    """Why the changed certificate proves the same claim; None if it does not."""
    kind = corrupted.get("kind")
    if kind == "communication-matrix" and path[:1] == ("digits",) and len(path) > 2 \
            and type(path[1]) is int and len(corrupted["digits"]) > path[1]:
        digit = corrupted["digits"][path[1]]
        if path[2] in ("rank", "complement_rank") and path[3:4] == ("minor",) and len(path) > 4 \
                and good_minor(digit[path[2]]):
            return "another minor that is not 0 modulo its prime"
        if path[2].startswith("fooling") and path[3:4] == ("cells",) and len(path) > 4:
            if good_fooling_set(digit["rank"], digit[path[2]]["cells"],
                                int(path[2] == "fooling_ones")):
                return "another fooling set; the bounds follow from the ranks as well"
        if path[3:] == ("largest",) and what == "flip":
            return "no bound rests on it, and the line names what is not covered"
        if path[2].endswith("_words") and len(path) > 3 \
                and good_words(result, corrupted, path[1]):
            return "other words with the same answers"
    if kind == "distinguished-states" and path[:1] == ("words",) and len(path) > 1 \
            and good_states(corrupted):
        return "another word that tells the two states apart"
    if kind == "hidden-size-curve":
        methods = [series.get("method") for series in corrupted.get("series", [])]
        if what == "swapped" and len(path) == 2:
            return "the order of the series says nothing"
        if methods == ["rnn"] and path == ("heads",) and what == "+1":
            return "a recurrent model has no heads"
        if methods == ["rnn"] and path == ("series", 0, "points", 0) and what == "dropped":
            return "the curve begins one size later"
    return None


class Accepted(unittest.TestCase):
    def test_every_kind(self):
        for name, command in COMMANDS.items():
            results = produced(command)
            self.assertTrue(results, name)
            code, lines = check(record(results))
            self.assertEqual(code, 0, lines)
            self.assertTrue(all(line.startswith("accepted") for line in lines[:-1]), lines)
        for name, result in written_by_hand().items():
            code, lines = check(record([result]))
            self.assertEqual(code, 0, (name, lines))

    def test_what_is_not_known_is_said(self):
        _, lines = check(record(produced(COMMANDS["given"])))
        self.assertIn("MATRIX TAKEN AS GIVEN", lines[0])
        _, lines = check(record(produced(COMMANDS["equality"])))
        self.assertIn("entries recomputed", lines[0])
        self.assertIn("NOT COVERED: randomised", lines[0])


class Corrupted(unittest.TestCase):
    def subjects(self):
        for name, command in COMMANDS.items():
            for result in produced(command):
                yield name, result
        yield from written_by_hand().items()

    def test_every_field_of_every_certificate(self):
        counts = collections.Counter()
        wrong = []
        for name, result in self.subjects():
            changes = list(corruptions(result["certificate"]))
            code, lines = check(record([result | {"certificate": new} for _, _, new in changes]))
            self.assertEqual(len(lines), len(changes) + 1 - sum(
                new is None for _, _, new in changes))
            for (path, what, new), line in zip(changes, lines):
                reason = still_a_proof(result, path, what, new)
                words = path[-1:] in (("row_words",), ("column_words",)) and what == "removed"
                self.assertFalse(words and line.startswith("accepted"), (name, path, line))
                counts["still a proof" if reason else "rejected"] += 1
                counts["not checked"] += line.startswith("not checked")
                if line.startswith("accepted") != bool(reason):
                    wrong.append((name, path, what, reason, line))
        print(f"certificates: {dict(counts)}")
        self.assertGreater(counts["rejected"], 3000)
        self.assertEqual(wrong, [], f"{len(wrong)} changes were judged wrongly")

    def test_primes_that_bound_a_rank(self):
        (result,) = produced(COMMANDS["primes"])
        (digit,) = result["certificate"]["digits"]
        for name in ("rank", "complement_rank"):
            primes = digit[name]["upper"]
            self.assertIsInstance(primes, list)
            for new in (primes[:-1], primes + [2], [p - 1 for p in primes], primes * 2, [2], "lines"):
                digit[name]["upper"] = new
                self.assertEqual(check(record([result]))[0], 1, new)
            digit[name]["upper"] = primes
        self.assertEqual(check(record([result]))[0], 0)

    def test_the_claim(self):
        counts = collections.Counter()
        for name, result in self.subjects():
            for i, bound in enumerate(result["bounds"]):
                for field in ("lower_bits", "upper_bits"):
                    # Covers, VC dimensions and discrepancies are not covered.
                    random = bound["convention"].startswith(("randomised", "nondeterministic"))
                    if field not in bound or random:
                        continue
                    for step in (-1, 1):
                        changed = copy.deepcopy(result)
                        changed["bounds"][i][field] += step
                        code, lines = check(record([changed]))
                        beyond = f"{bound['convention']} {'>=' if field == 'lower_bits' else '<='} "
                        beyond += str(changed["bounds"][i][field])
                        said = beyond in lines[0].partition("NOT COVERED")[2]
                        counts["rejected" if code == 1 else "not covered, as the line says"] += 1
                        self.assertTrue(code == 1 or said, (name, bound, field, step, lines))
                for field in ("quantity", "convention", "partition"):
                    changed = copy.deepcopy(result)
                    changed["bounds"][i][field] += "x"
                    self.assertEqual(check(record([changed]))[0], 1, (name, field))
            for task in ({"n": result["task"]["n"] + 2}, {"n": result["task"]["n"] + 1}, {"name": "parity"},
                         {"lengths": "all"}, {"lengths": "some"}, {"alphabet": 7}, {"comment": 1}):
                changed = copy.deepcopy(result)
                changed["task"] |= task
                given = name in ("given", "primes", "states") or result["task"]["name"].startswith("dyck")
                code, lines = check(record([changed]))
                self.assertTrue(code == 1 or given or "TAKEN AS GIVEN" in lines[0],
                                (name, task, lines))
            for field, value in (("evidence", {}), ("assumes", ["BHBK24"]), ("kind", "verify")):
                self.assertEqual(check(record([result | {field: value}]))[0], 1, (name, field))
        print(f"claims: {dict(counts)}")

    def test_the_smallest_size_of_a_family(self):
        result = written_by_hand()["fooling, both"]
        for n, bits, right in ((2, 1, 0), (2, 2, 1), (0, 0, 1), (3, 1, 1)):
            changed = result | {"task": result["task"] | {"n": n}, "bounds": [
                result["bounds"][0] | {"lower_bits": bits}]}
            self.assertEqual(check(record([changed]))[0], right, (n, bits))

    def test_a_family_of_other_letters(self):
        family = written_by_hand()["fooling, both"]
        rows = EQUAL["transitions"]
        more = EQUAL | {"transitions": [*rows[:4], 1, *rows[4:], 1]}
        for letters in (more, EQUAL | {"transitions": [0, 1, 1, 1]}):
            certificate = family["certificate"] | {"family": letters}
            code, lines = check(record([family | {"certificate": certificate}]))
            self.assertEqual(code, 1)
            self.assertIn("reads other letters", lines[0])

    def test_states_are_about_every_length(self):
        states = written_by_hand()["states"]
        for lengths in ("all", "exact"):
            task = states["task"] | {"lengths": lengths}
            self.assertEqual(check(record([states | {"task": task}]))[0], 1, lengths)

    def test_records(self):
        good = json.dumps(record([written_by_hand()["fooling, one"]]))
        self.assertEqual(check(good)[0], 0)
        for bad in (good[:-1], good + "}", good.replace('"value": 0', '"value": 0.0'),
                    good.replace('"value": 0', '"value": 00'),
                    good.replace('"value": 0', '"value": 0, "value": 0'),
                    good.replace("record/1", "record/2"), good.replace('"host": {}, ', ""),
                    "[" * 100 + "]" * 100, ""):
            self.assertEqual(check(bad)[0], 2, bad[:60])
        self.assertEqual(check(record([]))[0], 3)
        undecided = written_by_hand()["states"] | {"status": "undecided"}
        self.assertEqual(check(record([undecided]))[0], 3)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
