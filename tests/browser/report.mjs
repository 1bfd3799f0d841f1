// The HTML report in a browser, as a reader meets it: node report.mjs WSALOG FOLDER
//
// FOLDER holds node_modules (see package.json) and gets the logs, the pages and the pictures; look
// at FOLDER/pictures after a change of the page. CHROMIUM names the browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const [program, folder] = process.argv.slice(2).map((name) => path.resolve(name));
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(path.join(folder, "package.json"));
const { chromium } = require("playwright-core");
const { HtmlValidate } = require("html-validate");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const pictures = path.join(folder, "pictures");
fs.mkdirSync(pictures, { recursive: true });

// Logs

const day = "2026-03-02 ";
const clock = (second) => new Date(second * 1000).toISOString().slice(11, 19);

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  '<a href="javascript:alert(1)">here</a>',
  "[here](javascript:alert(1))",
  "--></style></script><script>alert(1)</script><!--",
  "<iframe src=//example.invalid/></iframe>",
  "</pre></details></main><form action=http://example.invalid/><input autofocus onfocus=alert(1)>",
  "\u001b[31mred\u001b[0m \u001b]0;title\u0007",
  "\u202Etxt.exe\u202C \u2066\u2069",
  "=cmd|'/C calc'!A0",
  "&lt;script&gt; &#x3C;script&#x3E; &amp;",
  "{{constructor.constructor('alert(1)')()}} ${alert(1)}",
];

function hostileLog() {
  return hostile
    .map((text, i) => {
      const at = day + clock(i * 60);
      return [
        `${at} connect to ${text.replace(/\s/g, "_")}:443 failed: WSAECONNREFUSED (10061) ${text}`,
        `${at} ${text} send failed: WSAECONNRESET (10054): An existing connection was forcibly closed ${text}`,
      ].join("\n");
    })
    .join("\n");
}

// So many peers and samples that nothing of the kind can be listed in whole.
function crowdedLog() {
  const codes = [10054, 10060, 10061, 10048, 10055, 10013, 10065, 10038, 11001, 10106];
  const filler = "a long tale of what the server was about to do ".repeat(4);
  let text = "";
  for (let i = 0; i < 100000; i++) {
    const peer = `10.${i >> 14}.${(i >> 7) & 127}.${i & 127}:${1024 + (i % 60000)}`;
    text += `${day}${clock(i % 86400)} connect to ${peer} failed: error ${codes[i % codes.length]} socket ${filler}${i}\n`;
  }
  return text;
}

function run(...options) {
  return execFileSync(program, options, { cwd: root, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] });
}

const pages = {};

function report(name, ...input) {
  const page = path.join(folder, `${name}.html`);
  run("report", "-q", ...input, "-o", page);
  pages[name] = page;
}

function written(name, text) {
  const log = path.join(folder, `${name}.log`);
  fs.writeFileSync(log, text);
  return log;
}

report("samples", "samples", "--exclude", "README.md", "--title", "All samples");
report("hosts", "samples", "--exclude", "README.md", "--group-by", "host");
report("hostile", written("hostile", hostileLog()), "--title", hostile[0], "--note", hostile[1]);
report("nothing", "samples/no-errors.log");
report("crowded", written("crowded", crowdedLog()), "--samples", "50", "--top", "64");

// Browser

let browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser?.close());

