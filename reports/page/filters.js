// Filters: by status, kind, theorem and words. They hide rows of results and of audited claims and
// cells of the atlas, which match by themselves; rows of theorems, which match by their own text or
// a result; and rows of the atlas without a cell that is shown.

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function choices(rows, field) {
  return [...new Set(rows.map((row) => row.dataset[field]).filter(Boolean))];
}

function menu(field, label, all, values) {
  const select = element("select", { id: `filter-${field}` });
  select.append(element("option", { value: "", textContent: all }));
  for (const value of values) select.append(element("option", { value, textContent: value }));
  return [element("label", {}, element("span", { textContent: label }), select), select];
}

/// Every word stands in the text.
function holds(text, words) {
  return words.every((word) => text.includes(word));
}

export function addFilters() {
  const results = [...document.querySelectorAll("[data-status]")];
  const architectures = [...document.querySelectorAll("#atlas tbody tr")];
  const theorems = [...document.querySelectorAll("#theorems tbody tr")];
  const texts = new Map(
    [...results, ...theorems].map((row) => [row, row.textContent.toLowerCase()]),
  );

  const [statusLabel, status] = menu("status", "Status", "any", choices(results, "status"));
  const [kindLabel, kind] = menu("kind", "Kind", "any", choices(results, "kind"));
  const [theoremLabel, theorem] = menu("theorem", "Theorem", "all", choices(theorems, "theorem"));
  const words = element("input", { id: "filter-words", type: "search", autocomplete: "off" });
  words.placeholder = "equality linear-code";
  const wordsLabel = element("label", {}, element("span", { textContent: "Words" }), words);
  const count = element("output", { id: "count" });
  count.setAttribute("aria-live", "polite");
  const reset = element("button", { type: "button", textContent: "Clear" });
  const form = element("form", { id: "filters" });
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Filter theorems and results");
  form.append(wordsLabel, statusLabel, kindLabel, theoremLabel, reset, count);
  document.getElementById("controls").append(form);

  function chosen() {
    return {
      status: status.value,
      kind: kind.value,
      theorem: theorem.value,
      words: words.value.toLowerCase().split(/\s+/).filter(Boolean),
    };
  }

  function apply() {
    const wanted = chosen();
    const shownTheorems = new Set();
    let shown = 0;
    for (const row of results) {
      const data = row.dataset;
      const matches =
        (!wanted.status || data.status === wanted.status) &&
        (!wanted.kind || data.kind === wanted.kind) &&
        (!wanted.theorem || data.theorem === wanted.theorem) &&
        holds(texts.get(row), wanted.words);
      row.hidden = !matches;
      if (!matches) continue;
      shown += 1;
      shownTheorems.add(data.theorem);
    }
    for (const row of theorems) {
      const own =
        !wanted.status &&
        !wanted.kind &&
        (!wanted.theorem || row.dataset.theorem === wanted.theorem) &&
        holds(texts.get(row), wanted.words);
      row.hidden = !own && !shownTheorems.has(row.dataset.theorem);
    }
    for (const row of architectures)
      row.hidden = [...row.querySelectorAll("[data-status]")].every((cell) => cell.hidden);
    for (const section of document.querySelectorAll("[data-filtered]")) {
      const rows = [...section.querySelectorAll("tbody tr")];
      section.querySelector(".nothing").hidden = rows.some((row) => !row.hidden);
    }
    count.textContent = `${shown} of ${results.length} results`;
    reset.disabled = !(wanted.status || wanted.kind || wanted.theorem || wanted.words.length);
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  function clear() {
    form.reset();
    apply();
  }
  reset.addEventListener("click", clear);
  // A theorem's link to its results shows all of these, and only these.
  for (const link of document.querySelectorAll("a[data-show]")) {
    link.addEventListener("click", () => {
      form.reset();
      theorem.value = link.dataset.show;
      apply();
    });
  }
  // An address with the anchor of a hidden result shows it.
  window.addEventListener("hashchange", () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place?.hidden) clear();
  });
  apply();
}
