"""Recurrent nets run in floating point, and their tasks by definition: independent of both programs.

Numbers of small grids are floating-point numbers, and so are their products and sums.
"""

import fractions
import itertools
import math
import re

import plain_map


def number(value):
    return float(fractions.Fraction(value))


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


ACTIVATIONS = {"sigmoid": sigmoid, "tanh": math.tanh, "relu": lambda x: max(x, 0.0),
               "saturated": lambda x: min(max(x, 0.0), 1.0)}


class Reals:
    def __call__(self, x):
        return x


class Grid:
    """Multiples of 1/scale up to scale."""

    def __init__(self, scale, nearest):
        self.scale, self.nearest = scale, nearest

    def __call__(self, x):
        units = x * self.scale
        whole = round(units) if self.nearest else math.floor(units)
        return max(-self.scale, min(self.scale, whole / self.scale))


def arithmetic(written):
    """Of a certificate's field."""
    if written["name"] == "interval":
        return Reals()
    _, exponent, rounding = written["name"].split(":")
    return Grid(written["n"] ** int(exponent), rounding == "nearest")


class Map:
    def __init__(self, written, into, out, rounded):
        entries, biases = plain_map.read_map(written, into, out)
        self.rows = [{j: rounded(float(w)) for j, w in row.items()} for row in entries]
        self.bias = [rounded(float(b)) for b in biases]
        self.rounded = rounded

    def __call__(self, x):
        return [self.rounded(b + sum(w * x[j] for j, w in row.items()))
                for row, b in zip(self.rows, self.bias)]


class Net:
    """Simple cells and LSTMs. A state is (h, c)."""

    def __init__(self, model, rounded=Reals()):
        state, both = model["state"], (model["state"], model["input"])
        cell = model["cell"]
        self.rounded = rounded
        self.kind = cell["type"]
        self.activation = cell.get("activation")
        names = {"simple": ["update"], "lstm": ["forget", "input", "output", "candidate"]}[self.kind]
        self.gates = [Map(cell[name], both, state, rounded) for name in names]
        self.start = tuple([rounded(number(x)) for x in numbers]
                           for numbers in (model["initial"], cell.get("initial", [])))
        self.embedding = [[rounded(number(x)) for x in row]
                          for row in model["embedding"][0]["by_value"]]
        readout = model["readout"]
        self.hidden = None
        if "hidden" in readout:
            self.hidden = Map(readout["hidden"], (state,), readout["hidden_space"], rounded)
        self.output = Map(readout["output"], (readout.get("hidden_space", state),),
                          readout["output_space"], rounded)
        self.low, self.high = number(readout["low"]), number(readout["high"])

    def squashed(self, name, x):
        """Sigmoid and tanh stay below 1, which rounding down notices."""
        value = ACTIVATIONS[name](x)
        if value == 1 and name in ("sigmoid", "tanh") and isinstance(self.rounded, Grid):
            value = math.nextafter(1, 0)
        return self.rounded(value)

    def step(self, state, symbol):
        h, c = state
        sums = [gate(h + self.embedding[symbol]) for gate in self.gates]
        if self.kind == "simple":
            return [self.squashed(self.activation, x) for x in sums[0]], []
        forget, enter, show = ([self.squashed("sigmoid", x) for x in gate] for gate in sums[:3])
        c = [self.rounded(f * old + i * self.squashed("tanh", g))
             for f, old, i, g in zip(forget, c, enter, sums[3])]
        return [self.rounded(o * self.squashed("tanh", x)) for o, x in zip(show, c)], c

    def answer(self, state):
        units = state[0]
        if self.hidden:
            units = [max(x, 0.0) for x in self.hidden(units)]
        return "".join("1" if y >= self.high else "0" if y <= self.low else "?"
                       for y in self.output(units))


class Task:
    """Membership in a regular language (by Python's `re`) or a Dyck language; what may follow."""

    def __init__(self, name):
        self.name = name
        kind, _, rest = name.partition(":")
        self.next = kind == "dyck-next"
        self.pattern = None
        if kind == "language":
            self.letters = sorted(set(re.sub(r"[^a-z]", "", rest)))
            self.pattern = re.compile(rest)
            self.symbols = len(self.letters)
        else:
            self.kinds, self.depth = map(int, rest.split(":"))
            self.symbols = 2 * self.kinds

    def open_brackets(self, word):
        stack = []
        for symbol in word:
            if symbol < self.kinds:
                stack.append(symbol)
                if len(stack) > self.depth:
                    return None
            elif not stack or stack.pop() != symbol - self.kinds:
                return None
        return stack

    def answer(self, word):
        """None: the word is outside the domain."""
        if self.pattern:
            return str(int(bool(self.pattern.fullmatch("".join(self.letters[s] for s in word)))))
        stack = self.open_brackets(word)
        if not self.next:
            return str(int(stack == []))
        if stack is None:
            return None
        return "".join(["1" if len(stack) < self.depth else "0"] * self.kinds +
                       ["1" if stack[-1:] == [kind] else "0" for kind in range(self.kinds)] +
                       ["0" if stack else "1"])


def runs(net, task, length):
    """Every word of the domain up to that length, with the net's state after it."""
    level = [((), net.start)]
    for _ in range(length + 1):
        yield from level
        level = [(word + (s,), net.step(state, s)) for word, state in level
                 for s in range(task.symbols) if task.answer(word + (s,)) is not None]


def is_right(net, task, length):
    return all(net.answer(state) == task.answer(word) for word, state in runs(net, task, length))
