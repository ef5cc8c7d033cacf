/** Sends a file to the server, and says how far it is. */
import { t } from "@lingui/core/macro";
import { type Problem, Refusal, refusalOf } from "~/api/client";
import type { Upload } from "~/api/shapes";

/** fetch can't tell the progress of what goes up, so this one request is made the older way. Throws Refusal. */
export function upload(file: File, onProgress: (share: number) => void, signal?: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name || "file");
    request.open("POST", "/api/uploads");
    request.setRequestHeader("x-deskbell", "1");
    request.responseType = "json";
    request.upload.addEventListener(
      "progress",
      (event) => event.lengthComputable && onProgress(event.loaded / event.total),
    );
    request.addEventListener("load", () => {
      if (request.status < 300) return resolve(request.response as Upload);
      return void refusalOf(request, (request.response ?? {}) as Problem).then(reject);
    });
    request.addEventListener("error", () => reject(new Refusal(0, "network", t`The file did not reach the server.`)));
    request.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
