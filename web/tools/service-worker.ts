/** Puts the names of the built files that the first page needs into the service worker. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const always = ["/", "/favicon.svg", "/manifest.webmanifest", "/icons/192.png", "/icons/badge.png"];

export function serviceWorker(source: string): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    // After the page is made, since it names what it starts with.
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        const text = page?.type === "asset" ? String(page.source) : "";
        const first = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].flatMap(([, path]) => path ?? []);
        // The words come in pieces of their own, and without them nothing can be said offline.
        const later = Object.keys(bundle)
          .filter((name) => /inter-latin-wght.*\.woff2$|^assets\/(?:en|fi|pl)-[^/]+\.js$/.test(name))
          .map((name) => `/${name}`);
        if (first.length === 0) this.error("the page names no scripts: the service worker would keep nothing");
        const files = [...new Set([...always, ...first, ...later])];
        const code = readFileSync(source, "utf8");
        const version = createHash("sha256")
          .update(code)
          .update(Object.keys(bundle).toSorted().join())
          .digest("hex")
          .slice(0, 12);
        this.emitFile({
          type: "asset",
          fileName: "service-worker.js",
          source: code.replace("__SHELL__", JSON.stringify({ version, files })),
        });
      },
    },
  };
}
