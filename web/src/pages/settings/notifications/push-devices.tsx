/** Notifications on this device and on one's others, while the desk is closed. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import BellRing from "lucide-react/icons/bell-ring";
import { api, sentenceOf } from "~/api/client";
import { QueryFailure } from "~/api/query-failure";
import { keys } from "~/api/keys";
import { type Device, type PushState, devicesQuery, pushStateQuery, turnOff, turnOn } from "~/notifications/push";
import { Badge } from "~/ui/badge";
import { Banner } from "~/ui/banner";
import { Button } from "~/ui/button";
import { RelativeTime } from "~/ui/relative-time";
import { SkeletonText } from "~/ui/skeleton";
import { toast } from "~/ui/toast";
import { browserName } from "~/users/browser-name";
import { useMe } from "~/users/session";
import { Section } from "../settings-page.tsx";

export function PushDevices() {
  const { t } = useLingui();
  const { data: state } = useQuery(pushStateQuery);
  const devices = useQuery(devicesQuery);
  return (
    <Section title={t`Push`} lead={t`Shown by the browser or phone, also while the desk is closed.`}>
      {devices.error ? <QueryFailure error={devices.error} onRetry={() => void devices.refetch()} /> : null}
      {state === undefined || !devices.data ? (
        devices.error ? null : (
          <SkeletonText lines={2} />
        )
      ) : (
        <>
          <ThisDevice state={state} device={devices.data.devices.find((one) => one.is_current)} />
          <DeviceList devices={devices.data.devices} />
        </>
      )}
    </Section>
  );
}

function ThisDevice({ state, device }: { readonly state: PushState; readonly device: Device | undefined }) {
  const { t } = useLingui();
  const me = useMe();
  const again = useAgain();
  const on = useMutation({
    mutationFn: () => turnOn(me.id),
    onError: (fault) =>
      toast.failed(t`Push could not be turned on`, {
        detail:
          fault instanceof DOMException ? t`The browser's own push service could not be reached.` : sentenceOf(fault),
      }),
    onSettled: again,
  });
  const off = useMutation({
    mutationFn: () => turnOff(device),
    onError: (fault) => toast.failed(sentenceOf(fault)),
    onSettled: again,
  });
  if (state === "denied" || state === "insecure" || state === "unsupported" || state === "uninstalled")
    return (
      <Banner kind="info" rounded>
        <WhyNot state={state} />
      </Banner>
    );
  if (state === "on" && device) {
    return (
      <div className="flex flex-wrap gap-2">
        <TestButton device={device} />
        <Button weight="quiet" busy={off.isPending} onClick={() => off.mutate()}>{t`Turn off for this device`}</Button>
      </div>
    );
  }
  return (
    <div>
      <Button weight="primary" busy={on.isPending} onClick={() => on.mutate()}>
        <BellRing size={16} aria-hidden />
        {t`Turn on for this device`}
      </Button>
    </div>
  );
}

function TestButton({ device }: { readonly device: Device }) {
  const { t } = useLingui();
  const again = useAgain();
  const test = useMutation({
    mutationFn: () =>
      api.post<{ readonly outcome: "taken" | "gone" | "refused" | "later" }>(
        `/notifications/devices/${device.id}/test`,
      ),
    onSuccess: ({ outcome }) => {
      if (outcome === "taken") toast.done(t`The test notification is on its way`);
      else if (outcome === "gone")
        toast.failed(t`This browser no longer takes notifications`, { detail: t`Turn them on again.` });
      else toast.failed(t`The browser's push service did not take it`, { detail: t`Try again in a while.` });
    },
    onError: (fault) => toast.failed(sentenceOf(fault)),
    onSettled: again,
  });
  return <Button busy={test.isPending} onClick={() => test.mutate()}>{t`Send a test notification`}</Button>;
}

function WhyNot({ state }: { readonly state: PushState }) {
  if (state === "denied")
    return (
      <Trans>
        This browser blocks notifications of the desk. Allow them in its settings for this site, then come back.
      </Trans>
    );
  if (state === "insecure") return <Trans>Push needs a desk that is reached over https.</Trans>;
  if (state === "uninstalled")
    return (
      <Trans>
        Add Deskbell to the home screen first: Share, then Add to Home Screen. Then open it from there and turn push on.
      </Trans>
    );
  return <Trans>This browser can't show notifications of a closed desk.</Trans>;
}

function DeviceList({ devices }: { readonly devices: readonly Device[] }) {
  const { t } = useLingui();
  const again = useAgain();
  const remove = useMutation({
    mutationFn: (device: Device) =>
      device.is_current ? turnOff(device) : api.delete(`/notifications/devices/${device.id}`),
    onError: (fault) => toast.failed(sentenceOf(fault)),
    onSettled: again,
  });
  if (devices.length === 0) return <p className="text-quiet">{t`No device shows your notifications yet.`}</p>;
  return (
    <ul aria-label={t`Devices`} className="flex flex-col">
      {devices.map((device) => {
        const name = browserName(device.agent) ?? t`Unknown browser`;
        return (
          <li
            key={device.id}
            className="flex min-h-11 items-center gap-3 border-b border-border/60 py-2 first:pt-0 last:border-0"
          >
            <div className="min-w-0 flex-1">
              <p className="truncate">{name}</p>
              <p className="truncate text-12 text-quiet">
                {device.heard_at ? (
                  <Trans>
                    Last reached <RelativeTime at={device.heard_at} />
                  </Trans>
                ) : (
                  <Trans>
                    Added <RelativeTime at={device.created_at} />
                  </Trans>
                )}
              </p>
            </div>
            {device.is_current ? <Badge tone="accent">{t`This device`}</Badge> : null}
            <Button
              size="small"
              aria-label={t`Remove ${name}`}
              onClick={() => remove.mutate(device)}
            >{t`Remove`}</Button>
          </li>
        );
      })}
    </ul>
  );
}

function useAgain(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.notificationDevices }),
      client.invalidateQueries({ queryKey: keys.pushState }),
    ]);
}
