/** What just happened, in one line, with the way back: stays 10 seconds when it can be undone. */
import { Toast } from "@base-ui/react/toast";
import { useLingui } from "@lingui/react/macro";
import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import X from "lucide-react/icons/x";
import type { FocusEvent } from "react";
import { WithBreaks } from "./with-breaks.tsx";

type ToastData = { readonly action?: { readonly label: string; readonly run: () => void } };

const manager = Toast.createToastManager<ToastData>();

/** Time in milliseconds in which an act can be taken back. */
const undoTime = 10_000;

export type ToastOptions = {
  readonly detail?: string;
  readonly undo?: () => void;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly undoLabel?: string;
  /** What it is of: the next one of the same takes its place, so that no way back is offered that is past. */
  readonly about?: string;
  /** Until it is closed. */
  readonly stays?: boolean;
  /** Called when the toast goes away by itself or is closed without undoing. */
  readonly onGone?: () => void;
};

const latest = new Map<string, string>();

function show(kind: "done" | "failed", title: string, options: ToastOptions): string {
  const before = options.about && latest.get(options.about);
  if (before) manager.close(before);
  let undone = false;
  const action = options.undo
    ? {
        label: options.undoLabel ?? "",
        run: () => {
          undone = true;
          options.undo?.();
        },
      }
    : options.action;
  const id = manager.add({
    title,
    type: kind,
    ...(options.detail ? { description: options.detail } : {}),
    timeout: options.stays ? 0 : action || kind === "failed" ? undoTime : 5_000,
    priority: kind === "failed" ? "high" : "low",
    data: action ? { action } : {},
    onRemove: () => {
      if (!undone) options.onGone?.();
    },
  });
  if (options.about) latest.set(options.about, id);
  return id;
}

export const toast = {
  /** Says that an act is done. With `undo`, a button takes it back. Returns an id for `close`. */
  done: (title: string, options: ToastOptions = {}) => show("done", title, options),
  /** Says what failed, and in `detail` what was kept and what to do. */
  failed: (title: string, options: ToastOptions = {}) => show("failed", title, options),
  close: (id: string) => manager.close(id),
};

/** What had the focus before a toast took it: it goes back there with the button that was pressed. */
let before: Element | null = null;

function remember(event: FocusEvent<HTMLElement>): void {
  if (!event.currentTarget.contains(event.relatedTarget)) before = event.relatedTarget;
}

function giveBack(list: Element | null | undefined): void {
  const isLost = document.activeElement === document.body || list?.contains(document.activeElement) === true;
  if (isLost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
}

function ToastList() {
  const { t } = useLingui();
  const { toasts, close } = Toast.useToastManager<ToastData>();
  return toasts.map((item) => (
    <Toast.Root
      key={item.id}
      toast={item}
      aria-label={t`Notice`}
      swipeDirection={["down", "left"]}
      className="floats mt-2 flex w-full items-start gap-x-2.5 py-2 pr-2 pl-3 text-13 md:flex-wrap data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <span className={item.type === "failed" ? "mt-1.5 text-danger" : "mt-1.5 text-success"} aria-hidden>
        {item.type === "failed" ? <CircleAlert size={16} /> : <CircleCheck size={16} />}
      </span>
      <Toast.Content className="min-w-0 flex-1 py-1 md:max-w-[calc(100%-4rem)] md:basis-[calc(100%-4rem)]">
        {/* no Toast.Title: it would make the sentence the name of a dialog, and "Priority is now High" a second field "Priority" */}
        <p className="break-words">
          <WithBreaks text={item.title} />
        </p>
        {item.description ? (
          <Toast.Description className="text-12 break-words text-quiet">
            <WithBreaks text={item.description} />
          </Toast.Description>
        ) : null}
      </Toast.Content>
      {item.data?.action ? (
        <button
          type="button"
          className="h-7 shrink-0 rounded-6 px-2 font-strong text-accent hover:bg-hover md:order-last md:mb-0.5 md:ml-4.5"
          onClick={(event) => {
            const list = event.currentTarget.closest("[data-toasts]");
            item.data?.action?.run();
            close(item.id);
            giveBack(list);
          }}
        >
          {item.data.action.label || t`Undo`}
        </button>
      ) : null}
      <Toast.Close
        aria-label={t`Dismiss`}
        className="flex size-7 shrink-0 items-center justify-center rounded-6 text-quiet hover:bg-hover hover:text-text"
      >
        <X size={14} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}

export function Toasts() {
  const { t } = useLingui();
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label={t`Notifications`}
          data-toasts=""
          onFocusCapture={remember}
          className="print:hidden fixed bottom-[calc(env(safe-area-inset-bottom)+4rem)] left-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col md:bottom-2 md:left-[calc(var(--spacing-rail)+0.5rem)] md:w-[calc(var(--spacing-nav)-1rem)]"
        >
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
