"""Flask-Blogging with its own templates; Flask's own client of tests gets its pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.training.rendered_django import told_of
from benchmarks.training.rendered_programs import Page, PythonProgram, Theme, run, write
from benchmarks.training.rendered_stories import KnownSite

# Run by the program's own Python. It makes the address of a story of its number and its headline.
_FILL = """
import json, pathlib
from datetime import datetime
from flask import Flask
from flask_blogging import BloggingEngine, SQLAStorage
from flask_blogging.processor import PostProcessor
from flask_login import LoginManager, UserMixin
from sqlalchemy import MetaData, create_engine
known = json.loads(pathlib.Path("site.json").read_text("utf-8"))
app = Flask("news")
app.config.update(
    SECRET_KEY="unused", BLOGGING_URL_PREFIX="", BLOGGING_SITENAME=known["title"],
    BLOGGING_SITEURL="http://" + known["name"], BLOGGING_KEYWORDS=known["menu"],
    BLOGGING_ALLOW_FILEUPLOAD=False)
database = create_engine("sqlite:///site.db")
meta = MetaData()
storage = SQLAStorage(database, metadata=meta)
meta.create_all(bind=database)
engine = BloggingEngine(app, storage)
class User(UserMixin):
    def __init__(self, id):
        self.id = id
    def get_name(self):
        return known["authors"][int(self.id)]
LoginManager(app).user_loader(User)
engine.user_loader(User)
client = app.test_client()
for story in reversed(known["stories"]):
    when = datetime.fromisoformat(story["date"])
    number = storage.save_post(
        story["title"], story["html"], str(known["authors"].index(story["author"])), story["tags"],
        post_date=when, last_modified_date=when)
    path = "page/%s/%s/" % (number, PostProcessor.create_slug(story["title"]))
    story["path"] = path
for story in known["stories"]:
    answer = client.get("/" + story["path"], base_url="http://" + known["name"])
    assert answer.status_code == 200, (answer.status_code, story["path"])
    pathlib.Path(story["slug"] + ".html").write_bytes(answer.data)
    print(story["path"])
"""


class FlaskBlogging(PythonProgram):
    """Flask-Blogging, which has day and author below the headline, in English."""

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        told = told_of(site, [""] * len(site.stories))
        write(folder / "site.json", json.dumps(told, ensure_ascii=False))
        write(folder / "fill.py", _FILL)
        paths = run([str(self.python), "fill.py"], folder).split()
        for story, path in zip(site.stories, paths, strict=True):
            yield Page(story, folder / f"{story.slug}.html", path)
