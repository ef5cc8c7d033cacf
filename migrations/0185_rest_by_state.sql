-- In a list that is sorted by a property of the desk's own, the tickets without a value stand in the order of their numbers.
-- They are walked among the open ones, or the closed ones, alone: past all others it took as long as sorting them.
CREATE INDEX tickets_standing_id ON tickets (id) WHERE is_shown AND NOT is_closed;
CREATE INDEX tickets_closed_id ON tickets (id) WHERE is_shown AND is_closed;
