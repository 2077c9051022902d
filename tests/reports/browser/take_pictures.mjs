// node take_pictures.mjs PAGES FOLDER: pictures of the pages for the documents; two of the run, light
// and dark, one of each other page. Each stays below 300 KB.
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { launch, open } from "./browser.mjs";

const [pages, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const file of readdirSync(pages).filter((name) => name.endsWith(".html")).sort()) {
  const name = file.slice(0, -5);
  for (const colorScheme of name === "run" ? ["light", "dark"] : ["light"]) {
    const { page, context } = await open(browser, join(pages, file), {
      colorScheme,
      viewport: { width: 1200, height: 1500 },
    });
    const path = join(folder, `report-${name}${colorScheme === "dark" ? "-dark" : ""}.png`);
    await page.screenshot({ path });
    const { size } = statSync(path);
    console.log(`${path}: ${size} bytes`);
    if (size > 300_000) process.exitCode = 1;
    await context.close();
  }
}
await browser.close();
