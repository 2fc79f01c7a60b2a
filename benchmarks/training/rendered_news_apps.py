"""News on Django with templates of their own: Fluent Blogs, Kioblog, Newscenter, Stories."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.training.rendered_django import PROJECT, DjangoProgram
from benchmarks.training.rendered_programs import Program, write
from benchmarks.training.rendered_weblogs import FRAME

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

_FLUENT_SETTINGS = f"""{PROJECT}
INSTALLED_APPS += [
    "django.contrib.sites", "fluent_blogs", "fluent_contents", "fluent_contents.plugins.rawhtml",
    "categories_i18n", "slug_preview", "parler", "polymorphic", "mptt", "django_comments", "taggit",
]
MIDDLEWARE.append("django.contrib.sites.middleware.CurrentSiteMiddleware")
SITE_ID = 1
FLUENT_BLOGS_BASE_TEMPLATE = "frame.html"
FLUENT_BLOGS_ENTRY_LINK_STYLE = "/{{{{year}}}}/{{{{month}}}}/{{{{slug}}}}/"
PARLER_DEFAULT_LANGUAGE_CODE = FLUENT_DEFAULT_LANGUAGE_CODE = LANGUAGE_CODE
TEMPLATES[0]["DIRS"] = ["templates"]
USE_I18N = True
"""
_FLUENT_ADDRESSES = """
from django.urls import include, path
urlpatterns = [
    path("comments/", include("django_comments.urls")), path("", include("fluent_blogs.urls"))]
"""
_FLUENT_HEAD = """
<meta name="keywords" content="{% block meta-keywords %}{% endblock %}">
<meta name="description" content="{% block meta-description %}{% endblock %}">
<meta property="og:type" content="{% block og-type %}website{% endblock %}">
<meta property="og:description" content="{% block og-description %}{% endblock %}">
{% block link %}{% endblock %}{% block script %}{% endblock %}"""
_FLUENT = """
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django_comments.models import Comment
from categories_i18n.models import Category
from fluent_blogs.models import get_entry_model
from fluent_contents.models import Placeholder
from fluent_contents.plugins.rawhtml.models import RawHtmlItem
site, _ = Site.objects.update_or_create(id=1, defaults={"domain": known["name"], "name": known["title"]})
Entry = get_entry_model()
categories = [
    Category.objects.create(title=name, slug="c%d" % at) for at, name in enumerate(known["menu"])]
for story in reversed(known["stories"]):
    user, _ = get_user_model().objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": story["author"]})
    entry = Entry.objects.create(
        title=story["title"], slug=story["slug"], author=user, status="p", parent_site=site,
        publication_date=day(story["date"]))
    entry.categories.add(categories[known["menu"].index(story["category"])])
    if hasattr(entry.tags, "add"):
        entry.tags.add(*story["tags"])
    place = Placeholder.objects.create_for_object(entry, "blog_contents")
    RawHtmlItem.objects.create_for_placeholder(
        place, html=story["html"], language_code=settings.LANGUAGE_CODE)
    for one in story["remarks"]:
        Comment.objects.create(
            content_type=ContentType.objects.get_for_model(Entry), object_pk=str(entry.pk), site_id=1,
            user_name=one["name"], comment=one["text"], submit_date=day(one["day"]), is_public=True)
"""
_STORIES_SETTINGS = f"""{PROJECT}
INSTALLED_APPS += [
    "django.contrib.sites", "cms", "menus", "treebeard", "sekizai", "filer", "easy_thumbnails", "parler",
    "sortedm2m", "taggit", "meta", "djangocms_text", "djangocms_stories",
]
MIDDLEWARE += [
    "django.contrib.sites.middleware.CurrentSiteMiddleware", "django.middleware.locale.LocaleMiddleware",
    "cms.middleware.user.CurrentUserMiddleware",
    "cms.middleware.page.CurrentPageMiddleware", "cms.middleware.toolbar.ToolbarMiddleware",
    "cms.middleware.language.LanguageCookieMiddleware",
]
TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "sekizai.context_processors.sekizai", "cms.context_processors.cms_settings",
]
TEMPLATES[0]["DIRS"] = ["templates"]
CMS_TEMPLATES = [("base.html", "News")]
CMS_CONFIRM_VERSION4 = True
THUMBNAIL_PROCESSORS = ["filer.thumbnail_processors.scale_and_crop_with_subject_location"]
SITE_ID = 1
META_SITE_PROTOCOL = "http"
META_USE_SITES = META_USE_OG_PROPERTIES = META_USE_TWITTER_PROPERTIES = True
META_SITE_NAME = {{title!r}}
USE_I18N = True
X_FRAME_OPTIONS = "SAMEORIGIN"
"""
_STORIES_ADDRESSES = """
from django.urls import include, path
urlpatterns = [path("", include("djangocms_stories.urls", namespace="stories"))]
"""
_STORIES = """
from django.conf import settings
from django.contrib.sites.models import Site
from djangocms_stories.cms_appconfig import config_defaults
from djangocms_stories.models import Post, PostCategory, PostContent, StoriesConfig
Site.objects.update_or_create(id=1, defaults={"domain": known["name"], "name": known["title"]})
known_fields = {field.name for field in StoriesConfig._meta.fields}
config = StoriesConfig.objects.create(**(
    {name: value for name, value in config_defaults.items() if name in known_fields} |
    {"namespace": "stories", "app_title": known["title"], "object_name": known["title"],
     "use_placeholder": False}))
