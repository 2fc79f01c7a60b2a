"""Blogs on Django: Mezzanine, Puput (Wagtail), DJ Press. Django's own client of tests gets their pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import Page, PythonProgram, Theme, run, write
from benchmarks.training.rendered_stories import KnownSite

# Run by the program's own Python: they fill a new database and save the pages.
_BEGIN = """
import json, os, pathlib, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "news.settings"
import django
django.setup()
from datetime import datetime, timezone
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0, interactive=False)
known = json.loads(pathlib.Path("site.json").read_text("utf-8"))
day = lambda text: datetime.fromisoformat(text).replace(tzinfo=timezone.utc)
"""
_END = """
client = Client(HTTP_HOST=known["name"])
for story in known["stories"]:
    answer = client.get("/" + story["path"])
    assert answer.status_code == 200, (answer.status_code, story["path"])
    pathlib.Path(story["slug"] + ".html").write_bytes(answer.content)
"""
_MEZZANINE = """
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from mezzanine.blog.models import BlogCategory, BlogPost
from mezzanine.generic.models import Keyword, ThreadedComment
from mezzanine.pages.models import RichTextPage
Site.objects.update_or_create(id=1, defaults={"domain": known["name"], "name": known["title"]})
for name in known["menu"]:
    RichTextPage.objects.create(title=name, content=name, in_menus=[1, 2, 3])
for at, story in enumerate(known["stories"]):
    names = story["author"].split(" ", 1)
    user, _ = get_user_model().objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": names[0], "last_name": names[1] if len(names) > 1 else ""})
    post = BlogPost.objects.create(
        title=story["title"], slug=story["slug"], content=story["html"], user=user,
        publish_date=day(story["date"]), status=2, allow_comments=True)
    post.categories.add(BlogCategory.objects.get_or_create(title=story["category"])[0])
    for tag in story["tags"]:
        post.keywords.create(keyword=Keyword.objects.get_or_create(title=tag)[0])
    for one in story["remarks"]:
        ThreadedComment.objects.create(
            content_type=ContentType.objects.get_for_model(BlogPost), object_pk=str(post.pk), site_id=1,
            user_name=one["name"], comment=one["text"], submit_date=day(one["day"]), is_public=True)
"""
_MEZZANINE_SETTINGS = """
DEBUG = False
SECRET_KEY = NEVERCACHE_KEY = "unused"
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "site.db"}}}}
ALLOWED_HOSTS = ["*"]
USE_I18N = True
LANGUAGE_CODE = {language!r}
LANGUAGES = ((LANGUAGE_CODE, LANGUAGE_CODE),)
SITE_TITLE = {title!r}
SITE_TAGLINE = ""
BLOG_SLUG = "blog"
RICHTEXT_FILTER_LEVEL = 3
COMMENTS_DEFAULT_APPROVED = True
COMMENTS_ACCOUNT_REQUIRED = False
# Themes that do not come with it are apps; their templates go before its own.
import importlib.util
if importlib.util.find_spec({theme!r}):
    INSTALLED_APPS = ({theme!r}, *INSTALLED_APPS)
# Newer versions of Django call it otherwise.
TEMPLATES[0]["OPTIONS"]["libraries"] = {{"staticfiles": "django.templatetags.static"}}
"""


# What programs do not ask for is left as Django has it.
PROJECT = """
SECRET_KEY = "unused"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "news.urls"
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "site.db"}}}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
LANGUAGE_CODE = {language!r}
LANGUAGES = [(LANGUAGE_CODE, LANGUAGE_CODE)]
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.sitemaps",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [{{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {{"context_processors": [
        "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
        "django.template.context_processors.i18n", "django.contrib.messages.context_processors.messages",
    ]}},
}}]
"""
_WAGTAIL_SETTINGS = f"""{PROJECT}
import puput
INSTALLED_APPS += puput.PUPUT_APPS
MIDDLEWARE.append("wagtail.contrib.redirects.middleware.RedirectMiddleware")
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_SITE_NAME = {{title!r}}
WAGTAILADMIN_BASE_URL = "http://localhost"
PUPUT_USERNAME_REGEX = "[^/]+"
"""
_DJPRESS_SETTINGS = f"""{PROJECT}
INSTALLED_APPS.append("djpress.apps.DjpressConfig")
DJPRESS_SETTINGS = {{{{"SITE_TITLE": {{title!r}}, "THEME": {{theme!r}}, "AUTHOR_ENABLED": True}}}}
# Themes that do not come with it are apps.
import importlib.util
if importlib.util.find_spec({{theme!r}}):
    INSTALLED_APPS.append({{theme!r}})
"""
_DJPRESS = """
from djpress.models import Category, Post, Tag
for at, name in enumerate(known["menu"]):
    Post.objects.create(title=name, slug="s%d" % at, content=name, status="published", post_type="page",
        author=get_user_model().objects.get_or_create(username="office")[0])
