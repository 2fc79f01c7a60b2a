"""Lists of data: JSON, JSONP, and what the scripts of a page hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from newsarchive.discovery.documents import ListingReading
from newsarchive.discovery.lists.address_forms import SLUG_FORMS, is_address_form
from newsarchive.discovery.lists.cursor_forms import form_problem
from newsarchive.discovery.lists.list_paging import PAGE_HOLES, Paging, filled_address, hole_in, kept_under
from newsarchive.discovery.lists.list_reading import ListRules, asked_for_page, is_page_of, read_list
from newsarchive.discovery.scripts.page_tokens import is_token_place, tokens_in
from newsarchive.discovery.urls.canonical_urls import canonical_key, is_http_url
from newsarchive.listings.field_types import DeclaredTable, HttpURL
from newsarchive.listings.listing_kind import Listing, ListingKind, ListingRequest

# A declaration is read by many, and is no place for secrets.
_SECRET_HEADERS = frozenset({"cookie", "authorization", "proxy-authorization", "host", "content-length"})
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\Z")  # RFC 9110, 5.6.2


def _json_path(value: str) -> str:
    from newsarchive.discovery.lists.json_path import path_problem  # noqa: PLC0415 - slow, and most declare none

    problem = path_problem(value)
    if problem is not None:
        raise ValueError(f"allowed: a JSONPath (RFC 9535) such as $.data.list[*]; here {problem}")
    return value


def _member(value: str) -> str:
    return _json_path(value) if value.startswith("$") else value


def _template(value: str) -> str:
    from newsarchive.discovery.lists.address_templates import holes_of  # noqa: PLC0415 - as above

    plain = re.sub(r"\{[^{}]+\}", "x", value)
    if not holes_of(value) or not (is_http_url(plain) or plain.startswith("/")):
        raise ValueError("allowed: a URL with members in braces, such as https://h.example/a/{id}.html")
    forms = [form for form in re.findall(r"\{[^{}:]+:([^{}]+)\}", value) if "%" not in form]
    unknown = next((form for form in forms if not is_address_form(form)), None)
    if unknown is not None:
        names = ", ".join(("hex", "base36", "lower", *SLUG_FORMS))
        raise ValueError(
            f"allowed: forms of a time such as %Y%m%d, or one of {names} (slug80: cut); here {unknown}"
        )
    return value


def _next_page(value: str) -> str:
    if value.startswith("$"):
        return _json_path(value)
    filled = filled_address(value, "2")
    if hole_in(value) is None or "{" in filled or not is_http_url(filled):
        raise ValueError(
            f"allowed: a URL with one of {', '.join(PAGE_HOLES)}, or a JSONPath to the URL of the next page"
        )
    return value


def _next_body(value: str) -> str:
    if hole_in(value) is None:
        raise ValueError(f"allowed: a body with one of {', '.join(PAGE_HOLES)}")
    return value


def _header_field(value: str) -> str:
    if value.lower() in _SECRET_HEADERS or not _HEADER.match(value):
        raise ValueError(f"allowed: any name of a header but {', '.join(sorted(_SECRET_HEADERS))}")
    return value


def _cursor_form(value: str) -> str:
    problem = form_problem(value)
    if problem is not None:
        raise ValueError(f"allowed: seconds, milliseconds, or a form such as %Y%m%d; here {problem}")
    return value


def _token_place(value: str) -> str:
    if not is_token_place(value):
        raise ValueError("allowed: meta NAME, field NAME or script NAME")
    return value


TokenName = Annotated[str, StringConstraints(pattern=r"^[\w-]{1,60}$")]
TokenPlace = Annotated[str, AfterValidator(_token_place)]
JsonPath = Annotated[str, AfterValidator(_json_path)]
Member = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_member)]
AddressTemplate = Annotated[str, AfterValidator(_template)]
CursorForm = Annotated[str, StringConstraints(max_length=80), AfterValidator(_cursor_form)]
NextPage = Annotated[str, AfterValidator(_next_page)]
NextBody = Annotated[str, AfterValidator(_next_body)]
RequestBody = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
HeaderField = Annotated[str, AfterValidator(_header_field)]
HeaderLine = Annotated[str, StringConstraints(pattern=r"^[\x20-\x7e]{0,1000}$")]


class DataList(DeclaredTable):
    """A list of articles that stands in data: JSON, JSONP, or the scripts of a page.

    Only `url` is needed: the articles are found by what their objects have in common, a URL, a headline
    and a time. Where declared keys are not there any more, that takes over, and `keys_changed` says so.
    """

    url: HttpURL
    """URL of the data, or of the page whose scripts hold it."""
    method: Literal["GET", "POST"] | None = None
    """How it is asked for; without a value POST where there is a `body`, else GET."""
    body: RequestBody | None = None
    """What is sent: JSON, or a form (`page=1&size=20`)."""
    headers: dict[HeaderField, HeaderLine] = Field(default_factory=dict)
    """Request headers that the data needs."""
    tokens: dict[TokenName, TokenPlace] = Field(default_factory=dict)
    """Where tokens stand that body and headers need (`{token:csrf}`): `meta csrf-token`, `field _token` (a
    hidden one) or `script nonce`; they are read out of `token_page` before each request, and not kept."""
    token_page: HttpURL | None = None
    """The page that has the tokens; its cookies are sent with the request."""
    articles: JsonPath | None = None
    """Where the articles are: a JSONPath of RFC 9535 (`$.data.list[*]`). In a page the scripts' data stands
    below the names it has there (`$.__NEXT_DATA__.props.pageProps.posts[*]`)."""
    link: Member | None = None
    """The member with the URL of an article: its keys joined by dots, or a JSONPath from the article."""
    title: Member | None = None
    """The member with the headline."""
    time: Member | None = None
    """The member with the time of publication: ISO 8601, (milli)seconds since 1970, or as it is printed."""
    template: AddressTemplate | None = None
    """The URL of an article where no member has it (`https://h.example/{channel}/{id}.html`); a time with
    its form: `{published:%Y%m%d}`; a number to another base or a slug with its own (`hex`, `base36`, `lower`,
    `slug`, `slug80`): `{id:base36}-{title:slug}`. Instead of `link`."""
    base: HttpURL | None = None
    """The page that relative URLs are relative to; without a value the root of the host of `url`, or the
    page itself."""
    next: NextPage | None = None
    """URL of the further pages, with `{page}` (counts from the first page's number), `{offset}` (how many
    articles came before) or `{cursor}`; or a JSONPath to it in the data (`$.links.next`). A number may be
    added: `start={offset+1}&end={offset+20}`."""
    next_body: NextBody | None = None
    """Body of the further pages, likewise (`{"page":{page},"size":20}`)."""
    cursor: Member | None = None
    """What goes into `{cursor}`: a JSONPath from the root of the data, or a member of the last article (its
    time, its number)."""
    cursor_form: CursorForm | None = None
    """How a time is written in `{cursor}`, where that is not as `cursor` has it: `seconds` or `milliseconds`
    since 1970, or as strftime has it (`%Y%m%d`); the offset of times that state none behind it
    (`seconds+08:00`)."""
    second: Annotated[int, Field(ge=0, le=1_000)] | None = None
    """What `{page}` is on the second page; without a value one more than on the first, or 2."""
    step: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """What `{offset}` grows by from page to page; without a value the number of articles that came."""
    pages: Annotated[int, Field(ge=1, le=1_000)] = 1
    """Read at most so many pages of the list. Reading stops at the first page that names nothing new."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.link is not None and self.template is not None:
            raise ValueError("allowed: `link` or `template`, not both")
        if self.next_body is not None and (self.body is None or self.next is not None):
            raise ValueError("allowed: `next_body` with a `body`, and without `next`")
        if self.method == "GET" and self.body is not None:
            raise ValueError("allowed: a `body` with POST")
        written = [self.body or "", self.next_body or "", *self.headers.values()]
        needed = {name for text in written for name in tokens_in(text)}
        if needed != self.tokens.keys() or bool(self.tokens) != (self.token_page is not None):
            raise ValueError(
                "allowed: a place in `tokens` for each {token:name}, and a `token_page` with them"
            )
        if self.cursor_form is not None and self.cursor is None:
            raise ValueError("allowed: `cursor_form` with a `cursor`")
        asks = (hole_in(self.next) or hole_in(self.next_body)) == "{cursor}"
        if asks != (self.cursor is not None):
            raise ValueError("allowed: `cursor` where `next` or `next_body` has {cursor}, and only there")
        return self

    def rules(self) -> ListRules:
        """Return what the table says of reading it."""
        return ListRules(
            url=self.url,
            body=self.body,
            articles=self.articles,
            link=self.link,
            title=self.title,
            time=self.time,
            template=self.template,
            base=self.base,
            paging=Paging(
                next=self.next,
                next_body=self.next_body,
                cursor=self.cursor,
                second=self.second,
                step=self.step,
                cursor_form=self.cursor_form,
            ),
        )


