/** Where pages find the Actions menu of a ticket. */
export { TicketActions, type TicketActionsProps } from "~/tickets/actions/ticket-actions";
