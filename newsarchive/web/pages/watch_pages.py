"""The pages of watches: the list, one watch with what it found, and the form that writes their files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from newsarchive.errors import ConfigurationError, UsageError
from newsarchive.watches.message_phrases import MESSAGE_LANGUAGES
from newsarchive.watches.watch_declaration import Watch
from newsarchive.watches.watch_files import (
    NO_VERSION,
    WATCH_NAME,
    WatchChangedError,
    read_watch,
    remove_watch,
    version_of,
    watch_file,
    write_watch,
)
from newsarchive.web.answers.watch_answers import WatchDesk
from newsarchive.web.api.parameters import PlainPageParameters
from newsarchive.web.display.page_renderer import TemplatePages, page_tongue
from newsarchive.web.guard.request_guard import FORM_REFERRER
from newsarchive.web.pages.watch_form import (
    FORM_COOKIE,
    KINDS,
    LONGEST_FORM,
    FormProofs,
    WatchForm,
    declared_by_form,
    form_of,
    read_form,
    told_mistake,
    unknown_channels,
)

WATCHES_ROOT = "/watches"
WatchName = Annotated[str, Path(max_length=63, pattern=f"^{WATCH_NAME.pattern}$")]
_SHOWN = 50
# Watches of a page: 100 KB hold some 200.
_LISTED = 100


class WatchListParameters(PlainPageParameters):
    """One page of the list, by name: a file that declares none may have 250 bytes, each of six characters."""

    after: Annotated[str, Field(max_length=1_500)] = ""


class WatchPageParameters(PlainPageParameters):
    """One page of what a watch found."""

    before: Annotated[int | None, Field(ge=1, lt=1 << 63)] = None


def watch_router(
    desk: WatchDesk, pages: TemplatePages, channels: tuple[str, ...], *, edits: bool
) -> APIRouter:
    """Return the routes; with `edits` those of the form, too."""
    router = APIRouter(include_in_schema=False, prefix=WATCHES_ROOT)

    @router.get("")
    def watches_page(request: Request, asked: Annotated[WatchListParameters, Query()]) -> Response:
        lines, more, total = desk.page(asked.after, _LISTED)
        return pages.page(
            request,
            "watches.html",
            watches=lines,
            edits=edits,
            after=asked.after,
            more=more,
            total=total,
            has_page=WATCH_NAME.fullmatch,
        )

    if edits:
        _add_forms(router, _FormDesk(desk, pages, channels))

    @router.get("/{name}")
    def watch_page(
        request: Request, name: WatchName, asked: Annotated[WatchPageParameters, Query()]
    ) -> Response:
        found = desk.record(name, asked.before, _SHOWN)
        mistake = partial(told_mistake, page_tongue(request))
        return pages.page(request, "watch.html", found=found, edits=edits, channels=channels, mistake=mistake)

    return router


def _add_forms(router: APIRouter, forms: _FormDesk) -> None:
    @router.get("/new")
    def new_page(request: Request, _asked: Annotated[PlainPageParameters, Query()]) -> Response:
        # Who reads the page in Chinese most likely wants the messages so, too.
        return forms.shown(request, WatchForm(message_language=page_tongue(request)), new=True)

    @router.get("/{name}/edit")
    def edit_page(
        request: Request, name: WatchName, _asked: Annotated[PlainPageParameters, Query()]
    ) -> Response:
        return forms.shown(request, forms.form(name), new=False)

    @router.post("/new")
    async def make(request: Request) -> Response:
        return await to_thread.run_sync(partial(forms.save, request, await _sent(request), new=True))

    @router.post("/{name}/edit")
    async def change(request: Request, name: WatchName) -> Response:
        form = replace(await _sent(request), name=name)
        return await to_thread.run_sync(partial(forms.save, request, form, new=False))

    @router.post("/{name}/remove")
    async def remove(request: Request, name: WatchName) -> Response:
        form = replace(await _sent(request), name=name)
        return await to_thread.run_sync(partial(forms.remove, request, form))


async def _sent(request: Request) -> WatchForm:
    """Return the form of a request; raises UsageError if it is none, or too long."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            raise UsageError("This form is too long.", hint="Declare a watch of that size in a file.")
    if kind != "application/x-www-form-urlencoded":
        raise UsageError("This is not the form of a watch.", hint="Send the form of /watches/new.")
    return read_form(body)


