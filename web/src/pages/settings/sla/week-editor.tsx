/** The working hours of each day of the week: none, one block, or several with breaks between. */
import { useLingui } from "@lingui/react/macro";
import Copy from "lucide-react/icons/copy";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import type { SlaBlock } from "~/crm/sla-goals";
import { weekdayName } from "~/lib/time";
import { IconButton } from "~/ui/button";
import { Input } from "~/ui/field";
import { dayTrouble } from "./draft.ts";

type Week = readonly (readonly SlaBlock[])[];

const mostBlocks = 4;
/** Typed, or chosen by what a phone shows for it: the browser's own button would leave no room for the time. */
const timeClasses = "w-28! [&::-webkit-calendar-picker-indicator]:hidden";
const usual: SlaBlock = ["09:00", "17:00"];

export function WeekEditor({ week, onChange }: { readonly week: Week; readonly onChange: (week: Week) => void }) {
  const { t, i18n } = useLingui();
  const names = week.map((_blocks, weekday) => weekdayName(weekday, i18n.locale));
  return (
    <ul aria-label={t`Working hours of the week`} className="flex flex-col rounded-8 border border-border">
      {week.map((blocks, weekday) => (
        <Day
          key={names[weekday]}
          name={names[weekday] ?? ""}
          blocks={blocks}
          onChange={(next) => onChange(week.toSpliced(weekday, 1, next))}
          {...(weekday > 0 && JSON.stringify(week[weekday - 1]) !== JSON.stringify(blocks)
            ? {
                before: names[weekday - 1] ?? "",
                onCopy: () => onChange(week.toSpliced(weekday, 1, week[weekday - 1] ?? [])),
              }
            : {})}
        />
      ))}
    </ul>
  );
}

type DayProps = {
  readonly name: string;
  readonly blocks: readonly SlaBlock[];
  readonly onChange: (blocks: readonly SlaBlock[]) => void;
  /** The name of the day before, where its hours are others. */
  readonly before?: string;
  readonly onCopy?: () => void;
};

function Day({ name, blocks, onChange, before = "", onCopy }: DayProps) {
  const { t } = useLingui();
  const trouble = dayTrouble(blocks);
  function add() {
    const [, until = ""] = blocks.at(-1) ?? [];
    onChange([...blocks, blocks.length === 0 ? usual : [until === "24:00" ? "" : until, ""]]);
  }
  return (
    <li
      aria-label={name}
      className="flex items-start gap-x-3 border-b border-border py-1.5 pr-2 pl-3 last:border-0 max-sm:flex-wrap"
    >
      <span className="w-28 shrink-0 py-1.5 first-letter:uppercase max-sm:flex-1">{name}</span>
      <span className="order-last flex min-w-0 flex-col gap-1.5 max-sm:basis-full sm:order-none sm:flex-1">
        {blocks.length === 0 ? <span className="py-1.5 text-quiet max-sm:hidden">{t`No working hours`}</span> : null}
        {blocks.map((block, index) => (
          <Block
            // oxlint-disable-next-line react/no-array-index-key -- a block is its place in the day
            key={index}
            day={name}
            block={block}
            isWrong={trouble !== null}
            onChange={(next) => onChange(blocks.toSpliced(index, 1, next))}
            onRemove={() => onChange(blocks.toSpliced(index, 1))}
          />
        ))}
        {trouble ? (
          <span role="alert" className="text-12 text-danger">
            {t`Each block ends after it begins, and blocks don't overlap.`}
          </span>
        ) : null}
      </span>
      <span className="flex shrink-0 gap-0.5 py-1">
        {onCopy ? (
          <IconButton
            size="small"
            label={t`${name}: same hours as ${before}`}
            icon={<Copy size={14} />}
            onClick={onCopy}
          />
        ) : null}
        <IconButton
          size="small"
          label={t`Add hours to ${name}`}
          icon={<Plus size={14} />}
          disabled={blocks.length >= mostBlocks}
          onClick={add}
        />
      </span>
    </li>
  );
}

function Block({
  day,
  block: [from, until],
  isWrong,
  onChange,
  onRemove,
}: {
  readonly day: string;
  readonly block: SlaBlock;
  readonly isWrong: boolean;
  readonly onChange: (block: SlaBlock) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useLingui();
  const wrong = isWrong || undefined;
  return (
    <span className="flex items-center gap-1.5">
      <Input
        type="time"
        aria-label={t`${day}: from`}
        aria-invalid={wrong}
        className={timeClasses}
        value={from}
        onChange={(event) => onChange([event.target.value, until])}
      />
      <span aria-hidden className="text-quiet">
        –
      </span>
      <Input
        type="time"
        aria-label={t`${day}: until`}
        aria-invalid={wrong}
        className={timeClasses}
        // A field knows no 24:00: midnight at the end of a day is its beginning there.
        value={until === "24:00" ? "00:00" : until}
        onChange={(event) => onChange([from, event.target.value === "00:00" ? "24:00" : event.target.value])}
      />
      <IconButton
        size="small"
        label={t`Remove ${from} – ${until} on ${day}`}
        icon={<X size={14} />}
        onClick={onRemove}
      />
    </span>
  );
}
