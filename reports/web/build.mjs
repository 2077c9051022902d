// node build.mjs [FOLDER]: bundles the script and the style of a report, and the hash by which a
// page's content security policy knows the script. Called by CMake; needs no network.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(here, "dist");

const shared = {
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};
const script = await build({
  ...shared,
  entryPoints: [join(here, "src/main.ts")],
  format: "iife",
  target: "es2020",
  define: { "process.env.NODE_ENV": '"production"', __DEV__: "false" },
});
const style = await build({ ...shared, entryPoints: [join(here, "src/style.css")] });

// The licence asks that its notice travels with every copy.
const notice = "/* Charts: Apache ECharts, (c) Apache Software Foundation, Apache-2.0 */\n";
const code = notice + script.outputFiles[0].text;
if (/<\/script|<!--/i.test(code)) throw new Error("the script would end its own element");

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "report.js"), code);
writeFileSync(join(folder, "report.css"), style.outputFiles[0].text);
const hash = createHash("sha256").update(code, "utf8").digest("base64");
writeFileSync(join(folder, "report.js.sha256"), `sha256-${hash}`);
