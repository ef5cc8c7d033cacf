/** Read, and unread again: of one ticket or conversation the later wish is the later request, however slow the server is. */
import { api } from "~/api/client";
import type { PlaceId } from "~/api/keys";
import { type Address, askInLine } from "~/api/line";

function address(place: PlaceId): Address {
  return typeof place === "number" ? `tickets/${place}` : place;
}

export function askRead(place: PlaceId, messageId: number): Promise<void> {
  return askInLine(address(place), () => api.post(`/${address(place)}/read`, { message_id: messageId }));
}

export function askUnread(place: PlaceId): Promise<void> {
  return askInLine(address(place), () => api.post(`/${address(place)}/unread`));
}
