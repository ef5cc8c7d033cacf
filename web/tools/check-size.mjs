// Is what a browser loads before it shows anything at most 250 kB, gzipped, in at most ten files?
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const most = 250_000;
const mostFiles = 10;
const built = new URL("../../deskbell/_web/", import.meta.url);
const page = readFileSync(new URL("index.html", built), "utf8");
const scripts = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path);
const size = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(new URL(path, built))).length, 0);

console.log(
  `first scripts: ${Math.round(size / 1000)} kB gzipped in ${scripts.length} files (at most ${most / 1000} kB in ${mostFiles})`,
);
if (size > most || scripts.length > mostFiles) process.exit(1);
