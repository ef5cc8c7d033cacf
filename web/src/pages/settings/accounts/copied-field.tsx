/** Something that is to be entered elsewhere, letter by letter, with a button that copies it. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "~/ui/button";
import { Field, Input } from "~/ui/field";

export function CopiedField({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  return (
    <div className="flex items-end gap-2">
      <Field label={label} className="flex-1">
        <Input readOnly value={value} dir="ltr" onFocus={(event) => event.target.select()} />
      </Field>
      <Button
        className="pointer-coarse:h-11"
        onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
      >
        {isCopied ? t`Copied` : t`Copy`}
      </Button>
    </div>
  );
}
