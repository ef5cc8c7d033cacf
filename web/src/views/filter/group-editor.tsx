/** A group of conditions, of which all or any must hold; groups stand in groups. */
import { Trans, useLingui } from "@lingui/react/macro";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { classes } from "~/lib/classes";
import { Button, IconButton } from "~/ui/button";
import { Select } from "~/ui/select";
import { ConditionRow } from "./condition-row.tsx";
import { type Group, isGroup, newCondition, newGroup, withPart } from "./filter.ts";
import type { AskedProperty } from "./property-words.ts";

/** Groups within groups are offered so deep; what an API made deeper is shown and kept. */
const deepest = 2;

export type GroupEditorProps = {
  readonly group: Group;
  readonly properties: readonly AskedProperty[];
  readonly onChange: (next: Group) => void;
  readonly onRemove?: () => void;
  readonly depth?: number;
  readonly fault?: { readonly field: string; readonly sentence: string } | undefined;
  readonly mustBeWhole: boolean;
};

export function GroupEditor({
  group,
  properties,
  onChange,
  onRemove,
  depth = 0,
  fault,
  mustBeWhole,
}: GroupEditorProps) {
  const { t } = useLingui();
  const add = (...parts: Group["parts"]) => onChange({ ...group, parts: [...group.parts, ...parts] });
  const label = group.word === "all" ? t`All of these conditions` : t`Any of these conditions`;
  return (
    <fieldset
      className={classes(
        "flex min-w-0 flex-col gap-2",
        depth > 0 && "rounded-8 border border-border-strong bg-sunken p-2",
      )}
      aria-label={label}
    >
      {group.parts.length > 1 || depth > 0 ? (
        <div className="flex items-center gap-1">
          <Select
            label={depth === 0 ? t`How conditions combine` : t`How the group's conditions combine`}
            value={group.word}
            onChange={(word) => onChange({ ...group, word })}
            options={[
              { value: "all", label: t`All of these hold` },
              { value: "any", label: t`Any of these holds` },
            ]}
          />
          {onRemove ? (
            <IconButton size="small" label={t`Remove the group`} icon={<X size={14} />} onClick={onRemove} />
          ) : null}
        </div>
      ) : null}
      {group.parts.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {group.parts.map((part) =>
            isGroup(part) ? (
              <li key={part.id}>
                <GroupEditor
                  group={part}
                  properties={properties}
                  depth={depth + 1}
                  fault={fault}
                  mustBeWhole={mustBeWhole}
                  onChange={(next) => onChange(withPart(group, part.id, () => next))}
                  onRemove={() => onChange(withPart(group, part.id, () => null))}
                />
              </li>
            ) : (
              <ConditionRow
                key={part.id}
                condition={part}
                properties={properties}
                fault={fault && fault.field === part.property ? fault.sentence : undefined}
                mustBeWhole={mustBeWhole}
                onChange={(next) => onChange(withPart(group, part.id, () => next))}
                onRemove={() => onChange(withPart(group, part.id, () => null))}
              />
            ),
          )}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-1">
        <Button weight="quiet" size="small" onClick={() => add(newCondition())}>
          <Plus size={14} aria-hidden />
          {depth === 0 ? <Trans>Add a condition</Trans> : <Trans>Add a condition to the group</Trans>}
        </Button>
        {depth < deepest ? (
          <Button
            weight="quiet"
            size="small"
            onClick={() => add(newGroup(group.word === "all" ? "any" : "all", [newCondition()]))}
          >
            <Plus size={14} aria-hidden />
            {depth === 0 ? <Trans>Add a group</Trans> : <Trans>Add a group to the group</Trans>}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
