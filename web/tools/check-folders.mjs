// Does every import in src/ go downwards in the order of the folders?
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Each line may import the lines below it. Folders on one line are siblings, and never import each other. */
const order = [
  ["app"],
  ["pages"],
  ["views", "search", "notifications"],
  ["tickets"],
  ["conversations"],
  ["crm"],
  ["work"],
  ["users"],
  ["live"],
  ["api"],
  ["ui"],
  ["lib"],
];
const rank = new Map(order.flatMap((folders, line) => folders.map((folder) => [folder, line])));
const src = fileURLToPath(new URL("../src", import.meta.url));
const faults = [];

function folderOf(path) {
  return relative(src, path).split(/[\\/]/)[0];
}

for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const from = folderOf(file);
  if (!rank.has(from)) faults.push(`${relative(src, file)}: the folder is not in the order`);
  for (const [, target] of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
    const path = target.startsWith("~/")
      ? join(src, target.slice(2))
      : target.startsWith(".")
        ? resolve(dirname(file), target)
        : null;
    if (path === null) continue;
    const to = folderOf(path);
    if (to === from || to === "locales") continue;
    if (!rank.has(to) || rank.get(to) <= rank.get(from))
      faults.push(`${relative(src, file)}: ${from}/ may not import ${to}/`);
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
