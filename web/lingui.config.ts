import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

// The folder can be moved, so that the test can extract anew beside the committed catalogue and compare the two.
const folder = process.env.DESKBELL_CATALOGUES ?? "src/locales";

const refusals = "src/api/refusal-words.ts";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "fi", "pl"],
  // What nobody has translated yet is said in English.
  fallbackLocales: { default: "en" },
  catalogs: [
    { path: `${folder}/{locale}`, include: ["src"], exclude: ["**/*.test.ts", "**/*.test.tsx", refusals] },
    // Apart, since few ever see them: they come when the first refusal does.
    { path: `${folder}/refusals/{locale}`, include: [refusals] },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
});
