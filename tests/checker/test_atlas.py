"""separatrix-check on cells of the atlas: what separatrix wrote is accepted, at several sizes; nothing
that differs from it is, except what is said not to be covered.

Usage: test_atlas.py path/to/separatrix path/to/separatrix-check

Trees are evaluated and written here once more, so that cells of random formulas can be made.
"""

import copy
import json
import pathlib
import random
import re
import subprocess
import sys
import unittest

import corrupt

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
CHECKER = pathlib.Path(sys.argv[2]).resolve()
ONE_WAY = "one-way, the receiver answers"
TWO_WAY = "two-way, both know the answer, which is sent back"
NO_BOUND = "no bound known to this program"

# Places where another value is accepted.
FREE = {
    r"^(upper|construction|measures|arithmetic) ": "NOT COVERED: what is enough",
    r"^bounds \d+ method ": "a caption, which no check reads",
    r"^task lengths missing": "exact, if nothing is said",
    r"^task alphabet missing": "2, if nothing is said",
}
CLAIM = ("kind", "task", "architecture", "lower", "upper", "bounds", "hidden_size", "formulas",
         "assumes", "construction", "measures", "arithmetic", "certificate")


def log2_of_power(s, a):
    return (s ** a - 1).bit_length()


def value(tree, at):
    if isinstance(tree, int):
        return tree
    if isinstance(tree, str):
        return at[tree] if tree[0].isalpha() else int(tree)
    operation, *arguments = tree
    a = [value(argument, at) for argument in arguments]
    if operation == "*":
        product = 1
        for factor in a:
            product *= factor
        return product
    if operation == "digit_sum":
        return a[0] % a[1] + value(["digit_sum", a[0] // a[1], a[1]], at) if a[0] else 0
    return {"+": lambda: sum(a), "-": lambda: a[0] - a[1], "max": lambda: max(a),
            "min": lambda: min(a), "ceil_div": lambda: -(-a[0] // a[1]),
            "ceil_log2": lambda: (a[0] - 1).bit_length(),
            "floor_log2": lambda: a[0].bit_length() - 1, "power_of_two": lambda: 2 ** a[0],
            "log2_power": lambda: log2_of_power(*a)}[operation]()


def product_text(factors):
    """With a sign between two numbers."""
    line = text(factors[0], 2)
    for before, factor in zip(factors, factors[1:]):
        line += (" * " if isinstance(before, int) and isinstance(factor, int) else " ") + text(factor, 2)
    return line


def text(tree, least=0):
    if not isinstance(tree, list):
        return str(tree)
    operation, *a = tree
    if operation == "least":
        return f"least {a[0]} with {text(a[1])} >= {text(a[2])}"
    line = {"+": lambda: " + ".join(text(x) for x in a), "*": lambda: product_text(a),
            "-": lambda: f"{text(a[0])} - {text(a[1], 1)}",
            "power_of_two": lambda: f"2^{text(a[0], 2)}",
            "ceil_div": lambda: f"ceil({text(a[0], 1)} / {text(a[1], 2)})",
            "ceil_log2": lambda: f"ceil(log2 {text(a[0], 2)})",
            "floor_log2": lambda: f"floor(log2 {text(a[0], 2)})",
            "log2_power": lambda: f"ceil({text(a[1], 1)} log2 {text(a[0], 2)})"}.get(
                operation, lambda: f"{operation}({', '.join(text(x) for x in a)})")()
    binding = {"+": 0, "-": 0, "*": 1}.get(operation, 2)
    return f"({line})" if binding < least else line


def put(tree, values):
    """The tree with numbers in the place of variables."""
    if isinstance(tree, list):
        return [tree[0]] + [put(argument, values) for argument in tree[1:]]
    return values.get(tree, tree)


def formula(name, tree):
    return {"name": name, "text": text(tree), "expression": tree}


def result(task, lower, formulas, certificate):
    tokens = {"index-lookup": ["+", "n", 1], "associative-recall": ["+", ["*", 2, "n"], 1]}
    formulas.append(formula("tokens", tokens.get(task["name"], "n")))
    prefix = re.fullmatch(r"prefix:(\d+)", certificate.get("partition", ""))
    if prefix:
        formulas.append(formula("prefix", int(prefix[1])))
    return {"kind": "atlas", "theorem": None, "task": task, "architecture": "any", "status": "certified",
            "lower": lower, "upper": NO_BOUND, "assumes": [], "formulas": formulas,
            "certificate": {"architecture": "any", **certificate}, "notes": [], "seconds": 0.5}


def cell(task, partition, needs, row, sizes, precision=8, two_way=False, least=None):
    """A cell of the row's formula `row`, in m, p and the sizes."""
    bits = put(row, sizes)
    needed = value(needs, {"n": task["n"]})

    def at(m):
        return value(bits, {"m": m, "p": precision, "n": task["n"]})

    formulas = [formula("bits that cross", bits), formula("bits needed", needs)]
    impossible = False
    if '"m"' in json.dumps(bits):
        m = least or next(m for m in range(1, 10**6) if at(m) >= needed)
        found = {"least": m, "bits_at_least": at(m)} | ({"bits_below": at(m - 1)} if m > 1 else {})
        formulas.append(formula("least m", ["least", "m", bits, needs]))
    else:
        m, found, impossible = 1, {"bits": at(1)}, at(1) < needed
    protocol, convention = ("two-way", TWO_WAY) if two_way else ("one-way", ONE_WAY)
    made = result(task, "impossible" if impossible else f"m >= {m}", formulas,
                  {"kind": "atlas-cell", "protocol": protocol, "partition": partition, "limited": "m",
                   "needed_bits": needed, **found, "row": row, "sizes": sizes})
    made["bounds"] = [{"quantity": "communication", "convention": convention, "partition": partition,
                       "lower_bits": needed, "method": ""}]
    if not impossible:
        made["certificate"]["p"] = precision
        made["hidden_size"] = {"model": "any", "precision": precision, "min_width": m}
    return made


HALF = ["ceil_div", "n", 2]
# Task, one-way partition and bits, two-way partition and bits less the answer's digits, tokens, and
# the position on which the answer depends.
N = 96
TASKS = {
    "index-lookup": ({"alphabet": 5}, "prefix:96", ["log2_power", 5, "n"], "prefix:96",
                     ["-", ["ceil_log2", ["*", 5, "n"]], 3], N + 1, 1),
    "associative-recall": ({}, "prefix:191", ["+", ["-", "n", 1], ["ceil_log2", "n"]], None, None,
                           2 * N + 1, 2),
    "equality": ({"alphabet": 3}, "prefix:48", ["log2_power", 3, HALF], "prefix:48",
                 ["log2_power", 3, HALF], N, 1),
    "disjointness": ({}, "prefix:48", HALF, "prefix:48", HALF, N, 1),
    "dyck:2:2": ({}, "prefix:2", 3, "odd-even", "n", N, 1),
    "interleaved-equality": ({}, "prefix:3", 2, "odd-even", HALF, N, 1),
}


def task(name, n=N):
    return {"name": name, "n": n, **TASKS[name][0]}


def cells():
    """One of each task and direction, by one row."""
    row = ["+", ["*", "L", "m", "p"], ["ceil_log2", "T"], "S"]
    for name, (_, one, needs_one, two, needs_two, tokens, _) in TASKS.items():
        symbols = {"index-lookup": N, "associative-recall": N, "equality": 3, "dyck:2:2": 4}.get(name, 2)
        sizes = {"L": 2, "S": symbols, "T": tokens}
        yield cell(task(name), one, needs_one, row, sizes, 1)
        if two:
            yield cell(task(name), two, needs_two, ["*", "L", "m", "p"], {"L": 2}, 1, True)


def field(name, seen):
    """A cell of an architecture that sees so many tokens: 1 + L w."""
    row = ["+", 1, ["*", "L", "w"]]
    sizes = {"L": 1, "w": seen - 1}
    return result(task(name), "impossible", [formula("receptive field", put(row, sizes))],
                  {"kind": "receptive-field", "layers": 1, "field": seen, "tokens": TASKS[name][5],
                   "row": row, "sizes": sizes})


def same_row(one, other):
    """Do the certificates give the same bits at all widths and precisions?"""
    bits = [put(c["row"], c["sizes"]) for c in (one["certificate"], other["certificate"])]
    ways = [{"m": m, "r": m, "p": p} for m in (1, 2, 7, 64, 999) for p in (1, 8, 33)]
    return all(value(bits[0], way) == value(bits[1], way) for way in ways)


def same_need(one, other):
    """Is as much needed with the other alphabet? A field is as long with any; two-way index lookup
    needs ceil(log2(s n)) bits less the answer's."""
    def bits(task):
        return log2_of_power(task["alphabet"] * task["n"], 1) - log2_of_power(task["alphabet"], 1)

    if one["certificate"]["kind"] == "receptive-field":
        return True
    return (one["certificate"]["protocol"] == "two-way" and one["task"]["name"] == "index-lookup" and
            bits(one["task"]) == bits(other["task"]))


def verdicts(results):
    record = {"schema": "separatrix/record/1", "tool": {"name": "t", "version": "0"}, "command": [],
              "host": {}}
    return corrupt.verdicts(CHECKER, record, results)


def atlas(words):
    done = subprocess.run([str(PROGRAM), "atlas", *words.split(), "--json", "-"], capture_output=True,
                          text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index("{\n"):])["results"]


class Atlas(unittest.TestCase):
    maxDiff = None

    def accepted(self, results):
        lines = verdicts(results)
        for line, one in zip(lines, results):
            self.assertTrue(line.startswith("accepted"), (line, one))
            self.assertIn("TAKEN AS GIVEN", line)
            self.assertIn("NOT COVERED: the formulas at other sizes", line)
            self.assertEqual("\"upper\"" in line, one["upper"] != NO_BOUND, line)
        return lines

    def refused(self, one, reason, verdict="rejected"):
        (line,) = verdicts([one])
        self.assertTrue(line.startswith(verdict), (line, one))
        self.assertIn(reason, line)

    def every_place(self, one):
        self.accepted([one])
        spoilt = [(path, {**one, name: other}) for name in CLAIM if name in one
                  for path, other in corrupt.corruptions(one[name], (name,))]
        spoilt += [(path, {**one, "task": other}) for path, other in corrupt.further_fields(one["task"])]
        spoilt.append((("claim",), {**one, "claim": "every model is right"}))
        lines = verdicts([other for _, other in spoilt])
        free = [(" ".join(map(str, path)), other) for (path, other), line in zip(spoilt, lines)
                if line.startswith("accepted")]
        wrong = [path for path, other in free
                 if not any(re.search(pattern, path) for pattern in FREE) and
                 not (path.startswith("task alphabet ") and same_need(one, other)) and
                 not (re.match("certificate (row|sizes) ", path) and same_row(one, other))]
        self.assertEqual(wrong, [], one["task"])
        return len(spoilt), len(free)

    def test_what_the_program_writes(self):
        """Values that the program's own evaluator found, at several sizes; and every place of the
        first cell of each task and protocol."""
        total = {}
        for words in ("--n 64", "--n 130 --alphabet 7 --precision 5 --heads 2 --layers 1",
                      "--task disjointness --task dyck:2:2 --architecture rnn --architecture "
                      "softmax-1 --n 1048576 --precision 3"):
            found = [one for one in atlas(words) if "certificate" in one]
            self.accepted(found)
            for one in found:
                certificate = one["certificate"]
                key = (certificate["kind"], certificate.get("protocol"), one["task"]["name"])
                total.setdefault(key if one["upper"] == NO_BOUND else "upper", one)
        counts = [self.every_place(one) for one in total.values()]
        print(f"{len(counts)} cells, {sum(c[0] for c in counts)} corruptions, "
              f"{sum(c[1] for c in counts)} accepted, all of places not covered")

    def test_cells_of_each_task_and_direction(self):
        self.accepted(list(cells()))
        for one in cells():
            self.every_place(one)

    def test_more_bits_or_width_than_is_proved(self):
        for one in cells():
            other = copy.deepcopy(one)
            certificate = other["certificate"]
            precision = certificate["p"]
            needs = ["+", one["formulas"][1]["expression"], 1]
            bits = one["formulas"][0]["expression"]
            forged = cell(one["task"], certificate["partition"], needs, bits, {}, precision,
                          certificate["protocol"] == "two-way")
            self.refused(forged, "needed_bits: not ")
            least = certificate["least"]
            if least == 1:
                continue
            needs = one["formulas"][1]["expression"]
            for m, reason in ((least + 1, "a smaller width is not excluded"), (least - 1, "too small")):
                forged = cell(one["task"], certificate["partition"], needs, bits, {}, precision,
                              certificate["protocol"] == "two-way", m)
                self.refused(forged, reason)

    def test_bits_that_the_width_does_not_change(self):
        """Too few exclude every width, enough none; m in the tree asks for a least m."""
        enough = cell(task("disjointness"), "prefix:48", HALF, ["*", 6, "p"], {})
        few = cell(task("disjointness"), "prefix:48", HALF, ["+", ["*", 5, "L"], 7], {"L": 8})
        self.assertEqual(few["lower"], "impossible")
        for one in (enough, few):
            self.every_place(one)
        for lower in ("m >= 1", "m >= 2"):
            self.refused({**few, "lower": lower}, "p: missing")
            certificate = {**few["certificate"], "p": 8}
            self.refused({**few, "lower": lower, "certificate": certificate}, "result.lower")
        self.refused({**enough, "lower": "impossible"}, "p has no value")
        more = cell(task("disjointness"), "prefix:48", HALF, ["*", 6, "L"], {"L": 8})
        self.refused({**more, "lower": "impossible"}, "result.lower")
        self.refused({**few, "hidden_size": enough["hidden_size"]}, "hidden_size")
        for row, sizes, reason in ((["*", 5, "p"], {}, "p has no value"),
                                   (["*", 5, "m"], {"m": 8}, "sizes.m")):
            self.refused(cell(task("disjointness"), "prefix:48", HALF, row, sizes), reason)
        forged = cell(task("disjointness"), "prefix:48", HALF, ["*", 5, "L"], {"L": 1})
        row = ["+", ["*", 5, "L", "m"], ["*", ["-", "L", 1], "k"]]
        forged["certificate"] |= {"limited": "k", "row": row, "sizes": {"L": 1, "m": 1}}
        self.refused(forged, "limited")
        growing = cell(task("disjointness"), "prefix:48", HALF, ["*", "m", "p"], {})
        growing["formulas"].pop(2)
        self.refused(growing, "least m")

    def test_every_prefix(self):
        """The bits over a cut are those of that cut."""
        row = ["*", "m", "p"]
        for c in (1, 7, 47, 48, 49, 95):
            least = min(c, N - c)
            self.accepted([cell(task("disjointness"), f"prefix:{c}", least, row, {}),
                           cell(task("equality"), f"prefix:{c}", log2_of_power(3, least), row, {}),
                           cell(task("index-lookup"), f"prefix:{c}", log2_of_power(5, c), row, {})])
            self.refused(cell(task("disjointness"), f"prefix:{c}", least + 1, row, {}), "needed_bits")
        for name in TASKS:
            for partition in ("prefix:0", "prefix:193", "odd-even"):
                self.refused(cell(task(name), partition, 2, row, {}), "partition")
        self.refused(cell(task("dyck:2:2"), "prefix:48", 3, row, {}), "no bound over that cut")
        self.refused(cell(task("associative-recall"), "prefix:191", 100, row, {}, two_way=True), "task")

    def test_a_need_that_grows_too_fast(self):
        row = ["*", "m", "p"]
        fast = ["-", ["*", "n", "n"], N * N - 48]
        self.refused(cell(task("disjointness"), "prefix:48", fast, row, {}), "at n = 192")

    def test_random_formulas(self):
        """Trees of every operation that grow with m: accepted with the values found here, refused
        with others."""
        draw = random.Random(7)

        def number():
            return draw.choice(["p", "n", draw.randint(1, 40), str(2**60 + draw.randint(0, 9)),
                                ["digit_sum", ["*", "n", draw.randint(1, 999)], draw.randint(2, 9)],
                                ["floor_log2", ["*", "n", "p"]], ["-", "n", "p"]])

        def growing(depth):
            if depth == 0:
                return draw.choice(["m", "m", ["*", "m", "p"], number()])
            kind = draw.choice(["+", "*", "max", "min", "-", "ceil_div", "logs", "log2_power", "power"])
            if kind in ("+", "*", "max", "min"):
                return [kind] + [growing(depth - 1) for _ in range(draw.randint(2, 3))]
            if kind == "-":
                return ["max", 0, ["-", growing(depth - 1), number()]]
            if kind == "ceil_div":
                return [kind, growing(depth - 1), ["max", 1, number()]]
            if kind == "logs":
                return [draw.choice(["ceil_log2", "floor_log2"]), ["+", 1, growing(depth - 1)]]
            if kind == "power":
                return ["power_of_two", ["min", growing(depth - 1), draw.randint(1, 70)]]
            return [kind, ["min", ["+", 1, growing(depth - 1)], draw.randint(2, 9)],
                    ["min", growing(depth - 1), draw.randint(1, 300)]]

        good, bad = [], []
        while len(good) < 150:
            row = growing(draw.randint(1, 3))
            at = {"n": N, "p": 8}
            if value(put(row, at), {"m": 200}) < 48:
                continue
            # n is no variable of rows, but their sizes may have any name.
            named = {"T": N} if '"n"' in json.dumps(row) else {}
            tree = put(row, {"n": "T"})
            good.append(cell(task("disjointness"), "prefix:48", HALF, tree, named))
            other = copy.deepcopy(good[-1])
            bits = next(name for name in ("bits_at_least", "bits") if name in other["certificate"])
            other["certificate"][bits] += draw.choice([-1, 1])
            bad.append(other)
        self.accepted(good)
        for line in verdicts(bad):
            self.assertTrue(line.startswith("rejected") and "bits" in line, line)

    def test_formulas_that_fall(self):
        """B(m - 1) < D <= B(m) at a place that is not the least."""
        square = ["*", ["-", "m", 40], ["-", "m", 40]]
        fall = ["max", "m", ["ceil_div", 4000, "m"]]
        for row, least in ((square, 47), (fall, 48)):
            self.refused(cell(task("disjointness"), "prefix:48", HALF, row, {}, least=least),
                         "not seen to grow")

    def test_formulas_that_are_none(self):
        good = cell(task("disjointness"), "prefix:48", HALF, ["*", "m", "p"], {})
        deep = "m"
        for _ in range(70):
            deep = ["+", deep, 0]

        def with_row(row):
            one = copy.deepcopy(good)
            one["certificate"]["row"] = row
            if isinstance(row, list) and row and len(row) < 65:
                one["formulas"][0] = formula("bits that cross", row)
                one["formulas"][2] = formula("least m", ["least", "m", row, HALF])
            return one

        for row in (["/", "m", "p"], ["+", "m"], ["ceil_div", "m", 0], ["power_of_two", 2**20], [],
                    ["power_of_two", -1], ["ceil_log2", 0], ["least", "m", "m", 7], "Q", "1x",
                    ["digit_sum", "m", 1], ["*"] + ["m"] * 65, ["log2_power", 0, "m"], None, {}):
            self.assertTrue(verdicts([with_row(row)])[0].startswith("rejected"), row)
        huge = ["power_of_two", 2**16]
        for row in (["*", huge, huge, huge], ["digit_sum", huge, 2], ["log2_power", huge, "m"]):
            self.assertTrue(verdicts([with_row(row)])[0].startswith("not checked"), row)
        wide = ["+"] + [["+"] + ["m"] * 64] * 64
        self.refused(with_row(wide), "more nodes")
        with self.assertRaises(AssertionError):  # no record at all
            verdicts([with_row(deep)])

    def test_other_formulas(self):
        """The tokens and the prefix are those of the cut; a field may stand there, and is not covered."""
        good = cell(task("disjointness"), "prefix:48", HALF, ["*", "m", "p"], {})
        for place, name in ((3, "tokens"), (4, "prefix")):
            other = copy.deepcopy(good)
            other["formulas"][place] = formula(name, ["+", good["formulas"][place]["expression"], 1])
            self.refused(other, name)
        good["formulas"].append(formula("receptive field", 97))
        (line,) = self.accepted([good])
        self.assertIn("NOT COVERED: the formulas at other sizes, the receptive field", line)

    def test_sizes_are_those_of_the_row(self):
        row = ["+", ["*", "L", "m", "p"], "T", "S", "c"]
        sizes = {"L": 1, "S": 2, "T": N, "c": 48}
        self.accepted([cell(task("disjointness"), "prefix:48", HALF, row, sizes)])
        for name in ("S", "T", "c"):
            self.refused(cell(task("disjointness"), "prefix:48", HALF, row,
                              {**sizes, name: sizes[name] - 1}), "sizes." + name)
        self.refused(cell(task("disjointness"), "prefix:48", HALF, row, {**sizes, "L": 0, "T": N}),
                     "sizes.L")
        self.refused(cell(task("dyck:2:2"), "odd-even", "n", ["+", "m", "c"], {"c": 0}, two_way=True),
                     "sizes.c")

    def test_fields(self):
        for name, (*_, tokens, position) in TASKS.items():
            (line,) = self.accepted([field(name, tokens - position)])
            self.assertIn(f"at position {position} of {tokens} alone", line)
            self.every_place(field(name, tokens - position))
            self.refused(field(name, tokens - position + 1), "field")
            self.refused(field(name, tokens), "field")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
