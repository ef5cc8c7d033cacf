/** Keeps what is being written on the server: saved a moment after each pause, never lost, never overwritten unseen. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { Refusal } from "~/api/client";
import { type PlaceId, keys } from "~/api/keys";
import type { Draft, DraftBody, TicketScreen } from "~/api/shapes";
import { askAnew } from "~/live/staleness";
import { useMe } from "~/users/session";
import { type DraftKind, discardDraft, saveDraft, saveDraftOnLeaving } from "../commands.ts";
import { type DraftState, draftFrom, draftReducer, mustSave } from "../draft-saving.ts";
import { bodyFrom, emptyBody, isEmptyBody, isSameBody } from "./draft-body.ts";
import { dropLocally, keepLocally, keptLocally } from "./local-copy.ts";

const pause = 600;
const pauseAfterFailure = 4_000;
const reducer = draftReducer<DraftBody>(emptyBody, isSameBody);

function begin(kept: Draft | undefined, name: string): DraftState<DraftBody> {
  const fromServer = kept ? { body: bodyFrom(kept), version: kept.version } : null;
  const state = draftFrom(fromServer, emptyBody);
  const local = keptLocally(name);
  if (!local || isSameBody(local.body, state.body)) return state;
  const mine = { ...state, body: local.body, isDirty: true };
  return local.version === state.version || !fromServer ? mine : { ...mine, theirs: fromServer };
}

export type DraftHandle = {
  readonly state: DraftState<DraftBody>;
  /** Something was written, here or in an earlier sitting: recipients are no longer proposed but kept. */
  readonly isTouched: boolean;
  readonly edit: (change: Partial<DraftBody>) => void;
  /** Puts other words in place, such as those of a reply that was taken back. */
  readonly replace: (body: DraftBody, version: number) => void;
  /** These words went out: nothing is left to keep, unless more was written while they were on their way. */
  readonly clear: (sent: DraftBody) => void;
  /** Holds back further saves, and resolves when none is under way; `release` or `clear` lets them go on. */
  readonly settle: () => Promise<void>;
  readonly release: () => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
};

export function useDraft(ticketId: PlaceId, kind: DraftKind, kept: Draft | undefined): DraftHandle {
  const client = useQueryClient();
  const name = `${useMe().id}.${ticketId}.${kind}`;
  const [state, dispatch] = useReducer(reducer, null, () => begin(kept, name));
  const [isTouched, setTouched] = useState(() => state.version > 0 || state.isDirty);
  const latest = useRef(state);
  latest.current = state;
  const underWay = useRef<Promise<void>>(Promise.resolve());
  const held = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const cache = useCallback(
    (draft: Draft | undefined) =>
      client.setQueryData<TicketScreen>(keys.ticketScreen(ticketId), (screen) => {
        if (!screen) return screen;
        const { [kind]: _gone, ...others } = screen.drafts;
        return { ...screen, drafts: draft ? { ...others, [kind]: draft } : others };
      }),
    [client, ticketId, kind],
  );

  /** As the server has it now. An answer that is under way may have been read before: it would take these words off the screen. */
  const keep = useCallback(
    (draft: Draft | undefined) => {
      const queryKey = keys.ticketScreen(ticketId);
      cache(draft);
      if (client.isFetching({ queryKey }) > 0) void askAnew(client, queryKey);
    },
    [client, ticketId, cache],
  );

  const save = useCallback(async () => {
    const { body, version } = latest.current;
    dispatch({ type: "saving" });
    try {
      if (isEmptyBody(body)) {
        if (version > 0) await discardDraft(ticketId, kind);
        keep(undefined);
        dispatch({ type: "saved", version: 0 });
      } else {
        const saved = await saveDraft(ticketId, kind, body, version);
        keep({ body, version: saved.version });
        dispatch({ type: "saved", version: saved.version });
      }
      if (!latest.current.isDirty) dropLocally(name);
    } catch (fault) {
      const theirs = fault instanceof Refusal && fault.code === "draft.changed" ? theirsIn(fault) : null;
      dispatch(theirs ? { type: "refused", theirs } : { type: "failed" });
    }
  }, [ticketId, kind, name, keep]);

  const due = mustSave(state);
  const { body, failed } = state;
  useEffect(() => {
    if (!due) return;
    keepLocally(name, { body: latest.current.body, version: latest.current.version });
    timer.current = setTimeout(
      () => {
        if (!held.current) underWay.current = save();
      },
      failed ? pauseAfterFailure : pause,
    );
    return () => clearTimeout(timer.current);
  }, [due, body, failed, name, save]);

  // Another window's words arrive with the ticket: an untouched screen follows them.
  useEffect(() => {
    dispatch({ type: "heard", kept: kept ? { body: bodyFrom(kept), version: kept.version } : null });
    if (kept) setTouched(true);
  }, [kept]);

  // The last words before a page goes away, or before another ticket takes the place.
  useEffect(() => {
    const leave = () => {
      const { body, version, theirs } = latest.current;
      if (!latest.current.isDirty || theirs || isEmptyBody(body)) return;
      saveDraftOnLeaving(ticketId, kind, body, version);
    };
    addEventListener("pagehide", leave);
    return () => {
      removeEventListener("pagehide", leave);
      if (mustSave(latest.current) && !held.current) void save();
    };
  }, [ticketId, kind, save]);

  return {
    state,
    isTouched,
    edit: useCallback((change) => {
      setTouched(true);
      dispatch({ type: "edited", change });
    }, []),
    replace: useCallback(
      (body, version) => {
        setTouched(true);
        void client.cancelQueries({ queryKey: keys.ticketScreen(ticketId) });
        cache({ body, version });
        dispatch({ type: "replaced", body, version, isDirty: version === 0 });
      },
      [client, ticketId, cache],
    ),
    clear: useCallback(
      (sent) => {
        held.current = false;
        clearTimeout(timer.current); // it would bring back on the server what has just gone out
        const { body } = latest.current;
        const isMore = !isSameBody(body, sent);
        setTouched(isMore);
        dispatch({ type: "replaced", body: isMore ? body : emptyBody, version: 0, isDirty: isMore });
        dropLocally(name);
        void client.cancelQueries({ queryKey: keys.ticketScreen(ticketId) }); // an answer from before still holds the draft
        cache(undefined);
      },
      [client, ticketId, name, cache],
    ),
    settle: useCallback(() => {
      held.current = true;
      clearTimeout(timer.current);
      return underWay.current;
    }, []),
    release: useCallback(() => {
      held.current = false;
      dispatch({ type: "edited", change: {} });
    }, []),
    keepMine: useCallback(() => dispatch({ type: "keep-mine" }), []),
    takeTheirs: useCallback(() => dispatch({ type: "take-theirs" }), []),
  };
}

function theirsIn(fault: Refusal): { body: DraftBody; version: number } | null {
  const { body, version } = fault.facts;
  return typeof version === "number" ? { body: bodyFrom({ body: (body ?? {}) as Draft["body"] }), version } : null;
}
