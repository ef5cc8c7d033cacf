/** Puts an emoji into the text. */
import { useLingui } from "@lingui/react/macro";
import Smile from "lucide-react/icons/smile";
import { lazy, Suspense, useState } from "react";
import { IconButton } from "~/ui/button";
import { Popover } from "~/ui/popover";

const EmojiPicker = lazy(async () => ({ default: (await import("./emoji-picker.tsx")).EmojiPicker }));

export function EmojiButton({ onChoose }: { readonly onChoose: (sign: string) => void }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={t`Emoji`}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton label={t`Emoji`} size="small" className="size-7!" icon={<Smile size={16} />} />}
    >
      <div className="h-72 w-76">
        <Suspense fallback={null}>
          <EmojiPicker
            onChoose={(sign) => {
              setOpen(false);
              onChoose(sign);
            }}
          />
        </Suspense>
      </div>
    </Popover>
  );
}
