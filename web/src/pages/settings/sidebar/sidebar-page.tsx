/** Which cards stand beside a ticket: for everybody, and for a team that wants it otherwise. */
import { useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/api/client";
import { FaultBanner } from "~/api/fault-banner";
import { keys } from "~/api/keys";
import { QueryFailure } from "~/api/query-failure";
import { type SidebarCard, type SidebarLayouts, sidebarLayoutsQuery } from "~/crm/sidebar-layout";
import { useTitle } from "~/lib/title";
import { Button } from "~/ui/button";
import { Field } from "~/ui/field";
import { LeaveGuard } from "~/ui/leave-guard";
import { Select } from "~/ui/select";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { findTeam, useDirectory } from "~/users/session";
import { SettingsPage } from "../settings-page.tsx";
import { SuperAdminsOnly } from "../super-admins-only.tsx";
import { LayoutEditor } from "./layout-editor.tsx";
import { LayoutPreview } from "./layout-preview.tsx";

const everybody = "everybody";

/** What was changed and not saved yet, by team. */
type Drafts = ReadonlyMap<number | null, readonly SidebarCard[]>;

export function SidebarPage() {
  const { t } = useLingui();
  const { teams } = useDirectory();
  const { data, error, refetch } = useQuery(sidebarLayoutsQuery);
  const [teamId, setTeamId] = useState<number | null>(null);
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  useTitle(t`Sidebar`);
  const ownLayout = (id: number) => data?.layouts.some((layout) => layout.team_id === id) ?? false;
  return (
    <SuperAdminsOnly>
      <SettingsPage
        isWide
        title={t`Sidebar`}
        lead={t`The cards beside a ticket. Everybody can put them in an order of their own.`}
      >
        {error && !data ? <QueryFailure error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <SkeletonText lines={6} /> : null}
        {data ? (
          <>
            <Field label={t`Layout for`} className="max-w-sm">
              <Select
                value={teamId === null ? everybody : String(teamId)}
                onChange={(value) => setTeamId(value === everybody ? null : Number(value))}
                options={[
                  { value: everybody, label: t`Everybody` },
                  ...teams.map((team) => ({
                    value: String(team.id),
                    label: team.name,
                    hint: ownLayout(team.id) ? t`its own` : t`as everybody`,
                  })),
                ]}
              />
            </Field>
            <LeaveGuard isUnsaved={drafts.size > 0} />
            <Layout
              key={teamId}
              teamId={teamId}
              data={data}
              draft={drafts.get(teamId) ?? null}
              onDraft={(cards) => setDrafts((others) => withDraft(others, teamId, cards))}
            />
          </>
        ) : null}
      </SettingsPage>
    </SuperAdminsOnly>
  );
}

function withDraft(drafts: Drafts, teamId: number | null, cards: readonly SidebarCard[] | null): Drafts {
  const others = [...drafts].filter(([team]) => team !== teamId);
  return new Map(cards ? [...others, [teamId, cards]] : others);
}

function Layout({
  teamId,
  data,
  draft,
  onDraft,
}: {
  readonly teamId: number | null;
  readonly data: SidebarLayouts;
  readonly draft: readonly SidebarCard[] | null;
  readonly onDraft: (cards: readonly SidebarCard[] | null) => void;
}) {
  const { t } = useLingui();
  const team = findTeam(useDirectory(), teamId);
  const own = data.layouts.find((layout) => layout.team_id === teamId);
  const saved = own?.cards ?? data.layouts[0]?.cards ?? data.beginning;
  const cards = draft ?? saved;
  const put = usePutLayout(teamId);
  const isUsual = teamId === null ? JSON.stringify(saved) === JSON.stringify(data.beginning) : !own;
  const unfinished = cards.find(
    (card) => card.kind === "properties" && (!card.title.trim() || card.properties.length === 0),
  );
  const unasked = cards.find(
    (card) =>
      card.condition && !["known", "unknown"].includes(card.condition.operator) && card.condition.values.length === 0,
  );
  const advice = unfinished
    ? t`Give each list of properties a title and at least one property.`
    : unasked
      ? t`Say for which value each condition asks.`
      : null;

  function save() {
    put.mutate(cards, {
      onSuccess: () => {
        onDraft(null);
        toast.done(team ? t`The layout of ${team.name} is saved` : t`The layout is saved`);
      },
    });
  }
  function reset() {
    put.mutate(null, {
      onSuccess: () => {
        onDraft(null);
        toast.done(t`The layout is the usual one again`, { undo: () => put.mutate(saved) });
      },
    });
  }
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="flex min-w-0 flex-col gap-4">
        <FaultBanner fault={put.error} />
        <LayoutEditor cards={cards} listable={data.fields} onChange={onDraft} />
        <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-border bg-surface py-3">
          {draft && advice ? <p className="mr-auto text-12 text-quiet">{advice}</p> : null}
          {isUsual && !draft ? null : (
            <Button weight="quiet" busy={put.isPending} onClick={draft ? () => onDraft(null) : reset}>
              {draft ? t`Discard changes` : t`Reset to default`}
            </Button>
          )}
          <Button weight="primary" busy={put.isPending} disabled={!draft || advice !== null} onClick={save}>
            {t`Save layout`}
          </Button>
        </div>
      </div>
      <section aria-label={t`Preview`} className="min-w-0">
        <h2 className="pb-2 text-13">{t`Preview`}</h2>
        <div className="overflow-hidden rounded-8 border border-border bg-surface">
          <LayoutPreview cards={cards} />
        </div>
      </section>
    </div>
  );
}

/** Null gives a team everybody's layout again, and everybody the one of a new desk. */
function usePutLayout(teamId: number | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (cards: readonly SidebarCard[] | null) => api.put("/sidebar-layouts", { team_id: teamId, cards }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sidebarLayouts }),
  });
}
