import { describe, expect, test } from "vitest";
import { type DraftStep, draftFrom, draftReducer, mustSave } from "./draft-saving.ts";

type Body = { html: string };
const reduce = draftReducer<Body>({ html: "" }, (one, other) => one.html === other.html);
const after = (...steps: DraftStep<Body>[]) => steps.reduce(reduce, draftFrom<Body>(null, { html: "" }));
const write = (html: string): DraftStep<Body> => ({ type: "edited", change: { html } });

describe("a draft between the screen and the server", () => {
  test("is saved once it was touched, and is clean when the server has it", () => {
    expect(mustSave(after())).toBe(false);
    expect(mustSave(after(write("a")))).toBe(true);
    expect(after(write("a"), { type: "saving" }, { type: "saved", version: 1 })).toMatchObject({
      version: 1,
      isDirty: false,
      saving: null,
    });
  });

  test("words written while it is being saved are saved next, with the new version", () => {
    const state = after(write("a"), { type: "saving" }, write("ab"), { type: "saved", version: 1 });
    expect(mustSave(state)).toBe(true);
    expect(state).toMatchObject({ body: { html: "ab" }, version: 1 });
  });

  test("a failed save keeps the words and asks to be tried again", () => {
    const state = after(write("a"), { type: "saving" }, { type: "failed" });
    expect(state).toMatchObject({ body: { html: "a" }, failed: true });
    expect(mustSave(state)).toBe(true);
  });

  test("a clash waits for a person and keeps both", () => {
    const clash = after(
      write("mine"),
      { type: "saving" },
      { type: "refused", theirs: { body: { html: "theirs" }, version: 4 } },
    );
    expect(mustSave(clash)).toBe(false);
    expect(clash.body.html).toBe("mine");
    expect(clash.theirs?.body.html).toBe("theirs");
    const kept = reduce(clash, { type: "keep-mine" });
    expect(kept).toMatchObject({ body: { html: "mine" }, version: 4, theirs: null });
    expect(mustSave(kept)).toBe(true);
    expect(reduce(clash, { type: "take-theirs" })).toMatchObject({
      body: { html: "theirs" },
      version: 4,
      revision: 1,
      isDirty: false,
    });
  });

  test("the same words in two windows are no clash", () => {
    expect(
      after(write("a"), { type: "saving" }, { type: "refused", theirs: { body: { html: "a" }, version: 2 } }),
    ).toMatchObject({ theirs: null, version: 2, isDirty: false });
  });

  test("an untouched screen follows another window, a touched one does not", () => {
    const theirs: DraftStep<Body> = { type: "heard", kept: { body: { html: "theirs" }, version: 3 } };
    expect(after(theirs)).toMatchObject({ body: { html: "theirs" }, version: 3, revision: 1 });
    expect(after(write("mine"), theirs)).toMatchObject({ body: { html: "mine" }, version: 0 });
  });

  test("an answer that was late does not bring old words back", () => {
    const state = after(
      write("new"),
      { type: "saving" },
      { type: "saved", version: 5 },
      { type: "heard", kept: { body: { html: "old" }, version: 4 } },
    );
    expect(state.body.html).toBe("new");
  });
});
