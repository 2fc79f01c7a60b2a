"""News on Django with templates of their own: Kioblog, and Stories on django CMS."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.training.rendered_django import PROJECT, DjangoProgram
from benchmarks.training.rendered_programs import Program

_KIOBLOG_SETTINGS = f"""{PROJECT}
INSTALLED_APPS += ["django.contrib.sites", "robots", "markdownx", "kioblog"]
SITE_ID = 1
UPLOAD_TO = "kioblog"
TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "kioblog.context_preprocessors.kioblog_settings", "kioblog.context_preprocessors.kioblog_categories",
]
"""
_KIOBLOG_ADDRESSES = """
from django.urls import include, path
urlpatterns = [path("", include("kioblog.urls"))]
"""
_KIOBLOG = """
from kioblog.models import Category, Meta, Post, Tag
Meta.objects.create(key="blog_title", value=known["title"])
categories = [
    Category.objects.create(title=name, slug="c%d" % at) for at, name in enumerate(known["menu"])]
tags = {name: Tag.objects.create(title=name, slug="t%d" % at) for at, name in enumerate(known["tags"])}
for story in reversed(known["stories"]):
    user, _ = get_user_model().objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": story["author"]})
    post = Post.objects.create(
        title=story["title"], slug=story["slug"], content=story["html"], user=user,
        category=categories[known["menu"].index(story["category"])], published=day(story["date"]))
    post.tags.add(*(tags[name] for name in story["tags"]))
"""


class Kioblog(DjangoProgram):
    """Kioblog, which has day and author in one line below the headline."""

    settings = _KIOBLOG_SETTINGS
    addresses = _KIOBLOG_ADDRESSES
    filling = _KIOBLOG
    path = "{slug}/"


NEWS_APPS: Mapping[str, type[Program]] = {"kioblog": Kioblog}
