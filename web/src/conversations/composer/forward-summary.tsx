/** What goes along with a forward: which words, under which subject, with which of their files. */
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useFaultWords } from "~/api/fault-words";
import { type PlaceId, keys } from "~/api/keys";
import type { ForwardDraft, ForwardScope } from "~/api/shapes";
import { FileChip } from "~/ui/file-chip";
import { Select } from "~/ui/select";
import { askForwardPreview } from "../commands.ts";
import { BriefLine } from "../forwarded-words.tsx";

const shownAtMost = 3;

export function ForwardSummary({
  ticketId,
  forward,
  onChange,
}: {
  readonly ticketId: PlaceId;
  readonly forward: ForwardDraft;
  readonly onChange: (forward: ForwardDraft) => void;
}) {
  const { t } = useLingui();
  const faultWords = useFaultWords();
  const { data, error } = useQuery({
    queryKey: keys.forwardPreview(ticketId, forward.message_id, forward.scope),
    queryFn: () => askForwardPreview(ticketId, forward.message_id, forward.scope),
  });
  const files = data?.files.filter((file) => !forward.without_file_ids.includes(file.id)) ?? [];
  const earlier = (data?.messages.length ?? 0) - shownAtMost;
  const scopes: { value: ForwardScope; label: string }[] = [
    { value: "message", label: t`This message` },
    { value: "conversation", label: t`The conversation so far` },
  ];
  return (
    <section aria-label={t`What is forwarded`} className="mt-2 border-l-2 border-border-strong pl-3 text-12">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          look="inline"
          className="-ml-1.5 w-auto"
          label={t`What to forward`}
          value={forward.scope}
          options={scopes}
          onChange={(scope) => onChange({ ...forward, scope, without_file_ids: [] })}
        />
        <input
          aria-label={t`Subject`}
          dir="auto"
          value={forward.subject ?? data?.subject ?? ""}
          onChange={(event) => onChange({ ...forward, subject: event.target.value })}
          className="h-7 min-w-40 flex-1 rounded-6 border border-transparent bg-transparent px-1.5 text-13 text-text outline-none hover:border-border focus:border-border-field"
        />
      </div>
      {error ? (
        <p role="alert" className="mt-1 text-danger">
          {faultWords(error)}
        </p>
      ) : null}
      {earlier > 0 ? (
        <p className="mt-1 text-quiet">{plural(earlier, { one: "# earlier message", other: "# earlier messages" })}</p>
      ) : null}
      <ul className="mt-1 flex flex-col gap-0.5">
        {data?.messages.slice(-shownAtMost).map((message) => (
          <BriefLine key={message.id} message={message} />
        ))}
      </ul>
      {files.length > 0 ? (
        <ul aria-label={t`Files that go along`} className="flex flex-wrap gap-1.5 py-1.5 text-13">
          {files.map((file) => (
            <li key={file.id} className="max-w-full">
              <FileChip
                name={file.name}
                size={file.size}
                kind={file.content_type}
                href={file.url}
                onRemove={() => onChange({ ...forward, without_file_ids: [...forward.without_file_ids, file.id] })}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {forward.without_file_ids.length > 0 ? (
        <button
          type="button"
          onClick={() => onChange({ ...forward, without_file_ids: [] })}
          className="-ml-1.5 h-6 rounded-4 px-1.5 text-quiet hover:bg-hover hover:text-text"
        >
          <Trans>Put the files back</Trans>
        </button>
      ) : null}
    </section>
  );
}
