/** One inbox: its conversations beside the one that is open. On a phone one of the two at a time. */
import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import MessageSquare from "lucide-react/icons/message-square";
import { QueryFailure } from "~/api/query-failure";
import { inboxesQuery } from "~/conversations/inboxes";
import { useAtLeast } from "~/lib/media";
import { useCommands } from "~/lib/shortcuts";
import { useTitle } from "~/lib/title";
import { EmptyState } from "~/ui/empty-state";
import { TabPanel, Tabs } from "~/ui/tabs";
import { WorkHeader } from "~/ui/work-header";
import { InboxConversation } from "./inbox-conversation.tsx";
import { InboxList } from "./inbox-list.tsx";
import { type InboxState, inboxListQuery } from "./inbox-queries.ts";

export function InboxPage() {
  const { t } = useLingui();
  const isWide = useAtLeast("lg");
  const inboxId = Number(useParams({ from: "/desk/inboxes/$inboxId" }).inboxId);
  const { state = "open", thread } = useSearch({ from: "/desk/inboxes/$inboxId" });
  const navigate = useNavigate({ from: "/inboxes/$inboxId" });
  const { data } = useQuery(inboxesQuery);
  const inbox = data?.inboxes.find((one) => one.id === inboxId && one.kind === "inbox");
  const list = useInfiniteQuery(inboxListQuery(inboxId, state));
  const threads = list.data?.pages.flatMap((page) => page.threads) ?? [];
  useTitle(inbox?.name ?? t`Inboxes`);

  const show = (next: InboxState) => void navigate({ search: next === "open" ? {} : { state: next } });
  const open = (id: number | null) =>
    void navigate({
      search: ({ thread: _before, ...rest }) => (id === null ? rest : { ...rest, thread: id }),
      replace: thread !== undefined && id !== null,
    });
  function step(by: 1 | -1) {
    const at = threads.findIndex((one) => one.id === thread);
    const next = threads[at < 0 ? 0 : at + by];
    if (next) open(next.id);
  }
  useCommands([
    { id: "next-conversation", label: t`Next conversation`, group: t`Inboxes`, keys: "j", run: () => step(1) },
    { id: "previous-conversation", label: t`Previous conversation`, group: t`Inboxes`, keys: "k", run: () => step(-1) },
    {
      id: "leave-conversation",
      label: t`Back to the list`,
      group: t`Inboxes`,
      keys: "Escape",
      keysOnly: true,
      run: () => open(null),
    },
  ]);

  if (list.error && !list.data) return <QueryFailure error={list.error} onRetry={() => void list.refetch()} />;
  const conversation =
    thread === undefined ? null : (
      <InboxConversation
        key={thread}
        threadId={thread}
        onBack={isWide ? null : () => open(null)}
        onGone={() => open(null)}
      />
    );
  if (!isWide && conversation) return conversation;
  return (
    <div className="flex min-h-0 flex-1">
      <section
        aria-label={t`Conversations`}
        className={isWide ? "flex w-[340px] shrink-0 flex-col border-r border-border" : "flex min-w-0 flex-1 flex-col"}
      >
        <WorkHeader title={<bdi>{inbox?.name ?? t`Inboxes`}</bdi>} />
        <Tabs<InboxState>
          label={t`Which conversations`}
          value={state}
          onChange={show}
          tabs={[
            { value: "open", label: t({ message: "Open", context: "conversations" }) },
            { value: "closed", label: t({ message: "Closed", context: "conversations" }) },
            { value: "spam", label: t`Spam` },
          ]}
          className="flex-1 [&_[role=tablist]]:pl-2"
        >
          <TabPanel value={state} className="flex-1 overflow-y-auto">
            <InboxList list={list} threads={threads} state={state} openId={thread ?? null} onOpen={open} />
          </TabPanel>
        </Tabs>
      </section>
      {isWide
        ? (conversation ?? (
            <div className="flex min-w-0 flex-1 flex-col">
              <EmptyState icon={<MessageSquare size={28} strokeWidth={1.5} />} title={t`Choose a conversation`} />
            </div>
          ))
        : null}
    </div>
  );
}
