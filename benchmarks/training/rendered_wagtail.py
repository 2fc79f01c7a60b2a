"""Sites on Wagtail: CodeRed CMS with the articles of its starter, django-cast with its themes, …"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from benchmarks.training.rendered_django import PROJECT, DjangoProgram
from benchmarks.training.rendered_programs import Program, run, write
from benchmarks.training.rendered_weblogs import FRAME

_CODERED_SETTINGS = """
from news.settings.dev import *
DEBUG = False
USE_I18N = True
LANGUAGE_CODE = {language!r}
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(LANGUAGE_CODE, LANGUAGE_CODE)]
TIME_ZONE = "UTC"
WAGTAIL_SITE_NAME = {title!r}
WAGTAILADMIN_BASE_URL = "http://localhost"
"""
_CODERED = """
from coderedcms.models import ClassifierTerm, Classifier, LayoutSettings, Navbar, NavbarOrderable
from wagtail.models import Page, Site
from website.models import ArticleIndexPage, ArticlePage
site = Site.objects.get()
site.hostname, site.site_name = known["name"], known["title"]
site.save()
home = site.root_page
home.title = known["title"]
home.save()
indexes = {}
for at, name in enumerate(known["menu"]):
    indexes[name] = ArticleIndexPage(title=name, slug="s%d" % at, show_in_menus=True)
    # That of its starter is none of the orders that it knows.
    indexes[name].index_order_by = ""
    home.add_child(instance=indexes[name])
bar = Navbar.objects.create(name=known["title"], menu_items=json.dumps([
    {"type": "page_link", "value": {"settings": {}, "page": page.pk, "display_text": name}}
    for name, page in indexes.items()]))
NavbarOrderable.objects.create(navbar_chooser=LayoutSettings.for_site(site), navbar=bar)
for story in known["stories"]:
    user, _ = get_user_model().objects.get_or_create(
        username="writer%d" % known["authors"].index(story["author"]),
        defaults={"first_name": story["author"]})
    page = ArticlePage(
        title=story["title"], slug=story["slug"], owner=user, author=user, related_show=True,
        first_published_at=day(story["date"]), date_display=day(story["date"]).date(),
        body=json.dumps([{"type": "text", "value": story["html"]}]))
    page.index_order_by = ""
    indexes[story["category"]].add_child(instance=page)
"""
_CAST_SETTINGS = f"""{PROJECT}
from importlib.resources import files
from cast.apps import CAST_APPS, CAST_MIDDLEWARE
INSTALLED_APPS += ["django.contrib.sites", "cast_bootstrap5", *CAST_APPS]
MIDDLEWARE += CAST_MIDDLEWARE
TEMPLATES[0]["OPTIONS"]["context_processors"].append("cast.context_processors.site_template_base_dir")
SITE_ID = 1
COMMENTS_APP = "cast.comments"
CAST_COMMENTS_ENABLED = True
CAST_CUSTOM_THEMES = [("bootstrap5", "Bootstrap 5")]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap4"
VITE = "static/{{{{0}}}}/vite/manifest.json"
DJANGO_VITE = {{{{
    name.replace("_", "-"): {{{{"manifest_path": str(files(name) / VITE.format(name))}}}}
    for name in ("cast", "cast_bootstrap5")
}}}}
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_SITE_NAME = {{title!r}}
WAGTAILADMIN_BASE_URL = "http://localhost"
"""
_CAST_ADDRESSES = """
from django.urls import include, path
from wagtail import urls
from wagtail.views import serve
urlpatterns = [
    path("", serve, {"path": ""}, name="home"),
    path("comments/", include("cast.comments.urls")),
    path("cast/", include("cast.urls", namespace="cast")), path("", include(urls)),
]
"""
_CAST = """
from cast.models import Blog, Post, PostCategory
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from threadedcomments.models import ThreadedComment
from wagtail.models import Page, Site
Page.objects.filter(depth=2).delete()
office, _ = get_user_model().objects.get_or_create(username="office")
blog = Blog(
    title=known["title"], slug="news", description=known["menu"][0], owner=office, author=known["title"],
    template_base_dir=known["theme"])
