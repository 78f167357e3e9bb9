// The page as its reader uses it: each test opens it anew in Chromium, with the network watched.
// Usage: node page_test.mjs DINGTU CHROMIUM

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { region, tree } from "./graphs.mjs";

const [dingtu, executablePath] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "dingtu-page-"));

function exported(name, text) {
  writeFileSync(join(folder, `${name}.jsonl`), text);
  const db = join(folder, `${name}.db`), page = join(folder, `${name}.html`);
  execFileSync(dingtu, ["--db", db, "import", join(folder, `${name}.jsonl`)], { stdio: "pipe" });
  execFileSync(dingtu, ["--db", db, "export", "-o", page], { stdio: "pipe" });
  return page;
}

const tests = [];
const test = (name, run, graph = "region") => tests.push({ name, run, graph });
const shown = (page, what) => page.locator(`${what}:not(.off)`).count();
const card = (page) => page.locator("#card h3").innerText();
const boxOf = (page, name) => page.locator("#legend label").filter({ hasText: name }).locator("input");

async function search(page, text) {
  await page.fill("#search", text);
  const first = page.locator("#hits li").first();
  return first.innerText();
}

/** Clicks where the middle of a line is on the screen. */
async function clickLine(page, index) {
  const at = await page.evaluate((i) => {
    const path = document.querySelectorAll("path.line")[i];
    const middle = path.getPointAtLength(path.getTotalLength() / 2);
    const point = new DOMPoint(middle.x, middle.y).matrixTransform(path.getScreenCTM());
    return { x: point.x, y: point.y };
  }, index);
  await page.mouse.click(at.x, at.y);
}

const indexOfLine = (page, evidence) => page.evaluate((wanted) =>
  JSON.parse(document.getElementById("graph-data").textContent).lines
    .findIndex((line) => line.properties.evidence === wanted), evidence);

/** Waits until the picture has been moved from `before`. */
async function movedFrom(page, before) {
  for (let tries = 0; tries < 200; ++tries) {
    if ((await transform(page)) !== before) return;
    await page.waitForTimeout(50);
  }
  assert.fail("the picture stays where it was");
}
const transform = (page) => page.locator("g.graph").getAttribute("transform");

test("a name, an alias, pinyin and its initials find an entity", async (page) => {
  for (const text of ["禾芯科技", "Hexin Tech", "hexintech", "hexinkeji", "hxkj"]) {
    assert.match(await search(page, text), /禾芯科技有限公司/, text);
  }
  await page.fill("#search", "没有这个");
  assert.match(await page.locator("#hits").innerText(), /没有找到/);
});

test("a click on an entity opens its card", async (page) => {
  await page.locator("circle.node").first().waitFor();
  const id = await page.evaluate(() => JSON.parse(document.getElementById("graph-data").textContent)
    .nodes.find((node) => node.caption === "禾芯科技有限公司").id);
  await page.locator(`#${id}`).click();
  assert.equal(await card(page), "禾芯科技有限公司");
  const text = await page.locator("#card").innerText();
  for (const part of ["420", "Hexin Tech", "企业", "位于", "钱塘区", "研发补助"]) assert.ok(text.includes(part), part);
});

test("a click on a relation shows its sentence with the evidence marked, and its document", async (page) => {
  await clickLine(page, await indexOfLine(page, "禾芯科技位于钱塘区"));
  const quote = page.locator("#card blockquote");
  const text = await page.locator("#card").innerText();
  assert.equal(await quote.locator("mark").innerText(), "禾芯科技位于钱塘区");
  assert.equal(await quote.innerText(), "据悉，禾芯科技位于钱塘区，员工四百余人。");
  assert.ok(text.includes("2025 年度报告") && text.includes("12–40"), text);
  await page.locator("#card .soft .go").click();
  assert.equal(await card(page), "2025 年度报告");
});

test("the legend switches entities and relations off and on", async (page) => {
  const nodes = await shown(page, "circle.node"), lines = await shown(page, "path.line");
  await boxOf(page, "区县").click();
  assert.equal(await shown(page, "circle.node"), nodes - 1);
  await boxOf(page, "区县").click();
  await boxOf(page, "获得").click();
  assert.equal(await shown(page, "path.line"), lines - 2);
  await boxOf(page, "获得").click();
  assert.equal(await shown(page, "path.line"), lines);
});

test("a period leaves out relations of other years, and on request those without any", async (page) => {
  const lines = await shown(page, "path.line");
  await page.fill("#from", "2024");
  await page.press("#from", "Tab");
  assert.equal(await shown(page, "path.line"), lines - 1);
  await page.locator("#undated").click();
  assert.equal(await shown(page, "path.line"), 1);
});

