"""Words that nearly every text of their language holds: not looked for beside others, unless they are quoted."""

# Folded. Left out are those that mean something in another of these languages, as “die” and “son” do.
BY_LANGUAGE = {
    "ar": "الى ان او عن على في من مع هذا هذه التي الذي",
    "bn": "ও এবং এই থেকে জন্য করে",
    "de": "auf aus bei das dem der ein eine einer fur ist mit nach nicht oder sie sind und von wie zu zum zur",
    "en": "a an and are as at be by for from has have how in into is it its not of on or our that the their they this "
    "to was we were what when where which who why will with",
    "es": "como con del el ella ellos es esta este fue las los para pero por su sus una y",
    "fr": "au aux avec ce ces dans de des du en est et eux il ils la le les leur leurs lui mais ne nous ou par que qui "
    "se ses sont un une vous",
    "pt": "ao aos da das do dos e em na nas nos o os pela pelo seu sua um uma",
    "ru": "в во и к как на не но о об от по с со что это для из за",
    "sw": "kwa na ni ya wa za la katika kama",
}
COMMON = frozenset(word for words in BY_LANGUAGE.values() for word in words.split())