categories = [
    PostCategory.objects.create(name=name, slug="c%d" % at, app_config=config)
    for at, name in enumerate(known["menu"])]
made = []
for story in reversed(known["stories"]):
    user, _ = get_user_model().objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": story["author"]})
    post = Post.objects.create(author=user, app_config=config, date_published=day(story["date"]))
    post.categories.add(categories[known["menu"].index(story["category"])])
    post.tags.add(*story["tags"])
    post.related.add(*made[-2:])
    PostContent.objects.create(
        post=post, language=settings.LANGUAGE_CODE, title=story["title"], slug=story["slug"],
        post_text=story["html"], abstract=story["html"].partition("\\n")[0])
    made.append(post)
"""

_NEWSCENTER_SETTINGS = f"""{PROJECT}
INSTALLED_APPS += ["django.contrib.sites", "easy_thumbnails", "el_pagination", "newscenter"]
MIDDLEWARE.append("django.contrib.sites.middleware.CurrentSiteMiddleware")
SITE_ID = 1
TEMPLATES[0]["DIRS"] = ["templates"]
USE_I18N = True
"""
_NEWSCENTER_ADDRESSES = """
from django.urls import include, path
urlpatterns = [path("news/", include("newscenter.urls"))]
"""
_NEWSCENTER = """
from django.contrib.sites.models import Site
from newscenter.models import Article, Category, Newsroom
Site.objects.update_or_create(id=1, defaults={"domain": known["name"], "name": known["title"]})
room = Newsroom.objects.create(name=known["menu"][0], slug="s0")
categories = [
    Category.objects.create(title=name, slug="c%d" % at) for at, name in enumerate(known["menu"])]
for story in reversed(known["stories"]):
    article = Article.objects.create(
        title=story["title"], slug=story["slug"], body=story["html"], newsroom=room,
        release_date=day(story["date"]))
    article.categories.add(categories[known["menu"].index(story["category"])])
"""


class Kioblog(DjangoProgram):
    """Kioblog, which has day and author in one line below the headline."""

    settings = _KIOBLOG_SETTINGS
    addresses = _KIOBLOG_ADDRESSES
    filling = _KIOBLOG
    path = "{slug}/"


class Fluent(DjangoProgram):
    """Fluent Blogs, which has the day below the headline and tells no author; with comments of Django."""

    has_comments = True
    settings = _FLUENT_SETTINGS
    addresses = _FLUENT_ADDRESSES
    filling = _FLUENT
    path = "{day:%Y/%m}/{slug}/"

    def start(self, folder: Path, settings: str) -> None:
        super().start(folder, settings)
        frame = FRAME.replace("header-title", "title").replace(
            "{% block metas %}{% endblock %}", _FLUENT_HEAD
        )
        write(folder / "news" / "templates" / "frame.html", frame)


class Stories(DjangoProgram):
    """Stories of django CMS, whose head alone has the day: its lines on day and author are commented out."""

    settings = _STORIES_SETTINGS
    addresses = _STORIES_ADDRESSES
    filling = _STORIES
    path = "{day:%Y/%m/%d}/{slug}/"

    def start(self, folder: Path, settings: str) -> None:
        super().start(folder, settings)
        frame = FRAME.replace("header-title", "title").replace("block metas", "block meta")
        write(folder / "news" / "templates" / "base.html", frame)


class Newscenter(DjangoProgram):
    """Newscenter: news of an office, with its neighbours hidden below it; it tells no author."""

    settings = _NEWSCENTER_SETTINGS
    addresses = _NEWSCENTER_ADDRESSES
    filling = _NEWSCENTER
    path = "news/s0/{day:%Y}/oct/{slug}/"

    def start(self, folder: Path, settings: str) -> None:
        super().start(folder, settings)
        frame = FRAME.replace("header-title", "title").replace("{% block metas", "{% block extra_head")
        heading = "<main>{% block page_heading %}{% endblock %}"
        write(folder / "news" / "templates" / "base.html", frame.replace("<main>", heading))


NEWS_APPS: Mapping[str, type[Program]] = {
    "fluent-blogs": Fluent,
    "kioblog": Kioblog,
    "newscenter": Newscenter,
    "stories": Stories,
}
