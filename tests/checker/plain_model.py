"""A plain forward pass of a model in a certificate, and the tasks that it is to answer.

Written from the format's description for tests alone: every token, every head, every coordinate is
worked out for one input after the other. Over the reals in floating point, for small models whose
answers lie well beyond their thresholds; on the grid in exact fractions, exp rounded from 60 digits.
Addresses: quadratic and hypercube.
"""

import decimal
import fractions
import functools
import itertools
import math

import plain_map

Fraction = fractions.Fraction
CLOSE = 1e-6  # of floating-point answers to a threshold


class Reals:
    exact = float

    @staticmethod
    def round(x):
        return x

    @staticmethod
    def exp(x):
        return math.exp(max(x, -700.0))


class Grid:
    """Multiples of 1/S up to S, S = n^Kc, Kc whole."""

    exact = Fraction

    def __init__(self, kc, nearest, n):
        self.scale = max(n, 2) ** int(kc)
        self.nearest = nearest

    def round(self, x):
        units = round(x * self.scale) if self.nearest else math.floor(x * self.scale)
        return Fraction(max(-self.scale**2, min(self.scale**2, units)), self.scale)

    @functools.lru_cache(maxsize=None)
    def exp(self, x):
        with decimal.localcontext() as context:
            context.prec = 60
            value = (decimal.Decimal(x.numerator) / decimal.Decimal(x.denominator)).exp()
        return self.round(Fraction(value))


def numbers(arithmetic, n):
    if arithmetic == "interval":
        return Reals()
    _, kc, rounding = arithmetic.split(":")
    return Grid(kc, rounding == "nearest", n)


def address(code, i):
    if code["family"] == "quadratic":
        return [i, i * i, 1]
    assert code["family"] == "hypercube"
    return [-1 if i >> c & 1 else 1 for c in range(code["dimension"])]


class Map:
    def __init__(self, written, source, target, arithmetic):
        exact, bias = plain_map.read_map(written, [source], target)
        stored = lambda x: arithmetic.exact(arithmetic.round(x))
        self.rows = [{c: stored(x) for c, x in row.items() if x != 0} for row in exact]
        self.bias = [stored(x) for x in bias]

    def sums(self, x):
        return [sum((c * x[j] for j, c in row.items()), b) for row, b in zip(self.rows, self.bias)]


class Model:
    def __init__(self, model, arithmetic):
        self.model, self.numbers = model, arithmetic
        self.layers = []
        stream = model["stream"]
        for layer in model["layers"]:
            heads = [[Map(head["query"], stream, head["space"], arithmetic),
                      Map(head["key"], stream, head["space"], arithmetic),
                      Map(head["value"], stream, head["value_space"], arithmetic),
                      Map(head["output"], head["value_space"], layer["attended"], arithmetic)]
                     for head in layer["heads"]]
            mlp = layer.get("mlp")
            stream = layer["attended"]
            network = None
            if mlp:
                network = (Map(mlp["hidden"], stream, mlp["hidden_space"], arithmetic),
                           Map(mlp["output"], mlp["hidden_space"], mlp["output_space"], arithmetic))
                assert not mlp["residual"]
                stream = mlp["output_space"]
            self.layers.append((heads, layer["residual"], network))
        self.digit = plain_map.offsets(stream)[0][model["readout"]["subspace"]][0]

    def round(self, vector):
        return [self.numbers.round(x) for x in vector]

    def embed(self, kind, value, position):
        places, size = plain_map.offsets(self.model["stream"])
        stream = [self.numbers.exact(0)] * size
        for term in self.model["embedding"]:
            if term["kind"] != kind:
                continue
            source = term["source"]
            if "by_value" in source:
                row = source["by_value"][value]
            elif "by_position" in source:
                row = [run for run in source["by_position"] if run["from"] <= position][-1]["row"]
            elif "constant" in source:
                row = source["constant"]
            else:
                at = source["address"]["at"]
                index = position
                if at != "position":
                    run = [run for run in at if run["from"] <= position][-1]
                    index = run["to"] + run["step"] * (position - run["from"])
                row = address(self.model["codes"][source["address"]["code"]], index)
            for c, entry in enumerate(row):
                stored = self.numbers.round(Fraction(entry))
                stream[places[term["subspace"]][0] + c] = self.numbers.exact(stored)
        return stream

    def attend(self, head, streams):
        query, key, value, _ = head
        queries, keys, values = ([self.round(m.sums(x)) for x in streams]
                                 for m in (query, key, value))
        outputs = []
        for q in queries:
            logits = self.round([sum(a * b for a, b in zip(q, k)) for k in keys])
            top = max(logits)
            powers = [self.numbers.exp(self.numbers.round(l - top)) for l in logits]
            total = sum(powers)
            weights = self.round([p / total for p in powers])
            outputs.append(self.round([sum(w * v[c] for w, v in zip(weights, values))
                                       for c in range(len(values[0]))]))
        return outputs

    def answer(self, tokens):
        """The digit at the last position; None between the thresholds."""
        streams = [self.embed(kind, value, i) for i, (kind, value) in enumerate(tokens)]
        for heads, residual, network in self.layers:
            outputs = [self.attend(head, streams) for head in heads]
            after = []
            for i, stream in enumerate(streams):
                sums = stream if residual else [self.numbers.exact(0)] * len(heads[0][3].rows)
                for head, output in zip(heads, outputs):
                    sums = [a + b for a, b in zip(sums, head[3].sums(output[i]))]
                x = self.round(sums)
                if network:
                    units = [max(u, 0) for u in self.round(network[0].sums(x))]
                    x = self.round(network[1].sums(units))
                after.append(x)
            streams = after
        y = streams[-1][self.digit]
        slack = CLOSE if isinstance(y, float) else 0
        if y >= Fraction(self.model["readout"]["high"]) - slack:
            return 1
        return 0 if y <= Fraction(self.model["readout"]["low"]) + slack else None


def reference(name, word):
    """The answer of the task of that name to the values of its tokens (without the one before)."""
    half = len(word) // 2
    if name == "equality":
        return int(word[:half] == word[half:])
    if name == "inequality":
        return int(word[:half] != word[half:])
    if name == "disjointness":
        return int(any(a == b == 1 for a, b in zip(word[:half], word[half:])))
    task, part = name.split(":", 1)
    if task == "permuted-equality":
        return int([v for v, p in zip(word, part) if p == "A"] ==
                   [v for v, p in zip(word, part) if p == "B"])
    if part == "majority":
        return int(2 * sum(word) > len(word))
    assert part.startswith("parity:")
    return sum(word[:int(part[7:])]) % 2


def right_on_all_inputs(result):
    """Whether the model of a result's certificate answers every input of its task rightly."""
    task, model = result["task"], result["certificate"]["model"]
    before = [("bos", 0)] if task["name"].startswith("sparse-threshold") else []
    kind = "bit" if before else "symbol"
    plain = Model(model, numbers(result["arithmetic"], task["n"]))
    for word in itertools.product(range(task.get("alphabet", 2)), repeat=task["n"]):
        if plain.answer(before + [(kind, v) for v in word]) != reference(task["name"], word):
            return False
    return True
