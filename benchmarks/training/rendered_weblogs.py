"""Weblogs on Django with templates of their own: Elephantblog, Lotus, Xinnia (which keeps Zinnia going)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.training.rendered_django import PROJECT, DjangoProgram
from benchmarks.training.rendered_programs import Program, write

_LOTUS_SETTINGS = f"""{PROJECT}
from lotus.settings import *
from smart_media.settings import *
INSTALLED_APPS = [
    "dal", "dal_select2", *INSTALLED_APPS, "django.contrib.sites", "sorl.thumbnail", "smart_media",
    "ckeditor", "ckeditor_uploader", "taggit", "treebeard", "lotus",
]
MIDDLEWARE.append("django.contrib.sites.middleware.CurrentSiteMiddleware")
SITE_ID = 1
MEDIA_ROOT = "media"
CKEDITOR_UPLOAD_PATH = "uploads/"
TEMPLATES[0]["DIRS"] = ["templates"]
USE_I18N = True
"""
_LOTUS_ADDRESSES = """
from django.urls import include, path
urlpatterns = [path("", include("lotus.urls"))]
"""
# Lotus and Elephantblog leave what stands around an article to their site.
FRAME = """<!doctype html>
<html lang="{{ LANGUAGE_CODE }}"><head><meta charset="utf-8">
<title>{% block header-title %}{% endblock %} - {{ request.site.name }}</title>
{% block metas %}{% endblock %}{% block header-resource-extra %}{% endblock %}</head>
<body><header class="navbar navbar-expand-lg"><div class="container">
<a class="navbar-brand" href="/">{{ request.site.name }}</a>
<ul class="navbar-nav"><li class="nav-item"><a class="nav-link" href="/categories/">Categories</a></li>
<li class="nav-item"><a class="nav-link" href="/authors/">Authors</a></li></ul></div></header>
<main>{% block content %}{% endblock %}</main>
<footer class="container"><p>© {{ request.site.name }}</p></footer></body></html>
"""
_LOTUS = """
from django.conf import settings
from django.contrib.sites.models import Site
from lotus.models import Article, Author, Category
Site.objects.update_or_create(id=1, defaults={"domain": known["name"], "name": known["title"]})
code = settings.LANGUAGE_CODE
categories = [
    Category.add_root(title=name, slug="c%d" % at, language=code) for at, name in enumerate(known["menu"])]
made = []
for story in known["stories"]:
    user, _ = Author.objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": story["author"]})
    article = Article.objects.create(
        title=story["title"], slug=story["slug"], content=story["html"], language=code, status=10,
        publish_date=day(story["date"]).date(), publish_time=day(story["date"]).time())
    article.authors.add(user)
    article.categories.add(categories[known["menu"].index(story["category"])])
    article.tags.add(*story["tags"])
    article.related.add(*made[-3:])
    made.append(article)
"""
_XINNIA_SETTINGS = f"""{PROJECT}
INSTALLED_APPS += ["django.contrib.sites", "django_comments", "mptt", "tagging", "zinnia"]
SITE_ID = 1
TEMPLATES[0]["OPTIONS"]["context_processors"].append("zinnia.context_processors.version")
# Newer versions of Django call it otherwise.
TEMPLATES[0]["OPTIONS"]["libraries"] = {{{{"staticfiles": "django.templatetags.static"}}}}
USE_I18N = True
ZINNIA_PING_EXTERNAL_URLS = False
ZINNIA_PING_DIRECTORIES = ()
"""
_XINNIA_ADDRESSES = """
from django.urls import include, path
urlpatterns = [
    path("admin/", __import__("django.contrib.admin").contrib.admin.site.urls),
    path("comments/", include("django_comments.urls")), path("", include("zinnia.urls")),
]
"""
_XINNIA = """
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django_comments.models import Comment
from zinnia.managers import PUBLISHED
from zinnia.models.author import Author
from zinnia.models.category import Category
from zinnia.models.entry import Entry
site, _ = Site.objects.update_or_create(id=1, defaults={"domain": known["name"], "name": known["title"]})
categories = [
    Category.objects.create(title=name, slug="c%d" % at) for at, name in enumerate(known["menu"])]
