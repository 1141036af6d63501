"""separatrix analyze model: the state of published models, the contexts it leaves, refusals.

Usage: test_analyze_model.py path/to/separatrix path/to/separatrix-check path/to/examples/configs
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, CHECKER, CONFIGS = (pathlib.Path(path).resolve() for path in sys.argv[1:4])
LIMIT = 2 ** 40


def run(*words):
    return subprocess.run([str(PROGRAM), "analyze", "model", *map(str, words)],
                          capture_output=True, text=True, timeout=300, check=False)


def results_of(config, *words):
    done = run(config, *words, "--json", "-")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["results"]


def config(name):
    return json.loads((CONFIGS / f"{name}.json").read_text())


def state_bits(name):
    """Bits of a state that does not grow, from the fields, by the shapes of the inference code."""
    c = config(name)
    if name.startswith("mamba-"):
        inner = c["expand"] * c["hidden_size"]
        return c["num_hidden_layers"] * inner * (c["state_size"] + c["conv_kernel"] - 1) * 32
    if name.startswith("mamba2"):
        inner = c["num_heads"] * c["head_dim"]
        conv = (inner + 2 * c["n_groups"] * c["state_size"]) * (c["conv_kernel"] - 1)
        return c["num_hidden_layers"] * (inner * c["state_size"] * 32 + conv * 16)
    if name.startswith("rwkv"):
        return c["num_hidden_layers"] * 5 * c["hidden_size"] * 32
    if name.startswith("retnet"):
        return (c["decoder_layers"] * c["decoder_embed_dim"] * c["decoder_value_embed_dim"]
                // c["decoder_retention_heads"] * 16)
    if name.startswith("lstm"):
        return c["num_layers"] * 2 * c["hidden_size"] * 32
    if name.startswith("mistral"):
        head = c["hidden_size"] // c["num_attention_heads"]
        return (c["num_hidden_layers"] * 2 * c["num_key_value_heads"] * head
                * c["sliding_window"] * 16)
    return 128 * 64


def longest(task, alphabet, bits):
    """The last N with D(N) <= bits, by halving, from D's definition; the powers written out."""
    def fits(n):
        if task == "associative-recall":
            return n - 1 + (n - 1).bit_length() <= bits
        symbols = n if task == "index-lookup" else n // 2
        # ceil(symbols log2 alphabet) <= bits
        return (symbols <= bits) if alphabet == 2 else alphabet ** symbols <= 2 ** bits
    step = 2 if task == "equality" else 1
    low, high = 0, 1
    while fits(high * step):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle * step) else (low, middle)
    return low * step


def check(results):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "record.json"
        path.write_text(json.dumps({"schema": "separatrix/record/1", "tool": {}, "command": [],
                                    "host": {}, "results": results}))
        return subprocess.run([str(CHECKER), str(path)], capture_output=True, text=True,
                              timeout=300, check=False)


