/** A line across a surface about something that holds right now. */
import CircleAlert from "lucide-react/icons/circle-alert";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";
import { classes } from "~/lib/classes";

const looks = {
  info: { surface: "bg-info-soft", mark: "text-info", Icon: Info },
  warning: { surface: "bg-warning-soft", mark: "text-warning", Icon: TriangleAlert },
  danger: { surface: "bg-danger-soft", mark: "text-danger", Icon: CircleAlert },
};

export type BannerProps = {
  readonly kind: keyof typeof looks;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly rounded?: boolean;
  /** Read aloud at once rather than at the next pause. */
  readonly urgent?: boolean;
};

export function Banner({ kind, children, action, rounded = false, urgent = false }: BannerProps) {
  const { surface, mark, Icon } = looks[kind];
  return (
    <div
      role={urgent ? "alert" : "status"}
      className={classes("flex items-baseline gap-2 px-3 py-2", surface, rounded && "rounded-8")}
    >
      <Icon size={16} className={classes("relative top-[3px] shrink-0", mark)} aria-hidden />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action}
    </div>
  );
}