class ListKind(ListingKind[DataList]):
    """A list leads to its next page. One with a body is kept under its URL with the body's members."""

    name = "list"
    singular = "list"
    plural = "lists"
    meaning = "A list of articles in data: JSON, JSONP, or the scripts of a page."
    field = "lists"
    table = DataList
    rank = 25

    def listings(self, table: DataList) -> Sequence[Listing]:
        return [
            Listing(url=kept_under(table.url, table.body), kind=self.name, table=table, pages=table.pages)
        ]

    def request(self, listing: Listing) -> ListingRequest:
        table = _table(listing)
        url, body = asked_for_page(table.rules(), listing.url)
        headers = dict(table.headers)
        if body is not None and "content-type" not in {name.lower() for name in headers}:
            is_json = body.lstrip()[:1] in {"{", "["}
            form = "application/json" if is_json else "application/x-www-form-urlencoded"
            headers["Content-Type"] = form
        if body is None and (table.method or "GET") == "GET":
            return ListingRequest(url=url, headers=headers, tokens=table.tokens, token_page=table.token_page)
        return ListingRequest(
            url=url,
            method="POST",
            headers=headers,
            body=(body or "").encode(),
            tokens=table.tokens,
            token_page=table.token_page,
        )

    def read(self, listing: Listing, body: bytes, url: str, content_type: str | None) -> ListingReading:
        return read_list(body, url, content_type, _table(listing).rules(), listing.url)

    def further(self, reading: ListingReading, listing: Listing, *, goes_on: bool) -> Sequence[Listing]:
        """Return the next page if it is worth reading."""
        if not goes_on or reading.next is None or listing.pages <= 1:
            return ()
        return [replace(listing, url=reading.next, pages=listing.pages - 1)]

    def rule_behind(self, listing: Listing) -> str | None:
        return f"[[lists]] {_table(listing).url} names few of other sites; they are left out"

    def resumed(self, tables: Sequence[DataList], url: str, steps: int) -> Listing | None:
        """Return a further page, with the table whose pages have such an address."""
        if any(canonical_key(kept_under(table.url, table.body)) == canonical_key(url) for table in tables):
            return None  # declared, so that it is fetched anyway
        likely = next((table for table in tables if is_page_of(table.rules(), url)), None)
        if likely is None:
            return None
        return Listing(url=url, kind=self.name, table=likely, pages=max(1, likely.pages - steps))


def _table(listing: Listing) -> DataList:
    return listing.table if isinstance(listing.table, DataList) else DataList(url=listing.url)
