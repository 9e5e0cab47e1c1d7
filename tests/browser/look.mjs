// Opens pages in Chromium, as many as it is asked to, and tells what it sees.
// In: a JSON list of {html, width, dark, screenshot, target} on stdin; the last two, a file and an
// anchor, may be "".
// Out: for each {wide, inner, violations, asked, covering}: its width, that of the window, what
// axe-core objects to, the addresses that the page asked for, and what lies over the target.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const pages = JSON.parse(readFileSync(0, "utf8"));

const browser = await chromium.launch({
  executablePath: process.argv[2],
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
const seen = [];
for (const { html, width, dark, screenshot, target } of pages) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
    bypassCSP: true,
  });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.setContent(html);
  if (screenshot) await page.screenshot({ path: screenshot, fullPage: true });
  const [wide, inner] = await page.evaluate(() => [
    document.scrollingElement.scrollWidth,
    window.innerWidth,
  ]);
  const covering = await page.evaluate((id) => {
    const found = document.getElementById(id);
    if (!found) return id && `no ${id}`;
    found.scrollIntoView();
    const { left, top } = found.getBoundingClientRect();
    const seen = document.elementFromPoint(left + 30, top + 8);
    return found.contains(seen) ? "" : seen ? seen.textContent : "nothing: it is out of sight";
  }, target);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  seen.push({
    wide,
    inner,
    asked,
    covering,
    violations: violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`),
  });
  await context.close();
}
await browser.close();
process.stdout.write(JSON.stringify(seen));
