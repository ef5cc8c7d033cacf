/** A list that is put in order: by dragging an entry at its handle, or with the arrow keys on the handle. */
import { useLingui } from "@lingui/react/macro";
import GripVertical from "lucide-react/icons/grip-vertical";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { classes } from "~/lib/classes";
import type { Edge } from "./dragging.ts";
import { Tooltip } from "./tooltip.tsx";

export type SortableEntry = {
  readonly id: string;
  /** In words, for the handle: "Move Contacts". */ readonly name: string;
};

export type SortableProps<Entry extends SortableEntry> = {
  readonly label: string;
  readonly entries: readonly Entry[];
  /** Hears all ids in their new order. */
  readonly onOrder: (ids: readonly string[]) => void;
  readonly children: (entry: Entry, handle: ReactNode) => ReactNode;
  readonly className?: string;
  readonly entryClassName?: string;
};

/** The ids with one moved before or after another. */
function movedIds(ids: readonly string[], moved: string, beside: string, edge: Edge): readonly string[] {
  const others = ids.filter((id) => id !== moved);
  const place = others.indexOf(beside);
  return place < 0 ? ids : others.toSpliced(edge === "top" ? place : place + 1, 0, moved);
}

export function Sortable<Entry extends SortableEntry>({
  label,
  entries,
  onOrder,
  children,
  className,
  entryClassName,
}: SortableProps<Entry>) {
  const { t } = useLingui();
  const list = useId();
  const [said, setSaid] = useState("");
  const given = entries.map((entry) => entry.id);
  const order = useRef(given);
  const seen = useRef("");
  if (seen.current !== given.join("\n")) {
    seen.current = given.join("\n");
    order.current = given;
  }
  /** The list may answer later than the next key comes: that one goes on from here. */
  function put(ids: readonly string[]) {
    order.current = [...ids];
    onOrder(ids);
  }
  function step(entry: Entry, by: 1 | -1) {
    const ids = order.current;
    const from = ids.indexOf(entry.id);
    const beside = ids[from + by];
    if (beside === undefined) return;
    put(movedIds(ids, entry.id, beside, by === 1 ? "bottom" : "top"));
    const [place, count] = [from + by + 1, ids.length];
    setSaid(t`${entry.name} is now number ${place} of ${count}`);
  }
  return (
    <>
      <ul aria-label={label} className={className}>
        {entries.map((entry) => (
          <Item
            key={entry.id}
            list={list}
            entry={entry}
            className={entryClassName}
            onStep={(by) => step(entry, by)}
            onDrop={(dragged, edge) => put(movedIds(order.current, dragged, entry.id, edge))}
          >
            {(handle) => children(entry, handle)}
          </Item>
        ))}
      </ul>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  );
}

type ItemProps = {
  readonly list: string;
  readonly entry: SortableEntry;
  readonly className: string | undefined;
  readonly onStep: (by: 1 | -1) => void;
  readonly onDrop: (draggedId: string, edge: Edge) => void;
  readonly children: (handle: ReactNode) => ReactNode;
};

function Item({ list, entry, className, onStep, onDrop, children }: ItemProps) {
  const { t } = useLingui();
  const element = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const drop = useRef(onDrop);
  const [over, setOver] = useState<Edge | null>(null);
  const [isDragged, setDragged] = useState(false);
  useEffect(() => {
    drop.current = onDrop;
  });
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isGone = false;
    void import("./dragging.ts").then(({ watchDragging }) => {
      if (isGone || !element.current || !handle.current) return;
      stop = watchDragging({
        element: element.current,
        handle: handle.current,
        list,
        id: entry.id,
        onOver: setOver,
        onDrag: setDragged,
        onDrop: (id, edge) => drop.current(id, edge),
      });
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, [list, entry.id]);

  const isMoving = useRef(false);
  useLayoutEffect(() => {
    // An entry that was taken out and put in elsewhere has lost the focus on the way.
    if (isMoving.current && document.activeElement === document.body) handle.current?.focus();
  });

  function key(event: KeyboardEvent) {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
    if (by === null) return;
    event.preventDefault();
    event.stopPropagation();
    isMoving.current = true;
    onStep(by);
  }
  return (
    <li ref={element} className={classes("relative", className, isDragged && "opacity-50")}>
      {over ? (
        <span
          aria-hidden
          className={classes(
            "pointer-events-none absolute inset-x-0 z-10 h-0.5 rounded-full bg-accent",
            over === "top" ? "-top-px" : "-bottom-px",
          )}
        />
      ) : null}
      {children(
        <Tooltip text={t`Drag, or press the arrow keys`}>
          <button
            ref={handle}
            type="button"
            aria-label={t`Move ${entry.name}`}
            onKeyDown={key}
            onBlur={(event) => (isMoving.current &&= event.relatedTarget === null)}
            className="flex size-6 shrink-0 cursor-grab items-center justify-center rounded-4 text-quiet hover:bg-hover hover:text-text active:cursor-grabbing"
          >
            <GripVertical size={14} aria-hidden />
          </button>
        </Tooltip>,
      )}
    </li>
  );
}
