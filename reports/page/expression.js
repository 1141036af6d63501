// Formulas of a record, as evidence/expression.hpp describes them, evaluated exactly with BigInt. The
// program and this file agree on every value and on what is undefined; a test compares them.

const mostArguments = 64;
const mostDepth = 64;
const mostExponent = 1n << 16n; // of power_of_two
const most64 = (1n << 64n) - 1n;
const keptBits = 256;

function undefinedIf(condition, what) {
  if (condition) throw new RangeError(what);
}

const bitLength = (a) => {
  const digits = a.toString(16);
  return 4 * (digits.length - 1) + (32 - Math.clz32(parseInt(digits[0], 16)));
};

function floorLog2(a) {
  undefinedIf(a < 1n, "no logarithm of a number below 1");
  return BigInt(bitLength(a) - 1);
}

const ceilLog2 = (a) => (a === 1n ? 0n : floorLog2(a - 1n) + 1n);

function ceilDiv(a, b) {
  undefinedIf(b <= 0n, "the divisor must be positive");
  return a / b + (a % b > 0n ? 1n : 0n);
}

/// A number between low 2^scale and high 2^scale; long ones keep their leading bits.
function enclosed(low, high, scale) {
  const extra = BigInt(Math.max(0, bitLength(high) - keptBits));
  const rest = high & ((1n << extra) - 1n);
  const up = rest > 0n ? 1n : 0n;
  return { low: low >> extra, high: (high >> extra) + up, scale: scale + extra };
}

const product = (x, y) => enclosed(x.low * y.low, x.high * y.high, x.scale + y.scale);

/// ceil(a log2 s) from the leading bits of s^a, found by squaring with both roundings: at most 64
/// squarings. Exact unless both ends differ in length, which is refused.
function log2Power(s, a) {
  undefinedIf(s < 1n || s > most64 || a < 0n || a > most64, "needs 1 <= s < 2^64, 0 <= a < 2^64");
  if ((s & (s - 1n)) === 0n) return a * floorLog2(s);
  if (a === 0n) return 0n;
  let power = enclosed(1n, 1n, 0n);
  for (const digit of a.toString(2)) {
    power = product(power, power);
    if (digit === "1") power = product(power, enclosed(s, s, 0n));
  }
  const floor = floorLog2(power.low);
  undefinedIf(floorLog2(power.high) !== floor, "the logarithm is too close to a whole number");
  return power.scale + floor + 1n; // s^a is no power of two
}

function digitSum(a, base) {
  undefinedIf(a < 0n || base < 2n, "needs a >= 0 and a base of 2 or more");
  let sum = 0n;
  for (; a > 0n; a /= base) sum += a % base;
  return sum;
}

function powerOfTwo(a) {
  undefinedIf(a < 0n || a > mostExponent, "the exponent is not in 0..2^16");
  return 1n << a;
}

/// Word: least and largest number of arguments, and the value.
const operations = new Map([
  ["+", [2, mostArguments, (...all) => all.reduce((a, b) => a + b)]],
  ["-", [2, 2, (a, b) => a - b]],
  ["*", [2, mostArguments, (...all) => all.reduce((a, b) => a * b)]],
  ["max", [2, mostArguments, (...all) => all.reduce((a, b) => (a < b ? b : a))]],
  ["min", [2, mostArguments, (...all) => all.reduce((a, b) => (b < a ? b : a))]],
  ["ceil_div", [2, 2, ceilDiv]],
  ["ceil_log2", [1, 1, ceilLog2]],
  ["floor_log2", [1, 1, floorLog2]],
  ["power_of_two", [1, 1, powerOfTwo]],
  ["log2_power", [2, 2, log2Power]],
  ["digit_sum", [2, 2, digitSum]],
]);

/// The least x >= 1 that is enough, by doubling and halving.
function leastWith(enough) {
  let high = 1n;
  while (!enough(high)) {
    high *= 2n;
    undefinedIf(high > 1n << 64n, "no value up to 2^64 is enough");
  }
  let low = high / 2n; // not enough, or 0
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function leaf(tree, values) {
  if (Number.isSafeInteger(tree)) return BigInt(tree);
  undefinedIf(typeof tree !== "string", "no formula");
  if (/^-?\d+$/.test(tree)) return BigInt(tree);
  undefinedIf(!values.has(tree), `${tree} has no value`);
  return values.get(tree);
}

/// The value of a tree as a BigInt; `values` maps names to BigInts. RangeError where the formula is
/// not defined or the tree is none.
export function evaluate(tree, values, depth = 0) {
  undefinedIf(depth > mostDepth, "the formula is nested too deeply");
  if (!Array.isArray(tree)) return leaf(tree, values);
  const inner = (part, at) => evaluate(part, at, depth + 1);
  if (tree[0] === "least") {
    const [, name, bits, wanted] = tree;
    undefinedIf(tree.length !== 4 || !/^[A-Za-z]\w*$/.test(name), "least without a variable");
    const needed = inner(wanted, values);
    return leastWith((x) => inner(bits, new Map(values).set(name, x)) >= needed);
  }
  const known = operations.get(tree[0]);
  undefinedIf(!known, `no operation ${tree[0]}`);
  const [fewest, most, apply] = known;
  const numbers = tree.slice(1).map((part) => inner(part, values));
  undefinedIf(numbers.length < fewest || numbers.length > most, "a wrong number of arguments");
  return apply(...numbers);
}
