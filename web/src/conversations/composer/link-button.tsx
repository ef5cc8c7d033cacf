/** Makes the chosen words a link, or takes a link away. */
import { Trans, useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "~/ui/button";
import { Input } from "~/ui/field";
import { IconButton } from "~/ui/button";
import { Popover } from "~/ui/popover";

export function LinkButton({
  editor,
  isActive,
  icon,
}: {
  readonly editor: Editor;
  readonly isActive: boolean;
  readonly icon: ReactNode;
}) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const [address, setAddress] = useState("");

  function change(open: boolean) {
    if (open) setAddress(String(editor.getAttributes("link")["href"] ?? ""));
    setOpen(open);
  }
  function put(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    const typed = address.trim();
    const href = /^(https?:|mailto:|tel:)/iu.test(typed)
      ? typed
      : typed.includes("@")
        ? `mailto:${typed}`
        : `https://${typed}`;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (typed === "") chain.unsetLink().run();
    else if (editor.state.selection.empty && !isActive)
      chain.insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
    setOpen(false);
  }

  return (
    <Popover
      label={t`Link`}
      open={isOpen}
      onOpenChange={change}
      trigger={<IconButton label={t`Link`} size="small" className="size-7!" icon={icon} aria-pressed={isActive} />}
    >
      <form onSubmit={put} className="flex w-72 items-center gap-2">
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the popover was opened to type into it */}
        <Input
          value={address}
          autoFocus
          aria-label={t`Address of the link`}
          placeholder="https://"
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit">{address.trim() === "" && isActive ? <Trans>Remove</Trans> : <Trans>Link</Trans>}</Button>
      </form>
    </Popover>
  );
}
