"""Yes, no, partly, unsure or refused, whatever the question was; and whether it was said plainly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from bot.language.words.lexicon import Lexicon
from bot.language.words.patterns import Hit, PhraseBook
from bot.language.words.text import Sentence, Vocabulary

PLAIN = "plainly_"
"""Before an answer: it was said in so many words, with nothing beside it that says otherwise."""
HINT = "hint"
"""Words of a yes inside a longer statement: `a bit of a pain here`. Enough where a danger is asked about."""
_LISTING = frozenset({"none_of_these", "all_of_these", "all_but", "closing"})
_MEANS: Mapping[str, str] = {
    "declined": "declined",
    "surely_no": "no",
    "unknown": "unknown",
    "surely_yes": "yes",
    "opening_no": "no",
    "opening_yes": "yes",
    "no": "no",
    "yes": "yes",
    "partial": "partial",
}
"""What each kind of words answers; in the order in which they win."""
_OPENING: Mapping[str, str] = {"opening_yes": "yes", "opening_no": "no"}
_SAID_AT_ONCE = frozenset(_MEANS) - {"unknown"}
"""No sign may stand within these: `can't say I have, not yet` is no double denial."""
_WEAK = ("partial", "no", "yes")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SIGNS = _words(', . ! ? ; : - ( ) " / …') | {"\n"}
_OF_WHICH = _words("if whether about which")
_VERBS = _words("am is are was have has do does did can")
_AFTER_VERB = _words(
    "and but so when whenever at in on if because usually sometimes often always mostly definitely indeed too"
    " yes actually for though especially every most now still really quite that mainly generally almost only"
    " just true yeah cos as while after before during once since to all"
)
"""What may follow `I do`, `they do`, when that is an answer."""
_BEING = _words("am is are was have has")
_AFTER_BEING = _words(
    "and but when whenever if because usually sometimes often mostly definitely indeed yes actually though"
    " especially every yeah cos while now too thanks mostly most once"
)
"""And after `I am`, `they are`, which more often go on: `I am on the bus`."""
_AFTER_NO = _words(
    "it its they i not there she he we that never thank thanks sorry but just only nope problem problems"
    " really the my this these those you no nah because at way mate doctor dear love sir of to all cos and so"
    " actually as if when unless except apart besides bar other aside ma maam had for god please im"
)
_AFTER_NONE = _words(
    "here apply applies are is else like on new much major serious wrong whatsoever today present"
)
_DOES = _words(
    "helps helped works worked matters mattered makes made stops stopped touches eases can could will"
)
"""`nothing like that matters any more` goes on and denies no list."""
_STRICT = _words("never none not neither negative false true right sure course totally total pass nothing")
"""Words that answer only where they stand alone: `never`, but not `never measured them`."""
_LEADS = _words(
    "well oh um er erm uh so ah ok okay hmm i honest yeah mm ooh hm lol haha ha sorry ffs omg jesus christ"
    " hell ugh whatever please what honestly god gosh the answer is it would"
)
_SPEAKERS = _words("he she my the wife husband partner mum mom son daughter doctor")
_SAYS = _words("says said say reckons")
_SAYING = _SAYS | _words("mean meant sorry wait eh *")
_FILLERS = _LEADS | _words(
    "think guess suppose would really to be quite very too also actually definitely lol mate doctor doc dear"
    " love thanks thank you tbh then there anymore any more now me for either yet hun pal sir miss nurse but"
    " id just at all that does do they of afraid"
)
"""Words beside an answer that change nothing of it."""
_BOUNDS = _SIGNS | _words(
    "and but so because cos coz since when whenever if unless though although except apart as at in on with"
    " until till while during after before especially mostly only mainly then or by from"
)
_ADJOINS = _words("and when whenever if because cos especially though usually mostly definitely indeed every")
_OVER = _words("did was had")
"""`it did` may be over; it answers, but not plainly."""
_TURNING = _words(
    "but though although however wait actually mean meant scrap scratch scrub correction except tell hold"
    " hang jk kidding joking lied oops until till *"
)
"""After one of these a plain answer may be qualified or taken back; `*` stands where it was."""
_MUSING = _words("well ok okay fine hm hmm sorry ooh oh ah er erm wait")
"""These may do so where they begin a clause after it: `no, well, sometimes`, `no.. ok, the odd one`."""
_MEMORY = _words("remember recall know forget forgotten noticed notice think tell say")
_NEVER_SINCE = frozenset(
    [("the", "last"), ("a", "time"), ("a", "day"), ("a", "night"), ("a", "week"), ("a", "single"),
     ("one", "time"), ("any", "time"), ("how", "to"), ("what", "a"), ("what", "no"), ("what", "not"),
     ("when", "i"), ("when", "it"), ("a", "fever"), ("last", "time")]
)  # fmt: skip
_GOES_ON = _words("not having till until being ever")
"""What follows a verb of memory that answers by it: `can't remember not having it`, `never notice till`."""


class PolarityReader:
    """Reads the leaning of an answer from its common words."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        labels = (*_MEANS, *sorted(_LISTING))
        phrases = [(label, phrase) for label in labels for phrase in getattr(lexicon.polarity, label)]
        self._book = PhraseBook(vocabulary, lexicon.groups, phrases)

    def labels(self, sentences: Sequence[Sentence]) -> dict[str, int]:
        """Which kinds of words were found, and how far into the message the first of each stands."""
        found: dict[str, int] = {}
        plain: dict[str, int] = {}
        offset = 0
        for number, sentence in enumerate(sentences):
            for hit, label in self._answering(sentence, first=not number):
                found.setdefault(label, offset + hit.start)
                if not offset and _opens_plainly(sentence, hit, label):
                    plain.setdefault(_MEANS[label], hit.start)
            offset += len(sentence)
        heads = self._heads(sentences)
        if len(set(heads)) > 1:
            found.pop(f"opening_{'no' if heads[-1] == 'yes' else 'yes'}", None)
            found.setdefault(f"opening_{heads[-1]}", 0)
        meant = {_MEANS[label] for label in found if label in _MEANS} | set(heads)
        if len(meant) == 1 and plain and not _turns(sentences):
            found |= {PLAIN + value: place for value, place in plain.items()}
        return found

    def _heads(self, sentences: Sequence[Sentence]) -> list[str]:
        """Every yes and no at the head of a clause; of several the last stands: `yes, sorry no`."""
        return [
            _OPENING[hit.label]
            for sentence in sentences
            for hit in self._book.find(sentence)
            if hit.label in _OPENING
            and sentence.words[hit.start] not in _STRICT
            and (sentence.words[hit.start - 1] in _SAYING or _bounded_left(sentence, hit.start, frozenset()))
        ]

    def _answering(self, sentence: Sentence, first: bool) -> Iterator[tuple[Hit, str]]:
        """The hits that answer, with the label they count under where they stand."""
        hits = self._book.find(sentence)
        hits = [hit for hit in hits if not any(_covers(other, hit) for other in hits)]
        hits = [hit for hit in hits if hit.label not in _SAID_AT_ONCE or not _broken(sentence, hit)]
        said = frozenset(index for hit in hits if hit.label in _MEANS for index in range(hit.start, hit.end))
        for hit in hits:
            label = _counted(sentence, hit, said, first)
            if label:
                yield hit, label
            elif hit.label in {"yes", "partial"}:
                yield hit, HINT

    @staticmethod
    def leaning(labels: Mapping[str, int], weak: bool = True) -> str | None:
        """The answer these words give: refusal first, then doubt, then yes or no.

        `weak` lets words count that mean yes or no only beside a question (`I do`, `sometimes`).
        """
        if "declined" in labels:
            return "declined"
        if "surely_no" in labels and labels["surely_no"] <= labels.get("unknown", 10_000):
            return "no"
        if "unknown" in labels:
            return "unknown"
        if "surely_yes" in labels:
            return "yes"
        for label, value in (("opening_no", "no"), ("opening_yes", "yes")):
            if label in labels:
                return value
        for value in _WEAK if weak else ():
            if value in labels:
                return value
        return None


