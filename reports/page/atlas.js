// The atlas at other sizes: sliders for n and for the bits per number p, at which each cell's "least
// m" (or the size that its row is limited by) is evaluated from the formulas of its result. What was
// certified as enough stays as it is and says at which n that was.
import { evaluate } from "./expression.js";
import { resultAt } from "./record.js";
import { sortAgain } from "./sorting.js";

const largestExponent = 20;
const mostBits = 64;

/// 4, 6, 8, 10, 12, 14, 16, 20, .., 2^20 and the record's own size: even, so that every task has
/// inputs of these sizes.
function sizesWith(own) {
  const sizes = new Set([4n, 6n, own]);
  for (let power = 8n; power < 1n << BigInt(largestExponent); power *= 2n)
    for (let quarter = 4n; quarter < 8n; ++quarter) sizes.add((power / 4n) * quarter);
  sizes.add(1n << BigInt(largestExponent));
  return [...sizes].sort((a, b) => (a < b ? -1 : 1));
}

/// What a result's formulas say at n and p: text, the key to sort by, and details of the cut.
function bound(formulas, values) {
  const value = (name) =>
    formulas.has(name) ? evaluate(formulas.get(name), values) : undefined;
  const tokens = value("tokens");
  const field = value("receptive field");
  // Of some tasks the first token may stay unseen, as of recall: more than one must be.
  if (field !== undefined && tokens !== undefined && field + 1n < tokens) {
    const note = `the last ${field} of ${tokens} tokens are seen`;
    return { text: "impossible", key: "impossible", note };
  }
  const prefix = value("prefix");
  if (prefix !== undefined && (prefix < 1n || prefix >= tokens))
    throw new RangeError(`no cut after ${prefix} of ${tokens} tokens`);
  const name = [...formulas.keys()].find((word) => word.startsWith("least "));
  const size = name?.slice("least ".length); // of the architecture: the width m, or a rank
  const least = name && value(name);
  const bits = formulas.get("bits that cross");
  const crossing = bits && evaluate(bits, name ? new Map(values).set(size, least) : values);
  const needed = value("bits needed");
  const both = needed !== undefined && crossing !== undefined;
  if (name) {
    const note = both ? `${needed} bits needed; ${crossing} cross with ${size} = ${least}` : "";
    return { text: `${size} >= ${least}`, key: String(least), note };
  }
  if (!both) throw new RangeError("no cut of this record speaks of this size");
  const note = `${needed} bits needed; ${crossing} cross at any width`;
  return crossing < needed
    ? { text: "impossible", key: "impossible", note }
    : { text: "m >= 1", key: "1", note };
}

/// A cell of the table with its result.
function reader(place) {
  const result = resultAt(Number(place.id.slice(1)));
  const formulas = new Map((result.formulas ?? []).map(({ name, expression }) => [name, expression]));
  const lower = place.querySelector(".lower");
  const now = place.querySelector(".now");
  const away = place.querySelector(".away");
  const holder = place.closest("td");
  const own = { text: lower.textContent, key: holder.dataset.key, note: "" };

  function at(n, p) {
    if (formulas.size === 0) return own;
    try {
      return bound(formulas, new Map([["n", n], ["p", p]]));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { text: "-", key: "", note: error.message };
    }
  }
  return function show(n, p, atOwn) {
    const said = at(n, p);
    lower.textContent = atOwn ? own.text : said.text;
    now.textContent = said.note && `At n = ${n}, p = ${p}: ${said.note}.`;
    if (away) away.hidden = n === BigInt(result.task.n);
    if (holder.querySelector(".cell") === place) holder.dataset.key = atOwn ? own.key : said.key;
  };
}

function slider(name, label, count, start, text) {
  const input = document.createElement("input");
  Object.assign(input, { type: "range", min: "0", max: String(count - 1), step: "1" });
  input.value = String(start);
  const value = document.createElement("output");
  const title = document.createElement("span");
  title.textContent = label;
  const holder = document.createElement("label");
  holder.className = name;
  holder.append(title, input, value);
  function show() {
    value.textContent = text(Number(input.value));
    input.setAttribute("aria-valuetext", value.textContent);
  }
  return { holder, input, show, at: () => Number(input.value) };
}

function addSizes(atlas) {
  const places = [...atlas.querySelectorAll(".cell")];
  const readers = places.map(reader);
  const ownN = BigInt(atlas.dataset.n);
  const ownP = Number(atlas.dataset.p || 32);
  const sizes = sizesWith(ownN);
  const startN = sizes.indexOf(ownN);
  const n = slider("size", "Size n", sizes.length, startN, (i) => `n = ${sizes[i]}`);
  const p = slider("bits", "Bits per number p", Math.max(mostBits, ownP), ownP - 1,
    (i) => `p = ${i + 1}`);
  const back = document.createElement("button");
  back.type = "button";
  back.textContent = "The record's sizes";
  const heading = atlas.querySelector("h3");
  const ownHeading = heading.textContent;
  const note = document.createElement("p");
  note.className = "soft";
  note.setAttribute("aria-live", "polite");

  let waiting = false;
  function update() {
    waiting = false;
    const atOwn = n.at() === startN && p.at() === ownP - 1;
    for (const show of readers) show(sizes[n.at()], BigInt(p.at() + 1), atOwn);
    back.disabled = atOwn;
    heading.textContent = atOwn
      ? ownHeading
      : `n = ${sizes[n.at()]}, p = ${p.at() + 1} bits per number (the record: ${ownHeading})`;
    note.textContent = atOwn
      ? ""
      : "Evaluated here from the record's formulas, over the cut that is strongest at the record's " +
        "own sizes; other sizes of the architectures are the record's. - : nothing follows.";
    sortAgain(atlas.querySelector("table"));
  }
  function changed() {
    n.show();
    p.show();
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(update);
  }
  n.input.addEventListener("input", changed);
  p.input.addEventListener("input", changed);
  back.addEventListener("click", () => {
    n.input.value = String(startN);
    p.input.value = String(ownP - 1);
    changed();
  });
  atlas.querySelector(".sizes").append(n.holder, p.holder, back, note);
  changed();
}

export function addAtlas() {
  for (const atlas of document.querySelectorAll(".atlas")) addSizes(atlas);
}
