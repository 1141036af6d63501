// The record, which stands in the page once: its first line is everything but the results, each
// further line is one result, the last one closes it. A download is cut out of these lines, so that
// numbers beyond 2^53 and the order of fields stay as they were written.

let lines = null;

function recordLines() {
  lines ??= document.getElementById("record").textContent.trim().split("\n");
  return lines;
}

/// The text of a record with the one result of that index: what `separatrix-check` reads.
export function resultRecord(index) {
  const all = recordLines();
  return `${all[0]}\n${all[index + 1].replace(/,$/, "")}\n${all[all.length - 1]}\n`;
}

/// The result of that index; whole numbers beyond 2^53 lose digits here, except in formulas, which
/// write them as strings.
export function resultAt(index) {
  return JSON.parse(recordLines()[index + 1].replace(/,$/, ""));
}

export function wholeRecord() {
  return `${recordLines().join("\n")}\n`;
}

export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has its own reference once the click is handled.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function button(text, label, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", action);
  return made;
}

/// Puts download buttons where the page has results with certificates, and below the heading.
export function addDownloads() {
  for (const place of document.querySelectorAll("[data-certificate]")) {
    const index = Number(place.dataset.certificate);
    const name = place.dataset.file;
    place.append(
      button("Download certificate", `Download certificate ${name}`, () =>
        download(name, "application/json", resultRecord(index)),
      ),
    );
  }
  document
    .getElementById("downloads")
    .append(
      button("Download the record", null, () =>
        download("record.json", "application/json", wholeRecord()),
      ),
    );
}
