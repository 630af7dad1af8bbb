DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y، G:i"
# Numbers are written with Latin digits, and so with the signs that go with these.
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
# The day first, as in the other languages: Django's own order for want of another would take 5/1 for the first of May.
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]
