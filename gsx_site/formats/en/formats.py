# Of the clock's 24 hours, as in the other languages: “6:56 a.m.” ends a sentence with two dots.
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
