// Does package-lock.json hold everything a clean install needs on any machine, and nothing that ties it to one mirror?
//
// npm drops an optional platform package from the lock when the mirror lacks it, and says nothing; the next
// `npm ci` on that platform then fails. So every optional dependency that a locked package names must be locked too.
import { readFileSync } from "node:fs";

const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const faults = [];

for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
  if (!/^\d+\.\d+\.\d+/.test(version)) faults.push(`${name} is not pinned to an exact version: ${version}`);
}

for (const [path, entry] of Object.entries(lock.packages)) {
  if (entry.resolved) faults.push(`${path} names an address`);
  if (path && !entry.integrity && !entry.inBundle && !entry.link) faults.push(`${path} has no hash`);
  for (const wanted of Object.keys(entry.optionalDependencies ?? {})) {
    const nested = `${path}/node_modules/${wanted}`;
    if (!lock.packages[`node_modules/${wanted}`] && !lock.packages[nested]) {
      faults.push(`${path} wants ${wanted} on some platform, and the lock does not hold it`);
    }
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