def _opens_plainly(sentence: Sentence, hit: Hit, label: str) -> bool:
    """Whether the message begins with this answer, and the answer is a clause of its own."""
    if label not in _MEANS or hit.start > _lead(sentence) or sentence.words[hit.end - 1] in _OVER:
        return False
    after = sentence.words[hit.end] if hit.end < len(sentence) else ","
    if label in _OPENING:
        return after in _AFTER_NO | _SIGNS | _FILLERS or sentence.words[hit.start] not in _STRICT
    if sentence.words[hit.end - 1] in _VERBS:
        return after in _SIGNS | _ADJOINS
    if (label == "declined" and len(hit) > 1) or (label == "unknown" and after in _OF_WHICH):
        return True
    return _stands_alone(sentence, hit, frozenset())


def _broken(sentence: Sentence, hit: Hit) -> bool:
    return bool(_SIGNS.intersection(sentence.words[hit.start : hit.end]))


def _counted(sentence: Sentence, hit: Hit, said: frozenset[int], first: bool) -> str | None:
    """The label a hit counts under; None for words that are no answer where they stand."""
    if hit.label in _LISTING:
        return None if _says_more(sentence, hit) else hit.label
    alone = _stands_alone(sentence, hit, said)
    if hit.label in _OPENING:
        strict = sentence.words[hit.end - 1] in _STRICT
        opens = first and hit.start <= _lead(sentence) and not _denies_a_thing(sentence, hit)
        if opens and (alone or not strict):
            return hit.label
        return _OPENING[hit.label] if alone else None
    if len(hit) == 1:
        return hit.label if alone else None
    if hit.label in {"declined", "unknown"}:
        return None if hit.label == "unknown" and _never_since(sentence, hit) else hit.label
    denies = hit.label == "surely_no" and len(hit) > 2 and sentence.words[hit.start] in {"not", "never"}
    if denies or (
        hit.label in {"surely_no", "surely_yes"}
        and sentence.words[hit.start + 1] in {"not", "that", "unless"}
    ):
        return hit.label if _bounded_left(sentence, hit.start, said) else None
    if sentence.words[hit.end - 1] in _VERBS:
        answers = _bounded_left(sentence, hit.start, said) and not _tells_more(sentence, hit)
        return hit.label if answers else None
    return hit.label if alone else None


