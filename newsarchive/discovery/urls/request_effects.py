"""Says what a request that a script makes would do on a site: ask for a list, or change something there.

A survey asks only for what any reader sees. What signs in or out, counts a visit, votes, comments, saves or
deletes is left alone, and so is what sends somebody's data; a POST must show that it asks for a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote_plus, urlsplit

Objection = Literal["changes", "personal", "no list"]

_LONGEST_BODY = 50_000  # characters that are looked at; a declaration holds fewer
_MOST_MEMBERS = 500
_DEEPEST = 12

_WORD = re.compile(r"[A-Z]++(?![a-z])|[A-Z]?[a-z]++|[^\W\d_]++")
# Words of a change, wherever an address or an action has them.
_CHANGES = frozenset(
    [
        "delete",
        "del",
        "remove",
        "destroy",
        "erase",
        "purge",
        "reset",
        "trash",
        "restore",
        "add",
        "insert",
        "create",
        "save",
        "update",
        "upsert",
        "edit",
        "modify",
        "replace",
        "unpublish",
        "submit",
        "send",
        "upload",
        "login",
        "logout",
        "logoff",
        "logon",
        "signin",
        "signout",
        "signup",
        "signon",
        "register",
        "unregister",
        "auth",
        "oauth",
        "authorize",
        "subscribe",
        "unsubscribe",
        "join",
        "enroll",
        "like",
        "unlike",
        "dislike",
        "praise",
        "unpraise",
        "zan",
        "dianzan",
        "digg",
        "vote",
        "votes",
        "voting",
        "upvote",
        "downvote",
        "thumbup",
        "thumbsup",
        "bookmark",
        "favorite",
        "favourite",
        "favorites",
        "favourites",
        "fav",
        "unfav",
        "follow",
        "unfollow",
        "share",
        "repost",
        "comment",
        "reply",
        "comments",
        "replies",
        "click",
        "clicks",
        "pageview",
        "pageviews",
        "viewcount",
        "viewcounts",
        "viewnum",
        "readcount",
        "readnum",
        "readtimes",
        "hitcount",
        "counter",
        "beacon",
        "heartbeat",
        "tracking",
        "tracker",
        "pay",
        "payment",
        "cart",
        "checkout",
        "buy",
        "activate",
        "deactivate",
        "approve",
        "reject",
        "dismiss",
        "mutation",
        "mutate",
        "captcha",
        "bulk",
        "reindex",
        "flush",
        "checkin",
        "increment",
        "increase",
        "incr",
        "incview",
        "incviews",
        "addview",
        "addviews",
        "addhit",
        "addhits",
        "setview",
        "sendmail",
        "sms",
    ]
)
# The same in other languages: what no list of news is called.
_CHANGES |= frozenset(
    {
        *("abonnieren", "abbestellen", "löschen", "loeschen", "anmelden", "abmelden", "registrieren"),
        *("absenden", "speichern", "bestellen", "abstimmen", "supprimer", "desinscription", "desabonner"),
        *("voter", "envoyer", "enregistrer", "acheter", "partager", "sabonner", "eliminar", "borrar"),
        *("suscribir", "suscribirse", "votar", "enviar", "guardar", "comprar", "megusta", "registrarse"),
        *("excluir", "apagar", "curtir", "assinar", "cadastrar", "elimina", "cancella", "iscriviti", "invia"),
        *("acquista", "udalit", "golosovat", "podpisatsya", "otpravit", "удалить", "голосовать", "отправить"),
        *("shanchu", "toupiao", "denglu", "zhuce", "dingyue", "shoucang", "tijiao", "删除", "投票", "登录"),
    }
)
# Words that may name a list of news as well: they count in an action, in what is posted, and where they are
# all that the end of an address says.
_DOUBTFUL = frozenset(
    [
        "view",
        "views",
        "read",
        "rate",
        "rating",
        "ratings",
        "score",
        "poll",
        "polls",
        "count",
        "counts",
        "star",
        "stars",
        "mark",
        "set",
        "write",
        "push",
        "newsletter",
        "newsletters",
        "contact",
        "message",
        "messages",
        "mail",
        "email",
        "report",
        "hit",
        "hits",
        "stat",
        "stats",
        "statistic",
        "statistics",
        "track",
        "log",
        "logs",
        "pv",
        "uv",
        "ping",
        "collect",
        "order",
        "orders",
        "apply",
        "import",
        "run",
        "exec",
        "execute",
        "trigger",
        "sync",
        "clear",
        "block",
        "notify",
        "notification",
        "user",
        "users",
        "account",
        "member",
        "members",
        "profile",
        "password",
        "token",
        "quit",
        "exit",
        "open",
        "close",
        "up",
        "down",
        "ding",
        "cai",
        "publish",
        "visit",
        "visits",
        "session",
        "sessions",
        "subscription",
        "subscriptions",
        "patch",
        "purchase",
        "confirm",
        "cancel",
        "ban",
        "feedback",
        "invite",
        "donate",
        "logging",
    ]
)
# Words joined to one: `postviews`, `addcomment`, `newslike`. An overview, a review and an interview are none.
_JOINED_WORDS = re.compile(
    r"(?:add|del|delete|remove|update|save|insert|create|edit|submit|set|inc|do|post|news|article|page|content|story"
    r"|item|blog)(?:views?|hits?|clicks?|counts?|pv|uv|likes?|comments?|votes?|praise|zan|reads?|rat(?:e|ing)s?"
    r"|fav(?:ou?rite)?s?|shares?)"
    r"|(?:add|del|delete|remove|update|save|insert|create|edit|submit|do)(?:post|news|article|item|user|login|logout"
    r"|register|subscribe|message|order|form)s?"
    r"|(?:like|unlike|dislike|vote|praise|rate|comment|share|delete|remove|publish)(?:post|news|article|item|story)s?"
    r"|(?:un)?subscribe\w*|\w*(?:login|logout|signin|signup|signout)|(?:views?|reads?|hits?|clicks?)(?:counts?|nums?|times?)"
)
# Parameters whose value says what is done.
_ACTION = re.compile(
    r"\w*action|(?:\w*_)?(?:act|ac|do|todo|op|opt|oper|operation|operation_?name|cmd|command|mod|module|method|func|function"
    r"|fn|task|event|service|route|controller|handler|procedure|proc|api|interface|a|c|m|r|s)",
    re.IGNORECASE,
)
_LOADED_BLOCK = re.compile(
    r"(?:ajax[_-]?block|block[_-]?ajax)(?:[_-]?(?:\d|load|more|posts?|news|page))*\Z"
    # JNews and its like number their kinds of blocks: `jnews_module_ajax_jnews_block_3`.
    r"|(?:ajax|module|widget|load)[\w-]*[_-]block[_-]?\d{1,3}\Z",
    re.IGNORECASE,
)
# Parameters whose value orders or narrows a list; `sort=views` counts nothing.
_ORDERING = re.compile(
    r"\w*(?:sort|order|fields?|select|include|expand|columns?|channel|categor|section|tag|topic|keyword|embed)\w*|q|by",
    re.IGNORECASE,
)
_SURE = frozenset(
    [
        "delete",
        "remove",
        "destroy",
        "login",
        "logout",
        "logoff",
        "signin",
        "signout",
        "signup",
        "register",
        "subscribe",
        "unsubscribe",
        "like",
        "unlike",
        "dislike",
        "praise",
        "vote",
        "upvote",
        "downvote",
        "postviews",
        "addcomment",
    ]
)
_PERSONAL = frozenset(
    [
        "email",
        "mail",
        "password",
        "passwd",
        "pwd",
        "pass",
        "passcode",
        "user",
        "username",
        "userid",
        "token",
        "captcha",
        "csrf",
        "phone",
        "otp",
    ]
)
_PERSONAL_IN_ADDRESS = frozenset({"email", "password", "passwd", "pwd"})

_PAGING = re.compile(
    r"p|pn|pg|ps|paged|\w*pages?(?:_?(?:no|num|number|index|idx|nr|size|count))?|\w*size|\w*limit|rows|take|first"
    r"|\w*offset|from|skip|start(?:_?(?:row|index|at))?|begin|\w*cursor|\w*continuation|(?:start_?)?after|before|since|until"
    r"|max_?id|since_?id|last_?(?:id|time|date)|last|older(?:_?than)?|next_?(?:page|token|cursor)|scroll_?id"
    r"|(?:\w*_)?(?:channel|category|cat|column|section|tag|topic|term|type|node|site|class|catalog|menu|lanmu|col)_?"
    r"(?:id|ids|code|key|slug|name)?|cid|\w*per_?page",
    re.IGNORECASE,
)
# Of these, what only a list has: a kind or a node is also that of a vote.
_COUNTING = re.compile(
    r"(?:\A|[._\[])(?:p|pn|pg|ps|paged|rows|take|skip)\]?\Z|page(?!_?(?:url|id|title|type|name|path|key|slug))|offset|cursor|limit|size|start|continuation|before|older|last_?id",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"size|limit|length|rows|take|per_?page|(?<![a-z])count", re.IGNORECASE)
# ASP.NET posts its pages back to themselves: `__EVENTARGUMENT=Page$2`, `__EVENTTARGET=ctl00$pager$next`.
_POSTED_BACK = frozenset({"__EVENTARGUMENT", "__EVENTTARGET"})
_TURNING = re.compile(
    r"\bPage\$(?:\d+|Next|Last|Prev|First)\Z|page(?:r|$|\d)|(?<![a-z])(?:next|more|older)(?![a-z])",
    re.IGNORECASE,
)
_LISTS = frozenset(
    [
        "list",
        "lists",
        "listing",
        "listings",
        "page",
        "pages",
        "paging",
        "paginate",
        "pagination",
        "more",
        "loadmore",
        "feed",
        "feeds",
        "roll",
        "rolling",
        "latest",
        "recent",
        "newest",
        "timeline",
        "stream",
        "search",
        "searches",
        "query",
        "queries",
        "archive",
        "archives",
        "find",
        "select",
        "browse",
        "infinite",
        "scroll",
        "lenta",
        "headlines",
    ]
)
_LIST_JOINED = re.compile(r"\w{2,}(?:lists?|feed|roll|page)|(?:list|load|more|page|search|query)\w{2,}")
_GETTERS = frozenset({"get", "load", "fetch", "show", "read"})
_MANY = frozenset({"news", "articles", "posts", "stories", "items", "entries", "contents", "docs", "topics"})
# Drupal's own way to load a further page of a list.
_DRUPAL_VIEWS = re.compile(r"/views/ajax/?\Z")


def objection_to(url: str, body: str | None, *, posts: bool, names: Iterable[str] = ()) -> Objection | None:
    """Return why a survey does not make a request, None if it may; total.

    `names` are the members that a script fills with what is not known, and that the body may lack.

    `changes`: something says that it would change something on the site, or count there. `personal`: it sends
    somebody's data. `no list`: a POST of which nothing says that it only asks for a list.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "no list"
    asked = parse_qsl(parts.query, keep_blank_values=True)[:_MOST_MEMBERS]
    sent = list(_members(body[:_LONGEST_BODY])) if posts and body else []
    members = [*asked, *sent]
    if _path_changes(parts.path, members, posts=posts) or any(_member_changes(*pair) for pair in members):
        return "changes"
    documents = [value for name, value in members if name.rpartition(".")[2] == "query"]
    if any(_is_other_document(text, parts.path) for text in documents):
        return "changes"
    filled = names if posts else ()
    # Nobody's data is in a field of what a user does that is sent empty: `user_action=`.
    told = [name for name, value in sent if value or _PERSONAL & _words(name) != {"user"}]
    if any(_PERSONAL & _words(name) for name in (*filled, *told)) or any(
        _PERSONAL_IN_ADDRESS & _words(name) for name, _ in asked
    ):
        return "personal"
    return "no list" if posts and not _asks_for_list(parts.path, members, documents) else None


