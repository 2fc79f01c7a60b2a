"""Nextra's theme for blogs, on Next: the files that its blog starts with, exported as pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from benchmarks.training.rendered_programs import NodeProgram, Page, Theme, page_at, run, with_matter, write
from benchmarks.training.rendered_stories import KnownSite

_BUILDING = 900  # seconds for one site; it needs a minute and a half on an idle machine
_CONFIG = """import nextra from "nextra";
export default nextra({ readingTime: true, search: false, mdxOptions: { format: "md" } })({
  output: "export", trailingSlash: true, images: { unoptimized: true },
  outputFileTracingRoot: import.meta.dirname,
});
"""
# Its own format of days is that of the machine.
_COMPONENTS = """import { useMDXComponents as components } from "nextra-theme-blog";
const shown = (date) => date.toLocaleDateString("%(language)s", { dateStyle: "long", timeZone: "UTC" });
const blog = components({ DateFormatter: ({ date }) => shown(date) });
export const useMDXComponents = (more) => ({ ...blog, ...more });
"""
_LAYOUT = """import { Footer, Layout, Navbar, ThemeSwitch } from "nextra-theme-blog";
import { Head } from "nextra/components";
import { getPageMap } from "nextra/page-map";
import "nextra-theme-blog/style.css";
const site = %(site)s;
export const metadata = { title: { default: site.title, template: `%%s - ${site.title}` } };
export default async function RootLayout({ children }) {
  return (
    <html lang={site.language} suppressHydrationWarning>
      <Head backgroundColor={{ dark: "#0f172a", light: "#fefce8" }} />
      <body>
        <Layout>
          <Navbar pageMap={await getPageMap()}><ThemeSwitch /></Navbar>
          {children}
          <Footer>© {site.title}</Footer>
        </Layout>
      </body>
    </html>
  );
}
"""


class Nextra(NodeProgram):
    """Nextra, whose theme keeps the whole page in an article."""

    languages: ClassVar[Mapping[str, str]] = {"zh": "zh-CN"}

    def build(self, _theme: Theme, site: KnownSite, folder: Path) -> Iterator[Page]:
        (folder / "node_modules").symlink_to(self.folder / "node_modules")
        write(folder / "package.json", '{"name": "x", "version": "0.0.0", "private": true}')
        about = {"title": site.title, "language": self.language(site)}
        write(folder / "next.config.mjs", _CONFIG)
        write(folder / "mdx-components.js", _COMPONENTS % about)
        write(folder / "app" / "layout.jsx", _LAYOUT % {"site": json.dumps(about, ensure_ascii=False)})
        write(folder / "app" / "page.md", with_matter({"title": site.title, "type": "page"}, site.title))
        for at, word in enumerate(site.menu):
            matter = {"title": word, "type": "page"}
            write(folder / "app" / f"s{at}" / "page.md", with_matter(matter, word))
        for story in site.stories:
            own: dict[str, object] = {
                "title": story.title,
                "date": f"{story.published:%Y-%m-%dT%H:%M:%S.000Z}",
                "author": story.author,
                "tags": list(story.tags),
            }
            write(folder / "app" / "posts" / story.slug / "page.md", with_matter(own, story.markdown))
        run(
            ["env", "NEXT_TELEMETRY_DISABLED=1", "node", "node_modules/next/dist/bin/next", "build"],
            folder,
            _BUILDING,
        )
        for story in site.stories:
            yield page_at(folder / "out", story, f"posts/{story.slug}/")
