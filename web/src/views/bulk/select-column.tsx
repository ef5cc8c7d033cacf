/** The column of boxes at the start of a table: a row, a range with Shift, or all that is loaded. */
import type { TicketRow } from "~/api/shapes";
import { Checkbox, RowCheckbox } from "~/ui/checkbox";
import type { GridColumn } from "~/ui/grid/grid-props";
import type { TicketSelection } from "./use-selection.ts";

export function selectColumn(
  chosen: TicketSelection,
  label: string,
  nameOf: (ticket: string) => string,
  allLabel: string,
): GridColumn<TicketRow> {
  const { selection } = chosen;
  const isAll = selection.isAll && selection.ids.size === 0;
  return {
    id: "select",
    label,
    fixed: true,
    width: 40,
    head: (
      <Checkbox
        labelHidden
        label={allLabel}
        checked={isAll}
        mixed={!isAll && !chosen.isNothing}
        onChange={() => (chosen.isNothing ? chosen.takeLoaded() : chosen.clear())}
      />
    ),
    cell: (ticket, index) => (
      // Above the link that reaches over the whole row; the click is taken here, where Shift is known, and marks no text.
      // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the box inside hears the keys
      <span
        className="relative z-10 flex h-8 items-center"
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onClickCapture={(event) => {
          event.preventDefault();
          event.stopPropagation();
          chosen.toggle(index, event.shiftKey);
        }}
      >
        <RowCheckbox label={nameOf(ticket.name)} checked={chosen.has(ticket.id)} />
      </span>
    ),
  };
}
