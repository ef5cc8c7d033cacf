/** A ticket beside the board. Esc closes it, and the board is as it was. */
import { useLingui } from "@lingui/react/macro";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useCommands } from "~/lib/shortcuts";
import { useStored } from "~/lib/stored";
import { IconButton } from "~/ui/button";
import { Splitter } from "~/ui/splitter";

export function BoardPreview({
  onClose,
  children,
}: {
  readonly onClose: () => void;
  readonly children: (close: ReactNode) => ReactNode;
}) {
  const { t } = useLingui();
  const [width, setWidth] = useStored<number>("board.preview-width", 520);
  useCommands([
    { id: "close-preview", label: t`Close the preview`, group: t`Board`, keys: "Escape", keysOnly: true, run: onClose },
  ]);
  return (
    <>
      <Splitter label={t`Width of the preview`} size={width} min={380} max={900} side="after" onResize={setWidth} />
      <aside aria-label={t`Ticket preview`} className="flex max-w-[70%] shrink-0 flex-col" style={{ width }}>
        {children(
          <IconButton label={t`Close the preview`} shortcut="Escape" icon={<X size={16} />} onClick={onClose} />,
        )}
      </aside>
    </>
  );
}
