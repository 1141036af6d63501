// The page evaluates formulas as the program does: every operation, made-up formulas, and all those
// of the atlas at many sizes. Then faults are planted in the page's evaluation: each is noticed.
//   node test_expression.mjs SEPARATRIX EVALUATE_FORMULAS EXPRESSION_JS
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [separatrix, evaluateFormulas, source] = process.argv.slice(2);
const text = readFileSync(source, "utf8");
const folder = mkdtempSync(join(tmpdir(), "expression-"));

const load = (code) => import(`data:text/javascript,${encodeURIComponent(code)}`);

/// A small generator with a fixed seed (xorshift), for made-up formulas.
let state = 2463534242;
function below(bound) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % bound;
}

const large = String(2n ** 64n - 1n);
const numbers = [-7, -1, 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 64, 100, 1023, 1024, 1025, 65536, 65537,
  "18446744073709551615", "18446744073709551616", "-9007199254740993",
  String(2n ** 80n), String(2n ** 80n + 1n)];

/// Each operation at all pairs of these numbers; what is not defined is refused by both.
function operationCases() {
  const cases = [];
  for (const a of numbers) {
    for (const word of ["ceil_log2", "floor_log2", "power_of_two"]) cases.push([[word, a], {}]);
    cases.push([["least", "m", ["*", "m", "m"], a], {}], [["least", "m", "m", a], {}]);
    for (const b of numbers)
      for (const word of ["+", "-", "*", "max", "min", "ceil_div", "log2_power", "digit_sum"])
        cases.push([[word, a, b], {}]);
  }
  for (let s = 2; s < 40; ++s)
    for (const a of [1, 2, 3, 12, 41, 306, 665, 15601, 1048576, large])
      cases.push([["log2_power", s, a], {}]);
  // Close to a whole number: s^a just above and below powers of two.
  for (const s of [2n ** 63n - 1n, 2n ** 63n + 1n, 2n ** 64n - 1n])
    for (const a of [1n, 2n, 2n ** 20n, 2n ** 40n, 2n ** 63n])
      cases.push([["log2_power", String(s), String(a)], {}]);
  return cases;
}

function madeUp(depth) {
  if (depth === 0 || below(5) === 0)
    return [below(40), "n", "p", "m", "absent"][below(20) === 0 ? 4 : below(4)];
  const one = () => madeUp(depth - 1);
  const words = ["+", "*", "max", "min"];
  const pairs = ["-", "ceil_div", "log2_power", "digit_sum"];
  switch (below(5)) {
    case 0: return [words[below(4)], one(), one(), one()];
    case 1: return [words[below(4)], one(), one()];
    case 2: return [pairs[below(4)], one(), one()];
    case 3: return [["ceil_log2", "floor_log2", "power_of_two"][below(3)], one()];
    default: return ["least", "m", ["+", ["*", "m", below(9)], below(9)], one()];
  }
}

function madeUpCases(count) {
  return Array.from({ length: count }, () =>
    [madeUp(4), { n: String(below(5000)), p: String(1 + below(64)), m: String(1 + below(99)) }]);
}

/// What is no formula, or nested about as deeply as is allowed.
const odd = [[], [1], ["+", 1], ["/", 1, 2], ["-", 1, 2, 3], "", "m p", 1.5, null, {},
  ["least", 3, 1, 1], ["least", "m", 1], ["ceil_log2", 1, 2], ["toString", 1, 2], "toString",
  ["least", "2m", 1, 1], ...[64, 65, 66, 67].map((length) =>
    Array(length).fill(0).reduce((inner) => ["+", 1, inner], 1))].map((tree) => [tree, {}]);

/// Every formula of the atlas at these sizes.
function atlasCases() {
  const written = join(folder, "atlas.json");
  const cases = [];
  for (const n of ["16", "64"]) {
    execFileSync(separatrix, ["atlas", "--n", n, "--json", written], { stdio: "pipe" });
    const { results } = JSON.parse(readFileSync(written, "utf8"));
    const trees = new Map(results.flatMap(({ formulas = [] }) => formulas)
      .map(({ expression }) => [JSON.stringify(expression), expression]));
    assert.ok(trees.size > 5);
    for (const tree of trees.values())
      for (const size of [2, 4, 10, 64, 100, 768, 1024, 65536, 1048576])
        for (const p of [1, 5, 32, 64])
          for (const m of JSON.stringify(tree).includes('"m"') ? [1, 3, 128] : [1])
            cases.push([tree, { n: String(size), p: String(p), m: String(m) }]);
  }
  return cases;
}

/// The program's values, in the order of the cases.
function valuesOf(cases) {
  const file = join(folder, "cases.json");
  writeFileSync(file, JSON.stringify(cases));
  return JSON.parse(execFileSync(evaluateFormulas, [file], { maxBuffer: 2 ** 30 }));
}

function valueBy(evaluate, [tree, at]) {
  try {
    const values = new Map(Object.entries(at).map(([name, text]) => [name, BigInt(text)]));
    return String(evaluate(tree, values));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

const differing = ({ evaluate }, cases, values) =>
  cases.findIndex((one, i) => valueBy(evaluate, one) !== values[i]);

/// One wrong place for each operation and each search.
const faults = [
  ["(a, b) => a + b)", "(a, b) => a - b)"],
  ["(a, b) => a - b]", "(a, b) => b - a]"],
  ["(a, b) => a * b)", "(a, b) => a + b)"],
  ["(a < b ? b : a)", "(a < b ? a : b)"],
  ["(b < a ? b : a)", "a"],
  ["a % b > 0n", "a % b >= 0n"],
  ["floorLog2(a - 1n) + 1n", "floorLog2(a) + 1n"],
  ["BigInt(bitLength(a) - 1)", "BigInt(bitLength(a))"],
  ["return 1n << a;", "return 2n << a;"],
  ["a > mostExponent", "a >= mostExponent"],
  ["power.scale + floor + 1n", "power.scale + floor"],
  ["const keptBits = 256", "const keptBits = 8"],
  ["sum += a % base", "sum += 1n"],
  ["base < 2n", "base < 3n"],
  ["high - low > 1n", "high - low > 2n"],
  ["high > 1n << 64n", "high >= 1n << 64n"],
  ["depth > mostDepth", "depth >= mostDepth"],
];

try {
  const cases = [...operationCases(), ...madeUpCases(3000), ...odd, ...atlasCases()];
  const values = valuesOf(cases);
  assert.equal(values.length, cases.length);
  assert.ok(values.filter((value) => value !== null).length > cases.length / 2);
  const first = differing(await load(text), cases, values);
  assert.equal(first, -1, `${JSON.stringify(cases[first])}: the program says ${values[first]}`);
  console.log(`ok  ${cases.length} values agree`);
  for (const [right, wrong] of faults) {
    assert.equal(text.split(right).length, 2, `${right} stands once in the source`);
    const at = differing(await load(text.replace(right, wrong)), cases, values);
    assert.notEqual(at, -1, `a fault is noticed: ${wrong}`);
  }
  console.log(`ok  ${faults.length} planted faults are noticed`);
} finally {
  rmSync(folder, { recursive: true });
}
