"""Affine maps as certificates write them, read for tests alone, in exact fractions."""

import fractions
import itertools


def offsets(*spaces):
    """First coordinate and dimension of each subspace, and the dimension of the sum."""
    places, size = {}, 0
    for part in itertools.chain(*spaces):
        places[part["name"]] = (size, part["dimension"])
        size += part["dimension"]
    return places, size


def read_map(written, into, out):
    """Per row its entries by column, and the biases; `into` is a list of spaces, `out` one."""
    (columns, _), (rows, size) = offsets(*into), offsets(out)
    entries = [{} for _ in range(size)]
    biases = [fractions.Fraction(0)] * size
    for block in written["blocks"]:
        (row, height), (column, width) = rows[block["to"]], columns[block["from"]]
        for i, j in itertools.product(range(height), range(width)):
            if "dense" in block:
                entry = block["dense"][i * width + j]
            elif i == j:
                entry = block["scale"] if "scale" in block else block["diagonal"][i]
            else:
                continue
            line = entries[row + i]
            line[column + j] = line.get(column + j, 0) + fractions.Fraction(entry)
    for bias in written["biases"]:
        for i, entry in enumerate(bias["values"]):
            biases[rows[bias["to"]][0] + i] += fractions.Fraction(entry)
    return entries, biases
