"""Plone's classic pages: news items, with the comments of its own package, as its server answers."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_django import told_of
from benchmarks.training.rendered_programs import Page, PythonProgram, Theme, run, write
from benchmarks.training.rendered_servers import free_port, is_open, running_process, wait_until
from benchmarks.training.rendered_stories import KnownSite

# Run by `zconsole`, which knows the root of the database as `app`.
_FILL = """
import json, pathlib
from datetime import datetime
import transaction
from AccessControl.SecurityManagement import newSecurityManager
from DateTime import DateTime
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContentInContainer
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.factory import addPloneSite
from Testing.makerequest import makerequest
from zope.component import createObject, getUtility
from zope.component.hooks import setSite
known = json.loads(pathlib.Path("site.json").read_text("utf-8"))
app = makerequest(app)
newSecurityManager(None, app.acl_users.getUser("admin").__of__(app.acl_users))
addPloneSite(
    app, "site", title=known["title"], default_language=known["language"], distribution_name="classic",
    setup_content=False)
site = app["site"]
setSite(site)
for profile in ("plone.app.discussion", *known["profiles"]):
    site.portal_setup.runAllImportStepsFromProfile("profile-%s:default" % profile)
from plone.app.discussion.interfaces import IConversation, IDiscussionSettings
registry = getUtility(IRegistry)
registry["plone.allow_anon_views_about"] = registry["plone.display_publication_date_in_byline"] = True
registry.forInterface(IDiscussionSettings, check=False).globally_enabled = True
for at, name in enumerate(known["menu"]):
    folder = createContentInContainer(site, "Folder", id="s%d" % at, title=name)
    site.portal_workflow.doActionFor(folder, "publish")
for story in known["stories"]:
    folder = site["s%d" % known["menu"].index(story["category"])]
    item = createContentInContainer(
        folder, "News Item", id=story["slug"], title=story["title"],
        text=RichTextValue(story["html"], "text/html", "text/html"), subject=tuple(story["tags"]),
        creators=(story["author"],))
    site.portal_workflow.doActionFor(item, "publish")
    item.creators = (story["author"],)
    item.setEffectiveDate(DateTime(story["date"] + "Z"))
    item.allow_discussion = True
    item.reindexObject()
    for one in story["remarks"]:
        comment = createObject("plone.Comment")
        comment.text, comment.mime_type = one["text"], "text/plain"
        comment.author_name = comment.creator = one["name"]
        comment.creation_date = comment.modification_date = datetime.fromisoformat(one["day"])
        IConversation(item).addComment(comment)
    item.setModificationDate(DateTime(story["date"] + "Z"))
    item.reindexObject(idxs=["effective", "Creator"])
transaction.commit()
"""


class Plone(PythonProgram):
    """Plone with the theme Barceloneta, or one that a profile of another package brings."""

    has_comments = True
    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-cn", "zh-TW": "zh-tw"}

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        paths = [f"s{story.number % len(site.menu)}/{story.slug}" for story in site.stories]
        own = {"language": self.language(site), "profiles": theme.settings.get("profiles", [])}
        about = told_of(site, paths) | own
        root = folder / "instance"
        run([str(self.folder / "bin" / "mkwsgiinstance"), "-d", str(root), "-u", "admin:unused"], folder)
        write(folder / "site.json", json.dumps(about, ensure_ascii=False))
        write(folder / "fill.py", _FILL)
        run(
            [str(self.folder / "bin" / "zconsole"), "run", str(root / "etc" / "zope.conf"), "fill.py"], folder
        )
        port = free_port()
        ini = root / "etc" / "zope.ini"
        write(ini, ini.read_text("utf-8").replace("port = 8080", f"port = {port}"))
        with running_process([str(self.folder / "bin" / "runwsgi"), str(ini)], folder):
            wait_until(lambda: is_open(port))
            for story, path in zip(site.stories, paths, strict=True):
                file = folder / f"{story.slug}.html"
                # As a server before it asks, which says what it is called outside.
                address = f"VirtualHostBase/http/{site.name}:80/site/VirtualHostRoot/{path}"
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}", timeout=60) as answer:
                    file.write_bytes(answer.read())
                yield Page(story, file, path)
