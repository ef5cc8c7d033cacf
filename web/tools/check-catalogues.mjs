// Does the committed English catalogue hold exactly the messages that the code says: none missing, none unused?
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "catalogues-"));

/** Every message of a PO file with its context and id, in a form that two files can be compared by. */
function messages(path) {
  const entries = readFileSync(path, "utf8").split(/\n\n+/).slice(1);
  return new Set(entries.map((entry) => entry.split("\n").filter((line) => !/^#([^~]|$)/.test(line)).join("\n").trim()).filter(Boolean));
}

try {
  execFileSync(process.execPath, [join(web, "node_modules/@lingui/cli/dist/lingui.js"), "extract", "--clean"], {
    cwd: web,
    env: { ...process.env, DESKBELL_CATALOGUES: folder },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [said, kept] = [messages(join(folder, "en.po")), messages(join(web, "src/locales/en.po"))];
  const faults = [
    ...[...said].filter((entry) => !kept.has(entry)).map((entry) => `missing from src/locales/en.po:\n${entry}`),
    ...[...kept].filter((entry) => !said.has(entry)).map((entry) => `in src/locales/en.po, but nothing says it:\n${entry}`),
  ];
  if (faults.length > 0) {
    console.error(`${faults.join("\n\n")}\n\nRun: npm run catalogues`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
