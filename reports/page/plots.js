// The figures, drawn with Observable Plot from the data in the page; drawn again when the width
// changes. Numbers are drawn as doubles and named exactly.
import { dot, line, plot, pointer, tip } from "@observablehq/plot";
import { download } from "./record.js";

const colors = 8;
const symbols = ["circle", "square", "triangle", "diamond", "star", "wye", "cross"];
const dashes = ["none", "6 3", "2 3", "8 3 2 3"];
const narrow = 480;

const superscript = (number) =>
  String(number).replace(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign]));

/// A logarithmic axis from one power of two to another, around all values, with as many ticks as fit.
function logarithmic(label, values, room) {
  const first = Math.floor(Math.log2(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log2(Math.max(...values))));
  const stride = Math.ceil((last - first + 1) / room);
  const ticks = [];
  for (let exponent = first; exponent <= last; exponent += stride) ticks.push(2 ** exponent);
  const plain = first >= 0 && last <= 12;
  return {
    label,
    type: "log",
    base: 2,
    domain: [2 ** first, 2 ** last],
    ticks,
    tickFormat: (value) => (plain ? String(value) : `2${superscript(Math.log2(value))}`),
  };
}

function axis(label, log, values, room) {
  const scale = log
    ? logarithmic(label, values, room)
    : { label, type: "linear", zero: true, nice: true, ticks: Math.min(room, 6) };
  return { ...scale, grid: true, labelArrow: "none", inset: 6 };
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
    x: {
      ...axis(figure.x_label, figure.x_log, points.map(({ x }) => x), Math.floor(width / 56)),
      labelAnchor: "center",
    },
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
              point.label.startsWith(point.series) ? "" : point.series,
              point.label,
              `${figure.x_label}: ${point.exact_x}`,
              `${figure.y_label}: ${point.exact_y}`,
            ]
              .filter(Boolean)
              .join("\n"),
          fill: "var(--card)",
          stroke: "var(--line)",
          fontSize: 12,
          lineHeight: 1.3,
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
      // In the next frame: a drawing changes the size that is being observed.
      requestAnimationFrame(() => canvas.replaceChildren(draw(figure, width)));
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
