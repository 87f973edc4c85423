"""A few words by which somebody knows their own browser again in a list of sign-ins."""

# Most browsers also name those they descend from, so the first sign that fits counts.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Line/": "LINE",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
MACHINES = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def named(user_agent: str) -> str:
    """`Firefox, Windows`; an empty text if neither is known."""
    found = (first_in(BROWSERS, user_agent), first_in(MACHINES, user_agent))
    return ", ".join(name for name in found if name)


def first_in(table, user_agent):
    return next((name for sign, name in table.items() if sign in user_agent), "")
