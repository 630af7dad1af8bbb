"""What a website is recognised by in links and in prose: its host, or host and path where many share one."""

from urllib.parse import unquote, urlsplit

from publishing.records.values import Identifier, Link, declared

# Hosts whose first folder says whose page it is, with all hosts below them.
SHARED = {
    *("facebook.com", "fb.com", "instagram.com", "threads.net", "twitter.com", "x.com", "linkedin.com", "tiktok.com"),
    *("youtube.com", "vimeo.com", "t.me", "telegram.me", "wa.me", "whatsapp.com", "vk.com", "ok.ru", "bsky.app"),
    *("google.com", "goo.gl", "g.page", "linktr.ee", "bit.ly", "wikipedia.org", "wikimedia.org", "archive.org"),
    *(
        "github.com",
        "gitlab.com",
        "flickr.com",
        "issuu.com",
        "scribd.com",
        "soundcloud.com",
        "gofundme.com",
        "mastodon.social",
    ),
    *("globalgiving.org", "devex.com", "reliefweb.int", "eventbrite.com", "patreon.com", "paypal.com", "paypal.me"),
    "about.me",
}
# Hosts that give each page a name below theirs: only the host itself is shared.
SHARED_ABOVE = {
    *("medium.com", "wordpress.com", "blogspot.com", "wixsite.com", "weebly.com", "tumblr.com", "substack.com"),
    *("squarespace.com", "webflow.io", "github.io", "gitlab.io", "netlify.app", "vercel.app", "webnode.com"),
    *("jimdosite.com", "jimdofree.com", "site123.me", "strikingly.com", "blogger.com", "ghost.io", "notion.site"),
}


def found_by(record):
    """What the entry of `record` is recognised by in words beside its names: its web pages, its identifiers."""
    found = []
    for name, value in declared(type(record)).items():
        held = getattr(record, name)
        if isinstance(value, Identifier):
            found.append(held)
        elif isinstance(value, Link):
            found += web_names(held)
    return found


def web_names(address):
    """What `address`, the URL of a website, is looked for by in words; an empty list when that would be everybody's.

    A host in other letters than ASCII is there twice, as it is read and as it is sent.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:  # no URL
        return []
    if not host:
        return []
    if shared := _shared(host):
        page = _page(parts)
        return [f"{shared}/{page}"] if page else []
    return sorted({host, _other_form(host)})


def _shared(host):
    """The shared host that `host` is or stands below; "" when it is somebody's own."""
    labels = host.split(".")
    above = (".".join(labels[at:]) for at in range(len(labels)))
    return next((one for one in above if one in SHARED), host if host in SHARED_ABOVE else "")


def _page(parts):
    """The path, and the query where the path is a program's that shows all pages."""
    path = unquote(parts.path).strip("/")
    return f"{path}?{parts.query}" if path.endswith(".php") else path


def _other_form(host):
    """`host` in ASCII if it is not, and the other way round; as it is where it has no other form."""
    try:
        return host.encode().decode("idna") if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host
