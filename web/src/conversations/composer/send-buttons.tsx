/** Sends the reply: at once, with a status, or later. */
import { Trans, useLingui } from "@lingui/react/macro";
import ChevronDown from "lucide-react/icons/chevron-down";
import { lazy, Suspense, useId, useState } from "react";
import type { Status } from "~/api/shapes";
import { weekdayAndTime } from "~/lib/time";
import { Button, IconButton } from "~/ui/button";
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuSeparator } from "~/ui/menu";
import { type LaterChoice, laterChoices } from "./send-later.ts";

const ChooseTime = lazy(async () => ({ default: (await import("./choose-time.tsx")).ChooseTime }));

export type SendHow = { readonly statusId?: number; readonly sendAt?: Date; readonly onlyIfUnanswered?: boolean };

export type SendButtonsProps = {
  /** To whom it goes, in few words. */
  readonly whom: string;
  readonly statuses: readonly Pick<Status, "id" | "label">[];
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  /** A send was refused because of newer words: the next one says that it knows. */
  readonly isRefused: boolean;
  readonly onSend: (how: SendHow) => void;
};

export function SendButtons({ whom, statuses, isBusy, isDisabled, isRefused, onSend }: SendButtonsProps) {
  const { t, i18n } = useLingui();
  const describedBy = useId();
  const [only, setOnly] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const names: Record<LaterChoice["key"], string> = {
    hour: t`In one hour`,
    tomorrow: t`Tomorrow morning`,
    monday: t`On Monday morning`,
  };
  const choices = laterChoices(new Date());
  return (
    <span className="flex min-w-0 items-center">
      <Button
        weight="primary"
        className="min-w-0 rounded-r-none"
        busy={isBusy}
        disabled={isDisabled}
        aria-describedby={describedBy}
        onClick={() => onSend({})}
      >
        {isRefused ? <Trans>Send anyway</Trans> : <Trans>Send</Trans>}
        {whom ? (
          <span aria-hidden className="hidden max-w-56 truncate font-normal opacity-80 sm:inline">
            {t`to ${whom}`}
          </span>
        ) : null}
      </Button>
      <span id={describedBy} hidden>
        {whom ? t`to ${whom}` : null}
      </span>
      <Menu
        trigger={
          <IconButton
            label={t`More ways to answer`}
            weight="primary"
            icon={<ChevronDown size={16} />}
            disabled={isBusy || isDisabled}
            className="w-7! rounded-l-none border-l border-surface/40"
          />
        }
      >
        {statuses.length > 0 ? (
          <MenuLabel>
            <Trans>Send, and set the ticket to</Trans>
          </MenuLabel>
        ) : null}
        {statuses.map((status) => (
          <MenuItem key={status.id} onSelect={() => onSend({ statusId: status.id })}>
            {status.label}
          </MenuItem>
        ))}
        {statuses.length > 0 ? <MenuSeparator /> : null}
        <MenuLabel>
          <Trans>Send later</Trans>
        </MenuLabel>
        {choices.map(({ key, at }) => (
          <MenuItem key={key} onSelect={() => onSend({ sendAt: at, onlyIfUnanswered: only })}>
            <span className="flex items-baseline justify-between gap-4">
              {names[key]}
              <span className="tabular text-12 text-quiet">{weekdayAndTime(at, i18n.locale)}</span>
            </span>
          </MenuItem>
        ))}
        <MenuItem onSelect={() => setChoosing(true)}>
          <Trans>Choose a time</Trans>
        </MenuItem>
        <MenuCheck checked={only} onChange={setOnly}>
          <Trans>Only if the customer has not answered</Trans>
        </MenuCheck>
      </Menu>
      {isChoosing ? (
        <Suspense fallback={null}>
          <ChooseTime
            startsAt={choices[1]?.at ?? new Date()}
            onlyIfUnanswered={only}
            onClose={() => setChoosing(false)}
            onChoose={(sendAt, onlyIfUnanswered) => {
              setChoosing(false);
              onSend({ sendAt, onlyIfUnanswered });
            }}
          />
        </Suspense>
      ) : null}
    </span>
  );
}
