import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lingui, linguiTransformerBabelPreset } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./tools/service-worker.ts";

const src = fileURLToPath(new URL("./src", import.meta.url));
const server = process.env.DESKBELL_SERVER ?? "http://127.0.0.1:8000";

/** The chosen theme must stand before the first paint, and the page's policy allows no inline script: a small blocking file. */
function themeBeforePaint(): Plugin {
  const source = () => readFileSync(`${src}/app/before-paint.js`, "utf8");
  return {
    name: "theme-before-paint",
    generateBundle() {
      this.emitFile({ type: "asset", name: "before-paint.js", source: source() });
    },
    configureServer(dev) {
      dev.middlewares.use("/before-paint.js", (_request, response) => {
        response.setHeader("content-type", "text/javascript");
        response.end(source());
      });
    },
    transformIndexHtml(_html, { bundle }) {
      const built = Object.values(bundle ?? {}).find((file) => file.fileName.includes("before-paint"));
      return [{ tag: "script", attrs: { src: `/${built?.fileName ?? "before-paint.js"}` }, injectTo: "head-prepend" }];
    },
  };
}

export default defineConfig({
  resolve: { alias: { "~": src } },
  plugins: [
    babel({ presets: [linguiTransformerBabelPreset()] }),
    react(),
    lingui(),
    tailwindcss(),
    themeBeforePaint(),
    serviceWorker(`${src}/app/service-worker.js`),
  ],
  build: {
    outDir: "../deskbell/_web",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0, // fonts and pictures stay files of their own: the page's policy allows no data: scripts or styles
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "react",
              test: /node_modules[\\/](react|react-dom|scheduler|use-sync-external-store)[\\/]/,
              priority: 30,
            },
            {
              name: "tiptap",
              test: /node_modules[\\/](@tiptap|prosemirror-|orderedmap|rope-sequence|w3c-keyname|linkifyjs)/,
              priority: 20,
            },
            { name: "tanstack", test: /node_modules[\\/]@tanstack[\\/]/, priority: 20 },
            // Few files: a browser asks for six at a time, and seventy small ones take it longer than what is in them.
            // The kit and our own pieces in two: what the first list shows with, and what opens and fills in a ticket later.
            // A group takes along what it imports, so the earlier one holds what both need.
            {
              name: "kit",
              test: /node_modules[\\/](@base-ui[\\/]react[\\/](toast|menu|popover|dialog|checkbox)|@floating-ui|@lingui)[\\/]/,
              priority: 18,
            },
            {
              name: "desk",
              test: /src[\\/](lib|api|live|users|views[\\/](?!filter[\\/](choices|filter-queries|many-picker|property-words))|search|notifications|tickets[\\/](open-tickets|queries|ticket|ticket-marks|cached-rows|sla|sla-clock)\.|ui[\\/](?!select|picker|tabs|radio|progress|toolbar|file-chip|field|panel|splitter|grid))/,
              minShareCount: 2,
              priority: 16,
            },
            {
              name: "fields",
              test: /node_modules[\\/]@base-ui[\\/]|src[\\/]ui[\\/](select|picker|tabs|radio|progress|toolbar|file-chip|field|panel)/,
              minShareCount: 2,
              priority: 15,
            },
            { name: "icons", test: /node_modules[\\/]lucide-react[\\/]/, minShareCount: 2, priority: 17 },
            { name: "work", test: /src[\\/](tickets|conversations|crm|work|ui)[\\/]/, minShareCount: 2, priority: 5 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: server, ws: true } } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
    setupFiles: ["src/lib/test-setup.ts"],
  },
});
