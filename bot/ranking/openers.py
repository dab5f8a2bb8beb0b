"""How sentences begin that hang on those before them, in languages other than English.

A few words each: pronouns that stand for whom another sentence named, "this …", and connectives. English has rules of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Longer ones first where one begins another; those of scripts without spaces need no end of a word.
_OPENERS = {
    "ar": "هو|هي|هم|هذا|هذه|هؤلاء|ذلك|تلك|لكن|ولكن|كما|وأضاف|وأضافت|وقال|وقالت|وأوضح|وذكر|وأكد|ومع ذلك|وكان|وكانت|أيضا|إلا أن|بالإضافة",
    "cs": "On|Ona|Oni|To|Tento|Tato|Toto|Tito|Ten|Ta|Však|Ale|A|Také|Avšak|Nicméně|Proto|Navíc|Přesto|Jeho|Její|Jejich",
    "de": "Er|Sie|Es|Dies|Diese|Dieser|Dieses|Diesen|Aber|Und|Doch|Jedoch|Dennoch|Allerdings|Außerdem|Auch|Zudem|Daher|Deshalb|Seine|Ihre"
    "|Damit|Dabei|Dort|So",
    "el": "Αυτός|Αυτή|Αυτό|Αυτοί|Αυτά|Όμως|Αλλά|Και|Ωστόσο|Επίσης|Επιπλέον|Έτσι|Ο ίδιος|Η ίδια",
    "es": "Él|Ella|Ellos|Ellas|Este|Esta|Esto|Estos|Estas|Ese|Esa|Eso|Pero|Y|Sin embargo|Además|También|Por tanto|Así|Su|Sus|No obstante",
    "fr": "Il|Elle|Ils|Elles|Ce|Cet|Cette|Ces|Cela|Ceci|C'est|C’est|Mais|Et|Or|Cependant|Toutefois|Pourtant|Ainsi|De plus|En outre"
    "|Par ailleurs|En revanche|Son|Sa|Ses|Leur|Leurs|Selon (?:lui|elle|eux)",
    "he": "הוא|היא|הם|הן|זה|זו|זאת|אלה|אך|אבל|אולם|עם זאת|כמו כן|לכן|בנוסף|כך",
    "hi": "वह|वे|यह|ये|इस|इन|उन्होंने|उसने|उनके|उनकी|उनका|इसके|इसकी|लेकिन|और|हालांकि|हालाँकि|इसलिए",
    "it": "Egli|Lui|Lei|Essi|Loro|Questo|Questa|Questi|Queste|Quello|Ma|E|Tuttavia|Inoltre|Anche|Così|Però|Quindi|Suo|Sua",
    "ja": "彼|彼女|彼ら|これ|この|それ|その|しかし|また|さらに|そして|だが|一方|同(?:氏|社|省|国)",
    "ko": "그는|그녀는|그들은|이는|이에|이번|그러나|하지만|또|또한|그리고|한편|따라서",
    "nl": "Hij|Zij|Ze|Dit|Deze|Die|Dat|Maar|En|Toch|Echter|Ook|Bovendien|Daarom|Daarnaast|Zijn|Haar|Hun",
    "pl": "On|Ona|Oni|To|Ten|Ta|Ci|Ale|I|Jednak|Jednakże|Również|Także|Ponadto|Dlatego|Jego|Jej|Ich",
    "pt": "Ele|Ela|Eles|Elas|Este|Esta|Isto|Isso|Esse|Essa|Estes|Estas|Mas|E|No entanto|Porém|Contudo|Além disso|Também|Assim|Seu|Sua",
    "ru": "Он|Она|Они|Оно|Это|Этот|Эта|Эти|Однако|Но|А|И|Также|Кроме того|При этом|Поэтому|Тем не менее|Его|Её|Ее|Их|Так",
    "sv": "Han|Hon|Det|Detta|Denna|Dessa|Men|Och|Dock|Emellertid|Också|Dessutom|Därför|Hans|Hennes|Deras",
    "tr": "O|Onlar|Bu|Bunlar|Şu|Ancak|Ama|Fakat|Ve|Ayrıca|Bununla birlikte|Bu nedenle",
    "uk": "Він|Вона|Вони|Воно|Це|Цей|Ця|Ці|Однак|Але|А|І|Також|Крім того|При цьому|Тому|Його|Її|Їх",
    "zh": "他|她|他们|她们|它|这|该|此|但|然而|不过|此外|同时|因此|而且|另外|并且",
}  # fmt: skip
_UNSPACED = frozenset({"ja", "zh"})


@lru_cache(maxsize=len(_OPENERS))
def find_opener(language: str) -> re.Pattern[str] | None:
    """Return the pattern of what a sentence begins with that hangs on others; ``None`` for a language that is not known here.

    >>> bool(find_opener("fr").match("Cependant, rien n’a changé.")), bool(find_opener("fr").match("Celan a écrit."))
    (True, False)
    """
    if language not in _OPENERS:
        return None
    end = "" if language in _UNSPACED else r"(?!\w)"
    return re.compile(rf"[^\w]{{0,3}}(?:{_OPENERS[language]}){end}")
