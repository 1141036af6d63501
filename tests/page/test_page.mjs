// The page in headless Chromium, as a reader uses it: filters, sorting, hovering, downloads, the
// atlas, the keyboard, a phone, dark mode, print, and without scripts.
//   node test_page.mjs SEPARATRIX CHECKER WRITE_PAGE FOLDER
// FOLDER holds node_modules with playwright-core.
// Exit code 77: skipped, because there is no browser or Node.js is too old.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [separatrix, checker, writePage, packages] = process.argv.slice(2);
const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
if (!browserPath || Number(process.versions.node.split(".")[0]) < 20) {
  console.log("skipped: needs Chromium (package chromium) and Node.js 20");
  process.exit(77);
}
const { chromium } = createRequire(join(packages, "package.json"))("playwright-core");

const folder = mkdtempSync(join(tmpdir(), "page-"));
execFileSync(writePage, [folder]);
const sample = pathToFileURL(join(folder, "index.html")).href;
const record = JSON.parse(readFileSync(join(folder, "record.json"), "utf8"));
const audits = record.results.filter(({ kind }) => kind === "audit").length;

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    .concat(["--disable-background-networking", "--disable-component-update"]),
});

/// Runs `test` on a page of its own; nothing may be written to the console or asked for elsewhere.
async function check(name, options, test) {
  const { address = sample, ...settings } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("blob:"))
      faults.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  await test(page, faults);
  assert.deepEqual(faults, [], name);
  await context.close();
  console.log(`ok  ${name}`);
}

const visible = (page, rows) => page.locator(rows).filter({ visible: true });
const resultRows = "[data-status]";
const cells = record.results.filter(({ kind }) => kind === "atlas").length;

async function downloaded(page, button) {
  const waiting = page.waitForEvent("download");
  await button.click();
  const file = await waiting;
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return { path, text: readFileSync(path, "utf8") };
}

