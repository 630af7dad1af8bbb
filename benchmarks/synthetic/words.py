"""The words of synthetic texts: real ones of the field on top, and below them as many invented ones as a corpus has.

Frequencies follow Zipf's law: the word at rank r is drawn in proportion to 1 / (r + 2.7), Mandelbrot's form of it.
"""

from functools import cache
from itertools import accumulate
from random import Random

INVENTED = 50_000
MANDELBROT = 2.7
CONSONANTS = "b d f g h j k l m n p r s t v w z br dr gr kr pr tr st sh ch th".split()
VOWELS = "a e i o u ai ea io ou".split()
ENDINGS = " n r l s t nd rt sk m".split(" ")

# In the order of how often they come: the first are the words that every text is held together by.
ENGLISH = """
the of and to in a for with on by that from their as is they at are who was it or after an not were through into where
this more between have has while other how when also its them about over than both been each who before which but had
some one under most those within three two only all many out up first during without so against
women young peace community local people youth work violence police families groups trust school members network
together training dialogue leaders programme project support city state government organisations society civil
prevention extremism religious role women-led prevent conflict communities teachers mothers authorities partners
national international regional exchange meetings safe space rights security towns villages neighbours students
children parents men girls boys refugees border market radio theatre sport football music art film story stories
media online social interfaith imams priests churches mosques elders chiefs mayors councils municipality district
county province reconciliation reintegration rehabilitation returnees prisons probation victims survivors trauma
counselling psychosocial healing livelihoods skills jobs income loans farming water land grazing cattle herders
farmers mediation mediators negotiation ceasefire agreement truth justice law courts lawyers evidence research survey
interviews evaluation results change attitudes behaviour participants sessions workshops courses curriculum lessons
mentors volunteers facilitators trainers researchers journalists officers soldiers former fighters recruitment
radicalisation hate speech narratives alternative campaigns messages election elections voting campaign early warning
response rumours monitors hotline committee committees platform platforms forum hub coalition alliance association
foundation funding grants donors budget policy policies strategy action plan plans framework resolution report
reports recommendations practice practices example model adapted approach method tool guide manual handbook
displacement migration migrants host camps shelter health education literacy language culture heritage faith belief
identity belonging cohesion inclusion equality gender leadership participation decision making voice power agency
resilience risk harm protection safety care dignity respect tolerance understanding listening talking learning
teaching sharing building bridges tables evenings mornings weekly monthly yearly river mountain coast island valley
capital north south east west rural urban remote crowded poor hard easy new old small large own common shared public
private informal formal open closed trusted known unknown early late long short began grew spread stopped returned
joined led met spoke agreed signed visited opened trained reached helped
""".split()

OTHER_LANGUAGES = {
    "fr": """la paix les femmes et des jeunes pour dans le une avec sur qui communauté réseau dialogue prévention
        violence police confiance écoles familles locale société civile réconciliation médiation formation échange
        villes villages sécurité droits égalité après leurs elles ensemble projet soutien""".split(),
    "ar": """السلام في من على الشباب النساء المجتمع الشبكة الحوار منع العنف الشرطة الثقة المدارس الأسر المحلي
        المدني المصالحة الوساطة التدريب تبادل المدن القرى الأمن الحقوق المساواة مع بعد معا المشروع دعم إلى""".split(),
    "bn": """শান্তি ও নারী যুব জন্য মধ্যে একটি সঙ্গে সম্প্রদায় নেটওয়ার্ক সংলাপ প্রতিরোধ সহিংসতা পুলিশ আস্থা
        বিদ্যালয় পরিবার স্থানীয় নাগরিক সমাজ পুনর্মিলন মধ্যস্থতা প্রশিক্ষণ বিনিময় শহর গ্রাম নিরাপত্তা অধিকার""".split(),
    "sw": """amani ya na wa katika kwa vijana wanawake jamii mtandao mazungumzo kuzuia vurugu polisi imani shule
        familia mitaa kiraia maridhiano upatanishi mafunzo kubadilishana miji vijiji usalama haki usawa baada pamoja
        mradi msaada""".split(),
    "ru": """мир и в на для женщины молодёжь сообщество сеть диалог предотвращение насилие полиция доверие школы семьи
        местный гражданское общество примирение посредничество обучение обмен города деревни безопасность права
        равенство после вместе проект поддержка""".split(),
}


def zipf(count, exponent=1.0):
    """The cumulative weights of `count` ranks, for `random.choices`."""
    return list(accumulate((rank + MANDELBROT) ** -exponent for rank in range(1, count + 1)))


@cache
def lexicon(seed):
    """(words, cumulative weights): the English ones first, then the invented ones."""
    words = list(dict.fromkeys(ENGLISH)) + invented(seed)
    return words, zipf(len(words))


def invented(seed):
    """Words that sound like a language and are in none, in a fixed order for a `seed`."""
    random, found = Random(f"words {seed}"), {}
    while len(found) < INVENTED:
        found["".join(_syllable(random) for _ in range(random.choice((2, 2, 3, 3, 4)))) + random.choice(ENDINGS)] = None
    return list(found)


def _syllable(random):
    return random.choice(CONSONANTS) + random.choice(VOWELS)


@cache
def foreign(language):
    """(words, cumulative weights) of another language."""
    words = OTHER_LANGUAGES[language]
    return words, zipf(len(words))


def prose(random, words, count):
    """A text of `count` words drawn from `words` (as lexicon gives them), with a capital and a full stop."""
    if not count:
        return ""
    drawn, weights = words
    text = " ".join(random.choices(drawn, cum_weights=weights, k=count))
    return f"{text[0].upper()}{text[1:]}."
