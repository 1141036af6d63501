"""The one-hot recogniser of Dyck-(2,2) as a PyTorch recurrent cell: symbols per second, best batch.

The same net as bench_recurrent (10 sigmoid units, scale 18: constructions/recurrent/dyck_rnn.hpp),
float32, on random strings of length 12; a symbol of a string is one cell update here. Every answer
is compared with a stack. Prints string symbols per second for 1 and 2 threads.
"""

import time

import torch

LENGTH, SCALE = 12, 18.0
SECONDS = 2.0
PUSH1, PUSH2, POP1, POP2 = slice(0, 2), slice(2, 4), slice(4, 6), slice(6, 8)
GREATER, LESS, UNITS = 8, 9, 10
KEEP, MOST_ORDER = 4.0, 3.0  # weight of a latch on itself; order of the word with all units on


def cell():
    """(weights of the state, contribution of each symbol), so that h' = sigmoid(h W + U[symbol])."""
    w, u = torch.zeros(UNITS, UNITS), torch.zeros(4, UNITS)
    for row in (PUSH2, POP2):  # a full stack makes the top poison
        w[row, PUSH1] += 1
    for slot in (PUSH1, POP1):
        w[slot, PUSH2] += torch.eye(2)
        w[slot, GREATER] += torch.tensor([1.0, 2.0])
        w[slot, LESS] -= torch.tensor([1.0, 2.0])
    for slot in (PUSH2, POP2):
        w[slot, POP1] += torch.eye(2)
    w[GREATER, GREATER] = w[LESS, LESS] = KEEP
    for kind in range(2):
        opening, closing = kind, 2 + kind
        u[opening, kind] += 1
        u[opening, POP1] -= 1
        u[opening, GREATER] -= MOST_ORDER
        u[closing, PUSH1] -= 2
        u[closing, PUSH2] -= 1
        u[closing, GREATER] -= kind + 1
        u[closing, LESS] += kind + 1
    return SCALE * w, SCALE * (u - 0.5)


def forward(strings, w, u):
    """strings [batch, LENGTH] of symbols; the outputs before decoding."""
    h = torch.zeros(strings.shape[0], UNITS)
    for t in range(LENGTH):
        h = torch.sigmoid(h @ w + u[strings[:, t]])
    return 1 - h[:, PUSH1].sum(1) - h[:, POP1].sum(1) - h[:, GREATER] - h[:, LESS]


def member(string):
    stack = []
    for symbol in string:
        if symbol < 2:
            stack.append(symbol)
            if len(stack) > 2:
                return False
        elif not stack or stack.pop() != symbol - 2:
            return False
    return not stack


def samples(batch, generator):
    """Half random, half a balanced pair repeated, so that there are members."""
    strings = torch.randint(0, 4, (batch, LENGTH), generator=generator)
    kinds = torch.randint(0, 2, (batch // 2, LENGTH // 2), generator=generator)
    strings[: batch // 2, 0::2], strings[: batch // 2, 1::2] = kinds, kinds + 2
    return strings


def check(w, u):
    strings = samples(4096, torch.Generator().manual_seed(2))
    out = forward(strings, w, u)
    assert bool(((out >= 0.75) | (out <= 0.25)).all())
    assert (out >= 0.75).tolist() == [member(s) for s in strings.tolist()]


def rate(batch, w, u):
    strings = samples(batch, torch.Generator().manual_seed(1))
    done, start = 0, time.perf_counter()
    with torch.no_grad():
        while time.perf_counter() - start < SECONDS:
            forward(strings, w, u)
            done += batch * LENGTH
    return done / (time.perf_counter() - start)


def main():
    w, u = cell()
    check(w, u)
    for threads in (1, 2):
        torch.set_num_threads(threads)
        best = max(rate(2**b, w, u) for b in range(8, 17, 2))
        print(f"torch Dyck-(2,2), length {LENGTH}, float32, {threads} thread(s): "
              f"{best:.3g} string symbols/s")


if __name__ == "__main__":
    main()
