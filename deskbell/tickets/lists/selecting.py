"""Pure. Which tickets are in a set, all of them, as a query of their ids?"""

from psycopg import sql

from deskbell.tickets.lists.ticket_sets import Branch, TicketSet, parts_of


def ids_of(tickets: TicketSet) -> sql.Composed:
    """A SELECT of `id`, each once; asks for `viewer_parameters`."""
    return sql.SQL(" UNION ").join(
        _walk(branch, sql.SQL(part)) for branch in tickets.branches for part in parts_of(tickets.state, branch)
    )


def _walk(branch: Branch, state: sql.SQL) -> sql.Composed:
    every = sql.SQL("({}) AS every CROSS JOIN ").format(sql.SQL(branch.each)) if branch.each else sql.SQL("").format()
    return sql.SQL("SELECT tickets.id FROM {}tickets WHERE {} AND {}").format(every, state, sql.SQL(branch.match))
