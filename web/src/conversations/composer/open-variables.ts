/** Marks the variables of a text that still wait for a value, so that nobody sends one unseen. */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import type { Node } from "@tiptap/pm/model";
import { variablesIn } from "../canned/variables.ts";

function marksOf(page: Node): DecorationSet {
  const marks: Decoration[] = [];
  page.descendants((node, at) => {
    if (node.type.spec.code) return false;
    if (node.isText)
      for (const { from, to } of variablesIn(node.text ?? ""))
        marks.push(Decoration.inline(at + from, at + to, { class: "open-variable" }));
    return true;
  });
  return DecorationSet.create(page, marks);
}

export const OpenVariables = Extension.create({
  name: "openVariables",
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      state: {
        init: (_config, { doc }) => marksOf(doc),
        apply: (change, before) => (change.docChanged ? marksOf(change.doc) : before),
      },
      props: {
        decorations(state) {
          return this.getState(state);
        },
      },
    }),
  ],
});