for story in reversed(known["stories"]):
    user, _ = Author.objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": story["author"]})
    when = day(story["date"])
    entry = Entry.objects.create(
        title=story["title"], slug=story["slug"], content=story["html"], status=PUBLISHED,
        publication_date=when, creation_date=when, tags=", ".join('"%s"' % tag for tag in story["tags"]))
    entry.sites.add(site)
    entry.authors.add(user)
    entry.categories.add(categories[known["menu"].index(story["category"])])
    for one in story["remarks"]:
        Comment.objects.create(
            content_type=ContentType.objects.get_for_model(Entry), object_pk=str(entry.pk), site_id=1,
            user_name=one["name"], comment=one["text"], submit_date=day(one["day"]), is_public=True)
    Entry.objects.filter(pk=entry.pk).update(comment_count=len(story["remarks"]), last_update=when)
"""


_ELEPHANT_SETTINGS = f"""{PROJECT}
INSTALLED_APPS += [
    "mptt", "feincms", "feincms.module.medialibrary", "news", "elephantblog", "django.contrib.sites",
]
MIDDLEWARE.append("django.contrib.sites.middleware.CurrentSiteMiddleware")
SITE_ID = 1
TEMPLATES[0]["DIRS"] = ["templates"]
USE_I18N = True
"""
_ELEPHANT_ADDRESSES = """
from django.urls import include, path
urlpatterns = [path("blog/", include("elephantblog.urls"))]
"""
# What a site makes of Elephantblog: of which content its entries are.
_ELEPHANT_MODELS = """
from elephantblog.models import Entry
from feincms.contents import RichTextContent
Entry.register_regions(("main", "Main content area"))
Entry.create_content_type(RichTextContent)
"""
_ELEPHANT = """
call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
from django.contrib.sites.models import Site
from elephantblog.models import Category, CategoryTranslation, Entry
from django.conf import settings
Site.objects.update_or_create(id=1, defaults={"domain": known["name"], "name": known["title"]})
categories = []
for at, name in enumerate(known["menu"]):
    categories.append(Category.objects.create(ordering=at))
    CategoryTranslation.objects.create(
        parent=categories[-1], language_code=settings.LANGUAGE_CODE, title=name, slug="c%d" % at)
content = Entry.content_type_for(__import__("feincms.contents").contents.RichTextContent)
for story in known["stories"]:
    user, _ = get_user_model().objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": story["author"]})
    when = day(story["date"])
    entry = Entry.objects.create(
        title=story["title"], slug=story["slug"], author=user, is_active=True, published_on=when)
    entry.categories.add(categories[known["menu"].index(story["category"])])
    content.objects.create(parent=entry, region="main", ordering=0, text=story["html"])
    Entry.objects.filter(pk=entry.pk).update(last_changed=when)
"""


class Lotus(DjangoProgram):
    """Lotus, which names the authors in a column beside the text."""

    settings = _LOTUS_SETTINGS
    addresses = _LOTUS_ADDRESSES
    filling = _LOTUS
    path = "{day:%Y}/{day.month}/{day.day}/{slug}/"

    def start(self, folder: Path, settings: str) -> None:
        super().start(folder, settings)
        write(folder / "news" / "templates" / "skeleton.html", FRAME)


class Elephantblog(DjangoProgram):
    """Elephantblog of FeinCMS, whose markup has microformats."""

    settings = _ELEPHANT_SETTINGS
    addresses = _ELEPHANT_ADDRESSES
    filling = _ELEPHANT
    path = "blog/{day:%Y/%m/%d}/{slug}/"

    def start(self, folder: Path, settings: str) -> None:
        super().start(folder, settings)
        write(folder / "news" / "news" / "models.py", _ELEPHANT_MODELS)
        frame = FRAME.replace("header-title", "title")
        write(folder / "news" / "templates" / "base.html", frame)


class Xinnia(DjangoProgram):
    """Zinnia as Xinnia has it, with comments of its own."""

    has_comments = True
    settings = _XINNIA_SETTINGS
    addresses = _XINNIA_ADDRESSES
    filling = _XINNIA
    path = "{day:%Y/%m/%d}/{slug}/"


WEBLOGS: Mapping[str, type[Program]] = {"elephantblog": Elephantblog, "lotus": Lotus, "xinnia": Xinnia}
