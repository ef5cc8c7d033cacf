/** Sends a file to the server, and says how far it is. */
import { Refusal } from "~/api/client";
import type { Upload } from "~/api/shapes";

type Problem = { readonly code?: string; readonly detail?: string; readonly title?: string; readonly facts?: Record<string, unknown> };

/** fetch can't tell the progress of what goes up, so this one request is made the older way. Throws Refusal. */
export function upload(file: File, onProgress: (share: number) => void, signal?: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name || "file");
    request.open("POST", "/api/uploads");
    request.setRequestHeader("x-deskbell", "1");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status < 300) return resolve(request.response as Upload);
      const problem = (request.response ?? {}) as Problem;
      return reject(new Refusal(request.status, problem.code ?? `http.${request.status}`, problem.detail ?? problem.title ?? request.statusText, problem.facts));
    });
    request.addEventListener("error", () => reject(new Refusal(0, "network", "The file did not reach the server.")));
    request.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
