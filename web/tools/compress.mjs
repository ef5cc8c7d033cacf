// Puts a packed copy beside each built file that a browser takes packed: made once here, it costs the server nothing.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const packed = /\.(?:js|css|html|svg|json|webmanifest)$/;
const least = 1000; // bytes; below it, the packing is as large as what it saves
const built = new URL("../../deskbell/_web/", import.meta.url);

for (const name of readdirSync(built, { recursive: true })) {
  if (!packed.test(name)) continue;
  const content = readFileSync(new URL(name, built));
  if (content.length >= least) writeFileSync(new URL(`${name}.gz`, built), gzipSync(content, { level: 9 }));
}
