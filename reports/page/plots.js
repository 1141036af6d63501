// The figures, drawn with Observable Plot from the data in the page; drawn again when the width
// changes. Numbers are drawn as doubles and named exactly.
import { dot, line, plot, pointer, tip } from "@observablehq/plot";
import { download } from "./record.js";

const colors = 8;
const symbols = ["circle", "square", "triangle", "diamond", "star", "wye", "cross"];
const dashes = ["none", "6 3", "2 3", "8 3 2 3"];
const narrow = 480;

const superscript = (number) => String(number).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]);

/// Powers of two inside the data's range, as many as fit; none where there are fewer than two.
function powersOfTwo(values, room) {
  const first = Math.ceil(Math.log2(Math.min(...values)));
  const last = Math.floor(Math.log2(Math.max(...values)));
  if (last - first < 1) return null;
  const stride = Math.max(1, Math.ceil((last - first + 1) / room));
  const exponents = [];
  for (let exponent = first; exponent <= last; exponent += stride) exponents.push(exponent);
  return exponents;
}

function axis(label, log, values, room) {
  const exponents = log ? powersOfTwo(values, room) : null;
  const scale = { label, type: log ? "log" : "linear", nice: !log, grid: true, labelArrow: "none" };
  if (log) scale.base = 2;
  if (!exponents) return { ...scale, ticks: Math.min(room, 6), tickFormat: log ? "~s" : undefined };
  const plain = Math.max(...exponents) <= 12 && Math.min(...exponents) >= 0;
  const text = (value) => (plain ? String(value) : `2${superscript(Math.round(Math.log2(value)))}`);
  return { ...scale, ticks: exponents.map((exponent) => 2 ** exponent), tickFormat: text };
}

function draw(figure, width) {
  const points = figure.series.flatMap((series) =>
    series.points.map((point) => ({ ...point, series: series.name })),
  );
  const names = figure.series.map((series) => series.name);
  const height = width < narrow ? 280 : 360;
  const channels = { x: "x", y: "y" };
  const marks = figure.series.flatMap((series, i) =>
    series.style === "points"
      ? []
      : [
          line(series.points, {
            ...channels,
            curve: series.style === "steps" ? "step-after" : "linear",
            stroke: `var(--series-${i % colors})`,
            strokeWidth: 1.75,
            strokeDasharray: dashes[i % dashes.length],
          }),
        ],
  );
  return plot({
    width,
    height,
    marginLeft: 56,
    marginRight: 20,
    marginBottom: 44,
    marginTop: 30,
    ariaLabel: figure.title,
    ariaDescription: "Its data are in the table below it.",
    style: { fontFamily: "inherit", fontSize: "12px", background: "transparent" },
    x: axis(figure.x_label, figure.x_log, points.map(({ x }) => x), Math.floor(width / 56)),
    y: axis(figure.y_label, figure.y_log, points.map(({ y }) => y), Math.floor(height / 34)),
    color: { domain: names, range: names.map((_, i) => `var(--series-${i % colors})`) },
    symbol: { domain: names, range: names.map((_, i) => symbols[i % symbols.length]), legend: true },
    marks: [
      ...marks,
      dot(points, { ...channels, fill: "series", symbol: "series", r: 4, stroke: "var(--card)" }),
      tip(
        points,
        pointer({
          ...channels,
          title: (point) =>
            [
              point.series,
              point.label,
              `${figure.x_label}: ${point.exact_x}`,
              `${figure.y_label}: ${point.exact_y}`,
            ]
              .filter(Boolean)
              .join("\n"),
          fill: "var(--card)",
          stroke: "var(--line)",
          fontSize: 12,
          lineWidth: width < narrow ? 16 : 24,
        }),
      ),
    ],
  });
}

/// The drawing as a file of its own: variables and the current colour become colours.
function standalone(svg) {
  const copy = svg.cloneNode(true);
  const style = getComputedStyle(svg);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.style.color = style.color;
  copy.style.fontFamily = "sans-serif";
  return new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[\w-]+)\)/g, (_, name) => style.getPropertyValue(name).trim());
}

export function addPlots() {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  for (const figure of figures) {
    const place = document.getElementById(`figure-${figure.id}`);
    const canvas = place.querySelector(".canvas");
    let drawn = 0;
    new ResizeObserver(() => {
      const width = Math.floor(canvas.clientWidth);
      if (width === 0 || width === drawn) return;
      drawn = width;
      canvas.replaceChildren(draw(figure, width));
    }).observe(canvas);
    const save = document.createElement("button");
    save.type = "button";
    save.textContent = "Download SVG";
    save.setAttribute("aria-label", `Download SVG of ${figure.title}`);
    save.addEventListener("click", () => {
      const drawing = canvas.querySelector("svg[viewBox][aria-label]");
      download(`${figure.id}.svg`, "image/svg+xml", standalone(drawing));
    });
    place.append(save);
  }
}
