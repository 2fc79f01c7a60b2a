"""What holds for every crawl. Each value that differs from Scrapy's default says why (FACTS 4).

What a source declares (delay, concurrency, TLS, headers) is put over these by the spider; the components
are switched on in one place, newsarchive.addon.
"""

from __future__ import annotations

from settings.environment import (
    chromium,
    log_style,
    metrics_folder,
    notify_addresses,
    sources_folder,
    user_agent,
    wayback,
)

BOT_NAME = "newsarchive"
SPIDER_MODULES = [
    "newsarchive.spiders.source_spider"
]  # the survey beside it is run by `sources new`, not by name
ADDONS = {"newsarchive.addon.NewsarchiveAddon": 500}
NEWSARCHIVE_SOURCES = sources_folder()

# Health: Prometheus text files, whom to tell of trouble, and how the log is written.
NEWSARCHIVE_METRICS = metrics_folder()
NEWSARCHIVE_NOTIFY = notify_addresses()
NEWSARCHIVE_LOG = log_style("text")

# Pages that say `noarchive`, or reserve text and data mining (TDMRep), unless their source says otherwise.
# Recorded, not dropped: who is bound by them depends on who asks and what for (research may mine what is
# reserved, Directive (EU) 2019/790, article 3; others may not, article 4), and what was dropped is lost.
NEWSARCHIVE_NOARCHIVE = "keep"  # or "text_only" (no bytes of the page), or "refuse"
NEWSARCHIVE_TDM = "record"  # or "refuse"
NEWSARCHIVE_WAYBACK = wayback()  # where `crawl --backfill --wayback` looks

# Politeness. Pace, blocks and budgets are kept by newsarchive.middlewares.host_gate, from what the source
# declares (two seconds and two at a time where it says nothing): Scrapy's own delays stay off, since what
# waits in its slots cannot be called back when a host says stop.
USER_AGENT = user_agent()
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsarchive"
DOWNLOAD_DELAY = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 2
# Of all hosts together; the queue gives each only what it can use.
CONCURRENT_REQUESTS = 64
# Items at a time of one answer: Scrapy begins as many tasks for each, and a page is one item.
CONCURRENT_ITEMS = 2
SCHEDULER_PRIORITY_QUEUE = "newsarchive.middlewares.host_gate.HostQueue"
# Seconds a crawl waits for a host that wants to be left alone; what must wait longer is left for the next.
NEWSARCHIVE_PATIENCE = 300.0
# Seconds a crawl waits for an archive that went away, is full or locked, before it ends (exit code 4).
NEWSARCHIVE_ARCHIVE_PATIENCE = 60.0
# Seconds of the first wait where no header names one (newsarchive.politeness.backoff).
NEWSARCHIVE_BACKOFF = 60.0
# Without 429, which is about us and waited for; of 503 only what is one page's own trouble gets this far.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]

# Doors nobody needs: an HTTP server that runs code (on by default since 2.19), telnet, other schemes. The
# addon takes out what these two switch, and more (addon.REMOVED_BUILTINS). To have one of them back, name
# its class in EXTENSIONS, DOWNLOADER_MIDDLEWARES or SPIDER_MIDDLEWARES, turn on its own switch if it has one,
# and set ours that stands in its place to None (Traffic-, PlainRedirect-, Compression-, Robots-,
# StartMiddleware).
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "newsarchive.middlewares.private_networks.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True

# Limits. A sitemap may have 50 MB (sitemaps.org); news pages seldom reach two.
DOWNLOAD_MAXSIZE = 64 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 45
DNS_TIMEOUT = 20
REDIRECT_MAX_TIMES = 8
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # counted and recorded by the spider
URLLENGTH_LIMIT = 0  # our own limit refuses with a counter; Scrapy's drops
MEMUSAGE_LIMIT_MB = 2_048
# Bytes of pages between downloader and archive: at the default of 5 MB a batched save starves the
# downloader (19 pages in flight, FACTS 5); this is also what bounds memory. Their number is bounded too
# (newsarchive.extensions.crawl_archive.most_unstored): a kill loses what is not stored.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 100_000_000

# Pages through Chromium (render = "browser", or found out): one at a time, nothing kept from page to page.
NEWSARCHIVE_CHROMIUM = chromium()
NEWSARCHIVE_RENDER_SETTLE = 8.0  # seconds until a page that never stands still is taken as it is
NEWSARCHIVE_RENDER_DEADLINE = 30.0  # seconds until one that hangs is given up
NEWSARCHIVE_RENDER_PAGES = 100  # then the browser is replaced: it grows (scrapy-playwright issues 126, 240)
NEWSARCHIVE_RENDER_BYTES = 32 * 1024 * 1024  # all that one page may load
# Large portals make some hundreds of requests a page; one that fetched 20,000 wrote a million lines of log.
NEWSARCHIVE_RENDER_REQUESTS = 1_000
NEWSARCHIVE_RENDER_LOG_LINES = 20  # of the library's warnings for one page
# Of all processes of the browser; it takes 200 MB empty, and a page that fills it took 4.9 GB (2026-11).
NEWSARCHIVE_RENDER_MEMORY = 1024 * 1024 * 1024
PLAYWRIGHT_MAX_CONTEXTS = 1
PLAYWRIGHT_MAX_PAGES_PER_CONTEXT = 1
PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT = 20_000.0  # milliseconds to the first byte
PLAYWRIGHT_ABORT_REQUEST = "newsarchive.browser.chromium.is_unwanted"
PLAYWRIGHT_PROCESS_REQUEST_HEADERS = None  # the browser's own, with our user agent

# Every status reaches the spider, which counts and records it.
HTTPERROR_ALLOW_ALL = True
# Refreshes of a page to itself would lose the page, and following costs a parse of each.
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
# The spider knows what it asked for; a filter of fingerprints would swallow rechecks in silence.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

LOG_LEVEL = "WARNING"
LOG_FORMATTER = "newsarchive.extensions.answer_lines.AnswerLines"
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
