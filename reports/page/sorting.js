// Sorting: the headings of a sortable table become buttons. A cell's key is its data-key, else its
// text; keys that are whole numbers are compared as such (they may exceed 2^53), and cells without a
// key come last in either direction.

function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.key ?? cell.textContent.trim();
}

const isWhole = (text) => /^\d+$/.test(text);

function compare(a, b) {
  if (isWhole(a) && isWhole(b)) {
    const difference = BigInt(a) - BigInt(b);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  return a.localeCompare(b, "en", { numeric: true });
}

function sort(table, column, direction) {
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => ({ row, key: key(row, column) }));
  keyed.sort((a, b) => {
    if (a.key === "" || b.key === "") return Number(a.key === "") - Number(b.key === "");
    return direction * compare(a.key, b.key);
  });
  body.append(...keyed.map(({ row }) => row));
}

/// Sorts again by the column that the table is sorted by, if any: its keys have changed.
export function sortAgain(table) {
  const headings = [...table.tHead.rows[0].cells];
  const column = headings.findIndex((heading) => heading.hasAttribute("aria-sort"));
  if (column < 0) return;
  sort(table, column, headings[column].getAttribute("aria-sort") === "ascending" ? 1 : -1);
}

export function addSorting() {
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const ascending = heading.getAttribute("aria-sort") !== "ascending";
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
        sort(table, column, ascending ? 1 : -1);
      });
    });
  }
}