test("the table has the same data, sorts and filters", async (page) => {
  await page.click("#table-button");
  assert.equal(await page.locator("#table tbody tr").count(), 8);
  await page.click("#tab-lines");
  assert.equal(await page.locator("#table tbody tr").count(), 7);
  await page.fill("#table-filter", "研发补助");
  assert.equal(await page.locator("#table tbody tr").count(), 3);
  await page.locator("#table tbody tr").filter({ hasText: "提供方" }).click();
  assert.equal(await card(page), "提供方");
  await boxOf(page, "支持").click();
  assert.equal(await page.locator("#table tbody tr").count(), 0);
});

test("a double click leaves the surroundings of an entity alone in the picture", async (page) => {
  const id = await page.evaluate(() => JSON.parse(document.getElementById("graph-data").textContent)
    .nodes.find((node) => node.caption === "研发补助").id);
  await page.locator(`#${id}`).dblclick();
  assert.equal(await shown(page, "circle.node"), 4);
  assert.match(await page.locator("#focus-bar").innerText(), /研发补助 周边 1 步/);
  await page.click("#focus-bar button");
  assert.equal(await shown(page, "circle.node"), 8);
});

test("the keyboard does what the mouse does", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("qingheji");
  await page.keyboard.press("Enter");
  assert.equal(await card(page), "青禾机器人股份有限公司");
  await page.keyboard.press("Enter");
  assert.equal(await shown(page, "circle.node"), 2);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  assert.equal(await shown(page, "circle.node"), 8);
  await page.keyboard.press("t");
  assert.ok(await page.locator("#table").isVisible());
  await page.keyboard.press("?");
  assert.ok(await page.locator("#help").isVisible());
  await page.keyboard.press("Escape");
  const before = await transform(page);
  await page.keyboard.press("+");
  await movedFrom(page, before);
});

test("an arrow key goes from an entity to its neighbour", async (page) => {
  await search(page, "研发补助");
  await page.press("#search", "Enter");
  const seen = new Set();
  for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
    await page.keyboard.press(key);
    seen.add(await card(page));
  }
  assert.ok(seen.size > 1, [...seen].join());
});

test("light and dark, Chinese and English", async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.keyboard.press("d");
  assert.notEqual(await paper(), light);
  assert.match(await page.locator("#legend").innerText(), /企业/);
  await page.keyboard.press("l");
  assert.match(await page.locator("#legend").innerText(), /Firm[^]*LOCATED_IN/);
  assert.equal(await page.locator("#search").getAttribute("placeholder"), "Search names and aliases");
});

test("what is shown is saved as SVG and PNG", async (page) => {
  const saved = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
    return readFileSync(await download.path());
  };
  const svg = (await saved("#save-svg")).toString("utf8");
  writeFileSync(join(folder, "saved.svg"), svg);
  assert.ok(svg.startsWith("<?xml") && svg.includes("禾芯科技") && svg.includes("企业 4"), svg.slice(0, 200));
  const parses = await page.evaluate((text) =>
    new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null, svg);
  assert.ok(parses, "the saved picture is no XML");
  const png = await saved("#save-png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.length > 10000, `${png.length} bytes`);
});

test("hostile names stay text", async (page) => {
  assert.equal(await page.title(), "Dingtu");
  assert.equal(await page.locator("img, iframe, object").count(), 0);
  assert.equal(await page.locator("script").count(), 2);
  await search(page, "</script>");
  await page.press("#search", "Enter");
  assert.match(await card(page), /^<\/script><script>/);
});

test("2,100 entities: the page says what it left out and can be moved", async (page) => {
  assert.equal(await page.locator("circle.node").count(), 2000);
  assert.match(await page.locator("#note").innerText(), /2000[^]*2100/);
  const before = await transform(page);
  await page.locator("#stage").hover();
  await page.mouse.wheel(0, -400);
  await movedFrom(page, before);
  await search(page, "企业7号");
  await page.press("#search", "Enter");
  assert.equal(await card(page), "企业7号");
}, "tree");

/** Opens the page, runs one test, and gives what went wrong. */
async function attempt(browser, url, run) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "zh-CN", acceptDownloads: true });
  const faults = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("data:") && !request.url().startsWith("blob:") && request.url() !== url) {
      faults.push(`asks for ${request.url()}`);
    }
  });
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") faults.push(message.text()); });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("dialog", (dialog) => { faults.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.setDefaultTimeout(20000);
  try {
    await page.goto(url);
    await run(page);
  } catch (error) {
    faults.push(error.stack);
  }
  await page.close();
  return faults;
}

const pages = { region: exported("region", region), tree: exported("tree", tree(2100)) };
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
let failed = 0;
for (const { name, run, graph } of tests) {
  const faults = await attempt(browser, pathToFileURL(pages[graph]).href, run);
  console.log(`${faults.length === 0 ? "ok    " : "FAILED"} ${name}`);
  faults.forEach((fault) => console.log(`       ${fault}`));
  failed += faults.length > 0 ? 1 : 0;
}
await browser.close();
rmSync(folder, { recursive: true });
process.exit(failed > 0 ? 1 : 0);
