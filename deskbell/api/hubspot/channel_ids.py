"""Pure: by which numbers does the public API know the kinds of channels (wire facts 1.1)?"""

CHANNELS = {
    "chat": ("1000", "LIVE_CHAT"),
    "messenger": ("1001", "FB_MESSENGER"),
    "email": ("1002", "EMAIL"),
    "form": ("1003", "FORMS"),
    "whatsapp": ("1007", "WHATSAPP"),
    "calling": ("2000", "CALLING"),  # HubSpot names no public id for it; this one is ours
}


def channel_id(channel: str) -> str:
    return CHANNELS[channel][0]


def channel_of(number: str) -> str | None:
    """Our name of the channel with this public id."""
    return next((channel for channel, (known, _) in CHANNELS.items() if known == number), None)
