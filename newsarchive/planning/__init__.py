"""When listings are polled and articles rechecked: pure arithmetic over what earlier fetches found.

Both follow one rule. If something that changes at a rate r is fetched at intervals T, a change is seen after
T / 2 on average, at a cost of 1 / T fetches a day. For a given number of fetches over many such things, the
sum of the delays is least if T is proportional to 1 / sqrt(r) (Cho and Garcia-Molina, "Effective page refresh
policies for Web crawlers", ACM TODS 28(4), 2003, for age in the limit of short intervals). Rechecks use that
power of a half; polls use a slightly larger one, because the median article is in a large listing
(newsarchive.planning.polling).
"""
