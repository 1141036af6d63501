"""The index-lookup construction as a PyTorch forward pass: inputs per second, best batch size.

The same dimensions as bench_exhaustive (random signs, k = 473, n = 20, alphabet 2), float32, for
one position asked for and all contents in batches; keys and queries are parameters, as a
framework runs them. Prints inputs per second for 1 and 2 threads.
"""

import math
import time

import torch

N, K = 20, 473
ETA = 525 / 64
SECONDS = 2.0


def forward(symbols, addresses, query):
    """symbols [batch, N] in {0,1}; addresses [N, K] of +-1; one query position."""
    batch = symbols.shape[0]
    keys = addresses.unsqueeze(0).expand(batch, N, K)
    q = (ETA / K) * addresses[query].unsqueeze(0).unsqueeze(0).expand(batch, 1, K)
    own = torch.zeros(batch, 1, 1)
    logits = torch.cat([torch.bmm(q, keys.transpose(1, 2)), own], dim=2)
    weights = torch.softmax(logits, dim=2)
    values = torch.cat([symbols, torch.zeros(batch, 1)], dim=1).unsqueeze(2)
    attended = torch.bmm(weights, values).squeeze(2)
    return torch.relu(2 * attended - 0.5) - torch.relu(2 * attended - 1.5)


def rate(batch, addresses):
    done, start = 0, time.perf_counter()
    with torch.no_grad():
        while time.perf_counter() - start < SECONDS:
            bits = torch.arange(done, done + batch).unsqueeze(1) >> torch.arange(N)
            symbols = (bits & 1).float()
            out = forward(symbols, addresses, 7).squeeze(1)
            assert bool(((out >= 0.75) == (symbols[:, 7] > 0.5)).all())
            done += batch
    return done / (time.perf_counter() - start)


def main():
    torch.manual_seed(1)
    addresses = (torch.randint(0, 2, (N, K)) * 2 - 1).float()
    for threads in (1, 2):
        torch.set_num_threads(threads)
        best = max(rate(2**b, addresses) for b in range(6, 15, 2))
        print(f"torch index lookup, n = {N}, float32, {threads} thread(s): {best:.3g} inputs/s")


if __name__ == "__main__":
    main()
