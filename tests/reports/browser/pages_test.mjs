// Pages of every outcome in a real browser. OCSSIM_PAGES is a folder of pages; of each: no request,
// no complaint, every chart drawn, no serious accessibility finding, light and dark.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, seriousFindings, withoutScripts } from "./browser.mjs";

const folder = process.env.OCSSIM_PAGES;
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".html") && !name.startsWith("stripped-"))
  .map((name) => name.slice(0, -5));
const fileOf = (name) => join(folder, `${name}.html`);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("there are pages to look at", () => assert.ok(names.length > 0));

for (const name of names) {
  test(`${name}: draws all charts, asks for nothing, complains of nothing`, async () => {
    const { page, context, seen } = await open(browser, fileOf(name));
    const figures = await page.locator("figure.chart").count();
    assert.equal(await page.locator("html").getAttribute("data-drawn"), String(figures));
    const empty = await page.locator("figure.chart .plot").evaluateAll((plots) =>
      plots.filter((plot) => plot.querySelectorAll("svg path, svg text").length < 3)
        .map((plot) => plot.closest("figure").id));
    assert.deepEqual(empty, []);
    assert.deepEqual(seen, { requests: [], complaints: [], dialogs: [] });
    await context.close();
  });

  test(`${name}: no serious accessibility finding, light and dark`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { page, context } = await open(browser, fileOf(name), { colorScheme });
      assert.deepEqual(await seriousFindings(page), [], colorScheme);
      await context.close();
    }
  });

  test(`${name}: without scripts every finding and table remains`, async () => {
    const whole = await open(browser, fileOf(name));
    const count = (page) =>
      page.evaluate(() => ({
        findings: [...document.querySelectorAll(".finding")].map((one) => one.textContent),
        tables: [...document.querySelectorAll("table")].map((one) => one.textContent.length),
        cards: document.querySelectorAll(".cards > li").length,
      }));
    const expected = await count(whole.page);
    await whole.context.close();
    const stripped = join(folder, `stripped-${name}.html`);
    writeFileSync(stripped, withoutScripts(readFileSync(fileOf(name), "utf8")));
    const bare = await open(browser, stripped, { javaScriptEnabled: false });
    const left = await bare.page.evaluate(() => ({
      scripts: document.scripts.length,
      places: [...document.querySelectorAll("figure.chart")].map((figure) => [
        figure.querySelector(".undrawn")?.textContent.includes(
          figure.querySelector("caption")?.textContent ?? "no caption"),
        figure.querySelectorAll("details table").length,
      ]),
    }));
    assert.equal(left.scripts, 0);
    for (const place of left.places) assert.deepEqual(place, [true, 1]);
    assert.deepEqual(await count(bare.page), expected);
    await bare.context.close();
  });
}

test("a hostile name is inert", async () => {
  const { page, context, seen } = await open(browser, fileOf("hostile"));
  assert.deepEqual(seen.dialogs, []);
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await page.title(), "</script><img src=x onerror=alert(1)> · capacity report");
  // Its text is on the page, and in the tooltip of a chart.
  assert.match(await page.locator("header").innerText(), /onerror=alert\(1\)/);
  await page.locator("#chart-headroom .plot").hover({ position: { x: 260, y: 24 } });
  await page.waitForTimeout(100);
  assert.equal(await page.locator("img").count(), 0);
  await context.close();
});

test("every outcome says its verdict in its largest letters", async () => {
  const words = {
    met: "MET",
    not_met: "NOT MET",
    nothing_completed: "INCONCLUSIVE",
    interrupted: "INTERRUPTED",
    verify: "NOT VERIFIED",
  };
  for (const [name, word] of Object.entries(words)) {
    const { page, context } = await open(browser, fileOf(name));
    assert.equal((await page.locator("h1").innerText()).replace(/^\S+ /, ""), word);
    await context.close();
  }
});

test("an unstable run shows no time, and says why", async () => {
  const { page, context } = await open(browser, fileOf("unstable"));
  const text = await page.locator("main").innerText();
  assert.match(text, /unstable/);
  assert.match(text, /withheld/);
  await context.close();
});

test("data for programs: none, summary, full", async () => {
  const answers = {};
  for (const name of ["bare", "met", "full"]) {
    const { page, context } = await open(browser, fileOf(name));
    answers[name] = await page.evaluate(
      () => JSON.parse(document.getElementById("answer-data")?.textContent ?? "null"));
    await context.close();
  }
  assert.equal(answers.bare, null);
  assert.equal(answers.met.verdict, "met");
  assert.equal(answers.met.components, undefined);
  assert.ok(answers.full.components["front_end[3]"]);
});

test("a sweep of 200 points stays within 2.5 MB, others within 1.2 MB", () => {
  for (const name of names) {
    const limit = name === "sweep_200" ? 2.5e6 : 1.2e6;
    const { size } = statSync(fileOf(name));
    assert.ok(size <= limit, `${name}: ${size} bytes`);
  }
});
