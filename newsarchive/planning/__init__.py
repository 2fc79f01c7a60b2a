"""When something is asked for again: pure arithmetic over what earlier visits brought.

Both feeds and articles go by one rule. Of visits at intervals T to something that changes at a rate r, the
mean delay until a change is seen is T / 2, and a day costs 1 / T visits; of all ways to spend the same visits
over many such things, the sum of delays is least where T is proportional to 1 / sqrt(r) (Cho and
Garcia-Molina, "Effective page refresh policies for Web crawlers", ACM TODS 28(4), 2003, for age in the limit
of short intervals). Articles go by that; listings by a power a little above a half, since the median article
is in a large one (newsarchive.planning.polling).
"""
