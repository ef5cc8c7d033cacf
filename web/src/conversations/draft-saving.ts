/** Pure: what is the state of a draft between the screen and the server, and what is to be done next? */

export type Kept<Body> = { readonly body: Body; readonly version: number };

export type DraftState<Body> = {
  /** What the screen shows. */
  readonly body: Body;
  /** The server's version that `body` was made from; 0 when the server has none. */
  readonly version: number;
  /** The screen holds words that the server does not. */
  readonly isDirty: boolean;
  /** What is under way to the server now, if anything. */
  readonly saving: Body | null;
  /** The last attempt failed; the words are kept on the screen and it is tried again. */
  readonly failed: boolean;
  /** Another window saved something else meanwhile: a person chooses, nothing is thrown away. */
  readonly theirs: Kept<Body> | null;
  /** Goes up when `body` was replaced from outside, so that the editor shows it. */
  readonly revision: number;
};

export type DraftStep<Body> =
  | { readonly type: "edited"; readonly change: Partial<Body> }
  | { readonly type: "saving" }
  | { readonly type: "saved"; readonly version: number }
  | { readonly type: "failed" }
  | { readonly type: "refused"; readonly theirs: Kept<Body> }
  | { readonly type: "heard"; readonly kept: Kept<Body> | null }
  | { readonly type: "keep-mine" }
  | { readonly type: "take-theirs" }
  | { readonly type: "replaced"; readonly body: Body; readonly version: number; readonly isDirty: boolean };

export function draftFrom<Body>(kept: Kept<Body> | null, empty: Body): DraftState<Body> {
  return {
    body: kept?.body ?? empty,
    version: kept?.version ?? 0,
    isDirty: false,
    saving: null,
    failed: false,
    theirs: null,
    revision: 0,
  };
}

/** `empty` is what a new draft holds; `isSame` compares what a person would call the same draft. */
export function draftReducer<Body>(empty: Body, isSame: (one: Body, other: Body) => boolean) {
  return (state: DraftState<Body>, step: DraftStep<Body>): DraftState<Body> => {
    switch (step.type) {
      case "edited": {
        const body = { ...state.body, ...step.change };
        return isSame(body, state.body) ? { ...state, body } : { ...state, body, isDirty: true };
      }
      case "saving":
        return { ...state, saving: state.body, isDirty: false };
      case "saved":
        return { ...state, saving: null, failed: false, version: step.version };
      case "failed":
        return { ...state, saving: null, failed: true, isDirty: true };
      case "refused":
        if (isSame(step.theirs.body, state.body))
          return { ...state, saving: null, failed: false, isDirty: false, version: step.theirs.version };
        return { ...state, saving: null, failed: false, isDirty: true, theirs: step.theirs };
      case "heard":
        return heard(state, step.kept, empty, isSame);
      case "keep-mine":
        return state.theirs ? { ...state, version: state.theirs.version, theirs: null, isDirty: true } : state;
      case "take-theirs":
        return state.theirs
          ? {
              ...state,
              body: state.theirs.body,
              version: state.theirs.version,
              theirs: null,
              isDirty: false,
              revision: state.revision + 1,
            }
          : state;
      case "replaced":
        return {
          body: step.body,
          version: step.version,
          isDirty: step.isDirty,
          saving: null,
          failed: false,
          theirs: null,
          revision: state.revision + 1,
        };
    }
  };
}

/** The server's copy was read again: an untouched screen follows it, a touched one keeps its words and learns of a clash when it saves. */
function heard<Body>(
  state: DraftState<Body>,
  kept: Kept<Body> | null,
  empty: Body,
  isSame: (one: Body, other: Body) => boolean,
): DraftState<Body> {
  const version = kept?.version ?? 0;
  if (state.saving !== null || state.isDirty || state.theirs !== null || version === state.version) return state;
  if (version > 0 && version < state.version) return state; // an older answer that was late
  const body = kept?.body ?? empty;
  return { ...state, body, version, revision: isSame(body, state.body) ? state.revision : state.revision + 1 };
}

/** Is there something to send to the server now? A clash waits for a person. */
export function mustSave<Body>(state: DraftState<Body>): boolean {
  return state.isDirty && state.saving === null && state.theirs === null;
}
