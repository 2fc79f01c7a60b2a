"""Settings of every crawl. Each value that differs from Scrapy's default says why.

What a source declares (delay, concurrency, TLS, headers) overrides these. The components are switched on in
one place, newsarchive.addon. The comments here are the text of docs/reference/settings.md (`make docs`).
"""

from __future__ import annotations

from newsarchive.environment import (
    chromium,
    log_style,
    metrics_folder,
    notify_services,
    sources_folder,
    user_agent,
    wayback,
)

BOT_NAME = "newsarchive"
# The spider of `sources new` is not among them: it has no source to crawl.
SPIDER_MODULES = ["newsarchive.spiders.source_spider"]
ADDONS = {"newsarchive.addon.NewsarchiveAddon": 500}
NEWSARCHIVE_SOURCES = sources_folder()

# Monitoring: where Prometheus text files go, who is notified, and how the log is written.
NEWSARCHIVE_METRICS = metrics_folder()
NEWSARCHIVE_NOTIFY = notify_services()
NEWSARCHIVE_LOG = log_style("text")

# What is done with pages that say `noarchive` or reserve text and data mining (TDMRep); a source may override
# both. The default records and keeps: who is bound depends on who crawls and what for (research may mine what
# is reserved, Directive (EU) 2019/790, article 3; others may not, article 4), and what was dropped is lost.
NEWSARCHIVE_NOARCHIVE = "keep"  # or "text_only" (no bytes of the page), or "refuse"
NEWSARCHIVE_TDM = "record"  # or "refuse"

# The web archive that `crawl --backfill --wayback` asks.
NEWSARCHIVE_WAYBACK = wayback()

# Politeness. newsarchive keeps delays, blocks and budgets per host, as the source declares (two seconds and
# two requests at a time by default). Scrapy's own delays are off, because requests that wait in its slots
# cannot be called back when a host says stop.
USER_AGENT = user_agent()
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsarchive"
DOWNLOAD_DELAY = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 2
# For all hosts together; the host queue gives each host only what it can use.
CONCURRENT_REQUESTS = 64
# Items of one response processed at a time: Scrapy starts as many tasks for each, and a page is one item.
CONCURRENT_ITEMS = 2
SCHEDULER_PRIORITY_QUEUE = "newsarchive.middlewares.host_gate.HostQueue"
# Longest wait in seconds for a host that asked to be left alone; what must wait longer is left for the next
# crawl.
NEWSARCHIVE_PATIENCE = 300.0
# Seconds that a crawl waits for an archive that is away, full or locked, before it ends with exit code 4.
NEWSARCHIVE_ARCHIVE_PATIENCE = 60.0
# Seconds after which one of several crawls (`crawl --all` or `--due`, `schedule`) no longer keeps the next
# from starting beside it. Most crawls take less; slow or hostile sites take hours.
NEWSARCHIVE_CRAWL_TURN = 300.0
# First back-off in seconds, where the host names no time; it doubles.
NEWSARCHIVE_BACKOFF = 60.0
# Not 429, which is waited for. Of 503 only what concerns a single page gets here.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]

# Closed: an HTTP server that runs code (on by default since Scrapy 2.19), telnet, other schemes. The add-on
# removes the components that these settings switch, and others (REMOVED_BUILTINS);
# docs/how-to/change-a-setting.md says how to have one back.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "newsarchive.middlewares.private_networks.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True

# Limits. A sitemap may have 50 MB (sitemaps.org); news pages rarely reach 2 MB.
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 45
DNS_TIMEOUT = 20
REDIRECT_MAX_TIMES = 8
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # counted and recorded by the spider
URLLENGTH_LIMIT = 0  # our own limit counts what it refuses; Scrapy's drops it
MEMUSAGE_LIMIT_MB = 2_048
# Bytes of pages between downloader and archive, which also bounds memory. At Scrapy's default of 5 MB a
# batched save starves the downloader (docs/explanation/scrapy.md#back-pressure). The number of pages is
# bounded as well, because a kill loses what is not stored
# (docs/how-to/recover-after-a-crash.md#a-crawl-was-killed).
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 100_000_000

# Pages through Chromium: one at a time, nothing kept from page to page.
NEWSARCHIVE_CHROMIUM = chromium()
NEWSARCHIVE_RENDER_SETTLE = 8.0  # seconds after which a page that keeps changing is taken as it is
NEWSARCHIVE_RENDER_DEADLINE = 30.0  # seconds after which a page that hangs is given up
NEWSARCHIVE_WATCH_SECONDS = 60.0  # of one page whose scripts a survey watches, beyond that deadline
NEWSARCHIVE_RENDER_PAGES = 100  # pages after which the browser is replaced, because it grows
NEWSARCHIVE_RENDER_BYTES = 32 * 1024 * 1024  # that one page may load in all
# Large portals make some hundreds of requests a page. A page that made 20,000 wrote a million lines of log.
NEWSARCHIVE_RENDER_REQUESTS = 1_000
NEWSARCHIVE_RENDER_LOG_LINES = 20  # warnings of the library for one page
# All processes of the browser together. It takes 200 MB when empty; one page made it take 4.9 GB (2026-11).
NEWSARCHIVE_RENDER_MEMORY = 1024 * 1024 * 1024
PLAYWRIGHT_MAX_CONTEXTS = 1
PLAYWRIGHT_MAX_PAGES_PER_CONTEXT = 1
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 20_000.0  # milliseconds to the first byte
PLAYWRIGHT_ABORT_REQUEST = "newsarchive.browser.chromium.is_unwanted"
PLAYWRIGHT_PROCESS_REQUEST_HEADERS = None  # the browser's own headers, with our user agent

# Every status reaches the spider, which counts and records it.
HTTPERROR_ALLOW_ALL = True
# A page that refreshes itself would be lost, and following refreshes costs a parse of each page.
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
# No Referer but the one a source declares: a list, or a page that redirects, is not where a reader comes
# from, and other crawlers name none. A page cannot ask for one either, by a Referrer-Policy of its own.
REFERRER_POLICY = "no-referrer"
REFERRER_POLICIES = dict.fromkeys(
    (
        "",
        "no-referrer-when-downgrade",
        "origin",
        "origin-when-cross-origin",
        "same-origin",
        "scrapy-default",
        "strict-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    ),
    "scrapy.spidermiddlewares.referer.NoReferrerPolicy",
)
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
# The archive knows what was fetched; a filter of fingerprints would drop rechecks silently.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

LOG_LEVEL = "WARNING"
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