def may_be_token(name: str) -> bool:
    """Say whether a member whose value is a token of the page is one: no action, nobody's data; total.

    A page may call its actions tokens.
    """
    last = name.rpartition(".")[2]
    if _ACTION.fullmatch(last) or last.lower() in _SURE:
        return False
    return not (_PERSONAL - {"token", "csrf"}) & _words(name)


def asks_for_part(body: str | None) -> bool:
    """Say whether a body names both where a part of a list begins and how long it is; total."""
    named = {name.rpartition(".")[2] for name, _ in _members(body[:_LONGEST_BODY])} if body else set()
    begins = any(_COUNTING.search(name) and not _LENGTH.search(name) for name in named)
    return begins and any(map(_LENGTH.search, named))


def turns_pages(url: str, body: str | None) -> bool:
    """Say whether a request names a page, an offset or a cursor, or where it goes speaks of a list; total."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    members = [*parse_qsl(parts.query)[:_MOST_MEMBERS], *(_members(body[:_LONGEST_BODY]) if body else ())]
    return _speaks_of_list(_words(unquote_plus(parts.path))) or any(
        (_COUNTING.search(name) is not None)
        or (name.rpartition(".")[2] == "query" and "{" in value)
        or (name in _POSTED_BACK and _TURNING.search(value) is not None)
        for name, value in members
    )


def _words(text: str) -> set[str]:
    """Return the words of a name in lower case, and each two that follow each other as one: `log_out`."""
    single = [found.lower() for found in _WORD.findall(text[:2_000])]
    return {*single, *map("".join, pairwise(single))}


def _speaks_of_change(words: Iterable[str], doubtful: frozenset[str] = frozenset()) -> bool:
    return any(
        word in _CHANGES or word in doubtful or _JOINED_WORDS.fullmatch(word) is not None for word in words
    )


def _path_changes(path: str, members: Iterable[tuple[str, str]], *, posts: bool) -> bool:
    plain = unquote_plus(path)
    if _DRUPAL_VIEWS.search(plain):
        return False
    if posts:
        return _speaks_of_change(_words(plain), _DOUBTFUL)
    last = plain.rstrip("/").rpartition("/")[2].partition(".")[0]
    ends_so = last.lower() in _DOUBTFUL and not any(_PAGING.fullmatch(name) for name, _ in members)
    return ends_so or _speaks_of_change(_words(plain))


def _member_changes(name: str, value: str) -> bool:
    """Say whether a parameter or a member of a body says that something is changed."""
    last = name.rpartition(".")[2]
    if last.lower() in _SURE:
        return True
    if not 0 < len(value) <= 200 or _ORDERING.fullmatch(last):
        return False
    if _ACTION.fullmatch(last):
        words = _words(value)
        # A part of a page that is loaded: `td_ajax_block`, `module_ajax_block_3`; `ajax_block_ip` is none.
        return _speaks_of_change(words - {"block"} if _LOADED_BLOCK.search(value) else words, _DOUBTFUL)
    return re.fullmatch(r"[\w./:-]{1,60}", value) is not None and bool(_SURE & _words(value))


def _members(body: str) -> Iterator[tuple[str, str]]:
    """Yield the members of a body, JSON or a form, at any depth, and of forms within; else its text."""
    try:
        value: Any = json.loads(body, strict=False)
    except (ValueError, RecursionError):
        pairs = parse_qsl(body, keep_blank_values=True) if "=" in body and "<" not in body else []
        yield from pairs[:_MOST_MEMBERS] or [("action", body[:200])]
        return
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    left = _MOST_MEMBERS
    while waiting and left > 0:
        name, one, depth = waiting.pop()
        left -= 1
        if depth > _DEEPEST:
            continue
        if isinstance(one, dict):
            waiting += [(f"{name}.{key}"[-300:], inner, depth + 1) for key, inner in one.items()]
            yield from ((f"{name}.{key}".lstrip("."), "") for key in one)
        elif isinstance(one, list):
            waiting += [(name, inner, depth + 1) for inner in one[:_MOST_MEMBERS]]
        elif isinstance(one, str):
            yield name.lstrip("."), one
            if re.match(r"[\w.\[\]-]{1,60}=", one):
                yield from parse_qsl(one)[:_MOST_MEMBERS]


def _is_other_document(text: str, path: str) -> bool:
    """Say whether a `query` is a document of GraphQL that does more than ask."""
    plain = re.sub(r"#[^\n]*", " ", text).strip()
    if plain.startswith(("*[", "*|")):
        return False  # GROQ (Sanity) only asks
    if "{" not in plain:
        return bool(plain) and "graphql" in path.lower()
    return (
        re.match(r"(?:query\b|fragment\b|\{)", plain) is None
        or re.search(r"\b(?:mutation|subscription)\b", plain) is not None
    )


def _asks_for_list(path: str, members: Iterable[tuple[str, str]], documents: Iterable[str]) -> bool:
    members = list(members)
    if any("{" in text for text in documents):
        return True  # of GraphQL, which asks
    # `data[current_page]` is a member as `data.current_page` is one.
    if any(_PAGING.fullmatch(re.split(r"[.\[]", name.rstrip("]"))[-1]) for name, _ in members):
        return True
    if any(name in _POSTED_BACK and _TURNING.search(value) for name, value in members):
        return True
    actions = [value for name, value in members if _ACTION.fullmatch(name.rpartition(".")[2])]
    return any(_speaks_of_list(_words(text)) for text in (unquote_plus(path), *actions))


def _speaks_of_list(words: set[str]) -> bool:
    return (
        bool(words & _LISTS)
        or any(_LIST_JOINED.fullmatch(word) for word in words)
        or bool(words & _GETTERS and words & _MANY)
    )
