/** Words in any number, each with its cross; one more is typed at the end. */
import { useLingui } from "@lingui/react/macro";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { type KeyboardEvent, useRef, useState } from "react";
import { classes } from "~/lib/classes";

const box = "min-h-8 items-center rounded-6 border border-border-field bg-surface px-1.5 py-1 pointer-coarse:min-h-11";

export type TagsEditorProps = {
  readonly tags: readonly string[];
  readonly onChange: (
    tags: readonly string[],
    act: { readonly kind: "added" | "removed"; readonly tag: string },
  ) => void;
  /** Of which field they are, where there are several. */
  readonly label?: string;
  /** "field" among the boxes of a form; inline where a value stands in place. */
  readonly look?: "field" | "inline";
  readonly id?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: boolean;
};

export function TagsEditor({
  tags,
  onChange,
  label,
  look = "inline",
  id,
  "aria-describedby": describedBy,
  "aria-invalid": isInvalid,
}: TagsEditorProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState<string | null>(null);
  /** Closed by a key: the focus goes back to where it was opened. */
  const [isLeftByKey, setLeftByKey] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  function add(): boolean {
    const tag = (typed ?? "").trim().toLowerCase();
    if (tag !== "" && !tags.includes(tag)) onChange([...new Set([...tags, tag])].toSorted(), { kind: "added", tag });
    return tag !== "";
  }
  function close() {
    setLeftByKey(true);
    setTyped(null);
  }
  function key(event: KeyboardEvent) {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault();
      if (add())
        setTyped(""); // for one more
      else close();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }
  function leave() {
    setLeftByKey(false);
    add();
    setTyped(null);
  }
  function remove(tag: string) {
    onChange(
      tags.filter((one) => one !== tag),
      { kind: "removed", tag },
    );
    opener.current?.focus(); // its cross is gone
  }
  return (
    <ul
      aria-label={label}
      className={classes("flex flex-wrap gap-1", look === "field" && box, isInvalid && "border-danger")}
    >
      {tags.map((tag) => (
        <li key={tag} className="inline-flex h-5 max-w-full items-center rounded-4 bg-hover pl-1.5 text-12">
          <span dir="auto" className="truncate">
            {tag}
          </span>
          <button
            type="button"
            aria-label={t`Remove the tag ${tag}`}
            onClick={() => remove(tag)}
            className="flex size-5 items-center justify-center rounded-4 text-quiet hover:bg-pressed hover:text-text"
          >
            <X size={12} aria-hidden />
          </button>
        </li>
      ))}
      <li>
        {typed === null ? (
          <button
            ref={opener}
            id={id}
            type="button"
            aria-label={t`Add a tag`}
            aria-describedby={describedBy}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field that had the focus is gone
            autoFocus={isLeftByKey}
            onClick={() => setTyped("")}
            className="flex h-5 items-center gap-0.5 rounded-4 px-1 text-12 text-quiet hover:bg-hover hover:text-text"
          >
            <Plus size={12} aria-hidden />
            {tags.length === 0 ? t`Add` : null}
          </button>
        ) : (
          <input
            id={id}
            value={typed}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- one asked for this field a moment ago
            autoFocus
            aria-label={t`New tag`}
            aria-describedby={describedBy}
            aria-invalid={isInvalid}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={key}
            onBlur={leave}
            className="h-5 w-24 rounded-4 border border-border-field bg-surface px-1.5 text-12"
          />
        )}
      </li>
    </ul>
  );
}