try {
  await check("the checks see a fault", {}, async (page, faults) => {
    await page.evaluate(() => console.error("planted"));
    await page.evaluate(() => fetch("https://separatrix.invalid/").catch(() => {}));
    assert.ok(faults.some((fault) => fault.includes("planted")));
    // The page's own policy stops what is asked for elsewhere before it leaves.
    assert.ok(faults.some((fault) => fault.includes("Content Security Policy")));
    assert.ok(!faults.some((fault) => fault.startsWith("request")));
    faults.length = 0;
  });

  await check("filters", {}, async (page) => {
    assert.equal(await visible(page, resultRows).count(), record.results.length);
    for (const field of ["status", "kind", "theorem"]) {
      const menu = page.locator(`#filter-${field}`);
      for (const value of await menu.locator("option").evaluateAll((all) => all.map((o) => o.value))) {
        if (value === "") continue;
        await menu.selectOption(value);
        const expected = record.results.filter((result) => result[field] === value).length;
        assert.equal(await visible(page, resultRows).count(), expected, `${field} ${value}`);
        assert.equal(await page.locator("#count").textContent(),
          `${expected} of ${record.results.length} results`);
      }
      await page.getByRole("button", { name: "Clear" }).click();
    }
    await page.getByLabel("Words").fill("QUADRATIC 4096");
    assert.equal(await visible(page, resultRows).count(), 1);
    await page.locator("#filter-status").selectOption("refuted");
    assert.equal(await visible(page, resultRows).count(), 0);
    assert.equal(await visible(page, ".nothing").count(), 4);
    await page.getByRole("button", { name: "Clear" }).click();
    assert.equal(await visible(page, resultRows).count(), record.results.length);
    await page.locator("#T1").getByRole("link").click();
    const ofT1 = record.results.filter(({ theorem }) => theorem === "T1").length;
    assert.equal(await visible(page, resultRows).count(), ofT1);
  });

  await check("sorting", {}, async (page) => {
    const heading = page.locator("#results th", { hasText: "Width" });
    const widths = () =>
      page.locator("#results tbody tr").evaluateAll((rows) =>
        rows.map((row) => row.cells[4].textContent.trim()));
    const expected = record.results
      .filter(({ kind }) => kind !== "audit" && kind !== "atlas")
      .map(({ measures }) => measures?.width);
    const known = expected.filter((width) => width !== undefined);
    const unknown = Array(expected.length - known.length).fill("");
    const before = await widths();
    for (const [order, sign] of [["ascending", 1], ["descending", -1]]) {
      await heading.getByRole("button").click();
      assert.equal(await heading.getAttribute("aria-sort"), order);
      const sorted = [...known].sort((a, b) => sign * (a - b)).map(String);
      assert.deepEqual(await widths(), [...sorted, ...unknown]);
    }
    assert.notDeepEqual(before, await widths());
  });

  await check("drawings, hovering, data", {}, async (page) => {
    const figure = page.locator("figure[id]").first();
    const data = JSON.parse(await page.locator("#figures").textContent())[0];
    const points = data.series.flatMap(({ points }) => points);
    await figure.scrollIntoViewIfNeeded();
    const marks = figure.locator("svg [aria-label=dot] path");
    await marks.first().waitFor();
    assert.equal(await marks.count(), points.length);
    assert.equal(await figure.locator("tbody tr").count(), points.length);
    const tip = figure.locator("svg [aria-label=tip]");
    assert.equal((await tip.textContent()).trim(), "");
    for (const index of [0, points.length - 1]) {
      await marks.nth(index).hover({ force: true });
      for (const exact of [points[index].exact_x, points[index].exact_y])
        await tip.filter({ hasText: exact }).waitFor({ state: "attached", timeout: 5000 });
    }
    const wide = await figure.locator("svg[viewBox]").last().getAttribute("width");
    await page.setViewportSize({ width: 420, height: 800 });
    await page.waitForFunction((before) =>
      document.querySelector("figure[id] .canvas svg[viewBox][aria-label]").getAttribute("width") !==
        before, wide);
    const { text } = await downloaded(page, figure.getByRole("button", { name: /Download SVG/ }));
    assert.ok(text.startsWith("<svg") && !text.includes("var("));
  });

  // What the cells of the sample say, by row, at the sizes of the sliders.
  const lowers = (page) => page.locator("#atlas tbody tr").evaluateAll((rows) => Object.fromEntries(
    rows.map((row) => [row.cells[0].textContent,
      [...row.querySelectorAll(".lower")].map((lower) => lower.textContent)])));
  const unknown = "no bound known to this program";
  const slide = async (page, name, words) => {
    const input = page.locator(`.sizes .${name} input`);
    await input.focus();
    for (let i = 0; i < 200; ++i) {
      const text = await input.getAttribute("aria-valuetext");
      // The cells follow in the next frame.
      if (text === words) return page.evaluate(() => new Promise(requestAnimationFrame));
      const now = BigInt(text.split(" ").pop());
      await page.keyboard.press(now < BigInt(words.split(" ").pop()) ? "ArrowRight" : "ArrowLeft");
    }
    assert.fail(`no ${words}`);
  };

  await check("the atlas at the record's sizes and at others", {}, async (page) => {
    const own = { Linformer: ["L k m p' >= 8"], rnn: ["m >= 1", "m >= 3"],
      window: ["impossible", "impossible"], softmax: [unknown, "m >= ?"] };
    assert.deepEqual(await lowers(page), own);
    const away = page.locator("#atlas .away").first();
    assert.ok(await away.isHidden());
    await slide(page, "bits", "p = 1");
    // 3^56 in bits; 64 / 2 bits; the hand-made row needs n + 1.
    const narrow = await lowers(page);
    assert.deepEqual(narrow.rnn, ["m >= 32", "m >= 89"]);
    assert.deepEqual(narrow.Linformer, ["m >= 65"]);
    assert.ok(await away.isHidden());
    await slide(page, "size", "n = 1048576");
    const large = await lowers(page);
    const length = (3n ** (2n ** 20n - 8n)).toString(2).length;
    assert.deepEqual(large.rnn, [`m >= ${2 ** 19}`, `m >= ${length}`]);
    assert.deepEqual(large.window, ["impossible", "impossible"]);
    assert.ok((await away.textContent()).includes("certified at n = 64"));
    assert.ok(await away.isVisible());
    assert.ok((await page.locator("#atlas h3").textContent()).startsWith("n = 1048576, p = 1 "));
    await slide(page, "size", "n = 8"); // no cut after 0 tokens; the window sees all
    const small = await lowers(page);
    assert.deepEqual(small.rnn, ["m >= 4", "-"]);
    assert.deepEqual(small.window, ["m >= 1", "-"]); // 20 bits at any width, 4 needed
    await page.getByRole("button", { name: "The record's sizes" }).click();
    await away.waitFor({ state: "hidden" });
    assert.deepEqual(await lowers(page), own);
  });

  await check("pointing at a cell of the atlas, sorting, its certificate", {}, async (page) => {
    const place = page.locator("#atlas .cell", { hasText: "m >= 3" });
    const about = place.locator(".about");
    assert.ok(await about.isHidden());
    await place.hover();
    assert.ok(await about.isVisible());
    assert.ok((await about.textContent()).includes("89 bits needed; 96 cross with m = 3"));
    await page.mouse.move(0, 0);
    assert.ok(await about.isHidden());
    await place.locator("summary").focus();
    assert.ok(await about.isVisible());
    const order = () => page.locator("#atlas tbody th").allTextContents();
    const heading = page.locator("#atlas th", { hasText: "equality" }).getByRole("button");
    await heading.click();
    assert.equal((await order())[0], "rnn");
    await heading.click();
    assert.equal((await order())[0], "window");
    await page.locator("#atlas th", { hasText: "index-lookup" }).getByRole("button").click();
    assert.deepEqual((await order()).slice(0, 2), ["rnn", "window"]);
    await place.locator("summary").click();
    assert.ok(await about.isHidden());
    const { text } = await downloaded(page, place.getByRole("button", { name: /Download/ }));
    assert.equal(JSON.parse(text).results[0].architecture, "rnn");
  });

  await check("certificates are the record's", {}, async (page) => {
    const index = record.results.findLastIndex(({ certificate }) => certificate?.remark);
    const original = record.results[index];
    await page.locator(`#r${index} summary`).click();
    const { path, text } = await downloaded(
      page, page.locator(`#r${index}`).getByRole("button", { name: /Download certificate/ }));
    const given = JSON.parse(text);
    assert.deepEqual(given, { ...record, results: [original] });
    // What JSON.parse would lose: digits beyond 2^53, the order of fields.
    assert.ok(text.includes('"seed":18446744073709551615'));
    assert.ok(text.includes('"order":{"b":1,"10":2,"9":3}'));
    // The stand-alone checker reads it, but nobody can check this sample.
    assert.throws(() => execFileSync(checker, [path], { stdio: "pipe" }),
      ({ status, stdout }) => status === 3 && stdout.toString().startsWith("not checked"));
    const whole = await downloaded(page, page.getByRole("button", { name: "Download the record" }));
    assert.deepEqual(JSON.parse(whole.text), record);
  });

  const real = mkdtempSync(join(folder, "real-"));
  const written = join(real, "record.json");
  const command = ["vectors", "--family", "dual-bch", "--n", "64", "--gamma", "1/2"];
  execFileSync(separatrix, [...command, "--json", written], { stdio: "pipe" });
  execFileSync(writePage, [real, written]);
  const address = pathToFileURL(join(real, "index.html")).href;
  await check("the checker accepts a downloaded certificate", { address }, async (page) => {
    await page.locator("#results summary").click();
    const button = page.getByRole("button", { name: /Download certificate/ });
    const { path } = await downloaded(page, button);
    assert.ok(execFileSync(checker, [path]).toString().startsWith("accepted"));
    assert.ok((await page.locator("#results dl").textContent()).includes(command.join(" ")));
  });

  await check("the keyboard reaches and operates all", {}, async (page) => {
    const controls = await page.evaluate(() => {
      const all = "a[href], button:not(:disabled), input, select, summary, [tabindex='0']";
      return [...document.querySelectorAll(all)].filter((e) => e.checkVisibility()).length;
    });
    let reached = 0;
    for (; reached <= controls; ++reached) {
      await page.keyboard.press("Tab");
      const state = await page.evaluate(() => {
        const active = document.activeElement;
        if (active === document.body || active.dataset.seen) return null;
        active.dataset.seen = "yes";
        return getComputedStyle(active).outlineStyle;
      });
      if (state === null) break;
      assert.notEqual(state, "none", "the focus is visible");
    }
    assert.equal(reached, controls);
    await page.getByLabel("Words").focus();
    await page.keyboard.type("refuted");
    const details = page.locator("#results details").filter({ visible: true }).first();
    await details.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.ok(await details.getByText("counterexample").isVisible());
    await page.locator("#results th button").first().focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator("#results th").first().getAttribute("aria-sort"), "ascending");
  });

  for (const width of [360, 1280]) {
    await check(`nothing overflows at ${width} px`, { viewport: { width, height: 740 } },
      async (page) => {
        await page.locator("details").evaluateAll((all) => all.forEach((d) => (d.open = true)));
        const [inner, outer] = await page.evaluate(() =>
          [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(inner <= outer, `${inner} > ${outer}`);
      });
  }

  const colors = (page) => page.evaluate(() => {
    const style = getComputedStyle(document.body);
    const pill = getComputedStyle(document.querySelector(".pill"));
    return [style.backgroundColor, style.color, pill.color];
  });
  let light;
  await check("light", { colorScheme: "light" }, async (page) => { light = await colors(page); });
  await check("dark mode has its own colours", { colorScheme: "dark" }, async (page) => {
    (await colors(page)).forEach((color, i) => assert.notEqual(color, light[i]));
  });

  await check("print unfolds the results and leaves out the controls", {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    const parts = visible(page, "details.result dl");
    assert.equal(await parts.count(), record.results.length - cells);
    assert.equal(await visible(page, "#atlas .cell summary").count(), cells);
    assert.equal(await visible(page, "#filters, .sizes, dd button, figure > button").count(), 0);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    assert.equal(await page.locator("details.result[open]").count(), 0);
  });

  await check("complete without scripts", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await visible(page, resultRows).count(), record.results.length);
    assert.equal(await visible(page, "#audit tbody tr").count(), audits);
    assert.ok((await visible(page, "#theorems tbody tr").count()) > 20);
    await page.locator("#results summary").first().click();
    assert.ok(await page.locator("#results dl").first().isVisible());
    await page.locator("figure summary").first().click();
    assert.ok(await page.locator("figure tbody tr").first().isVisible());
    await page.locator("#atlas summary").first().click();
    assert.ok(await page.locator("#atlas dl").first().isVisible());
    assert.equal(await visible(page, "button, .canvas, .sizes").count(), 0);
  });
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
