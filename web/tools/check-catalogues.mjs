// Do the committed catalogues hold exactly the messages that the code says, none missing, none unused, each one translated?
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("..", import.meta.url));
const locales = join(web, "src/locales");
const folder = mkdtempSync(join(tmpdir(), "catalogues-"));
const sourceOf = (file) => file.replace(/[a-z]+\.po$/, "en.po");

/** Each message of a PO file by its context and id, with what it is translated to. */
function messages(path) {
  const entries = readFileSync(path, "utf8").split(/\n\n+/).slice(1);
  const lines = entries
    .map((entry) =>
      entry
        .split("\n")
        .filter((line) => !/^#([^~]|$)/.test(line))
        .join("\n")
        .trim(),
    )
    .filter(Boolean);
  return new Map(
    lines.map((entry) => [
      entry.slice(0, entry.indexOf("msgstr ")).trim(),
      entry.slice(entry.indexOf("msgstr ") + 7).trim(),
    ]),
  );
}

try {
  execFileSync(process.execPath, [join(web, "node_modules/@lingui/cli/dist/lingui.js"), "extract", "--clean"], {
    cwd: web,
    env: { ...process.env, DESKBELL_CATALOGUES: folder },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const faults = readdirSync(locales, { recursive: true })
    .filter((file) => file.endsWith(".po"))
    .flatMap((file) => {
      const kept = messages(join(locales, file));
      const said = messages(join(folder, sourceOf(file)));
      const isSource = file === sourceOf(file);
      return [
        ...[...said.keys()]
          .filter((entry) => !kept.has(entry))
          .map((entry) => `missing from src/locales/${file}:\n${entry}`),
        ...[...kept.keys()]
          .filter((entry) => !said.has(entry))
          .map((entry) => `in src/locales/${file}, but nothing says it:\n${entry}`),
        ...[...kept]
          .filter(([, words]) => !isSource && /^(""\s*)+$/.test(words))
          .map(([entry]) => `not translated in src/locales/${file}:\n${entry}`),
      ];
    });
  if (faults.length > 0) {
    console.error(`${faults.join("\n\n")}\n\nRun: npm run catalogues, then fill in what is empty.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
