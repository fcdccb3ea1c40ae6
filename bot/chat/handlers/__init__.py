"""handlers: one module a room. Each takes a Turn, calls one station, returns Outgoing; see chat/turn.py."""