// Opens a page, and ends with an assertion that it asked for nothing and complained of nothing.
async function visit(name, options, look) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints = [];
  const address = pathToFileURL(pages[name]).href;
  try {
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error}`));
    page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on("popup", () => complaints.push("another window"));
    page.on("request", (request) => {
      if (request.url().split("#")[0] !== address) complaints.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    await look(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(complaints, []);
}

const all = () => Object.keys(pages);
const unfold = (page) => page.evaluate(() => {
  document.querySelectorAll("details").forEach((d) => { d.open = true; });
});

// Tests

test("the pages are valid HTML", async () => {
  const checker = new HtmlValidate({
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: { "long-title": "off", "no-inline-style": "error", "no-trailing-whitespace": "off" },
  });
  for (const name of all()) {
    const result = await checker.validateFile(pages[name]);
    const messages = result.results.flatMap((r) => r.messages);
    assert.deepEqual(messages.slice(0, 5).map((m) => `${name}:${m.line}:${m.column} ${m.ruleId}: ${m.message}`), []);
  }
});

test("the pages keep to their sizes", () => {
  const size = (name) => fs.statSync(pages[name]).size;
  assert.ok(size("nothing") < 60000, `nothing found: ${size("nothing")} bytes`);
  for (const name of all()) assert.ok(size(name) < 300000, `${name}: ${size(name)} bytes`);
  assert.match(fs.readFileSync(pages.crowded, "utf8"), /left out|others|more/);
});

test("Markdown keeps to its size, the summary to its lines", () => {
  for (const log of ["crowded.log", "hostile.log"]) {
    const markdown = run("report", "-q", "-f", "md", "--samples", "50", "--top", "64", path.join(folder, log));
    assert.ok(markdown.length > 1000 && markdown.length < 60000, `${log}: ${markdown.length} bytes`);
    const summary = run("report", "-q", "--summary", path.join(folder, log)).toString();
    assert.ok(summary.trimEnd().split("\n").length <= 10, summary);
  }
});

test("the same input gives the same bytes", () => {
  for (const format of ["html", "md", "json", "csv", "text"]) {
    const options = ["report", "-q", "-f", format, path.join(folder, "crowded.log")];
    assert.ok(run(...options, "-j", "1").equals(run(...options, "-j", "2")), format);
  }
});

test("the policy allows the page's own style and script, and nothing else", () => {
  for (const name of all()) {
    const text = fs.readFileSync(pages[name], "utf8");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)[1];
    const hash = (element) => {
      const inside = new RegExp(`<${element}>([^]*?)</${element}>`).exec(text)[1];
      return `'sha256-${createHash("sha256").update(inside).digest("base64")}'`;
    };
    const directives = policy.split(";").map((directive) => directive.trim());
    assert.deepEqual(directives.slice(0, 3), [
      "default-src 'none'", `style-src ${hash("style")}`, `script-src ${hash("script")}`,
    ]);
  }
});

for (const colorScheme of ["light", "dark"]) {
  test(`accessible in ${colorScheme} colours`, async () => {
    for (const name of all()) {
      for (const viewport of [{ width: 1280, height: 900 }, { width: 400, height: 800 }]) {
        await visit(name, { colorScheme, viewport }, async (page) => {
          if (name !== "crowded") await unfold(page);
          // The protocol's evaluation is not bound by the page's policy, as a script element would be.
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => globalThis.axe.run());
          assert.deepEqual(
            violations.map((v) => `${name} ${viewport.width} ${v.id}: ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].failureSummary}`), []);
        });
      }
    }
  });
}

test("nothing is wider than the window", async () => {
  for (const name of all())
    for (const width of [320, 400, 768, 1280])
      await visit(name, { viewport: { width, height: 800 } }, async (page) => {
        await unfold(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} at ${width}: ${wide}`);
      });
});

