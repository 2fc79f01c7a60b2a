"""The list of functions that a query may call: those that compute values and do nothing else.

Even a role without the right to write could run SQL given as a text (`ts_stat`, `query_to_xml`), change
settings (`set_config`), take locks, end other sessions or sleep. A list of forbidden functions would be
outdated by the server's next version; a function missing here is reported and can be added.
"""

from __future__ import annotations

AGGREGATE_FUNCTIONS = """
any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every
json_agg json_object_agg jsonb_agg jsonb_object_agg max min mode percentile_cont percentile_disc
range_agg regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy
stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance cume_dist dense_rank first_value
lag last_value lead nth_value ntile percent_rank rank row_number
"""
NUMBER_FUNCTIONS = """
abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cbrt ceil ceiling cos cosd cosh cot
cotd degrees div erf erfc exp factorial floor gamma gcd lcm lgamma ln log log10 min_scale mod pi power
pow radians random round scale sign sin sind sinh sqrt tan tand tanh trim_scale trunc width_bucket
to_number to_bin to_hex to_oct
"""
# Without repeat, lpad, rpad and format, which make a gigabyte from a few letters. Without normalize, which
# sorts the marks on one letter by insertion (two million: over 20 minutes that nothing can interrupt).
TEXT_FUNCTIONS = """
ascii bit_length btrim casefold char_length character_length chr concat concat_ws convert_from convert_to
crc32 crc32c decode encode get_bit get_byte bit_count initcap left length lower ltrim md5
octet_length overlay position quote_ident quote_literal quote_nullable regexp_count
regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array
regexp_split_to_table regexp_substr replace reverse right rtrim sha224 sha256 sha384 sha512 split_part
starts_with string_to_array string_to_table strpos substr substring to_ascii to_char translate trim
unicode_assigned unistr upper like notlike
"""
TIME_FUNCTIONS = """
age clock_timestamp date date_add date_bin date_part date_subtract date_trunc extract isfinite
justify_days justify_hours justify_interval make_date make_interval make_time make_timestamp
make_timestamptz now overlaps statement_timestamp timeofday timezone to_date to_timestamp
transaction_timestamp
"""
LIST_FUNCTIONS = """
array_append array_cat array_dims array_length array_lower array_ndims array_position array_positions
array_prepend array_remove array_replace array_reverse array_sort array_to_json array_to_string
array_upper cardinality generate_series generate_subscripts num_nonnulls num_nulls trim_array unnest
json_array_elements json_array_elements_text json_array_length json_build_array json_build_object
json_each json_each_text json_extract_path json_extract_path_text json_object json_object_keys
json_strip_nulls json_typeof jsonb_array_elements jsonb_array_elements_text jsonb_array_length
jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path
jsonb_extract_path_text jsonb_object jsonb_object_keys jsonb_path_exists jsonb_path_match
jsonb_path_query jsonb_path_query_array jsonb_path_query_first jsonb_pretty jsonb_set jsonb_strip_nulls
jsonb_typeof row_to_json to_json to_jsonb daterange int4range int8range isempty lower_inc lower_inf
numrange range_intersect_agg range_merge tsrange tstzrange upper_inc upper_inf
"""
SEARCH_FUNCTIONS = """
numnode phraseto_tsquery plainto_tsquery setweight strip to_tsquery to_tsvector ts_delete ts_filter
ts_rank ts_rank_cd tsvector_to_array websearch_to_tsquery
"""
# SQL syntax that takes arguments in parentheses, and the two ways to sample a table.
FUNCTION_SYNTAX = """
coalesce greatest least nullif grouping row exists json_value json_query json_exists json_array bernoulli
system
"""
# Types with a length, or written as a cast; the server has a function for each.
NAMED_TYPES = """
bit bool bpchar char date decimal character varying float float4 float8 int2 int4 int8 interval numeric
text time timestamp timestamptz timetz varbit varchar
"""
POSTGRESQL_FUNCTIONS = frozenset(
    " ".join(
        (
            AGGREGATE_FUNCTIONS,
            NUMBER_FUNCTIONS,
            TEXT_FUNCTIONS,
            TIME_FUNCTIONS,
            LIST_FUNCTIONS,
            SEARCH_FUNCTIONS,
            FUNCTION_SYNTAX,
            NAMED_TYPES,
        )
    ).split()
)

# SQLite's authorizer is asked about each function, including operators.
_ON_SQLITE = """
avg count group_concat max median min percentile percentile_cont percentile_disc string_agg sum total
cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number abs
acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi
pow power radians random round sign sin sinh sqrt tan tanh trunc char coalesce concat concat_ws format
glob hex if ifnull iif instr length like likelihood likely lower ltrim match nullif octet_length printf
quote randomblob replace rtrim soundex substr substring trim typeof unhex unicode unistr unlikely upper
zeroblob current_date current_time current_timestamp date datetime julianday strftime time timediff
unixepoch -> ->> json json_array json_array_length json_each json_error_position json_extract
json_group_array json_group_object json_insert json_object json_patch json_pretty json_quote json_remove
json_replace json_set json_tree json_type json_valid jsonb jsonb_array jsonb_extract jsonb_group_array
jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set
"""
SQLITE_FUNCTIONS = frozenset(_ON_SQLITE.split())
# The table function of ours (newsarchive.storage.queries.article_search).
ARTICLE_SEARCH = "article_search"
# Prefix of the functions that it becomes on SQLite (newsarchive.storage.queries.sqlite_search).
OWN_PREFIX = "newsarchive_"
