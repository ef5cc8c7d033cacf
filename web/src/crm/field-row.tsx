/** A field of a record where it stands: its name, its value, and on a click the editor of its kind. */
import { useLingui } from "@lingui/react/macro";
import Pencil from "lucide-react/icons/pencil";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { classes } from "~/lib/classes";
import { IconButton } from "~/ui/button";
import { Checkbox } from "~/ui/checkbox";
import { Input, TextArea } from "~/ui/field";
import { RelativeTime } from "~/ui/relative-time";
import { type Fault, type Field, type FieldKind, isBlank, isSame, typedText, typedValue } from "./field.ts";
import { isTyped, useFaultWord, useValueWords } from "./field-words.ts";
import type { SaveField } from "./saving.ts";
import { TagsEditor } from "./tags-editor.tsx";
import { ValuePicker } from "./value-picker.tsx";

export type FieldRowProps = {
  readonly field: Field;
  readonly value: unknown;
  readonly onSave: SaveField;
};

export function FieldRow({ field, value, onSave }: FieldRowProps) {
  const id = useId();
  const isLong = field.kind === "multiline";
  return (
    <div className={isLong ? "py-1" : "flex min-h-7 items-start gap-3"}>
      <dt
        id={`${id}-name`}
        className={isLong ? "text-quiet" : "w-28 shrink-0 py-1 break-words text-quiet"}
        title={field.description || undefined}
      >
        {field.label}
      </dt>
      <dd className={classes("min-w-0", !isLong && "flex-1")}>
        <FieldValue field={field} value={value} nameId={`${id}-name`} onSave={onSave} />
      </dd>
    </div>
  );
}

function FieldValue({ field, value, nameId, onSave }: FieldRowProps & { readonly nameId: string }) {
  function save(next: unknown) {
    if (!isSame(next, value)) onSave(field, next);
  }
  if (field.isFixed) return <FixedValue field={field} value={value} />;
  if (field.kind === "tags")
    return (
      <div className="py-1">
        <TagsEditor tags={Array.isArray(value) ? value.map(String) : []} onChange={save} />
      </div>
    );
  if (field.kind === "checkbox")
    return (
      <div className="py-1">
        <Checkbox label={field.label} labelHidden checked={value === true} onChange={save} />
      </div>
    );
  if (!isTyped(field.kind))
    return (
      <ValuePicker field={field} value={value} look="inline" className="-mx-1.5 w-[calc(100%+12px)]" onChange={save} />
    );
  return <TypedValue field={field} value={value} nameId={nameId} onSave={save} />;
}

function FixedValue({ field, value }: { readonly field: Field; readonly value: unknown }) {
  const words = useValueWords();
  return (
    <p className="py-1 break-words">
      {field.kind === "datetime" && !isBlank(value) ? <RelativeTime at={String(value)} /> : words(field, value)}
    </p>
  );
}

const inputTypes: Partial<Record<FieldKind, string>> = {
  date: "date",
  datetime: "datetime-local",
  phone: "tel",
  url: "url",
  email: "email",
};

function TypedValue({
  field,
  value,
  nameId,
  onSave,
}: {
  readonly field: Field;
  readonly value: unknown;
  readonly nameId: string;
  readonly onSave: (value: unknown) => void;
}) {
  const { t } = useLingui();
  const faultWord = useFaultWord();
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const closed = useRef<HTMLButtonElement>(null);
  const noteId = useId();

  function close(byKey: boolean) {
    setTyped(null);
    setFault(null);
    if (byKey) requestAnimationFrame(() => closed.current?.focus());
  }
  function keep(byKey: boolean) {
    const result = typedValue(field.kind, typed ?? "");
    if (result.fault) return setFault(result.fault);
    close(byKey);
    onSave(result.value);
  }
  function key(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === "Enter" && (field.kind !== "multiline" || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      keep(true);
    }
  }
  if (typed === null)
    return (
      <ShownValue field={field} value={value}>
        {(label) => (
          <OpenButton
            ref={closed}
            nameId={nameId}
            isIcon={label === null}
            label={t`Change ${field.label}`}
            onOpen={() => setTyped(typedText(field.kind, value))}
            isLong={field.kind === "multiline"}
          >
            {label}
          </OpenButton>
        )}
      </ShownValue>
    );
  const shared = {
    value: typed,
    dir: "auto" as const,
    "aria-labelledby": nameId,
    "aria-invalid": fault !== null,
    "aria-describedby": fault ? noteId : undefined,
    onChange: (event: { readonly target: { readonly value: string } }) => setTyped(event.target.value),
    onKeyDown: key,
    onBlur: () => keep(false),
  };
  return (
    <>
      {field.kind === "multiline" ? (
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- one clicked the value to type here
        <TextArea {...shared} autoFocus />
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- one clicked the value to type here
        <Input
          {...shared}
          autoFocus
          type={inputTypes[field.kind] ?? "text"}
          inputMode={field.kind === "number" ? "decimal" : undefined}
          autoComplete="off"
          className="h-7 px-1.5"
        />
      )}
      {fault ? (
        <p id={noteId} role="alert" className="pt-0.5 text-12 text-danger">
          {faultWord(fault)}
        </p>
      ) : null}
    </>
  );
}

/** Links stay links, with a pencil beside them; all other values open on a click of themselves. */
function ShownValue({
  field,
  value,
  children,
}: {
  readonly field: Field;
  readonly value: unknown;
  readonly children: (label: ReactNode) => ReactNode;
}) {
  const { t } = useLingui();
  const words = useValueWords();
  if (isBlank(value)) return children(<span className="text-quiet">{t`Add`}</span>);
  const text = words(field, value);
  const href = { url: text, phone: `tel:${text}`, email: `mailto:${text}` }[field.kind as string];
  if (!href)
    return children(
      <span className={field.kind === "multiline" ? "line-clamp-6 whitespace-pre-wrap" : undefined}>{text}</span>,
    );
  return (
    <span className="group flex min-h-7 items-center gap-1">
      <a
        href={href}
        {...(field.kind === "url" ? { target: "_blank", rel: "noreferrer noopener" } : {})}
        className="min-w-0 truncate text-accent hover:underline"
        title={text}
      >
        {text}
      </a>
      {children(null)}
    </span>
  );
}

function OpenButton({
  ref,
  nameId,
  isIcon,
  isLong,
  label,
  onOpen,
  children,
}: {
  readonly ref: React.Ref<HTMLButtonElement>;
  readonly nameId: string;
  readonly isIcon: boolean;
  readonly isLong: boolean;
  readonly label: string;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  const id = useId();
  if (isIcon)
    return (
      <IconButton
        ref={ref}
        size="small"
        label={label}
        icon={<Pencil size={14} />}
        onClick={onOpen}
        className="ml-auto opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
      />
    );
  return (
    <button
      ref={ref}
      id={id}
      type="button"
      dir="auto"
      aria-labelledby={`${nameId} ${id}`}
      onClick={onOpen}
      className={classes(
        "-mx-1.5 block w-[calc(100%+12px)] rounded-6 px-1.5 py-1 text-start break-words hover:bg-hover",
        isLong && "min-h-7",
      )}
    >
      {children}
    </button>
  );
}
