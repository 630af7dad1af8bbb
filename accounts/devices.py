"""What a browser calls itself, in words that its owner knows and that fit many others."""

from django.utils.translation import gettext as _

# In this order: most browsers also name those that they want to be taken for.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Macintosh": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device_words(user_agent):
    """For example “Firefox on Windows”. What the browser sent is not kept."""
    browser = next((words for part, words in BROWSERS.items() if part in user_agent), _("A browser"))
    system = next((words for part, words in SYSTEMS.items() if part in user_agent), "")
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
