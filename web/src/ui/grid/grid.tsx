/** A virtualised grid: draws only the rows in view, whatever their number, and is read and moved through as a grid. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useId, useImperativeHandle, useLayoutEffect, useRef } from "react";
import { GridHeader } from "./grid-header.tsx";
import type { GridColumn, GridProps } from "./grid-props.ts";
import { GridRow } from "./grid-row.tsx";

/** How far from its old place a row is looked for. */
const anchorReach = 50;

export function Grid<Row>(props: GridProps<Row>) {
  const { columns, rowCount, rowHeight, active, onRange, narrow } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const header = narrow ? 0 : 32;
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: header,
    initialOffset: props.startOffset ?? 0,
  });
  const rows = virtual.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => onRange(first, last), [onRange, first, last]);
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  useImperativeHandle(props.handle, () => ({
    scrollOffset: () => scroller.current?.scrollTop ?? 0,
    focus: () => scroller.current?.focus({ preventScroll: true }),
    reveal: (index) => virtual.scrollToIndex(index),
  }));

  // When rows come or leave above, what one reads stays where it is. Where that is, is not asked of the box itself, which
  // would have to be laid out for the answer after every row that comes into view.
  const anchor = useRef<{ readonly id: string; readonly index: number } | null>(null);
  const moved = useRef<number | null>(null);
  const { rowAt, rowId } = props;
  useLayoutEffect(() => {
    const box = scroller.current;
    const was = anchor.current;
    if (!box || !was || !virtual.scrollOffset) return;
    for (let step = 0; step <= anchorReach; step += 1) {
      for (const index of [was.index + step, was.index - step]) {
        const row = index < 0 ? undefined : rowAt(index);
        if (!row || rowId(row) !== was.id) continue;
        if (index !== was.index) {
          box.scrollTop += (index - was.index) * rowHeight;
          moved.current = box.scrollTop;
        }
        return;
      }
    }
    // eslint-disable-next-line react/exhaustive-deps -- only when the rows are others
  }, [rowAt]);
  useEffect(() => {
    const index = Math.floor((moved.current ?? virtual.scrollOffset ?? 0) / rowHeight);
    moved.current = null;
    const row = rowAt(index);
    anchor.current = row ? { id: rowId(row), index } : null;
  });

  // A row is drawn anew only when something of its own is another: what it calls stays the same.
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const onPointAt = useCallback((row: Row) => latest.current.onPointAt?.(row), []);
  const onPress = useCallback((index: number) => latest.current.onActive(index), []);

  function go(index: number) {
    const to = Math.min(rowCount - 1, Math.max(0, index));
    if (rowCount === 0 || !props.rowAt(to)) return;
    props.onActive(to);
    virtual.scrollToIndex(to);
  }

  function key(event: KeyboardEvent) {
    if (event.target !== scroller.current) return;
    if (props.onKey?.(event, go)) {
      event.preventDefault();
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - header) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: rowCount - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) go(to);
    else if (event.key === "Enter" && active >= 0) {
      const row = props.rowAt(active);
      if (row) props.onOpen(row);
    } else return;
    event.preventDefault();
  }

  const template = columns
    .map((column) => (column.grows ? `minmax(${leastWidth(column)}px, 1fr)` : `${column.width}px`))
    .join(" ");
  const width = columns.reduce((sum, column) => sum + leastWidth(column), 0);

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={props.totalCount === undefined ? -1 : props.totalCount + (narrow ? 0 : 1)}
      aria-colcount={narrow ? 1 : columns.length}
      aria-activedescendant={active >= first && active <= last ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={key}
      // Of a row that asked for the grid's focus itself, all rows would be styled anew whenever the focus comes or goes.
      className="relative min-h-0 flex-1 overflow-auto overscroll-contain outline-none [&:focus-visible_[data-active]]:shadow-[inset_2px_0_0_var(--focus)]"
    >
      {narrow ? null : (
        <GridHeader
          columns={columns}
          template={template}
          width={width}
          sort={props.sort}
          onSort={props.onSort}
          onResize={props.onResize}
          onDrop={props.onDrop}
        />
      )}
      {rowCount === 0 && props.empty ? (
        <div role="row">
          <div role="gridcell" aria-colspan={columns.length}>
            {props.empty}
          </div>
        </div>
      ) : null}
      <div
        role="rowgroup"
        className="relative"
        style={{ height: virtual.getTotalSize(), minWidth: narrow ? undefined : width }}
      >
        {rows.map(({ index, start }) => {
          const row = props.rowAt(index);
          return (
            <GridRow
              key={row ? props.rowId(row) : `waiting-${index}`}
              id={`${id}-${index}`}
              row={row}
              index={index}
              start={start}
              height={rowHeight}
              columns={columns}
              template={template}
              isActive={index === active}
              isChosen={row !== undefined && props.isChosen?.(row) === true}
              isSelected={props.isChosen ? row !== undefined && props.isChosen(row) : index === active}
              onPointAt={onPointAt}
              onPress={onPress}
              narrow={narrow}
              narrowWaiting={narrow ? props.narrowWaiting : undefined}
            />
          );
        })}
      </div>
    </div>
  );
}

function leastWidth<Row>({ width, minWidth, grows }: GridColumn<Row>): number {
  return grows && minWidth !== undefined ? Math.min(width, minWidth) : width;
}
