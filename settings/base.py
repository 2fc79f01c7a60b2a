"""What holds for every crawl. Each value that differs from Scrapy's default says why (FACTS 4).

What a source declares (delay, concurrency, TLS, headers) is put over these by the spider; the components
are switched on in one place, newsarchive.addon.
"""

from __future__ import annotations

from .environment import sources_folder, user_agent, wayback

BOT_NAME = "newsarchive"
SPIDER_MODULES = ["newsarchive.spiders"]
ADDONS = {"newsarchive.addon.NewsarchiveAddon": 500}
NEWSARCHIVE_SOURCES = sources_folder()

# Pages that say `noarchive`, or reserve text and data mining (TDMRep), unless their source says otherwise.
# Recorded, not dropped: who is bound by them depends on who asks and what for (research may mine what is
# reserved, Directive (EU) 2019/790, article 3; others may not, article 4), and what was dropped is lost.
NEWSARCHIVE_NOARCHIVE = "keep"  # or "text_only" (no bytes of the page), or "refuse"
NEWSARCHIVE_TDM = "record"  # or "refuse"
NEWSARCHIVE_WAYBACK = wayback()  # where `crawl --backfill --wayback` looks

# Politeness. Two seconds and two at a time are what a source gets that declares nothing.
USER_AGENT = user_agent()
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsarchive"
DOWNLOAD_DELAY = 2.0
CONCURRENT_REQUESTS_PER_DOMAIN = 2
CONCURRENT_REQUESTS = 16

# Doors nobody needs: an HTTP server that runs code (on by default since 2.19), telnet, other schemes.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
TWISTED_DNS_RESOLVER = "newsarchive.middlewares.resolver.GuardedResolver"
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
# downloader (19 pages in flight, FACTS 5); this is also what bounds memory.
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 100_000_000

# Every status reaches the spider, which counts and records it.
HTTPERROR_ALLOW_ALL = True
# Refreshes of a page to itself would lose the page, and following costs a parse of each.
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
# The spider knows what it asked for; a filter of fingerprints would swallow rechecks in silence.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

LOG_LEVEL = "WARNING"
STATS_DUMP = False
LOGSTATS_INTERVAL = 0
