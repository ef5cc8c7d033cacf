/** Files on their way to the server for what is being written: each with its progress, its failure, its way out. */
import { useCallback, useEffect, useRef, useState } from "react";
import { sentenceOf } from "~/api/client";
import type { Upload } from "~/api/shapes";
import { upload } from "../uploading.ts";

export type Uploading = {
  readonly key: number;
  readonly file: File;
  /** 0 to 1. */
  readonly progress: number;
  readonly fault: string | null;
};

export type Uploads = {
  readonly uploading: readonly Uploading[];
  /** Something is still on its way: what is written can't go out without it. */
  readonly isBusy: boolean;
  readonly add: (files: readonly File[]) => void;
  readonly drop: (key: number) => void;
};

let lastKey = 0;

export function useUploads(onDone: (done: Upload, file: File) => void): Uploads {
  const [uploading, setUploading] = useState<readonly Uploading[]>([]);
  const aborts = useRef(new Map<number, AbortController>());
  const heard = useRef(onDone);
  heard.current = onDone;

  const change = useCallback(
    (key: number, what: Partial<Uploading>) =>
      setUploading((all) => all.map((one) => (one.key === key ? { ...one, ...what } : one))),
    [],
  );
  const drop = useCallback((key: number) => {
    aborts.current.get(key)?.abort();
    aborts.current.delete(key);
    setUploading((all) => all.filter((one) => one.key !== key));
  }, []);
  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        lastKey += 1;
        const key = lastKey;
        const abort = new AbortController();
        aborts.current.set(key, abort);
        setUploading((all) => [...all, { key, file, progress: 0, fault: null }]);
        upload(file, (progress) => change(key, { progress }), abort.signal)
          .then((done) => {
            drop(key);
            heard.current(done, file);
          })
          .catch((fault: unknown) => {
            if (!abort.signal.aborted) change(key, { fault: sentenceOf(fault) });
          });
      }
    },
    [change, drop],
  );

  useEffect(() => {
    const running = aborts.current;
    return () => {
      for (const abort of running.values()) abort.abort();
    };
  }, []);

  return { uploading, isBusy: uploading.some((one) => one.fault === null), add, drop };
}