test("text from logs is inert", async () => {
  await visit("hostile", {}, async (page) => {
    await unfold(page);
    const found = await page.evaluate(() => ({
      strangers: [...document.querySelectorAll("img, iframe, object, embed, link, base, [src], [action]")].length,
      scripts: document.scripts.length,
      handlers: [...document.querySelectorAll("*")].filter((e) =>
        [...e.attributes].some((a) => a.name.startsWith("on") || a.name === "style")).length,
      links: [...document.links].map((a) => a.getAttribute("href")).filter((href) => !href.startsWith("#")),
      mains: document.querySelectorAll("main").length,
      text: document.body.textContent,
      focus: document.activeElement.tagName,
      title: document.title,
    }));
    assert.deepEqual([found.strangers, found.scripts, found.handlers, found.mains], [0, 1, 0, 1]);
    assert.deepEqual(found.links, []);
    assert.equal(found.focus, "BODY");
    assert.equal(found.title, hostile[0]);
    assert.ok(found.text.includes("<script>alert(1)</script>"), "what was written can be read");
    // No control, no change of direction.
    assert.doesNotMatch(found.text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  });
});

test("search leaves what holds the words", async () => {
  await visit("samples", {}, async (page) => {
    const shown = () => page.locator("details.card:visible").count();
    const before = await shown();
    await page.getByLabel("Search").fill("10061 refused");
    const hits = await shown();
    assert.ok(hits > 0 && hits < before, `${hits} of ${before}`);
    for (const text of await page.locator("details.card:visible").allTextContents())
      assert.ok(text.includes("10061") && text.toLowerCase().includes("refused"));
    assert.match(await page.locator("#found").textContent(), new RegExp(`^${hits} entr`));
    await page.getByLabel("Search").fill("there is no such word");
    assert.equal(await shown(), 0);
    await page.getByLabel("Search").fill("");
    assert.equal(await shown(), before);
  });
});

test("columns sort, both ways, by keyboard too", async () => {
  await visit("samples", {}, async (page) => {
    const table = page.locator("main table").filter({ hasText: "Severity" }).first();
    const numbers = async () =>
      (await table.locator("tbody tr > :nth-child(2)").allTextContents()).map((t) => Number(t.replace(/\D/g, "")));
    const head = table.getByRole("button", { name: "Events" });
    await head.click();
    const falling = await numbers();
    assert.ok(falling.length > 5);
    assert.deepEqual(falling, [...falling].sort((a, b) => b - a));
    assert.equal(await table.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
    await head.focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await numbers(), [...falling].sort((a, b) => a - b));
    assert.equal(await table.locator("th[aria-sort]").getAttribute("aria-sort"), "ascending");
    await table.getByRole("button", { name: "Error" }).click();
    const names = await table.locator("tbody tr > :first-child").allTextContents();
    assert.deepEqual(names, [...names].sort());
  });
});

test("the keyboard reaches contents, search and errors", async () => {
  await visit("samples", {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    const summary = page.locator("details.card:not([open]) > summary").first();
    const card = await summary.evaluateHandle((s) => s.parentElement);
    await summary.focus();
    await page.keyboard.press("Enter");
    assert.equal(await card.evaluate((c) => c.open), true);
  });
});

test("a link to an error unfolds it", async () => {
  await visit("samples", {}, async (page) => {
    await page.getByRole("button", { name: "Fold all", exact: true }).click();
    assert.equal(await page.locator("details[open]").count(), 0);
    const link = page.locator('main table a[href^="#e"]').first();
    const id = (await link.getAttribute("href")).slice(1);
    await link.click();
    await page.locator(`#${id}`).waitFor({ state: "visible" });
    const top = await page.locator(`#${id}`).evaluate((e) => e.closest("details").getBoundingClientRect().bottom);
    assert.ok(top > 0);
  });
});

test("the contents do not hide the error that a link leads to", async () => {
  for (const name of ["samples", "hostile"])
    await visit(name, { viewport: { width: 400, height: 800 } }, async (page) => {
      await page.locator('main table a[href="#e10061"]').first().click();
      const [heading, contents] = await page.evaluate(() => [
        document.getElementById("e10061").closest("details").querySelector("h3").getBoundingClientRect(),
        document.querySelector("nav").getBoundingClientRect()]);
      assert.ok(heading.top >= contents.bottom && heading.top < 400, `${heading.top}, ${contents.bottom}`);
    });
  await visit("nothing", {}, async (page) => {
    assert.equal(await page.locator("nav").count(), 0, "one section needs no contents");
  });
});

test("a command is copied as it stands", async () => {
  await visit("samples", {}, async (page) => {
    await unfold(page);
    const command = page.locator("li > pre").first();
    const text = await command.locator("code").textContent();
    await command.getByRole("button").click();
    await page.getByLabel("Search").focus();
    await page.keyboard.press("Control+V");
    assert.equal(await page.getByLabel("Search").inputValue(), text.replace(/\n/g, ""));
  });
});

test("readable with scripts off", async () => {
  await visit("samples", { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.getByLabel("Search").isVisible(), false, "no control that does nothing");
    assert.equal(await page.locator("main table button").count(), 0);
    const card = page.locator("details.card:not([open])").first();
    await card.locator("summary").click();
    assert.ok(await page.getByText("What to do").first().isVisible());
    assert.ok((await page.locator("main").innerText()).length > 3000);
  });
});

test("says what made it, and in which zone times are", async () => {
  for (const name of all())
    await visit(name, {}, async (page) => {
      const text = await page.locator("body").textContent();
      assert.match(text, /wsalog \d+\.\d+/);
      assert.match(text, /[Rr]ules/);
      if (name !== "nothing") assert.match(text, /zone|UTC/);
    });
});

test("on paper everything is unfolded", async () => {
  await visit("samples", {}, async (page) => {
    await page.pdf({ path: path.join(pictures, "samples.pdf"), format: "A4", printBackground: true });
    await page.emulateMedia({ media: "print" });
    const hidden = await page.evaluate(() => [...document.querySelectorAll("details .body")]
      .filter((body) => !body.checkVisibility({ contentVisibilityAuto: true })).length);
    assert.equal(hidden, 0);
    await page.screenshot({ path: path.join(pictures, "samples-print.png"), fullPage: true });
  });
});

test("pictures for a look", async () => {
  for (const name of all())
    for (const width of [1280, 400])
      for (const colorScheme of ["light", "dark"])
        await visit(name, { colorScheme, viewport: { width, height: 900 } }, async (page) => {
          const file = path.join(pictures, `${name}-${width}-${colorScheme}.png`);
          await page.screenshot({ path: file, fullPage: name !== "crowded" });
          assert.ok(fs.statSync(file).size > 5000);
        });
});
