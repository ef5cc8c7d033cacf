/** Which of the ticket's conversations is shown: all together, or one. Only drawn when there are several. */
import { useLingui } from "@lingui/react/macro";
import type { Thread } from "~/api/shapes";
import { Badge } from "~/ui/badge";
import { RelativeTime } from "~/ui/relative-time";
import { Select } from "~/ui/select";

const all = "all";

/** `threads` with the one first that came to the ticket last. */
export function ThreadSwitcher({
  threads,
  threadId,
  onChange,
}: {
  readonly threads: readonly Thread[];
  readonly threadId: number | null;
  readonly onChange: (threadId: number | null) => void;
}) {
  const { t } = useLingui();
  if (threads.length < 2) return null;
  const shown = threads.find((thread) => thread.id === threadId);
  const nameOf = (thread: Thread) =>
    thread.subject || thread.participants[0]?.name || thread.participants[0]?.address || `#${thread.id}`;
  return (
    <div className="flex h-9 shrink-0 items-center gap-2 border-b border-border px-3">
      <Select
        label={t`Conversation shown`}
        look="inline"
        value={threadId === null ? all : String(threadId)}
        onChange={(value) => onChange(value === all ? null : Number(value))}
        options={[
          { value: all, label: t`All conversations` },
          ...threads.map((thread) => ({ value: String(thread.id), label: nameOf(thread) })),
        ]}
      />
      {shown?.is_spam ? <Badge tone="danger">{t`Spam`}</Badge> : null}
      {shown?.last_message_at ? <RelativeTime at={shown.last_message_at} className="text-12 text-quiet" /> : null}
      {shown ? null : <span className="tabular text-12 text-quiet">{threads.length}</span>}
    </div>
  );
}