for story in known["stories"]:
    user, _ = get_user_model().objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": story["author"]})
    post = Post.objects.create(
        title=story["title"], slug=story["slug"], content=story["html"], author=user, status="published",
        published_at=day(story["date"]))
    at = known["menu"].index(story["category"])
    post.categories.add(Category.objects.get_or_create(title=story["category"], slug="c%d" % at)[0])
    for tag in story["tags"]:
        post.tags.add(Tag.objects.get_or_create(title=tag, slug="t%d" % known["tags"].index(tag))[0])
"""
_PUPUT = """
from puput.models import BlogPage, Category, CategoryEntryPage, EntryPage
from wagtail.models import Page, Site
Page.objects.filter(depth=2).delete()
blog = BlogPage(title=known["title"], slug="news", description=known["menu"][0])
Page.objects.get(depth=1).add_child(instance=blog)
Site.objects.all().delete()
Site.objects.create(hostname=known["name"], root_page=blog, is_default_site=True, site_name=known["title"])
for story in known["stories"]:
    user, _ = get_user_model().objects.get_or_create(username=story["author"])
    entry = EntryPage(title=story["title"], slug=story["slug"], body=story["html"], owner=user)
    entry.date = day(story["date"])
    blog.add_child(instance=entry)
    entry.tags.add(*story["tags"])
    category = Category.objects.get_or_create(
        name=story["category"], defaults={"slug": "c%d" % known["menu"].index(story["category"])})[0]
    CategoryEntryPage.objects.create(category=category, page=entry)
    entry.save()
"""


class DjangoProgram(PythonProgram):
    """A program whose site is a project of Django."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-hans", "zh-TW": "zh-hant", "am": "en"}
    settings: ClassVar[str]
    addresses: ClassVar[str] = ""
    filling: ClassVar[str]
    path: ClassVar[str]

    def start(self, folder: Path, settings: str) -> None:
        """Write an empty site below the folder `news`, with these settings."""
        for name, text in (("__init__", ""), ("settings", settings), ("urls", self.addresses)):
            write(folder / "news" / "news" / f"{name}.py", text)

    def build(self, theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        settings = self.settings.format(language=self.language(site), title=site.title, theme=theme.name)
        self.start(folder, settings)
        root = folder / "news"
        paths = [
            self.path.format(
                slug=story.slug, day=story.published, section=f"s{story.number % len(site.menu)}"
            )
            for story in site.stories
        ]
        told = told_of(site, paths) | {"theme": theme.name}
        write(root / "site.json", json.dumps(told, ensure_ascii=False))
        write(root / "fill.py", f"{_BEGIN}{self.filling}{_END}")
        run([str(self.python), "fill.py"], root)
        for story, path in zip(site.stories, paths, strict=True):
            yield Page(story, root / f"{story.slug}.html", path)


class Mezzanine(DjangoProgram):
    """Mezzanine, which says only how long ago a story was written; it has comments of its own."""

    has_comments = True
    settings = _MEZZANINE_SETTINGS
    filling = _MEZZANINE
    path = "blog/{slug}/"

    def start(self, folder: Path, settings: str) -> None:
        run([str(self.folder / "bin" / "mezzanine-project"), "news"], folder)
        write(folder / "news" / "news" / "local_settings.py", settings)


class Puput(DjangoProgram):
    """Puput, a blog of Wagtail."""

    settings = _WAGTAIL_SETTINGS
    addresses = "from puput.urls import urlpatterns\n"
    filling = _PUPUT
    path = "{day:%Y/%m/%d}/{slug}/"


class DjPress(DjangoProgram):
    """DJ Press, a blog of Django whose markup has microformats."""

    settings = _DJPRESS_SETTINGS
    addresses = "from django.urls import include, path\nurlpatterns = [path('', include('djpress.urls'))]\n"
    filling = _DJPRESS
    path = "{day:%Y/%m/%d}/{slug}/"


def told_of(site: KnownSite, paths: list[str]) -> dict[str, object]:
    """Return what scripts that fill a site are told of it; `paths` are the addresses of its stories."""
    return {
        "name": site.name,
        "title": site.title,
        "menu": site.menu,
        "tags": sorted({tag for story in site.stories for tag in story.tags}),
        "authors": sorted({story.author for story in site.stories}),
        "stories": [
            {
                "title": story.title,
                "slug": story.slug,
                "path": path,
                "html": story.html,
                "author": story.author,
                "date": f"{story.published:%Y-%m-%dT%H:%M:%S}",
                "category": site.menu[story.number % len(site.menu)],
                "tags": story.tags,
                "remarks": [
                    {"name": one.name, "text": one.text, "day": f"{one.day:%Y-%m-%dT%H:%M:%S}"}
                    for one in story.remarks
                ],
            }
            for story, path in zip(site.stories, paths, strict=True)
        ],
    }