def _says_more(sentence: Sentence, hit: Hit) -> bool:
    """`nothing gives me pleasure`, `doctor had me in for the lot`: a word of all or none in a statement."""
    if sentence.words[hit.start : hit.end] == ("the", "lot"):
        return not _stands_alone(sentence, hit, frozenset())
    if hit.label != "none_of_these" or hit.end == len(sentence):
        return False
    after = sentence.words[hit.end]
    goes_on = after[0].isalnum() and after not in _BOUNDS | _FILLERS | _AFTER_NO | _AFTER_NONE
    return after in _DOES if len(hit) > 1 else goes_on


def _stands_alone(sentence: Sentence, hit: Hit, said: frozenset[int]) -> bool:
    """Whether a phrase is all there is between two signs or joints, small words and other answers apart."""
    index = hit.end
    if len(hit) == 1 and sentence.words[hit.start] in _STRICT:
        ends = index == len(sentence) or sentence.words[index] in _SIGNS or index in said
        return ends and _bounded_left(sentence, hit.start, said)
    while index < len(sentence) and (index in said or sentence.words[index] in _FILLERS - _BOUNDS):
        index += 1
    bounded = index == len(sentence) or sentence.words[index] in _BOUNDS
    return bounded and _bounded_left(sentence, hit.start, said)


def _bounded_left(sentence: Sentence, index: int, said: frozenset[int]) -> bool:
    """Whether nothing but small words stands between a place and the start of its clause."""
    index -= 1
    while index >= 0 and (index in said or sentence.words[index] in _FILLERS - _BOUNDS):
        index -= 1
    return index < 0 or sentence.words[index] in _SIGNS or sentence.words[index] in {"but", "so", "and"}


def _turns(sentences: Sequence[Sentence]) -> bool:
    """Whether something may qualify an answer given before it, or take it back."""
    words = [word for sentence in sentences for word in sentence.words]
    mused = any(
        (sign in _SIGNS and word in _MUSING) or (sign, word) == ("or", "rather")
        for sign, word in pairwise(words)
    )
    return mused or bool(_TURNING.intersection(words))


def _never_since(sentence: Sentence, hit: Hit) -> bool:
    """`can't remember the last time I slept`, `wouldn't know how to light one`: no doubt, but an answer."""
    after = sentence.words[hit.end : hit.end + 2]
    of_memory = _MEMORY.intersection(sentence.words[hit.start : hit.end])
    return bool(of_memory) and (after in _NEVER_SINCE or bool(_GOES_ON.intersection(after[:1])))


def _covers(other: Hit, hit: Hit) -> bool:
    """Whether a longer phrase says it better: `can't say it doesn't` over `can't say it does`."""
    longer = other.end - other.start > hit.end - hit.start
    return longer and other.start <= hit.start and hit.end <= other.end and other.label not in _LISTING


def _denies_a_thing(sentence: Sentence, hit: Hit) -> bool:
    """`no chest pain` denies a thing; `no`, `no it isn't`, `no, never` answer a question."""
    if sentence.words[hit.start] not in {"no", "not", "never", "none", "neither"} or hit.end >= len(sentence):
        return False
    return sentence.words[hit.end] not in _AFTER_NO | _SIGNS


def _tells_more(sentence: Sentence, hit: Hit) -> bool:
    """`I am dizzy`, `I have a dog`, `it is more like`: no yes, though `I am` and `I have` alone are."""
    if hit.end == len(sentence):
        return False
    after = sentence.words[hit.end]
    being = sentence.words[hit.end - 1] in _BEING
    return after[0].isalnum() and after not in (_AFTER_BEING if being else _AFTER_VERB)


def _lead(sentence: Sentence) -> int:
    """How many words (well, oh, um, so) may come before an opening yes or no."""
    count = 0
    passed = _LEADS | {","}
    if _SAYS.intersection(sentence.words[:4]):
        passed |= _SPEAKERS | _SAYS
    while count < len(sentence) and sentence.words[count] in passed:
        count += 1
    return count