class _FormDesk:
    """Shows forms, and writes what they declare."""

    def __init__(self, desk: WatchDesk, pages: TemplatePages, channels: tuple[str, ...]) -> None:
        assert desk.folder is not None, "there is a folder to write to"
        self._desk, self._pages, self._channels = desk, pages, channels
        self._folder = desk.folder
        self._proofs = FormProofs()

    def form(self, name: str) -> WatchForm:
        """Return the form of a watch as it stands; of one that is wrong, what can be read of it is empty."""
        self._desk.record(name, None, 1)
        seen = version_of(watch_file(self._folder, name))
        watch = self._desk.loaded(name).watches.get(name)
        return WatchForm(name=name, seen=seen) if watch is None else form_of(watch, seen)

    def shown(
        self, request: Request, form: WatchForm, *, new: bool, mistakes: tuple[str, ...] = ()
    ) -> Response:
        """Return the page of a form, with what is wrong with it."""
        cookie = self._proofs.cookie(request.cookies)
        response = self._pages.page(
            request,
            "watch_form.html",
            status=400 if mistakes else 200,
            form=replace(form, proof=self._proofs.proof(cookie)),
            kinds=KINDS,
            languages=MESSAGE_LANGUAGES,
            channels=sorted({*self._channels, *form.to}),
            known_channels=self._channels,
            mistakes=mistakes,
            mistake=partial(told_mistake, page_tongue(request)),
            new=new,
        )
        response.headers["Referrer-Policy"] = FORM_REFERRER
        response.set_cookie(FORM_COOKIE, cookie, httponly=True, samesite="strict", path=WATCHES_ROOT)
        return response

    def save(self, request: Request, form: WatchForm, *, new: bool) -> Response:
        """Write what a form declares and lead to its page, or show the form again with every mistake."""
        mistakes = self._mistakes(request, form, new=new)
        watch = read_watch(form.name, declared_by_form(form)) if WATCH_NAME.fullmatch(form.name) else None
        if not isinstance(watch, Watch):
            mistakes += [*(watch or ())]
        elif not mistakes:
            try:
                write_watch(self._folder, watch, NO_VERSION if new else form.seen)
            except WatchChangedError:
                mistakes.append(
                    "name: a watch of this name is there already"
                    if new
                    else "the file was changed meanwhile, by somebody else or in another window"
                )
            except ConfigurationError:
                mistakes.append("the folder of watches cannot be written by the user that runs newsarchive")
            else:
                return RedirectResponse(f"{WATCHES_ROOT}/{watch.name}", status_code=303)
        return self.shown(request, form, new=new, mistakes=tuple(mistakes))

    def remove(self, request: Request, form: WatchForm) -> Response:
        """Remove the file of a watch, and lead to the list."""
        mistakes = [] if self._proofs.accepts(request.cookies, form.proof) else [_EXPIRED]
        if not mistakes:
            try:
                remove_watch(self._folder, form.name, form.seen)
            except WatchChangedError:
                mistakes.append("the file was changed meanwhile; it was not removed")
            except ConfigurationError:
                mistakes.append("the folder of watches cannot be written by the user that runs newsarchive")
        if mistakes:
            return self.shown(request, self.form(form.name), new=False, mistakes=tuple(mistakes))
        return RedirectResponse(WATCHES_ROOT, status_code=303)

    def _mistakes(self, request: Request, form: WatchForm, *, new: bool) -> list[str]:
        found = [] if self._proofs.accepts(request.cookies, form.proof) else [_EXPIRED]
        if not WATCH_NAME.fullmatch(form.name) or (new and form.name == "new"):
            found.append("name: allowed: small letters of ASCII, digits, - and _, up to 63; not 'new'")
        before = self._desk.loaded(form.name).watches.get(form.name)
        if wrong := unknown_channels(form, self._channels, before.to if before is not None else ()):
            found.append(f"to: no channel of the settings: {', '.join(wrong)}")
        return found


_EXPIRED = "this form was open for too long, or was not sent by this page; send it again"
