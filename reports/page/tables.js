// On a phone rows are laid out as flexible boxes, and some browsers then forget that a table is one:
// the roles are said outright.

const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

function role(element) {
  if (element.tagName !== "TH") return roles[element.tagName];
  return element.scope === "row" ? "rowheader" : "columnheader";
}

export function keepTableRoles() {
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
      part.setAttribute("role", role(part));
    }
  }
}
