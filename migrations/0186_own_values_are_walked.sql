-- A view of all tickets that have some value of the desk's own walks them by their latest activity. What came lately has often
-- none of these values yet: a thousand such mails on top of the list were read with every page of it.
CREATE INDEX tickets_shown_own ON tickets (active_at DESC, id DESC) WHERE is_shown AND properties <> '{}';
