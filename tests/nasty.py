"""What breaks programs, for property tests: values, and names that some view or the admin reads from a query."""

from hypothesis import strategies as st

# What breaks programs: no text, too much of it, numbers that are none or out of reach, bytes that mean something.
NASTY = st.sampled_from(
    [
        "", " ", "0", "-1", "1.5", "1e9", "9" * 30, "9" * 500, "x", "True", "null", "[]", "{", "'", '"', "\\", "%",
        "%00", "\x00", "a\x00b", "\ud800", "\u202e", "\ufeff", "é", "ء", "𝒳", "☃" * 300, "a" * 5000, "<script>",
        "../..", "//", "http://[", "2020-13-45", "0000-00-00", "00:99", "a,b", "1,2", ",", "__", "id__exact", "KE",
        "xx-xx-xx", "a@b",
        "{{x}}", "%(x)s", "{0}", "OR 1=1", "*", '"a', "-a", "NEAR(", "(((", "\r\nX: y", "١", "²",
    ]
)  # fmt: skip
VALUE = NASTY | st.text(max_size=20)
# Names that some view or the admin reads from the query.
NAMES = st.sampled_from(
    [
        "q",
        "page",
        "sort",
        "lang",
        "place",
        "theme",
        "gender",
        "youth",
        "group",
        "network",
        "organisation",
        "recommendation",
        "evidence",
        "scale",
        "language",
        "kind",
        "audience",
        "women_led",
        "youth_led",
        "year",
        "next",
        "o",
        "p",
        "e",
        "all",
        "_facets",
        "_popup",
        "_to_field",
        "_changelist_filters",
        "term",
        "app_label",
        "model_name",
        "field_name",
        "state",
        "state__exact",
        "level",
        "level__exact",
        "id",
        "id__exact",
        "pk",
        "id__in",
        "id__in__x",
        "texts__title",
        "texts__title__regex",
        "country",
        "country__code__exact",
        "is_staff__exact",
        "created_at__year",
        "created_at__gte",
        "verified_on__isnull",
        "action",
        "select_across",
        "index",
        "selected_items",
    ]
)