Page.objects.get(depth=1).add_child(instance=blog)
Site.objects.all().delete()
Site.objects.create(hostname=known["name"], root_page=blog, is_default_site=True, site_name=known["title"])
for story in known["stories"]:
    user, _ = get_user_model().objects.get_or_create(username=story["author"])
    first, _, rest = story["html"].partition("\\n")
    post = Post(
        title=story["title"], slug=story["slug"], owner=user, visible_date=day(story["date"]),
        body=json.dumps([
            {"type": "overview", "value": [{"type": "paragraph", "value": first}]},
            {"type": "detail", "value": [{"type": "paragraph", "value": rest}]}]))
    blog.add_child(instance=post)
    post.tags.add(*story["tags"])
    at = known["menu"].index(story["category"])
    post.categories.add(PostCategory.objects.get_or_create(name=story["category"], slug="c%d" % at)[0])
    post.save()
    for one in story["remarks"]:
        ThreadedComment.objects.create(
            content_type=ContentType.objects.get_for_model(Post), object_pk=str(post.pk), site_id=1,
            user_name=one["name"], comment=one["text"], submit_date=day(one["day"]), is_public=True)
"""

_ROOST_SETTINGS = f"""{PROJECT}
INSTALLED_APPS += [
    "roost", "wagtail.contrib.redirects", "wagtail.contrib.routable_page", "wagtail.contrib.table_block",
    "wagtail.embeds", "wagtail.sites", "wagtail.users", "wagtail.snippets", "wagtail.documents",
    "wagtail.images", "wagtail.admin", "wagtail", "modelcluster", "taggit",
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_SITE_NAME = {{title!r}}
WAGTAILADMIN_BASE_URL = "http://localhost"
TAGGIT_CASE_INSENSITIVE = True
"""
_PRESS_SETTINGS = f"""{PROJECT}
INSTALLED_APPS += [
    "wagtailpress", "wagtailperson", "wagtail.contrib.redirects", "wagtail.contrib.routable_page",
    "wagtail.embeds", "wagtail.sites", "wagtail.users", "wagtail.snippets", "wagtail.documents",
    "wagtail.images", "wagtail.search", "wagtail.admin", "wagtail", "modelcluster", "taggit",
]
TEMPLATES[0]["DIRS"] = ["templates"]
TEMPLATES[0]["OPTIONS"]["context_processors"].append("news.settings.named")
USE_I18N = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_SITE_NAME = {{title!r}}
WAGTAILADMIN_BASE_URL = "http://localhost"
def named(request):
    return {{{{"site_name": WAGTAIL_SITE_NAME}}}}
"""
_PRESS = """
import re
from wagtail.models import Page, Site
from wagtailperson.models import Person
from wagtailpress.models import BlogArticleAuthor, BlogArticlePage, BlogIndexPage
Page.objects.filter(depth=2).delete()
news = BlogIndexPage(title=known["title"], slug="news")
Page.objects.get(depth=1).add_child(instance=news)
Site.objects.all().delete()
Site.objects.create(hostname=known["name"], root_page=news, is_default_site=True, site_name=known["title"])
for story in reversed(known["stories"]):
    person, _ = Person.objects.get_or_create(name=story["author"], defaults={"intro": known["title"]})
    article = BlogArticlePage(
        title=story["title"], slug=story["slug"], date=day(story["date"]).date(), intro=story["title"],
        content=json.dumps([{"type": "paragraph", "value": story["html"]}]))
    article.authors = [BlogArticleAuthor(author=person)]
    news.add_child(instance=article)
    # It has no address for others.
    article.tags.add(*(tag for tag in story["tags"] if re.fullmatch(r"\\w+", tag)))
    article.save()
"""
_WAGTAIL_ADDRESSES = """
from django.urls import include, path
from wagtail import urls
urlpatterns = [path("", include(urls))]
"""
_ROOST = """
from roost.models import (
    ArticleAuthor, ArticlePage, ArticleTag, Author, AuthorIndexPage, Navigation, NewsIndexPage, SectionPage)
from wagtail.models import Page, Site
Page.objects.filter(depth=2).delete()
news = NewsIndexPage(title=known["title"], slug="news")
Page.objects.get(depth=1).add_child(instance=news)
Site.objects.all().delete()
Site.objects.create(hostname=known["name"], root_page=news, is_default_site=True, site_name=known["title"])
people = AuthorIndexPage(title=known["title"], slug="people")
news.add_child(instance=people)
sections = {}
for at, name in enumerate(known["menu"]):
    sections[name] = SectionPage(title=name, slug="s%d" % at)
    news.add_child(instance=sections[name])
Navigation.objects.create(name=known["title"], code="main", navigation=json.dumps([
    {"type": "item", "value": {"page": page.pk, "title": name}} for name, page in sections.items()]))
tags = {name: ArticleTag.objects.create(name=name, slug="t%d" % at) for at, name in enumerate(known["tags"])}
for story in reversed(known["stories"]):
    at = known["authors"].index(story["author"])
    user, _ = get_user_model().objects.get_or_create(username="writer%d" % at)
    author, _ = Author.objects.get_or_create(
        user=user, defaults={"display_name": story["author"], "slug": "w%d" % at})
    article = ArticlePage(
        title=story["title"], slug=story["slug"], date=day(story["date"]).date(),
        body=json.dumps([{"type": "paragraph", "value": story["html"]}]))
    article.article_authors = [ArticleAuthor(author=author)]
    sections[story["category"]].add_child(instance=article)
    article.tags.add(*(tags[name] for name in story["tags"]))
    article.save()
"""


class CodeRed(DjangoProgram):
    """CodeRed CMS with the project that it starts, where articles stand below a section each."""

    settings = _CODERED_SETTINGS
    filling = _CODERED
    path = "{section}/{slug}/"

    def start(self, folder: Path, settings: str) -> None:
        run(
            [str(self.folder / "bin" / "coderedcms"), "start", "news", "--sitename", "x", "--domain", "x"],
            folder,
        )
        # What its project finds its files by stays where it is.
        write(folder / "news" / "news" / "settings" / "__init__.py", settings)


class Cast(DjangoProgram):
    """django-cast, whose first lines are an overview and the rest the detail; it has comments of its own."""

    has_comments = True
    settings = _CAST_SETTINGS
    addresses = _CAST_ADDRESSES
    filling = _CAST
    path = "{slug}/"


class Roost(DjangoProgram):
    """Roost, news in sections, whose pages have what Google News asks for."""

    settings = _ROOST_SETTINGS
    addresses = _WAGTAIL_ADDRESSES
    filling = _ROOST
    path = "{section}/{slug}/"


class WagtailPress(DjangoProgram):
    """WagtailPress, which has a box on its author below an article."""

    settings = _PRESS_SETTINGS
    addresses = _WAGTAIL_ADDRESSES
    filling = _PRESS
    path = "{slug}/"

    def start(self, folder: Path, settings: str) -> None:
        super().start(folder, settings)
        title = "{{ page.seo_title|default:page.title }}{% block header-title %}"
        frame = FRAME.replace("{% block header-title %}", title).replace("metas", "extra_css")
        write(folder / "news" / "templates" / "base.html", frame.replace("request.site.name", "site_name"))


WAGTAIL_PROGRAMS: Mapping[str, type[Program]] = {
    "coderedcms": CodeRed,
    "django-cast": Cast,
    "roost": Roost,
    "wagtailpress": WagtailPress,
}
