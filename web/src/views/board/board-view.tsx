/** The tickets of a view in columns, one for each status of a pipeline; the ticket that is chosen opens beside them. */
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ListQuestion } from "~/api/keys";
import type { Pipeline, TicketRow, ViewKey } from "~/api/shapes";
import { classes } from "~/lib/classes";
import { useAtLeast } from "~/lib/media";
import { useStored } from "~/lib/stored";
import { Select } from "~/ui/select";
import { useDirectory } from "~/users/session";
import { useChosenTicket } from "../chosen-ticket.ts";
import { useListQuestion } from "../view-place.ts";
import {
  type BoardShared,
  type ColumnHandle,
  BoardProvider,
  type Landing,
  type Lifted,
  type TicketMenu,
} from "./board-context.ts";
import { BoardColumn, ColumnWaiting } from "./board-column.tsx";
import { BoardPreview } from "./board-preview.tsx";
import { boardCountsQuery, useFirstPages } from "./board-queries.ts";
import { RequiredDialog } from "./required-dialog.tsx";
import { useFinger } from "./use-finger.ts";
import { type Asked, useMoving } from "./use-moving.ts";

export type BoardViewProps = {
  readonly view: ViewKey;
  /** The ticket itself, and its menu: views know nothing of the pages that show them. */
  readonly renderTicket: (id: number, close: ReactNode) => ReactNode;
  readonly Menu: TicketMenu;
};

export function BoardView(props: BoardViewProps) {
  const { t } = useLingui();
  const question = useListQuestion(props.view);
  const { pipelines } = useDirectory();
  const [pipelineId, setPipelineId] = useStored<number>("board.pipeline", 0);
  const pipeline = pipelines.find((other) => other.id === pipelineId) ?? pipelines[0];
  if (!question || !pipeline) return null;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {pipelines.length > 1 ? (
        <div className="flex h-10 shrink-0 items-center border-b border-border px-3">
          <Select
            label={t`Pipeline`}
            look="inline"
            value={String(pipeline.id)}
            onChange={(id) => setPipelineId(Number(id))}
            options={pipelines.map((other) => ({ value: String(other.id), label: other.label }))}
          />
        </div>
      ) : null}
      <Board key={`${pipeline.id} ${JSON.stringify(question)}`} {...props} question={question} pipeline={pipeline} />
    </div>
  );
}

function Board({
  view,
  question,
  pipeline,
  renderTicket,
  Menu,
}: BoardViewProps & { readonly question: ListQuestion; readonly pipeline: Pipeline }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const wide = useAtLeast("md");
  const [chosen, choose] = useChosenTicket();
  const isPainted = useFirstPages(question, pipeline.id);
  const { data: counts } = useQuery({ ...boardCountsQuery(question, pipeline.id), enabled: isPainted });
  const { move, asked, dropAsked } = useMoving(question, pipeline);
  const [lifted, showLifted] = useState<Lifted | null>(null);
  const held = useRef<Lifted | null>(null);
  const setLifted = useCallback((now: Lifted | null) => {
    held.current = now;
    showLifted(now);
  }, []);
  const [dragged, setDragged] = useState<number | null>(null);
  const [said, say] = useState("");
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useRef(new Map<number, ColumnHandle>());
  const landing = useRef<Landing | null>(null);
  const pressed = useFinger(scroller, { pipeline, move, setLifted, setDragged });

  useEffect(() => {
    const element = scroller.current;
    return element ? autoScrollForElements({ element }) : undefined;
  }, []);
  useEffect(
    () =>
      monitorForElements({
        onDragStart: ({ source }) => setDragged((source.data["row"] as TicketRow).id),
        onDrop: ({ source, location }) => {
          setDragged(null);
          const to = pipeline.statuses.find(
            (status) => status.id === location.current.dropTargets[0]?.data["statusId"],
          );
          if (to) void move(source.data["row"] as TicketRow, to);
        },
      }),
    [move, pipeline],
  );

  const focusTicket = useCallback(
    (id: number) => [...columns.current.values()].some((column) => column.focusTicket(id)),
    [],
  );
  const open = useCallback(
    (id: number) => {
      if (wide) choose(id);
      else void navigate({ to: "/tickets/$ticketId", params: { ticketId: String(id) }, search: { view } });
    },
    [wide, choose, navigate, view],
  );
  const drop = useCallback(() => {
    if (!held.current) return;
    const { row, to } = held.current;
    setLifted(null);
    landing.current = { id: row.id, statusId: to.id };
    say(t`Dropped in ${to.label}.`);
    void move(row, to).then((moved) => {
      if (moved === "back") landing.current = { id: row.id, statusId: row.status_id };
    });
  }, [setLifted, move, t]);
  /** The dialog goes first: what lies under it can't take the focus. */
  function leaveAsked({ row }: Asked, statusId: number) {
    dropAsked();
    landing.current = { id: row.id, statusId };
  }
  const focusBeside = useCallback(
    (statusId: number, by: 1 | -1) => {
      const place = pipeline.statuses.findIndex((status) => status.id === statusId);
      const next = pipeline.statuses[place + by];
      if (next) columns.current.get(next.id)?.focusCard();
    },
    [pipeline],
  );
  const shared = useMemo<BoardShared>(
    () => ({ view, pipeline, open, held, setLifted, drop, pressed, landing, say, focusBeside, Menu }),
    [view, pipeline, open, setLifted, drop, pressed, focusBeside, Menu],
  );
  const now = { lifted, dragged, chosen };

  return (
    <BoardProvider value={shared}>
      <div className="flex min-h-0 flex-1">
        <div
          ref={scroller}
          role="group"
          aria-label={t`Board`}
          className={classes(
            "flex min-h-0 min-w-0 flex-1 gap-3 overflow-x-auto overscroll-x-contain bg-sunken p-3",
            // A mouse's drag scrolls by pixels: a board that snaps would jump back under it.
            (dragged === null || lifted !== null) && "max-md:snap-x max-md:snap-mandatory max-md:scroll-px-3",
          )}
        >
          {pipeline.statuses.map((status) =>
            isPainted ? (
              <BoardColumn
                key={status.id}
                question={question}
                status={status}
                count={counts?.get(status.id)}
                now={now}
                ref={(handle) => {
                  if (handle) columns.current.set(status.id, handle);
                  else columns.current.delete(status.id);
                }}
              />
            ) : (
              <ColumnWaiting key={status.id} status={status} />
            ),
          )}
        </div>
        {chosen !== undefined && wide ? (
          <BoardPreview
            onClose={() => {
              choose(undefined);
              focusTicket(chosen);
            }}
          >
            {(close) => renderTicket(chosen, close)}
          </BoardPreview>
        ) : null}
      </div>
      <div role="status" aria-live="assertive" className="sr-only">
        {said}
      </div>
      {asked ? (
        <RequiredDialog
          asked={asked}
          onClose={() => leaveAsked(asked, asked.row.status_id)}
          onFilled={(change) => {
            leaveAsked(asked, asked.to.id);
            void move(asked.row, asked.to, change);
          }}
        />
      ) : null}
    </BoardProvider>
  );
}
