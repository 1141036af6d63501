"""The two-layer equality construction as a PyTorch forward pass: inputs per second, best batch size.

The same dimensions as bench_exhaustive (random signs, k = 516 and eta = 319/64 for N = 28, the two
heads, the gates and the residual connection), float32; half of each batch has equal halves. Keys
and queries are parameters, as a framework runs them. Prints inputs per second for 1 and 2 threads.
"""

import time

import torch

N, K = 28, 516
ETA = 319 / 64
SECONDS = 2.0


def forward(symbols, position, partner):
    """symbols [batch, N] in {0,1}; position, partner [N, K] of +-1."""
    batch = symbols.shape[0]
    keys = position.unsqueeze(0).expand(batch, N, K)
    queries = ((ETA / K) * partner).unsqueeze(0).expand(batch, N, K)
    weights = torch.softmax(torch.bmm(queries, keys.transpose(1, 2)), dim=2)
    copy = torch.bmm(weights, symbols.unsqueeze(2)).squeeze(2)
    gap = 2 * (symbols - copy)
    fires = (
        torch.relu(gap - 0.5) - torch.relu(gap - 1.5)
        + torch.relu(-gap - 0.5) - torch.relu(-gap - 1.5)
    )
    uniform = torch.softmax(torch.zeros(batch, N), dim=1)
    average = (uniform * fires).sum(dim=1)
    return torch.relu(2 * (0.75 - N * average)) - torch.relu(2 * (0.25 - N * average))


def rate(batch, position, partner):
    done, start = 0, time.perf_counter()
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        while time.perf_counter() - start < SECONDS:
            first = torch.randint(0, 2, (batch, N // 2), generator=generator)
            second = torch.randint(0, 2, (batch, N // 2), generator=generator)
            second[: batch // 2] = first[: batch // 2]
            out = forward(torch.cat([first, second], dim=1).float(), position, partner)
            assert bool(((out >= 0.75) == (first == second).all(dim=1)).all())
            done += batch
    return done / (time.perf_counter() - start)


def main():
    torch.manual_seed(1)
    position = (torch.randint(0, 2, (N, K)) * 2 - 1).float()
    partner = position[torch.arange(N) % (N // 2)]
    for threads in (1, 2):
        torch.set_num_threads(threads)
        best = max(rate(2**b, position, partner) for b in range(6, 15, 2))
        print(f"torch equality, N = {N}, float32, {threads} thread(s): {best:.3g} inputs/s")


if __name__ == "__main__":
    main()
