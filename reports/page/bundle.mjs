// Bundles the page's scripts and styles and writes them as C++:
//   node bundle.mjs OUT.cpp
// Run in a folder that holds these sources and `node_modules`. Texts are split into pieces, because
// a string literal need not hold more than 65536 characters.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const pieceLength = 60000;

/// The licence texts of the packages in the bundle, each text once.
function notice(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const folder = /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input);
    if (folder) folders.add(folder[0]);
  }
  const packagesByText = new Map();
  for (const folder of [...folders].sort()) {
    const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const text = readFileSync(`${folder}/LICENSE`, "utf8").trim().replaceAll("*/", "* /");
    packagesByText.set(text, [...(packagesByText.get(text) ?? []), `${name} ${version}`]);
  }
  return [...packagesByText].map(([text, names]) => `${names.join(", ")}\n\n${text}`);
}

async function bundle(entry) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2020", "chrome100", "firefox100", "safari15"],
    charset: "ascii",
    legalComments: "inline",
    logLevel: "warning",
    metafile: true,
    write: false,
  });
  const notices = notice(Object.keys(metafile.inputs));
  const heading = notices.length === 0 ? "" : `/*!\n${notices.join("\n\n---\n\n")}\n*/\n`;
  return heading + outputFiles[0].text;
}

function literal(name, text) {
  if (text.includes(')~separatrix~"')) throw new Error(`${name} holds the end of its literal`);
  const pieces = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    pieces.push(`R"~separatrix~(${text.slice(at, at + pieceLength)})~separatrix~"sv`);
  }
  return `constexpr std::string_view ${name}_pieces[] = {${pieces.join(",\n")}};\n`;
}

writeFileSync(
  process.argv[2],
  `// Generated from reports/page by bundle.mjs; edit those files.
#include "reports/embedded.hpp"

namespace separatrix::embedded {
namespace {
using namespace std::string_view_literals;
${literal("page_style", await bundle("page.css"))}
${literal("page_script", await bundle("page.js"))}
}  // namespace

const std::span<const std::string_view> page_style = page_style_pieces;
const std::span<const std::string_view> page_script = page_script_pieces;

}  // namespace separatrix::embedded
`,
);
