/** Dragging one entry of a list before or after another: the part that is only loaded where something can be dragged. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { attachClosestEdge, extractClosestEdge } from "@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge";

export type Edge = "top" | "bottom";

export type Watched = {
  readonly element: HTMLElement;
  readonly handle: HTMLElement;
  readonly list: string;
  readonly id: string;
  /** Null when nothing hangs over the entry any more. */
  readonly onOver: (edge: Edge | null) => void;
  readonly onDrag: (isDragged: boolean) => void;
  readonly onDrop: (draggedId: string, edge: Edge) => void;
};

/** Returns what stops it. */
export function watchDragging({ element, handle, list, id, onOver, onDrag, onDrop }: Watched): () => void {
  const isOurs = (data: Readonly<Record<string | symbol, unknown>>) => data["list"] === list && data["id"] !== id;
  const edgeOf = (data: Record<string | symbol, unknown>) =>
    (extractClosestEdge(data) === "top" ? "top" : "bottom") satisfies Edge;
  return combine(
    draggable({
      element,
      dragHandle: handle,
      getInitialData: () => ({ list, id }),
      onDragStart: () => onDrag(true),
      onDrop: () => onDrag(false),
    }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => isOurs(source.data),
      getData: ({ input }) => attachClosestEdge({ list, id }, { element, input, allowedEdges: ["top", "bottom"] }),
      onDrag: ({ self }) => onOver(edgeOf(self.data)),
      onDragLeave: () => onOver(null),
      onDrop: ({ self, source }) => {
        onOver(null);
        onDrop(String(source.data["id"]), edgeOf(self.data));
      },
    }),
  );
}
