/** What can be chosen in a property of choices: in order, each with its label; a hidden one stays readable where it was chosen. */
import { useLingui } from "@lingui/react/macro";
import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useRef } from "react";
import { Button, IconButton } from "~/ui/button";
import { Input } from "~/ui/field";
import { Sortable } from "~/ui/sortable";

/** `id` is this editor's own; `value` is empty until the option is saved for the first time. */
export type OptionDraft = {
  readonly id: string;
  readonly value: string;
  readonly label: string;
  readonly hidden: boolean;
};

let made = 0;

export function newOption(label = ""): OptionDraft {
  made += 1;
  return { id: `new-${made}`, value: "", label, hidden: false };
}

/** The value that programs see: made of the label once, and never changed by renaming. */
export function optionValues(
  drafts: readonly OptionDraft[],
): { readonly value: string; readonly label: string; readonly hidden: boolean }[] {
  const taken = new Set(drafts.map((draft) => draft.value).filter(Boolean));
  return drafts
    .filter((draft) => draft.label.trim() !== "")
    .map(({ value, label, hidden }) => {
      const found = value || freeValue(label, taken);
      taken.add(found);
      return { value: found, label: label.trim(), hidden };
    });
}

function freeValue(label: string, taken: ReadonlySet<string>): string {
  const wanted =
    label
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
      .replaceAll(/^_+|_+$/g, "")
      .slice(0, 100) || "option";
  let found = wanted;
  for (let number = 2; taken.has(found); number += 1) found = `${wanted}_${number}`;
  return found;
}

export function OptionsEditor({
  options,
  onChange,
  error,
}: {
  readonly options: readonly OptionDraft[];
  readonly onChange: (options: readonly OptionDraft[]) => void;
  readonly error?: string;
}) {
  const { t } = useLingui();
  const list = useRef<HTMLDivElement>(null);
  const put = (id: string, change: Partial<OptionDraft>) =>
    onChange(options.map((option) => (option.id === id ? { ...option, ...change } : option)));
  function add() {
    onChange([...options, newOption()]);
    requestAnimationFrame(() => [...(list.current?.querySelectorAll("input") ?? [])].at(-1)?.focus());
  }
  return (
    <div ref={list} role="group" aria-label={t`Options`} className="flex flex-col gap-1.5">
      <p className="font-strong">{t`Options`}</p>
      <Sortable
        label={t`Options in order`}
        className="flex flex-col gap-1"
        entries={options.map((option, index) => ({
          id: option.id,
          name: option.label || t`option ${index + 1}`,
          option,
          place: index + 1,
        }))}
        onOrder={(ids) => onChange(ids.flatMap((id) => options.find((option) => option.id === id) ?? []))}
      >
        {({ option, place, name }, handle) => (
          <div className="flex items-center gap-1">
            {handle}
            <Input
              value={option.label}
              aria-label={t`Option ${place}`}
              dir="auto"
              className={option.hidden ? "text-quiet line-through" : ""}
              onChange={(event) => put(option.id, { label: event.target.value })}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                add();
              }}
            />
            <IconButton
              size="small"
              label={option.hidden ? t`Offer ${name} again` : t`Hide ${name}`}
              icon={option.hidden ? <EyeOff size={14} /> : <Eye size={14} />}
              aria-pressed={option.hidden}
              onClick={() => put(option.id, { hidden: !option.hidden })}
            />
            <IconButton
              size="small"
              label={t`Remove ${name}`}
              icon={<X size={14} />}
              onClick={() => onChange(options.filter((one) => one.id !== option.id))}
            />
          </div>
        )}
      </Sortable>
      <Button size="small" weight="quiet" className="self-start" onClick={add}>
        <Plus size={14} aria-hidden />
        {t`Add an option`}
      </Button>
      {error ? (
        <p role="alert" className="text-12 text-danger">
          {error}
        </p>
      ) : (
        <p className="text-12 text-quiet">{t`A hidden option can't be chosen any more, and stays where it was chosen. So does a removed one.`}</p>
      )}
    </div>
  );
}
