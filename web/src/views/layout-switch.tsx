/** How a view's tickets are laid out: each person's choice for each view. */
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useLingui } from "@lingui/react/macro";
import Columns2 from "lucide-react/icons/columns-2";
import SquareKanban from "lucide-react/icons/square-kanban";
import TableProperties from "lucide-react/icons/table-properties";
import type { ViewKey, ViewLayout } from "~/api/shapes";
import { Tooltip } from "~/ui/tooltip";
import { useView, useViewSettings } from "./view-queries.ts";

/** The reader's own choice, else what the view's maker chose, else the table. Undefined until the views are known. */
export function useLayout(view: ViewKey): ViewLayout | undefined {
  const found = useView(view);
  if (view === "parked") return "table";
  return found && (found.settings.layout ?? found.custom?.layout ?? "table");
}

export function LayoutSwitch({ view }: { readonly view: ViewKey }) {
  const { t } = useLingui();
  const settings = useView(view)?.settings ?? {};
  const save = useViewSettings(view);
  const layout = useLayout(view) ?? "table";
  const choices = [
    { value: "table", label: t`Table`, Icon: TableProperties },
    { value: "split", label: t`Split`, Icon: Columns2 },
    { value: "board", label: t`Board`, Icon: SquareKanban },
  ] as const;
  return (
    <RadioGroup
      aria-label={t`Layout`}
      value={layout}
      onValueChange={(value) => save({ ...settings, layout: value as ViewLayout })}
      className="flex shrink-0 items-center rounded-6 border border-border-strong p-px"
    >
      {choices.map(({ value, label, Icon }) => (
        <Tooltip key={value} text={label}>
          <Radio.Root
            value={value}
            aria-label={label}
            className="flex h-7 w-8 items-center justify-center rounded-4 text-quiet hover:bg-hover hover:text-text data-checked:bg-accent-soft data-checked:text-accent"
          >
            <Icon size={16} aria-hidden strokeWidth={1.75} />
          </Radio.Root>
        </Tooltip>
      ))}
    </RadioGroup>
  );
}