class State(unittest.TestCase):
    RECURRENT = ("mamba-2.8b", "mamba2-2.7b", "rwkv-4-169m", "retnet-1.3b", "lstm-2x1024",
                 "mistral-7b", "one-layer-128x64")

    def test_longest_contexts_from_the_fields(self):
        for name in self.RECURRENT:
            bits = state_bits(name)
            results = results_of(CONFIGS / f"{name}.json", "--alphabet", 2)
            with self.subTest(name=name):
                self.assertEqual([r["status"] for r in results], ["certified"] * 3)
                for result in results:
                    self.assertEqual(result["task"]["n"],
                                     longest(result["task"]["name"], 2, bits))
                    self.assertEqual(int(result["certificate"]["width"])
                                     * int(result["certificate"]["precision"]), bits)

    def test_other_alphabets(self):
        bits = state_bits("lstm-2x1024")
        for alphabet in (3, 10000):
            for result in results_of(CONFIGS / "lstm-2x1024.json", "--alphabet", alphabet)[:2]:
                self.assertEqual(result["task"]["n"],
                                 longest(result["task"]["name"], alphabet, bits))

    def test_index_lookup_beyond_8192(self):
        done = run(CONFIGS / "one-layer-128x64.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        row = next(line for line in done.stdout.splitlines() if line.startswith("index-lookup"))
        self.assertEqual(row.split(), ["index-lookup", "2", "one-way", "8,192", "8,193"])


class Records(unittest.TestCase):
    def test_the_checker_adds_the_layers_up(self):
        results = results_of(CONFIGS / "mamba2-2.7b.json")
        good = check(results)
        self.assertEqual(good.returncode, 0, good.stdout + good.stderr)
        self.assertEqual(good.stdout.count("accepted  longest-size"), 5)
        self.assertIn("NOT COVERED: that its layers keep so many numbers", good.stdout)
        for spoil in (lambda p: p["layers"][0].update(count=63),
                      lambda p: p["layers"][0]["state"][0].update(numbers=655359),
                      lambda p: p["layers"][0]["state"][1].update(bits=32),
                      lambda p: p["layers"][0]["state"].pop(),
                      lambda p: p["layers"].append(p["layers"][0]),
                      lambda p: p.update(more=1),
                      lambda p: p.update(p=15),
                      lambda p: p.update(state_bits=["*", 2, p["state_bits"]]),
                      lambda p: p.update(state_bits=["max", 2, 3])):
            spoilt = json.loads(json.dumps(results[:1]))
            spoil(spoilt[0]["construction"]["parameters"])
            done = check(spoilt)
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertIn("rejected  longest-size", done.stdout)

    def test_recall_is_checked_at_every_size(self):
        recall = results_of(CONFIGS / "lstm-2x1024.json")[-1]
        self.assertEqual(recall["task"]["name"], "associative-recall")
        self.assertEqual(check([recall]).returncode, 0)
        for field, change in (("last_possible", -1), ("first_excluded", 1), ("limit", -1)):
            spoilt = json.loads(json.dumps(recall))
            spoilt["certificate"][field] += change
            self.assertEqual(check([spoilt]).returncode, 1, field)

    def test_windows(self):
        for name in ("mistral-7b", "own-hybrid"):
            done = check(results_of(CONFIGS / f"{name}.json"))
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_one_layer_of_attention(self):
        results = results_of(CONFIGS / "gpt2-one-layer.json", "--alphabet", 2)
        self.assertEqual([r["status"] for r in results], ["undecided"] * 3 + ["certified"] * 3)
        done = check(results)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout.count("accepted  "), 3)

    def test_twice_the_same(self):
        runs = [results_of(CONFIGS / "jamba-v0.1.json", "--threads", t) for t in (1, 2)]
        for results in runs:
            for result in results:
                result.pop("seconds", None)
        self.assertEqual(*runs)


class Text(unittest.TestCase):
    def test_every_example_in_100_columns(self):
        for path in sorted(CONFIGS.glob("*.json")):
            done = run(path)
            with self.subTest(path=path.name):
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertLessEqual(max(map(len, done.stdout.splitlines())), 100, done.stdout)
                self.assertIn("not said", done.stdout)

    def test_caches_and_assumptions(self):
        done = run(CONFIGS / "jamba-v0.1.json")
        self.assertIn("no limit (1)", done.stdout)
        self.assertIn("keep float32", done.stdout)
        self.assertNotIn("keep float32", run(CONFIGS / "jamba-v0.1.json", "--precision", 8).stdout)
        self.assertIn("no state sums up a prefix", run(CONFIGS / "perceiver.json").stdout)

    def test_unknown_fields_are_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "config.json"
            path.write_text(json.dumps({**config("llama-7b"), "memory_tokens": 64}))
            done = run(path)
        self.assertIn("unknown     memory_tokens", done.stdout)
        self.assertRegex(done.stdout, r"not used .*hidden_act")


class Refused(unittest.TestCase):
    def refused(self, text, *words, parts=()):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "config.json"
            path.write_text(text)
            done = run(path, *words)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertEqual((done.stdout, done.stderr.count("\n")), ("", 1), done.stderr)
        for part in parts:
            self.assertIn(part, done.stderr)

    def test_one_line_that_names_the_field(self):
        self.refused("nothing", parts=["FILE", "not JSON"])
        self.refused('{"model_type": "t5"}', parts=["t5", "llama", "separatrix"])
        lstm = config("lstm-2x1024")
        for field in ("hidden_size", "num_layers", "dtype", "model_type"):
            without = {name: value for name, value in lstm.items() if name != field}
            self.refused(json.dumps(without), parts=["is missing"])
        for value in (-1, 0, 1.5, "x", 2 ** 70, [], None):
            self.refused(json.dumps({**lstm, "hidden_size": value}), parts=["config.hidden_size"])
        self.refused(json.dumps({**lstm, "hidden_size": LIMIT, "num_layers": LIMIT}),
                     parts=["2^64"])
        self.refused(json.dumps(lstm), "--alphabet", 1, parts=["--alphabet"])
        self.refused(json.dumps(lstm), "--precision", 0, parts=["--precision"])

    def test_no_file(self):
        done = run("missing.json")
        self.assertEqual(done.returncode, 2)
        self.assertIn("cannot read", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
